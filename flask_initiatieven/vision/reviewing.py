"""What waits for the review of who is looking."""

from __future__ import annotations

from .. import access
from ..access import Permission, Reach
from . import queries
from .models import PageVersion


def waiting() -> list[PageVersion]:
    """Versions that who is looking may publish or send back, sent in last first."""
    return [row for row in queries.to_review() if access.may(Permission.PUBLISH_PAGES, row)]


def count() -> int | None:
    """How many; None for who never reviews anything."""
    if not access.somewhere(Permission.PUBLISH_PAGES):
        return None
    if access.reach(Permission.PUBLISH_PAGES) is Reach.ALL:
        return queries.waiting_for_review()
    return len(waiting())
