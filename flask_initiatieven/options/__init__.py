"""Options: the settings of the municipality, edited in the browser. Settings of the host are in settings.py."""
