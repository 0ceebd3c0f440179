"""Reading the chain again: which entries were changed, removed or put in between. Constant memory, changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from ..audit import AuditHead
from ..database import db
from . import chain

BATCH = 2000
#: so many are named; with more the log is lost anyway
MOST_NAMED = 20
_COLUMNS = "number, id, previous, hash, at, actor, action, kind, object, result, origin, detail"


class Fault(StrEnum):
    CHANGED = "changed"
    REMOVED = "removed"
    REMOVED_AT_END = "removed_at_end"
    INSERTED = "inserted"
    #: fits its own hash, not the entry before it
    UNLINKED = "unlinked"
    #: the entry is whole, but another one than was written down
    NOT_EXPECTED = "not_expected"
    NO_HEAD = "no_head"


@dataclass(frozen=True)
class Break:
    """A place where the chain is broken; `last` differs from `number` for a range of removed entries."""

    fault: Fault
    number: int
    last: int

    @classmethod
    def at(cls, fault: Fault, number: int) -> Break:
        return cls(fault, number, number)


@dataclass(frozen=True)
class Noted:
    """Number and hash of an entry as somebody wrote them down elsewhere."""

    number: int
    hash: str


@dataclass(frozen=True)
class Verdict:
    """What was found. `first` is the first number looked at; breaks beyond the most that are named are only counted."""

    first: int
    last: Noted
    breaks: tuple[Break, ...]
    unnamed: int = 0

    @property
    def is_whole(self) -> bool:
        return not self.breaks


_NO_HEAD = Noted(0, "")


def head() -> Noted | None:
    """The last entry as the head row knows it, number 0 when nothing was recorded; None when that row is gone."""
    row = AuditHead.get_or_none(AuditHead.id == 1)
    return Noted(row.number, row.hash) if row else None


def verify(last: int | None = None, expected: Noted | None = None) -> Verdict:
    """Look at every entry, or the `last` so many. Safe while others write: what they add is looked at as well."""
    start = max(0, (head() or _NO_HEAD).number - last) if last is not None else 0
    reading = _Reading(start)
    while True:
        for row in _rows(reading.place):
            reading.look_at(row)
        now = head()  # after the rows: an entry and its head come in one transaction
        if now is None or now.number <= reading.number or not _is_there_more(reading.place):
            break
    reading.close(now)
    if expected and _hash_of(expected.number) != expected.hash:
        reading.found(Break.at(Fault.NOT_EXPECTED, expected.number))
    return Verdict(start + 1, now or _NO_HEAD, tuple(reading.breaks), reading.unnamed)


class _Reading:
    """Where we are in the chain: number and hash of the entry before, and the row it was."""

    def __init__(self, start: int) -> None:
        self.number, self.hash = start, _hash_of(start)
        self.place: tuple[Any, int] = (start, 2**62) if start else (-(2**31), 0)
        self.breaks: list[Break] = []
        self.unnamed = 0
        if self.hash is None:
            self.found(Break.at(Fault.REMOVED, start))

    def look_at(self, row: tuple[Any, ...]) -> None:
        number, id, previous, hash, *words = row
        self.place = (number, id)
        if not isinstance(number, int) or number <= self.number:
            self.found(Break.at(Fault.INSERTED, number if isinstance(number, int) else self.number))
            return
        is_next = number == self.number + 1
        if not is_next:
            self.found(Break(Fault.REMOVED, self.number + 1, number - 1))
        if _digest(number, previous, words) != hash:
            self.found(Break.at(Fault.CHANGED, number))
        elif is_next and self.hash is not None and previous != self.hash:
            self.found(Break.at(Fault.UNLINKED, number))
        self.number, self.hash = number, hash

    def close(self, now: Noted | None) -> None:
        """Compare the last entry with the head."""
        if now is None:
            self.found(Break.at(Fault.NO_HEAD, self.number))
        elif now.number > self.number:
            self.found(Break(Fault.REMOVED_AT_END, self.number + 1, now.number))
        elif now.number < self.number:
            self.found(Break(Fault.INSERTED, now.number + 1, self.number))
        elif now.hash != self.hash:
            self.found(Break.at(Fault.CHANGED, self.number))

    def found(self, found: Break) -> None:
        if len(self.breaks) < MOST_NAMED:
            self.breaks.append(found)
        else:
            self.unnamed += 1


def _rows(place: tuple[Any, int]) -> Iterator[tuple[Any, ...]]:
    """Entries after this number and id, by number, a batch at a time."""
    question = (
        f"SELECT {_COLUMNS} FROM initiatieven_audit_entry "  # noqa: S608
        f"WHERE (number, id) > ({db.param}, {db.param}) ORDER BY number, id LIMIT {BATCH}"
    )
    while batch := db.execute_sql(question, place).fetchall():
        yield from batch
        place = batch[-1][:2]


def _is_there_more(place: tuple[Any, int]) -> bool:
    return next(_rows(place), None) is not None


def _hash_of(number: int) -> str | None:
    """The stored hash of one entry; None when it is not there."""
    if not number:
        return chain.NOTHING
    question = f"SELECT hash FROM initiatieven_audit_entry WHERE number = {db.param}"  # noqa: S608
    row = db.execute_sql(question, (number,)).fetchone()
    return row[0] if row else None


def _digest(number: int, previous: Any, words: list[Any]) -> str:
    """The hash this row should have; empty when it holds what no entry of ours can."""
    at, actor, action, kind, object, result, origin, detail = words
    try:
        moment = at if isinstance(at, datetime) else datetime.fromisoformat(at)
        return chain.digest(chain.Link(number, previous, moment, actor, action, kind, object, result, origin, detail))
    except (TypeError, ValueError):
        return ""
