"""The rich field in its form: typed or from the editor, the same text is stored and nothing sent is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask

from flask_initiatieven.vision import queries
from flask_initiatieven.vision.models import Page
from flask_initiatieven.vision.publication import VersionContent
from tests.conftest import PageClient, inside
from tests.illustrations.test_images import upload
from tests.vision.filling import fields, send

AsPerson = Callable[[str], PageClient]
EDITED = {"why": "<p>Een <b>vet</b> woord</p><ol><li>a</li></ol>", "why-opmaak": "html"}
STORED = "<p>Een <strong>vet</strong> woord</p><ol><li>a</li></ol>"
TYPED = "Een **vet** woord\n\n1. a"


def stored(app: Flask) -> VersionContent:
    with inside(app):
        row = queries.version(("visie", 2))
        assert row
        return queries.content(row)


def textarea(text: str, name: str = "why") -> str:
    found = re.search(rf'<textarea[^>]*name="ini-{name}"[^>]*>\r?\n?(.*?)</textarea>', text, re.DOTALL)
    assert found
    return unescape(found[1]).replace("\r\n", "\n")


def for_the_editor(text: str, name: str = "why") -> str:
    found = re.search(rf'<textarea[^>]*data-ini-rich="([^"]*)"[^>]*name="ini-{name}"', text)
    assert found
    return unescape(found[1])


@pytest.mark.parametrize("sent", [EDITED, {"why": TYPED}])
def test_typed_or_from_the_editor_the_same_is_stored(
    app: Flask, as_person: AsPerson, draft: str, sent: dict[str, str]
) -> None:
    assert send(as_person("manager"), f"{draft}/bewerken", **sent).status_code == 302
    assert stored(app).why == STORED
    text = as_person("manager").get(f"{draft}/bewerken").text
    assert (textarea(text), for_the_editor(text)) == (TYPED, STORED)


def test_html_without_the_mark_is_words(app: Flask, as_person: AsPerson, draft: str) -> None:
    send(as_person("manager"), f"{draft}/bewerken", why="<b>x</b>")
    assert stored(app).why == "<p>&lt;b&gt;x&lt;/b&gt;</p>"


def test_after_a_refusal_both_ways_of_writing_are_still_there(app: Flask, as_person: AsPerson, draft: str) -> None:
    answer = send(as_person("manager"), f"{draft}/bewerken", title="", **EDITED)
    assert answer.status_code == 422
    assert (textarea(answer.text), for_the_editor(answer.text)) == (TYPED, STORED)


def test_after_a_conflict_too(app: Flask, as_person: AsPerson, draft: str) -> None:
    manager = as_person("manager")
    old = fields(manager.get(f"{draft}/bewerken").text)
    send(manager, f"{draft}/bewerken", why="Intussen")
    answer = manager.post(f"{draft}/bewerken", data=old | {f"ini-{name}": value for name, value in EDITED.items()})
    assert answer.status_code == 409
    assert (textarea(answer.text), for_the_editor(answer.text)) == (TYPED, STORED)


def test_asking_for_more_rows_keeps_what_the_editor_sent(as_person: AsPerson, draft: str) -> None:
    answer = send(as_person("manager"), f"{draft}/bewerken", more="ini-in_short", **EDITED)
    assert answer.status_code == 200
    assert for_the_editor(answer.text) == STORED


def test_what_is_counted_is_what_a_reader_sees(app: Flask, as_person: AsPerson, draft: str) -> None:
    long_link = f'<p><a href="https://example.nl/{"x" * 1900}">{"y" * 3990}</a></p>'
    manager = as_person("manager")
    assert send(manager, f"{draft}/bewerken", **EDITED | {"why": long_link}).status_code == 302
    answer = send(manager, f"{draft}/bewerken", **EDITED | {"why": f"<p>{'y' * 4003}</p>"})
    assert answer.status_code == 422
    assert "3 tekens te veel (het mogen er 4000 zijn)" in answer.text


def test_endless_markup_is_refused(as_person: AsPerson, draft: str) -> None:
    answer = send(as_person("manager"), f"{draft}/bewerken", **EDITED | {"why": "<p><em>a</em><br>b</p>" * 2500})
    assert answer.status_code == 422


def test_an_image_of_another_page_is_refused_by_number(app: Flask, as_person: AsPerson, draft: str) -> None:
    manager = as_person("manager")
    upload(manager)
    assert send(manager, f"{draft}/bewerken", why="![Tuin](beeld:1)").status_code == 302
    with inside(app):
        Page.create(key="ander")
    answer = send(manager, f"{draft}/bewerken", why="![Tuin](beeld:1)\n\n![Weg](beeld:77)")
    assert answer.status_code == 422
    assert "Afbeelding 77 staat niet bij deze pagina." in answer.text
    assert textarea(answer.text) == "![Tuin](beeld:1)\n\n![Weg](beeld:77)"


def test_a_link_to_a_page_of_ours_follows_the_mount(app: Flask, as_person: AsPerson, draft: str) -> None:
    typed = "[a](http://localhost/initiatieven/visie) of [b](/initiatieven/bezoeken)"
    send(as_person("manager"), f"{draft}/bewerken", why=typed)
    assert re.findall('href="([^"]*)"', stored(app).why) == ["intern:/visie", "intern:/bezoeken"]
    text = as_person("manager").get(draft).text
    assert '<a href="/initiatieven/visie" rel="noopener noreferrer">a</a>' in text
    assert '<a href="/initiatieven/bezoeken" rel="noopener noreferrer">b</a>' in text


def test_the_editor_is_on_pages_with_a_rich_field_only(as_person: AsPerson, draft: str) -> None:
    manager = as_person("manager")
    assert "editor/editor.js" in manager.get(f"{draft}/bewerken").text
    assert "editor/editor.js" not in manager.get(draft).text
    with manager.get("/initiatieven/static/editor/editor.js") as script:
        assert script.status_code == 200
