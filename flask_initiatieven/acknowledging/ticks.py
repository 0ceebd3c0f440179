""" "Gelezen": who is asked to read a text, from which version a tick counts, and what may be told about it.

A tick belongs to the reader. What is told about ticks is about departments, and never about so few people that one
of them could be meant: not in a row of its own, and not as the difference between the other rows and the total.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

STATEMENT = "Ik heb dit gelezen en ik weet bij wie ik terecht kan."
#: about fewer people than this nothing is told, unless the municipality says otherwise
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


@dataclass(frozen=True)
class Issued:
    """A version that is or was in force."""

    number: int
    major: bool
    again: bool


def counts_from(issued: Iterable[Issued]) -> int:
    """From which version on a tick counts for the newest of these: the last that asked anew, else the first."""
    newest_first = sorted(issued, key=lambda each: each.number, reverse=True)
    anew = (each.number for each in newest_first if each.major and each.again)
    return next(anew, newest_first[-1].number if newest_first else 1)


@dataclass(frozen=True)
class Count:
    """How many of a group were asked and how many of them read it."""

    name: str
    asked: int
    read: int

    @property
    def percent(self) -> int:
        """Whole percents, rounded down: 100 is everybody. People who left may have read it: never more than 100."""
        return min(100, 100 * self.read // self.asked) if self.asked else 0


@dataclass(frozen=True)
class Report:
    """What may be told. `rest` are the departments in `too_small` together; None when even that would say too much."""

    total: Count | None
    departments: tuple[Count, ...] = ()
    rest: Count | None = None
    too_small: tuple[str, ...] = ()


def report(counted: Iterable[Count], least: int = LEAST) -> Report:
    """Departments with few people are told together, and never alone with the total to take them from."""
    rows = sorted((each for each in counted if each.asked), key=lambda each: (each.asked, each.name))
    total = _sum("", rows)
    small = [each for each in rows if each.asked < least]
    large = rows[len(small) :]
    while small and large and (len(small) == 1 or _sum("", small).asked < least):
        small.append(large.pop(0))
    names = tuple(sorted(each.name for each in small))
    if total.asked < least:
        return Report(None, too_small=names)
    shown = tuple(sorted(large, key=lambda each: each.name))
    return Report(total, shown, _sum("", small) if small else None, names)


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
