"""Soft locks: who is editing this now. A lock warns; what saves is guarded by the version number."""
