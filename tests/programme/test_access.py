"""Who may open and do what in the coalition programme: every route for every role."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.conftest import PEOPLE, MakeApp
from tests.programme.conftest import PLACE, AsPerson, point

EVERYBODY, EDITORS = set(PEOPLE), {"manager", "adviser"}
TABLE = [
    ("GET", PLACE, EVERYBODY),
    ("GET", "{whole}", EVERYBODY),
    ("GET", "{point}", EVERYBODY),
    ("GET", "{whole}/punten.csv", EVERYBODY),
    ("GET", "{whole}/overzicht", EVERYBODY),
    ("GET", "{whole}/overzicht/punten-zonder-initiatief.csv", EVERYBODY),
    ("GET", "{whole}/overzicht/initiatieven-zonder-punt.csv", EVERYBODY),
    ("GET", "{whole}/overzicht/per-portefeuillehouder.csv", EVERYBODY),
    *(
        (method, url, EDITORS)
        for url in (
            f"{PLACE}/nieuw", "{whole}/bewerken", "{whole}/punt-toevoegen", "{whole}/importeren", "{point}/bewerken",
            "{point}/verwijderen",
        )
        for method in ("GET", "POST")
    ),
    ("POST", "{whole}/importeren/bevestigen", EDITORS),
    ("POST", "{point}/archiveren", EDITORS),
    ("POST", "{point}/terugzetten", EDITORS),
]  # fmt: skip


@pytest.mark.parametrize(("method", "url", "allowed"), TABLE)
def test_every_route_for_every_role(
    app: Flask, as_person: AsPerson, whole: str, method: str, url: str, allowed: set[str]
) -> None:
    url = url.format(whole=whole, point=point(app, "1"))
    found = {person: as_person(person).open(url, method=method).status_code for person in PEOPLE}
    passed = 400 if method == "POST" else 200  # a form without token goes no further
    assert found == {person: passed if person in allowed else 403 for person in PEOPLE}


@pytest.mark.parametrize(
    "url", ["99", "99/bewerken", "punt/99", "punt/99/bewerken", "99/punten.csv", "1/overzicht/x.csv"]
)
def test_what_is_not_there_is_404(as_person: AsPerson, url: str) -> None:
    assert as_person("manager").get(f"{PLACE}/{url}").status_code == 404


@pytest.mark.parametrize("person", sorted(PEOPLE))
def test_a_button_is_there_exactly_when_its_page_opens(
    app: Flask, as_person: AsPerson, whole: str, person: str
) -> None:
    client, one = as_person(person), point(app, "1")
    pages = {whole: ("bewerken", "punt-toevoegen", "importeren"), one: ("bewerken", "verwijderen")}
    for page, words in pages.items():
        text = client.get(page).text
        for word in words:
            assert (f'href="{page}/{word}"' in text) is (client.get(f"{page}/{word}").status_code == 200)


def test_who_has_no_role_at_all_reads_nothing(make_app: MakeApp) -> None:
    client = make_app(sample=True, default_role="").test_client()
    urls = (PLACE, f"{PLACE}/1", f"{PLACE}/punt/1", f"{PLACE}/1/punten.csv", f"{PLACE}/1/overzicht")
    found = [client.get(url, headers={"X-Person": "charlie"}).status_code for url in urls]
    assert found == [403, 404, 404, 404, 404]
