"""Tables of the role division."""

from __future__ import annotations

import peewee as pw

from ..database import Model


class RoleTable(Model):
    """Who does what (rolverdeling): tasks × actors, with letters R A S C I."""

    id = pw.AutoField()
    title = pw.CharField(max_length=200)
    adopted_by = pw.CharField(max_length=60, default="")
    adopted_on = pw.DateField(null=True)


class RoleTableLetter(Model):
    id = pw.AutoField()
    table = pw.ForeignKeyField(RoleTable, backref="letters", on_delete="CASCADE")
    position = pw.IntegerField()
    letter = pw.CharField(max_length=4)
    meaning = pw.CharField(max_length=80)


class RoleTableActor(Model):
    id = pw.AutoField()
    table = pw.ForeignKeyField(RoleTable, backref="actors", on_delete="CASCADE")
    position = pw.IntegerField()
    name = pw.CharField(max_length=60)


class RoleTableRow(Model):
    id = pw.AutoField()
    table = pw.ForeignKeyField(RoleTable, backref="rows", on_delete="CASCADE")
    position = pw.IntegerField()
    task = pw.CharField(max_length=200)


class RoleTableCell(Model):
    """Letters of one actor for one task, such as "A/R"; "-" when he has no part in it."""

    id = pw.AutoField()
    row = pw.ForeignKeyField(RoleTableRow, backref="cells", on_delete="CASCADE")
    row_id: int
    actor = pw.ForeignKeyField(RoleTableActor, backref="+", on_delete="CASCADE")
    actor_id: int
    letters = pw.CharField(max_length=10)


TABLES = (RoleTable, RoleTableLetter, RoleTableActor, RoleTableRow, RoleTableCell)
