"""Images of a governing text: adding, showing, who may see them, removing, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.errors import Refused
from flask_initiatieven.illustrations import actions, queries, showing
from flask_initiatieven.illustrations.models import PageImage
from flask_initiatieven.vision.models import Page
from flask_initiatieven.vision.publication import VersionState
from tests.conftest import PageClient, inside
from tests.illustrations.pictures import PNG, REFUSED, photo, picture
from tests.vision.conftest import version
from tests.vision.filling import fields

AsPerson = Callable[[str], PageClient]
PLACE = "/initiatieven/visie/visie/afbeeldingen"
JSON = {"Accept": "application/json"}


def upload(
    client: PageClient, data: bytes = PNG, alt: str = "Een tuin", name: str = "a.png", **more: Any
) -> TestResponse:
    filled = {name: value for name, value in fields(client.get(PLACE).text).items() if "token" in name}
    return client.post(PLACE, data={**filled, "ini-alt": alt, "ini-file": (BytesIO(data), name)}, **more)


@pytest.fixture
def image(as_person: AsPerson, draft: str, app: Flask) -> int:
    """The number of an image of the page "visie", in no text yet."""
    assert upload(as_person("manager")).status_code == 302
    with inside(app):
        return int(PageImage.get().id)


def put_in_text(app: Flask, image: int) -> None:
    """As if it had been in version 0 all along, which was in force."""
    with inside(app):
        rich = f'<p>Kijk:</p><img src="beeld:{image}" alt="Onze tuin">'
        version(Page.get(Page.key == "visie"), 0, vision=rich, state=VersionState.REPLACED)


def test_an_editor_adds_an_image_without_javascript(app: Flask, as_person: AsPerson, draft: str) -> None:
    editor = as_person("manager")
    answer = upload(editor, photo(), "Een tuin met bonen", "foto.jpg")
    assert answer.location.endswith(PLACE)
    text = editor.get(PLACE).text
    assert "De afbeelding staat erbij." in text
    assert re.search(r"<code>!\[Een tuin met bonen\]\(beeld:\d+\)</code>", text)


def test_adding_is_written_in_the_log_without_its_words(app: Flask, image: int) -> None:
    with inside(app):
        entry = AuditEntry.get(AuditEntry.action == "afbeelding toevoegen")
        assert entry.object == f"page_image:{image}"
        assert "tuin" not in entry.detail


def test_the_same_picture_twice_is_there_once(app: Flask, as_person: AsPerson, image: int) -> None:
    assert upload(as_person("manager")).status_code == 302
    with inside(app):
        assert PageImage.select().count() == 1


@pytest.mark.parametrize("what", ["SVG", "HTML as .jpg", "PNG cut off halfway", "nothing", "PNG of 65,000 by 65,000"])
def test_a_refusal_stands_by_the_field_and_the_words_stay(
    app: Flask, as_person: AsPerson, draft: str, what: str
) -> None:
    answer = upload(as_person("manager"), REFUSED[what], "Een tuin met bonen")
    assert answer.status_code == 422
    assert 'id="ini-file-error"' in answer.text
    assert 'value="Een tuin met bonen"' in answer.text
    with inside(app):
        assert PageImage.select().count() == 0


def test_an_image_needs_words(app: Flask, as_person: AsPerson, draft: str) -> None:
    answer = upload(as_person("manager"), alt="  ")
    assert answer.status_code == 422
    assert "Beschrijf wat er te zien is." in answer.text


@pytest.mark.parametrize("surplus", [1, 100_000])
def test_a_file_that_is_too_large_is_told_so(
    as_person: AsPerson, draft: str, monkeypatch: pytest.MonkeyPatch, surplus: int
) -> None:
    monkeypatch.setattr(actions, "LARGEST_FILE", 100_000)
    answer = upload(as_person("manager"), b"\xff\xd8" + b"x" * (100_000 - 2 + surplus))
    assert answer.status_code == (422 if surplus == 1 else 413)
    assert "Dit bestand is te groot" in answer.text


def test_a_page_holds_so_many_images(
    app: Flask, as_person: AsPerson, image: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_IMAGES", 1)
    assert "heeft al 1 afbeeldingen" in upload(as_person("manager"), picture("PNG", (9, 9))).text
    monkeypatch.setattr(actions, "MOST_IMAGES", 9)
    monkeypatch.setattr(actions, "MOST_BYTES", 10)
    assert "samen te groot" in upload(as_person("manager"), picture("PNG", (9, 9))).text


@pytest.mark.parametrize(("person", "status"), [("bob", 403), ("alice", 403), ("admin", 403), ("manager", 200)])
def test_only_writers_of_a_draft_see_the_list(as_person: AsPerson, draft: str, person: str, status: int) -> None:
    assert as_person(person).get(PLACE).status_code == status
    assert as_person(person).post(PLACE).status_code == (400 if status == 200 else status)


def test_the_editor_gets_the_same_as_data(app: Flask, as_person: AsPerson, image: int) -> None:
    editor = as_person("manager")
    listed = editor.get(PLACE, headers=JSON).get_json()["images"]
    assert [(each["number"], each["alt"]) for each in listed] == [(image, "Een tuin")]
    made = upload(editor, picture("PNG", (7, 7)), headers=JSON)
    assert made.status_code == 201
    assert editor.get(made.get_json()["image"]["address"]).mimetype == "image/png"
    refused = upload(editor, REFUSED["SVG"], headers=JSON)
    assert refused.status_code == 422
    assert "geen afbeelding" in refused.get_json()["errors"]["file"]


def test_a_page_that_was_open_too_long_is_told_in_the_editor(as_person: AsPerson, draft: str) -> None:
    answer = as_person("manager").post(PLACE, data={"ini-alt": "x", "ini-file": (BytesIO(PNG), "a.png")}, headers=JSON)
    assert answer.status_code == 400
    assert "te lang open" in answer.get_json()["errors"]["file"]


def test_an_image_is_served_so_that_it_can_do_no_harm(as_person: AsPerson, image: int) -> None:
    editor = as_person("manager")
    address = editor.get(PLACE, headers=JSON).get_json()["images"][0]["address"]
    answer = editor.get(address)
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert editor.get(f"{PLACE}/{image}").headers["Cache-Control"] == "private, no-cache"
    assert editor.get(f"{PLACE}/{image}/0123456789abcdef").status_code == 404


def test_an_image_in_no_public_text_is_for_writers_only(app: Flask, as_person: AsPerson, image: int) -> None:
    assert as_person("manager").get(f"{PLACE}/{image}").status_code == 200
    assert as_person("bob").get(f"{PLACE}/{image}").status_code == 404
    assert as_person("bob").get(f"{PLACE}/{image + 1}").status_code == 404


def test_an_image_in_a_text_that_was_in_force_is_for_every_reader(app: Flask, as_person: AsPerson, image: int) -> None:
    put_in_text(app, image)
    text = as_person("bob").get("/initiatieven/visie/visie/versie/0").text
    found = re.search(rf'<img src="({PLACE}/{image}/\w+)" alt="Onze tuin" width="400" height="300"', text)
    assert found
    assert as_person("bob").get(found[1]).status_code == 200


def test_an_image_in_use_is_not_removed_and_it_says_where(app: Flask, as_person: AsPerson, image: int) -> None:
    editor = as_person("manager")
    remove = f"{PLACE}/{image}/verwijderen"
    data = fields(editor.get(PLACE).text, remove)
    put_in_text(app, image)
    answer = editor.post(remove, data=data)
    assert answer.status_code == 409
    assert "/initiatieven/visie/visie/versie/0" in answer.text
    assert remove not in answer.text


def test_an_unused_image_is_removed(app: Flask, as_person: AsPerson, image: int) -> None:
    editor = as_person("manager")
    remove = f"{PLACE}/{image}/verwijderen"
    data = fields(editor.get(PLACE).text, remove)
    assert as_person("bob").post(remove, data=data).status_code == 403
    assert editor.post(remove).status_code == 400
    assert editor.post(remove, data=data).location.endswith(PLACE)
    assert editor.get(f"{PLACE}/{image}").status_code == 404


def test_an_image_of_another_page_is_only_its_words(app: Flask, image: int) -> None:
    with inside(app):
        other = Page.create(key="ander")
        rich = f'<img src="beeld:{image}" alt="Onze <tuin>"><img src="beeld:999" alt="">'
        assert showing.shown(rich, other.id, lambda one: "x", "") == "<p>Onze &lt;tuin&gt;</p>"
        assert queries.strangers(other.id, [rich]) == {image, 999}
        assert showing.bytes_for(rich, other.id) == {}


def test_paper_gets_the_files_and_their_names(app: Flask, image: int) -> None:
    rich = f'<p><a href="intern:/visie">x</a></p><img src="beeld:{image}" alt="">'
    with inside(app):
        page = Page.get(Page.key == "visie")
        files = showing.bytes_for(rich, page.id)
        html = showing.for_paper(rich, page.id, "https://e.nl/initiatieven")
    assert list(files) == [f"beeld-{image}"]
    assert files[f"beeld-{image}"].startswith(b"\x89PNG")
    assert f'<img src="ini:beeld-{image}" alt="Een tuin" width="400">' in html
    assert 'href="https://e.nl/initiatieven/visie"' in html


def test_nothing_is_kept_of_a_page_that_is_gone(app: Flask, page: Page) -> None:
    with inside(app):
        gone = Page.create(key="weg")
        Page.delete().where(Page.id == gone.id).execute()
        with pytest.raises(Refused, match="niet meer"):
            actions.add(gone, PNG, "x")
