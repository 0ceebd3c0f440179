"""What waits for the review of who is looking."""

from __future__ import annotations

from .. import access
from ..access import Permission
from ..host import current_user
from . import queries
from .models import PageEvent, PageVersion


def waiting() -> list[PageVersion]:
    """Versions that who is looking may publish or send back, sent in last first."""
    if not access.somewhere(Permission.PUBLISH_PAGES):
        return []
    return queries.to_review(access.only_own(Permission.PUBLISH_PAGES))


def returned() -> list[tuple[PageVersion, PageEvent]]:
    """Drafts that who is looking sent in and got back, with what the reviewer wrote; as long as he may go on there."""
    user = current_user()
    if user is None or not access.somewhere(Permission.EDIT_PAGES):
        return []
    rows = queries.sent_in_by(user.id)
    events = queries.sent_back(rows)
    return [(row, events[row.id]) for row in rows if row.id in events and access.may(Permission.EDIT_PAGES, row)]


def count() -> int | None:
    """How many; None for who never reviews anything."""
    if not access.somewhere(Permission.PUBLISH_PAGES):
        return None
    return queries.waiting_for_review(access.only_own(Permission.PUBLISH_PAGES))
