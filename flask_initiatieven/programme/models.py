"""Tables of the coalition programme."""

from __future__ import annotations

import peewee as pw

from ..database import Model


class Programme(Model):
    """A coalition programme."""

    id = pw.AutoField()
    title = pw.CharField(max_length=200, unique=True)
    period = pw.CharField(max_length=40)


class ProgrammeItem(Model):
    id = pw.AutoField()
    programme = pw.ForeignKeyField(Programme, backref="items", on_delete="CASCADE")
    code = pw.CharField(max_length=20)
    title = pw.CharField(max_length=200)
    text = pw.TextField(default="")

    class Meta:
        indexes = ((("programme", "code"), True),)


TABLES = (Programme, ProgrammeItem)
