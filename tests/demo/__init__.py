"""The demo: one command, data that stays, everybody signs in."""
