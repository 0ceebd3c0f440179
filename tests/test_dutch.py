"""Dates, times, amounts and names as the government's writing advice has them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from flask_initiatieven import dutch


def plain(text: str) -> str:
    return text.replace(dutch.NO_BREAK, " ")


def test_dates() -> None:
    day = date(2026, 12, 3)
    assert (dutch.long_date(day), dutch.plain_date(day), dutch.short_date(day)) == (
        "donderdag 3 december 2026",
        "3 december 2026",
        "3-12-2026",
    )


def test_times() -> None:
    assert plain(dutch.clock(time(8, 5))) == "08.05 uur"
    assert plain(dutch.period(time(15), time(16, 30))) == "15.00–16.30 uur"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (2400, "€ 2.400"),
        (Decimal("2400.5"), "€ 2.400,50"),
        (0, "€ 0"),
        (1234567, "€ 1.234.567"),
        (Decimal("-12.30"), "€ -12,30"),
    ],
)
def test_amounts_have_cents_only_when_there_are_cents(amount: Decimal | int, words: str) -> None:
    assert plain(dutch.euros(amount)) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 7, 1, 12, 0, tzinfo=UTC), "1-7-2026 om 14.00 uur"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "1-1-2027 om 00.30 uur"),
    ],
)
def test_moments_are_told_in_dutch_time_summer_and_winter(moment: datetime, words: str) -> None:
    assert plain(dutch.moment(moment)) == words


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["Samira"], "Samira"), (["Samira", "Gerrit", "Mieke"], "Samira, Gerrit en Mieke")],
)
def test_enumerations(words: list[str], sentence: str) -> None:
    assert dutch.enumeration(words) == sentence
