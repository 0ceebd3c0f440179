"""Addresses of what readers do with a governing text beside reading it."""

from __future__ import annotations

from flask import Blueprint

from . import acknowledging_views, citing_views, comparing_views, paper_views


def add_routes(bp: Blueprint) -> None:
    for part in (comparing_views, acknowledging_views, citing_views, paper_views):
        part.add_routes(bp)
