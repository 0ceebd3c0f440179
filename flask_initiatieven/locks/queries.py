"""Reads of locks."""

from __future__ import annotations

from datetime import timedelta

from ..database import now
from .models import EditLock

#: a browser says every 45 seconds that the form is still open; one not heard for so long has gone
SILENCE = timedelta(minutes=3)


def lock(object: str) -> EditLock | None:
    """The lock on this object; None when nobody is editing it."""
    return EditLock.get_or_none((EditLock.object == object) & (EditLock.seen_at >= now() - SILENCE))
