"""The sixteen parts of a briefing: facts become words, missing facts become a question to somebody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from .. import dutch
from .facts import (
    Attendee,
    Cost,
    Duration,
    EarlierPromise,
    Employee,
    Freshness,
    Grounds,
    Initiator,
    Official,
    ProgrammeItem,
    PromiseLine,
    Sounding,
    VisitFacts,
)
from .profiles import LEFT_OUT, Detail, Profile, Section
from .redaction import RESIDENT

OUTDATED = "verouderd"


@dataclass(frozen=True, slots=True)
class Words:
    """What is printed; `is_missing` when it says that something is missing."""

    text: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """For whom and how short this is, and how a missing thing is printed then."""

    whom: str
    is_public: bool = False
    #: wijk and stand belong to the background, which a short briefing leaves out
    is_short: bool = False
    fresh: Freshness = Freshness()

    @classmethod
    def about(cls, facts: VisitFacts, profile: Profile, is_short: bool = False) -> Ask:
        contact = facts.initiative.contact
        whom = contact.name if contact else facts.changed_by or f"gemeente {facts.municipality}"
        return cls(whom, Detail.AUTHOR in LEFT_OUT[profile], is_short, facts.fresh)

    def missing(self) -> Words:
        text = "nog niet bekend" if self.is_public else f"ontbreekt — navragen bij {self.whom}"
        return Words(text, is_missing=True)

    def words(self, text: str) -> Words:
        return Words(text) if text else self.missing()

    def gap(self, what: str) -> Row:
        """Something that is missing in an otherwise filled part."""
        return Row(what, self.missing())


@dataclass(frozen=True, slots=True)
class Row:
    """A label with what there is to say about it."""

    label: str
    words: Words
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """The whole part is missing."""

    kind: ClassVar[str] = "absent"
    words: Words


@dataclass(frozen=True, slots=True)
class Visit:
    kind: ClassVar[str] = "visit"
    day: str
    hours: Words
    place: Words
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    kind: ClassVar[str] = "goal"
    goal: Words
    why_now: Words | None


@dataclass(frozen=True, slots=True)
class Lines:
    """Sentences below each other."""

    kind: ClassVar[str] = "lines"
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeSlot:
    time: str
    minutes: str
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class Programme:
    kind: ClassVar[str] = "programme"
    slots: tuple[TimeSlot, ...]
    closing: TimeSlot | None
    gap: Row | None


@dataclass(frozen=True, slots=True)
class Someone:
    name: str
    function: str
    phone: str


@dataclass(frozen=True, slots=True)
class People:
    kind: ClassVar[str] = "people"
    people: tuple[Someone, ...]
    has_phones: bool


@dataclass(frozen=True, slots=True)
class FactRow:
    label: str
    words: Words
    detail: str
    grounds: str


@dataclass(frozen=True, slots=True)
class FundingRow:
    source: str
    amount: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One answer of the neighbourhood; `start` and `width` are percentages of the bar."""

    key: str
    share: str
    start: int
    width: int
    shade: str


@dataclass(frozen=True, slots=True)
class Voices:
    """The neighbourhood in numbers; `in_words` says what the bar shows."""

    sentence: str
    outdated: str
    in_words: str
    counts: tuple[Voice, ...]
    remarks: tuple[str, ...]
    gap: Row | None


@dataclass(frozen=True, slots=True)
class Background:
    kind: ClassVar[str] = "background"
    rows: tuple[FactRow, ...]
    has_grounds: bool
    funding: tuple[FundingRow, ...]
    funding_total: str
    funding_note: str
    voices: Voices | None
    notes: tuple[str, ...]
    gaps: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    question: str
    answer: Words


@dataclass(frozen=True, slots=True)
class Questions:
    kind: ClassVar[str] = "questions"
    questions: tuple[QuestionAnswer, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Promises:
    kind: ClassVar[str] = "promises"
    may: tuple[Promise, ...]
    may_not: tuple[Promise, ...]
    not_agreed: tuple[str, ...]
    missing: Words
    gap: Row | None


@dataclass(frozen=True, slots=True)
class OldPromise:
    text: str
    made: str
    state: str
    is_settled: bool


@dataclass(frozen=True, slots=True)
class OldPromises:
    kind: ClassVar[str] = "old-promises"
    promises: tuple[OldPromise, ...]
    none: str


@dataclass(frozen=True, slots=True)
class Rows:
    kind: ClassVar[str] = "rows"
    rows: tuple[Row, ...]
    note: str = ""
    gap: Row | None = None


Body = Absent | Visit | Goal | Lines | Programme | People | Background | Questions | Promises | OldPromises | Rows
Composer = Callable[[VisitFacts, Ask], Body]


# -- 1 to 5: what he reads in the car ------------------------------------------------------------------------


def visit(facts: VisitFacts, ask: Ask) -> Body:
    plan = facts.visit
    hours = Words(dutch.period(plan.start, plan.end)) if plan.start and plan.end else ask.missing()
    rows = [Row("Voor", ask.words(_official(plan.official)))]
    if not ask.is_public:
        rows.append(Row("Adviseur", ask.words(_reachable(plan.adviser))))
    if not ask.is_short:
        rows.append(Row("Wijk", ask.words(_area(facts))))
    if facts.initiative.status and not ask.is_short:
        rows.append(Row("Stand", Words(facts.initiative.status)))
    rows.append(Row("Versie", Words(version(facts))))
    return Visit(dutch.long_date(plan.on), hours, ask.words(plan.place), tuple(rows))


def version(facts: VisitFacts) -> str:
    """3, gewijzigd 23-11-2026 om 14.05 uur door Carolien Stuiver"""
    author = f" door {facts.changed_by}" if facts.changed_by else ""
    return f"{facts.version}, gewijzigd {dutch.moment(facts.changed_at)}{author}"


def goal(facts: VisitFacts, ask: Ask) -> Body:
    plan = facts.visit
    if not plan.goal and not plan.why_now:
        return Absent(ask.missing())
    return Goal(ask.words(plan.goal), None if ask.is_public else ask.words(plan.why_now))


def core(facts: VisitFacts, ask: Ask) -> Body:
    return Lines(facts.visit.core) if facts.visit.core else Absent(ask.missing())


def programme(facts: VisitFacts, ask: Ask) -> Body:
    plan = facts.visit
    if not plan.programme:
        return Absent(ask.missing())
    rows = sorted(plan.programme, key=lambda row: row.start)
    slots = tuple(
        TimeSlot(f"{row.start:%H.%M}", str(row.minutes) if row.minutes else "–", row.what, row.who) for row in rows
    )
    closing = TimeSlot(f"{plan.end:%H.%M}", "", "Vertrek", "") if plan.end else None
    return Programme(slots, closing, None if all(row.who for row in rows) else ask.gap("Wie het doet, niet overal"))


def attendees(facts: VisitFacts, ask: Ask) -> Body:
    if not facts.visit.attendees:
        return Absent(ask.missing())
    people = tuple(_someone(person) for person in facts.visit.attendees)
    return People(people, has_phones=any(person.phone for person in people))


def _someone(person: Attendee) -> Someone:
    return Someone(person.name, _sentences(person.function, person.note), person.phone)


def _official(official: Official | None) -> str:
    return ", ".join(word for word in (official.name, _lower(official.function)) if word) if official else ""


def _reachable(employee: Employee | None) -> str:
    return ", ".join(word for word in (employee.name, employee.phone) if word) if employee else ""


def _area(facts: VisitFacts) -> str:
    return ", ".join(word for word in (facts.initiative.neighbourhood, facts.initiative.district) if word)


def initiator_name(person: Initiator) -> str:
    """The name; with a warning for readers who get the name of somebody who does not want to be named."""
    if person.may_be_named or person.name.casefold() == RESIDENT:
        return RESIDENT if person.name.casefold() == RESIDENT else person.name
    return f"{person.name} (wil niet met naam genoemd worden)"


# -- 6: background -------------------------------------------------------------------------------------------


def background(facts: VisitFacts, ask: Ask) -> Body:
    initiative, on = facts.initiative, facts.visit.on
    five = initiative.facts
    parties = "; ".join(_named(party.name, party.role) for party in five.parties.rows)
    rows = (
        _fact("Kosten", _cost(five.cost), five.cost.explanation, five.cost.grounds, on, ask),
        _fact("Opbrengst", five.yields.text, "", five.yields.grounds, on, ask),
        _fact("Duur", _duration(five.duration), five.duration.explanation, five.duration.grounds, on, ask),
        _fact("Partijen", parties, "", five.parties.grounds, on, ask),
        _fact("Gemeente doet", five.municipality_does.text, "", five.municipality_does.grounds, on, ask),
    )
    has_grounds = any(row.grounds for row in rows)
    voices = _voices(initiative.sounding, on, ask)
    gaps = [] if has_grounds or ask.is_public else [ask.gap("Hoe zeker de feiten zijn en waar ze vandaan komen")]
    gaps += [] if voices else [ask.gap("Mening van de buurt")]
    return Background(
        rows=rows,
        has_grounds=has_grounds,
        funding=_funding(five.cost),
        funding_total=_funded(five.cost),
        funding_note=_funding_note(five.cost),
        voices=voices,
        notes=_decision(facts),
        gaps=tuple(gaps),
    )


def _fact(label: str, text: str, detail: str, grounds: Grounds, on: date, ask: Ask) -> FactRow:
    if not text:
        return FactRow(label, ask.missing(), "", "")
    return FactRow(label, Words(_sentence(text)), detail if detail != text else "", _grounds(grounds, on, ask.fresh))


def _grounds(grounds: Grounds, on: date, fresh: Freshness) -> str:
    checked = f"nagekeken {dutch.short_date(grounds.checked_on)}" if grounds.checked_on else ""
    old = OUTDATED if grounds.checked_on and (on - grounds.checked_on).days > fresh.fact_days else ""
    return ", ".join(word for word in (grounds.certainty, grounds.source, checked, old) if word)


def _cost(cost: Cost) -> str:
    once = f"{dutch.euros(cost.amount)} eenmalig" if cost.amount is not None else ""
    yearly = f"{dutch.euros(cost.yearly)} per jaar" if cost.yearly else ""
    return " en ".join(word for word in (once, yearly) if word)


def _duration(duration: Duration) -> str:
    start = dutch.plain_date(duration.start) if duration.start else ""
    end = dutch.plain_date(duration.end) if duration.end else ""
    if start and end:
        return f"{start} tot en met {end}"
    return f"vanaf {start}" if start else f"tot en met {end}" if end else duration.explanation


def _funding(cost: Cost) -> tuple[FundingRow, ...]:
    return tuple(
        FundingRow(row.source if row.is_certain else f"{row.source} (nog niet zeker)", dutch.euros(row.amount or 0))
        for row in cost.funding
    )


def _funded(cost: Cost) -> str:
    return dutch.euros(_sum(cost)) if cost.funding else ""


def _sum(cost: Cost) -> Decimal:
    return sum((row.amount or Decimal(0) for row in cost.funding), Decimal(0))


def _funding_note(cost: Cost) -> str:
    if cost.amount is None or not cost.funding or cost.amount == _sum(cost):
        return ""
    short = cost.amount - _sum(cost)
    return f"{dutch.euros(short)} nog niet gedekt." if short > 0 else f"{dutch.euros(-short)} meer dan de kosten."


def _voices(sounding: Sounding | None, on: date, ask: Ask) -> Voices | None:
    if sounding is None or not sounding.reached:
        return None
    counts = (sounding.in_favour or 0, sounding.neutral or 0, sounding.against or 0)
    whole = sum(counts) or 1
    marks = [round(100 * sum(counts[:until]) / whole) for until in range(4)]
    voices = tuple(
        Voice(key, _share(counts[at], whole), marks[at], marks[at + 1] - marks[at], shade)
        for at, (key, shade) in enumerate(SHADES)
    )
    in_words = "Staafje: " + ", ".join(f"{voice.key} {voice.share}" for voice in voices)
    is_old = sounding.on is not None and (on - sounding.on).days > ask.fresh.sounding_days
    period = dutch.months(ask.fresh.sounding_months)
    outdated = f"{OUTDATED.capitalize()}: op de dag van het bezoek ouder dan {period}." if is_old else ""
    return Voices(
        _voices_sentence(sounding), outdated, in_words, voices, _remarks(sounding, ask), _objection_gap(sounding, ask)
    )


#: Told apart without colour as well.
SHADES = (("voor", "#1f4e79"), ("neutraal", "#c9d3dd"), ("tegen", "#ffffff"))


def _share(count: int, whole: int) -> str:
    return f"{dutch.number(count)} ({round(100 * count / whole)}{dutch.NO_BREAK}%)"


def _voices_sentence(sounding: Sounding) -> str:
    when = f" op {dutch.plain_date(sounding.on)}" if sounding.on else ""
    how = f", {_lower(_bare(sounding.method))}" if sounding.method else ""
    return f"{dutch.number(sounding.reached or 0)} buurtbewoners gesproken{when}{how}."


def _remarks(sounding: Sounding, ask: Ask) -> tuple[str, ...]:
    if ask.is_public:
        return ()
    remarks = []
    if sounding.strongest_objection:
        remarks.append(f"Sterkste bezwaar: {_sentence(sounding.strongest_objection)}")
    others = [worry for worry in sounding.worries if worry != sounding.strongest_objection]
    if others:
        remarks.append(f"Zorgen: {_sentence('; '.join(_lower(_bare(worry)) for worry in others))}")
    return tuple(remarks)


def _objection_gap(sounding: Sounding, ask: Ask) -> Row | None:
    """Whoever is against is heard: without any words of theirs something is missing."""
    is_heard = sounding.strongest_objection or sounding.worries or not sounding.against
    return None if is_heard or ask.is_public else ask.gap("Sterkste bezwaar")


def _decision(facts: VisitFacts) -> tuple[str, ...]:
    initiative = facts.initiative
    notes = []
    if decision := initiative.decision:
        by = f" door {decision.by}" if decision.by else ""
        on = f" op {dutch.plain_date(decision.on)}" if decision.on else ""
        reference = f" ({decision.reference})" if decision.reference else ""
        notes.append(f"Besluit: {decision.outcome}{by}{on}{reference}.")
    heard = [person.name for person in initiative.colleagues if person.answered_on]
    silent = [person.name for person in initiative.colleagues if not person.answered_on]
    notes += [f"Collega’s die meedachten: {dutch.enumeration(heard)}."] if heard else []
    notes += [f"Nog geen antwoord van: {dutch.enumeration(silent)}."] if silent else []
    return tuple(notes)


# -- 7 to 11: advice and promises ----------------------------------------------------------------------------


def talking_points(facts: VisitFacts, ask: Ask) -> Body:
    return Lines(facts.visit.talking_points) if facts.visit.talking_points else Absent(ask.missing())


def questions(facts: VisitFacts, ask: Ask) -> Body:
    rows = tuple(QuestionAnswer(row.question, ask.words(row.answer)) for row in facts.visit.questions)
    return Questions(rows) if rows else Absent(ask.missing())


def promises(facts: VisitFacts, ask: Ask) -> Body:
    plan = facts.visit
    may_not = tuple(_promise(line) for line in plan.may_not_promise)
    undecided = sum(1 for line in plan.may_not_promise if not line.decided_by)
    where = "" if undecided == len(plan.may_not_promise) else f" over {undecided} van de {len(plan.may_not_promise)}"
    gap = ask.gap(f"Wie beslist{where}") if undecided else None
    may = tuple(_promise(line) for line in plan.may_promise)
    return Promises(may, may_not, facts.initiative.not_doing, ask.missing(), gap)


def _promise(line: PromiseLine) -> Promise:
    decides = f"Hierover beslist: {line.decided_by}." if line.decided_by else ""
    return Promise(line.text, _sentences(line.reason, decides))


def earlier_promises(facts: VisitFacts, ask: Ask) -> Body:
    own = facts.visit.official.name if facts.visit.official else ""
    rows = sorted(
        facts.visit.earlier_promises, key=lambda row: (_rank(row), row.by != own, row.on or date.max, row.text)
    )
    return OldPromises(tuple(_old_promise(row) for row in rows), "Er zijn geen eerdere toezeggingen bekend.")


PROMISE_STATES = {
    "open": "open",
    "onder_voorbehoud": "onder voorbehoud",
    "niet_nagekomen": "niet nagekomen",
    "overgedragen": "overgedragen",
    "afgedaan": "gedaan",
    "nagekomen": "gedaan",
    "vervallen": "vervallen",
}


def _rank(row: EarlierPromise) -> int:
    order = list(PROMISE_STATES)
    return order.index(row.status) if row.status in order else 0


def _old_promise(row: EarlierPromise) -> OldPromise:
    made = ", ".join(
        word for word in (
            dutch.short_date(row.on) if row.on else "", row.by, f"aan {_lower(row.to)}" if row.to else ""
        ) if word
    )  # fmt: skip
    state = PROMISE_STATES.get(row.status, row.status.replace("_", " "))
    due = f", vóór {dutch.short_date(row.due)}" if row.due and _rank(row) < 2 else ""
    is_settled = row.status in ("afgedaan", "nagekomen", "vervallen")
    return OldPromise(_sentences(row.text, row.explanation), made, state + due, is_settled)


def sensitive(facts: VisitFacts, ask: Ask) -> Body:
    clashes = (clash(item) for item in facts.initiative.programme_items if item.clashes)
    lines = (*facts.visit.sensitive, *clashes)
    return Lines(lines) if lines else Absent(ask.missing())


def clash(item: ProgrammeItem) -> str:
    """What the initiative rubs against in the coalition programme."""
    programme = f"het coalitieprogramma {item.period}" if item.period else "het coalitieprogramma"
    return _sentences(f"Schuurt met punt {item.code} van {programme}, {_bare(item.title)}", item.sentence)


# -- 12 to 16: around it -------------------------------------------------------------------------------------


def politics(facts: VisitFacts, ask: Ask) -> Body:
    initiative = facts.initiative
    rows = [_point(item) for item in initiative.programme_items if not item.clashes]
    for moment in sorted(initiative.council_moments, key=lambda row: (row.on or date.max, row.text)):
        day = f"Raad {dutch.short_date(moment.on)}" if moment.on else "Raad"
        rows.append(Row(day, Words(_sentences(moment.kind[:1].upper() + moment.kind[1:], moment.text))))
    if not rows:
        return Absent(ask.missing())
    note = "" if initiative.council_moments else "Er zijn geen moties of vragen uit de raad vastgelegd."
    return Rows(tuple(rows), note)


PROGRAMME_STRENGTHS = {"draagt_bij": "Draagt bij", "raakt": "Raakt"}


def _point(item: ProgrammeItem) -> Row:
    """The point with what the initiative has to do with it; without such a sentence the text of the point itself."""
    label = f"Punt {item.code} ({item.period})" if item.period else f"Punt {item.code}"
    if not item.sentence:
        return Row(label, Words(_sentence(item.title)), item.text)
    strength = PROGRAMME_STRENGTHS.get(item.strength, item.strength)
    return Row(label, Words(_sentence(item.title)), _sentence(f"{strength}: {_lower(item.sentence)}"))


def press(facts: VisitFacts, ask: Ask) -> Body:
    plan = facts.visit.press
    if plan is None or (plan.invited is None and not plan.arrangement and plan.spokesperson is None):
        return Absent(ask.missing())
    invited = {True: "Ja", False: "Nee", None: ""}[plan.invited]
    return Rows(
        (
            Row("Uitgenodigd", ask.words(invited)),
            Row("Afspraak", ask.words(plan.arrangement)),
            Row("Woordvoering", ask.words(_reachable(plan.spokesperson))),
        )
    )


def practical(facts: VisitFacts, ask: Ask) -> Body:
    plan = facts.visit.practical
    rows = (
        ("Fiets", plan.bike), ("Bus of trein", plan.public_transport), ("Auto", plan.car),
        ("Toegankelijk", plan.accessibility), ("Kleding", plan.clothing), ("Slecht weer", plan.bad_weather),
    )  # fmt: skip
    missing = [label.lower() for label, text in rows if not text]
    if len(missing) == len(rows):
        return Absent(ask.missing())
    gap = ask.gap(dutch.enumeration(missing).capitalize()) if missing else None
    return Rows(tuple(Row(label, Words(text)) for label, text in rows if text), gap=gap)


def contact(facts: VisitFacts, ask: Ask) -> Body:
    plan = facts.visit
    if plan.contact_on_the_day is None and plan.deputy_on_the_day is None:
        return Absent(ask.missing())
    return Rows(
        (
            _on_the_day("Belt je" if facts.says_je else "Belt u", plan.contact_on_the_day, facts, ask),
            _on_the_day("Vervanger", plan.deputy_on_the_day, facts, ask),
        )
    )


def follow_up(facts: VisitFacts, ask: Ask) -> Body:
    plan = facts.visit
    if not plan.report_by and not plan.report_due:
        return Absent(ask.missing())
    due = dutch.long_date(plan.report_due) if plan.report_due else ""
    return Rows((Row("Verslag door", ask.words(plan.report_by)), Row("Klaar op", ask.words(due))))


def _on_the_day(label: str, employee: Employee | None, facts: VisitFacts, ask: Ask) -> Row:
    if employee is None:
        return Row(label, ask.missing())
    phone = employee.phone or (facts.municipality_phone and f"via {facts.municipality_phone}")
    return Row(label, Words(", ".join(word for word in (employee.name, phone) if word)))


COMPOSERS: dict[Section, Composer] = {
    Section.VISIT: visit,
    Section.GOAL: goal,
    Section.CORE: core,
    Section.PROGRAMME: programme,
    Section.ATTENDEES: attendees,
    Section.BACKGROUND: background,
    Section.TALKING_POINTS: talking_points,
    Section.QUESTIONS: questions,
    Section.PROMISES: promises,
    Section.EARLIER_PROMISES: earlier_promises,
    Section.SENSITIVE: sensitive,
    Section.POLITICS: politics,
    Section.PRESS: press,
    Section.PRACTICAL: practical,
    Section.CONTACT: contact,
    Section.FOLLOW_UP: follow_up,
}


# -- sentences -----------------------------------------------------------------------------------------------


def _bare(text: str) -> str:
    return text.strip().rstrip(".")


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".!?…'\"’”" else text + "."


def _sentences(*texts: str) -> str:
    """The texts as sentences behind each other; a single text keeps its own ending."""
    filled = [text.strip() for text in texts if text and text.strip()]
    return filled[0] if len(filled) == 1 else " ".join(_sentence(text) for text in filled)


def _lower(text: str) -> str:
    """The text inside a sentence; abbreviations keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _named(name: str, role: str) -> str:
    return f"{name} ({_lower(_bare(role))})" if role else name
