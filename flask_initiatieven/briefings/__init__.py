"""Briefings: one visit, one click, one PDF."""
