"""One history a page: for writers everything, for readers what was in force."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from flask_initiatieven.vision.models import Page, PageEvent, PageVersion
from tests.conftest import PageClient, inside
from tests.vision.conftest import version
from tests.vision.filling import send

AsPerson = Callable[[str], PageClient]
PAGE = "/initiatieven/visie/visie"
HISTORY = f"{PAGE}/geschiedenis"


@pytest.fixture
def many(app: Flask) -> Page:
    """A page with 1,000 versions, of which the last is in force, each with its line of history."""
    stamp = {"changed_at": datetime(2026, 1, 1, tzinfo=UTC), "changed_by": "Test"}
    with inside(app):
        page: Page = Page.create(key="visie")
        rows = [
            {"page": page.id, "number": number, "title": "Zo werken wij", "state": "replaced", **stamp}
            for number in range(1, 1001)
        ]
        rows[-1]["state"] = "published"
        for start in range(0, 1000, 200):
            PageVersion.insert_many(rows[start : start + 200]).execute()
        ids = [row.id for row in PageVersion.select(PageVersion.id).order_by(PageVersion.number)]
        events = [
            {"page": page.id, "version": each, "action": "publish", "comment": "Omdat. " * 20, "by_id": "m",
             "by_name": "Mieke", "at": stamp["changed_at"]} for each in ids
        ]  # fmt: skip
        for start in range(0, 1000, 200):
            PageEvent.insert_many(events[start : start + 200]).execute()
    return page


@pytest.mark.parametrize("person", ["manager", "bob"])
def test_a_thousand_versions_come_in_small_pages_newest_first(as_person: AsPerson, many: Page, person: str) -> None:
    client, place, numbers = as_person(person), HISTORY, []
    for _ in range(3):
        answer = client.get(place)
        assert len(answer.data) < 40_000
        numbers += [int(found) for found in re.findall(r'visie/versie/(\d+)"', answer.text)]
        older = re.search(r'href="([^"]+\?voor=\d+)"', answer.text)
        assert older
        place = older[1]
    assert numbers == list(range(1000, 925, -1))


@pytest.mark.parametrize("person", ["manager", "bob"])
def test_the_reading_page_stays_small_however_many_versions(as_person: AsPerson, many: Page, person: str) -> None:
    assert len(as_person(person).get(PAGE).data) < 40_000


@pytest.mark.parametrize("before", ["0", "-1", "x", "99999999999999999999", "1"])
def test_any_key_gives_a_page(as_person: AsPerson, many: Page, before: str) -> None:
    assert as_person("manager").get(f"{HISTORY}?voor={before}").status_code == 200


def test_writers_see_steps_comments_and_people_and_readers_only_versions(
    app: Flask, as_person: AsPerson, draft: str
) -> None:
    send(as_person("editor"), f"{draft}/insturen", comment="Klopt dit?")
    writers, readers = as_person("reviewer").get(HISTORY).text, as_person("bob").get(HISTORY).text
    assert "Versie 2 ter beoordeling gestuurd" in writers
    assert "Klopt dit?" in writers
    assert "Editor" in writers
    assert "Versie 1: Zo werken wij" in readers
    for secret in ("Klopt dit?", "Editor", "Versie 2", "Zo werken wij nu"):
        assert secret not in readers


def test_the_history_of_a_page_that_was_never_published_is_not_there_for_readers(
    app: Flask, as_person: AsPerson
) -> None:
    with inside(app):
        version(Page.create(key="visie"), 1)
    assert as_person("bob").get(HISTORY).status_code == 404
    assert as_person("editor").get(HISTORY).status_code == 200


def test_what_was_thrown_away_stays_in_the_history(app: Flask, as_person: AsPerson, draft: str) -> None:
    send(as_person("editor"), f"{draft}/verwijderen")
    text = as_person("editor").get(HISTORY).text
    assert "Versie 2 naar de prullenbak" in text
    assert f'href="{draft}"' not in text
