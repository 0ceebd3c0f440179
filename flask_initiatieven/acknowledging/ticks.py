""" "Gelezen": who is asked to read a text, from which version a tick counts, and what may be told about it.

A tick belongs to the reader. What is told about ticks is about departments, and never about so few people that one
of them could be meant: not in a row of its own, not as the difference between the other rows and the total, not as
the difference between two reports (other readers are a new question), and not because all or none of a group did.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

STATEMENT = "Ik heb dit gelezen en ik weet bij wie ik terecht kan."
#: about fewer people than this nothing is told; a municipality may only choose more
LEAST = 3
#: columns of a version that say who reads it; a working copy takes them along
FIELDS = ("read_by", "read_departments", "read_audience", "read_statement", "read_again")
#: bars in the chart of progress
MOST_STEPS = 12


class Audience(StrEnum):
    NOBODY = "nobody"
    EVERYBODY = "everybody"
    DEPARTMENTS = "departments"


@dataclass(frozen=True)
class Question:
    """What is asked of readers of a version; `departments` counts only for that audience."""

    audience: Audience = Audience.NOBODY
    departments: tuple[str, ...] = ()
    statement: str = STATEMENT
    #: after a major change who ticked before is asked again
    again: bool = True
    #: for whom it is, in the writer's own words
    description: str = ""

    def concerns(self, department: str) -> bool:
        """Is somebody of this department asked?"""
        if self.audience == Audience.DEPARTMENTS:
            return department in self.departments
        return self.audience == Audience.EVERYBODY

    @property
    def readers(self) -> Readers:
        """Who is asked; equal for two questions to the same people."""
        return self.audience, frozenset(self.departments if self.audience == Audience.DEPARTMENTS else ())


#: an audience with its departments
Readers = tuple[Audience, frozenset[str]]


@dataclass(frozen=True)
class Issued:
    """A version that is or was in force, and whom it asked."""

    number: int
    major: bool
    again: bool
    readers: Readers = (Audience.EVERYBODY, frozenset())


def counts_from(issued: Iterable[Issued]) -> int:
    """From which version on a tick counts for the newest of these: the last that asked anew, else the first.

    One that asks other readers than the one before asks anew too, whatever it says: else the difference between both
    reports would tell about the few who are in one of them. One that asks nobody changes nothing.
    """
    begins = 0
    readers: Readers | None = None
    for each in sorted(issued, key=lambda one: one.number):
        is_other = readers not in (None, each.readers) and each.readers[0] != Audience.NOBODY
        if not begins or is_other or (each.major and each.again):
            begins = each.number
        readers = each.readers if each.readers[0] != Audience.NOBODY else readers
    return begins or 1


@dataclass(frozen=True)
class Count:
    """How many of a group were asked and how many of them read it."""

    name: str
    asked: int
    read: int


@dataclass(frozen=True)
class Told:
    """What may be told of a group: from `least` to `most` of those who were asked read it.

    Of a department that is one number, unless (nearly) all or none did: that would tell it of each of its people.
    """

    name: str
    asked: int
    least: int
    most: int

    @property
    def is_exact(self) -> bool:
        return self.least == self.most

    @property
    def is_nearly_all(self) -> bool:
        return not self.is_exact and self.least == self.asked - 1

    @property
    def is_nearly_none(self) -> bool:
        return not self.is_exact and self.most == 1

    @property
    def percent(self) -> int:
        """Whole percents, rounded down; of a bar, halfway what is not known."""
        return 50 * (self.least + self.most) // self.asked if self.asked else 0


@dataclass(frozen=True)
class Report:
    """What may be told. `rest` are the departments in `too_small` together; None when even that would say too much."""

    total: Told | None
    departments: tuple[Told, ...] = ()
    rest: Told | None = None
    too_small: tuple[str, ...] = ()


def report(counted: Iterable[Count], least: int = LEAST) -> Report:
    """Departments with few people are told together, and never alone with the total to take them from.

    The total says no more than the rows it is made of.
    """
    least = max(least, LEAST)
    rows = sorted((each for each in counted if each.asked), key=lambda each: (each.asked, each.name))
    total = _sum("", rows)
    small = [each for each in rows if each.asked < least]
    large = rows[len(small) :]
    while small and large and (len(small) == 1 or _sum("", small).asked < least):
        small.append(large.pop(0))
    names = tuple(sorted(each.name for each in small))
    if total.asked < least:
        return Report(None, too_small=names)
    shown = tuple(_told(each) for each in sorted(large, key=lambda each: each.name))
    rest = _told(_sum("", small)) if small else None
    lines = [*shown, *([rest] if rest else [])]
    whole = Told("", total.asked, sum(each.least for each in lines), sum(each.most for each in lines))
    return Report(whole, shown, rest, names)


def _told(count: Count) -> Told:
    """People who left may have read it: never more than all."""
    read = min(count.read, count.asked)
    if read <= 1:
        return Told(count.name, count.asked, 0, 1)
    if read >= count.asked - 1:
        return Told(count.name, count.asked, count.asked - 1, count.asked)
    return Told(count.name, count.asked, read, read)


def _sum(name: str, rows: Iterable[Count]) -> Count:
    listed = list(rows)
    return Count(name, sum(each.asked for each in listed), sum(min(each.read, each.asked) for each in listed))


@dataclass(frozen=True)
class Point:
    """How many had read it by the end of this day."""

    day: date
    read: int


def progress(ticks: Sequence[tuple[date, int]], today: date) -> tuple[Point, ...]:
    """Ticks a day, added up, at most MOST_STEPS points at equal distances up to today."""
    if not ticks:
        return ()
    days = sorted(ticks)
    first = min(days[0][0], today)
    length = (today - first).days + 1
    step = -(-length // MOST_STEPS)
    ends = [today - timedelta(days=step * back) for back in range(-(-length // step))]
    return tuple(Point(end, sum(count for day, count in days if day <= end)) for end in reversed(ends))
