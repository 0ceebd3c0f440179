"""Whoever gets residents to see, or a file to take along, is in the log."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from flask import Blueprint, Flask, Response

from flask_initiatieven import paper
from flask_initiatieven.agreements.models import Agreement
from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.briefings import actions as briefings
from flask_initiatieven.control import views as control
from flask_initiatieven.database import db
from flask_initiatieven.initiatives.models import Initiative
from flask_initiatieven.logbook import verifying
from flask_initiatieven.visits.models import Visit
from tests.conftest import SAMPLE_NOW, MakeApp, PageClient, inside

READ, BASE = "contactgegevens lezen", "/initiatieven"
GARDEN = f"{BASE}/initiatief/EW-2026-007"
AGREEMENT = f"{GARDEN}/afspraak/{{version}}"
#: address → (person, action, kind of object, again the same day)
LOGGED: dict[str, tuple[str, str, str, bool]] = {
    GARDEN: ("alice", READ, "initiative", False),
    f"{GARDEN}/bewerken/initiatiefnemers": ("alice", READ, "initiative", False),
    f"{BASE}/bezoek/{{visit}}": ("alice", READ, "visit", False),
    f"{BASE}/bezoek/{{visit}}/bewerken/aanwezigen": ("alice", READ, "visit", False),
    f"{BASE}/bezoek/{{visit}}/bewerken/doel": ("alice", READ, "visit", False),
    f"{BASE}/bezoek/{{visit}}.ics": ("alice", "agendabestand gedownload", "visit", True),
    f"{BASE}/bezoeken/{{visit}}/briefing": ("adviser", READ, "visit", False),
    f"{BASE}/bezoeken/{{visit}}/briefing.pdf": ("adviser", "briefing gedownload", "visit", True),
    AGREEMENT: ("manager", READ, "agreement", False),
    f"{AGREEMENT}/mail": ("adviser", "mailtekst lezen", "agreement", True),
    f"{AGREEMENT}/afspraak.pdf": ("adviser", "afspraak gedownload", "agreement", True),
    f"{BASE}/beheer/logboek": ("admin", "logboek lezen", "audit", False),
    f"{BASE}/beheer/logboek.csv": ("admin", "logboek downloaden", "audit", True),
}
#: the same addresses for who gets no resident to see
NOT_LOGGED = {GARDEN: "bob", AGREEMENT: "adviser"}


@pytest.fixture
def app(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(briefings, "warm", lambda: None)
    monkeypatch.setattr(paper, "render", lambda document, limits: paper.Paper(b"%PDF-", 1, ()))
    return make_app(sample=True, now=lambda: SAMPLE_NOW)


def filled_in(app: Flask, place: str) -> str:
    with inside(app):
        visit = Visit.get(Visit.held_on == datetime.date(2026, 12, 3)).id
        row = Agreement.get(Agreement.initiative == Initiative.get(Initiative.number == "EW-2026-007"))
    return place.format(visit=visit, version=row.number)


def entries(app: Flask, person: str) -> list[tuple[str, str]]:
    with inside(app):
        rows = AuditEntry.select().where(AuditEntry.actor == person).order_by(AuditEntry.number)
        return [(row.action, row.kind) for row in rows]


@pytest.mark.parametrize("place", LOGGED)
def test_each_page_with_residents_and_each_file_is_logged(
    app: Flask, as_person: Callable[[str], PageClient], place: str
) -> None:
    person, action, kind, again = LOGGED[place]
    for _ in range(2):
        assert as_person(person).get(filled_in(app, place)).status_code == 200
    assert entries(app, person) == [(action, kind)] * (2 if again else 1)
    with inside(app):
        assert verifying.verify().is_whole


@pytest.mark.parametrize("place", NOT_LOGGED)
def test_who_sees_no_resident_leaves_no_entry(app: Flask, as_person: Callable[[str], PageClient], place: str) -> None:
    person = NOT_LOGGED[place]
    assert as_person(person).get(filled_in(app, place)).status_code == 200
    assert entries(app, person) == []


def test_no_entry_holds_what_was_read(app: Flask, as_person: Callable[[str], PageClient]) -> None:
    for place, (person, *_) in LOGGED.items():
        as_person(person).get(filled_in(app, place))
    with inside(app):
        rows = db.execute_sql("SELECT object, action, detail FROM initiatieven_audit_entry").fetchall()
    words = " ".join(" ".join(row) for row in rows)
    assert not [name for name in ("Samira", "Khadri", "Dorsman", "06 00", "@") if name in words]


@pytest.fixture
def app_with_a_new_file(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Somebody adds a file to take along, and forgets the log."""
    usual = control.add_routes

    def add_routes(bp: Blueprint) -> None:
        usual(bp)
        bp.add_url_rule("/nieuw.csv", "new_file", lambda: Response("a;b", mimetype="text/csv"))
        bp.add_url_rule(
            "/nieuw.json",
            "new_json",
            lambda: Response("{}", mimetype="application/json", headers={"Content-Disposition": "attachment"}),
        )
        bp.add_url_rule("/nieuw.png", "new_picture", lambda: Response(b"", mimetype="image/png"))

    monkeypatch.setattr(control, "add_routes", add_routes)
    return make_app()


@pytest.mark.parametrize(
    ("name", "logged"), [("nieuw.csv", ["route:new_file"]), ("nieuw.json", ["route:new_json"]), ("nieuw.png", [])]
)
def test_a_file_that_a_view_forgets_to_log_is_logged_all_the_same(
    app_with_a_new_file: Flask, name: str, logged: list[str]
) -> None:
    client = app_with_a_new_file.test_client()
    assert client.get(f"{BASE}/{name}", headers={"X-Person": "bob"}).status_code == 200
    with inside(app_with_a_new_file):
        assert [entry.object for entry in AuditEntry.select()] == logged


def test_a_part_of_a_file_is_a_file(app_with_a_new_file: Flask) -> None:
    app_with_a_new_file.view_functions["initiatieven.new_file"] = lambda: Response("a", 206, mimetype="text/csv")
    app_with_a_new_file.test_client().get(f"{BASE}/nieuw.csv", headers={"X-Person": "bob"})
    with inside(app_with_a_new_file):
        assert [entry.object for entry in AuditEntry.select()] == ["route:new_file"]


def test_a_file_that_can_not_be_logged_is_not_handed_over(
    app_with_a_new_file: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    app_with_a_new_file.config["PROPAGATE_EXCEPTIONS"] = False
    with inside(app_with_a_new_file) as mount:
        mount.database.execute_sql("ALTER TABLE initiatieven_audit_head RENAME TO elsewhere")
    answer = app_with_a_new_file.test_client().get(f"{BASE}/nieuw.csv", headers={"X-Person": "bob"})
    assert (answer.status_code >= 500, b"a;b" in answer.data) == (True, False)
