"""Who may open and do what: every route for every role."""

from __future__ import annotations

import pytest

from tests.conftest import PEOPLE
from tests.divisions.conftest import PLACE, AsPerson

READERS = set(PEOPLE)
WRITERS, DECIDERS = {"manager", "editor"}, {"manager", "reviewer"}
OLD, NEW = f"{PLACE}/versie/1", f"{PLACE}/versie/2"
#: who reads a concept gets 403 where he may not act; others don't learn that it is there
CONCEPT = {person: 403 for person in ("admin", "manager", "editor", "reviewer")} | {"default": 404}
#: method, address, who gets it, status of the others
TABLE: list[tuple[str, str, set[str], dict[str, int]]] = [
    ("GET", PLACE, READERS, {}),
    ("GET", OLD, READERS, {}),
    ("GET", NEW, {"admin", *WRITERS, *DECIDERS}, {"default": 404}),
    ("POST", f"{PLACE}/nieuw", WRITERS, {"default": 403}),
    ("GET", f"{NEW}/bewerken", WRITERS, CONCEPT),
    ("POST", f"{NEW}/bewerken", WRITERS, CONCEPT),
    ("GET", f"{OLD}/bewerken", WRITERS, {"default": 403}),
    ("GET", f"{NEW}/vaststellen", DECIDERS, CONCEPT),
    ("POST", f"{NEW}/vaststellen", DECIDERS, CONCEPT),
    ("GET", f"{NEW}/weggooien", WRITERS, CONCEPT),
    ("POST", f"{NEW}/weggooien", WRITERS, CONCEPT),
    ("POST", f"{OLD}/terugzetten", WRITERS, {"default": 403}),
    ("GET", f"{PLACE}/versie/9", set(), {"default": 404}),
]


@pytest.mark.usefixtures("concept")
@pytest.mark.parametrize(("method", "url", "allowed", "others"), TABLE)
def test_every_route_for_every_role(
    as_person: AsPerson, method: str, url: str, allowed: set[str], others: dict[str, int]
) -> None:
    found = {person: as_person(person).open(url, method=method).status_code for person in PEOPLE}
    passed = (
        400 if method == "POST" else 302 if url == f"{OLD}/bewerken" else 200
    )  # a form without token goes no further
    assert found == {
        person: passed if person in allowed else others.get(person, others.get("default")) for person in PEOPLE
    }


@pytest.mark.usefixtures("concept")
@pytest.mark.parametrize(
    ("role", "edits", "adopts"),
    [("redacteur", True, False), ("beoordelaar", False, True), ("leidinggevende", True, True)],
)
def test_who_writes_and_who_decides_differ(as_person: AsPerson, role: str, edits: bool, adopts: bool) -> None:
    bob = as_person("bob")
    bob.application.test_cli_runner().invoke(args=["initiatieven", "role", "bob", role])
    text = bob.get(NEW).text
    for words, allowed in (("bewerken", edits), ("vaststellen", adopts)):
        assert (f"{NEW}/{words}" in text) is allowed
        assert bob.get(f"{NEW}/{words}").status_code == (200 if allowed else 403)
