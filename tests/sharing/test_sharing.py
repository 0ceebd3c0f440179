"""Delen: a role on one page or initiative, who can do what there and why, and every way it must not go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from flask_initiatieven import User, access
from flask_initiatieven import mount as mounts
from flask_initiatieven.access import Permission, Role
from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.database import now, today
from flask_initiatieven.errors import Refused
from flask_initiatieven.initiatives import queries as initiatives
from flask_initiatieven.initiatives.models import Initiative
from flask_initiatieven.municipality.models import Person
from flask_initiatieven.roles.models import LocalRole, RoleAssignment, RoleGroup
from flask_initiatieven.sharing import actions, queries
from flask_initiatieven.sharing.actions import Grant
from flask_initiatieven.sharing.place import RIGHTS, ROLES, Place, delegable
from flask_initiatieven.vision import queries as vision
from flask_initiatieven.vision.models import Page
from tests.conftest import PEOPLE, MakeApp, inside
from tests.initiatives.counting import queries_of
from tests.roles.test_given import post, token_of
from tests.roles.test_local_roles import client, share

USERS = [User(name, name.title(), f"{name}@example.nl", frozenset(roles)) for name, roles in PEOPLE.items()]


def search(words: str, limit: int) -> list[User]:
    return [user for user in USERS if user.name.lower().startswith(words.lower())]


def find(user_id: str) -> User | None:
    return next((user for user in USERS if user.id == user_id), None)


@pytest.fixture
def sample(make_app: MakeApp) -> Flask:
    return make_app(sample=True, people=search, find_user=find, roles=lambda user: GROUPS.get(user.id, []))


GROUPS = {"charlie": ["Wijkteam Zuid"]}


def first(app: Flask) -> tuple[str, str]:
    """Address of an initiative and of a page of the sample."""
    with inside(app):
        return f"/initiatief/{Initiative.get().number}", f"/visie/{Page.get().key}"


def give(app: Flask, giver: str, place: str, **fields: Any) -> TestResponse:
    return post(client(app, giver), f"{place}/delen", **fields)


# Giving and taking away


def test_a_person_gets_a_role_on_one_initiative_and_loses_it(sample: Flask) -> None:
    place, _ = first(sample)
    assert client(sample, "bob").get(f"/initiatieven{place}/bewerken/basis").status_code == 403
    assert give(sample, "manager", place, persoon="bob", person="bob", role="uitvoerder").status_code == 302
    assert client(sample, "bob").get(f"/initiatieven{place}/bewerken/basis").status_code == 200
    manager = client(sample, "manager")
    page = manager.get(f"/initiatieven{place}/delen").text
    assert "Niet meer delen met Bob" in page
    manager.post(f"/initiatieven{place}/delen/1/weg", data={"ini-csrf_token": token_of(page)})
    assert client(sample, "bob").get(f"/initiatieven{place}/bewerken/basis").status_code == 403
    with inside(sample):
        found = AuditEntry.select(AuditEntry.action, AuditEntry.detail).where(AuditEntry.action.startswith("delen"))
        assert list(found.order_by(AuditEntry.id).tuples()) == [
            ("delen", "uitvoerder user"),
            ("delen stoppen", "uitvoerder user"),
        ]


def test_a_group_gets_a_role_on_one_page_for_as_long_as_was_said(sample: Flask) -> None:
    _, place = first(sample)
    answer = give(sample, "manager", place, group="Wijkteam Zuid", role="redacteur", until=today().isoformat())
    assert answer.status_code == 302
    with inside(sample):
        row = LocalRole.get()
        assert (row.grantee_kind, row.grantee, row.until, row.object.partition(":")[0]) == (
            "group",
            "Wijkteam Zuid",
            today(),
            "page",
        )
    with sample.test_request_context(headers={"X-Person": "charlie"}), mounts.of(sample).opened():
        page = vision.newest(place.removeprefix("/visie/"))
        assert access.may(Permission.READ_DRAFTS, page)


def test_giving_it_twice_makes_one_and_another_end_changes_it(sample: Flask) -> None:
    place, _ = first(sample)
    for fields in ({}, {}, {"until": "2199-01-01"}):
        assert give(sample, "manager", place, persoon="bob", person="bob", role="lezer", **fields).status_code == 302
    with inside(sample):
        assert [str(row.until) for row in LocalRole.select()] == ["2199-01-01"]
        assert AuditEntry.select().where(AuditEntry.action == "delen").count() == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"role": "lezer"},
        {"persoon": "bob", "person": "bob"},
        {"persoon": "bob", "person": "bob", "role": "beheerder"},
        {"persoon": "bob", "person": "bob", "role": "redacteur"},
        {"persoon": "bob", "person": "charlie", "role": "lezer"},
        {"persoon": "bob", "person": "bob", "group": "Wijkteam", "role": "lezer"},
        {"persoon": "bob", "person": "bob", "role": "lezer", "until": "2001-01-01"},
        {"persoon": "bob", "person": "bob", "role": "lezer", "until": "morgen"},
        {"group": "x" * 256, "role": "lezer"},
        {"group": "W\u0456jkteam", "role": "lezer"},
        {"user_id": "x" * 256, "role": "lezer"},
        {"user_id": "manager", "role": "lezer"},
        {"user_id": "manager@example.nl", "role": "lezer"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(sample: Flask, fields: dict[str, str]) -> None:
    place, _ = first(sample)
    answer = give(sample, "manager", place, **fields)
    assert answer.status_code == 422
    assert 'id="ini-errors"' in answer.text
    with inside(sample):
        assert LocalRole.select().count() == 0


@pytest.mark.parametrize("group", ['<script>alert("x")</script>', "O=Stad; -- '", "💚 %s {{ 7 * 7 }}", "x" * 255])
def test_a_group_with_a_strange_name_is_shared_with_and_shown(sample: Flask, group: str) -> None:
    place, _ = first(sample)
    assert give(sample, "manager", place, group=group, role="lezer").status_code == 302
    page = client(sample, "manager").get(f"/initiatieven{place}/delen")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "49" not in page.text.partition("Iedereen met groep 💚")[2][:40]
    with inside(sample):
        assert LocalRole.get().grantee == group


# Forging


def test_an_object_sent_along_is_not_looked_at(sample: Flask) -> None:
    place, _ = first(sample)
    fields = {"object": "page:1", "grantee_kind": "group", "id": "7", "given_by": "zoe"}
    give(sample, "manager", place, persoon="bob", person="bob", role="lezer", **fields)
    with inside(sample):
        row = LocalRole.get()
        assert row.object == f"initiative:{Initiative.get().id}"
        assert (row.grantee_kind, row.given_by) == ("user", "manager")


def test_a_share_of_another_object_can_not_be_taken_away_here(sample: Flask) -> None:
    place, page = first(sample)
    with inside(sample):
        share("initiative:999", "bob", "lezer")
    manager = client(sample, "manager")
    data = {"ini-csrf_token": token_of(manager.get(f"/initiatieven{place}/delen").text)}
    for address in (f"{place}/delen/1/weg", f"{page}/delen/1/weg"):
        assert manager.post(f"/initiatieven{address}", data=data).status_code == 302
    with inside(sample):
        assert LocalRole.select().count() == 1


@pytest.mark.parametrize("person", ["alice", "bob", "charlie", "colleague", "adviser", "alderman", "clerk", "contact"])
def test_who_may_not_share_can_not_and_sees_no_button(sample: Flask, person: str) -> None:
    for place in first(sample):
        browser = client(sample, person)
        assert browser.get(f"/initiatieven{place}/delen").status_code == 403
        assert browser.post(f"/initiatieven{place}/delen", data={"ini-role": "lezer"}).status_code == 403
        assert browser.post(f"/initiatieven{place}/delen/1/weg").status_code == 403
        assert "/delen" not in browser.get(f"/initiatieven{place}").text


@pytest.mark.parametrize(("role", "which"), [("uitvoerder", 0), ("redacteur", 1), ("beoordelaar", 1)])
def test_who_has_it_by_sharing_can_not_share_further(sample: Flask, role: str, which: int) -> None:
    place = first(sample)[which]
    give(sample, "manager", place, persoon="bob", person="bob", role=role)
    assert client(sample, "bob").get(f"/initiatieven{place}/delen").status_code == 403


def test_without_token_nothing_is_shared(sample: Flask) -> None:
    place, _ = first(sample)
    with inside(sample):
        share(f"initiative:{Initiative.get().id}", "bob", "lezer")
    manager = client(sample, "manager")
    data = {"ini-group": "Wijkteam", "ini-role": "lezer"}
    assert manager.post(f"/initiatieven{place}/delen", data=data).status_code == 400
    assert manager.post(f"/initiatieven{place}/delen/1/weg").status_code == 400
    with inside(sample):
        assert LocalRole.select().count() == 1


def test_reading_shares_nothing(sample: Flask) -> None:
    place, _ = first(sample)
    manager = client(sample, "manager")
    manager.get(f"/initiatieven{place}/delen?ini-group=Wijkteam&ini-role=lezer&ini-persoon=bob&ini-person=bob")
    manager.get(f"/initiatieven{place}/delen?ini-vraag=bob&ini-wie=bob")
    with inside(sample):
        assert LocalRole.select().count() == 0


def test_what_is_not_there_is_not_there_for_sharing(sample: Flask) -> None:
    for address in ("/visie/nergens/delen", "/initiatief/EW-0000-000/delen", "/visie/nergens/delen/1/weg"):
        assert client(sample, "manager").get(f"/initiatieven{address}").status_code == 404


# No more than one has


@pytest.mark.parametrize(
    ("person", "kind", "roles"),
    [
        ("manager", "page", {Role.LEZER, Role.REDACTEUR, Role.BEOORDELAAR}),
        ("admin", "page", {Role.LEZER}),
        ("manager", "initiative", {Role.LEZER, Role.VAKCOLLEGA, Role.UITVOERDER}),
        ("admin", "initiative", {Role.LEZER}),
    ],
)
def test_one_gives_no_role_that_may_more_than_oneself(sample: Flask, person: str, kind: str, roles: set[Role]) -> None:
    with sample.test_request_context(headers={"X-Person": person}), mounts.of(sample).opened():
        place = a_place(kind)
        assert set(delegable(place)) == roles
        for role in ROLES[kind]:
            grant = Grant("user", "bob", "Bob", role)
            if role in roles:
                assert actions.share(place, grant)
            else:
                with pytest.raises(Refused, match="meer dan u hier zelf mag"):
                    actions.share(place, grant)


def test_the_contact_shares_his_own_initiative_and_no_other(sample: Flask) -> None:
    with inside(sample):
        mine, other = Initiative.select().where(Initiative.contact.is_null(False)).order_by(Initiative.id).limit(2)
        Person.update(user_id="contact").where(Person.id == mine.contact_id).execute()
        Initiative.update(contact=None, deputy=None).where(Initiative.id == other.id).execute()
    place = f"/initiatief/{mine.number}"
    assert give(sample, "contact", place, persoon="bob", person="bob", role="uitvoerder").status_code == 302
    assert client(sample, "contact").get(f"/initiatieven/initiatief/{other.number}/delen").status_code == 403


def test_who_lost_the_right_meanwhile_is_refused_in_the_transaction(sample: Flask) -> None:
    with sample.test_request_context(headers={"X-Person": "bob"}), mounts.of(sample).opened():
        with pytest.raises(Refused, match="niet meer delen"):
            actions.share(a_place("initiative"), Grant("user", "zoe", "Zoe", Role.LEZER))
        with pytest.raises(Refused, match="niet meer delen"):
            actions.unshare(a_place("initiative"), 1)


def test_what_is_gone_meanwhile_is_not_shared(sample: Flask) -> None:
    with sample.test_request_context(headers={"X-Person": "manager"}), mounts.of(sample).opened():
        row = Initiative.create(number="EW-2026-998", title="Weg", slug="weg", changed_at=now())
        place = Place(row, "Weg", lambda: initiatives.initiative("EW-2026-998"), "initiative", {})
        actions.share(place, Grant("group", "Wijkteam", "", Role.LEZER))
        row.delete_instance()
        assert LocalRole.select().count() == 0
        with pytest.raises(Refused, match="is er niet meer"):
            actions.share(place, Grant("group", "Wijkteam", "", Role.LEZER))


def test_there_is_an_end_to_the_number_of_shares(sample: Flask) -> None:
    with sample.test_request_context(headers={"X-Person": "manager"}), mounts.of(sample).opened():
        place = a_place("initiative")
        for number in range(actions.MOST):
            share(place.object, f"u{number}", "lezer")
        with pytest.raises(Refused, match="Deel met een groep"):
            actions.share(place, Grant("user", "bob", "Bob", Role.LEZER))
    assert client(sample, "manager").get(f"/initiatieven{first(sample)[0]}/delen").status_code == 200


# Who can do this, and why


def a_place(kind: str) -> Place:
    if kind == "page":
        key = Page.get().key
        return Place(vision.newest(key), "Pagina", lambda: vision.newest(key), "page", {"key": key})
    number = Initiative.get().number
    found = initiatives.initiative(number)
    return Place(found, "Initiatief", lambda: initiatives.initiative(number), "initiative", {"number": number})


def fill() -> None:
    RoleAssignment.create(user_id="zoe", user_name="Zoë", role="leidinggevende", given_at=now(), given_by="admin")
    RoleAssignment.create(user_id="yan", user_name="Yan", role="lezer", given_at=now(), given_by="admin")
    RoleGroup.create(word="Staf", roles="leidinggevende uitvoerder", changed_at=now(), changed_by="admin")
    share(f"initiative:{Initiative.get().id}", "bob", "uitvoerder", grantee_name="Bob", given_by="manager")


def test_the_page_says_who_can_do_it_and_why(make_app: MakeApp) -> None:
    app = make_app(
        sample=True, people=search, find_user=find, role_map={"College": ["wethouder"], "Zuid": ["uitvoerder"]}
    )
    with inside(app):
        fill()
    page = client(app, "manager").get(f"/initiatieven{first(app)[0]}/delen").text
    day = f"{today().day}"
    assert "Iedereen die is ingelogd" in page
    assert f"door rol Leidinggevende, gegeven door Admin op {day}" in page
    assert "Iedereen met groep Zuid" in page
    assert "via groep Staf (rol Uitvoerder, gegeven door Admin op" in page
    assert f"hier gedeeld als Uitvoerder door Manager op {day}" in page
    assert "Yan" not in page
    assert "Wie er in een groep zit, weet alleen het intranet" in page


@pytest.mark.parametrize("kind", ["page", "initiative"])
def test_the_question_is_answered_as_the_pages_themselves_decide(sample: Flask, kind: str) -> None:
    with inside(sample):
        share(f"{kind}:1", "bob", ROLES_THERE[kind], given_by="manager")
        share(f"{kind}:1", "Wijkteam Zuid", "lezer", kind="group")
    for user in USERS:
        with sample.test_request_context(headers={"X-Person": user.id}), mounts.of(sample).opened():
            place = a_place(kind)
            decided = [access.may(right.permission, place.at(right.stage)) for right in RIGHTS[kind]]
        with sample.test_request_context(headers={"X-Person": "manager"}), mounts.of(sample).opened():
            assert [bool(reasons) for _label, reasons in queries.ask(a_place(kind), user).rights] == decided


ROLES_THERE = {"page": "redacteur", "initiative": "uitvoerder"}


def test_the_answer_stands_on_the_page_with_its_reason(sample: Flask) -> None:
    place, _ = first(sample)
    give(sample, "manager", place, persoon="bob", person="bob", role="uitvoerder")
    manager = client(sample, "manager")
    assert "ini-wie=bob" in manager.get(f"/initiatieven{place}/delen?ini-vraag=bo").text
    answer = manager.get(f"/initiatieven{place}/delen?ini-wie=bob").text.partition("ini-answer")[2]
    assert "<dt>Bewerken</dt><dd><strong>Ja</strong>, hier gedeeld als Uitvoerder door Manager" in answer
    assert "<dt>Delen</dt><dd><strong>Nee</strong>" in answer
    assert "niet gevonden" in manager.get(f"/initiatieven{place}/delen?ini-wie=niemand").text


def test_a_host_that_can_not_answer_about_somebody_is_said_and_our_own_roles_are_told(make_app: MakeApp) -> None:
    app = make_app(sample=True, people=search, find_user=find, roles=lambda user: BROKEN[user.id])
    place, _ = first(app)
    give(app, "manager", place, persoon="bob", person="bob", role="uitvoerder")
    page = client(app, "manager").get(f"/initiatieven{place}/delen?ini-wie=bob")
    assert page.status_code == 200
    assert "hier gedeeld als Uitvoerder" in page.text.partition("ini-answer")[2]
    assert "zijn hier niet te zien" in page.text


def test_whom_the_host_may_not_know_is_named_and_the_host_is_not_asked(make_app: MakeApp) -> None:
    asked: list[str] = []
    app = make_app(sample=True, find_user=find, roles=lambda user: [] if asked.append(user.id) else [])  # type: ignore[func-returns-value]
    with inside(app):
        row = Initiative.select().where(Initiative.contact.is_null(False)).first()
        Person.update(user_id=None).where(Person.id == row.contact_id).execute()
        person = Person.get_by_id(row.contact_id)
    page = client(app, "manager").get(f"/initiatieven/initiatief/{row.number}/delen").text
    assert person.name in page
    assert "pas bij het inloggen bekend" in page
    assert person.email not in asked


BROKEN: dict[str, list[str]] = {"manager": []}


def test_the_page_is_bounded_and_asks_a_bounded_number_of_queries(make_app: MakeApp) -> None:
    app = make_app(sample=True)
    with app.test_request_context(headers={"X-Person": "manager"}), mounts.of(app).opened() as mount:
        place = a_place("initiative")
        ask: Callable[[], object] = lambda: queries.who_may(place)  # noqa: E731
        before = queries_of(mount.database, ask)
        for number in range(2000):
            RoleAssignment.insert(
                user_id=f"u{number}", user_name=f"N{number}", role="uitvoerder", given_at=now(), given_by=f"g{number}"
            ).execute()
        for number in range(200):
            RoleGroup.create(word=f"groep {number}", roles="uitvoerder", changed_at=now())
        assert queries_of(mount.database, ask) <= before + 1
        found = queries.who_may(place)
        assert found.more == 1950
        assert len(found.lines) <= 150
