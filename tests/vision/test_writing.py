"""Writing and publishing governing texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from flask_initiatieven import signals
from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.errors import Conflict, Immutable
from flask_initiatieven.vision import actions, queries
from flask_initiatieven.vision.models import Page, PageLine, PageVersion
from flask_initiatieven.vision.publication import VersionState
from tests.conftest import PageClient, inside
from tests.vision.conftest import version
from tests.vision.filling import fields, send

AsPerson = Callable[[str], PageClient]
NEW = "/initiatieven/visie/nieuw"
PAGE = "/initiatieven/visie/visie"
COPY = f"{PAGE}/nieuwe-versie"


def state(app: Flask, number: int) -> str:
    with inside(app):
        found = queries.version(("visie", number))
        assert found
        return str(found.state)


def test_a_manager_makes_a_page_and_writes_it(app: Flask, as_person: AsPerson) -> None:
    manager = as_person("manager")
    made = send(manager, NEW, title="Zó werken wij!", mission="Wij helpen.")
    assert made.location.endswith("/visie/zo-werken-wij/versie/1/bewerken")
    changed = {"why": "Eerste.\n\n- a\n- b", "principles__0__title": "Luisteren", "principles__0__text": "Eerst."}
    saved = send(manager, made.location, **changed)
    text = manager.get(saved.location).text
    assert "<p>Eerste.</p><ul><li>a</li><li>b</li></ul>" in text
    assert "<strong>Luisteren.</strong> Eerst." in text


def test_a_double_click_makes_one_page(app: Flask, as_person: AsPerson) -> None:
    manager = as_person("manager")
    data = fields(manager.get(NEW).text) | {"ini-title": "Twee keer"}
    first, second = manager.post(NEW, data=data), manager.post(NEW, data=data)
    assert first.location == second.location
    with inside(app):
        assert Page.select().count() == 1


def test_two_pages_with_one_title_get_two_addresses(as_person: AsPerson) -> None:
    manager = as_person("manager")
    assert "/visie/nieuw-2/" in send(manager, NEW, title="Nieuw").location
    assert "/visie/nieuw-3/" in send(manager, NEW, title="Nieuw").location


@pytest.mark.parametrize("person", ["alice", "bob", "charlie", "admin", "contact", "adviser"])
def test_only_managers_write(as_person: AsPerson, page: Page, person: str) -> None:
    somebody = as_person(person)
    assert somebody.get(NEW).status_code == 403
    assert somebody.post(COPY).status_code == 403


def test_a_working_copy_leaves_the_published_text_in_place(app: Flask, as_person: AsPerson, page: Page) -> None:
    manager = as_person("manager")
    made = send(manager, COPY, page=PAGE)
    send(manager, made.location, title="Anders")
    assert "Anders" not in as_person("bob").get(PAGE).text
    assert (state(app, 1), state(app, 2)) == ("published", "draft")


def test_a_working_copy_has_the_text_but_not_the_decision(app: Flask, as_person: AsPerson, page: Page) -> None:
    send(as_person("manager"), COPY, page=PAGE)
    with inside(app):
        copy = queries.version(("visie", 2))
        assert copy
        assert (copy.mission, copy.adopted_by, copy.adopted_on) == ("Wij helpen bewoners.", "", None)
        assert [line.text for line in queries.lines(copy.id)] == ["Kort 1"]


def test_two_clicks_on_new_version_give_the_same_copy(app: Flask, as_person: AsPerson, page: Page) -> None:
    manager = as_person("manager")
    data = fields(manager.get(PAGE).text, COPY)
    assert manager.post(COPY, data=data).location == manager.post(COPY, data=data).location
    with inside(app):
        assert PageVersion.select().count() == 2


def test_with_a_working_copy_there_the_page_leads_to_it(as_person: AsPerson, draft: str) -> None:
    text = as_person("manager").get(PAGE).text
    assert f'href="{draft}">Verder met versie 2' in text
    assert "Nieuwe versie maken" not in text


def test_publishing_replaces_the_version_in_force(app: Flask, as_person: AsPerson, draft: str) -> None:
    answer = send(as_person("manager"), f"{draft}/publiceren", page=draft)
    assert answer.status_code == 302
    with inside(app):
        old, new = queries.version(("visie", 1)), queries.version(("visie", 2))
        assert old
        assert new
        assert (old.state, old.replaced_by, old.valid_until) == ("replaced", 2, date(2026, 10, 31))
        assert new.state == "published"
    assert "Zo werken wij nu" in as_person("bob").get(PAGE).text


def test_publishing_is_told_to_the_host_and_written_in_the_audit_log(
    app: Flask, as_person: AsPerson, draft: str
) -> None:
    heard: list[str] = []

    def listen(sender: Any, object: str, **rest: Any) -> None:
        heard.append(object)

    with signals.page_published.connected_to(listen):
        send(as_person("manager"), f"{draft}/publiceren", page=draft)
    with inside(app):
        assert [entry.action for entry in AuditEntry.select().order_by(AuditEntry.id)] == ["vervangen", "publiceren"]
        assert heard == [f"page_version:{queries.version(('visie', 2)).id}"]  # type: ignore[union-attr]


def test_publishing_twice_is_publishing_once(app: Flask, as_person: AsPerson, draft: str) -> None:
    manager = as_person("manager")
    data = fields(manager.get(draft).text, f"{draft}/publiceren")
    for _ in range(2):
        assert manager.post(f"{draft}/publiceren", data=data).location.endswith(PAGE)
    with inside(app):
        assert AuditEntry.select().where(AuditEntry.action == "publiceren").count() == 1


def test_what_is_missing_is_listed_with_links_and_nothing_is_published(
    app: Flask, as_person: AsPerson, page: Page
) -> None:
    with inside(app):
        version(page, 2, mission="", adopted_by="", adopted_on=None)
    manager = as_person("manager")
    url = f"{PAGE}/versie/2"
    token = fields(manager.get(f"{url}/bewerken").text)
    answer = manager.post(f"{url}/publiceren", data=token)
    assert answer.status_code == 422
    for name in ("mission", "adopted_by", "adopted_on"):
        assert f"{url}/bewerken#ini-{name}" in answer.text
    assert state(app, 2) == "draft"


def test_publishing_a_text_that_changed_after_it_was_read_is_refused(
    app: Flask, as_person: AsPerson, draft: str
) -> None:
    manager = as_person("manager")
    data = fields(manager.get(draft).text, f"{draft}/publiceren")
    send(manager, f"{draft}/bewerken", title="Stiekem anders")
    assert manager.post(f"{draft}/publiceren", data=data).location.endswith(draft)
    assert state(app, 2) == "draft"
    assert state(app, 1) == "published"


def test_saving_over_somebody_elses_change_shows_both_texts(as_person: AsPerson, draft: str) -> None:
    manager, url = as_person("manager"), f"{draft}/bewerken"
    data = fields(manager.get(url).text)
    send(manager, url, mission="Van een ander.")
    answer = manager.post(url, data={**data, "ini-mission": "Van mij."})
    assert answer.status_code == 409
    assert "Van een ander." in answer.text
    assert "Van mij." in answer.text
    again = manager.post(url, data=fields(answer.text))
    assert "Van mij." in manager.get(again.location).text


def test_too_long_and_empty_are_refused_with_a_link_to_the_field(as_person: AsPerson, draft: str) -> None:
    manager, url = as_person("manager"), f"{draft}/bewerken"
    answer = send(manager, url, title="", mission="x" * 301)
    assert answer.status_code == 422
    assert 'href="#ini-title"' in answer.text
    assert "1 tekens te veel" in answer.text


@pytest.mark.parametrize("place", ["bewerken", "publiceren"])
def test_nothing_happens_without_a_token(app: Flask, as_person: AsPerson, draft: str, place: str) -> None:
    answer = as_person("manager").post(f"{draft}/{place}", data={"ini-version": "1", "ini-title": "Anders"})
    assert answer.status_code == 400
    assert state(app, 2) == "draft"


def test_a_new_version_needs_a_token(app: Flask, as_person: AsPerson, page: Page) -> None:
    assert as_person("manager").post(COPY).status_code == 400
    with inside(app):
        assert PageVersion.select().count() == 1


def test_a_published_version_cannot_be_edited_by_address(app: Flask, as_person: AsPerson, page: Page) -> None:
    assert as_person("manager").get(f"{PAGE}/versie/1/bewerken").location.endswith(PAGE)
    with inside(app):
        row = PageVersion.get()
        with pytest.raises(Conflict):
            actions.edit(row, queries.content(row), row.version)


def test_the_text_of_a_published_version_never_changes(app: Flask, page: Page) -> None:
    with inside(app):
        row = PageVersion.get()
        row.mission = "Anders"
        line = PageLine.get()
        line.text = "Anders"
        attempts: list[Callable[[], Any]] = [
            row.save,
            row.delete_instance,
            line.save,
            line.delete_instance,
            lambda: PageVersion.update(title="x").execute(),
            lambda: PageVersion.update({PageVersion.title: "x"}).where(PageVersion.id == row.id).execute(),
            lambda: PageLine.update(text="x").execute(),
            lambda: PageLine.create(page_version=row, kind="in_short", position=9, text="x"),
            lambda: PageLine.delete().execute(),
        ]
        for attempt in attempts:
            with pytest.raises(Immutable):
                attempt()
        assert PageVersion.get().mission == "Wij helpen bewoners."


def test_the_state_of_a_published_version_may_change(app: Flask, page: Page) -> None:
    with inside(app):
        row = PageVersion.get()
        row.state = VersionState.REPLACED
        row.save()
        assert PageVersion.get().state == "replaced"
