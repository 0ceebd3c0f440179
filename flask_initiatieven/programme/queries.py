"""Reads of the coalition programme: its items with their initiatives, and the report both ways."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import peewee as pw

from ..initiatives import discretion, process
from ..initiatives.models import Initiative, ProgrammeLink
from ..initiatives.process import Kind, State
from ..municipality import queries as municipality
from ..municipality.models import District, Person
from .csv_rows import Row, Standing
from .models import Programme, ProgrammeItem
from .programme import ProgrammeState, Strength


@dataclass(frozen=True)
class Counted:
    """An item with the number of initiatives linked to it, by strength."""

    item: ProgrammeItem
    by_strength: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_strength.values())


@dataclass(frozen=True)
class Linked:
    """An initiative linked to an item; its texts name nobody who may not be named."""

    number: str
    title: str
    state: State
    strength: str
    sentence: str


@dataclass(frozen=True)
class Loose:
    """An open initiative that has to do with no item of the programme in force."""

    number: str
    title: str
    state: State
    district: str


@dataclass
class PerHolder:
    """What one portfolio holder has: items, those without initiatives, links by strength. Name "" is nobody."""

    name: str
    items: int = 0
    without: int = 0
    by_strength: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def programmes() -> list[Programme]:
    """Every programme: in force, being prepared, earlier; each newest first."""
    order: dict[str, int] = {ProgrammeState.CURRENT: 0, ProgrammeState.COMING: 1, ProgrammeState.PAST: 2}
    rows = Programme.select().order_by(Programme.id.desc())
    return sorted(rows, key=lambda row: order.get(row.state, 3))


def in_force() -> Programme | None:
    return Programme.get_or_none(Programme.state == ProgrammeState.CURRENT)


def programme(programme_id: int) -> Programme | None:
    return Programme.get_or_none(Programme.id == programme_id)


def programme_made_with(created_key: str) -> Programme | None:
    """The programme that an earlier click on the same form made."""
    return Programme.get_or_none(Programme.created_key == created_key)


def item(item_id: int) -> ProgrammeItem | None:
    """An item with its programme and portfolio holder."""
    found: ProgrammeItem | None = _items().where(ProgrammeItem.id == item_id).first()
    return found


def items(programme_id: int) -> list[ProgrammeItem]:
    """Every item of a programme with its holder, in order; the archived ones last."""
    order = (ProgrammeItem.archived_on.is_null(False), ProgrammeItem.position, ProgrammeItem.id)
    return list(_items().where(ProgrammeItem.programme == programme_id).order_by(*order))


def _items() -> pw.ModelSelect[ProgrammeItem]:
    return (
        ProgrammeItem.select(ProgrammeItem, Programme, Person)
        .join(Programme)
        .switch(ProgrammeItem)
        .join(Person, pw.JOIN.LEFT_OUTER, on=ProgrammeItem.portfolio_holder)
    )


def counted(programme_id: int, clashes: bool) -> list[Counted]:
    """The items with how many initiatives each has. Without `clashes` those that clash are not counted."""
    totals = (
        ProgrammeLink.select(ProgrammeLink.item, ProgrammeLink.strength, pw.fn.COUNT(ProgrammeLink.id))
        .join(ProgrammeItem)
        .where(ProgrammeItem.programme == programme_id)
        .group_by(ProgrammeLink.item, ProgrammeLink.strength)
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    triples: Any = totals.tuples()
    for item_id, strength, total in triples:
        if clashes or strength != Strength.CLASHES:
            found[item_id][strength] = total
    return [Counted(row, found[row.id]) for row in items(programme_id)]


def links(row: ProgrammeItem, all_names: bool, may_read_clash: Callable[[Initiative], bool]) -> list[Linked]:
    """The initiatives of an item: open ones first, then by number. What clashes is for who may read that."""
    query = (
        ProgrammeLink.select(ProgrammeLink, Initiative).join(Initiative).where(ProgrammeLink.item == row.id)
    ).order_by(Initiative.status.in_(_ends()), Initiative.number)
    found = [link for link in query if link.strength != Strength.CLASHES or may_read_clash(link.initiative)]
    rewrites = {} if all_names else discretion.rewrites(link.initiative for link in found)
    return [_linked(link, rewrites.get(link.initiative_id)) for link in found]


def _linked(link: ProgrammeLink, rewrite: Callable[[str], str] | None) -> Linked:
    row = link.initiative
    title, sentence = (rewrite(row.title), rewrite(link.sentence)) if rewrite else (row.title, link.sentence)
    return Linked(row.number, title, process.status_model().state(row.status), link.strength, sentence)


def clashing(programme_id: int, all_names: bool) -> list[tuple[ProgrammeItem, Linked]]:
    """Every initiative that clashes with an item, with that item, in the order of the items."""
    query = (
        ProgrammeLink.select(ProgrammeLink, Initiative, ProgrammeItem)
        .join(Initiative)
        .switch(ProgrammeLink)
        .join(ProgrammeItem)
        .where(ProgrammeItem.programme == programme_id, ProgrammeLink.strength == Strength.CLASHES)
        .order_by(ProgrammeItem.position, ProgrammeItem.id, Initiative.number)
    )
    found = list(query)
    rewrites = {} if all_names else discretion.rewrites(link.initiative for link in found)
    return [(link.item, _linked(link, rewrites.get(link.initiative_id))) for link in found]


def linked_numbers(item_id: int) -> list[str]:
    """Numbers of the initiatives linked to an item."""
    query = Initiative.select(Initiative.number).join(ProgrammeLink).where(ProgrammeLink.item == item_id)
    return [row.number for row in query.order_by(Initiative.number)]


def loose(programme_id: int, all_names: bool, clashes: bool) -> list[Loose]:
    """Open initiatives that have to do with no item of this programme, by number; without `clashes` these are none."""
    linked = ProgrammeLink.select(ProgrammeLink.initiative).join(ProgrammeItem)
    linked = linked.where(ProgrammeItem.programme == programme_id)
    if not clashes:
        linked = linked.where(ProgrammeLink.strength != Strength.CLASHES)
    query = (
        Initiative.select(Initiative, District)
        .join(District, pw.JOIN.LEFT_OUTER)
        .where(Initiative.status.not_in(_ends()), Initiative.id.not_in(linked))
        .order_by(Initiative.number)
    )
    rows = list(query)
    rewrites = {} if all_names else discretion.rewrites(rows)
    return [
        Loose(
            row.number,
            rewrites[row.id](row.title) if row.id in rewrites else row.title,
            process.status_model().state(row.status),
            row.district.name if row.district else "",
        )
        for row in rows
    ]


def per_holder(counts: Iterable[Counted]) -> list[PerHolder]:
    """Items and links of each portfolio holder, by name; items without holder last."""
    found: dict[str, PerHolder] = {}
    for each in counts:
        if each.item.archived_on is not None:
            continue
        name = each.item.portfolio_holder.name if each.item.portfolio_holder else ""
        holder = found.setdefault(name, PerHolder(name))
        holder.items += 1
        holder.without += not each.total
        for strength, total in each.by_strength.items():
            holder.by_strength[strength] += total
    return sorted(found.values(), key=lambda each: (not each.name, each.name.casefold()))


def _ends() -> list[str]:
    return [state.key for state in process.status_model().states.values() if state.kind is Kind.END]


# Import


def standing(programme_id: int) -> list[Standing]:
    """The items as an import compares them, in order."""
    return [
        Standing(Row(row.code, row.title, row.text, row.portfolio_holder_id), row.archived_on is not None)
        for row in items(programme_id)
    ]


def digest(rows: Iterable[Standing]) -> str:
    """Tells whether the items are still what they were when somebody looked."""
    plain = [(each.row.code, each.row.title, each.row.text, each.row.holder_id, each.is_archived) for each in rows]
    return hashlib.sha256(json.dumps(sorted(plain, key=str)).encode()).hexdigest()


def holders() -> dict[str, list[int]]:
    """Ids of aldermen and mayor by name."""
    found: dict[str, list[int]] = defaultdict(list)
    for person in municipality.officials():
        found[person.name].append(person.id)
    return dict(found)
