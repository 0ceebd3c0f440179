"""When the briefing and the report of a visit must be ready, in working days. Pure."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, time

from ..workdays import days_after, days_before


@dataclass(frozen=True, slots=True)
class VisitTerms:
    """Working days before the visit for draft and final briefing, after it for the report, and the final hour."""

    draft_days: int = 5
    final_days: int = 2
    report_days: int = 3
    final_at: time = time(12)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Last days for the draft, the final briefing (with its hour) and the report."""

    draft_on: date
    final_on: date
    report_on: date
    final_at: time


def deadlines(held_on: date, closed: Container[date] = (), terms: VisitTerms | None = None) -> Deadlines:
    terms = terms or VisitTerms()
    return Deadlines(
        draft_on=days_before(held_on, terms.draft_days, closed),
        final_on=days_before(held_on, terms.final_days, closed),
        report_on=days_after(held_on, terms.report_days, closed),
        final_at=terms.final_at,
    )
