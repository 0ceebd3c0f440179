"""One page of two is shared: its text, its paper, its history; of the other nothing, by no address."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from flask_initiatieven.access import Role
from flask_initiatieven.database import now
from flask_initiatieven.roles.models import LocalRole
from flask_initiatieven.vision.models import Page, PageVersion
from tests.conftest import MakeApp, inside
from tests.roles.test_local_roles import client, share
from tests.sharing.test_sharing import find, search


@pytest.fixture
def two_pages(make_app: MakeApp) -> Flask:
    """Two pages with only a concept, `een` and `twee`."""
    app = make_app(people=search, find_user=find)
    with inside(app):
        for key in ("een", "twee"):
            page = Page.create(key=key)
            PageVersion.create(page=page, number=1, title=f"Tekst {key}", changed_at=now())
    return app


def places(key: str) -> Iterator[str]:
    """Every address to read something of a concept."""
    here = f"/initiatieven/visie/{key}"
    yield from (f"{here}/versie/1", f"{here}/geschiedenis", f"{here}.pdf", f"{here}/versie/1.pdf")
    yield from (f"{here}/vergelijk", f"{here}/afbeeldingen", f"{here}/gelezen")


@pytest.mark.parametrize("role", ["lezer", "redacteur", "beoordelaar"])
def test_of_the_other_page_nothing_is_seen(two_pages: Flask, role: str) -> None:
    with inside(two_pages):
        share(f"page:{Page.get(Page.key == 'een').id}", "charlie", role)
    charlie = client(two_pages, "charlie")
    assert charlie.get("/initiatieven/visie/een/versie/1").status_code == 200
    overview = charlie.get("/initiatieven/visie").text
    assert "Tekst een" in overview
    assert "Tekst twee" not in overview
    for address in places("twee"):
        answer = charlie.get(address)
        assert answer.status_code in (403, 404), address
        assert "Tekst twee" not in answer.text
    for step in ("bewerken", "insturen", "publiceren", "verwijderen", "plannen"):
        answer = charlie.post(f"/initiatieven/visie/twee/versie/1/{step}")
        assert answer.status_code in (403, 404), step


@pytest.mark.parametrize(("role", "edits"), [("lezer", 403), ("redacteur", 200), ("beoordelaar", 403)])
def test_each_role_does_on_the_page_what_it_says(two_pages: Flask, role: str, edits: int) -> None:
    with inside(two_pages):
        share(f"page:{Page.get(Page.key == 'een').id}", "charlie", role)
    charlie = client(two_pages, "charlie")
    assert charlie.get("/initiatieven/visie/een/versie/1/bewerken").status_code == edits
    page = charlie.get("/initiatieven/visie/een/versie/1").text
    assert ("/bewerken" in page) == (edits == 200)
    assert "/delen" not in page


def test_a_reviewer_of_one_page_finds_it_on_his_list_and_no_other(two_pages: Flask) -> None:
    with inside(two_pages):
        PageVersion.update(state="review").execute()
        share(f"page:{Page.get(Page.key == 'een').id}", "charlie", "beoordelaar")
    reviews = client(two_pages, "charlie").get("/initiatieven/visie/te-beoordelen").text
    assert "Tekst een" in reviews
    assert "Tekst twee" not in reviews
    assert client(two_pages, "bob").get("/initiatieven/visie/te-beoordelen").status_code == 403


def test_a_page_that_is_purged_takes_along_what_was_shared_of_it(two_pages: Flask) -> None:
    with inside(two_pages):
        page = Page.get(Page.key == "een")
        share(f"page:{page.id}", "charlie", "redacteur")
        share(f"page:{Page.get(Page.key == 'twee').id}", "charlie", "lezer")
        page.delete_instance()
        assert [row.role for row in LocalRole.select()] == ["lezer"]


def test_a_page_in_the_bin_is_not_shared(two_pages: Flask) -> None:
    with inside(two_pages):
        Page.update(deleted_at=now()).where(Page.key == "een").execute()
    assert client(two_pages, "manager").get("/initiatieven/visie/een/delen").status_code == 404


def test_without_any_other_role_only_the_shared_page_is_there(make_app: MakeApp) -> None:
    app = make_app(default_role="")
    with inside(app):
        for key in ("een", "twee"):
            page = Page.create(key=key)
            PageVersion.create(page=page, number=1, title=f"Tekst {key}", state="published", changed_at=now())
        share(f"page:{Page.get(Page.key == 'een').id}", "charlie", "lezer")
    charlie = client(app, "charlie")
    assert charlie.get("/initiatieven/visie/een").status_code == 200
    assert charlie.get("/initiatieven/visie/twee").status_code in (403, 404)
    overview = charlie.get("/initiatieven/visie").text
    assert "Tekst een" in overview
    assert "Tekst twee" not in overview


def test_roles_of_sharing_are_those_that_access_knows() -> None:
    from flask_initiatieven.access import SHAREABLE
    from flask_initiatieven.sharing.place import ROLES

    assert {kind: set(roles) for kind, roles in ROLES.items()} == {
        kind: set(roles) for kind, roles in SHAREABLE.items()
    }
    assert Role.LEIDINGGEVENDE not in {role for roles in SHAREABLE.values() for role in roles}
