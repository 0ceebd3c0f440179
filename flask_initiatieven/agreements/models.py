"""Tables of the two-sided expectations agreements."""

from __future__ import annotations

from enum import StrEnum

import peewee as pw

from ..database import Model, TimestampField
from ..initiatives.models import Initiative
from ..municipality.models import Person


class AgreementState(StrEnum):
    DRAFT = "concept"
    OFFERED = "aangeboden"
    CONFIRMED = "bevestigd"
    REPLACED = "vervangen"
    CANCELLED = "opgezegd"
    ENDED = "beeindigd"


class Side(StrEnum):
    MUNICIPALITY = "municipality"
    RESIDENT = "resident"


class ItemKind(StrEnum):
    """Dit mag u van ons verwachten / Dit verwachten wij van u / Dit doen wij niet."""

    WE_DO = "we_do"
    YOU_DO = "you_do"
    WE_DO_NOT = "we_do_not"


class Agreement(Model):
    """One version of an agreement. Once confirmed only its state may change; a change is a new version."""

    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="agreements", on_delete="CASCADE")
    number = pw.IntegerField()
    #: procesafspraak (until the decision) or uitvoeringsafspraak (after yes)
    kind = pw.CharField(max_length=30)
    state = pw.CharField(max_length=20, default=AgreementState.DRAFT)
    agreed_on = pw.DateField(null=True)
    about = pw.TextField(default="")
    our_role = pw.TextField(default="")
    contact = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="RESTRICT")
    deputy = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="RESTRICT")
    money = pw.TextField(default="")
    upkeep = pw.TextField(default="")
    safety = pw.TextField(default="")
    publicity = pw.TextField(default="")
    personal_data = pw.TextField(default="")
    when_things_change = pw.TextField(default="")
    looking_back = pw.TextField(default="")
    stopping = pw.TextField(default="")
    disagreeing = pw.TextField(default="")
    change = pw.TextField(default="")
    content_hash = pw.CharField(max_length=64, default="")
    created_key = pw.CharField(max_length=64, null=True, unique=True)
    version = pw.IntegerField(default=1)
    changed_at = TimestampField()
    changed_by = pw.CharField(max_length=255, default="")

    class Meta:
        indexes = ((("initiative", "number"), True),)


class AgreementItem(Model):
    id = pw.AutoField()
    agreement = pw.ForeignKeyField(Agreement, backref="items", on_delete="CASCADE")
    kind = pw.CharField(max_length=20)
    position = pw.IntegerField()
    text = pw.TextField()


class AgreementTerm(Model):
    """What, who (gemeente, initiatiefnemer, samen) and before when."""

    id = pw.AutoField()
    agreement = pw.ForeignKeyField(Agreement, backref="terms", on_delete="CASCADE")
    position = pw.IntegerField()
    what = pw.CharField(max_length=300)
    who = pw.CharField(max_length=60)
    due_on = pw.DateField(null=True)


class Confirmation(Model):
    """One side said yes to exactly this content (`content_hash`): who, for whom, when and how."""

    id = pw.AutoField()
    agreement = pw.ForeignKeyField(Agreement, backref="confirmations", on_delete="CASCADE")
    side = pw.CharField(max_length=20)
    name = pw.CharField(max_length=160)
    on_behalf_of = pw.CharField(max_length=200)
    confirmed_on = pw.DateField()
    how = pw.CharField(max_length=200)
    content_hash = pw.CharField(max_length=64)


TABLES = (Agreement, AgreementItem, AgreementTerm, Confirmation)
