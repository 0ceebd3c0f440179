"""Rules of the municipality: when this happens, send a mail or set a task."""
