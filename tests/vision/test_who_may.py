"""Role × stage × action: every cell tried over HTTP; a button is there exactly when its address works."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask, Response, request

from flask_initiatieven import mount as mounts
from flask_initiatieven.database import db
from flask_initiatieven.forms import ActionForm
from flask_initiatieven.mount import User
from flask_initiatieven.roles.models import LocalRole
from flask_initiatieven.vision.models import Page, PageEvent, PageVersion
from tests.conftest import Address, MakeApp, PageClient, inside
from tests.vision.conftest import version

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ROLES = (
    "leidinggevende", "redacteur", "beoordelaar", "beheerder", "uitvoerder", "aanspreekpunt", "vakcollega",
    "bestuursadviseur", "wethouder", "griffie", "lezer",
)  # fmt: skip
WRITERS = {"leidinggevende", "redacteur"}
REVIEWERS = {"leidinggevende", "beoordelaar"}
MANAGER, ADMIN = {"leidinggevende"}, {"beheerder"}
#: who sees what is no reader's business
INSIDE = WRITERS | REVIEWERS | ADMIN

#: stage → action → roles for which it works; an action that is not named works for nobody
TABLE: dict[str, dict[str, set[str]]] = {
    "draft": {
        "bewerken": WRITERS,
        "insturen": WRITERS,
        "publiceren": MANAGER,
        "plannen": MANAGER,
        "verwijderen": WRITERS,
    },
    "review": {
        "terugnemen": WRITERS,
        "terugsturen": REVIEWERS,
        "publiceren": REVIEWERS,
        "plannen": REVIEWERS,
        "verwijderen": MANAGER,
    },
    "planned": {
        "terugnemen": WRITERS,
        "terugsturen": REVIEWERS,
        "publiceren": REVIEWERS,
        "plannen": REVIEWERS,
        "niet-plannen": REVIEWERS,
        "verwijderen": MANAGER,
    },
    "published": {"nieuwe-versie": WRITERS, "intrekken": REVIEWERS, "verwijderen": MANAGER},
    "replaced": {"terugzetten": WRITERS, "verwijderen": MANAGER},
    "withdrawn": {"terugzetten": WRITERS, "verwijderen": MANAGER},
    "deleted": {"terughalen": MANAGER | ADMIN, "wissen": ADMIN},
}
ACTIONS = sorted({action for actions in TABLE.values() for action in actions})
#: actions with a page of their own before anything happens
PAGES = {"bewerken", "insturen", "terugsturen", "plannen", "intrekken", "verwijderen", "wissen"}
#: what an action needs to be filled in
FILLED = {
    "terugsturen": {"ini-comment": "De missie is te lang."},
    "intrekken": {"ini-comment": "Dit doen wij niet meer."},
    "plannen": {"ini-day": "2026-12-04", "ini-clock": "09:00"},
    "bewerken": {"ini-title": "Anders"},
}
#: stage → what the row holds
ROWS: dict[str, dict[str, Any]] = {
    "draft": {"state": "draft"},
    "review": {"state": "review"},
    "planned": {"state": "review", "publish_at": datetime(2026, 12, 3, 8, tzinfo=UTC)},
    "published": {"state": "published"},
    "replaced": {"state": "replaced"},
    "withdrawn": {"state": "withdrawn"},
    "deleted": {"state": "published"},
}


def roles_on(address: Address) -> tuple[str, ...]:
    """All of them on SQLite; on PostgreSQL, where the same table decides, who write, judge, restore and read."""
    return ROLES if address.kind == "sqlite" else (*ROLES[:4], "lezer")


def one_page(stage: str) -> PageVersion:
    page = Page.create(key="tekst")
    row = version(page, 1, **ROWS[stage])
    if stage == "deleted":
        Page.update(key=f"~{page.id}", deleted_key="tekst", deleted_at=NOW, deleted_by="Iemand").execute()
    return row


def url_of(action: str, row: PageVersion, stage: str) -> str:
    if action in ("terughalen", "wissen"):
        return f"/initiatieven/visie/prullenbak/pagina/{row.page_id}/{action}"
    if action == "nieuwe-versie":
        return "/initiatieven/visie/tekst/nieuwe-versie"
    return f"/initiatieven/visie/tekst/versie/{row.number}/{action}"


def host(make_app: MakeApp) -> Flask:
    """Everybody is named after his role."""

    def user() -> User | None:
        name = request.headers.get("X-Person", "")
        return User(id=name, name=name, roles=frozenset({name})) if name else None

    return make_app(user=user, now=lambda: NOW)


def browser(app: Flask, role: str) -> PageClient:
    client = app.test_client()
    assert isinstance(client, PageClient)
    client.person = role
    return client


def everything() -> list[Any]:
    """All that a step could change."""
    pages = list(Page.select(Page.key, Page.deleted_key).order_by(Page.id).tuples())
    rows = PageVersion.select(PageVersion.number, PageVersion.state, PageVersion.publish_at, PageVersion.title)
    return [pages, list(rows.order_by(PageVersion.id).tuples()), PageEvent.select().count()]


def put_back(before: dict[str, list[dict[str, Any]]]) -> None:
    """The tables as they were, by SQL: the rules allow no way back from most steps."""
    Page.update(deleted_at=NOW).execute()
    db.execute_sql("DELETE FROM initiatieven_page")
    for model in (Page, PageVersion):
        model.insert_many(before[model.__name__]).execute()


def _rows(model: Any) -> list[dict[str, Any]]:
    return list(model.select().dicts())


def photo() -> dict[str, list[dict[str, Any]]]:
    return {model.__name__: _rows(model) for model in (Page, PageVersion)}


def give_form(app: Flask) -> None:
    """A page of the host with nothing but a token: most roles see no form of ours to take one from."""

    @app.get("/token")
    def token_page() -> Response:
        with mounts.of(app).opened():
            return Response(str(ActionForm(formdata=None).csrf_token.current_token), mimetype="text/plain")


@pytest.mark.parametrize("stage", list(TABLE))
def test_each_role_can_do_at_each_stage_exactly_what_the_table_says(
    make_app: MakeApp, address: Address, stage: str
) -> None:
    app = host(make_app)
    give_form(app)
    with inside(app):
        row = one_page(stage)
        known = photo()
        start = everything()
    wrong: list[tuple[str, str, object]] = []
    for role in roles_on(address):
        client = browser(app, role)
        given = {"ini-csrf_token": client.get("/token").text, "ini-version": "1", "ini-title": "Zo werken wij"}
        for action in ACTIONS:
            answer = client.post(url_of(action, row, stage), data={**given, **FILLED.get(action, {})})
            with inside(app):
                changed = everything() != start
                if changed:
                    put_back(known)
            if changed != (role in TABLE[stage].get(action, set())):
                wrong.append((role, action, answer.status_code))
            if not changed and role not in INSIDE and answer.status_code not in (403, 404, 410):
                wrong.append((role, action, f"refused with {answer.status_code}"))
            if not changed and answer.status_code >= 500:
                wrong.append((role, action, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("stage", list(TABLE))
def test_a_button_is_shown_exactly_when_its_address_works(make_app: MakeApp, address: Address, stage: str) -> None:
    app = host(make_app)
    with inside(app):
        row = one_page(stage)
    place = "/initiatieven/visie/prullenbak" if stage == "deleted" else "/initiatieven/visie/tekst/versie/1"
    wrong: list[tuple[str, str, object]] = []
    for role in roles_on(address):
        client = browser(app, role)
        text = client.get(place).text
        for action in ACTIONS:
            url = url_of(action, row, stage)
            shown = f'href="{url}"' in text or f'action="{url}"' in text
            works = role in TABLE[stage].get(action, set())
            if shown != works:
                wrong.append((role, action, shown))
            if action in PAGES and (client.get(url).status_code == 200) != works:
                wrong.append((role, action, "page"))
    assert wrong == []


@pytest.mark.parametrize(("stage", "seen"), [
    ("draft", INSIDE), ("review", INSIDE), ("planned", INSIDE), ("published", set(ROLES)), ("replaced", set(ROLES)),
    ("withdrawn", INSIDE), ("deleted", set()),
])  # fmt: skip
def test_who_reads_a_version_at_each_stage(make_app: MakeApp, stage: str, seen: set[str]) -> None:
    app = host(make_app)
    with inside(app):
        one_page(stage)
    place = "/initiatieven/visie/tekst/versie/1"
    answers = {role: browser(app, role).get(place).status_code for role in ROLES}
    refused = 410 if stage == "withdrawn" else 404
    assert answers == {role: 200 if role in seen else refused for role in ROLES}


def test_an_editor_of_one_page_edits_that_page_and_no_other(app: Flask, as_person: Callable[[str], PageClient]) -> None:
    with inside(app):
        mine, other = Page.create(key="mijn"), Page.create(key="ander")
        version(mine, 1)
        version(other, 1)
        LocalRole.create(object=f"page:{mine.id}", grantee_kind="user", grantee="bob", role="redacteur", given_at=NOW)
    bob = as_person("bob")
    assert bob.get("/initiatieven/visie/mijn/versie/1/bewerken").status_code == 200
    assert bob.get("/initiatieven/visie/mijn/versie/1/insturen").status_code == 200
    assert bob.get("/initiatieven/visie/ander/versie/1/bewerken").status_code == 404
    overview = bob.get("/initiatieven/visie").text
    assert "/visie/mijn/versie/1" in overview
    assert "/visie/ander/versie/1" not in overview


def test_a_reviewer_of_one_page_has_that_page_alone_in_his_list(
    app: Flask, as_person: Callable[[str], PageClient]
) -> None:
    with inside(app):
        for key in ("mijn", "ander"):
            version(Page.create(key=key), 1, state="review", title=f"De tekst {key}")
        mine = Page.get(Page.key == "mijn")
        LocalRole.create(object=f"page:{mine.id}", grantee_kind="user", grantee="bob", role="beoordelaar", given_at=NOW)
    text = as_person("bob").get("/initiatieven/visie/te-beoordelen").text
    assert "Te beoordelen (1)" in text
    assert "De tekst mijn" in text
    assert "De tekst ander" not in text
    assert as_person("charlie").get("/initiatieven/visie/te-beoordelen").status_code == 403
