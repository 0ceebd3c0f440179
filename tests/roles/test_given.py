"""Roles given in the add-on."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from flask_initiatieven import User
from flask_initiatieven import mount as mounts
from flask_initiatieven.database import now
from flask_initiatieven.errors import Refused
from flask_initiatieven.roles import actions, queries
from flask_initiatieven.roles.models import RoleAssignment, RoleGroup
from tests.conftest import MakeApp, PageClient, inside
from tests.roles.test_local_roles import client


def token_of(text: str) -> str:
    return text.split('name="ini-csrf_token" value="')[1].split('"')[0]


def give(browser: PageClient, user: str, role: str) -> int:
    return post(browser, "/beheer/rollen", user_id=user, user_name=user.title(), role=role).status_code


def test_the_admin_gives_a_role_and_it_counts_at_once(as_person: Callable[[str], PageClient]) -> None:
    assert as_person("charlie").get("/initiatieven/beheer").status_code == 403
    assert give(as_person("admin"), "charlie", "beheerder") == 302
    assert as_person("charlie").get("/initiatieven/beheer").status_code == 200


def test_nobody_without_the_admin_role_gives_roles(as_person: Callable[[str], PageClient]) -> None:
    for person in ("alice", "bob", "charlie", "manager"):
        assert as_person(person).get("/initiatieven/beheer/rollen").status_code == 403


def test_a_post_without_token_is_refused(as_person: Callable[[str], PageClient], app: Flask) -> None:
    answer = as_person("admin").post(
        "/initiatieven/beheer/rollen", data={"ini-user_id": "bob", "ini-role": "beheerder"}
    )
    assert answer.status_code == 400
    assert as_person("bob").get("/initiatieven/beheer").status_code == 403


def test_an_admin_cannot_give_himself_a_role(as_person: Callable[[str], PageClient]) -> None:
    admin = as_person("admin")
    assert give(admin, "admin", "leidinggevende") == 422
    assert admin.get("/initiatieven/initiatief/x/bewerken/basis").status_code == 404
    assert admin.get("/initiatieven/visie/nieuw").status_code == 403


def test_an_admin_cannot_take_away_his_own_role(as_person: Callable[[str], PageClient], app: Flask) -> None:
    app.test_cli_runner().invoke(args=["initiatieven", "role", "admin", "beheerder"])
    admin = as_person("admin")
    page = admin.get("/initiatieven/beheer/rollen").text
    admin.post("/initiatieven/beheer/rollen/1/weg", data={"ini-csrf_token": token_of(page)})
    assert "eigen rol niet weghalen" in admin.get("/initiatieven/beheer/rollen").text


def test_a_role_given_to_an_address_counts_for_whose_address_it_is(
    as_person: Callable[[str], PageClient], app: Flask
) -> None:
    app.test_cli_runner().invoke(args=["initiatieven", "role", "bob@example.nl", "beheerder"])
    assert as_person("bob").get("/initiatieven/beheer").status_code == 200
    assert as_person("charlie").get("/initiatieven/beheer").status_code == 403


def test_an_admin_cannot_give_his_own_address_a_role(as_person: Callable[[str], PageClient]) -> None:
    assert give(as_person("admin"), "admin@example.nl", "leidinggevende") == 422


def test_an_address_is_not_looked_at_where_ids_are_addresses() -> None:
    assert queries.words_for(User(id="eva@x.nl", name="Eva", email="admin@x.nl")) == ["eva@x.nl"]
    assert queries.words_for(User(id="7", name="Eva", email="3")) == ["7"]


def test_a_role_given_by_command_is_written_to_the_audit_log(app: Flask) -> None:
    from flask_initiatieven.audit import AuditEntry

    app.test_cli_runner().invoke(args=["initiatieven", "role", "zoe", "griffie"])
    with inside(app):
        entry = AuditEntry.get(AuditEntry.action == "rol geven")
    assert (entry.action, entry.actor, entry.origin, entry.result) == (
        "rol geven",
        "systeem",
        "opdrachtregel",
        "gelukt",
    )


def post(browser: PageClient, address: str, **fields: object) -> TestResponse:
    """Send the form of a page with these fields; the token is that of the page."""
    path = f"/initiatieven{address}"
    token = token_of(browser.get(path).text)
    data = {"ini-csrf_token": token, **{f"ini-{name}": value for name, value in fields.items()}}
    return browser.post(path, data=data)


@pytest.fixture
def searchable(make_app: MakeApp) -> Flask:
    users = [User("77", "Zoë Kaya", "zoe@example.nl", department="Groen"), User("78", "Zoë <b>Bond</b>")]
    return make_app(people=lambda words, limit: [user for user in users if words in user.name.lower()])


def test_a_person_is_found_and_given_a_role_without_javascript(searchable: Flask) -> None:
    admin = client(searchable, "admin")
    page = admin.get("/initiatieven/beheer/rollen?ini-persoon=kaya")
    assert "Zoë Kaya, Groen, zoe@example.nl" in page.text
    assert post(admin, "/beheer/rollen", persoon="kaya", person="77", role="redacteur").status_code == 302
    with inside(searchable):
        row = RoleAssignment.get()
        assert (row.user_id, row.user_name, row.role, row.given_by) == ("77", "Zoë Kaya", "redacteur", "admin")


def test_somebody_who_was_not_found_can_not_be_sent_along(searchable: Flask) -> None:
    admin = client(searchable, "admin")
    assert post(admin, "/beheer/rollen", persoon="kaya", person="78", role="redacteur").status_code == 422
    assert post(admin, "/beheer/rollen", person="77", role="redacteur").status_code == 422
    assert post(admin, "/beheer/rollen", persoon="kaya", role="redacteur").status_code == 422
    assert post(admin, "/beheer/rollen", persoon="kaya", person="77", role="baas").status_code == 422
    with inside(searchable):
        assert RoleAssignment.select().count() == 0


def test_the_name_of_who_is_typed_is_the_name_that_the_host_has(make_app: MakeApp) -> None:
    app = make_app(find_user=lambda user_id: User(user_id, "Echte Naam") if user_id == "9" else None)
    post(client(app, "admin"), "/beheer/rollen", user_id="9", user_name="Iemand Anders", role="lezer")
    with inside(app):
        assert RoleAssignment.get().user_name == "Echte Naam"


def test_thousands_of_given_roles_are_paged_and_filtered(app: Flask) -> None:
    with inside(app) as mount, mount.database.atomic():
        for number in range(3000):
            RoleAssignment.insert(
                user_id=f"u{number}", user_name=f"Naam {number}", role="lezer", given_at=now(), given_by="admin"
            ).execute()
    admin = client(app, "admin")
    page = admin.get("/initiatieven/beheer/rollen")
    assert len(page.data) <= 40_000
    assert "3000 gegeven rollen" in page.text
    assert "Naam 2999" in page.text
    older = re.search(r'ini-na=(\d+)"', page.text)
    assert older is not None
    second = admin.get(f"/initiatieven/beheer/rollen?ini-na={older[1]}").text
    assert "Naam 2974<" in second
    assert "Naam 2975<" not in second
    assert "1 gegeven rol<" in admin.get("/initiatieven/beheer/rollen?ini-zoek=naam+1234").text
    assert "geen gegeven rol gevonden" in admin.get("/initiatieven/beheer/rollen?ini-rol=griffie").text
    assert admin.get("/initiatieven/beheer/rollen?ini-na=x&ini-rol=onzin").status_code == 200
    for number in ("9" * 20, "-" + "9" * 20, "0"):
        assert "Naam 2999" in admin.get(f"/initiatieven/beheer/rollen?ini-na={number}").text


def test_two_admins_who_take_each_others_role_do_not_both_succeed(app: Flask) -> None:
    runner = app.test_cli_runner()
    for name in ("bob", "alice"):
        runner.invoke(args=["initiatieven", "role", name, "beheerder"])
    bob, alice = client(app, "bob"), client(app, "alice")
    token = token_of(alice.get("/initiatieven/beheer/rollen").text)
    bob.post(
        "/initiatieven/beheer/rollen/2/weg",
        data={"ini-csrf_token": token_of(bob.get("/initiatieven/beheer/rollen").text)},
    )
    assert alice.post("/initiatieven/beheer/rollen/1/weg", data={"ini-csrf_token": token}).status_code == 403
    with inside(app):
        assert [row.user_id for row in RoleAssignment.select()] == ["bob"]


def test_who_lost_the_right_in_the_meantime_is_refused_inside_the_transaction(app: Flask) -> None:
    with app.test_request_context(headers={"X-Person": "alice"}), mounts.of(app).opened():
        row = RoleAssignment.create(user_id="zoe", role="beheerder", given_at=now())
        with pytest.raises(Refused, match="geen rollen meer geven"):
            actions.take_role(row)
        with pytest.raises(Refused, match="geen rollen meer geven"):
            actions.give_role("yan", "Yan", "beheerder")
        assert RoleAssignment.select().count() == 1


def test_reading_changes_no_row(app: Flask) -> None:
    with inside(app):
        RoleGroup.create(word="Wijk", roles="lezer", changed_at=now())
    admin = client(app, "admin")
    for address in ("rollen", "rollen?ini-person=77&ini-role=lezer", "groepen", "groepen/1", "rechten"):
        assert admin.get(f"/initiatieven/beheer/{address}").status_code == 200
    assert admin.get("/initiatieven/beheer/groepen/1/weg").status_code in (404, 405)
    with inside(app):
        assert RoleGroup.select().count() == 1
        assert RoleAssignment.select().count() == 0
