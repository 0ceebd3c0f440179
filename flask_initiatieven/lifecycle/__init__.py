"""The life of the add-on in a database: installed, upgraded, uninstalled, and in which condition it is."""
