"""Terms in working days, without Dutch public holidays and closing days of the municipality."""

from __future__ import annotations

from datetime import date

import pytest

from flask_initiatieven.visits.deadlines import deadlines
from flask_initiatieven.workdays import Closed, days_after, days_before, is_working_day


def test_draft_five_and_final_two_working_days_before_and_report_three_after() -> None:
    found = deadlines(date(2026, 12, 3))
    assert (found.draft_on, found.final_on, found.report_on) == (
        date(2026, 11, 26),
        date(2026, 12, 1),
        date(2026, 12, 8),
    )
    assert f"{found.final_at:%H.%M}" == "12.00"


@pytest.mark.parametrize(
    "day",
    [date(2026, 12, 25), date(2026, 4, 27), date(2027, 3, 29), date(2027, 5, 17), date(2026, 11, 28)],
    ids=["Christmas", "King's Day", "Easter Monday", "Whit Monday", "Saturday"],
)
def test_holidays_and_weekends_are_no_working_days(day: date) -> None:
    assert not is_working_day(day)


def test_counting_skips_christmas_and_new_year() -> None:
    assert days_after(date(2026, 12, 24), 1) == date(2026, 12, 28)
    assert days_before(date(2027, 1, 4), 1) == date(2026, 12, 31)


def test_a_closing_day_of_the_municipality_counts_as_free() -> None:
    closed = Closed(frozenset({date(2026, 12, 31)}))
    assert days_after(date(2026, 12, 30), 1, closed) == date(2027, 1, 4)


def test_zero_working_days_is_the_day_itself() -> None:
    assert days_before(date(2026, 11, 28), 0) == date(2026, 11, 28)
