"""How dates and times are written in English, on screens. Amounts stay as they are typed in forms: see `dutch`."""

from __future__ import annotations

from datetime import date, datetime, time

from .dutch import in_amsterdam

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(day: date) -> str:
    """Thursday 3 December 2026"""
    return f"{WEEKDAYS[day.weekday()]} {plain_date(day)}"


def plain_date(day: date) -> str:
    """3 December 2026"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """3 Dec 2026, for tables"""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def clock(at: time) -> str:
    """15:00"""
    return f"{at:%H:%M}"


def period(begins: time, ends: time) -> str:
    """15:00–16:00"""
    return f"{begins:%H:%M}–{ends:%H:%M}"


def moment(at: datetime) -> str:
    """23 Nov 2026 at 22:03, in Dutch time; `at` is UTC, aware or naive."""
    local = in_amsterdam(at)
    return f"{short_date(local.date())} at {clock(local.time())}"


def months(count: int) -> str:
    """six months, a year, 2 years, 9 months"""
    if count % 12 == 0:
        return "a year" if count == 12 else f"{count // 12} years"
    return {1: "a month", 6: "six months"}.get(count, f"{count} months")


def enumeration(words: list[str]) -> str:
    """Samira, Gerrit and Mieke"""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]
