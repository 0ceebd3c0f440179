"""The rules of "Gelezen": which ticks count, and that no number tells about one person."""

from __future__ import annotations

import random
from datetime import date

import pytest

from flask_initiatieven.acknowledging.ticks import (
    LEAST,
    Audience,
    Count,
    Issued,
    Question,
    Report,
    Told,
    counts_from,
    progress,
    report,
)

NAMES = frozenset[str]
TODAY = date(2026, 11, 23)


def issued(*marks: str) -> list[Issued]:
    """One version a word: "small", "major", or "major-kept" when it does not ask again."""
    return [
        Issued(number, mark.startswith("major"), mark != "major-kept") for number, mark in enumerate(marks, start=1)
    ]


@pytest.mark.parametrize(
    ("versions", "begins"),
    [
        (["small"], 1),
        (["small", "small"], 1),
        (["small", "major"], 2),
        (["major", "small", "small"], 1),
        (["small", "major", "small"], 2),
        (["major", "major-kept"], 1),
        (["major", "major", "small"], 2),
    ],
)
def test_ticks_count_from_the_last_version_that_asked_anew(versions: list[str], begins: int) -> None:
    assert counts_from(issued(*versions)) == begins


@pytest.mark.parametrize(
    ("audience", "departments", "is_asked"),
    [
        (Audience.EVERYBODY, (), True),
        (Audience.NOBODY, ("Groen",), False),
        (Audience.DEPARTMENTS, ("Groen",), True),
        (Audience.DEPARTMENTS, ("Recht",), False),
    ],
)
def test_who_is_asked(audience: Audience, departments: tuple[str, ...], is_asked: bool) -> None:
    assert Question(audience, departments).concerns("Groen") is is_asked


def test_a_version_for_other_readers_is_a_new_question() -> None:
    everybody, nobody = (Audience.EVERYBODY, NAMES()), (Audience.NOBODY, NAMES())
    green = (Audience.DEPARTMENTS, NAMES({"Groen"}))

    def begins(*readers: tuple[Audience, frozenset[str]]) -> int:
        return counts_from([Issued(number, False, True, each) for number, each in enumerate(readers, start=1)])

    assert begins(everybody, green) == 2
    assert begins(everybody, green, everybody) == 3
    assert begins(everybody, nobody, green, green) == 3
    assert begins(everybody, nobody, everybody) == 1
    assert begins(nobody, green) == 1


def test_the_order_of_departments_makes_no_other_question() -> None:
    one, other = (Question(Audience.DEPARTMENTS, names).readers for names in (("Groen", "Recht"), ("Recht", "Groen")))
    assert one == other
    assert Question(Audience.EVERYBODY, ("Groen",)).readers == Question(Audience.EVERYBODY).readers


def test_large_departments_are_shown_with_whole_percents() -> None:
    found = report([Count("Groen", 6, 4), Count("Recht", 200, 198)])
    assert [(each.name, each.percent) for each in found.departments] == [("Groen", 66), ("Recht", 99)]
    assert found.total == Told("", 206, 202, 202)
    assert found.rest is None


def test_one_small_department_takes_another_with_it() -> None:
    found = report([Count("Klein", 2, 1), Count("Groen", 5, 4), Count("Recht", 9, 9)])
    assert found.rest == Told("", 7, 5, 5)
    assert found.too_small == ("Groen", "Klein")
    assert [each.name for each in found.departments] == ["Recht"]


def test_small_departments_that_are_enough_together_are_shown_together() -> None:
    found = report([Count("Een", 1, 1), Count("Twee", 2, 0), Count("Groen", 5, 4)])
    assert found.rest == Told("", 3, 0, 1)
    assert [each.name for each in found.departments] == ["Groen"]


def test_about_fewer_than_three_people_nothing_is_told() -> None:
    assert report([Count("Een", 1, 1), Count("Twee", 1, 0)]) == Report(None, too_small=("Een", "Twee"))


def test_people_who_left_after_reading_do_not_make_more_than_everybody() -> None:
    assert report([Count("Groen", 4, 6)]).total == Told("", 4, 3, 4)


@pytest.mark.parametrize(("asked", "read"), [(3, 0), (3, 3), (8, 0), (8, 8)])
def test_that_all_or_none_read_it_looks_like_one_more_or_less(asked: int, read: int) -> None:
    others = [Count("Staf", 9, 4), Count("Recht", 9, 7)]
    nearly = 1 if read == 0 else read - 1
    assert report([*others, Count("Groen", asked, read)]) == report([*others, Count("Groen", asked, nearly)])
    (green,) = [each for each in report([*others, Count("Groen", asked, read)]).departments if each.name == "Groen"]
    assert (green.is_nearly_none, green.is_nearly_all) == (read == 0, read > 0)


@pytest.mark.parametrize("seed", range(30))
def test_what_is_told_is_true_and_the_total_adds_up(seed: int) -> None:
    dice = random.Random(seed)
    rows = [Count(f"a{n}", asked, dice.randint(0, asked)) for n, asked in enumerate(dice.choices(range(3, 9), k=4))]
    found = report(rows)
    assert found.total is not None
    for row, told in zip(rows, found.departments, strict=True):
        assert told.least <= row.read <= told.most
        assert told.is_exact is (1 < row.read < row.asked - 1)
    assert found.total.least == sum(told.least for told in found.departments)
    assert found.total.most == sum(told.most for told in found.departments)


def test_a_group_of_two_is_too_small_whatever_the_municipality_chose() -> None:
    assert report([Count("Groen", 2, 1)], least=2).total is None


@pytest.mark.parametrize("seed", range(30))
def test_no_small_department_can_be_worked_out_from_what_is_shown(seed: int) -> None:
    dice = random.Random(seed)
    rows = [Count(f"a{n}", asked, dice.randint(0, asked)) for n, asked in enumerate(dice.choices(range(8), k=6))]
    found = report(rows)
    if found.total is None:
        assert sum(each.asked for each in rows) < LEAST
        return
    left_over = found.total.asked - sum(each.asked for each in found.departments)
    assert all(each.asked >= LEAST for each in found.departments)
    assert left_over == (found.rest.asked if found.rest else 0)
    assert left_over == 0 or (left_over >= LEAST and len(found.too_small) > 1)


def test_progress_adds_up_at_equal_distances() -> None:
    points = progress([(date(2026, 11, 20), 2), (date(2026, 11, 23), 3)], TODAY)
    assert [(point.day.day, point.read) for point in points] == [(20, 2), (21, 2), (22, 2), (23, 5)]
    assert progress([], TODAY) == ()


def test_progress_over_a_year_stays_short_and_ends_today() -> None:
    points = progress([(date(2025, 11, 1), 1), (date(2026, 11, 1), 1)], TODAY)
    assert len(points) <= 12
    assert (points[0].read, points[-1].read, points[-1].day) == (1, 2, TODAY)
