"""Pages of this room."""

from __future__ import annotations

from flask import Blueprint


def add_routes(bp: Blueprint) -> None:
    """Add the routes of this room."""
