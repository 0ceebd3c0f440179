"""The demo intranet: a host as somebody else would write it."""
