"""Tables of the role division."""

from __future__ import annotations

from typing import Any

import peewee as pw

from ..database import TimestampField
from ..fixed import FixedModel, FixedPart
from .division import Party as Party
from .division import TableState as TableState


class RoleTable(FixedModel):
    """Who does what (rolverdeling): tasks × actors, with letters R A S C I. One version; at most one is adopted.

    What was adopted never changes its content; a change is a new version.
    """

    free = frozenset({"state", "version", "changed_at", "changed_by"})

    id = pw.AutoField()
    number = pw.IntegerField(default=0, unique=True)
    state = pw.CharField(max_length=20, default=TableState.CONCEPT)
    title = pw.CharField(max_length=200)
    adopted_by = pw.CharField(max_length=60, default="")
    adopted_on = pw.DateField(null=True)
    decision_number = pw.CharField(max_length=80, default="")
    version = pw.IntegerField(default=1)
    changed_at = TimestampField(null=True)
    changed_by = pw.CharField(max_length=255, default="")

    @classmethod
    def fixed(cls) -> Any:
        return cls.state != TableState.CONCEPT

    def people(self) -> frozenset[int]:
        """Nobody's in particular."""
        return frozenset()


#: one table in force, whoever adopts at the same time
RoleTable.add_index(
    RoleTable.index(
        RoleTable.state,
        unique=True,
        where=(RoleTable.state == "vastgesteld"),
        name="initiatieven_one_adopted_division",
    )
)


class RoleTableLetter(FixedPart):
    whole = "table"

    id = pw.AutoField()
    table = pw.ForeignKeyField(RoleTable, backref="letters", on_delete="CASCADE")
    position = pw.IntegerField()
    letter = pw.CharField(max_length=4)
    meaning = pw.CharField(max_length=80)


class RoleTableActor(FixedPart):
    """A column, in the municipality's own word; `party` says who that is (see division.Party)."""

    whole = "table"

    id = pw.AutoField()
    table = pw.ForeignKeyField(RoleTable, backref="actors", on_delete="CASCADE")
    position = pw.IntegerField()
    name = pw.CharField(max_length=60)
    party = pw.CharField(max_length=20, default=Party.OTHER)


class RoleTableRow(FixedPart):
    """A task; `phases` are keys of statusmodel.yaml with a space between them."""

    whole = "table"

    id = pw.AutoField()
    table = pw.ForeignKeyField(RoleTable, backref="rows", on_delete="CASCADE")
    position = pw.IntegerField()
    task = pw.CharField(max_length=200)
    phases = pw.CharField(max_length=400, default="")


class RoleTableCell(FixedPart):
    """Letters of one actor for one task, such as "A/R"; "-" when he has no part in it."""

    whole = "row"

    id = pw.AutoField()
    row = pw.ForeignKeyField(RoleTableRow, backref="cells", on_delete="CASCADE")
    row_id: int
    actor = pw.ForeignKeyField(RoleTableActor, backref="+", on_delete="CASCADE")
    actor_id: int
    letters = pw.CharField(max_length=10)


TABLES = (RoleTable, RoleTableLetter, RoleTableActor, RoleTableRow, RoleTableCell)
