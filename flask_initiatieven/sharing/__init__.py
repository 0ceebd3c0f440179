"""Sharing ("Delen"): a role on one page or initiative alone, and who can do what there and why."""
