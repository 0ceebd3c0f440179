"""Tables of the two-sided expectations agreements."""

from __future__ import annotations

from typing import Any

import peewee as pw

from ..database import TimestampField
from ..fixed import FixedModel, FixedPart
from ..initiatives.models import Initiative
from ..municipality.models import Person
from .agreement import OPEN_STATES
from .agreement import AgreementState as AgreementState
from .agreement import ItemKind as ItemKind
from .agreement import Side as Side


class Agreement(FixedModel):
    """One version of an agreement. Once confirmed only its state may change; a change is a new version."""

    free = frozenset({"state", "cancelled_on", "cancelled_by", "cancel_reason", "version", "changed_at", "changed_by"})

    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="agreements", on_delete="CASCADE")
    initiative_id: int
    number = pw.IntegerField()
    #: procesafspraak (until the decision) or uitvoeringsafspraak (after yes)
    kind = pw.CharField(max_length=30)
    #: the form of one page for the fast route
    is_short = pw.BooleanField(default=False)
    state = pw.CharField(max_length=20, default=AgreementState.DRAFT)
    agreed_on = pw.DateField(null=True)
    about = pw.TextField(default="")
    #: who we are: names, and for whom
    parties = pw.TextField(default="")
    our_role = pw.TextField(default="")
    contact = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="RESTRICT")
    contact_id: int | None
    deputy = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="RESTRICT")
    deputy_id: int | None
    #: how soon a question is answered
    reaction = pw.CharField(max_length=300, default="")
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
    cancelled_on = pw.DateField(null=True)
    #: Side
    cancelled_by = pw.CharField(max_length=20, default="")
    cancel_reason = pw.TextField(default="")
    created_key = pw.CharField(max_length=64, null=True, unique=True)
    version = pw.IntegerField(default=1)
    changed_at = TimestampField()
    changed_by = pw.CharField(max_length=255, default="")

    class Meta:
        indexes = ((("initiative", "number"), True),)

    @classmethod
    def fixed(cls) -> Any:
        return cls.state.not_in(OPEN_STATES)

    def people(self) -> frozenset[int]:
        """Whose it is: contact and deputy of the agreement, and of the initiative."""
        named = {person for person in (self.contact_id, self.deputy_id) if person is not None}
        return frozenset(named) | self.initiative.people()

    def shared_as(self) -> str:
        """With its initiative."""
        return f"initiative:{self.initiative_id}"


class AgreementItem(FixedPart):
    whole = "agreement"

    id = pw.AutoField()
    agreement = pw.ForeignKeyField(Agreement, backref="items", on_delete="CASCADE")
    agreement_id: int
    kind = pw.CharField(max_length=20)
    position = pw.IntegerField()
    text = pw.TextField()


class AgreementTerm(FixedPart):
    """What, who (gemeente, initiatiefnemer, samen) and before when."""

    whole = "agreement"

    id = pw.AutoField()
    agreement = pw.ForeignKeyField(Agreement, backref="terms", on_delete="CASCADE")
    agreement_id: int
    position = pw.IntegerField()
    what = pw.CharField(max_length=300)
    who = pw.CharField(max_length=60)
    due_on = pw.DateField(null=True)


class Confirmation(FixedPart):
    """One side said yes to exactly this content (`content_hash`): who, for whom, when and how."""

    whole = "agreement"

    id = pw.AutoField()
    agreement = pw.ForeignKeyField(Agreement, backref="confirmations", on_delete="CASCADE")
    agreement_id: int
    side = pw.CharField(max_length=20)
    name = pw.CharField(max_length=160)
    on_behalf_of = pw.CharField(max_length=200)
    confirmed_on = pw.DateField()
    how = pw.CharField(max_length=200)
    #: where the letter or mail is kept, such as a number in the document system
    reference = pw.CharField(max_length=200, default="")
    content_hash = pw.CharField(max_length=64)


TABLES = (Agreement, AgreementItem, AgreementTerm, Confirmation)
