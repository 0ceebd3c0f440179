"""What a mandate allows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

#: who may hold one, and in whose name
HOLDERS = (
    "wijkregisseur", "leidinggevende", "bestuursadviseur", "communicatieadviseur", "vakcollega", "griffie",
    "uitvoerder", "beheerder",
)  # fmt: skip
BODIES = ("college", "burgemeester", "raad")


class Objection(StrEnum):
    NOT_IN_FORCE = "not_in_force"
    MAY_NOT_REFUSE = "may_not_refuse"


@dataclass(frozen=True, slots=True)
class MandateContent:
    """Everything a mandate says. The amount is in euros of the municipality's own share, the days are inclusive."""

    role: str
    source: str
    on_behalf_of: str
    up_to_amount: Decimal
    may_refuse: bool
    valid_from: date | None
    valid_until: date | None
    conditions: tuple[str, ...]


def in_force(day: date, valid_from: date | None, valid_until: date | None) -> bool:
    """On this day; an open end has no limit."""
    return (valid_from is None or valid_from <= day) and (valid_until is None or day <= valid_until)


def objections(content: MandateContent, decided_on: date, is_refusal: bool) -> tuple[Objection, ...]:
    """Why a decision of that day can't rest on this mandate."""
    found = []
    if not in_force(decided_on, content.valid_from, content.valid_until):
        found.append(Objection.NOT_IN_FORCE)
    if is_refusal and not content.may_refuse:
        found.append(Objection.MAY_NOT_REFUSE)
    return tuple(found)
