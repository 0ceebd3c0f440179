"""The programme fits: rows inside the visit, in order, not over each other; gaps have a name."""

from __future__ import annotations

from datetime import time

import pytest

from flask_initiatieven.visits import labels
from flask_initiatieven.visits.programme import Fault, Gap, Misfit, Slot, chained, gaps, misfits, moved

BEGINS, ENDS = time(15), time(16)


def test_rows_that_follow_each_other_to_the_end_fit() -> None:
    rows = (Slot(time(15), 40), Slot(time(15, 40), 20))
    assert misfits(rows, BEGINS, ENDS) == ()
    assert gaps(rows, BEGINS, ENDS) == ()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (Slot(time(14, 50), 20), Misfit(0, Fault.TOO_EARLY, BEGINS, 10)),
        (Slot(time(15, 50), 15), Misfit(0, Fault.TOO_LONG, ENDS, 5)),
        (Slot(time(16), 5), Misfit(0, Fault.TOO_LATE, ENDS, 0)),
        (Slot(time(23, 50), 60), Misfit(0, Fault.TOO_LATE, ENDS, 470)),
    ],
)
def test_a_row_outside_the_visit_is_named_with_by_how_much(row: Slot, expected: Misfit) -> None:
    assert misfits((row,), BEGINS, ENDS) == (expected,)


def test_a_row_that_begins_before_the_one_above_ends_overlaps() -> None:
    rows = (Slot(time(15), 30), Slot(time(15, 20), 10))
    assert misfits(rows, BEGINS, ENDS) == (Misfit(1, Fault.OVERLAP, time(15, 30), 10),)


def test_time_without_a_plan_is_named() -> None:
    rows = (Slot(time(15, 5), 10), Slot(time(15, 25), 20))
    assert [gap.minutes for gap in gaps(rows, BEGINS, ENDS)] == [5, 10, 15]
    assert labels.gap_sentence(Gap(time(15, 15), time(15, 25), 10)).endswith(": 10 minuten niet ingevuld")


def test_a_visit_without_programme_has_no_gaps() -> None:
    assert gaps((), BEGINS, ENDS) == ()


def test_a_row_without_a_time_follows_the_row_above() -> None:
    rows = chained((Slot(None, 10), Slot(None, 5), Slot(time(15, 30), 10), Slot(None, 20)), BEGINS)
    assert [row.begins for row in rows] == [time(15), time(15, 10), time(15, 30), time(15, 40)]


def test_a_programme_moves_with_the_visit() -> None:
    rows = moved((Slot(time(15), 10), Slot(time(15, 10), 50)), -45)
    assert [row.begins for row in rows] == [time(14, 15), time(14, 25)]


def test_the_message_says_how_long_a_row_may_be() -> None:
    row = Slot(time(15, 50), 15)
    sentence = labels.misfit_sentence(misfits((row,), BEGINS, ENDS)[0], row)
    assert "5 minuten te lang" in sentence
    assert "ten hoogste 10 minuten" in sentence
