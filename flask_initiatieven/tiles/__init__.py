"""Tiles: what the add-on shows on pages of the host, one template call each."""
