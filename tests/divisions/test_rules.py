"""Rules of the role division."""

from __future__ import annotations

from flask_initiatieven.divisions.division import RoleDivision, Task, decider, in_words, undecided

MEANINGS = {"R": "doet het", "A": "beslist"}


def test_exactly_one_decides_about_each_task() -> None:
    actors = ("bewoner", "raad")
    good, none, two = Task("een", ("A/R", "-")), Task("twee", ("R", "-")), Task("drie", ("A", "A/R"))
    assert decider(good, actors) == "bewoner"
    assert undecided(RoleDivision(actors, MEANINGS, (good, none, two))) == ("twee", "drie")


def test_letters_are_said_in_words() -> None:
    assert in_words("A/R", MEANINGS) == "beslist en doet het"
    assert in_words("-", MEANINGS) == ""
