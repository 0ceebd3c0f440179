"""On each initiative: who does what in this phase, the reader's own part first."""

from __future__ import annotations

import pytest
from flask import Flask

from flask_initiatieven.divisions import queries
from flask_initiatieven.divisions.division import Actor, Party, RoleDivision, TableState, Task
from flask_initiatieven.divisions.models import RoleTable
from flask_initiatieven.initiatives.models import Initiative
from flask_initiatieven.municipality.models import Person
from tests.conftest import SAMPLE_NOW, MakeApp, inside
from tests.divisions.conftest import AsPerson, table
from tests.initiatives.conftest import WHO
from tests.initiatives.counting import queries_of

#: an initiative of the sample that waits for a decision, and who its contact is
DECIDING = "ter_beslissing"


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    """The sample municipality, of which some people may log in."""
    app = make_app(sample=True, now=lambda: SAMPLE_NOW)
    with inside(app):
        for user, key in WHO.items():
            Person.update(user_id=user).where(Person.key == key).execute()
    return app


def deciding(app: Flask) -> str:
    """The address of an initiative whose contact may log in, about which is decided now."""
    with inside(app):
        contact = Person.get(Person.user_id == "contact")
        row = Initiative.select().where(Initiative.contact == contact).first()
        Initiative.update(status=DECIDING).where(Initiative.id == row.id).execute()
        return f"/initiatieven/initiatief/{row.number}"


@pytest.mark.parametrize(
    ("person", "own"),
    [
        ("contact", "U doet: ja zeggen binnen het mandaat, nee zeggen, beslissen boven het mandaat."),
        ("manager", "U beslist over: nee zeggen."),
        ("alderman", "U beslist over: iets beloven aan een bewoner."),
        ("colleague", "U denkt mee over: ja zeggen binnen het mandaat"),
    ],
)
def test_the_reader_reads_what_he_does_in_this_phase(app: Flask, as_person: AsPerson, person: str, own: str) -> None:
    text = as_person(person).get(deciding(app)).text
    assert own in text
    assert text.index(own) < text.index("Het college beslist over: beslissen boven het mandaat.")
    assert "De raad beslist over: kaders en geld vaststellen." in text
    assert "Successen laten zien".lower() not in text


def test_who_is_no_actor_reads_of_everybody_in_the_third_person(app: Flask, as_person: AsPerson) -> None:
    text = as_person("bob").get(deciding(app)).text
    assert "U beslist over" not in text
    assert "De leidinggevende beslist over: nee zeggen." in text


def test_the_contact_of_another_initiative_is_not_addressed(app: Flask, as_person: AsPerson) -> None:
    url = deciding(app)
    with inside(app):
        Initiative.update(contact=Person.get(Person.key == "m-roelofsz"), deputy=None).execute()
    text = as_person("contact").get(url).text
    assert "Het aanspreekpunt doet: ja zeggen binnen het mandaat" in text
    assert "U doet" not in text


def test_a_concept_says_nothing_on_initiatives(app: Flask, as_person: AsPerson) -> None:
    with inside(app):
        table(2, TableState.CONCEPT, RoleDivision((Actor("mens", Party.OTHER),), {"A": "beslist"}, ()))
        RoleTable.update(state=TableState.REPLACED).where(RoleTable.number == 1).execute()
    assert "In deze fase" not in as_person("manager").get(deciding(app)).text


def test_a_large_table_costs_four_statements(app: Flask) -> None:
    actors = tuple(Actor(f"partij {number}") for number in range(20))
    tasks = tuple(Task(f"taak {number}", ("A", *["R"] * 19), ("akkoord",)) for number in range(60))
    with inside(app) as mount:
        RoleTable.update(state=TableState.REPLACED).execute()
        table(2, TableState.ADOPTED, RoleDivision(actors, {"A": "beslist"}, tasks, "Groot"))
        assert queries_of(mount.database, queries.division_in_force) <= 5


def test_the_imported_table_is_version_one_and_in_force(app: Flask) -> None:
    with inside(app):
        row = queries.adopted()
        assert row
        division = queries.division(row)
    assert row.number == 1
    assert [actor.party for actor in division.actors] == [party for party in Party if party]
    assert all(task.phases for task in division.tasks)
