"""How dates, times, amounts and names are written in Dutch, on screens and on paper.

Forms follow the government's writing advice: "donderdag 3 december 2026", "15.00 uur", "€ 2.400".
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
NO_BREAK = "\u00a0"


def long_date(day: date) -> str:
    """donderdag 3 december 2026"""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def plain_date(day: date) -> str:
    """3 december 2026"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """3-12-2026, for tables"""
    return f"{day.day}-{day.month}-{day.year}"


def clock(at: time) -> str:
    """15.00 uur"""
    return f"{at:%H.%M}{NO_BREAK}uur"


def period(begins: time, ends: time) -> str:
    """15.00–16.00 uur"""
    return f"{begins:%H.%M}–{ends:%H.%M}{NO_BREAK}uur"


def moment(at: datetime) -> str:
    """23-11-2026 om 22.03 uur, in Dutch time; `at` is UTC, aware or naive."""
    local = in_amsterdam(at)
    return f"{short_date(local.date())} om {clock(local.time())}"


def in_amsterdam(at: datetime) -> datetime:
    """Dutch time of a moment in UTC, aware or naive."""
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo("UTC"))).astimezone(AMSTERDAM)


def number(value: int) -> str:
    """41.300"""
    return f"{value:,}".replace(",", ".")


def euros(amount: Decimal | int) -> str:
    """€ 2.400, or € 2.400,50 when there are cents"""
    cents = Decimal(amount).quantize(Decimal("0.01"))
    sign, cents = ("-" if cents < 0 else ""), abs(cents)
    whole, rest = int(cents), cents % 1
    tail = f",{int(rest * 100):02d}" if rest else ""
    return f"€{NO_BREAK}{sign}{number(whole)}{tail}"


def months(count: int) -> str:
    """een half jaar, een jaar, 2 jaar, 9 maanden"""
    if count % 12 == 0:
        return "een jaar" if count == 12 else f"{count // 12} jaar"
    return {1: "een maand", 6: "een half jaar"}.get(count, f"{count} maanden")


def enumeration(words: list[str]) -> str:
    """Samira, Gerrit en Mieke"""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " en " + words[-1]
