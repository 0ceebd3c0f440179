"""From rows to facts."""

from __future__ import annotations

import dataclasses
import logging

import pytest
from flask import Flask

from flask_initiatieven.briefings import queries
from flask_initiatieven.municipality.models import Person
from flask_initiatieven.visits.models import Attendee, Visit, VisitPromise
from tests.conftest import inside

from . import sample

#: One for the visit and everything there is one of, one for each list.
QUERIES = 18


def test_the_tables_give_the_facts_of_the_file(app: Flask) -> None:
    with inside(app):
        for expected in sample.planned_visits():
            visit = Visit.get(Visit.place == expected.visit.place)
            found = queries.facts_of(visit.id)
            assert found is not None
            assert found.visit == dataclasses.replace(expected.visit, adviser=found.visit.adviser)
            assert found.initiative == dataclasses.replace(expected.initiative, colleagues=found.initiative.colleagues)
            assert found.municipality == "Elzerwoude"


def test_a_visit_that_is_not_there_has_no_facts(app: Flask) -> None:
    with inside(app):
        assert queries.facts_of(9999) is None


def test_the_number_of_queries_does_not_grow_with_the_visit(
    app: Flask, garden_id: int, caplog: pytest.LogCaptureFixture
) -> None:
    with inside(app):
        for number in range(30):
            Attendee.create(visit=garden_id, position=50 + number, name=f"Bewoner {number}")
        with caplog.at_level(logging.DEBUG, logger="peewee"):
            queries.facts_of(garden_id)
    assert len(caplog.records) == QUERIES


def test_an_adviser_who_comes_along_is_the_adviser(app: Flask, garden_id: int) -> None:
    with inside(app):
        facts = queries.facts_of(garden_id)
        assert facts is not None
        assert facts.visit.adviser is not None
        assert facts.visit.adviser.name == "Ilse Groothedde"


def test_a_resident_who_is_no_initiator_gave_no_consent(app: Flask, garden_id: int) -> None:
    with inside(app):
        facts = queries.facts_of(garden_id)
    assert facts is not None
    named = {person.name: (person.is_resident, person.may_be_named) for person in facts.visit.attendees}
    assert named["Mieke Aalberts"] == (True, False)
    assert named["Samira El Khadri"] == (True, True)
    assert named["Carolien Stuiver"] == (False, True)


def test_what_was_promised_at_an_earlier_visit_is_in_the_next_briefing(app: Flask, garden_id: int) -> None:
    with inside(app):
        visit = Visit.get_by_id(garden_id)
        before = Visit.create(
            initiative=visit.initiative, official=visit.official, held_on="2026-06-01", begins="10:00",
            ends="11:00", changed_at=visit.changed_at,
        )  # fmt: skip
        VisitPromise.create(visit=before, position=1, text="Een kraan", made_to="De groep", made_by=visit.official)
        facts = queries.facts_of(garden_id)
    assert facts is not None
    (promise,) = facts.visit.earlier_promises
    assert (promise.text, promise.by, promise.status) == ("Een kraan", "Jeroen Haverkate", "open")


def test_saving_the_initiative_makes_a_new_version_of_the_briefing_too(app: Flask, garden_id: int) -> None:
    with inside(app):
        visit = Visit.get_by_id(garden_id)
        before = queries.facts_of(garden_id)
        visit.initiative.version += 1
        visit.initiative.changed_by = "Femke Oosterling"
        visit.initiative.save()
        after = queries.facts_of(garden_id)
    assert before is not None
    assert after is not None
    assert after.version == before.version + 1


def test_the_visit_concerns_official_contact_and_asked_colleagues(app: Flask, garden_id: int) -> None:
    with inside(app):
        found = queries.briefed_visit(garden_id)
        assert found is not None
        keys = {person.key for person in Person.select().where(Person.id.in_(found.people() | found.asked()))}
    assert {"b-haverkate", "m-stuiver", "m-kuiperij"} <= keys
    assert "m-brummel" not in keys
