"""The coalition programme: its items, and what initiatives have to do with them."""
