"""Reading governing texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from flask_initiatieven.vision.models import Page, PageLine, PageVersion
from flask_initiatieven.vision.publication import PageLineKind, VersionState
from tests.conftest import PageClient, inside
from tests.vision.conftest import version

AsPerson = Callable[[str], PageClient]


def test_everybody_reads_the_published_text(as_person: AsPerson, page: Page) -> None:
    text = as_person("charlie").get("/initiatieven/visie/visie").text
    for words in ("Zo werken wij", "Wij helpen bewoners.", "Kort 1", "het college", "22 september 2026"):
        assert words in text


def test_the_overview_tells_each_published_text_in_short(as_person: AsPerson, page: Page) -> None:
    text = as_person("bob").get("/initiatieven/visie").text
    assert "Kort 1" in text
    assert "/initiatieven/visie/visie" in text


def test_without_any_text_the_overview_says_so(as_person: AsPerson) -> None:
    assert "nog geen visie" in as_person("bob").get("/initiatieven/visie").text
    assert as_person("bob").get("/initiatieven/visie/visie").status_code == 404


@pytest.mark.parametrize("person", ["bob", "charlie", "alice", "contact", "clerk"])
def test_readers_never_see_a_draft(as_person: AsPerson, draft: str, person: str) -> None:
    reader = as_person(person)
    assert reader.get(draft).status_code == 404
    assert reader.get(f"{draft}/bewerken").status_code == 404
    assert "Zo werken wij nu" not in reader.get("/initiatieven/visie").text
    assert "Zo werken wij nu" not in reader.get("/initiatieven/visie/visie").text


def test_a_page_that_is_only_a_draft_is_not_there_for_readers(app: Flask, as_person: AsPerson) -> None:
    with inside(app):
        version(Page.create(key="nieuw-idee"), 1)
    assert as_person("bob").get("/initiatieven/visie/nieuw-idee").status_code == 404
    assert as_person("manager").get("/initiatieven/visie/nieuw-idee").location.endswith("/versie/1")


def test_the_admin_reads_drafts_but_does_not_write_them(as_person: AsPerson, draft: str) -> None:
    assert as_person("admin").get(draft).status_code == 200
    assert as_person("admin").get(f"{draft}/bewerken").status_code == 403


def test_parts_stand_in_the_order_of_the_model_page(app: Flask, as_person: AsPerson) -> None:
    kinds = [kind for kind in PageLineKind if kind != PageLineKind.IN_SHORT]
    with inside(app):
        row = version(
            Page.create(key="alles"), 1, why="<p>w</p>", vision="<p>v</p>", if_no="<p>n</p>", contact="<p>c</p>"
        )
        PageLine.insert_many(
            [{"page_version": row.id, "kind": kind, "position": 0, "title": kind, "text": "t"} for kind in kinds]
        ).execute()
    text = as_person("manager").get("/initiatieven/visie/alles/versie/1").text
    headings = [
        "In het kort", "Waarom", "Onze missie", "Onze visie", "Onze uitgangspunten", "Onze rollen", "Zo werkt het",
        "Wat verwachten wij van u als collega?", "Wat als het nee is?", "Veelgestelde vragen",
        "Contact", "Over deze tekst",
    ]  # fmt: skip
    places = [text.index(f">{heading}</h2>") for heading in headings]
    assert places == sorted(places)


def test_hostile_text_in_the_table_is_cleaned_again_on_read(app: Flask, as_person: AsPerson) -> None:
    with inside(app):
        version(Page.create(key="boos"), 1, why="<script>alert(1)</script><p onclick='x()'>Goed</p>")
    text = as_person("manager").get("/initiatieven/visie/boos/versie/1").text
    assert "<p>Goed</p>" in text
    assert "alert(1)" not in text


def test_a_replaced_version_says_so_and_links_to_the_one_in_force(app: Flask, as_person: AsPerson, page: Page) -> None:
    with inside(app):
        version(page, 2, state="replaced")
    text = as_person("bob").get("/initiatieven/visie/visie/versie/2").text
    assert "geldt niet meer" in text


def test_the_owner_is_whom_a_version_concerns(app: Flask) -> None:
    assert PageVersion(owner=3).people() == {3}
    assert PageVersion().people() == frozenset()


def test_many_texts_are_on_several_pages_and_the_vision_comes_first(
    app: Flask, page: Page, as_person: Callable[[str], PageClient]
) -> None:
    with inside(app):
        for number in range(30):
            other = Page.create(key=f"tekst-{number}", kind="free")
            version(other, 1, state=VersionState.PUBLISHED, title=f"Een tekst {number:02}", mission="")
    bob = as_person("bob")
    pages = [bob.get(f"/initiatieven/visie?blad={number}").text for number in (1, 2, 3, 4)]
    assert pages[0].index("Zo werken wij") < pages[0].index("Een tekst 00")
    assert sum(text.count("ini-governing") for text in pages) == 31
    assert 'rel="next"' in pages[0]
    assert 'rel="next"' not in pages[2]


@pytest.mark.parametrize("ended", [{"state": "withdrawn"}, {"state": "published", "valid_until": date(2020, 1, 1)}])
@pytest.mark.parametrize(("place", "status"), [("", 410), (".pdf", 410), ("/geschiedenis", 200)])
def test_the_title_of_a_draft_is_not_told_to_readers_of_a_text_that_is_over(
    app: Flask, as_person: AsPerson, ended: dict[str, object], place: str, status: int
) -> None:
    with inside(app):
        page = Page.create(key="over")
        version(page, 1, title="Oud", **ended)
        version(page, 2, title="GEHEIM")
    answer = as_person("bob").get(f"/initiatieven/visie/over{place}")
    assert (answer.status_code, "Oud" in answer.text, "GEHEIM" in answer.text) == (status, True, False)
