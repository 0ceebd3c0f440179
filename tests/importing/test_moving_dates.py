"""--verschuif moves all dates by whole weeks, so that planned visits lie ahead."""

from __future__ import annotations

import datetime

import pytest

from flask_initiatieven.importing.shift import shifted, weeks_ahead

VISIT = datetime.date(2026, 12, 3)


@pytest.mark.parametrize(
    ("today", "weeks"),
    [
        (datetime.date(2026, 11, 23), 0),
        (datetime.date(2026, 11, 26), 0),
        (datetime.date(2026, 11, 27), 1),
        (datetime.date(2026, 12, 3), 1),
        (datetime.date(2026, 12, 4), 2),
        (datetime.date(2030, 1, 1), 162),
        (datetime.date(2020, 1, 1), 0),
    ],
)
def test_the_earliest_planned_visit_comes_to_lie_a_week_ahead_or_more(today: datetime.date, weeks: int) -> None:
    found = weeks_ahead([VISIT, VISIT + datetime.timedelta(days=60)], today)
    assert found == weeks
    assert VISIT + found * datetime.timedelta(weeks=1) >= today + datetime.timedelta(days=7)


def test_nothing_moves_when_no_visit_is_planned() -> None:
    assert weeks_ahead([], datetime.date(2030, 1, 1)) == 0


def test_the_weekday_stays_the_same() -> None:
    assert shifted(VISIT, 5).weekday() == VISIT.weekday()


def test_dates_move_and_texts_times_and_numbers_stay() -> None:
    value = {
        "op": VISIT,
        "tekst": "Vóór 2026-12-03.",
        "tijd": datetime.time(15),
        "rijen": [{"op": VISIT, "n": 7}, None],
    }
    moved = datetime.date(2026, 12, 17)
    assert shifted(value, 2) == {**value, "op": moved, "rijen": [{"op": moved, "n": 7}, None]}
