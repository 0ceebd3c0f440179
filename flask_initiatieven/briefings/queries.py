"""Rows → facts of one visit, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import peewee as pw

from ..agreements.models import Agreement, AgreementItem, AgreementState, ItemKind
from ..database import db
from ..initiatives import models as initiatives
from ..initiatives.process import status_model
from ..municipality.models import District, Municipality, Neighbourhood, Person
from ..options import queries as options
from ..programme.models import Programme, ProgrammeItem, ProgrammeState
from ..visits import models as visits
from . import facts as f

OUTCOME_WORDS = {
    "ja": "ja",
    "ja_als": "ja, als",
    "nee": "nee",
    "niet_genomen": "niet genomen",
    "nog_niet": "nog niet genomen",
}


@dataclass(frozen=True, slots=True)
class BriefedVisit:
    """The facts of a visit, with the persons of the municipality whose visit it is."""

    id: int
    facts: f.VisitFacts
    concerned: frozenset[int]
    involved: frozenset[int]

    def people(self) -> frozenset[int]:
        return self.concerned

    def asked(self) -> frozenset[int]:
        return self.involved


def facts_of(visit_id: int, page_url: str = "") -> f.VisitFacts | None:
    """Everything the briefing of this visit may print; None when there is no such visit."""
    found = briefed_visit(visit_id, page_url)
    return found.facts if found else None


def briefed_visit(visit_id: int, page_url: str = "") -> BriefedVisit | None:
    """The facts of a visit for somebody who asks whether he may see them; None when there is no such visit."""
    row: dict[str, Any] | None = next(iter(_visit_rows(visit_id)), None)
    if row is None:
        return None
    involved = [(person_id, f.Colleague(*values)) for person_id, *values in _involvement_rows(row["initiative"])]
    initiators = _initiators(row["initiative"])
    found = f.VisitFacts(
        municipality=row["municipality"] or "",
        municipality_phone=row["municipality_phone"] or "",
        initiative=_initiative(row, initiators, involved),
        visit=_plan(row, _attendees(visit_id, initiators)),
        version=row["version"] + row["other_version"] - 1,  # one more whenever visit or initiative is saved
        changed_at=max(row["changed_at"], row["other_changed_at"]),
        changed_by=_author(row),
        page_url=page_url,
        fresh=_freshness(),
        says_je=options.current().municipality.address == "je",
    )
    concerned = {row[f"{role}_id"] for role in ("official", "adviser", "contact", "deputy", "keeper", "second")}
    return BriefedVisit(
        visit_id, found, frozenset(concerned - {None}), frozenset(person_id for person_id, _ in involved)
    )


def _freshness() -> f.Freshness:
    terms = options.current().terms
    return f.Freshness(terms.homework_fresh, terms.sounding_fresh)


def _author(row: dict[str, Any]) -> str:
    """Who saved visit or initiative last; nobody when that was an import."""
    name: str = row["changed_by"] if row["changed_at"] >= row["other_changed_at"] else row["other_changed_by"]
    return "" if name == "import" else name


def _values(query: Any) -> list[tuple[Any, ...]]:
    """All rows at once, as plain values: Peewee's types know models only, and no lazy query may leave this file."""
    return list(query.tuples())


class _About:
    """A query about the object with one id, its SQL written once for each kind of database.

    Writing the SQL of seventeen queries takes Peewee longer than a database needs to answer them.
    """

    #: stands in the SQL for the id; nothing has this one
    SLOT = -2_000_000_017

    def __init__(self, build: Callable[[int], Any]) -> None:
        self._build = build
        self._written: dict[type, tuple[Any, str, list[Any]]] = {}

    def __call__(self, object_id: int) -> list[Any]:
        """All rows, as tuples or dicts."""
        query, sql, parameters = self._written.get(type(db.obj)) or self._write()
        cursor = db.execute_sql(sql, [object_id if value == self.SLOT else value for value in parameters])
        return list(query._get_cursor_wrapper(cursor))

    def _write(self) -> tuple[Any, str, list[Any]]:
        query = self._build(self.SLOT)
        sql, parameters = db.get_sql_context().sql(query).query()
        self._written[type(db.obj)] = (query, sql, list(parameters))
        return self._written[type(db.obj)]


# -- the visit and everything there is one of ----------------------------------------------------------------

_PERSONS = {
    "official": visits.Visit.official,
    "adviser": visits.Visit.adviser,
    "contact": visits.Visit.contact,
    "deputy": visits.Visit.deputy,
    "spokesperson": visits.Visit.spokesperson,
    "keeper": initiatives.Initiative.contact,
    "second": initiatives.Initiative.deputy,
    "decider": initiatives.Decision.decided_by,
}


@_About
def _visit_rows(visit_id: int) -> Any:
    """The visit with initiative, area, homework, decision, people and municipality, as one row."""
    plan, initiative = visits.Visit, initiatives.Initiative
    homework, decision = initiatives.Homework, initiatives.Decision
    people = {role: Person.alias(role) for role in _PERSONS}
    columns = [
        plan, initiative.number, initiative.title, initiative.status.alias("stage"),
        initiative.version.alias("other_version"), initiative.changed_at.alias("other_changed_at"),
        initiative.changed_by.alias("other_changed_by"),
        District.name.alias("district"), Neighbourhood.name.alias("neighbourhood"),
        homework.cost_once, homework.cost_yearly, homework.cost_note, homework.yields, homework.starts_on,
        homework.ends_on, homework.duration_note, homework.municipality_does,
        decision.outcome, decision.decided_on, decision.decided_by_body, decision.level, decision.college_proposal,
        decision.case_number, Municipality.name.alias("municipality"), Municipality.phone.alias("municipality_phone"),
    ]  # fmt: skip
    for role, person in people.items():
        columns += [
            person.id.alias(f"{role}_id"), person.name.alias(f"{role}_name"),
            person.job_title.alias(f"{role}_function"), person.phone.alias(f"{role}_phone"),
        ]  # fmt: skip
    query = (
        plan.select(*columns)
        .join(initiative)
        .join_from(initiative, District, pw.JOIN.LEFT_OUTER)
        .join_from(initiative, Neighbourhood, pw.JOIN.LEFT_OUTER, on=initiative.neighbourhood)
        .join_from(initiative, homework, pw.JOIN.LEFT_OUTER, on=homework.initiative == initiative.id)
        .join_from(initiative, decision, pw.JOIN.LEFT_OUTER, on=decision.initiative == initiative.id)
        .join_from(plan, Municipality, pw.JOIN.LEFT_OUTER, on=True)
    )
    for role, person in people.items():
        query = query.join_from(plan, person, pw.JOIN.LEFT_OUTER, on=_PERSONS[role] == person.id)
    return query.where(plan.id == visit_id).dicts()


def _employee(row: dict[str, Any], role: str) -> f.Employee | None:
    if row[f"{role}_id"] is None:
        return None
    return f.Employee(row[f"{role}_name"], row[f"{role}_function"], row[f"{role}_phone"])


def _plan(row: dict[str, Any], present: tuple[_Present, ...]) -> f.VisitPlan:
    visit_id = row["id"]
    lines = _line_rows(visit_id)
    contact = _employee(row, "contact")
    reporter = contact or _employee(row, "keeper")
    return f.VisitPlan(
        kind=row["kind"],
        on=row["held_on"],
        start=row["begins"],
        end=row["ends"],
        place=row["place"],
        official=f.Official(row["official_name"], row["official_function"]),
        adviser=_employee(row, "adviser") or next((who.adviser for who in present if who.adviser), None),
        goal=row["goal"],
        why_now=row["why_now"],
        core=_texts(lines, visits.LineKind.CORE),
        programme=tuple(f.ProgrammeRow(*values) for values in _programme_rows(visit_id)),
        attendees=tuple(someone.attendee for someone in present),
        talking_points=_texts(lines, visits.LineKind.TALKING_POINT),
        questions=tuple(f.Question(*values) for values in _question_rows(visit_id)),
        may_promise=_promises(lines, visits.LineKind.MAY_PROMISE),
        may_not_promise=_promises(lines, visits.LineKind.MAY_NOT_PROMISE),
        earlier_promises=_earlier_promises(row),
        sensitive=_texts(lines, visits.LineKind.SENSITIVE),
        press=f.Press(row["press_invited"], row["press_arrangement"], _employee(row, "spokesperson")),
        practical=f.Practical(
            row["bike"], row["public_transport"], row["car"], row["accessibility"], row["clothing"], row["bad_weather"]
        ),
        contact_on_the_day=contact,
        deputy_on_the_day=_employee(row, "deputy") or _employee(row, "second"),
        report_due=row["report_due_on"],
        report_by=reporter.name if reporter else "",
    )


def _initiative(
    row: dict[str, Any], initiators: tuple[f.Initiator, ...], involved: list[tuple[int, f.Colleague]]
) -> f.InitiativeFacts:
    initiative_id = row["initiative"]
    return f.InitiativeFacts(
        number=row["number"],
        title=row["title"],
        district=row["district"] or "",
        neighbourhood=row["neighbourhood"] or "",
        status=status_model().state(row["stage"]).label,
        contact=_employee(row, "keeper"),
        initiators=initiators,
        sounding=_sounding(initiative_id),
        facts=_five_facts(row),
        colleagues=tuple(colleague for _, colleague in involved),
        programme_items=tuple(f.ProgrammeItem(*values) for values in _programme_item_rows(initiative_id)),
        decision=_decision(row),
        council_moments=tuple(f.CouncilMoment(*values) for values in _council_rows(initiative_id)),
        not_doing=tuple(text for (text,) in _not_doing_rows(initiative_id)),
    )


def _decision(row: dict[str, Any]) -> f.Decision | None:
    if row["outcome"] is None:
        return None
    body = f"het {row['decided_by_body']}" if row["decided_by_body"] else ""
    return f.Decision(
        outcome=OUTCOME_WORDS.get(row["outcome"], row["outcome"]),
        on=row["decided_on"],
        by=row["decider_name"] or body,
        level=row["level"] or "",
        reference=row["college_proposal"],
    )


def _five_facts(row: dict[str, Any]) -> f.FiveFacts:
    initiative_id = row["initiative"]
    nothing = f.Grounds()
    grounds = {fact: f.Grounds(*values) for fact, *values in _ground_rows(initiative_id)}
    funding = tuple(f.Funding(*values) for values in _funding_rows(initiative_id))
    parties = tuple(f.Party(*values) for values in _party_rows(initiative_id))
    fact = initiatives.Fact
    return f.FiveFacts(
        cost=f.Cost(
            row["cost_once"], row["cost_yearly"], row["cost_note"] or "", funding,
            grounds.get(fact.COST, nothing),
        ),
        yields=f.Statement(row["yields"] or "", grounds.get(fact.YIELD, nothing)),
        duration=f.Duration(
            row["starts_on"], row["ends_on"], row["duration_note"] or "", grounds.get(fact.DURATION, nothing)
        ),
        parties=f.Parties(parties, grounds.get(fact.PARTIES, nothing)),
        municipality_does=f.Statement(
            row["municipality_does"] or "", grounds.get(fact.MUNICIPALITY_DOES, nothing)
        ),
    )  # fmt: skip


# -- lists: one query each -----------------------------------------------------------------------------------


@_About
def _line_rows(visit_id: int) -> Any:
    line = visits.VisitLine
    query = line.select(line.kind, line.text, line.reason, line.decides).where(line.visit == visit_id)
    return query.order_by(line.kind, line.position, line.id).tuples()


def _texts(lines: list[Any], kind: visits.LineKind) -> tuple[str, ...]:
    return tuple(text for found, text, _, _ in lines if found == kind)


def _promises(lines: list[Any], kind: visits.LineKind) -> tuple[f.PromiseLine, ...]:
    return tuple(f.PromiseLine(text, reason, decides) for found, text, reason, decides in lines if found == kind)


@_About
def _programme_rows(visit_id: int) -> Any:
    row = visits.ProgrammeRow
    query = row.select(row.begins, row.minutes, row.what, row.who).where(row.visit == visit_id)
    return query.order_by(row.position, row.id).tuples()


@_About
def _question_rows(visit_id: int) -> Any:
    row = visits.Question
    query = row.select(row.question, row.answer).where(row.visit == visit_id)
    return query.order_by(row.position, row.id).tuples()


@_About
def _attendee_rows(visit_id: int) -> Any:
    row = visits.Attendee
    columns = (row.id, row.name, row.function, row.note, row.phone, Person.id, Person.role, Person.phone)
    query = row.select(*columns).join(Person, pw.JOIN.LEFT_OUTER, on=Person.name == row.name)
    return query.where(row.visit == visit_id).order_by(row.position, row.id).tuples()


@dataclass(frozen=True, slots=True)
class _Present:
    """Somebody who is there; `adviser` when that is the official's adviser."""

    attendee: f.Attendee
    adviser: f.Employee | None


def _attendees(visit_id: int, initiators: tuple[f.Initiator, ...]) -> tuple[_Present, ...]:
    """Who is there. Somebody the municipality does not employ is a resident, named only with his consent."""
    consent = {person.name: person.may_be_named for person in initiators}
    found: dict[int, _Present] = {}  # two employees may have the same name
    for row_id, name, function, note, phone, person_id, role, work_phone in _attendee_rows(visit_id):
        is_resident = person_id is None
        named = not is_resident or consent.get(name, False)
        adviser = f.Employee(name, function, phone or work_phone) if role == "bestuursadviseur" else None
        found[row_id] = _Present(f.Attendee(name, function, note, phone, is_resident, named), adviser)
    return tuple(found.values())


@_About
def _initiator_rows(initiative_id: int) -> Any:
    row, contact = initiatives.Initiator, initiatives.ContactPerson
    query = row.select(row.name, row.description, contact.phone, contact.email, row.may_be_named)
    query = query.join(contact, pw.JOIN.LEFT_OUTER, on=contact.initiator == row.id)
    return query.where(row.initiative == initiative_id).order_by(row.position, row.id).tuples()


def _initiators(initiative_id: int) -> tuple[f.Initiator, ...]:
    return tuple(
        f.Initiator(name, who, phone or "", email or "", named)
        for name, who, phone, email, named in _initiator_rows(initiative_id)
    )


@_About
def _sounding_rows(initiative_id: int) -> Any:
    row = initiatives.Sounding
    query = row.select().where(row.initiative == initiative_id)
    return query.order_by(row.held_on.desc(nulls="last"), row.id.desc()).limit(1).dicts()


@_About
def _worry_rows(sounding_id: int) -> Any:
    row = initiatives.Worry
    return row.select(row.text).where(row.sounding == sounding_id).order_by(row.position, row.id).tuples()


def _sounding(initiative_id: int) -> f.Sounding | None:
    """The latest one."""
    for row in _sounding_rows(initiative_id):
        worries = tuple(text for (text,) in _worry_rows(row["id"]))
        numbers = (row["reached"], row["in_favour"], row["neutral"], row["against"])
        return f.Sounding(row["held_on"], row["method"], *numbers, worries, row["strongest_objection"])
    return None


@_About
def _ground_rows(initiative_id: int) -> Any:
    row = initiatives.FactCheck
    query = row.select(row.fact, row.certainty, row.source, row.checked_on)
    return query.where(row.initiative == initiative_id).tuples()


@_About
def _funding_rows(initiative_id: int) -> Any:
    row = initiatives.FundingRow
    query = row.select(row.source, row.amount, row.certain).where(row.initiative == initiative_id)
    return query.order_by(row.position, row.id).tuples()


@_About
def _party_rows(initiative_id: int) -> Any:
    row = initiatives.Party
    query = row.select(row.name, row.role).where(row.initiative == initiative_id)
    return query.order_by(row.position, row.id).tuples()


@_About
def _involvement_rows(initiative_id: int) -> Any:
    row = initiatives.Involvement
    query = row.select(Person.id, Person.name, Person.department, row.contribution, row.answered_on).join(Person)
    return query.where(row.initiative == initiative_id).order_by(row.position, row.id).tuples()


@_About
def _programme_item_rows(initiative_id: int) -> Any:
    row = initiatives.ProgrammeLink
    earlier = pw.Case(None, [(Programme.state == ProgrammeState.PAST, Programme.period)], "")
    columns = (ProgrammeItem.code, ProgrammeItem.title, ProgrammeItem.text, row.strength, row.sentence, earlier)
    query = row.select(*columns).join(ProgrammeItem).join(Programme)
    order = (Programme.id.desc(), ProgrammeItem.position, ProgrammeItem.id)
    return query.where(row.initiative == initiative_id).order_by(*order).tuples()


@_About
def _council_rows(initiative_id: int) -> Any:
    row = initiatives.CouncilMoment
    query = row.select(row.kind, row.happened_on, row.text).where(row.initiative == initiative_id)
    return query.order_by(row.happened_on, row.position).tuples()


@_About
def _not_doing_rows(initiative_id: int) -> Any:
    """ "Dit doen wij niet" of the agreement in force, if both sides confirmed one."""
    item = AgreementItem
    query = item.select(item.text).join(Agreement)
    query = query.where(
        Agreement.initiative == initiative_id,
        Agreement.state == AgreementState.CONFIRMED.value,
        item.kind == ItemKind.WE_DO_NOT.value,
    )
    return query.order_by(Agreement.number, item.position, item.id).tuples()


@_About
def _listed_rows(visit_id: int) -> Any:
    row = visits.EarlierPromise
    query = row.select(row.text, row.status, row.made_on).where(row.visit == visit_id)
    return query.order_by(row.position, row.id).tuples()


@_About
def _promised_rows(initiative_id: int) -> Any:
    """What was promised at all visits to this initiative, with the visit."""
    made, visit = visits.VisitPromise, visits.Visit
    columns = (made.text, made.status, visit.held_on, Person.name, made.made_to, made.due_on, made.explanation)
    query = made.select(visit.id, *columns).join(visit).join_from(made, Person, on=made.made_by == Person.id)
    return query.where(visit.initiative == initiative_id).order_by(visit.held_on, made.position, made.id).tuples()


def _earlier_promises(row: dict[str, Any]) -> tuple[f.EarlierPromise, ...]:
    """What the author listed, and what was promised at earlier visits to the same initiative."""
    listed = [f.EarlierPromise(*values) for values in _listed_rows(row["id"])]
    known = {promise.text for promise in listed}
    promised = [
        f.EarlierPromise(*values)
        for visit_id, *values in _promised_rows(row["initiative"])
        if visit_id != row["id"] and values[2] <= row["held_on"] and values[0] not in known
    ]
    return tuple(listed + promised)
