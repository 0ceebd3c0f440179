"""The audit log: who did what to which object, from where, when and with what result.

Fields follow BIO2 8.15.01 (actie, object, resultaat, oorsprong, actor, tijdstempel). Rows are only ever added, in the
transaction of the change itself, each chained to the one before it (logbook/chain.py); triggers in the database refuse
update, delete, and a row that is no next link. No personal data and no secrets inside: objects are named by kind and
id, actors by the host's user id.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, time
from typing import TypeVar

import peewee as pw
from flask import g, has_request_context, request

from .database import Model, TimestampField, db, now, today
from .dutch import AMSTERDAM
from .host import current_user
from .logbook import chain

_RECORDED = "_initiatieven_recorded"
#: who and where, in an entry that may not say so
NAMELESS = "niet vastgelegd"


class AuditEntry(Model):
    id = pw.AutoField()
    action = pw.CharField(max_length=60)
    object = pw.CharField(max_length=80)
    result = pw.CharField(max_length=20)
    origin = pw.CharField(max_length=120)
    actor = pw.CharField(max_length=255)
    at = TimestampField(index=True)
    #: names of changed fields or sections, never their values
    detail = pw.CharField(max_length=500, default="")
    #: place in the chain: 1, 2, 3 … without gaps, also where ids have them
    number = pw.IntegerField(unique=True)
    #: first word of `object`, for searching
    kind = pw.CharField(max_length=40)
    #: hash of the entry before this one
    previous = pw.CharField(max_length=64)
    hash = pw.CharField(max_length=64)

    class Meta:
        indexes = (
            (("action", "number"), False),
            (("actor", "number"), False),
            (("kind", "number"), False),
            (("object", "actor", "at"), False),
        )


class AuditHead(Model):
    """One row: number and hash of the last entry, so that removing the last entries is found too.

    A trigger moves it along with each entry; nothing else may change it.
    """

    id = pw.IntegerField(primary_key=True)
    number = pw.IntegerField()
    hash = pw.CharField(max_length=64)


TABLES = (AuditEntry, AuditHead)

Follower = Callable[[AuditEntry], None]
_Given = TypeVar("_Given", bound=Follower)
_followers: list[Follower] = []
#: followers that are at work: none is called about what it records itself
_at_work: ContextVar[tuple[Follower, ...]] = ContextVar("initiatieven_followers", default=())


def follow(function: _Given) -> _Given:
    """Call this with each entry, inside the transaction of the change; an error of it undoes the change.

    For our own rooms; hosts have signals. Usable as a decorator. It is not called about entries it records itself.
    """
    if function not in _followers:
        _followers.append(function)
    return function


def unfollow(function: Follower) -> None:
    _followers.remove(function)


def record(action: str, object: str, result: str = "gelukt", detail: str = "", *, without_name: bool = False) -> None:
    """Add one entry in the transaction of the change, or in one of its own when there is none.

    `without_name`: that it was done counts, not by whom or from where, as with a tick that nobody may trace.
    """
    if has_request_context():
        setattr(g, _RECORDED, True)
    if db.in_transaction():
        _append(action, object, result, detail, without_name)
        return
    with db.atomic():
        _append(action, object, result, detail, without_name)


def record_once_a_day(action: str, object: str, detail: str = "") -> None:
    """The same, unless this actor already has this entry today: for what a browser asks again and again."""
    if _is_known_today(action, object, detail):
        return
    with db.atomic():  # asked again, now that nobody else writes
        if not _is_known_today(action, object, detail):
            _append(action, object, "gelukt", detail)


def note_residents_read(object: str) -> None:
    """Who is looking got names, numbers or addresses of residents to see; once a day for each object."""
    record_once_a_day("contactgegevens lezen", object)


def has_recorded() -> bool:
    """Has this request recorded what it did? What is noted once a day does not count."""
    return has_request_context() and bool(g.get(_RECORDED))


def _append(action: str, object: str, result: str, detail: str, without_name: bool = False) -> None:
    number, previous = _head()
    link = chain.Link(
        number=number + 1,
        previous=previous,
        at=now(),
        actor=NAMELESS if without_name else _actor(),
        action=action,
        kind=chain.kind_of(object),
        object=object,
        result=result,
        origin=NAMELESS if without_name else _origin(),
        detail=detail[:500],
    )
    entry = AuditEntry.create(hash=chain.digest(link), **{name: getattr(link, name) for name in link.__slots__})
    before = _at_work.get()
    for follower in [each for each in _followers if each not in before]:
        token = _at_work.set((*before, follower))
        try:
            follower(entry)
        finally:
            _at_work.reset(token)


def _head() -> tuple[int, str]:
    """Number and hash of the last entry; plain SQL, because every change of ours asks it."""
    row = db.execute_sql("SELECT number, hash FROM initiatieven_audit_head WHERE id = 1").fetchone()
    if row is None:
        raise pw.DoesNotExist("The head of the audit log is gone. Nothing can be changed: restore a back-up.")
    return row[0], row[1]


def _is_known_today(action: str, object: str, detail: str) -> bool:
    midnight = datetime.combine(today(), time(), AMSTERDAM)
    same = (AuditEntry.object == object) & (AuditEntry.actor == _actor()) & (AuditEntry.at >= midnight)
    same &= (AuditEntry.action == action) & (AuditEntry.detail == detail[:500])
    return bool(AuditEntry.select(AuditEntry.id).where(same).exists())


def _actor() -> str:
    user = current_user()
    return str(user.id) if user else "systeem"


def _origin() -> str:
    return f"web {request.remote_addr or 'onbekend'}"[:120] if has_request_context() else "opdrachtregel"
