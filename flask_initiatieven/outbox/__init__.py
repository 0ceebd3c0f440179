"""Outbox: mail is written with the change it tells about, and leaves afterwards."""
