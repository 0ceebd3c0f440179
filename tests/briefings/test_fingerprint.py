"""The key of a briefing changes with every printed fact, and with nothing else."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from flask_initiatieven.briefings import facts as f
from flask_initiatieven.briefings.briefing import compose, fingerprint
from flask_initiatieven.briefings.profiles import Profile

from . import sample

#: Facts that are there for a rule or for another reader, not to be read.
NOT_PRINTED = {
    "initiative.number",  # the title is on paper, the number in the registry
    "initiative.contact.function",
    "initiative.contact.phone",
    "initiative.initiators.who",
    "initiative.initiators.phone",
    "initiative.initiators.email",
    "initiative.colleagues.department",
    "initiative.colleagues.contribution",
    "initiative.colleagues.answered_on",  # only whether
    "initiative.programme_items.text",  # only of a point without sentence
    "initiative.decision.level",
    "initiative.decision.explanation",
    "visit.adviser.function",
    "visit.press.spokesperson.function",
    "visit.contact_on_the_day.function",
    "visit.deputy_on_the_day.function",
    "visit.attendees.is_resident",
    "visit.attendees.may_be_named",
    "visit.may_promise.is_computed",
    "visit.may_not_promise.is_computed",
    "fresh.fact_days",  # only whether a fact is older
    "municipality_phone",  # only where an employee has no number of his own
}
Change = Callable[[Any], Any]


def everything() -> f.VisitFacts:
    """The garden with each optional thing filled in, so that each can change."""
    facts = sample.garden()
    grounds = f.Grounds("berekend", "offerte", date(2026, 11, 1))
    five = facts.initiative.facts
    five = dataclasses.replace(
        five,
        cost=dataclasses.replace(five.cost, grounds=grounds),
        yields=dataclasses.replace(five.yields, grounds=grounds),
        duration=dataclasses.replace(five.duration, grounds=grounds),
        parties=dataclasses.replace(five.parties, grounds=grounds),
        municipality_does=dataclasses.replace(five.municipality_does, grounds=grounds),
    )
    promise = f.EarlierPromise("Een bank", "open", date(2026, 5, 1), "Jeroen", "De groep", date(2027, 1, 1), "Later")
    facts = sample.with_initiative(
        facts, facts=five, council_moments=(f.CouncilMoment("motie", date(2026, 6, 1), "Meer groen"),),
        sounding=dataclasses.replace(facts.initiative.sounding, strongest_objection="Lawaai"),
    )  # fmt: skip
    lines = (f.PromiseLine("Een hek", "Open tuin", "het college"),)
    people = tuple(dataclasses.replace(person, note="Let op") for person in facts.visit.attendees)
    return sample.with_visit(
        facts, earlier_promises=(promise,), may_not_promise=lines, may_promise=lines, attendees=people
    )


def changes(value: Any, path: str = "") -> Iterator[tuple[str, Change]]:
    """Each leaf of the tree with a function that gives the whole with only that leaf changed."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            below = changes(getattr(value, field.name), f"{path}.{field.name}".lstrip("."))
            for name, change in below:
                yield name, _in_field(field.name, change)
    elif isinstance(value, tuple):
        if value:
            for name, change in changes(value[0], path):
                yield name, lambda whole, change=change: (change(whole[0]), *whole[1:])
            yield f"{path} (one less)", lambda whole: whole[1:]
    else:
        yield path, other


def _in_field(name: str, change: Change) -> Change:
    return lambda whole: dataclasses.replace(whole, **{name: change(getattr(whole, name))})


def other(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return value + "x"
    if isinstance(value, (int, Decimal)):
        return value + 1
    if isinstance(value, (datetime, date)):
        return value + timedelta(days=1)
    if isinstance(value, time):
        return value.replace(minute=59)
    raise TypeError(f"No other value for {value!r}")


LEAVES = dict(changes(everything()))


@pytest.mark.parametrize("leaf", LEAVES)
def test_each_printed_fact_changes_the_key_and_no_other_does(leaf: str) -> None:
    before = everything()
    after = LEAVES[leaf](before)
    is_same = fingerprint(compose(before)) == fingerprint(compose(after))
    assert is_same is (leaf in NOT_PRINTED)


def test_the_tree_of_facts_was_walked_to_its_ends() -> None:
    assert len(LEAVES) > 100
    assert set(LEAVES) > NOT_PRINTED


def test_each_reader_has_a_key_of_his_own() -> None:
    assert len({fingerprint(compose(sample.garden(), profile)) for profile in Profile}) == len(Profile)


def test_another_template_or_renderer_gives_another_key() -> None:
    briefing = compose(sample.garden())
    assert fingerprint(briefing, "a", "b") != fingerprint(briefing, "ab", "")
    assert fingerprint(briefing, "a", "b") != fingerprint(briefing, "a", "c")


def test_the_key_is_the_same_in_another_process_zone_and_locale() -> None:
    script = (
        "from tests.briefings import sample\n"
        "from flask_initiatieven.briefings.briefing import compose, fingerprint\n"
        "print(fingerprint(compose(sample.opening())))"
    )
    environment = {**os.environ, "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    folder = Path(__file__).parents[2]
    said = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == fingerprint(compose(sample.opening()))
