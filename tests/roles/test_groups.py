"""Groups of the host get roles on our own page, on top of the host's setting."""

from __future__ import annotations

import pytest
from flask import Flask

from flask_initiatieven import User, access
from flask_initiatieven.access import Role
from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.database import now
from flask_initiatieven.roles.models import RoleGroup
from tests.conftest import MakeApp, inside
from tests.roles.test_given import post
from tests.roles.test_local_roles import client

GROUPS = {"alice": ["Wijkteam"], "bob": ["Wijkteam", "Staf"], "admin": ["ICT"]}


@pytest.fixture
def grouped(make_app: MakeApp) -> Flask:
    return make_app(roles=lambda user: GROUPS.get(user.id, []), role_map={"Staf": ["leidinggevende"]})


def test_a_group_of_the_host_gets_roles_and_its_users_have_them_at_once(grouped: Flask) -> None:
    admin = client(grouped, "admin")
    assert post(admin, "/beheer/groepen", word="Wijkteam", roles=["redacteur", "griffie"]).status_code == 302
    with inside(grouped):
        assert access.roles_of(User("bob")) == {Role.REDACTEUR, Role.GRIFFIE, Role.LEIDINGGEVENDE, Role.LEZER}
        assert access.roles_of(User("zoe")) == {Role.LEZER}
        assert AuditEntry.select().where(AuditEntry.action == "rollen van groep veranderen").count() == 1


def test_the_setting_of_the_host_is_shown_and_can_not_be_changed(grouped: Flask) -> None:
    page = client(grouped, "admin").get("/initiatieven/beheer/groepen").text
    assert "Uit de instellingen van het intranet" in page
    assert '<th scope="row">Staf</th><td>Leidinggevende</td>' in page


def test_groups_of_who_is_looking_are_a_hint(grouped: Flask) -> None:
    assert "nog geen rol hebben: ICT" in client(grouped, "admin").get("/initiatieven/beheer/groepen").text


def test_nobody_raises_his_own_rights_by_a_group_he_is_in(grouped: Flask) -> None:
    answer = post(client(grouped, "admin"), "/beheer/groepen", word="ICT", roles=["leidinggevende"])
    assert answer.status_code == 422
    assert "zelf in deze groep" in answer.text
    with inside(grouped):
        assert RoleGroup.select().count() == 0
        assert access.roles_of(User("admin")) == {Role.LEZER}


def test_nobody_locks_himself_out_by_his_own_group(make_app: MakeApp) -> None:
    app = make_app(roles=lambda user: ["ICT"] if user.id == "alice" else [])
    with inside(app):
        RoleGroup.create(word="ICT", roles="beheerder", changed_at=now())
    alice = client(app, "alice")
    answer = post(alice, "/beheer/groepen/1", version=1, roles=["lezer"])
    assert answer.status_code == 422
    assert "zelf geen rollen meer" in answer.text
    page = alice.get("/initiatieven/beheer/groepen").text
    token = page.split('name="ini-csrf_token" value="')[1].split('"')[0]
    alice.post("/initiatieven/beheer/groepen/1/weg", data={"ini-csrf_token": token, "ini-version": 1})
    assert alice.get("/initiatieven/beheer/groepen").status_code == 200
    with inside(app):
        assert RoleGroup.get().roles == "beheerder"


def test_two_who_change_one_group_see_each_other(grouped: Flask) -> None:
    admin = client(grouped, "admin")
    post(admin, "/beheer/groepen", word="Wijkteam", roles=["redacteur"])
    assert post(admin, "/beheer/groepen/1", version=1, roles=["griffie"]).status_code == 302
    late = post(admin, "/beheer/groepen/1", version=1, roles=["wethouder"])
    assert late.status_code == 409
    assert "Iemand anders heeft dit intussen veranderd" in late.text
    with inside(grouped):
        assert RoleGroup.get().roles == "griffie"


@pytest.mark.parametrize(
    "word",
    [
        '<script>alert("x")</script>',
        'CN=Wijk\'team, OU="Ruimte"; --',
        "Wijkteam 💚 %s %(x)s {{ 7 * 7 }}",
        "x" * 255,
        "Ünïcödé",
    ],
)
def test_a_group_may_have_a_strange_name(make_app: MakeApp, word: str) -> None:
    app = make_app(roles=lambda user: [word])
    admin = client(app, "bob")
    with inside(app):
        RoleGroup.create(word="anders", roles="lezer", changed_at=now())
        app.test_cli_runner().invoke(args=["initiatieven", "role", "bob", "beheerder"])
    assert post(admin, "/beheer/groepen", word=word, roles=["lezer"]).status_code == 302
    assert admin.get("/initiatieven/beheer/groepen").status_code == 200
    with inside(app):
        assert {source.word for source in access.viewer_of(User("z")).sources} >= {word}


@pytest.mark.parametrize(
    "word", ["", "   ", "x" * 256, "\u202e\u200b"[:1], "Wijkte\u0430m", "Wijk\u200bteam2", "Wijkteam"]
)
def test_a_word_that_can_not_be_a_group_is_refused(grouped: Flask, word: str) -> None:
    admin = client(grouped, "admin")
    with inside(grouped):
        RoleGroup.create(word="Wijkteam", roles="lezer", changed_at=now())
    assert post(admin, "/beheer/groepen", word=word, roles=["lezer"]).status_code == 422
    assert post(admin, "/beheer/groepen", word="Goed", roles=["baas"]).status_code == 422
    assert post(admin, "/beheer/groepen", word="Goed").status_code == 422


def test_only_who_gives_roles_sees_groups(grouped: Flask) -> None:
    for person in ("bob", "charlie", "manager"):
        for address in ("groepen", "groepen/1", "rechten", "rechten.csv", "rollen"):
            assert client(grouped, person).get(f"/initiatieven/beheer/{address}").status_code == 403


def test_without_token_nothing_is_changed(grouped: Flask) -> None:
    admin = client(grouped, "admin")
    data = {"ini-word": "Wijkteam", "ini-roles": "lezer", "ini-version": 1}
    assert admin.post("/initiatieven/beheer/groepen", data=data).status_code == 400
    with inside(grouped):
        row = RoleGroup.create(word="Wijkteam", roles="lezer", changed_at=now())
    assert admin.post(f"/initiatieven/beheer/groepen/{row.id}", data=data).status_code == 400
    assert admin.post(f"/initiatieven/beheer/groepen/{row.id}/weg", data=data).status_code == 400
    with inside(grouped):
        assert RoleGroup.get().version == 1
