"""Who is editing this now: a warning for the second, never a wall."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from flask_initiatieven import User, audit
from flask_initiatieven.locks import actions, queries
from flask_initiatieven.locks.models import EditLock
from tests.conftest import MakeApp, PageClient, inside
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
