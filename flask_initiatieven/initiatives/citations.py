"""Decisions and the principles they cite: of one decision, and under one principle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee as pw

from ..roles.scope import Scope
from ..vision.models import Page
from . import discretion
from .models import Decision, DecisionPrinciple, Initiative
from .queries import within

#: outcomes that are a decision
DECIDED = ("ja", "ja_als", "nee")
#: decisions under a principle on its page, and on a page of their own
IN_SHORT, PAGE_SIZE = 5, 25


@dataclass(frozen=True, slots=True)
class Citation:
    """What a decision cites. Without `key` it departs from a whole text; `page_key` is empty when that is gone."""

    key: str
    title: str
    deviates_because: str
    page_key: str


@dataclass(frozen=True, slots=True)
class Citing:
    """A decision that cites a principle; `because` when it departs from it."""

    number: str
    title: str
    outcome: str
    decided_on: date | None
    because: str


@dataclass(frozen=True, slots=True)
class Cited:
    """Under one principle: how many decisions cite it, how many of those depart from it, and the newest of them."""

    total: int
    deviating: int
    newest: tuple[Citing, ...]


def of_decision(decision_id: int) -> tuple[Citation, ...]:
    rows = (
        DecisionPrinciple.select(DecisionPrinciple, Page)
        .join(Page, pw.JOIN.LEFT_OUTER)
        .where(DecisionPrinciple.decision == decision_id)
        .order_by(DecisionPrinciple.position)
    )
    return tuple(Citation(row.key, row.title, row.deviates_because, _page_key(row.page)) for row in rows)


def _page_key(page: Page | None) -> str:
    return page.key if page is not None and page.deleted_at is None else ""


def known() -> list[tuple[int, str, str]]:
    """Page, key and title of every principle that some decision cites."""
    rows = DecisionPrinciple.select(DecisionPrinciple.page, DecisionPrinciple.key, pw.fn.MAX(DecisionPrinciple.title))
    rows = rows.where(DecisionPrinciple.page.is_null(False) & (DecisionPrinciple.key != ""))
    grouped: Any = rows.group_by(DecisionPrinciple.page, DecisionPrinciple.key)
    return list(grouped.tuples())


def under_principles(page_id: int, all_names: bool, scope: Scope | None) -> dict[str, Cited]:
    """Key → the decisions that cite it and may be read; in two queries, whatever there is."""
    deviates = pw.Case(None, [(DecisionPrinciple.deviates_because != "", 1)], 0)
    counted = (
        _citing(page_id, scope)
        .select(DecisionPrinciple.key, pw.fn.COUNT(DecisionPrinciple.id), pw.fn.SUM(deviates))
        .group_by(DecisionPrinciple.key)
    )
    totals = {key: (total, int(departs)) for key, total, departs in counted.tuples()}
    newest = _newest(page_id, all_names, scope) if totals else {}
    return {key: Cited(total, departs, tuple(newest.get(key, ()))) for key, (total, departs) in totals.items()}


def of_principle(
    page_id: int, key: str, page: int, all_names: bool, scope: Scope | None
) -> tuple[tuple[Citing, ...], int]:
    """One page of the decisions that cite this principle, newest first, and how many pages there are."""
    query = _citing(page_id, scope).where(DecisionPrinciple.key == key)
    pages = max(1, -(-query.count() // PAGE_SIZE))
    rows = _columns(query).order_by(*_order()).paginate(max(1, min(page, pages)), PAGE_SIZE)
    return tuple(citing for _key, citing in _shown(list(rows.tuples()), all_names)), pages


def _newest(page_id: int, all_names: bool, scope: Scope | None) -> dict[str, list[Citing]]:
    place = pw.fn.ROW_NUMBER().over(partition_by=[DecisionPrinciple.key], order_by=list(_order())).alias("place")
    ranked = _columns(_citing(page_id, scope), place).alias("ranked")
    names = ("key", "id", "number", "title", "outcome", "decided_on", "deviates_because")
    rows: Any = (
        DecisionPrinciple.select(*(getattr(ranked.c, name) for name in names))
        .from_(ranked)
        .where(ranked.c.place <= IN_SHORT)
        .order_by(ranked.c.place)
    )
    found: dict[str, list[Citing]] = {}
    for key, citing in _shown(list(rows.tuples()), all_names):
        found.setdefault(key, []).append(citing)
    return found


def _citing(page_id: int, scope: Scope | None) -> Any:
    """Citations of this text by decisions that were taken, of initiatives that may be read."""
    return (
        DecisionPrinciple.select()
        .join(Decision)
        .join(Initiative)
        .where(
            (DecisionPrinciple.page == page_id) & (DecisionPrinciple.key != "") & Decision.outcome.in_(DECIDED),
            *within(scope),
        )
    )


def _columns(query: Any, *more: Any) -> Any:
    return query.select(
        DecisionPrinciple.key,
        Initiative.id,
        Initiative.number,
        Initiative.title,
        Decision.outcome,
        Decision.decided_on,
        DecisionPrinciple.deviates_because,
        *more,
    )


def _order() -> tuple[Any, ...]:
    return Decision.decided_on.desc(nulls="LAST"), DecisionPrinciple.id.desc()


def _shown(rows: list[tuple[Any, ...]], all_names: bool) -> list[tuple[str, Citing]]:
    """Without `all_names` the texts name nobody who may not be named."""
    pairs = [(row[1], row[0], Citing(*row[2:])) for row in rows]
    if all_names or not pairs:
        return [(key, citing) for _id, key, citing in pairs]
    initiatives = Initiative.select().where(Initiative.id.in_({number for number, _key, _citing in pairs}))
    rewrites = discretion.rewrites(initiatives)
    return [
        (key, discretion.rewritten(citing, rewrites[number]) if number in rewrites else citing)
        for number, key, citing in pairs
    ]
