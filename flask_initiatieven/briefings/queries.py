"""Rows → facts of one visit, in a fixed number of queries; and the papers made before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import peewee as pw

from ..agreements.models import Agreement, AgreementItem, AgreementState, ItemKind
from ..initiatives import models as initiatives
from ..municipality.models import District, Municipality, Neighbourhood, Person
from ..vision.models import ProgrammeItem
from ..visits import models as visits
from . import facts as f
from .models import StoredPaper

#: What the staff calls a status; keys of statusmodel.yaml.
STATUS_WORDS = {
    "binnengekomen": "Binnengekomen",
    "verkenning": "In verkenning",
    "uitwerking": "Plan uitwerken",
    "ter_beslissing": "Ter beslissing",
    "akkoord": "Akkoord",
    "in_uitvoering": "In uitvoering",
    "in_beheer": "In beheer",
    "aangehouden": "Aangehouden",
    "afgerond": "Afgerond",
    "afgewezen": "Afgewezen",
    "doorverwezen": "Doorverwezen",
    "gestopt": "Gestopt",
}
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

    def people(self) -> frozenset[int]:
        return self.concerned


@dataclass(frozen=True, slots=True)
class StoredPdf:
    """A PDF made before, and where the room on its pages went: (label, page, millimetres)."""

    pdf: bytes
    pages: int
    sections: str


def facts_of(visit_id: int, page_url: str = "") -> f.VisitFacts | None:
    """Everything the briefing of this visit may print; None when there is no such visit."""
    found = briefed_visit(visit_id, page_url)
    return found.facts if found else None


def briefed_visit(visit_id: int, page_url: str = "") -> BriefedVisit | None:
    """The facts of a visit for somebody who asks whether he may see them; None when there is no such visit."""
    row = _visit_row(visit_id)
    if row is None:
        return None
    involved = _involvements(row["initiative"])
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
    )
    concerned = {row[f"{role}_id"] for role in ("official", "adviser", "contact", "deputy", "keeper", "second")}
    return BriefedVisit(visit_id, found, frozenset(concerned - {None} | {person_id for person_id, _ in involved}))


def _author(row: dict[str, Any]) -> str:
    """Who saved visit or initiative last; nobody when that was an import."""
    name: str = row["changed_by"] if row["changed_at"] >= row["other_changed_at"] else row["other_changed_by"]
    return "" if name == "import" else name


def stored(fingerprint: str) -> StoredPdf | None:
    """The PDF with exactly these contents, when it was made before."""
    query = StoredPaper.select(StoredPaper.pdf, StoredPaper.pages, StoredPaper.sections).where(
        StoredPaper.fingerprint == fingerprint
    )
    return next((StoredPdf(bytes(pdf), pages, sections) for pdf, pages, sections in _values(query)), None)


def stored_size(fingerprint: str) -> tuple[int, str] | None:
    """Pages and sections of a PDF made before, without its bytes."""
    query = StoredPaper.select(StoredPaper.pages, StoredPaper.sections).where(StoredPaper.fingerprint == fingerprint)
    return next(((pages, sections) for pages, sections in _values(query)), None)


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


def _visit_row(visit_id: int) -> dict[str, Any] | None:
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
    row: dict[str, Any] | None = query.where(plan.id == visit_id).dicts().first()
    return row


def _employee(row: dict[str, Any], role: str) -> f.Employee | None:
    if row[f"{role}_id"] is None:
        return None
    return f.Employee(row[f"{role}_name"], row[f"{role}_function"], row[f"{role}_phone"])


def _plan(row: dict[str, Any], present: tuple[_Present, ...]) -> f.VisitPlan:
    visit_id = row["id"]
    lines = _lines(visit_id)
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
        programme=_programme(visit_id),
        attendees=tuple(someone.attendee for someone in present),
        talking_points=_texts(lines, visits.LineKind.TALKING_POINT),
        questions=_questions(visit_id),
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
        status=STATUS_WORDS.get(row["stage"], row["stage"]),
        contact=_employee(row, "keeper"),
        initiators=initiators,
        sounding=_sounding(initiative_id),
        facts=_five_facts(row),
        colleagues=tuple(colleague for _, colleague in involved),
        programme_items=_programme_items(initiative_id),
        decision=_decision(row),
        council_moments=_council_moments(initiative_id),
        not_doing=_not_doing(initiative_id),
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
    grounds, nothing = _grounds(initiative_id), f.Grounds()
    fact = initiatives.Fact
    return f.FiveFacts(
        cost=f.Cost(
            row["cost_once"], row["cost_yearly"], row["cost_note"] or "", _funding(initiative_id),
            grounds.get(fact.COST, nothing),
        ),
        yields=f.Statement(row["yields"] or "", grounds.get(fact.YIELD, nothing)),
        duration=f.Duration(
            row["starts_on"], row["ends_on"], row["duration_note"] or "", grounds.get(fact.DURATION, nothing)
        ),
        parties=f.Parties(_parties(initiative_id), grounds.get(fact.PARTIES, nothing)),
        municipality_does=f.Statement(
            row["municipality_does"] or "", grounds.get(fact.MUNICIPALITY_DOES, nothing)
        ),
    )  # fmt: skip


def _values(query: Any) -> list[tuple[Any, ...]]:
    """All rows at once, as plain values: Peewee's types know models only, and no lazy query may leave this file."""
    return list(query.tuples())


# -- lists: one query each -----------------------------------------------------------------------------------


def _lines(visit_id: int) -> list[tuple[Any, ...]]:
    line = visits.VisitLine
    query = line.select(line.kind, line.text, line.reason, line.decides).where(line.visit == visit_id)
    return _values(query.order_by(line.kind, line.position, line.id))


def _texts(lines: list[tuple[Any, ...]], kind: visits.LineKind) -> tuple[str, ...]:
    return tuple(text for found, text, _, _ in lines if found == kind)


def _promises(lines: list[tuple[Any, ...]], kind: visits.LineKind) -> tuple[f.PromiseLine, ...]:
    return tuple(f.PromiseLine(text, reason, decides) for found, text, reason, decides in lines if found == kind)


def _programme(visit_id: int) -> tuple[f.ProgrammeRow, ...]:
    row = visits.ProgrammeRow
    query = row.select(row.begins, row.minutes, row.what, row.who).where(row.visit == visit_id)
    return tuple(f.ProgrammeRow(*values) for values in _values(query.order_by(row.position, row.id)))


def _questions(visit_id: int) -> tuple[f.Question, ...]:
    row = visits.Question
    query = row.select(row.question, row.answer).where(row.visit == visit_id)
    return tuple(f.Question(*values) for values in _values(query.order_by(row.position, row.id)))


def _attendees(visit_id: int, initiators: tuple[f.Initiator, ...]) -> tuple[_Present, ...]:
    """Who is there. Somebody the municipality does not employ is a resident, named only with his consent."""
    row = visits.Attendee
    query = (
        row.select(row.id, row.name, row.function, row.note, row.phone, Person.id, Person.role, Person.phone)
        .join(Person, pw.JOIN.LEFT_OUTER, on=Person.name == row.name)
        .where(row.visit == visit_id)
        .order_by(row.position, row.id)
    )
    consent = {person.name: person.may_be_named for person in initiators}
    found: dict[int, _Present] = {}  # two employees may have the same name
    for row_id, name, function, note, phone, person_id, role, work_phone in _values(query):
        is_resident = person_id is None
        named = not is_resident or consent.get(name, False)
        adviser = f.Employee(name, function, phone or work_phone) if role == "bestuursadviseur" else None
        found[row_id] = _Present(f.Attendee(name, function, note, phone, is_resident, named), adviser)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Present:
    """Somebody who is there; `adviser` when that is the official's adviser."""

    attendee: f.Attendee
    adviser: f.Employee | None


def _initiators(initiative_id: int) -> tuple[f.Initiator, ...]:
    row, contact = initiatives.Initiator, initiatives.ContactPerson
    query = (
        row.select(row.name, row.description, contact.phone, contact.email, row.may_be_named)
        .join(contact, pw.JOIN.LEFT_OUTER, on=contact.initiator == row.id)
        .where(row.initiative == initiative_id)
        .order_by(row.position, row.id)
    )
    return tuple(
        f.Initiator(name, who, phone or "", email or "", named) for name, who, phone, email, named in _values(query)
    )


def _sounding(initiative_id: int) -> f.Sounding | None:
    """The latest one."""
    row = initiatives.Sounding
    query = row.select().where(row.initiative == initiative_id).order_by(row.held_on.desc(nulls="last"), row.id.desc())
    found: dict[str, Any] | None = query.dicts().first()
    if found is None:
        return None
    worry = initiatives.Worry
    worries = worry.select(worry.text).where(worry.sounding == found["id"]).order_by(worry.position, worry.id)
    return f.Sounding(
        found["held_on"], found["method"], found["reached"], found["in_favour"], found["neutral"], found["against"],
        tuple(text for (text,) in _values(worries)), found["strongest_objection"],
    )  # fmt: skip


def _grounds(initiative_id: int) -> dict[str, f.Grounds]:
    row = initiatives.FactCheck
    query = row.select(row.fact, row.certainty, row.source, row.checked_on).where(row.initiative == initiative_id)
    return {fact: f.Grounds(certainty, source, on) for fact, certainty, source, on in _values(query)}


def _funding(initiative_id: int) -> tuple[f.Funding, ...]:
    row = initiatives.FundingRow
    query = row.select(row.source, row.amount, row.certain).where(row.initiative == initiative_id)
    return tuple(f.Funding(*values) for values in _values(query.order_by(row.position, row.id)))


def _parties(initiative_id: int) -> tuple[f.Party, ...]:
    row = initiatives.Party
    query = row.select(row.name, row.role).where(row.initiative == initiative_id)
    return tuple(f.Party(*values) for values in _values(query.order_by(row.position, row.id)))


def _involvements(initiative_id: int) -> list[tuple[int, f.Colleague]]:
    row = initiatives.Involvement
    query = (
        row.select(Person.id, Person.name, Person.department, row.contribution, row.answered_on)
        .join(Person)
        .where(row.initiative == initiative_id)
        .order_by(row.position, row.id)
    )
    return [(person_id, f.Colleague(*values)) for person_id, *values in _values(query)]


def _programme_items(initiative_id: int) -> tuple[f.ProgrammeItem, ...]:
    row = initiatives.ProgrammeLink
    query = (
        row.select(ProgrammeItem.code, ProgrammeItem.title, ProgrammeItem.text)
        .join(ProgrammeItem)
        .where(row.initiative == initiative_id)
        .order_by(ProgrammeItem.id)
    )
    return tuple(f.ProgrammeItem(*values) for values in _values(query))


def _council_moments(initiative_id: int) -> tuple[f.CouncilMoment, ...]:
    row = initiatives.CouncilMoment
    query = row.select(row.kind, row.happened_on, row.text).where(row.initiative == initiative_id)
    return tuple(f.CouncilMoment(*values) for values in _values(query.order_by(row.happened_on, row.position)))


def _not_doing(initiative_id: int) -> tuple[str, ...]:
    """ "Dit doen wij niet" of the agreement in force, if both sides confirmed one."""
    item = AgreementItem
    query = (
        item.select(item.text)
        .join(Agreement)
        .where(
            Agreement.initiative == initiative_id,
            Agreement.state == AgreementState.CONFIRMED,
            item.kind == ItemKind.WE_DO_NOT,
        )
        .order_by(Agreement.number, item.position, item.id)
    )
    return tuple(text for (text,) in _values(query))


def _earlier_promises(row: dict[str, Any]) -> tuple[f.EarlierPromise, ...]:
    """What the author listed, and what was promised at earlier visits to the same initiative."""
    listed, visit = visits.EarlierPromise, visits.Visit
    query = listed.select(listed.text, listed.status, listed.made_on).where(listed.visit == row["id"])
    own = [f.EarlierPromise(*values) for values in _values(query.order_by(listed.position, listed.id))]
    made = visits.VisitPromise
    since = (
        made.select(made.text, made.status, visit.held_on, Person.name, made.made_to, made.due_on, made.explanation)
        .join(visit)
        .join_from(made, Person, on=made.made_by == Person.id)
        .where(visit.initiative == row["initiative"], visit.id != row["id"], visit.held_on <= row["held_on"])
        .order_by(visit.held_on, made.position, made.id)
    )
    known = {promise.text for promise in own}
    return tuple(own + [f.EarlierPromise(*values) for values in _values(since) if values[0] not in known])
