"""Who was asked to read a text and how many did: totals by department, never somebody's name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee as pw

from ..database import today
from ..mount import User
from ..municipality.models import Person, PersonKind
from ..vision.models import Page, PageVersion
from ..vision.publication import VersionState
from .models import ReadTick
from .ticks import Audience, Count, Issued, Question, counts_from

#: states of versions that were read in their time
_ISSUED = (VersionState.PUBLISHED, VersionState.REPLACED, VersionState.WITHDRAWN)


@dataclass(frozen=True)
class Reader:
    """Who is looking, as far as reading is concerned; `is_counted` when he is among the people of the municipality."""

    user_id: str
    department: str
    is_counted: bool

    def mark(self, page_id: int) -> str:
        return mark(self.user_id, page_id)


@dataclass(frozen=True)
class ToRead:
    key: str
    title: str


def mark(user_id: str, page_id: int) -> str:
    """How a reader stands in the tables: found by who knows the user id, different for each page.

    It keeps names out of lists and exports; it is no secret to somebody with the database and all user ids.
    """
    return hashlib.sha256(f"{page_id} {user_id}".encode()).hexdigest()


def reader_of(user: User, person_id: int | None) -> Reader | None:
    """The reader that a user is: an employee, or somebody of whom the host tells the department. None for others."""
    person = Person.get_or_none(Person.id == person_id) if person_id else None
    if person is not None:
        return Reader(user.id, person.department, True) if person.kind == PersonKind.EMPLOYEE else None
    return Reader(user.id, user.department, False) if user.department else None


def question(row: PageVersion) -> Question:
    return Question(
        audience=Audience(row.read_by),
        departments=_names(row.read_departments),
        statement=row.read_statement,
        again=row.read_again,
        description=row.read_audience,
    )


def _names(stored: str) -> tuple[str, ...]:
    return tuple(name for name in stored.split("\n") if name)


def departments() -> list[str]:
    """Every department that somebody of the municipality, or a reader, is of."""
    employees = Person.select(Person.department).where(Person.kind == PersonKind.EMPLOYEE)
    others = ReadTick.select(ReadTick.department)
    return [name for (name,) in sorted(_values(employees | others)) if name]


def marks_of(user_id: str) -> list[str]:
    """Every mark somebody may have: one for each page."""
    return [mark(user_id, page_id) for (page_id,) in _values(Page.select(Page.id))]


def counting(row: PageVersion) -> list[int]:
    """Ids of the versions whose ticks count for this one, itself among them."""
    return _counting([row])[row.page_id]


def has_ticked(row: PageVersion, reader: Reader) -> ReadTick | None:
    """The newest tick of this reader that counts for this version."""
    found: ReadTick | None = (
        ReadTick.select()
        .where(ReadTick.version.in_(counting(row)) & (ReadTick.reader == reader.mark(row.page_id)))
        .order_by(ReadTick.id.desc())
        .first()
    )
    return found


def to_read(reader: Reader) -> list[ToRead]:
    """Texts in force that this reader is asked to read and did not tick, by title; three queries."""
    rows = [
        row
        for row in PageVersion.select(PageVersion, Page)
        .join(Page)
        .where(
            (PageVersion.state == VersionState.PUBLISHED)
            & (PageVersion.read_by != Audience.NOBODY)
            & Page.deleted_at.is_null()
            & (PageVersion.valid_until.is_null() | (PageVersion.valid_until >= today()))
        )
        .order_by(PageVersion.title)
        if question(row).concerns(reader.department)
    ]
    if not rows:
        return []
    ticks = ReadTick.select(ReadTick.version).where(ReadTick.reader.in_([reader.mark(row.page_id) for row in rows]))
    ticked = {number for (number,) in _values(ticks)}
    counted = _counting(rows)
    return [ToRead(row.page.key, row.title) for row in rows if not ticked & set(counted[row.page_id])]


def counts(row: PageVersion) -> list[Count]:
    """Asked and read by department, all counted by the database."""
    asked = question(row)
    ids = counting(row)
    found: dict[str, list[int]] = {}
    for place, query in enumerate((_employees(), _others(ids), _read(ids))):
        for department, number in _values(query):
            if asked.concerns(department):
                found.setdefault(department, [0, 0])[place // 2] += number
    return [Count(name, people, read) for name, (people, read) in found.items()]


def has_asked(page_id: int) -> bool:
    """Was anybody asked to read some version of this page? Says nothing about who did."""
    asks = (PageVersion.read_by != Audience.NOBODY) & PageVersion.state.in_(_ISSUED)
    return bool(PageVersion.select().where((PageVersion.page == page_id) & asks).exists())


def ticks_by_day(row: PageVersion) -> list[tuple[date, int]]:
    query = (
        ReadTick.select(ReadTick.ticked_on, pw.fn.COUNT(pw.fn.DISTINCT(ReadTick.reader)))
        .where(ReadTick.version.in_(counting(row)))
        .group_by(ReadTick.ticked_on)
    )
    return [(day, number) for day, number in _values(query)]


def _values(query: Any) -> list[tuple[Any, ...]]:
    """All rows at once, as plain values: Peewee's types know models only, and no lazy query may leave this file."""
    return list(query.tuples())


def _employees() -> Any:
    return (
        Person.select(Person.department, pw.fn.COUNT(Person.id))
        .where(Person.kind == PersonKind.EMPLOYEE)
        .group_by(Person.department)
    )


def _others(versions: list[int]) -> Any:
    """Who is no employee here, but has a department in the host, and ticked."""
    return _read(versions).where(~ReadTick.is_employee)


def _read(versions: list[int]) -> Any:
    return (
        ReadTick.select(ReadTick.department, pw.fn.COUNT(pw.fn.DISTINCT(ReadTick.reader)))
        .where(ReadTick.version.in_(versions))
        .group_by(ReadTick.department)
    )


def _counting(rows: list[PageVersion]) -> dict[int, list[int]]:
    """Page → ids of the versions whose ticks count for the given version of it."""
    columns = (
        PageVersion.page, PageVersion.id, PageVersion.number, PageVersion.major, PageVersion.read_again,
        PageVersion.read_by, PageVersion.read_departments,
    )  # fmt: skip
    query = PageVersion.select(*columns).where(
        PageVersion.page.in_([row.page_id for row in rows]) & PageVersion.state.in_(_ISSUED)
    )
    issued: dict[int, list[tuple[int, Issued]]] = {row.page_id: [] for row in rows}
    upto = {row.page_id: row.number for row in rows}
    for page_id, number_id, number, major, again, audience, names in _values(query):
        if number <= upto[page_id]:
            readers = Question(Audience(audience), _names(names)).readers
            issued[page_id].append((number_id, Issued(number, bool(major), bool(again), readers)))
    begins = {page_id: counts_from(each for _id, each in found) for page_id, found in issued.items()}
    return {
        page_id: [number_id for number_id, each in found if each.number >= begins[page_id]]
        for page_id, found in issued.items()
    }
