"""Mandates: who may decide what in whose name."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.initiatives.models import Decision
from flask_initiatieven.municipality.mandate import MandateContent, Objection, in_force, objections
from flask_initiatieven.municipality.models import Mandate, MandateCondition
from tests.conftest import PEOPLE, MakeApp, PageClient, inside
from tests.options.conftest import fields_of

BASE = "/initiatieven/beheer/mandaten"
GOOD = {
    "ini-role": "leidinggevende",
    "ini-source": "Mandaatbesluit 2026",
    "ini-on_behalf_of": "college",
    "ini-up_to_amount": "10.000",
    "ini-may_refuse": "y",
    "ini-valid_from": "1-1-2026",
    "ini-valid_until": "31-12-2027",
    "ini-conditions-0-text": "Er is geld.",
}


@pytest.fixture
def admin(app: Flask) -> PageClient:
    client = app.test_client()
    assert isinstance(client, PageClient)
    client.person = "admin"
    return client


def send(client: PageClient, address: str, action: str = "", **typed: str) -> int:
    data = {**fields_of(client.get(address).text, action), **typed}
    return client.post(action or address, data=data).status_code


def make(client: PageClient, **typed: str) -> int:
    return send(client, f"{BASE}/nieuw", **{**GOOD, **typed})


@pytest.mark.parametrize("person", list(PEOPLE))
def test_only_the_beheerder_keeps_mandates(app: Flask, person: str) -> None:
    codes = {app.test_client().get(BASE + each, headers={"X-Person": person}).status_code for each in ("", "/nieuw")}
    assert codes == ({200} if person == "admin" else {403})


def test_a_mandate_is_made_shown_and_changed(app: Flask, admin: PageClient) -> None:
    assert make(admin) == 302
    html = admin.get(BASE).text
    assert "Mandaatbesluit 2026" in html
    assert "€\u00a010.000" in html
    with inside(app):
        row = Mandate.get()
    assert send(admin, f"{BASE}/{row.id}", **{"ini-up_to_amount": "2.500", "ini-conditions-0-text": "Eenmalig."}) == 302
    with inside(app):
        assert (Mandate.get().up_to_amount, Mandate.get().version) == (2500, 2)
        assert [each.text for each in MandateCondition.select()] == ["Eenmalig."]
        assert [each.action for each in AuditEntry.select().where(AuditEntry.object == f"mandate:{row.id}")] == [
            "mandaat maken", "mandaat wijzigen",
        ]  # fmt: skip


def test_two_clicks_make_one_mandate(app: Flask, admin: PageClient) -> None:
    data = {**fields_of(admin.get(f"{BASE}/nieuw").text), **GOOD}
    assert [admin.post(f"{BASE}/nieuw", data=data).status_code for _ in range(2)] == [302, 302]
    with inside(app):
        assert Mandate.select().count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"ini-role": "baas"},
        {"ini-source": ""},
        {"ini-on_behalf_of": ""},
        {"ini-up_to_amount": "veel"},
        {"ini-up_to_amount": ""},
        {"ini-valid_until": "31-12-2025"},
    ],
)
def test_a_wrong_mandate_is_refused(app: Flask, admin: PageClient, typed: dict[str, str]) -> None:
    assert make(admin, **typed) == 422
    with inside(app):
        assert Mandate.select().count() == 0


def test_who_was_overtaken_sees_both(app: Flask, admin: PageClient) -> None:
    make(admin)
    with inside(app):
        address = f"{BASE}/{Mandate.get().id}"
    data = fields_of(admin.get(address).text)
    admin.post(address, data={**data, "ini-up_to_amount": "1"})
    answer = admin.post(address, data={**data, "ini-up_to_amount": "2"})
    assert answer.status_code == 409
    assert "€\u00a01</dd>" in answer.text
    assert admin.post(address, data={**fields_of(answer.text), "ini-up_to_amount": "2"}).status_code == 302


def test_a_mandate_that_nobody_used_can_go(app: Flask, admin: PageClient) -> None:
    make(admin)
    with inside(app):
        row = Mandate.get()
    assert send(admin, f"{BASE}/{row.id}", f"{BASE}/{row.id}/weg") == 302
    with inside(app):
        assert Mandate.select().count() == MandateCondition.select().count() == 0


def test_a_mandate_under_a_decision_stays(make_app: MakeApp) -> None:
    app = make_app(sample=True)
    client = app.test_client()
    assert isinstance(client, PageClient)
    client.person = "admin"
    with inside(app):
        used = Decision.select().where(Decision.mandate.is_null(False)).get().mandate_id
        count = Mandate.select().count()
    assert send(client, f"{BASE}/{used}", f"{BASE}/{used}/weg") == 302
    assert "Een besluit verwijst naar dit mandaat" in client.get(f"{BASE}/{used}").text
    with inside(app):
        assert Mandate.select().count() == count


def test_a_period_has_open_ends() -> None:
    day = date(2026, 11, 26)
    assert in_force(day, None, None)
    assert in_force(day, day, day)
    assert not in_force(day, date(2026, 11, 27), None)
    assert not in_force(day, None, date(2026, 11, 25))


def test_a_decision_must_fit_its_mandate() -> None:
    from decimal import Decimal

    content = MandateContent("leidinggevende", "x", "college", Decimal(1), False, None, date(2026, 1, 1), ())
    assert objections(content, date(2026, 1, 2), is_refusal=True) == (
        Objection.NOT_IN_FORCE, Objection.MAY_NOT_REFUSE,
    )  # fmt: skip
    assert objections(content, date(2026, 1, 1), is_refusal=False) == ()
