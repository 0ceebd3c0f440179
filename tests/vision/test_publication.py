"""Rules of publishing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask_initiatieven.vision.publication import Obstacle, VersionContent, last_day, obstacles

TODAY = date(2026, 11, 23)
COMPLETE = VersionContent("Titel", mission="Missie", adopted_by="college", adopted_on=date(2026, 11, 1))


def test_a_complete_version_may_be_published() -> None:
    assert obstacles(COMPLETE, TODAY) == ()


def test_an_empty_version_lacks_four_things_in_the_order_of_the_form() -> None:
    assert obstacles(VersionContent(""), TODAY) == (
        Obstacle.NO_TITLE,
        Obstacle.NO_MISSION,
        Obstacle.NOT_ADOPTED,
        Obstacle.NO_DATE_OF_ADOPTION,
    )


def test_a_version_adopted_tomorrow_or_valid_from_tomorrow_waits() -> None:
    tomorrow = date(2026, 11, 24)
    assert obstacles(replace(COMPLETE, adopted_on=tomorrow), TODAY) == (Obstacle.NO_DATE_OF_ADOPTION,)
    assert obstacles(replace(COMPLETE, valid_from=tomorrow), TODAY) == (Obstacle.NOT_VALID_YET,)


def test_a_version_that_ends_before_it_begins_is_refused() -> None:
    ended = replace(COMPLETE, valid_from=date(2026, 11, 2), valid_until=date(2026, 11, 1))
    assert obstacles(ended, TODAY) == (Obstacle.ENDS_BEFORE_IT_BEGINS,)


def test_the_old_version_is_valid_until_the_day_before_the_new_one() -> None:
    assert last_day(date(2022, 1, 1), date(2026, 11, 1)) == date(2026, 10, 31)
    assert last_day(date(2026, 11, 1), date(2026, 11, 1)) == date(2026, 11, 1)
