"""Working days: Monday to Friday without Dutch public holidays and the municipality's own closing days."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache


@dataclass(frozen=True)
class Closed:
    """Days on which the town hall is closed beside weekends and public holidays."""

    days: frozenset[date] = frozenset()
    #: also the one working day between a public holiday and a weekend
    bridge_days: bool = False

    def __contains__(self, day: object) -> bool:
        return day in self.days or (self.bridge_days and isinstance(day, date) and is_bridge_day(day))


def days_before(day: date, count: int, closed: Container[date] = ()) -> date:
    """The working day that lies `count` working days before this day."""
    return _moved(day, -count, closed)


def days_after(day: date, count: int, closed: Container[date] = ()) -> date:
    """The working day that lies `count` working days after this day."""
    return _moved(day, count, closed)


def is_working_day(day: date, closed: Container[date] = ()) -> bool:
    return day.weekday() < 5 and day not in closed and day not in _holidays(day.year)


def is_bridge_day(day: date) -> bool:
    """A Friday after a holiday on Thursday, or a Monday before one on Tuesday, and no holiday itself."""
    beside = {0: day + timedelta(days=1), 4: day - timedelta(days=1)}.get(day.weekday())
    return beside is not None and day not in _holidays(day.year) and beside in _holidays(beside.year)


def _moved(day: date, count: int, closed: Container[date]) -> date:
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, closed)
    return day


@cache
def _holidays(year: int) -> frozenset[date]:
    """Dutch public holidays of one year. The library takes a tenth of a second to load, so it is loaded here."""
    from holidays import country_holidays

    return frozenset(country_holidays("NL", years=year))
