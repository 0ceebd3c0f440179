"""What pages of texts tell their writers and readers about where a text stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from flask_initiatieven.vision.models import Page
from tests.conftest import PageClient, inside
from tests.vision.conftest import version
from tests.vision.filling import send

AsPerson = Callable[[str], PageClient]
PAGE = "/initiatieven/visie/visie"
PLANNED: dict[str, Any] = {"state": "review", "publish_at": datetime(2030, 12, 3, 8, tzinfo=UTC)}


@pytest.mark.parametrize(("values", "sentence"), [
    ({"state": "draft"}, "nummer 2, is nog een concept"),
    ({"state": "review"}, "nummer 2, wacht op beoordeling"),
    (PLANNED, "nummer 2, wordt gepubliceerd op 3 december 2030, 09.00"),
])  # fmt: skip
def test_withdrawing_says_what_comes_in_its_place(
    app: Flask, as_person: AsPerson, page: Page, values: dict[str, Any], sentence: str
) -> None:
    url, manager = f"{PAGE}/versie/1/intrekken", as_person("manager")
    assert "Er komt geen andere tekst" in manager.get(url).text
    with inside(app):
        version(page, 2, **values)
    text = manager.get(url).text
    assert sentence in text
    assert "Er komt geen andere tekst" not in text


def test_a_text_that_was_sent_back_is_told_to_its_writer_until_it_is_sent_in_again(
    as_person: AsPerson, draft: str
) -> None:
    editor, manager = as_person("editor"), as_person("manager")
    send(editor, f"{draft}/insturen")
    send(manager, f"{draft}/terugsturen", comment="De missie is te lang.")
    for place in ("/initiatieven/visie", "/initiatieven/"):
        assert "De missie is te lang." in editor.get(place).text
    assert ">teruggestuurd<" in editor.get("/initiatieven/visie").text
    assert "De missie is te lang." not in manager.get("/initiatieven/").text
    send(editor, f"{draft}/insturen")
    for place in ("/initiatieven/visie", "/initiatieven/"):
        assert "De missie is te lang." not in editor.get(place).text


@pytest.mark.parametrize(("person", "seen"), [("manager", "Planning annuleren"), ("editor", "Terugnemen")])
def test_one_way_back_is_in_sight(app: Flask, as_person: AsPerson, page: Page, person: str, seen: str) -> None:
    with inside(app):
        version(page, 2, **PLANNED)
    text = as_person(person).get(f"{PAGE}/versie/2").text
    in_sight = text.split("Andere stappen")[0]
    ways = [
        word for word in ("Planning annuleren", "Terugsturen", "Terugnemen", "Verwijderen") if f">{word}<" in in_sight
    ]
    assert ways == [seen]


def test_the_published_text_calls_the_next_version_what_it_is(app: Flask, as_person: AsPerson, page: Page) -> None:
    with inside(app):
        version(page, 2, **PLANNED)
    text = as_person("editor").get(PAGE).text
    assert "Bekijk versie 2 (gepland)" in text
    assert "(concept)" not in text


def test_the_button_that_publishes_says_that_the_text_is_fixed_then(as_person: AsPerson, draft: str) -> None:
    text = as_person("manager").get(draft).text
    assert 'aria-describedby="ini-fixed">Publiceren<' in text
    assert 'id="ini-fixed">Na publiceren verandert deze tekst niet meer.' in text
