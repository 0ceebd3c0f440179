"""Everything a briefing can print about one visit, as plain frozen values.

An empty string, an empty tuple and None all mean: not filled in. Amounts are in euros. `changed_at` is an aware
moment in UTC; dates and times of the visit are local, as people speak about them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Employee:
    """Somebody who works for the municipality."""

    name: str
    function: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Official:
    """The alderman or mayor who makes the visit."""

    name: str
    function: str = ""


@dataclass(frozen=True, slots=True)
class Initiator:
    """A resident who carries the initiative; `may_be_named` is the consent that resident gave."""

    name: str
    who: str = ""
    phone: str = ""
    email: str = ""
    may_be_named: bool = False


@dataclass(frozen=True, slots=True)
class Sounding:
    """What the neighbourhood answered, in numbers."""

    on: date | None = None
    method: str = ""
    reached: int | None = None
    in_favour: int | None = None
    neutral: int | None = None
    against: int | None = None
    worries: tuple[str, ...] = ()
    strongest_objection: str = ""


@dataclass(frozen=True, slots=True)
class Grounds:
    """How sure a fact is (schatting, berekend, bevestigd), where it comes from and when it was checked."""

    certainty: str = ""
    source: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Funding:
    source: str
    amount: Decimal | None = None
    is_certain: bool = False


@dataclass(frozen=True, slots=True)
class Cost:
    """What it costs once and every year after that."""

    amount: Decimal | None = None
    yearly: Decimal | None = None
    explanation: str = ""
    funding: tuple[Funding, ...] = ()
    grounds: Grounds = field(default_factory=Grounds)


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact that is a sentence: the yield, or what the municipality does."""

    text: str = ""
    grounds: Grounds = field(default_factory=Grounds)


@dataclass(frozen=True, slots=True)
class Duration:
    start: date | None = None
    end: date | None = None
    explanation: str = ""
    grounds: Grounds = field(default_factory=Grounds)


@dataclass(frozen=True, slots=True)
class Party:
    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Parties:
    rows: tuple[Party, ...] = ()
    grounds: Grounds = field(default_factory=Grounds)


@dataclass(frozen=True, slots=True)
class FiveFacts:
    """The homework: cost, yield, duration, parties, what the municipality does."""

    cost: Cost = field(default_factory=Cost)
    yields: Statement = field(default_factory=Statement)
    duration: Duration = field(default_factory=Duration)
    parties: Parties = field(default_factory=Parties)
    municipality_does: Statement = field(default_factory=Statement)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A colleague who was asked to think along; no `answered_on` means: no answer yet."""

    name: str
    department: str = ""
    contribution: str = ""
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class ProgrammeItem:
    """A point of a coalition programme, and in one sentence what the initiative has to do with it.

    `strength` is draagt_bij, raakt or schuurt; what clashes (schuurt) is sensitive. `period` is filled in when the
    programme is an earlier one.
    """

    code: str
    title: str
    text: str = ""
    strength: str = ""
    sentence: str = ""
    period: str = ""

    @property
    def clashes(self) -> bool:
        return self.strength == "schuurt"


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision on the initiative: `outcome` and `level` as words for the reader."""

    outcome: str
    on: date | None = None
    by: str = ""
    level: str = ""
    explanation: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class CouncilMoment:
    """A motion, question, letter or presentation in the council."""

    kind: str
    on: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class InitiativeFacts:
    """The initiative behind the visit; `not_doing` comes from the agreement in force."""

    number: str
    title: str
    district: str = ""
    neighbourhood: str = ""
    status: str = ""
    contact: Employee | None = None
    initiators: tuple[Initiator, ...] = ()
    sounding: Sounding | None = None
    facts: FiveFacts = field(default_factory=FiveFacts)
    colleagues: tuple[Colleague, ...] = ()
    programme_items: tuple[ProgrammeItem, ...] = ()
    decision: Decision | None = None
    council_moments: tuple[CouncilMoment, ...] = ()
    not_doing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    start: time
    minutes: int | None
    what: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody the official meets; `note` is for the official's eyes (pronunciation, "was eerst tegen")."""

    name: str
    function: str = ""
    note: str = ""
    phone: str = ""
    is_resident: bool = True
    may_be_named: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """Something to promise or not to promise; a computed line was not typed by the author."""

    text: str
    reason: str = ""
    decided_by: str = ""
    is_computed: bool = False


@dataclass(frozen=True, slots=True)
class EarlierPromise:
    """A promise made to residents before; `status` is open, afgedaan, nagekomen, niet_nagekomen, …"""

    text: str
    status: str
    on: date | None = None
    by: str = ""
    to: str = ""
    due: date | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    invited: bool | None = None
    arrangement: str = ""
    spokesperson: Employee | None = None


@dataclass(frozen=True, slots=True)
class Practical:
    bike: str = ""
    public_transport: str = ""
    car: str = ""
    accessibility: str = ""
    clothing: str = ""
    bad_weather: str = ""


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """The visit itself, as its editor filled it in."""

    kind: str
    on: date
    start: time | None = None
    end: time | None = None
    place: str = ""
    official: Official | None = None
    adviser: Employee | None = None
    goal: str = ""
    why_now: str = ""
    core: tuple[str, ...] = ()
    programme: tuple[ProgrammeRow, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    talking_points: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    may_promise: tuple[PromiseLine, ...] = ()
    may_not_promise: tuple[PromiseLine, ...] = ()
    earlier_promises: tuple[EarlierPromise, ...] = ()
    sensitive: tuple[str, ...] = ()
    press: Press | None = None
    practical: Practical = field(default_factory=Practical)
    contact_on_the_day: Employee | None = None
    deputy_on_the_day: Employee | None = None
    report_due: date | None = None
    report_by: str = ""


@dataclass(frozen=True, slots=True)
class Freshness:
    """How long a checked fact (days) and a sounding (months) are fresh; judged on the day of the visit."""

    fact_days: int = 90
    sounding_months: int = 6

    @property
    def sounding_days(self) -> int:
        return round(self.sounding_months * 365.25 / 12)


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """All that a briefing of one visit is made of; `page_url` is the absolute address of the visit's page."""

    municipality: str
    initiative: InitiativeFacts
    visit: VisitPlan
    version: int
    changed_at: datetime
    changed_by: str
    page_url: str
    municipality_phone: str = ""
    fresh: Freshness = Freshness()
    #: the municipality says je, not u
    says_je: bool = False
