"""The who-may-what table: roles come from four places, own objects are told from others'."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.exceptions import Forbidden, NotFound

from flask_initiatieven import User, access, database
from flask_initiatieven import mount as mounts
from flask_initiatieven.access import Permission, Reach, Role
from flask_initiatieven.municipality.models import Person
from flask_initiatieven.roles import actions
from flask_initiatieven.roles.models import LocalRole
from tests.conftest import MakeApp, inside
from tests.initiatives.counting import queries_of


class Thing:
    def __init__(self, *people: int) -> None:
        self.owners = frozenset(people)

    def people(self) -> frozenset[int]:
        return self.owners


def test_every_permission_has_a_row_and_nobody_has_all(app: Flask) -> None:
    table = access.table()
    assert set(table) == set(Permission)
    assert not any(all(role in table[permission] for permission in Permission) for role in Role)


@pytest.mark.parametrize(("person", "status"), [("contact", 403), ("alderman", 404), ("alice", 200), ("charlie", 404)])
def test_strangers_get_404_and_readers_who_edit_403(app: Flask, person: str, status: int) -> None:
    permission = Permission.EDIT_INITIATIVES if person == "contact" else Permission.EDIT_VISITS
    with app.test_request_context(headers={"X-Person": person}), mounts.of(app).opened():
        if status == 200:
            assert access.fetch(permission, lambda key: Thing(), 1)
            return
        with pytest.raises(NotFound if status == 404 else Forbidden):
            access.fetch(permission, lambda key: Thing(), 1)


def test_own_is_by_the_person_the_user_is(app: Flask) -> None:
    with app.test_request_context(headers={"X-Person": "alderman"}), mounts.of(app).opened():
        person = Person.create(key="b", name="B", email="alderman@example.nl")
        assert access.may(Permission.BRIEFING_WETHOUDER, Thing(person.id))
        assert not access.may(Permission.BRIEFING_WETHOUDER, Thing(person.id + 1))
        scope = access.only_own(Permission.READ_VISITS)
        assert scope is not None
        assert scope.person_id == person.id


def test_a_link_by_user_id_beats_an_address(app: Flask) -> None:
    with app.test_request_context(headers={"X-Person": "alderman"}), mounts.of(app).opened():
        Person.create(key="a", name="A", email="alderman@example.nl", user_id="somebody else")
        linked = Person.create(key="b", name="B", user_id="alderman")
        viewer = access.viewer()
        assert viewer is not None
        assert viewer.person_id == linked.id


def test_roles_come_from_the_host_the_map_the_addon_and_admins(make_app: MakeApp) -> None:
    app = make_app(roles=lambda user: ["Wijkteam"], role_map={"Wijkteam": ["uitvoerder"]}, admins=["zoe@x.nl"])
    zoe = User("z", "Zoe", "zoe@x.nl", frozenset({"griffie", "word of the host"}))
    with inside(app):
        actions.give_role("z", "Zoe", "wethouder")
        assert access.roles_of(zoe) == {Role.UITVOERDER, Role.BEHEERDER, Role.GRIFFIE, Role.WETHOUDER, Role.LEZER}


def test_without_default_role_a_user_may_nothing(make_app: MakeApp) -> None:
    app = make_app(default_role="")
    with app.test_request_context(headers={"X-Person": "charlie"}), mounts.of(app).opened():
        assert [permission for permission in Permission if access.reach(permission)] == []


def test_reach_all_beats_reach_own(app: Flask) -> None:
    app.test_cli_runner().invoke(args=["initiatieven", "role", "alice", "aanspreekpunt"])
    with app.test_request_context(headers={"X-Person": "alice"}), mounts.of(app).opened():
        assert access.reach(Permission.EDIT_INITIATIVES) is Reach.ALL


class Everything(Thing):
    """With people, a stage and a place in the table of local roles."""

    def __init__(self, stage: str, object: str, *people: int) -> None:
        super().__init__(*people)
        self.at, self.object = stage, object

    def stage(self) -> str:
        return self.at

    def shared_as(self) -> str:
        return self.object


@pytest.mark.parametrize("role", list(Role))
def test_may_and_explain_agree_on_every_cell(app: Flask, role: Role) -> None:
    user = User("alderman", "Alderman", "alderman@example.nl", frozenset({"wethouder"}))
    with app.test_request_context(headers={"X-Person": "alderman"}), mounts.of(app).opened():
        person = Person.create(key="b", name="B", email=user.email)
        LocalRole.create(object="page:3", grantee_kind="user", grantee="alderman", role=role, given_at=database.now())
        LocalRole.create(
            object="initiative:3", grantee_kind="group", grantee="wethouder", role=role, given_at=database.now()
        )
        rows = [None, Thing(), Thing(person.id)]
        for stage in ("draft", "review", "planned", "published", "replaced", "withdrawn", "deleted"):
            rows += [Everything(stage, "page:3"), Everything(stage, "page:4", person.id)]
        rows += [Everything("", "initiative:3"), Everything("", "initiative:4")]
        cells = [(each, row) for each in Permission for row in rows]
        answers = [access.may(each, row) for each, row in cells]
        assert [bool(access.explain(user, each, row)) for each, row in cells] == answers
        assert True in answers
        assert False in answers


def test_asking_who_may_what_takes_a_fixed_number_of_queries(make_app: MakeApp) -> None:
    words = [f"groep {number}" for number in range(2000)]
    app = make_app(roles=lambda user: words)
    with app.test_request_context(headers={"X-Person": "alice"}), mounts.of(app).opened() as mount:
        rows = [Everything("draft", "page:1", number) for number in range(20)]
        asked = lambda: [access.may(each, row) or access.somewhere(each) for each in Permission for row in rows]  # noqa: E731
        assert queries_of(mount.database, asked) <= 8


def test_words_of_the_host_that_are_no_text_or_too_long_are_left_out(make_app: MakeApp) -> None:
    app = make_app(roles=lambda user: ["uitvoerder", 7, None, "x" * 300, "a\x00b", "  Wijk   team "])
    with inside(app):
        assert access.viewer_of(User("z")).words == {"uitvoerder", "Wijk team"}
