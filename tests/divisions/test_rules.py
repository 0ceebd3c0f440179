"""Rules of the role division."""

from __future__ import annotations

import pytest

from flask_initiatieven.divisions.division import (
    Actor,
    Party,
    RoleDivision,
    Task,
    decider,
    in_phase,
    in_words,
    is_plural,
    likely_party,
    likely_phases,
    may_be_adopted,
    undecided,
    with_article,
)
from flask_initiatieven.initiatives.process import status_model

MEANINGS = {"R": "doet het", "A": "beslist"}
RESIDENT, MANAGER = Actor("bewoner", Party.RESIDENT), Actor("leidinggevende", Party.MANAGER)


def test_exactly_one_decides_about_each_task() -> None:
    actors = (RESIDENT, Actor("raad"))
    good, none, two = Task("een", ("A/R", "-")), Task("twee", ("R", "-")), Task("drie", ("A", "A/R"))
    assert decider(good, actors) == RESIDENT
    assert undecided(RoleDivision(actors, MEANINGS, (good, none, two))) == (1, 2)
    assert may_be_adopted(RoleDivision(actors, MEANINGS, (good,)))
    assert not may_be_adopted(RoleDivision(actors, MEANINGS, (good, two)))


def test_an_empty_table_is_not_adopted() -> None:
    assert not may_be_adopted(RoleDivision((RESIDENT,), MEANINGS))


def test_letters_are_said_in_words() -> None:
    assert in_words("A/R", MEANINGS) == "beslist en doet het"
    assert in_words("-", MEANINGS) == ""


def test_in_a_phase_the_readers_own_part_comes_first_and_what_he_decides_before_all() -> None:
    tasks = (
        Task("Vragen", ("R", "C"), ("verkenning",)),
        Task("Ja zeggen", ("I", "A/R"), ("verkenning", "uitwerking")),
        Task("Nazorg", ("R", "A"), ("afgerond",)),
    )
    found = in_phase(RoleDivision((RESIDENT, MANAGER), MEANINGS, tasks), "verkenning", {Party.MANAGER})
    assert [part.tasks for part in found.mine] == [(("A", ("Ja zeggen",)), ("R", ("Ja zeggen",)), ("C", ("Vragen",)))]
    assert [(part.actor, part.tasks) for part in found.others] == [(RESIDENT, (("R", ("Vragen",)),))]


def test_a_phase_without_tasks_says_nothing() -> None:
    found = in_phase(RoleDivision((RESIDENT,), MEANINGS, (Task("een", ("A",), ("afgerond",)),)), "verkenning", ())
    assert found.mine == found.others == ()


def test_an_actor_nobody_knows_is_never_the_reader() -> None:
    division = RoleDivision((Actor("stichting"),), MEANINGS, (Task("een", ("A",), ("verkenning",)),))
    assert in_phase(division, "verkenning", {Party.OTHER}).mine == ()


@pytest.mark.parametrize(
    ("name", "party"),
    [("vakcollega", Party.COLLEAGUE), ("College van B en W", Party.COLLEGE), ("de gemeenteraad", Party.COUNCIL)],
)
def test_a_usual_name_says_who_it_is(name: str, party: Party) -> None:
    assert likely_party(name) is party


def test_phases_guessed_for_a_task_exist() -> None:
    tasks = ("Idee bedenken", "Nee zeggen", "Een belofte nakomen", "Successen laten zien", "Feiten op een rij")
    states = status_model().states
    assert all(likely_phases(task) and set(likely_phases(task)) <= set(states) for task in tasks)
    assert likely_phases("Koffie zetten") == ()


def test_names_get_their_article_and_number() -> None:
    assert [with_article(name) for name in ("wethouder", "college", "de raad")] == [
        "de wethouder", "het college", "de raad",
    ]  # fmt: skip
    assert [is_plural(name) for name in ("collega's", "leidinggevenden", "wethouder")] == [True, True, False]
