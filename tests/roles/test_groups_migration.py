"""The step that brings groups, words of people and an end to sharing, over tables with rows in them."""

from __future__ import annotations

from flask import Flask

from flask_initiatieven.database import now
from flask_initiatieven.initiatives.models import Initiative
from flask_initiatieven.lifecycle import actions as lifecycle
from flask_initiatieven.municipality.models import Person
from flask_initiatieven.roles import people
from flask_initiatieven.roles.models import LocalRole
from tests.conftest import MakeApp, inside

STEP = "0013_role_groups"


def test_people_and_shares_that_were_there_are_found_afterwards(make_app: MakeApp) -> None:
    with inside(make_app(sample=True)) as mount:
        Person.create(key="zoe", name="Zoë Kaya-Berg", email="zoe@example.nl")
        before = Person.select().count()
        LocalRole.create(object="page:1", grantee_kind="user", grantee="zoe", role="lezer", given_at=now())
        runner = lifecycle._runner(mount.database)
        runner.down(STEP)
        tables = mount.database.get_tables()
        assert "initiatieven_role_group" not in tables
        assert "until" not in {column.name for column in mount.database.get_columns("initiatieven_local_role")}
        Person.create(key="later", name="Yan Later", email="yan@example.nl")
        runner.up()
        assert [user.name for user in people.search("kaya")] == ["Zoë Kaya-Berg"]
        assert [user.name for user in people.search("later")] == ["Yan Later"]
        assert Person.select().count() == before + 1
        assert [row.until for row in LocalRole.select()] == [None]


def test_going_back_leaves_no_trigger_behind(app: Flask) -> None:
    with inside(app) as mount:
        runner = lifecycle._runner(mount.database)
        runner.down(STEP)
        person = Person.create(key="a", name="A")
        person.delete_instance()
        row = Initiative.create(number="EW-2026-997", title="Weg", slug="weg", changed_at=now())
        row.delete_instance()
        runner.up()
