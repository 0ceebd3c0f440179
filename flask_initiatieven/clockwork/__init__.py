"""Clockwork: what happens by the clock, and the worker that does it."""
