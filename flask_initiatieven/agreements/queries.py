"""Reads of agreements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import peewee as pw

from ..briefings.redaction import without_names
from ..initiatives.models import Initiative, Initiator
from ..municipality import queries as municipality
from ..municipality.models import Person
from .agreement import OPEN_STATES, AgreementState, Content, ItemKind, SaidYes, Side, Term, sides_that_count
from .composition import Confirmed, Facts, Phone
from .models import Agreement, AgreementItem, AgreementTerm, Confirmation


@dataclass(frozen=True)
class AgreementLine:
    """One version in a list: for the page of the initiative."""

    id: int
    number: int
    kind: str
    state: str
    agreed_on: date | None
    change: str
    #: sides that have not said yes to the present text; empty unless it was offered
    waiting_for: tuple[Side, ...]

    @property
    def is_in_force(self) -> bool:
        return self.state == AgreementState.CONFIRMED


def agreement(place: tuple[str, int]) -> Agreement | None:
    """The version by number of the initiative and of the version, with initiative, contact and deputy."""
    number, version = place
    found: Agreement | None = _agreements().where((Initiative.number == number) & (Agreement.number == version)).first()
    return found


def _agreements() -> pw.ModelSelect[Agreement]:
    deputy = Person.alias()
    return (
        Agreement.select(Agreement, Initiative, Person, deputy)
        .join_from(Agreement, Initiative)
        .join_from(Agreement, Person, pw.JOIN.LEFT_OUTER, on=(Agreement.contact == Person.id))
        .join_from(Agreement, deputy, pw.JOIN.LEFT_OUTER, on=(Agreement.deputy == deputy.id), attr="deputy")
    )


def of_initiative(initiative_id: int) -> list[AgreementLine]:
    """All versions of an initiative, newest first. Ask READ_AGREEMENTS before showing them."""
    rows = list(Agreement.select().where(Agreement.initiative == initiative_id).order_by(Agreement.number.desc()))
    said: dict[int, list[SaidYes]] = {}
    for each in Confirmation.select().where(Confirmation.agreement.in_([row.id for row in rows])):
        said.setdefault(each.agreement_id, []).append(SaidYes(Side(each.side), each.content_hash))
    return [
        AgreementLine(
            row.id, row.number, row.kind, row.state, row.agreed_on, row.change, _waiting(row, said.get(row.id, []))
        )
        for row in rows
    ]


def _waiting(row: Agreement, said: list[SaidYes]) -> tuple[Side, ...]:
    if row.state != AgreementState.OFFERED:
        return ()
    there = sides_that_count(said, row.content_hash)
    return tuple(side for side in Side if side not in there)


def open_version(initiative_id: int, kind: str) -> Agreement | None:
    """The version of this kind that is being made, if there is one."""
    found: Agreement | None = (
        _agreements()
        .where((Agreement.initiative == initiative_id) & (Agreement.kind == kind) & Agreement.state.in_(OPEN_STATES))
        .first()
    )
    return found


def in_force(initiative_id: int, kind: str) -> Agreement | None:
    """The confirmed version of this kind."""
    found: Agreement | None = (
        _agreements()
        .where(
            (Agreement.initiative == initiative_id)
            & (Agreement.kind == kind)
            & (Agreement.state == AgreementState.CONFIRMED)
        )
        .order_by(Agreement.number.desc())
        .first()
    )
    return found


def made_with(created_key: str) -> Agreement | None:
    """The agreement that an earlier click on the same form made."""
    found: Agreement | None = _agreements().where(Agreement.created_key == created_key).first()
    return found


def content(row: Agreement) -> Content:
    """Everything the agreement says."""
    items = list(AgreementItem.select().where(AgreementItem.agreement == row.id).order_by(AgreementItem.position))
    terms = AgreementTerm.select().where(AgreementTerm.agreement == row.id).order_by(AgreementTerm.position)
    texts = {kind: tuple(item.text for item in items if item.kind == kind) for kind in ItemKind}
    return Content(
        kind=row.kind,
        about=row.about,
        parties=row.parties,
        our_role=row.our_role,
        we_do=texts[ItemKind.WE_DO],
        you_do=texts[ItemKind.YOU_DO],
        we_do_not=texts[ItemKind.WE_DO_NOT],
        contact=row.contact.key if row.contact else "",
        deputy=row.deputy.key if row.deputy else "",
        reaction=row.reaction,
        terms=tuple(Term(term.what, term.who, term.due_on) for term in terms),
        money=row.money,
        upkeep=row.upkeep,
        safety=row.safety,
        publicity=row.publicity,
        personal_data=row.personal_data,
        when_things_change=row.when_things_change,
        looking_back=row.looking_back,
        stopping=row.stopping,
        disagreeing=row.disagreeing,
        change=row.change,
        is_short=row.is_short,
    )


def confirmations(agreement_id: int) -> list[Confirmation]:
    """Every yes, oldest first; also those that were said to an earlier text."""
    rows = Confirmation.select().where(Confirmation.agreement == agreement_id)
    return list(rows.order_by(Confirmation.confirmed_on, Confirmation.id))


def facts(row: Agreement) -> Facts:
    """Everything that page and paper print, as plain values."""
    here = municipality.municipality()
    said = [each for each in confirmations(row.id) if each.content_hash == row.content_hash]
    return Facts(
        content=content(row),
        number=row.number,
        state=row.state,
        initiative_number=row.initiative.number,
        initiative_title=row.initiative.title,
        municipality=here.name if here else "",
        municipality_phone=here.phone if here else "",
        contact=_phone(row.contact),
        deputy=_phone(row.deputy),
        initiators=tuple(initiators(row.initiative_id)),
        confirmed=tuple(Confirmed(Side(c.side), c.name, c.on_behalf_of, c.confirmed_on, c.how) for c in said),
        changed_at=row.changed_at,
        agreed_on=row.agreed_on,
        cancelled_on=row.cancelled_on,
    )


def facts_without_names(row: Agreement) -> Facts:
    """The same for who may not know who is behind the plan: whoever did not agree to be named is "een bewoner"."""
    found = facts(row)
    rows = list(Initiator.select().where(Initiator.initiative == row.initiative_id))
    named = [each.name for each in rows if each.may_be_named]
    residents = {*found.initiators, *(yes.name for yes in found.confirmed if yes.side is Side.RESIDENT)}
    ours = [yes.name for yes in found.confirmed if yes.side is Side.MUNICIPALITY]
    ours += [person.name for person in (found.contact, found.deputy) if person]
    shown: Facts = without_names(found, sorted(residents.difference(named)), [*named, *ours])
    return shown


def initiators(initiative_id: int) -> list[str]:
    """Names of the residents behind the initiative, first one first."""
    rows = Initiator.select().where(Initiator.initiative == initiative_id).order_by(Initiator.position)
    return [row.name for row in rows]


def person_ids(keys: set[str]) -> dict[str, int]:
    """Ids of people by key."""
    return {row.key: row.id for row in Person.select(Person.id, Person.key).where(Person.key.in_(keys))}


def _phone(person: Person | None) -> Phone | None:
    return None if person is None else Phone(person.name, person.phone, person.email)
