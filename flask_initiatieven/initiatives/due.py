"""What must be done before which day, by the terms of the municipality. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ..options.registry import Terms
from ..workdays import days_after


class Duty(StrEnum):
    """What is due, in the order in which it comes."""

    RECEIPT = "receipt"
    FIRST_TALK = "first_talk"
    DECISION = "decision"
    AGREEMENT = "agreement"
    EVALUATION = "evaluation"
    YEARLY_TALK = "yearly_talk"


@dataclass(frozen=True, slots=True)
class Due:
    duty: Duty
    on: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of an initiative's course; None where it has not come to that."""

    status: str
    route: str
    received_on: date | None
    confirmed_on: date | None = None
    decided_on: date | None = None
    ends_on: date | None = None
    evaluated_on: date | None = None
    talked_on: date | None = None


def duties(course: Course, terms: Terms, closed: Container[date], today: date) -> tuple[Due, ...]:
    """Last days of what is still to be done in this status; a paused or ended initiative has none."""
    found: list[tuple[Duty, date]] = []
    if course.received_on and course.status in ("binnengekomen", "verkenning", "uitwerking", "ter_beslissing"):
        if course.status == "binnengekomen":
            if course.confirmed_on is None:
                found.append((Duty.RECEIPT, days_after(course.received_on, terms.receipt, closed)))
            found.append((Duty.FIRST_TALK, course.received_on + timedelta(terms.first_talk)))
        days = terms.decision_days(course.route)
        if days is not None:
            found.append((Duty.DECISION, course.received_on + timedelta(days)))
    if course.status == "akkoord" and course.decided_on:
        found.append((Duty.AGREEMENT, course.decided_on + timedelta(terms.agreement)))
    if course.status in ("in_uitvoering", "afgerond") and course.ends_on and course.evaluated_on is None:
        found.append((Duty.EVALUATION, course.ends_on + timedelta(terms.evaluation)))
    if course.status == "in_beheer" and course.talked_on:
        found.append((Duty.YEARLY_TALK, course.talked_on + timedelta(terms.yearly_talk)))
    return tuple(Due(duty, on, on < today) for duty, on in found)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of that month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def answer_due(asked_on: date, terms: Terms, closed: Container[date]) -> date:
    """Last day on which a colleague who was asked to think along answers."""
    return days_after(asked_on, terms.advice, closed)
