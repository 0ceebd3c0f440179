"""When the briefing and the report of a visit must be ready, in working days."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from ..workdays import days_after, days_before

DRAFT_DAYS = 5
FINAL_DAYS = 2
FINAL_AT = time(12)
REPORT_DAYS = 3


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Last days for the draft, the final briefing (at noon) and the report."""

    draft_on: date
    final_on: date
    report_on: date
    final_at: time = FINAL_AT


def deadlines(held_on: date, closed: Collection[date] = ()) -> Deadlines:
    return Deadlines(
        draft_on=days_before(held_on, DRAFT_DAYS, closed),
        final_on=days_before(held_on, FINAL_DAYS, closed),
        report_on=days_after(held_on, REPORT_DAYS, closed),
    )
