"""Tables of the coalition programme."""

from __future__ import annotations

import peewee as pw

from ..database import Model, TimestampField
from ..municipality.models import Person
from .programme import ProgrammeState as ProgrammeState


class Programme(Model):
    """A coalition programme. At most one is in force; earlier ones stay readable with their links."""

    id = pw.AutoField()
    title = pw.CharField(max_length=200, unique=True)
    period = pw.CharField(max_length=40)
    in_force_from = pw.DateField(null=True)
    in_force_until = pw.DateField(null=True)
    state = pw.CharField(max_length=20, default=ProgrammeState.COMING)
    created_key = pw.CharField(max_length=64, null=True, unique=True)
    version = pw.IntegerField(default=1)
    changed_at = TimestampField(null=True)
    changed_by = pw.CharField(max_length=255, default="")

    def people(self) -> frozenset[int]:
        """Nobody's in particular."""
        return frozenset()


#: one programme in force, whoever decides so at the same time
Programme.add_index(
    Programme.index(
        Programme.state,
        unique=True,
        where=(Programme.state == "geldt"),
        name="initiatieven_one_programme_in_force",
    )
)


class ProgrammeItem(Model):
    """A point of a programme. An archived one takes no new links and keeps the old ones."""

    id = pw.AutoField()
    programme = pw.ForeignKeyField(Programme, backref="items", on_delete="CASCADE")
    programme_id: int
    position = pw.IntegerField(default=0)
    code = pw.CharField(max_length=20)
    title = pw.CharField(max_length=200)
    text = pw.TextField(default="")
    portfolio_holder = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="SET NULL")
    portfolio_holder_id: int | None
    archived_on = pw.DateField(null=True)
    version = pw.IntegerField(default=1)
    changed_at = TimestampField(null=True)
    changed_by = pw.CharField(max_length=255, default="")

    class Meta:
        indexes = ((("programme", "code"), True),)

    def people(self) -> frozenset[int]:
        """Whose it is: the portfolio holder's."""
        return frozenset() if self.portfolio_holder_id is None else frozenset({self.portfolio_holder_id})


TABLES = (Programme, ProgrammeItem)
