"""Tables of the registry. Amounts are euros; contact data stands apart from the rest so that it can be removed."""

from __future__ import annotations

import peewee as pw

from ..database import Model, TimestampField
from ..municipality.models import Budget, District, Mandate, Neighbourhood, Person
from ..programme.models import ProgrammeItem
from ..programme.programme import Strength
from ..vision.models import Page
from .homework import Fact as Fact


class Initiative(Model):
    """A plan by residents. `status` is a key of statusmodel.yaml."""

    id = pw.AutoField()
    number = pw.CharField(max_length=20, unique=True)
    title = pw.CharField(max_length=200)
    slug = pw.CharField(max_length=220, unique=True)
    kind = pw.CharField(max_length=40, default="bewonersinitiatief")
    status = pw.CharField(max_length=40, default="binnengekomen", index=True)
    route = pw.CharField(max_length=20, default="nog_onbekend")
    municipal_role = pw.CharField(max_length=40, null=True)
    district = pw.ForeignKeyField(District, null=True, backref="+", on_delete="RESTRICT")
    neighbourhood = pw.ForeignKeyField(Neighbourhood, null=True, backref="+", on_delete="RESTRICT")
    place = pw.CharField(max_length=300, default="")
    contact = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="RESTRICT")
    deputy = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="RESTRICT")
    district_id: int | None
    neighbourhood_id: int | None
    contact_id: int | None
    deputy_id: int | None
    summary = pw.TextField(default="")
    #: kans (chance) or probleem (problem)
    motive_cause = pw.CharField(max_length=20, default="")
    #: in the resident's own words
    motive = pw.TextField(default="")
    received_on = pw.DateField(null=True)
    #: how it came in: straat, telefoon, balie, mail or formulier
    channel = pw.CharField(max_length=20, default="")
    #: why no colleague was asked, when none was
    no_colleagues_reason = pw.TextField(default="")
    created_key = pw.CharField(max_length=64, null=True, unique=True)
    version = pw.IntegerField(default=1)
    changed_at = TimestampField()
    changed_by = pw.CharField(max_length=255, default="")

    def people(self) -> frozenset[int]:
        """Whose it is: the contact and the deputy."""
        return frozenset(person for person in (self.contact_id, self.deputy_id) if person is not None)

    def shared_as(self) -> str:
        return f"initiative:{self.id}"


class Theme(Model):
    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="themes", on_delete="CASCADE")
    initiative_id: int
    position = pw.IntegerField()
    name = pw.CharField(max_length=60, index=True)


class Initiator(Model):
    """A resident or group behind the plan; named in public only when `may_be_named`."""

    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="initiators", on_delete="CASCADE")
    initiative_id: int
    position = pw.IntegerField()
    name = pw.CharField(max_length=160)
    description = pw.CharField(max_length=300, default="")
    may_be_named = pw.BooleanField(default=False)


class ContactPerson(Model):
    """Contact data of an initiator: the only table with it, with its purpose (AVG art. 5), removed after the end."""

    id = pw.AutoField()
    initiator = pw.ForeignKeyField(Initiator, backref="contact_data", unique=True, on_delete="CASCADE")
    initiator_id: int
    phone = pw.CharField(max_length=40, default="")
    email = pw.CharField(max_length=200, default="")
    preference = pw.CharField(max_length=200, default="")
    purpose = pw.CharField(max_length=200, default="Contact over het initiatief")
    basis = pw.CharField(max_length=200, default="Taak van algemeen belang (AVG art. 6 lid 1 onder e)")
    collected_on = pw.DateField(null=True)


class Sounding(Model):
    """What the neighbourhood thinks, in numbers and without names. for + neutral + against = reached."""

    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="soundings", on_delete="CASCADE")
    initiative_id: int
    held_on = pw.DateField(null=True)
    method = pw.CharField(max_length=300, default="")
    opinion = pw.TextField(default="")
    reached = pw.IntegerField(default=0)
    in_favour = pw.IntegerField(default=0)
    neutral = pw.IntegerField(default=0)
    against = pw.IntegerField(default=0)
    strongest_objection = pw.TextField(default="")


class Worry(Model):
    id = pw.AutoField()
    sounding = pw.ForeignKeyField(Sounding, backref="worries", on_delete="CASCADE")
    sounding_id: int
    position = pw.IntegerField()
    text = pw.CharField(max_length=300)


class Homework(Model):
    """The five facts of one initiative; how sure they are stands in `FactCheck`."""

    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="homework", unique=True, on_delete="CASCADE")
    initiative_id: int
    cost_once = pw.DecimalField(max_digits=12, decimal_places=2, null=True)
    cost_yearly = pw.DecimalField(max_digits=12, decimal_places=2, null=True)
    cost_note = pw.TextField(default="")
    yields = pw.TextField(default="")
    starts_on = pw.DateField(null=True)
    ends_on = pw.DateField(null=True)
    duration_note = pw.TextField(default="")
    municipality_does = pw.TextField(default="")


class FactCheck(Model):
    """Certainty (schatting, berekend, bevestigd), source and date of one of the five facts."""

    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="fact_checks", on_delete="CASCADE")
    fact = pw.CharField(max_length=30)
    certainty = pw.CharField(max_length=20, default="")
    source = pw.CharField(max_length=200, default="")
    checked_on = pw.DateField(null=True)

    class Meta:
        indexes = ((("initiative", "fact"), True),)


class FundingRow(Model):
    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="funding", on_delete="CASCADE")
    initiative_id: int
    position = pw.IntegerField()
    source = pw.CharField(max_length=200)
    budget = pw.ForeignKeyField(Budget, null=True, backref="+", on_delete="RESTRICT")
    budget_id: int | None
    amount = pw.DecimalField(max_digits=12, decimal_places=2)
    certain = pw.BooleanField(default=False)


class Party(Model):
    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="parties", on_delete="CASCADE")
    initiative_id: int
    position = pw.IntegerField()
    name = pw.CharField(max_length=200)
    role = pw.CharField(max_length=300, default="")


class Involvement(Model):
    """A colleague asked to think along. Silence is never consent."""

    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="involvements", on_delete="CASCADE")
    initiative_id: int
    position = pw.IntegerField()
    person = pw.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    person_id: int
    asked_on = pw.DateField()
    answered_on = pw.DateField(null=True)
    contribution = pw.TextField(default="")


class ProgrammeLink(Model):
    """What this initiative has to do with that point of a coalition programme, in one sentence.

    `strength` is a `programme.Strength`. The sentence is empty only on links from before it was asked.
    """

    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="programme_links", on_delete="CASCADE")
    initiative_id: int
    item = pw.ForeignKeyField(ProgrammeItem, backref="+", on_delete="RESTRICT")
    item_id: int
    strength = pw.CharField(max_length=20, default=Strength.CONTRIBUTES)
    sentence = pw.TextField(default="")

    class Meta:
        indexes = ((("initiative", "item"), True),)


class MunicipalRole(Model):
    """From `since` on the municipality's role was this one (loslaten, faciliteren, meedoen, omarmen, …)."""

    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="municipal_roles", on_delete="CASCADE")
    since = pw.DateField()
    role = pw.CharField(max_length=40)


class Decision(Model):
    """ja, ja_als, nee, niet_genomen or nog_niet; by a person or by a body such as the college."""

    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="decision", unique=True, on_delete="CASCADE")
    outcome = pw.CharField(max_length=20, default="nog_niet")
    decided_on = pw.DateField(null=True)
    decided_by = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="RESTRICT")
    decided_by_id: int | None
    decided_by_body = pw.CharField(max_length=40, default="")
    level = pw.CharField(max_length=40, null=True)
    mandate = pw.ForeignKeyField(Mandate, null=True, backref="+", on_delete="RESTRICT")
    mandate_id: int | None
    explanation = pw.TextField(default="")
    case_number = pw.CharField(max_length=60, default="")
    proposed = pw.CharField(max_length=20, default="")
    college_proposal = pw.CharField(max_length=80, default="")
    on_agenda = pw.DateField(null=True)
    portfolio_holder = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="RESTRICT")
    portfolio_holder_id: int | None
    told_how = pw.TextField(default="")
    told_on = pw.DateField(null=True)


class Alternative(Model):
    """What the municipality can do instead, with a "nee"."""

    id = pw.AutoField()
    decision = pw.ForeignKeyField(Decision, backref="alternatives", on_delete="CASCADE")
    position = pw.IntegerField()
    text = pw.CharField(max_length=300)


class DecisionPrinciple(Model):
    """A principle of a governing text that a decision fits, or departs from and then why; `title` as it then stood.

    Without key it departs from the whole text. A page that is gone leaves the title.
    """

    id = pw.AutoField()
    decision = pw.ForeignKeyField(Decision, backref="principles", on_delete="CASCADE")
    decision_id: int
    position = pw.IntegerField()
    page = pw.ForeignKeyField(Page, null=True, backref="+", on_delete="SET NULL")
    page_id: int | None
    key = pw.CharField(max_length=120, default="")
    title = pw.CharField(max_length=200, default="")
    deviates_because = pw.CharField(max_length=500, default="")

    class Meta:
        indexes = ((("page", "key"), False),)


class TimelineEntry(Model):
    """What happened, in one sentence. `step` is a status or a free word such as "buurt" or "opening"."""

    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="timeline", on_delete="CASCADE")
    position = pw.IntegerField()
    happened_on = pw.DateField()
    step = pw.CharField(max_length=60)
    text = pw.TextField()


class CouncilMoment(Model):
    """A presentation, letter, motion or question in the council."""

    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="council_moments", on_delete="CASCADE")
    position = pw.IntegerField()
    happened_on = pw.DateField()
    kind = pw.CharField(max_length=60)
    text = pw.TextField()


class Pause(Model):
    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="pauses", on_delete="CASCADE")
    since = pw.DateField()
    reason = pw.TextField()
    waiting_for = pw.CharField(max_length=200, default="")
    look_again_on = pw.DateField(null=True)
    told_on = pw.DateField(null=True)


class Stop(Model):
    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="stops", on_delete="CASCADE")
    stopped_on = pw.DateField()
    stopped_by = pw.CharField(max_length=60)
    reason = pw.TextField()
    aftercare = pw.TextField(default="")


class Lesson(Model):
    id = pw.AutoField()
    stop = pw.ForeignKeyField(Stop, backref="lessons", on_delete="CASCADE")
    stop_id: int
    position = pw.IntegerField()
    text = pw.TextField()


class Evaluation(Model):
    """Looking back together; `mark` is the initiator's, 1 to 10."""

    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="evaluations", on_delete="CASCADE")
    held_on = pw.DateField()
    mark = pw.IntegerField(null=True)
    further = pw.TextField(default="")


class EvaluationPoint(Model):
    """`kind` is goed (went well) or beter (could be better)."""

    id = pw.AutoField()
    evaluation = pw.ForeignKeyField(Evaluation, backref="points", on_delete="CASCADE")
    evaluation_id: int
    kind = pw.CharField(max_length=10)
    position = pw.IntegerField()
    text = pw.TextField()


class Referral(Model):
    """Somebody else helps: it was a report, complaint, permit or event."""

    id = pw.AutoField()
    initiative = pw.ForeignKeyField(Initiative, backref="referrals", on_delete="CASCADE")
    referred_on = pw.DateField()
    referred_to = pw.CharField(max_length=200)
    reason = pw.TextField()
    told_on = pw.DateField(null=True)
    told_how = pw.TextField(default="")


class NumberSeries(Model):
    """The last number given out in a year; numbers are never used again."""

    id = pw.AutoField()
    prefix = pw.CharField(max_length=10)
    year = pw.IntegerField()
    last = pw.IntegerField(default=0)

    class Meta:
        indexes = ((("prefix", "year"), True),)


TABLES = (
    Initiative, Theme, Initiator, ContactPerson, Sounding, Worry, Homework, FactCheck, FundingRow, Party,
    Involvement, ProgrammeLink, MunicipalRole, Decision, Alternative, DecisionPrinciple, TimelineEntry, CouncilMoment,
    Pause, Stop, Lesson, Evaluation, EvaluationPoint, Referral, NumberSeries,
)  # fmt: skip
