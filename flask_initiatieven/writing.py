"""Dates, times and lists of names as the user of this request reads them: Dutch or English. Paper uses `dutch`."""

from __future__ import annotations

from datetime import date, datetime, time

from . import dutch, english
from .i18n import language


def long_date(day: date) -> str:
    return english.long_date(day) if language() == "en" else dutch.long_date(day)


def plain_date(day: date) -> str:
    return english.plain_date(day) if language() == "en" else dutch.plain_date(day)


def short_date(day: date) -> str:
    return english.short_date(day) if language() == "en" else dutch.short_date(day)


def clock(at: time) -> str:
    return english.clock(at) if language() == "en" else dutch.clock(at)


def period(begins: time, ends: time) -> str:
    return english.period(begins, ends) if language() == "en" else dutch.period(begins, ends)


def moment(at: datetime) -> str:
    return english.moment(at) if language() == "en" else dutch.moment(at)


def months(count: int) -> str:
    return english.months(count) if language() == "en" else dutch.months(count)


def enumeration(words: list[str]) -> str:
    return english.enumeration(words) if language() == "en" else dutch.enumeration(words)
