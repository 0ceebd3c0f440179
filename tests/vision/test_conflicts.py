"""Two people in one text: both texts side by side, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from flask_initiatieven.roles.models import LocalRole
from flask_initiatieven.vision import actions, deleting, queries
from flask_initiatieven.vision.models import Page, PageVersion
from tests.conftest import PageClient, inside
from tests.vision.conftest import version
from tests.vision.filling import fields, send

AsPerson = Callable[[str], PageClient]
PAGE = "/initiatieven/visie/visie"


def meanwhile(app: Flask, step: str) -> None:
    """Somebody else does this to version 2."""
    with inside(app):
        row = queries.version(("visie", 2))
        assert row
        if step == "discard":
            deleting.delete(row, row.version)
        elif step == "discard and copy":
            deleting.delete(row, row.version)
            actions.make_working_copy(row.page)
        else:
            getattr(actions, step)(row, row.version)


@pytest.mark.parametrize(("step", "saved_as"), [
    ("submit", 2), ("publish", 3), ("discard", 3), ("discard and copy", 3),
])  # fmt: skip
def test_what_was_typed_while_the_text_was_no_concept_any_more_becomes_one(
    app: Flask, as_person: AsPerson, draft: str, step: str, saved_as: int
) -> None:
    editor, url = as_person("editor"), f"{draft}/bewerken"
    data = fields(editor.get(url).text) | {"ini-mission": "Wat ik typte."}
    meanwhile(app, step)
    answer = editor.post(url, data=data)
    assert answer.status_code == 409
    assert "Wat ik typte." in answer.text
    place = answer.text.split('class="ini-form"')[0].rsplit('action="', 1)[1].split('"')[0]
    saved = editor.post(place, data=fields(answer.text))
    assert saved.location.split("#")[0].endswith(f"{PAGE}/versie/{saved_as}")
    with inside(app):
        row = queries.version(("visie", saved_as))
        assert row
        assert (row.state, row.mission) == ("draft", "Wat ik typte.")


def test_what_was_typed_while_the_page_was_deleted_becomes_a_page(app: Flask, as_person: AsPerson, draft: str) -> None:
    editor, url = as_person("editor"), f"{draft}/bewerken"
    data = fields(editor.get(url).text) | {"ini-mission": "Wat ik typte."}
    with inside(app):
        row = queries.version(("visie", 1))
        assert row
        deleting.delete(row, row.version)
    answer = editor.post(url, data=data)
    assert answer.status_code == 409
    assert "De pagina is verwijderd." in answer.text
    saved = editor.post(f"{draft}/bewaren", data=fields(answer.text))
    assert saved.location.endswith("/visie/zo-werken-wij-nu/versie/1")
    assert "Wat ik typte." in editor.get(saved.location).text
    assert as_person("bob").post(url, data=data).status_code == 404


def test_who_else_is_editing_is_shown(as_person: AsPerson, draft: str) -> None:
    assert "data-ini-lock" in as_person("editor").get(f"{draft}/bewerken").text


def test_both_texts_stand_side_by_side_with_the_name_of_the_field(as_person: AsPerson, draft: str) -> None:
    editor, url = as_person("editor"), f"{draft}/bewerken"
    data = fields(editor.get(url).text) | {"ini-mission": "Van mij."}
    send(as_person("manager"), url, mission="Van een ander.")
    text = editor.post(url, data=data).text
    row = text.split("<tbody>")[1].split("</tbody>")[0]
    assert row.index("Missie, in één zin") < row.index("Van een ander.") < row.index("Van mij.")


def overtaken(app: Flask) -> None:
    """Working copy 2 came out of the bin after version 3 was published."""
    with inside(app):
        page = Page.get()
        PageVersion.update(based_on=1).where(PageVersion.number == 2).execute()
        row = queries.version(("visie", 2))
        assert row
        deleting.delete(row, row.version)
        version(page, 3, title="De derde", based_on=1)
        third = queries.version(("visie", 3))
        assert third
        actions.publish(third, third.version)
        deleting.restore_copy(row.id)


@pytest.mark.parametrize("step", ["publiceren", "insturen", "plannen"])
def test_a_copy_of_an_older_text_is_compared_before_it_goes_on(
    app: Flask, as_person: AsPerson, draft: str, step: str
) -> None:
    overtaken(app)
    manager = as_person("manager")
    data = fields(manager.get(f"{draft}/verwijderen").text) | {"ini-day": "2199-01-01", "ini-clock": "09:00"}
    answer = manager.post(f"{draft}/{step}", data=data, follow_redirects=True)
    assert answer.request.path == f"{draft}/naast-elkaar"
    assert "De derde" in answer.text
    assert "Zo werken wij nu" in answer.text
    with inside(app):
        assert queries.version(("visie", 2)).state == "draft"  # type: ignore[union-attr]


def test_who_has_compared_goes_on_with_the_copy(app: Flask, as_person: AsPerson, draft: str) -> None:
    overtaken(app)
    manager = as_person("manager")
    assert "Zet de teksten naast elkaar" in manager.get(draft).text
    page = manager.get(f"{draft}/naast-elkaar")
    manager.post(f"{draft}/naast-elkaar", data=fields(page.text, "naast-elkaar"))
    assert send(manager, f"{draft}/publiceren", page=draft).location.endswith(PAGE)
    with inside(app):
        assert queries.number_in_force(Page.get().id) == 2


@pytest.mark.parametrize("person", ["bob", "admin"])
def test_who_does_not_write_saves_nothing_this_way(app: Flask, as_person: AsPerson, draft: str, person: str) -> None:
    answer = as_person(person).post(f"{draft}/bewaren", data={"ini-title": "Van mij"})
    assert answer.status_code == (404 if person == "bob" else 403)


def test_only_what_differs_is_listed_and_who_did_it(app: Flask, as_person: AsPerson, page: Page) -> None:
    with inside(app):
        full = {
            "why": "<p>Een<br>twee </p>\n<p>drie</p>",
            "vision": "<ul><li>In 2030</li></ul>",
            "contact": "<p>Bel</p>",
        }
        version(page, 2, mission="Oud.", **full)
    url, editor, manager = f"{PAGE}/versie/2/bewerken", as_person("editor"), as_person("manager")
    mine, theirs = (fields(client.get(url).text) for client in (editor, manager))
    theirs = {name: text.replace("\n", "\r\n") for name, text in theirs.items()} | {"ini-mission": "Van een ander."}
    assert manager.post(url, data=theirs).status_code == 302
    text = editor.post(url, data=mine | {"ini-mission": "Van mij."}).text
    shown = text[text.index('id="ini-conflict"') : text.index('class="ini-form"')]
    assert shown.count('<th scope="row">') == 1
    assert "De laatste verandering is van" in shown


def test_who_has_a_role_on_one_page_makes_no_other_of_what_he_typed(
    app: Flask, as_person: AsPerson, draft: str
) -> None:
    with inside(app) as mount:
        who = {"grantee_kind": "user", "grantee": "bob", "role": "redacteur"}
        LocalRole.create(object=f"page:{Page.get().id}", given_at=mount.now(), **who)
    bob, url = as_person("bob"), f"{draft}/bewerken"
    data = fields(bob.get(url).text) | {"ini-mission": "Wat ik typte."}
    with inside(app):
        row = queries.version(("visie", 1))
        assert row
        deleting.delete(row, row.version)
    for place in (url, f"{draft}/bewaren"):
        answer = bob.post(place, data=data)
        assert answer.status_code == 409
        assert "u mag geen nieuwe pagina maken" in answer.text
        assert "Wat ik typte." in answer.text
    with inside(app):
        assert Page.select().count() == 1
        deleting.restore_page(row.page_id)
    assert f"{draft}#" in bob.post(url, data=data).location


def test_what_was_typed_becomes_one_page_however_often_it_is_sent(app: Flask, as_person: AsPerson, draft: str) -> None:
    editor = as_person("editor")
    data = fields(editor.get(f"{draft}/bewerken").text)
    with inside(app):
        row = queries.version(("visie", 1))
        assert row
        deleting.delete(row, row.version)
    places = {editor.post(f"{draft}/bewaren", data=data).location for _ in range(3)}
    assert len(places) == 1
    other = editor.post(f"{draft}/bewaren", data=data | {"ini-mission": "Toch anders."})
    assert "Toch anders." in editor.get(other.location).text
    with inside(app):
        assert Page.select().count() == 3
