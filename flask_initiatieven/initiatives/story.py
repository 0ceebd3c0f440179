"""Everything there is to tell about one initiative, in the order of the page, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee as pw

from ..municipality.models import Budget, Mandate, Person
from ..options import queries as options
from ..programme.models import Programme, ProgrammeItem
from ..programme.programme import Strength
from . import citations, discretion, due, homework, process, queries, sounding
from .citations import Citation
from .homework import Coverage, Fact, Readiness
from .models import (
    Alternative,
    ContactPerson,
    CouncilMoment,
    Decision,
    Evaluation,
    EvaluationPoint,
    FactCheck,
    FundingRow,
    Homework,
    Initiative,
    Initiator,
    Involvement,
    Lesson,
    MunicipalRole,
    Party,
    Pause,
    ProgrammeLink,
    Referral,
    Sounding,
    Stop,
    Theme,
    TimelineEntry,
    Worry,
)
from .process import State
from .sounding import Answers, Bar


@dataclass(frozen=True, slots=True)
class Behind:
    """Somebody behind the plan. Contact data is empty for readers who may not see it."""

    name: str
    description: str
    may_be_named: bool
    phone: str = ""
    email: str = ""
    preference: str = ""

    @property
    def has_contact_data(self) -> bool:
        return bool(self.phone or self.email or self.preference)


@dataclass(frozen=True, slots=True)
class Checked:
    """How sure a fact is; `is_stale`: checked longer ago than the municipality trusts."""

    certainty: str = ""
    source: str = ""
    checked_on: date | None = None
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One time that the neighbourhood was asked."""

    held_on: date | None
    method: str
    opinion: str
    answers: Answers
    bars: tuple[Bar, ...]
    worries: tuple[str, ...]
    strongest_objection: str
    is_old: bool


@dataclass(frozen=True, slots=True)
class LookedBack:
    held_on: date
    mark: int | None
    further: str
    went_well: tuple[str, ...]
    could_be_better: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stopped:
    row: Stop
    lessons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """`initiators` are all of them for who may see contact data, else only those who may be named."""

    initiative: Initiative
    state: State
    area: str
    themes: tuple[str, ...]
    initiators: tuple[Behind, ...]
    hidden_initiators: int
    soundings: tuple[Asked, ...]
    homework: Homework | None
    checks: dict[Fact, Checked]
    readiness: Readiness
    funding: tuple[FundingRow, ...]
    coverage: Coverage
    parties: tuple[Party, ...]
    involvements: tuple[Involvement, ...]
    #: with item and programme; what clashes only for who may read that
    programme: tuple[ProgrammeLink, ...]
    municipal_roles: tuple[MunicipalRole, ...]
    decision: Decision | None
    alternatives: tuple[str, ...]
    citations: tuple[Citation, ...]
    council: tuple[CouncilMoment, ...]
    timeline: tuple[TimelineEntry, ...]
    pauses: tuple[Pause, ...]
    stops: tuple[Stopped, ...]
    evaluations: tuple[LookedBack, ...]
    referrals: tuple[Referral, ...]

    @property
    def answered(self) -> int:
        return sum(each.answered_on is not None for each in self.involvements)

    @property
    def course(self) -> due.Course:
        """What the terms are counted from."""
        row, work = self.initiative, self.homework
        last = {entry.step.strip().casefold(): entry.happened_on for entry in self.timeline}
        talks = [last[step] for step in ("in_beheer", "jaargesprek") if last.get(step)]
        return due.Course(
            row.status,
            row.route,
            row.received_on,
            last.get(CONFIRMED),
            self.decision.decided_on if self.decision else None,
            work.ends_on if work else None,
            self.evaluations[0].held_on if self.evaluations else None,
            max(talks, default=None),
        )

    @property
    def phase(self) -> str | None:
        """Key of the status that says what there is to do: during a pause the one before it, None when unknown."""
        if self.state.kind is not process.Kind.PAUSE:
            return self.initiative.status
        return process.status_model().before_pause(entry.step for entry in self.timeline)

    @property
    def current_pause(self) -> Pause | None:
        """The pause it is in now."""
        return self.pauses[-1] if self.pauses and self.state.kind is process.Kind.PAUSE else None

    @property
    def steps(self) -> tuple[str, ...]:
        """The words of the timeline, oldest first."""
        return tuple(entry.step for entry in self.timeline)

    @property
    def holds_contact_data(self) -> bool:
        return any(each.has_contact_data or not each.may_be_named for each in self.initiators)


def story(initiative: Initiative, contact_data: bool, today: date, clashes: bool = False) -> Story:
    """Read it all. Without `contact_data` it holds neither contact data nor names without consent, nor do its texts.

    Without `clashes` it says nothing about points of the coalition programme that it clashes with.
    """
    found = _everything(initiative, contact_data, today, clashes)
    if contact_data:
        return found
    rewrite = discretion.rewrites([initiative]).get(initiative.id)
    return discretion.rewritten(found, rewrite) if rewrite else found


def _everything(initiative: Initiative, contact_data: bool, today: date, clashes: bool) -> Story:
    number = initiative.id
    initiators, hidden = _initiators(number, contact_data)
    work = Homework.get_or_none(Homework.initiative == number)
    parties = _rows(Party, number)
    funding = tuple(
        FundingRow.select(FundingRow, Budget)
        .join(Budget, pw.JOIN.LEFT_OUTER)
        .where(FundingRow.initiative == number)
        .order_by(FundingRow.position)
    )
    decision = _decision(number)
    return Story(
        initiative=initiative,
        state=process.status_model().state(initiative.status),
        area=queries.area_of(initiative),
        themes=tuple(row.name for row in _rows(Theme, number)),
        initiators=initiators,
        hidden_initiators=hidden,
        soundings=_soundings(number, today),
        homework=work,
        checks=_checks(number, today),
        readiness=homework.readiness(queries.known_facts(work, bool(parties))),
        funding=funding,
        coverage=homework.coverage(work.cost_once if work else None, ((row.amount, row.certain) for row in funding)),
        parties=parties,
        involvements=_involvements(number),
        programme=_programme(number, clashes),
        municipal_roles=_rows(MunicipalRole, number, MunicipalRole.since),
        decision=decision,
        alternatives=_lines(Alternative, Alternative.decision, decision),
        citations=citations.of_decision(decision.id) if decision else (),
        council=_rows(CouncilMoment, number, CouncilMoment.happened_on),
        timeline=_rows(TimelineEntry, number, TimelineEntry.happened_on, TimelineEntry.position),
        pauses=_rows(Pause, number, Pause.since),
        stops=_stops(number),
        evaluations=_evaluations(number),
        referrals=_rows(Referral, number, Referral.referred_on),
    )


def _rows(model: Any, number: int, *order: Any) -> tuple[Any, ...]:
    """Rows of one table that belong to this initiative, in their own order."""
    ordered = (*order, model.id) if order else (model.position, model.id)
    return tuple(model.select().where(model.initiative == number).order_by(*ordered))


def _lines(model: Any, owner: Any, row: Any) -> tuple[str, ...]:
    if row is None:
        return ()
    return tuple(each.text for each in model.select().where(owner == row.id).order_by(model.position, model.id))


def _initiators(number: int, contact_data: bool) -> tuple[tuple[Behind, ...], int]:
    """Who may be shown, and how many may not."""
    rows = _rows(Initiator, number)
    if not contact_data:
        shown = tuple(Behind(row.name, row.description, True) for row in rows if row.may_be_named)
        return shown, len(rows) - len(shown)
    data = {
        row.initiator_id: row
        for row in ContactPerson.select().where(ContactPerson.initiator.in_([row.id for row in rows]))
    }
    return tuple(_behind(row, data.get(row.id)) for row in rows), 0


def _behind(row: Initiator, data: ContactPerson | None) -> Behind:
    if data is None:
        return Behind(row.name, row.description, row.may_be_named)
    return Behind(row.name, row.description, row.may_be_named, data.phone, data.email, data.preference)


def _soundings(number: int, today: date) -> tuple[Asked, ...]:
    """Newest first."""
    rows = list(
        Sounding.select()
        .where(Sounding.initiative == number)
        .order_by(Sounding.held_on.desc(nulls="LAST"), Sounding.id.desc())
    )
    worries: dict[int, list[str]] = defaultdict(list)
    for worry in Worry.select().where(Worry.sounding.in_([row.id for row in rows])).order_by(Worry.position):
        worries[worry.sounding_id].append(worry.text)
    return tuple(_asked(row, tuple(worries[row.id]), today) for row in rows)


def _asked(row: Sounding, worries: tuple[str, ...], today: date) -> Asked:
    answers = Answers(row.reached, row.in_favour, row.neutral, row.against)
    return Asked(
        row.held_on, row.method, row.opinion, answers, sounding.bars(answers), worries, row.strongest_objection,
        sounding.is_old(row.held_on, today, options.current().terms.sounding_fresh_days),
    )  # fmt: skip


def _checks(number: int, today: date) -> dict[Fact, Checked]:
    found = {fact: Checked() for fact in Fact}
    for row in FactCheck.select().where(FactCheck.initiative == number):
        if row.fact in found:
            stale = homework.is_stale(row.checked_on, today, options.current().terms.homework_fresh)
            found[Fact(row.fact)] = Checked(row.certainty, row.source, row.checked_on, stale)
    return found


def _involvements(number: int) -> tuple[Involvement, ...]:
    return tuple(
        Involvement.select(Involvement, Person)
        .join(Person)
        .where(Involvement.initiative == number)
        .order_by(Involvement.position, Involvement.id)
    )


def _programme(number: int, clashes: bool) -> tuple[ProgrammeLink, ...]:
    links = (
        ProgrammeLink.select(ProgrammeLink, ProgrammeItem, Programme)
        .join(ProgrammeItem)
        .join(Programme)
        .where(ProgrammeLink.initiative == number)
        .order_by(Programme.id.desc(), ProgrammeItem.position, ProgrammeItem.id)
    )
    return tuple(link for link in links if clashes or link.strength != Strength.CLASHES)


def _decision(number: int) -> Decision | None:
    holder = Person.alias()
    query = (
        Decision.select(Decision, Person, holder, Mandate)
        .join_from(Decision, Person, pw.JOIN.LEFT_OUTER, on=(Decision.decided_by == Person.id))
        .join_from(
            Decision, holder, pw.JOIN.LEFT_OUTER, on=(Decision.portfolio_holder == holder.id), attr="portfolio_holder"
        )
        .join_from(Decision, Mandate, pw.JOIN.LEFT_OUTER)
        .where(Decision.initiative == number)
    )
    found: Decision | None = query.first()
    return found


def _stops(number: int) -> tuple[Stopped, ...]:
    rows = _rows(Stop, number, Stop.stopped_on)
    lessons: dict[int, list[str]] = defaultdict(list)
    for lesson in Lesson.select().where(Lesson.stop.in_([row.id for row in rows])).order_by(Lesson.position):
        lessons[lesson.stop_id].append(lesson.text)
    return tuple(Stopped(row, tuple(lessons[row.id])) for row in rows)


def _evaluations(number: int) -> tuple[LookedBack, ...]:
    rows = _rows(Evaluation, number, Evaluation.held_on.desc())
    points: dict[tuple[int, str], list[str]] = defaultdict(list)
    query = EvaluationPoint.select().where(EvaluationPoint.evaluation.in_([row.id for row in rows]))
    for point in query.order_by(EvaluationPoint.position):
        points[point.evaluation_id, point.kind].append(point.text)
    return tuple(
        LookedBack(row.held_on, row.mark, row.further, tuple(points[row.id, "goed"]), tuple(points[row.id, "beter"]))
        for row in rows
    )


def known(found: Story) -> dict[str, bool]:
    """Which facts of statusmodel.yaml are there, of those that the registry itself can tell."""
    row, decision = found.initiative, found.decision
    asked = any(each.answers.reached > 0 or each.opinion for each in found.soundings)
    return {
        "titel": bool(row.title),
        "korte_omschrijving": bool(row.summary),
        "gebied": row.district_id is not None,
        "ontvangen_op": row.received_on is not None,
        "aanspreekpunt": row.contact_id is not None,
        "vervanger": row.deputy_id is not None,
        "bevestigd_op": CONFIRMED in (step.strip().casefold() for step in found.steps),
        "motivatie": bool(row.motive),
        "buurt_gevraagd_of_reden": asked,
        "vijf_feiten": found.readiness.is_complete,
        "gemeenterol": bool(row.municipal_role),
        "collega_gevraagd_of_reden": bool(found.involvements or row.no_colleagues_reason),
        "dekking": found.coverage.adds_up,
        "beslisniveau": bool(decision and decision.level),
        "advies": bool(decision and decision.proposed),
        "uitleg": bool(decision and decision.explanation),
        "verteld_op": bool(decision and decision.told_on),
        "verteld_hoe": bool(decision and decision.told_how),
        "verwijzing_besluit_bij_college_of_raad": _has_reference(decision),
        "evaluatie": bool(found.evaluations),
    }


def _has_reference(decision: Decision | None) -> bool:
    if decision is None or decision.level not in ("college", "raad"):
        return True
    return bool(decision.college_proposal or decision.case_number)


#: the word in the timeline for: we told the resident that the idea is here
CONFIRMED = "bevestigd"

#: where in the story a missing fact is filled in
SECTION_OF = {
    "titel": "basis",
    "korte_omschrijving": "basis",
    "gebied": "basis",
    "ontvangen_op": "basis",
    "gemeenterol": "basis",
    "aanspreekpunt": "aanspreekpunt",
    "vervanger": "aanspreekpunt",
    "bevestigd_op": "tijdlijn",
    "motivatie": "motivatie",
    "buurt_gevraagd_of_reden": "buurt",
    "vijf_feiten": "feiten",
    "collega_gevraagd_of_reden": "collegas",
    "dekking": "dekking",
    "beslisniveau": "besluit",
    "advies": "besluit",
    "uitleg": "besluit",
    "verteld_op": "besluit",
    "verteld_hoe": "besluit",
    "verwijzing_besluit_bij_college_of_raad": "besluit",
    "evaluatie": "terugblik",
}
