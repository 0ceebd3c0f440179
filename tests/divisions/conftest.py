"""A role division."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from flask_initiatieven.divisions.models import (
    RoleTable,
    RoleTableActor,
    RoleTableCell,
    RoleTableLetter,
    RoleTableRow,
)
from tests.conftest import inside


@pytest.fixture
def role_table(app: Flask) -> None:
    with inside(app):
        table = RoleTable.create(title="Wie doet wat", adopted_by="college", adopted_on=date(2026, 9, 22))
        for position, (letter, meaning) in enumerate([("R", "doet het"), ("A", "beslist")]):
            RoleTableLetter.create(table=table, position=position, letter=letter, meaning=meaning)
        actors = [
            RoleTableActor.create(table=table, position=at, name=name) for at, name in enumerate(("bewoner", "raad"))
        ]
        row = RoleTableRow.create(table=table, position=0, task="Idee bedenken")
        for actor, letters in zip(actors, ("A/R", "-"), strict=True):
            RoleTableCell.create(row=row, actor=actor, letters=letters)
