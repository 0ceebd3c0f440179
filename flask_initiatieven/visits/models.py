"""Tables of the working visits. Times are local Dutch times, lengths are minutes."""

from __future__ import annotations

from enum import StrEnum

import peewee as pw

from ..database import Model, TimestampField
from ..initiatives.models import Initiative, Involvement
from ..municipality.models import Person


class VisitStatus(StrEnum):
    PLANNED = "gepland"
    HELD = "geweest"
    CANCELLED = "vervallen"


class Visit(Model):
    """An alderman (or the mayor) visits an initiative."""

    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="visits", on_delete="CASCADE")
    status = pw.CharField(max_length=20, default=VisitStatus.PLANNED)
    official = pw.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    adviser = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="RESTRICT")
    held_on = pw.DateField(index=True)
    begins = pw.TimeField()
    ends = pw.TimeField()
    place = pw.CharField(max_length=300, default="")
    kind = pw.CharField(max_length=60, default="werkbezoek")
    goal = pw.TextField(default="")
    why_now = pw.TextField(default="")
    contact = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="RESTRICT")
    deputy = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="RESTRICT")
    initiative_id: int
    official_id: int
    adviser_id: int | None
    contact_id: int | None
    deputy_id: int | None
    spokesperson_id: int | None
    #: None: nobody filled it in yet
    press_invited = pw.BooleanField(null=True)
    press_arrangement = pw.TextField(default="")
    spokesperson = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="RESTRICT")
    bike = pw.CharField(max_length=300, default="")
    public_transport = pw.CharField(max_length=300, default="")
    car = pw.CharField(max_length=300, default="")
    accessibility = pw.CharField(max_length=300, default="")
    clothing = pw.CharField(max_length=300, default="")
    bad_weather = pw.CharField(max_length=300, default="")
    report_due_on = pw.DateField(null=True)
    report = pw.TextField(default="")
    created_key = pw.CharField(max_length=64, null=True, unique=True)
    #: counts saves; also SEQUENCE of the calendar file
    version = pw.IntegerField(default=1)
    changed_at = TimestampField()
    changed_by = pw.CharField(max_length=255, default="")

    def people(self) -> frozenset[int]:
        """Whose visit it is: visitor, adviser, contacts of visit and initiative."""
        named = (self.official_id, self.adviser_id, self.contact_id, self.deputy_id)
        return self.initiative.people() | {each for each in named if each is not None}

    def shared_as(self) -> str:
        """With its initiative."""
        return f"initiative:{self.initiative_id}"

    def asked(self) -> frozenset[int]:
        """Colleagues asked to think along about the initiative."""
        query = Involvement.select(Involvement.person).where(Involvement.initiative == self.initiative_id)
        return frozenset(row.person_id for row in query)


class ProgrammeRow(Model):
    id = pw.AutoField()
    visit = pw.ForeignKeyField(Visit, backref="programme", on_delete="CASCADE")
    position = pw.IntegerField()
    begins = pw.TimeField()
    minutes = pw.IntegerField()
    what = pw.CharField(max_length=300)
    who = pw.CharField(max_length=200, default="")


class Attendee(Model):
    """Somebody the alderman will meet. `note` is for the alderman only ("was eerst tegen")."""

    id = pw.AutoField()
    visit = pw.ForeignKeyField(Visit, backref="attendees", on_delete="CASCADE")
    position = pw.IntegerField()
    name = pw.CharField(max_length=160)
    function = pw.CharField(max_length=300, default="")
    note = pw.CharField(max_length=300, default="")
    phone = pw.CharField(max_length=40, default="")


class LineKind(StrEnum):
    CORE = "core"
    TALKING_POINT = "talking_point"
    MAY_PROMISE = "may_promise"
    MAY_NOT_PROMISE = "may_not_promise"
    SENSITIVE = "sensitive"


class VisitLine(Model):
    """One line of a list of a visit. `reason` and `decides` belong to what may (not) be promised."""

    id = pw.AutoField()
    visit = pw.ForeignKeyField(Visit, backref="lines", on_delete="CASCADE")
    kind = pw.CharField(max_length=20)
    position = pw.IntegerField()
    text = pw.TextField()
    reason = pw.CharField(max_length=300, default="")
    decides = pw.CharField(max_length=100, default="")


class Question(Model):
    id = pw.AutoField()
    visit = pw.ForeignKeyField(Visit, backref="questions", on_delete="CASCADE")
    position = pw.IntegerField()
    question = pw.CharField(max_length=300)
    answer = pw.TextField(default="")


class EarlierPromise(Model):
    """A promise made before this visit, as the author of the briefing lists it."""

    id = pw.AutoField()
    visit = pw.ForeignKeyField(Visit, backref="earlier_promises", on_delete="CASCADE")
    position = pw.IntegerField()
    text = pw.TextField()
    made_on = pw.DateField(null=True)
    status = pw.CharField(max_length=30)


class VisitPromise(Model):
    """What was promised at this visit, literally: by whom, to whom, who sees to it, before when."""

    id = pw.AutoField()
    visit = pw.ForeignKeyField(Visit, backref="promises", on_delete="CASCADE")
    position = pw.IntegerField()
    text = pw.TextField()
    made_to = pw.CharField(max_length=200)
    made_by = pw.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    holder = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="RESTRICT")
    due_on = pw.DateField(null=True)
    status = pw.CharField(max_length=30, default="open")
    done_on = pw.DateField(null=True)
    explanation = pw.TextField(default="")


TABLES = (Visit, ProgrammeRow, Attendee, VisitLine, Question, EarlierPromise, VisitPromise)
