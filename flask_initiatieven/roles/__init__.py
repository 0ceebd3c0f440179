"""Roles: given to people, to groups of the host and on one object; and who may what."""
