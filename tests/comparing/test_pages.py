"""The page that compares two versions."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from flask_initiatieven.comparing import kept
from flask_initiatieven.comparing.sides import Comparison
from flask_initiatieven.vision.models import Page, PageLine, PageVersion
from flask_initiatieven.vision.publication import PageLineKind
from tests.conftest import PageClient, inside
from tests.vision.conftest import version

AsPerson = Callable[[str], PageClient]
COMPARE = "/initiatieven/visie/visie/vergelijk"


@pytest.fixture
def two(app: Flask, page: Page) -> None:
    """Version 2 replaced version 1."""
    with inside(app):
        changed = {"mission": "Wij helpen alle bewoners.", "adopted_by": "raad", "why": "<p>Nieuw.</p>"}
        version(page, 2, state="replaced", **changed)


def test_a_change_is_said_as_well_as_shown(as_person: AsPerson, two: None) -> None:
    text = as_person("bob").get(f"{COMPARE}?van=1&tot=2").text
    assert re.search(r"Wij helpen <ins><span class=\"ini-visually-hidden\">toegevoegd: </span>alle", text)
    assert "einde toevoeging" in text
    assert re.search(r"<del><span class=\"ini-visually-hidden\">verwijderd: </span>het college", text)


def test_the_summary_counts_and_links_to_each_change(as_person: AsPerson, two: None) -> None:
    text = as_person("bob").get(f"{COMPARE}?van=1&tot=2").text
    assert "4 wijzigingen: 1 toegevoegd, 3 veranderd." in text
    for number in range(1, 5):
        assert f'href="#ini-wijziging-{number}"' in text
        assert f'id="ini-wijziging-{number}"' in text
    assert "Wijziging 2 van 4" in text


def test_without_a_choice_the_newest_is_compared_with_the_one_before(as_person: AsPerson, two: None) -> None:
    assert "Van versie 1 naar versie 2" in as_person("bob").get(COMPARE).text


def test_the_order_of_the_choice_does_not_matter(as_person: AsPerson, two: None) -> None:
    assert "Van versie 1 naar versie 2" in as_person("bob").get(f"{COMPARE}?van=2&tot=1").text


def test_twice_the_same_version_asks_for_two(as_person: AsPerson, two: None) -> None:
    assert "Kies twee verschillende versies." in as_person("bob").get(f"{COMPARE}?van=2&tot=2").text


@pytest.mark.parametrize(("person", "status"), [("bob", 404), ("alice", 404), ("manager", 200), ("admin", 200)])
def test_a_draft_is_compared_only_by_who_may_read_it(as_person: AsPerson, draft: str, person: str, status: int) -> None:
    assert as_person(person).get(f"{COMPARE}?van=1&tot=2").status_code == status


def test_the_choice_of_versions_hides_drafts_from_readers(as_person: AsPerson, draft: str) -> None:
    assert "Zo werken wij nu" not in as_person("bob").get(COMPARE).text
    assert "Zo werken wij nu" in as_person("manager").get(COMPARE).text


@pytest.mark.parametrize("asked", ["van=9", "tot=x&van=7", "van=0&tot=1"])
def test_a_version_that_is_not_there_is_404(as_person: AsPerson, two: None, asked: str) -> None:
    assert as_person("bob").get(f"{COMPARE}?{asked}").status_code == 404


def test_strangers_and_unknown_pages(app: Flask, as_person: AsPerson, two: None) -> None:
    assert as_person("bob").get("/initiatieven/visie/weg/vergelijk").status_code == 404
    assert as_person("nobody").get(COMPARE).status_code in (302, 401, 403)


def test_the_list_of_versions_links_to_the_comparison_with_the_one_before(as_person: AsPerson, two: None) -> None:
    text = as_person("bob").get("/initiatieven/visie/visie/geschiedenis").text
    assert "vergelijk?van=1&amp;tot=2" in text


def test_hostile_words_are_only_words(app: Flask, as_person: AsPerson, page: Page) -> None:
    with inside(app):
        row = version(page, 2, state="replaced", why="<p>&lt;script&gt;x()&lt;/script&gt;</p>")
        PageLine.insert_many(
            [{"page_version": row.id, "kind": PageLineKind.PRINCIPLE, "position": 0, "title": "<b>", "text": "<i>"}]
        ).execute()
    text = as_person("bob").get(f"{COMPARE}?van=1&tot=2").text
    assert "<script>x" not in text
    assert "&lt;b&gt;" in text


def test_the_same_two_versions_are_compared_once(
    app: Flask, as_person: AsPerson, two: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = as_person("bob")
    first = bob.get(f"{COMPARE}?van=1&tot=2").text
    monkeypatch.setattr(kept, "compare_versions", lambda *_sides: pytest.fail("compared again"))
    assert bob.get(f"{COMPARE}?van=1&tot=2").text == first


def test_a_version_with_the_number_of_one_that_is_gone_shows_its_own_words(
    app: Flask, as_person: AsPerson, page: Page
) -> None:
    manager = as_person("manager")
    for words in ("Geheim.", "Openbaar."):
        with inside(app):
            row = version(page, 2, mission=words)
        assert words.rstrip(".") in manager.get(f"{COMPARE}?van=1&tot=2").text
        with inside(app):
            PageVersion.delete().where(PageVersion.id == row.id).execute()


def test_a_bounded_number_of_comparisons_is_kept() -> None:
    few = kept.Kept(most=2)
    for number in range(3):
        few.put((number, 1, number, 1, ""), Comparison((), ()))
    assert [few.get((number, 1, number, 1, "")) is None for number in range(3)] == [True, False, False]


def test_long_parts_that_stayed_are_folded(app: Flask, as_person: AsPerson, page: Page) -> None:
    same = "".join(f"<p>{'woord ' * 30}{number}</p>" for number in range(3))
    with inside(app):
        version(page, 2, state="replaced", why=same)
        version(page, 3, state="replaced", why=same + "<p>Erbij.</p>")
    text = as_person("bob").get(f"{COMPARE}?van=2&tot=3").text
    assert re.search(r"<details class=\"ini-same\"><summary>… 3 alinea&#39;s gelijk …", text)
