"""Moving all dates by whole weeks, so that planned visits lie ahead. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

WEEK = datetime.timedelta(weeks=1)
#: The earliest planned visit lies at least this many days ahead: time to prepare it.
DAYS_AHEAD = 7


def weeks_ahead(planned: Iterable[datetime.date], today: datetime.date, days: int = DAYS_AHEAD) -> int:
    """The fewest whole weeks that bring the earliest planned visit `days` ahead of today; never below 0."""
    earliest = min(planned, default=None)
    if earliest is None:
        return 0
    missing = (today + datetime.timedelta(days=days) - earliest).days
    return max(0, -(-missing // WEEK.days))


def shifted(value: Any, weeks: int) -> Any:
    """A copy in which every date is `weeks` later, on the same weekday. Texts stay as they are."""
    if isinstance(value, dict):
        return {key: shifted(item, weeks) for key, item in value.items()}
    if isinstance(value, list):
        return [shifted(item, weeks) for item in value]
    if isinstance(value, datetime.date):
        return value + weeks * WEEK
    return value
