"""Principles of governing texts, and the decisions that cite them."""
