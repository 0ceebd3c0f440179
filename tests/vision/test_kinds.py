"""The kind of a page decides what the form offers and what publishing needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from flask_initiatieven.vision import queries
from flask_initiatieven.vision.models import Page
from flask_initiatieven.vision.publication import Obstacle, PageKind, VersionContent, obstacles
from tests.conftest import PageClient, inside
from tests.vision.conftest import version
from tests.vision.filling import send

AsPerson = Callable[[str], PageClient]
TODAY = date(2026, 11, 23)
NEW = "/initiatieven/visie/nieuw"


@pytest.mark.parametrize(("kind", "needed"), [
    ("vision", ["title", "mission", "adopted_by", "adopted_on"]),
    ("mission", ["title", "mission", "adopted_by", "adopted_on"]),
    ("roles", ["title", "adopted_by", "adopted_on"]),
    ("free", ["title", "text"]),
])  # fmt: skip
def test_what_publishing_needs_differs_by_kind(kind: str, needed: list[str]) -> None:
    assert [obstacle.value for obstacle in obstacles(VersionContent(""), TODAY, kind)] == needed


def test_a_text_whose_last_day_is_past_is_not_published() -> None:
    old = VersionContent("Titel", text="<p>Tekst</p>", valid_from=date(2026, 1, 1), valid_until=date(2026, 11, 22))
    assert obstacles(old, TODAY, PageKind.FREE) == (Obstacle.ENDS_BEFORE_IT_BEGINS,)
    assert obstacles(replace(old, valid_until=TODAY), TODAY, PageKind.FREE) == ()


@pytest.mark.parametrize(("kind", "offered", "left_out"), [
    ("vision", {"mission", "vision", "principles-0-title", "if_no"}, {"text"}),
    ("mission", {"mission", "why"}, {"text", "vision", "roles-0-title"}),
    ("roles", {"text", "roles-0-title", "steps-0-title"}, {"mission", "vision"}),
    ("free", {"text", "questions-0-title"}, {"mission", "why", "roles-0-title"}),
])  # fmt: skip
def test_the_form_offers_the_sections_of_its_kind(
    as_person: AsPerson, kind: str, offered: set[str], left_out: set[str]
) -> None:
    editor = as_person("editor")
    text = editor.get(send(editor, NEW, title="Tekst", kind=kind).location).text
    assert {name for name in offered | left_out if f'name="ini-{name}"' in text} == offered


def test_a_free_page_is_written_and_published_with_title_and_text_alone(as_person: AsPerson) -> None:
    manager = as_person("manager")
    made = send(manager, NEW, title="Spreekuur", kind="free").location
    send(manager, made, text="Elke **dinsdag**.")
    place = made.removesuffix("/bewerken")
    assert send(manager, f"{place}/publiceren", page=place).location.endswith("/visie/spreekuur")
    assert "Elke <strong>dinsdag</strong>." in as_person("bob").get("/initiatieven/visie/spreekuur").text


def test_a_page_needs_a_kind_from_the_list(as_person: AsPerson) -> None:
    assert send(as_person("editor"), NEW, title="Tekst", kind="geheim").status_code == 422


def test_what_the_form_does_not_offer_stays_as_it_was(app: Flask, as_person: AsPerson) -> None:
    with inside(app):
        version(Page.create(key="visie", kind="mission"), 1, vision="<p>Uit een import</p>")
    send(as_person("editor"), "/initiatieven/visie/visie/versie/1/bewerken", title="Anders")
    with inside(app):
        row = queries.version(("visie", 1))
        assert row
        assert (row.title, row.vision) == ("Anders", "<p>Uit een import</p>")
