"""Roles given in the add-on."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from flask_initiatieven import User
from flask_initiatieven.control import queries
from tests.conftest import PageClient, inside


def token_of(text: str) -> str:
    return text.split('name="ini-csrf_token" value="')[1].split('"')[0]


def give(client: PageClient, user: str, role: str) -> int:
    token = token_of(client.get("/initiatieven/beheer/rollen").text)
    data = {"ini-csrf_token": token, "ini-user_id": user, "ini-user_name": user.title(), "ini-role": role}
    return client.post("/initiatieven/beheer/rollen", data=data).status_code


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
        entry = AuditEntry.get()
    assert (entry.action, entry.actor, entry.origin, entry.result) == (
        "rol geven",
        "systeem",
        "opdrachtregel",
        "gelukt",
    )
