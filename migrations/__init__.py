"""Numbered migrations, run by `flask initiatieven install` and `upgrade`."""
