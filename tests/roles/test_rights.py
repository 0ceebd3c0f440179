"""The page of who may what says what is in force."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask

from flask_initiatieven import User, access
from flask_initiatieven import mount as mounts
from flask_initiatieven.access import Permission, Role
from flask_initiatieven.municipality.models import Person
from flask_initiatieven.roles import rights
from tests.conftest import MakeApp
from tests.roles.test_local_roles import client


class Thing:
    """An object of somebody; `Staged` has a stage too."""

    def __init__(self, *people: int) -> None:
        self.owners = frozenset(people)

    def people(self) -> frozenset[int]:
        return self.owners


class Text(Thing):
    def __init__(self, stage: str) -> None:
        super().__init__()
        self.at = stage

    def stage(self) -> str:
        return self.at


@pytest.mark.parametrize("role", list(Role))
def test_every_cell_of_the_table_is_what_the_guard_of_the_routes_says(make_app: MakeApp, role: Role) -> None:
    user = User("somebody", roles=frozenset({role.value}))
    app = make_app(user=lambda: user, default_role="")
    with app.test_request_context(), mounts.of(app).opened():
        me = Person.create(key="me", name="Me", user_id="somebody")
        for group in rights.in_force():
            for row in group.rows:
                assert (role in row.everything) == access.may(row.permission, Thing())
                assert (role in (*row.everything, *row.own)) == access.may(row.permission, Thing(me.id))
            for row in group.staged:
                for stage, roles in zip(rights.STAGES, row.by_stage, strict=True):
                    assert (role in roles) == access.may(row.permission, Text(stage))


def test_every_permission_is_in_the_table_once_and_every_stage_is_a_column() -> None:
    assert {stage for each in Permission for stage in access.stages(each)} <= set(rights.STAGES)
    listed = [row.permission for group in rights.in_force() for row in (*group.rows, *group.staged)]
    assert sorted(listed) == sorted(Permission)


def test_the_page_and_the_file_hold_every_permission(make_app: MakeApp) -> None:
    app = make_app(role_labels={"griffie": "=Griffie <van> de raad"})
    admin = client(app, "admin")
    page = admin.get("/initiatieven/beheer/rechten")
    assert all(f'id="ini-right-{permission}"' in page.text for permission in Permission)
    assert "=Griffie &lt;van&gt; de raad" in page.text
    assert len(page.data) <= 40_000
    answer = admin.get("/initiatieven/beheer/rechten.csv")
    assert answer.mimetype == "text/csv"
    lines = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    staged = [each for each in Permission if access.stages(each)]
    cells = len(Permission) - len(staged) + len(staged) * len(rights.STAGES)
    assert len(lines) == 1 + cells * len(Role)
    assert not any(value[:1] in ("=", "+", "-", "@") for line in lines for value in line)


def test_the_file_is_noted_in_the_audit_log(app: Flask) -> None:
    from flask_initiatieven.audit import AuditEntry

    client(app, "admin").get("/initiatieven/beheer/rechten.csv")
    with app.app_context(), mounts.of(app).opened():
        assert AuditEntry.select().where(AuditEntry.object == "rights:all").count() == 1
