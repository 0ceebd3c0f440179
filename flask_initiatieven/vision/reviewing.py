"""What waits for the review of who is looking."""

from __future__ import annotations

from .. import access
from ..access import Permission
from . import queries
from .models import PageVersion


def waiting() -> list[PageVersion]:
    """Versions that who is looking may publish or send back, sent in last first."""
    if not access.somewhere(Permission.PUBLISH_PAGES):
        return []
    return queries.to_review(access.only_own(Permission.PUBLISH_PAGES))


def count() -> int | None:
    """How many; None for who never reviews anything."""
    if not access.somewhere(Permission.PUBLISH_PAGES):
        return None
    return queries.waiting_for_review(access.only_own(Permission.PUBLISH_PAGES))
