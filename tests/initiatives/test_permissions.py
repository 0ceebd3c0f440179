"""Who may do what in the registry, as a table."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import PEOPLE, PageClient

AsPerson = Callable[[str], PageClient]
#: the garden is the contact's own; the village bus is somebody else's
MINE, OTHER = "/initiatieven/initiatief/EW-2026-007", "/initiatieven/initiatief/EW-2026-027"
EVERYBODY = set(PEOPLE)
EDITORS = {"alice", "manager"}
TABLE = {
    "/initiatieven/": EVERYBODY,
    "/initiatieven/lijst": EVERYBODY,
    "/initiatieven/nieuw": EDITORS | {"contact"},
    MINE: EVERYBODY,
    OTHER: EVERYBODY,
    f"{MINE}/bewerken/basis": EDITORS | {"contact"},
    f"{OTHER}/bewerken/basis": EDITORS,
    f"{MINE}/bewerken/initiatiefnemers": EDITORS | {"contact"},
    f"{OTHER}/bewerken/initiatiefnemers": EDITORS,
    f"{MINE}/status": EDITORS | {"contact"},
    f"{OTHER}/status": EDITORS,
}


@pytest.mark.parametrize("person", PEOPLE)
def test_each_person_gets_what_the_table_says(filled: Flask, as_person: AsPerson, person: str) -> None:
    client = as_person(person)
    answers = {path: client.get(path).status_code for path in TABLE}
    assert answers == {path: 200 if person in allowed else 403 for path, allowed in TABLE.items()}


@pytest.mark.parametrize("person", sorted(EVERYBODY - EDITORS - {"contact"}))
def test_who_may_not_edit_may_not_post_either(filled: Flask, as_person: AsPerson, person: str) -> None:
    client = as_person(person)
    for path in ("/initiatieven/nieuw", f"{MINE}/bewerken/motivatie", f"{MINE}/status/aangehouden"):
        assert client.post(path, data={"ini-motive": "Gekaapt"}).status_code == 403
    assert "Gekaapt" not in client.get(MINE).text


def test_strangers_are_asked_to_log_in(filled: Flask) -> None:
    for path in TABLE:
        assert filled.test_client().get(path).status_code == 401


def test_without_any_role_the_registry_is_closed(make_app: Callable[..., Flask]) -> None:
    client = make_app(default_role="").test_client()
    headers = {"X-Person": "charlie"}
    assert client.get("/initiatieven/lijst", headers=headers).status_code == 403
    assert client.get("/initiatieven/initiatief/EW-2026-007", headers=headers).status_code == 404
