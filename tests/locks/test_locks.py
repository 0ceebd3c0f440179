"""Who is editing this now: a warning for the second, never a wall."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from flask_initiatieven import User, audit
from flask_initiatieven.initiatives.models import Initiative
from flask_initiatieven.locks import actions, queries, showing
from flask_initiatieven.locks.models import EditLock
from flask_initiatieven.locks.showing import Signed
from flask_initiatieven.locks.views import RENEWED
from flask_initiatieven.roles.models import LocalRole
from flask_initiatieven.vision.models import PageVersion
from flask_initiatieven.visits.models import Visit
from tests.conftest import MakeApp, PageClient, inside
from tests.roles.test_local_roles import client, share
from tests.vision.filling import fields

ALICE, MANAGER = User("alice", "Alice"), User("manager", "Manager")
EDIT = "/initiatieven/initiatief/EW-2026-007/bewerken/basis"


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 11, 26, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(make_app: MakeApp, clock: Clock) -> Flask:
    return make_app(sample=True, now=clock.now)


def holder(object: str = "page:1") -> str:
    found = queries.lock(object)
    return found.user_id if found else ""


def test_the_first_has_the_lock_and_the_second_is_told(app: Flask) -> None:
    with inside(app):
        actions.keep("page:1", ALICE, "a")
        found = actions.keep("page:1", MANAGER, "b")
        assert found is not None
        assert found.user_name == "Alice"


def test_leaving_ends_the_lock_but_not_that_of_a_newer_page(app: Flask) -> None:
    with inside(app):
        actions.keep("page:1", ALICE, "old")
        actions.keep("page:1", ALICE, "new")
        actions.leave("page:1", ALICE, "old")
        assert holder() == "alice"
        actions.leave("page:1", ALICE, "new")
        assert holder() == ""


def test_who_is_not_heard_for_three_minutes_has_gone(app: Flask, clock: Clock) -> None:
    with inside(app):
        actions.keep("page:1", ALICE, "a")
        clock.time += queries.SILENCE + timedelta(seconds=1)
        assert holder() == ""
        actions.keep("page:1", MANAGER, "b")
        assert holder() == "manager"
        actions.keep("page:1", ALICE, "a")
        assert holder() == "manager"


def test_a_lock_that_is_kept_stays(app: Flask, clock: Clock) -> None:
    with inside(app):
        for _minute in range(30):
            actions.keep("page:1", ALICE, "a")
            clock.time += timedelta(minutes=1)
        assert holder() == "alice"


def test_taking_over_is_written_in_the_log(app: Flask) -> None:
    with inside(app):
        actions.keep("page:1", ALICE, "a")
        actions.take_over("page:1", MANAGER, "b")
        assert holder() == "manager"
        assert audit.AuditEntry.select().where(audit.AuditEntry.action == "bewerken overnemen").count() == 1


def test_the_edit_page_warns_and_offers_to_take_over(as_person: Callable[[str], PageClient], app: Flask) -> None:
    alice, manager = as_person("alice"), as_person("manager")
    kept = fields(alice.get(EDIT).text, "/bezig/nog")
    assert alice.post("/initiatieven/bezig/nog", data=kept).text == ""
    page = manager.get(EDIT).text
    assert "Alice bewerkt dit ook" in page
    theirs = manager.post("/initiatieven/bezig/nog", data=fields(page, "/bezig/nog"))
    assert theirs.text == "Alice bewerkt dit nu, sinds 13.00\u00a0uur."
    answer = manager.post("/initiatieven/bezig/overnemen", data=fields(page, "/bezig/overnemen"))
    assert answer.location.endswith(EDIT)
    assert alice.post("/initiatieven/bezig/nog", data=kept).text.startswith("Manager bewerkt dit nu")
    manager.post("/initiatieven/bezig/klaar", data=fields(page, "/bezig/overnemen"))
    with inside(app):
        assert EditLock.select().count() == 0


def test_opening_a_page_takes_no_lock(as_person: Callable[[str], PageClient], app: Flask) -> None:
    as_person("alice").get(EDIT)
    with inside(app):
        assert EditLock.select().count() == 0


@pytest.mark.parametrize("change", [{"ini-what": "page:1"}, {"ini-csrf_token": "x"}, {"ini-page": "x" * 33}])
def test_a_lock_on_what_one_was_not_given_is_refused(
    as_person: Callable[[str], PageClient], app: Flask, change: dict[str, str]
) -> None:
    alice = as_person("alice")
    data = fields(alice.get(EDIT).text, "/bezig/nog") | change
    assert alice.post("/initiatieven/bezig/nog", data=data).status_code == 400
    with inside(app):
        assert EditLock.select().count() == 0


def test_what_was_signed_for_one_is_nothing_for_another(as_person: Callable[[str], PageClient]) -> None:
    data = fields(as_person("alice").get(EDIT).text, "/bezig/nog")
    assert as_person("bob").post("/initiatieven/bezig/nog", data=data).status_code == 400


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example/", "/elders", "/initiatieven/\\evil"])
def test_after_taking_over_one_stays_in_the_addon(as_person: Callable[[str], PageClient], place: str) -> None:
    manager = as_person("manager")
    data = fields(manager.get(EDIT).text, "/bezig/nog") | {"ini-back": place}
    assert manager.post("/initiatieven/bezig/overnemen", data=data).location.endswith("/initiatieven/")


@pytest.mark.parametrize("do", ["nog", "klaar", "overnemen"])
def test_who_may_not_edit_any_more_sees_nobody_and_takes_nothing_over(app: Flask, do: str) -> None:
    with inside(app):
        initiative = Initiative.get(Initiative.number == "EW-2026-007")
        share(f"initiative:{initiative.id}", "bob", "uitvoerder")
        actions.keep(f"initiative:{initiative.id}:basis", ALICE, "a")
    bob = client(app, "bob")
    data = fields(bob.get(EDIT).text, "/bezig/nog")
    assert "Alice bewerkt dit nu" in bob.post("/initiatieven/bezig/nog", data=data).text
    with inside(app):
        LocalRole.delete().execute()
    answer = bob.post(f"/initiatieven/bezig/{do}", data=data)
    assert answer.status_code == 403
    assert "Alice" not in answer.text
    with inside(app):
        assert holder(f"initiative:{initiative.id}:basis") == "alice"


@pytest.mark.parametrize(
    ("object", "key"),
    [
        ("initiative:{initiative}:basis", ["{number}", "basis"]),
        ("initiative:{initiative}:initiatiefnemers", ["{number}", "initiatiefnemers"]),
        ("visit:{visit}:programma", "{visit}"),
        ("page:{page}", ["{page_key}", "{version}"]),
        ("settings:mail", "mail"),
    ],
)
def test_the_right_is_asked_again_for_every_kind(app: Flask, object: str, key: Any) -> None:
    with inside(app):
        visit, version = Visit.select().get(), PageVersion.select().get()
        initiative = Initiative.select().get()
        known = {
            "{initiative}": initiative.id, "{number}": initiative.number, "{visit}": visit.id,
            "{page}": version.page_id, "{page_key}": version.page.key, "{version}": version.number,
        }  # fmt: skip
    key = [known.get(each, each) for each in key] if isinstance(key, list) else known.get(key, key)
    for place, value in known.items():
        object = object.replace(place, str(value))
    assert asked(app, "admin" if object.startswith("settings") else "manager", Signed(object, key)) == 200
    assert asked(app, "charlie", Signed(object, key)) in (403, 404)


def asked(app: Flask, person: str, what: Signed) -> int:
    with app.test_request_context(headers={"X-Person": person}), inside(app):
        try:
            what.ask()
        except HTTPException as refused:
            return refused.code or 0
    return 200


def test_every_edit_page_said_how_the_right_is_asked() -> None:
    kinds = {"initiative", "visit", "page", "agreement", "role_table", "programme", "programme_item", "settings"}
    assert set(showing._ASKS) == kinds


def test_what_was_signed_ends_after_two_hours_and_is_renewed_while_the_form_is_open(
    as_person: Callable[[str], PageClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = as_person("alice")
    data = fields(alice.get(EDIT).text, "/bezig/nog")
    start = time.time()
    monkeypatch.setattr(time, "time", lambda: start + 3600 * 1.5)
    renewed = alice.post("/initiatieven/bezig/nog", data=data).headers[RENEWED]
    monkeypatch.setattr(time, "time", lambda: start + 3600 * 3)
    assert alice.post("/initiatieven/bezig/nog", data=data).status_code == 400
    assert alice.post("/initiatieven/bezig/nog", data=data | {"ini-what": renewed}).status_code == 200
