"""The step that gives the role division versions, over a municipality that was there before."""

from __future__ import annotations

import pytest
from flask import Flask

from flask_initiatieven.divisions import queries
from flask_initiatieven.divisions.models import RoleTable, RoleTableRow
from flask_initiatieven.initiatives.models import ProgrammeLink
from flask_initiatieven.lifecycle import actions as lifecycle
from flask_initiatieven.programme.models import Programme, ProgrammeItem
from tests.conftest import MakeApp, inside

STEP = "0008_divisions"


@pytest.fixture
def before(make_app: MakeApp) -> Flask:
    """The sample municipality as it was before this step."""
    app = make_app(sample=True)
    with inside(app) as mount:
        lifecycle._runner(mount.database).down(STEP)
    return app


def up(app: Flask) -> None:
    with inside(app) as mount:
        lifecycle._runner(mount.database).up()


def test_the_table_there_was_is_version_one_and_in_force(before: Flask) -> None:
    up(before)
    with inside(before):
        row = queries.adopted()
        assert row
        division = queries.division(row)
        assert row.number == 1
        assert [actor.party for actor in division.actors][:2] == ["bewoner", "aanspreekpunt"]
        assert RoleTableRow.select().where(RoleTableRow.phases == "").count() == 0


def test_a_table_in_which_a_task_lacks_its_one_decider_is_a_concept(before: Flask) -> None:
    with inside(before) as mount:
        mount.database.execute_sql("UPDATE initiatieven_role_table_cell SET letters = 'R' WHERE letters = 'A'")
    up(before)
    with inside(before):
        assert queries.adopted() is None
        assert [row.state for row in RoleTable.select()] == ["concept"]


def test_no_link_is_lost_and_the_programme_is_in_force(before: Flask) -> None:
    with inside(before) as mount:
        ((count,),) = mount.database.execute_sql("SELECT COUNT(*) FROM initiatieven_programme_link")
    up(before)
    with inside(before):
        assert ProgrammeLink.select().count() == count > 0
        assert [row.state for row in Programme.select()] == ["geldt"]
        assert [item.code for item in ProgrammeItem.select().order_by(ProgrammeItem.position)][:2] == ["1", "2"]
        assert {link.strength for link in ProgrammeLink.select()} == {"draagt_bij"}
