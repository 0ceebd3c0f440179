"""Taking, keeping, leaving and taking over a lock."""

from __future__ import annotations

from datetime import timedelta

import peewee as pw

from .. import audit
from ..database import db, now
from ..mount import User
from . import queries
from .models import EditLock
from .queries import SILENCE

#: locks that nobody ended are forgotten
KEEP = timedelta(days=1)


def keep(object: str, user: User, page: str) -> EditLock | None:
    """This user has the form open: the lock is his when it is free, over or already his; else it stays as it is.

    Gives the lock as it then is; None in the rare case that it was left at this very moment.
    """
    moment = now()
    mine = (EditLock.object == object) & (EditLock.user_id == user.id)
    if not EditLock.update(seen_at=moment, page=page).where(mine & (EditLock.seen_at >= moment - SILENCE)).execute():
        _take_free(object, user, page)
    return queries.lock(object)


def leave(object: str, user: User, page: str) -> None:
    """The form was closed or sent."""
    EditLock.delete().where(
        (EditLock.object == object) & (EditLock.user_id == user.id) & (EditLock.page == page)
    ).execute()


def take_over(object: str, user: User, page: str) -> None:
    """The lock is this user's from now on; the one who had it is told by his browser."""
    with db.atomic():
        EditLock.delete().where(EditLock.object == object).execute()
        _insert(object, user, page)
        audit.record("bewerken overnemen", object[:80])


def _take_free(object: str, user: User, page: str) -> None:
    moment = now()
    over = (EditLock.object == object) & (EditLock.seen_at < moment - SILENCE)
    try:
        with db.atomic():
            EditLock.delete().where(over | (EditLock.seen_at < moment - KEEP)).execute()
            _insert(object, user, page)
    except pw.IntegrityError:
        return  # somebody else has it, or was quicker


def _insert(object: str, user: User, page: str) -> None:
    moment = now()
    EditLock.insert(
        object=object, user_id=user.id, user_name=user.name or user.id, page=page, since=moment, seen_at=moment
    ).execute()
