"""A new initiative: quick, once, under a number of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask

from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.initiatives import actions
from flask_initiatieven.initiatives.models import ContactPerson, Initiative, TimelineEntry
from flask_initiatieven.municipality.models import District
from tests.conftest import MakeApp, PageClient, inside
from tests.initiatives.filling import filled_in, without

AsPerson = Callable[[str], PageClient]
NEW = "/initiatieven/nieuw"
GOOD = {
    "motive": "'Ik wil een bankje. Dan zit ik bij de buren.'",
    "title": "Bankje bij de kerk",
    "district": "1",
    "name": "Truus de Boer",
    "phone": "06 00 00 03 01",
    "received_on": "2026-11-20",
    "channel": "straat",
}


def test_what_came_in_is_registered_under_the_next_number(filled: Flask, as_person: AsPerson) -> None:
    alice = as_person("alice")
    answer = alice.post(NEW, data=filled_in(alice.get(NEW).text, **GOOD), follow_redirects=True)
    assert "EW-2026-031 is geregistreerd" in answer.text
    assert "Een initiatief van een bewoner" in answer.text
    with inside(filled):
        row = Initiative.get(Initiative.number == "EW-2026-031")
        assert (row.status, row.received_on, row.channel) == ("binnengekomen", date(2026, 11, 20), "straat")
        assert row.contact.name == "Carolien Stuiver"
        assert ContactPerson.select().where(ContactPerson.phone == GOOD["phone"]).count() == 1
        assert [entry.step for entry in TimelineEntry.select().where(TimelineEntry.initiative == row.id)] == [
            "binnengekomen"
        ]


def test_the_motive_is_the_first_question(app: Flask, as_person: AsPerson) -> None:
    fields = re.findall(r'<(?:input|select|textarea)[^>]* id="(ini-\w+)"', as_person("alice").get(NEW).text)
    assert fields[0] == "ini-motive"
    assert len(fields) <= 8


def test_a_double_click_makes_one(filled: Flask, as_person: AsPerson) -> None:
    alice = as_person("alice")
    sent = filled_in(alice.get(NEW).text, **GOOD)
    places = [alice.post(NEW, data=sent).location for _ in range(2)]
    assert places[0] == places[1]
    with inside(filled):
        assert Initiative.select().where(Initiative.title == GOOD["title"]).count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"motive": ""}, "Schrijf op wat de bewoner zei."),
        ({"phone": "", "email": ""}, "Vul een telefoonnummer of een e-mailadres in."),
        ({"email": "truus"}, "Dit is geen e-mailadres."),
        ({"district": "99"}, "Kies iets uit de lijst."),
        ({"received_on": "2090-01-01"}, "Deze dag moet nog komen."),
        ({"received_on": ""}, "Vul in wanneer het binnenkwam."),
        ({"title": "x" * 201}, "1 tekens te veel"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(
    filled: Flask, as_person: AsPerson, changes: dict[str, str], message: str
) -> None:
    alice = as_person("alice")
    answer = alice.post(NEW, data=filled_in(alice.get(NEW).text, **{**GOOD, **changes}))
    assert answer.status_code == 422
    assert message in answer.text
    assert filled_in(answer.text)["ini-name"] == "Truus de Boer"


def test_without_a_token_nothing_is_registered(filled: Flask, as_person: AsPerson) -> None:
    alice = as_person("alice")
    sent = filled_in(alice.get(NEW).text, **GOOD)
    assert alice.post(NEW, data=without(sent, "ini-csrf_token")).status_code == 400
    with inside(filled):
        assert Initiative.select().count() == 13


def test_the_audit_log_holds_no_name(filled: Flask, as_person: AsPerson) -> None:
    alice = as_person("alice")
    alice.post(NEW, data=filled_in(alice.get(NEW).text, **GOOD))
    with inside(filled):
        written = " ".join(str(entry.__data__) for entry in AuditEntry.select())
    assert "registreren" in written
    assert "Truus" not in written
    assert "Bankje" not in written


def intake(number: int, district: int) -> actions.Intake:
    return actions.Intake(
        f"Plan {number}", "Omdat.", district, "Bewoner", "06", "", date(2026, 11, 20), "", f"{number:032x}"
    )


def test_competing_writers_never_share_a_number(make_app: MakeApp) -> None:
    """Also the very first numbers of a year, when the series is not there yet."""
    app = make_app()
    with inside(app):
        district = District.create(code="WK1", name="Wijk").id

    def write(number: int) -> str:
        with inside(app):
            return actions.register(intake(number, district), "EW")[0].number

    with ThreadPoolExecutor(8) as pool:
        numbers = sorted(pool.map(write, range(24)))
    assert numbers == [f"EW-2026-{each:03d}" for each in range(1, 25)]


def test_the_same_form_from_two_writers_at_once_makes_one(make_app: MakeApp) -> None:
    app = make_app()
    with inside(app):
        district = District.create(code="WK1", name="Wijk").id

    def write(_: int) -> str:
        with inside(app):
            return actions.register(intake(7, district), "EW")[0].number

    with ThreadPoolExecutor(6) as pool:
        numbers = set(pool.map(write, range(6)))
    with inside(app):
        assert Initiative.select().count() == 1
    assert len(numbers) == 1


def test_a_number_is_not_used_again(filled: Flask) -> None:
    with inside(filled):
        district = District.select().first().id
        first, _new = actions.register(intake(1, district), "EW")
        first.delete_instance(recursive=True)
        second, _new = actions.register(intake(2, district), "EW")
    assert (first.number, second.number) == ("EW-2026-031", "EW-2026-032")
