"""Reads of visits: one with everything of its sections, and the lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from ..initiatives import discretion
from ..initiatives.discretion import Knows, nobody_knows
from ..initiatives.models import Initiative, Involvement
from ..municipality.models import Person
from ..options import queries as options
from ..roles.scope import Scope
from . import models
from .content import Attendee, Content, EarlierPromise, Line, Promise, Question
from .deadlines import Deadlines, VisitTerms, deadlines
from .models import LineKind, Visit, VisitStatus
from .programme import Slot

#: past visits on one page
PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Card:
    """One visit in a list."""

    id: int
    title: str
    number: str
    status: str
    held_on: date
    begins: time
    ends: time
    place: str
    kind: str
    official: str
    has_report: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Past visits, newest first; `older` is the key of the next page, or None."""

    cards: tuple[Card, ...]
    older: str | None


def visit(visit_id: int) -> Visit | None:
    """The visit with its initiative; None when there is none."""
    found: Visit | None = Visit.select(Visit, Initiative).join(Initiative).where(Visit.id == visit_id).first()
    return found


def made_with(created_key: str) -> Visit | None:
    """The visit that this form made before, when it was sent twice."""
    query = Visit.select(Visit, Initiative).join(Initiative)
    found: Visit | None = query.where(Visit.created_key == created_key).first()
    return found


def visits_to(initiative_id: int, knows: Knows = nobody_knows) -> list[Card]:
    """Every visit to one initiative, first to last; like all lists without names for who does not know them."""
    query = _cards().where(Visit.initiative == initiative_id)
    return _as_cards(query.order_by(Visit.held_on, Visit.begins, Visit.id), knows)


def upcoming(
    today: date, scope: Scope | None = None, knows: Knows = nobody_knows, limit: int | None = None
) -> list[Card]:
    """Planned visits from today on, first to last. `scope` limits them to somebody's own and what he shares."""
    query = _own(_cards(), scope).where(Visit.status == VisitStatus.PLANNED, Visit.held_on >= today)
    return _as_cards(query.order_by(Visit.held_on, Visit.begins, Visit.id).limit(limit), knows)


def past(today: date, scope: Scope | None = None, before: str = "", knows: Knows = nobody_knows) -> Page:
    """Visits that are over or cancelled, newest first; `before` is the key of a page (a wrong one is ignored)."""
    query = _own(_cards(), scope).where((Visit.status != VisitStatus.PLANNED) | (Visit.held_on < today))
    key = _key(before)
    if key:
        on, visit_id = key
        query = query.where((Visit.held_on < on) | ((Visit.held_on == on) & (Visit.id < visit_id)))
    found = _as_cards(query.order_by(Visit.held_on.desc(), Visit.id.desc()).limit(PAGE_SIZE + 1), knows)
    shown = tuple(found[:PAGE_SIZE])
    return Page(shown, f"{shown[-1].held_on}.{shown[-1].id}" if len(found) > PAGE_SIZE else None)


def content(visit: Visit) -> Content:
    """Everything an editor filled in, as plain values."""
    lines = _lines(visit.id)
    return Content(
        status=visit.status, official_id=visit.official_id, adviser_id=visit.adviser_id, held_on=visit.held_on,
        begins=visit.begins, ends=visit.ends, place=visit.place, kind=visit.kind,
        goal=visit.goal, why_now=visit.why_now,
        core=tuple(line.text for kind, line in lines if kind == LineKind.CORE),
        programme=programme(visit.id),
        attendees=_attendees(visit.id),
        talking_points=tuple(line.text for kind, line in lines if kind == LineKind.TALKING_POINT),
        questions=_questions(visit.id),
        may_promise=tuple(line for kind, line in lines if kind == LineKind.MAY_PROMISE),
        may_not_promise=tuple(line for kind, line in lines if kind == LineKind.MAY_NOT_PROMISE),
        sensitive=tuple(line.text for kind, line in lines if kind == LineKind.SENSITIVE),
        earlier=_earlier(visit.id),
        press_invited=visit.press_invited, press_arrangement=visit.press_arrangement,
        spokesperson_id=visit.spokesperson_id,
        bike=visit.bike, public_transport=visit.public_transport, car=visit.car,
        accessibility=visit.accessibility, clothing=visit.clothing, bad_weather=visit.bad_weather,
        contact_id=visit.contact_id, deputy_id=visit.deputy_id,
        report=visit.report, promises=promises(visit.id),
    )  # fmt: skip


def programme(visit_id: int) -> tuple[Slot, ...]:
    row = models.ProgrammeRow
    query = row.select(row.begins, row.minutes, row.what, row.who).where(row.visit == visit_id)
    return tuple(Slot(*values) for values in _values(query.order_by(row.position, row.id)))


def promises(visit_id: int) -> tuple[Promise, ...]:
    """What was promised at this visit."""
    row = models.VisitPromise
    query = (
        row.select(
            row.text, row.made_to, row.made_by, row.holder, row.due_on, row.status, row.done_on, row.explanation
        )
        .where(row.visit == visit_id)
        .order_by(row.position, row.id)
    )  # fmt: skip
    return tuple(Promise(*values) for values in _values(query))


def names(people: Iterable[int | None]) -> dict[int, str]:
    """Names of these persons, by id."""
    wanted = {person_id for person_id in people if person_id is not None}
    query = Person.select(Person.id, Person.name).where(Person.id.in_(wanted))
    return dict(_values(query)) if wanted else {}


def _lines(visit_id: int) -> list[tuple[str, Line]]:
    row = models.VisitLine
    query = row.select(row.kind, row.text, row.reason, row.decides).where(row.visit == visit_id)
    return [(kind, Line(*values)) for kind, *values in _values(query.order_by(row.position, row.id))]


def _attendees(visit_id: int) -> tuple[Attendee, ...]:
    row = models.Attendee
    query = row.select(row.name, row.function, row.note, row.phone).where(row.visit == visit_id)
    return tuple(Attendee(*values) for values in _values(query.order_by(row.position, row.id)))


def _questions(visit_id: int) -> tuple[Question, ...]:
    row = models.Question
    query = row.select(row.question, row.answer).where(row.visit == visit_id)
    return tuple(Question(*values) for values in _values(query.order_by(row.position, row.id)))


def _earlier(visit_id: int) -> tuple[EarlierPromise, ...]:
    row = models.EarlierPromise
    query = row.select(row.text, row.made_on, row.status).where(row.visit == visit_id)
    return tuple(EarlierPromise(*values) for values in _values(query.order_by(row.position, row.id)))


def _cards() -> Any:
    return (
        Visit.select(
            Visit.id, Initiative.title, Initiative.number, Visit.status, Visit.held_on, Visit.begins, Visit.ends,
            Visit.place, Visit.kind, Person.name, Visit.report != "", Initiative.id,
        )
        .join(Initiative)
        .join_from(Visit, Person, on=Visit.official == Person.id)
    )  # fmt: skip


def _as_cards(query: Any, knows: Knows) -> list[Card]:
    pairs = [(initiative_id, Card(*values)) for *values, initiative_id in _values(query)]
    visited = Initiative.select().where(Initiative.id.in_({initiative_id for initiative_id, _card in pairs}))
    rewrites = discretion.rewrites(visited, knows)
    return [discretion.rewritten(card, rewrites[key]) if key in rewrites else card for key, card in pairs]


def _own(query: Any, scope: Scope | None) -> Any:
    """Only visits that are this person's or he was asked about, as people() and asked() say, or shared; None: all."""
    if scope is None:
        return query
    asked = Involvement.select(Involvement.initiative).where(Involvement.person == scope.person_id)
    named = (Visit.official, Visit.adviser, Visit.contact, Visit.deputy, Initiative.contact, Initiative.deputy)
    condition = Visit.initiative.in_(asked) | Visit.initiative.in_(scope.shared("initiative"))
    for column in named:
        condition |= column == scope.person_id
    return query.where(condition)


def _values(query: Any) -> list[tuple[Any, ...]]:
    """All rows at once, as plain values: no lazy query may leave this file."""
    return list(query.tuples())


def _key(word: str) -> tuple[date, int] | None:
    on, _, visit_id = word.partition(".")
    if not re.fullmatch(r"\d{1,9}", visit_id):
        return None
    try:
        return date.fromisoformat(on), int(visit_id)
    except ValueError:
        return None


def deadlines_of(held_on: date) -> Deadlines:
    """By the terms and working days of this municipality."""
    found = options.current()
    terms = VisitTerms(
        draft_days=found.terms.briefing_draft,
        final_days=found.terms.briefing_final,
        report_days=found.terms.report,
        final_at=time(found.visits.final_hour),
    )
    return deadlines(held_on, found.work_days.closed, terms)
