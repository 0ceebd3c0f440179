"""Reads of the registry: one initiative, the list with its filters, and what somebody has on his desk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee as pw

from ..municipality.models import Budget, District, Mandate, Neighbourhood, Person
from ..programme.models import Programme, ProgrammeItem, ProgrammeState
from ..roles.scope import Scope
from . import discretion, process
from .discretion import Knows, nobody_knows
from .homework import Fact, Readiness, readiness
from .models import Homework, Initiative, Initiator, Involvement, Party, ProgrammeLink, Theme
from .process import Kind, State

PAGE_SIZE = 25
#: value of the status filter that means: every status but the ends
OPEN = "open"


def initiative(number: str) -> Initiative | None:
    """The initiative of this number with its area, contact and deputy; None when there is none."""
    deputy = Person.alias()
    query = (
        Initiative.select(Initiative, District, Neighbourhood, Person, deputy)
        .join_from(Initiative, District, pw.JOIN.LEFT_OUTER)
        .join_from(Initiative, Neighbourhood, pw.JOIN.LEFT_OUTER)
        .join_from(Initiative, Person, pw.JOIN.LEFT_OUTER, on=(Initiative.contact == Person.id))
        .join_from(Initiative, deputy, pw.JOIN.LEFT_OUTER, on=(Initiative.deputy == deputy.id), attr="deputy")
        .where(Initiative.number == number)
    )
    found: Initiative | None = query.first()
    return found


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody asks of the list. None and "" ask nothing."""

    words: str = ""
    status: str | None = None
    district_id: int | None = None
    theme: str | None = None
    contact_id: int | None = None
    kind: str | None = None
    not_ready: bool = False
    sort: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Card:
    """One initiative in a list."""

    number: str
    title: str
    state: State
    area: str
    place: str
    summary: str
    contact: str
    themes: tuple[str, ...]
    readiness: Readiness
    asked: int
    answered: int
    received_on: date | None

    @property
    def is_open(self) -> bool:
        return self.state.kind is not Kind.END


@dataclass(frozen=True, slots=True)
class Found:
    cards: tuple[Card, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


def found(search: Search, all_names: bool, scope: Scope | None = None) -> Found:
    """The page of the list that was asked for, of all or within `scope`.

    Only with `all_names` does one find and read who may not be named; without it words are sought in what one reads.
    """
    readable = {} if all_names or not (search.words or search.sort == "titel") else _readable()
    query = _cards_query().where(_has_words(search.words, all_names, readable), *_conditions(search), *within(scope))
    total = query.order_by().count()
    page = max(1, min(search.page, -(-total // PAGE_SIZE)))
    rows = list(query.order_by(*_order(search.sort, readable)).paginate(page, PAGE_SIZE))
    return Found(_discreet(rows, _everybody_knows if all_names else nobody_knows), total, page)


def _everybody_knows(_row: Initiative) -> bool:
    return True


def _discreet(rows: list[Initiative], knows: Knows) -> tuple[Card, ...]:
    """Cards whose texts name nobody who may not be named, unless the reader knows him."""
    rewrites = discretion.rewrites(rows, knows)
    pairs = zip(rows, _cards(rows), strict=True)
    return tuple(discretion.rewritten(card, rewrites[row.id]) if row.id in rewrites else card for row, card in pairs)


def of_person(person_id: int, knows: Knows = nobody_knows) -> tuple[Card, ...]:
    """The open initiatives that this person is the contact or deputy of, newest first."""
    mine = (Initiative.contact == person_id) | (Initiative.deputy == person_id)
    rows = list(_cards_query().where(mine, Initiative.status.not_in(_ends())).order_by(*_order(None)))
    return _discreet(rows, knows)


def shared(scope: Scope, knows: Knows = nobody_knows) -> tuple[Card, ...]:
    """The open initiatives in which somebody has a role by sharing, newest first; no more than a page of them."""
    if not scope.roles:
        return ()
    mine = Initiative.id.in_(scope.shared("initiative"))
    rows = list(_cards_query().where(mine, Initiative.status.not_in(_ends())).order_by(*_order(None)).limit(PAGE_SIZE))
    return _discreet(rows, knows)


def without_contact(knows: Knows = nobody_knows) -> tuple[Card, ...]:
    """The open initiatives that nobody is the contact of."""
    nobody = Initiative.contact.is_null() & Initiative.status.not_in(_ends())
    return _discreet(list(_cards_query().where(nobody).order_by(*_order(None))), knows)


def themes() -> list[str]:
    rows = Theme.select(Theme.name).distinct().order_by(Theme.name)
    return [row.name for row in rows]


def contacts() -> list[Person]:
    """Everybody who is the contact of some initiative."""
    return list(Person.select().where(Person.id.in_(Initiative.select(Initiative.contact))).order_by(Person.name))


def budgets() -> list[Budget]:
    return list(Budget.select().order_by(Budget.name))


def mandates() -> list[Mandate]:
    return list(Mandate.select().order_by(Mandate.up_to_amount))


def programme_items() -> list[ProgrammeItem]:
    """Items with their programme that an initiative may be linked to, and those that some initiative is linked to."""
    linked = ProgrammeItem.id.in_(ProgrammeLink.select(ProgrammeLink.item))
    takes_links = (Programme.state == ProgrammeState.CURRENT) & ProgrammeItem.archived_on.is_null()
    query = ProgrammeItem.select(ProgrammeItem, Programme).join(Programme).where(linked | takes_links)
    return list(query.order_by(Programme.id.desc(), ProgrammeItem.position, ProgrammeItem.id))


def known_facts(homework: Homework | None, has_parties: bool) -> dict[Fact, bool]:
    """Which of the five facts are filled in; `_is_ready` says the same in SQL."""
    if homework is None:
        return {Fact.PARTIES: has_parties}
    return {
        Fact.COST: homework.cost_once is not None,
        Fact.YIELD: bool(homework.yields),
        Fact.DURATION: homework.starts_on is not None,
        Fact.PARTIES: has_parties,
        Fact.MUNICIPALITY_DOES: bool(homework.municipality_does),
    }


def _is_ready() -> Any:
    filled = Homework.select(Homework.initiative).where(
        Homework.cost_once.is_null(False),
        Homework.yields != "",
        Homework.starts_on.is_null(False),
        Homework.municipality_does != "",
    )
    return Initiative.id.in_(filled) & Initiative.id.in_(Party.select(Party.initiative))


def _ends() -> list[str]:
    return [state.key for state in process.status_model().states.values() if state.kind is Kind.END]


def _cards_query() -> Any:
    return (
        Initiative.select(Initiative, District, Neighbourhood, Person)
        .join_from(Initiative, District, pw.JOIN.LEFT_OUTER)
        .join_from(Initiative, Neighbourhood, pw.JOIN.LEFT_OUTER)
        .join_from(Initiative, Person, pw.JOIN.LEFT_OUTER, on=(Initiative.contact == Person.id))
    )


def _conditions(search: Search) -> list[Any]:
    exact = (
        (Initiative.district, search.district_id),
        (Initiative.contact, search.contact_id),
        (Initiative.kind, search.kind),
    )
    conditions = [field == value for field, value in exact if value is not None]
    if search.status == OPEN or search.not_ready:
        conditions.append(Initiative.status.not_in(_ends()))
    if search.status not in (None, OPEN):
        conditions.append(Initiative.status == search.status)
    if search.theme:
        conditions.append(Initiative.id.in_(Theme.select(Theme.initiative).where(Theme.name == search.theme)))
    if search.not_ready:
        conditions.append(~_is_ready())
    return conditions


def within(scope: Scope | None) -> list[Any]:
    """Own ones, as people() says, and those that were shared; None: all."""
    if scope is None:
        return []
    own = (Initiative.contact == scope.person_id) | (Initiative.deputy == scope.person_id)
    return [own | Initiative.id.in_(scope.shared("initiative"))]


@dataclass(frozen=True, slots=True)
class _Readable:
    """What may be read of an initiative whose texts hide something: its title, and all that words are sought in."""

    title: str
    everything: str


def _readable() -> dict[int, _Readable]:
    """By id, every initiative of which a text hides something; in a fixed number of queries.

    Its words are sought here: the database would find, or sort, by what may not be read.
    """
    query = (
        Initiative.select(Initiative, District, Neighbourhood)
        .join_from(Initiative, District, pw.JOIN.LEFT_OUTER)
        .join_from(Initiative, Neighbourhood, pw.JOIN.LEFT_OUTER)
        .where(Initiative.id.in_(Initiator.select(Initiator.initiative)))
    )
    rows = list(query)
    rewrites = discretion.rewrites(rows)
    shown: dict[int, tuple[str, ...]] = {}
    for row in rows:
        texts = (row.title, row.summary, row.motive, row.place)
        rewritten = tuple(map(rewrites[row.id], texts))
        if rewritten != texts:
            shown[row.id] = (*rewritten, row.number, area_of(row))
    named = _grouped(Initiator.select().where(Initiator.may_be_named, Initiator.initiative.in_(list(shown))))
    return {
        key: _Readable(texts[0], "\n".join((*texts, *(each.name for each in named[key]))).casefold())
        for key, texts in shown.items()
    }


def _has_words(words: str, all_names: bool, readable: Mapping[int, _Readable]) -> Any:
    """Does it hold each of these words, in what the reader may read?"""
    sought = words.split()[:8]
    condition: Any = Initiative.id.is_null(False)
    for word in sought:
        condition &= _has_word(word, all_names)
    if not sought or not readable:
        return condition
    there = [key for key, row in readable.items() if all(word.casefold() in row.everything for word in sought)]
    return (condition & Initiative.id.not_in(list(readable))) | Initiative.id.in_(there)


def _has_word(word: str, all_names: bool) -> Any:
    fields = (
        Initiative.number, Initiative.title, Initiative.summary, Initiative.motive, Initiative.place,
        District.name, Neighbourhood.name,
    )  # fmt: skip
    named = Initiator.select(Initiator.initiative).where(Initiator.name.contains(word))
    if not all_names:
        named = named.where(Initiator.may_be_named)
    condition: Any = Initiative.id.in_(named)
    for field in fields:
        condition |= field.contains(word)
    return condition


def _order(sort: str | None, readable: Mapping[int, _Readable] | None = None) -> tuple[Any, ...]:
    """By the title as it is read: a place in the order tells letters too."""
    title: Any = pw.fn.LOWER(Initiative.title)
    if readable:
        title = pw.Case(Initiative.id, [(key, row.title.lower()) for key, row in readable.items()], title)
    orders: dict[str | None, tuple[Any, ...]] = {
        "nummer": (Initiative.number,),
        "titel": (title, Initiative.id),
        "veranderd": (Initiative.changed_at.desc(), Initiative.id.desc()),
    }
    return orders.get(sort, (Initiative.received_on.desc(nulls="LAST"), Initiative.id.desc()))


def _cards(rows: list[Initiative]) -> tuple[Card, ...]:
    ids = [row.id for row in rows]
    names = _grouped(Theme.select().where(Theme.initiative.in_(ids)).order_by(Theme.position))
    work = {row.initiative_id: row for row in Homework.select().where(Homework.initiative.in_(ids))}
    with_parties = {
        row.initiative_id for row in Party.select(Party.initiative).where(Party.initiative.in_(ids)).distinct()
    }
    asked = _grouped(Involvement.select().where(Involvement.initiative.in_(ids)))
    model = process.status_model()
    return tuple(
        Card(
            row.number,
            row.title,
            model.state(row.status),
            area_of(row),
            row.place,
            row.summary,
            row.contact.name if row.contact else "",
            tuple(theme.name for theme in names[row.id]),
            readiness(known_facts(work.get(row.id), row.id in with_parties)),
            len(asked[row.id]),
            sum(each.answered_on is not None for each in asked[row.id]),
            row.received_on,
        )
        for row in rows
    )


def area_of(row: Initiative) -> str:
    """Bloemenbuurt, Zonneveld; empty when the area is not known."""
    places = [row.neighbourhood.name] if row.neighbourhood else []
    return ", ".join(places + ([row.district.name] if row.district else []))


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.initiative_id].append(row)
    return found
