"""Searching the log: newest first, a page at a time, without ever counting it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from ..audit import AuditEntry
from ..database import db
from ..dutch import AMSTERDAM
from .people import ids_of

PAGE = 50
#: different actions or kinds that are offered as a filter
_MOST_WORDS = 300


@dataclass(frozen=True)
class Asked:
    """What is searched for; empty asks nothing. Days are days in the Netherlands, both included."""

    action: str = ""
    kind: str = ""
    #: number or key of the object, as it stands behind its kind
    object_id: str = ""
    #: name or id of the actor
    who: str = ""
    result: str = ""
    since: date | None = None
    until: date | None = None
    #: only entries with a lower number
    before: int | None = None


@dataclass(frozen=True)
class Found:
    """Entries, and the number to go on before; None when these were the last."""

    entries: tuple[AuditEntry, ...]
    next_before: int | None


def found(asked: Asked, most: int = PAGE) -> Found:
    """The newest entries that were asked for, at most so many."""
    rows = AuditEntry.select().order_by(AuditEntry.number.desc()).limit(most + 1)
    for condition in _conditions(asked):
        rows = rows.where(condition)
    entries = list(rows)
    return Found(tuple(entries[:most]), entries[most - 1].number if len(entries) > most else None)


def actions() -> list[str]:
    """Every action that was ever recorded."""
    return _different("action")


def kinds() -> list[str]:
    """Every kind of object that was ever recorded."""
    return _different("kind")


def _conditions(asked: Asked) -> list[Any]:
    equal = ((AuditEntry.action, asked.action), (AuditEntry.kind, asked.kind), (AuditEntry.result, asked.result))
    conditions: list[Any] = [field == value for field, value in equal if value]
    if asked.object_id:
        known = [asked.kind] if asked.kind else kinds()
        conditions.append(AuditEntry.object.in_([f"{kind}:{asked.object_id}" for kind in known]))
    if asked.who:
        conditions.append(AuditEntry.actor.in_(ids_of(asked.who)))
    if asked.since:
        conditions.append(AuditEntry.at >= _midnight(asked.since))
    if asked.until:
        conditions.append(AuditEntry.at < _midnight(asked.until + timedelta(days=1)))
    if asked.before is not None:
        conditions.append(AuditEntry.number < asked.before)
    return conditions


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)


def _different(column: str) -> list[str]:
    """The different values of a column that has an index: from one to the next, not past every row."""
    table = "initiatieven_audit_entry"
    statement = f"""WITH RECURSIVE word (value) AS (
        SELECT MIN({column}) FROM {table}
        UNION ALL SELECT (SELECT MIN({column}) FROM {table} WHERE {column} > word.value) FROM word
        WHERE word.value IS NOT NULL
    ) SELECT value FROM word WHERE value IS NOT NULL LIMIT {_MOST_WORDS}"""  # noqa: S608
    return [value for (value,) in db.execute_sql(statement).fetchall()]
