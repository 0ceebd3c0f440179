"""Templates under `initiatieven/`; a host overrides one by a file of the same path."""
