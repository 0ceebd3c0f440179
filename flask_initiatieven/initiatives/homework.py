"""Homework before a visit or a decision: the five facts, how fresh they are, and whether the money adds up. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Fact(StrEnum):
    """The five facts of the homework, in reading order."""

    COST = "kosten"
    YIELD = "opbrengst"
    DURATION = "duur"
    PARTIES = "partijen"
    MUNICIPALITY_DOES = "gemeente_doet"


class Certainty(StrEnum):
    ESTIMATE = "schatting"
    CALCULATED = "berekend"
    CONFIRMED = "bevestigd"


@dataclass(frozen=True, slots=True)
class Readiness:
    """How much of the homework is done; `missing` is in reading order."""

    missing: tuple[Fact, ...]

    @property
    def total(self) -> int:
        return len(Fact)

    @property
    def done(self) -> int:
        return self.total - len(self.missing)

    @property
    def is_complete(self) -> bool:
        return not self.missing


def readiness(known: Mapping[Fact, bool]) -> Readiness:
    """Which facts are known; one that is not named is missing."""
    return Readiness(tuple(fact for fact in Fact if not known.get(fact)))


def is_stale(checked_on: date | None, today: date, fresh_days: int = 90) -> bool:
    """Checked more than so many days ago. A fact without a date is not stale: nobody says it was ever checked."""
    return checked_on is not None and (today - checked_on).days > fresh_days


@dataclass(frozen=True, slots=True)
class Coverage:
    """What it costs once beside what is found for it, in euros; `cost` None: not known yet."""

    cost: Decimal | None
    found: Decimal
    certain: Decimal

    @property
    def gap(self) -> Decimal | None:
        """Euros still to be found; below zero there is too much. None without a cost."""
        return None if self.cost is None else self.cost - self.found

    @property
    def adds_up(self) -> bool:
        return self.gap == 0


def coverage(cost: Decimal | None, rows: Iterable[tuple[Decimal, bool]]) -> Coverage:
    """Add up funding rows of (amount, is it certain)."""
    rows = tuple(rows)
    zero = Decimal(0)
    return Coverage(
        cost,
        sum((amount for amount, _ in rows), zero),
        sum((amount for amount, certain in rows if certain), zero),
    )
