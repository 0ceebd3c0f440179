"""Governing texts: vision, mission, role division, coalition programme."""
