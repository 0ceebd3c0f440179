"""The page of the log: who may see it, what is found, what is never shown."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from flask_initiatieven import User, audit
from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.database import now
from flask_initiatieven.logbook import export, queries
from flask_initiatieven.logbook.queries import Asked
from flask_initiatieven.municipality.models import Person
from flask_initiatieven.roles.models import RoleAssignment
from tests.audit_log.conftest import Tamper, fill
from tests.conftest import PEOPLE, MakeApp, PageClient, inside

AsPerson = Callable[[str], PageClient]
LOG = "/initiatieven/beheer/logboek"


def record_as(app: Flask, person: str, *entries: tuple[Any, ...]) -> None:
    with app.test_request_context(headers={"X-Person": person}), inside(app):
        for entry in entries:
            audit.record(*entry)


@pytest.fixture
def filled(app: Flask) -> Flask:
    record_as(app, "alice", ("bewerken", "visit:4", "gelukt", "doel"), ("bewerken", "visit:5"))
    record_as(app, "bob", ("publiceren", "page_version:4"), ("briefing gedownload", "visit:4", "mislukt", "PaperBusy"))
    return app


def found(app: Flask, **asked: Any) -> list[int]:
    with inside(app):
        return [entry.number for entry in queries.found(Asked(**asked)).entries]


@pytest.mark.parametrize("person", sorted(set(PEOPLE) - {"admin"}))
@pytest.mark.parametrize("path", ["", ".csv", "/controle"])
def test_only_who_may_read_the_log_sees_it(app: Flask, as_person: AsPerson, person: str, path: str) -> None:
    assert as_person(person).get(LOG + path).status_code == 403
    assert as_person("admin").get(LOG + path).status_code == 200


def test_the_control_page_links_to_it(as_person: AsPerson) -> None:
    assert f'href="{LOG}"' in as_person("admin").get("/initiatieven/beheer").text


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, [4, 3, 2, 1]),
        ({"action": "bewerken"}, [2, 1]),
        ({"kind": "visit"}, [4, 2, 1]),
        ({"object_id": "4"}, [4, 3, 1]),
        ({"kind": "visit", "object_id": "4"}, [4, 1]),
        ({"who": "bob"}, [4, 3]),
        ({"who": "bo"}, []),
        ({"result": "mislukt"}, [4]),
        ({"action": "bewerken", "who": "bob"}, []),
        ({"before": 3}, [2, 1]),
    ],
)
def test_filters_find_what_they_say(filled: Flask, asked: dict[str, Any], numbers: list[int]) -> None:
    assert found(filled, **asked) == numbers


def test_days_are_days_in_the_netherlands_and_both_count(make_app: MakeApp) -> None:
    moments = [datetime(2026, 6, 1, 21, 59, tzinfo=UTC), datetime(2026, 6, 1, 22, 0, tzinfo=UTC)]
    app = make_app(now=lambda: moments[0])
    fill(app, 1)
    moments.pop(0)
    fill(app, 1)
    first, second = datetime(2026, 6, 1).date(), datetime(2026, 6, 2).date()
    assert found(app, since=first, until=first) == [1]
    assert found(app, since=second, until=second) == [2]
    assert found(app, since=first, until=second) == [2, 1]


def test_somebody_is_found_by_name(app: Flask) -> None:
    record_as(app, "alice", ("proef", "proef:1"))
    record_as(app, "bob", ("proef", "proef:2"))
    with inside(app):
        Person.create(key="a", name="Alice de Vries", user_id="alice")
        RoleAssignment.create(user_id="bob", user_name="Bob 100% Jansen", role="lezer", given_at=now())
    assert found(app, who="vries") == [1]
    assert found(app, who="Jansen") == [2]
    assert found(app, who="100%") == [2]
    assert found(app, who="%") == [2]


def test_somebody_is_found_by_the_hosts_search(make_app: MakeApp) -> None:
    app = make_app(people=lambda words, limit: [User("alice", "Alice")] if words == "wethouderskamer" else [])
    record_as(app, "alice", ("proef", "proef:1"))
    assert found(app, who="wethouderskamer") == [1]


def test_older_entries_are_a_page_away(app: Flask, as_person: AsPerson) -> None:
    fill(app, 120)
    page = as_person("admin").get(LOG).text
    assert ">120<" in page
    assert ">71<" in page
    assert ">70<" not in page
    assert "ini-voor=71" in page
    page = as_person("admin").get(f"{LOG}?ini-voor=71&ini-actie=proef").text
    assert ">70<" in page
    assert "ini-voor=21" in page
    assert "ini-actie=proef" in page
    assert "Oudere regels" not in as_person("admin").get(f"{LOG}?ini-voor=21&ini-actie=proef").text


def test_the_filters_come_back_in_the_form(filled: Flask, as_person: AsPerson) -> None:
    page = as_person("admin").get(f"{LOG}?ini-actie=bewerken&ini-soort=visit&ini-object=4&ini-wie=alice").text
    assert '<option selected value="bewerken">' in page
    assert 'value="alice"' in page
    assert "bezoek 4" in page
    assert "bezoek 5" not in page


def test_a_date_that_is_none_is_said_beside_the_field(filled: Flask, as_person: AsPerson) -> None:
    page = as_person("admin").get(f"{LOG}?ini-vanaf=overmorgen&ini-voor=x&ini-actie=bestaatniet").text
    assert "Dit is geen datum" in page
    assert "bezoek 5" in page


@pytest.mark.parametrize(
    "query", ["ini-voor=99999999999999999999", "ini-voor=-5", "ini-object=%27%3B--", "ini-wie=%25"]
)
def test_hostile_questions_are_answered(filled: Flask, as_person: AsPerson, query: str) -> None:
    assert as_person("admin").get(f"{LOG}?{query}").status_code == 200


def test_names_are_the_hosts_and_an_address_is_never_shown(make_app: MakeApp) -> None:
    users = {
        "a@example.nl": User("a@example.nl", "Alice de Vries"),
        "b@example.nl": User("b@example.nl", "b@example.nl"),
        "admin": User("admin", "", "", frozenset({"beheerder"})),
    }
    who = ["a@example.nl"]
    app = make_app(user=lambda: users[who[0]], find_user=users.get)
    for who[0] in ("a@example.nl", "b@example.nl"):
        with app.test_request_context(), inside(app):
            audit.record("proef", "proef:1")
    who[0] = "admin"
    client = app.test_client()
    for path in ("", ".csv"):
        text = client.get(LOG + path).text
        assert "Alice de Vries" in text
        assert "@example.nl" not in text
        assert "gebruiker " in text


def test_reading_the_log_is_recorded_once_a_day_and_each_file_always(app: Flask, as_person: AsPerson) -> None:
    for _ in range(2):
        as_person("admin").get(LOG)
        as_person("admin").get(f"{LOG}.csv")
    with inside(app):
        done = [(entry.action, entry.actor) for entry in AuditEntry.select().order_by(AuditEntry.number)]
    assert sorted(done) == [("logboek downloaden", "admin")] * 2 + [("logboek lezen", "admin")]


def test_the_file_holds_what_was_asked_for(filled: Flask, as_person: AsPerson) -> None:
    answer = as_person("admin").get(f"{LOG}.csv?ini-soort=visit")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows] == ["nummer", "4", "2", "1"]
    assert rows[1][2:9] == ["bob", "bob", "briefing gedownload", "visit:4", "mislukt", "web onbekend", "PaperBusy"]
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=logboek-")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_file_has_a_bound(app: Flask, as_person: AsPerson, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MOST", 3)
    fill(app, 5)
    assert len(as_person("admin").get(f"{LOG}.csv").data.splitlines()) == 4
    with inside(app):
        assert AuditEntry.get(AuditEntry.number == 6).detail == "3 regels"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1", "＝1"])
def test_no_name_becomes_a_formula_in_the_file(app: Flask, as_person: AsPerson, name: str) -> None:
    record_as(app, "alice", ("proef", "proef:1"))
    with inside(app):
        Person.create(key="a", name=name, user_id="alice")
    text = as_person("admin").get(f"{LOG}.csv?ini-actie=proef").data.decode("utf-8-sig")
    cell = list(csv.reader(io.StringIO(text), delimiter=";"))[1][2]
    assert cell in (f"'{name}", shown_without_at(name))


def shown_without_at(name: str) -> str:
    """A name with an @ in it may be an address: the id is shown."""
    return "alice" if "@" in name else f"'{name}"


def test_the_check_says_yes_and_what_to_write_down(filled: Flask, as_person: AsPerson) -> None:
    page = as_person("admin").get(f"{LOG}/controle").text
    assert "Regel 1 tot en met 4 zijn gecontroleerd" in page
    with inside(filled):
        assert f"4:{AuditEntry.get(AuditEntry.number == 4).hash}" in page


def test_the_check_says_no_and_where(filled: Flask, as_person: AsPerson, tamper: Tamper) -> None:
    tamper("UPDATE initiatieven_audit_entry SET actor = 'x' WHERE number = 2")
    page = as_person("admin").get(f"{LOG}/controle").text
    assert "Regel 2 is veranderd." in page
    assert 'role="alert"' in page


def test_an_empty_log_is_whole_on_the_page(app: Flask, as_person: AsPerson) -> None:
    assert "Ja." in as_person("admin").get(f"{LOG}/controle").text
