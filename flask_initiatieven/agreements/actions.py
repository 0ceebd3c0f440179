"""Changes to agreements: a new version, editing, offering, a side's yes, cancelling."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import peewee as pw
from blinker import NamedSignal

from .. import audit, signals
from ..database import db, now
from ..errors import Conflict, Refused
from ..host import current_user
from ..i18n import gettext as _
from ..i18n import spoken
from ..initiatives.models import Initiative
from ..mount import current
from ..options import queries as options
from . import agreement as rules
from . import queries
from .agreement import OPEN_STATES, AgreementState, Content, ItemKind, SaidYes, Section, Side
from .models import Agreement, AgreementItem, AgreementTerm, Confirmation


class Incomplete(Refused):
    """The agreement can't be offered or confirmed: `missing` says what has to be filled in first."""

    def __init__(self, missing: tuple[Section, ...]) -> None:
        super().__init__(_("Deze afspraak is nog niet compleet. Vul eerst in wat ontbreekt."))
        self.missing = missing


class AlreadyOpen(Refused):
    """A version of this kind is being made already."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Versie %(number)s is nog niet klaar. Werk die eerst af.", number=number))
        self.number = number


@dataclass(frozen=True)
class Yes:
    """What is written down about one side's yes."""

    side: Side
    name: str
    on_behalf_of: str
    confirmed_on: date
    how: str
    reference: str = ""


def make(initiative: Initiative, content: Content, created_key: str) -> Agreement:
    """A new version as a draft; the same key again gives the version that was made before.

    Raises AlreadyOpen when a version of this kind is still open.
    """
    earlier = queries.made_with(created_key)
    if earlier is not None:
        return earlier
    with db.atomic():
        _lock(initiative)
        earlier = queries.made_with(created_key)
        if earlier is not None:
            return earlier
        waiting = queries.open_version(initiative.id, content.kind)
        if waiting is not None:
            raise AlreadyOpen(waiting.number)
        number = 1 + int(_numbers(initiative).scalar() or 0)
        row: Agreement = Agreement.create(
            initiative=initiative.id, number=number, created_key=created_key, **_columns(content), **_stamp()
        )
        _store_parts(row.id, content)
        audit.record("afspraak maken", f"agreement:{row.id}")
    _tell(signals.created, row.id)
    return row


def edit(row: Agreement, content: Content, seen: int, section: str) -> frozenset[Side]:
    """Save the text; says which sides' yes no longer counts because of it.

    Raises Conflict when it is not the version that was seen, or is fixed by now.
    """
    if content == queries.content(row) and seen == row.version:
        return frozenset()
    said = _said(row.id)
    lost = rules.sides_that_count(said, row.content_hash)
    columns = _columns(content)
    with db.atomic():
        _update(row, seen, OPEN_STATES, **columns)
        AgreementItem.delete().where(AgreementItem.agreement == row.id).execute()
        AgreementTerm.delete().where(AgreementTerm.agreement == row.id).execute()
        _store_parts(row.id, content)
        audit.record("afspraak bewerken", f"agreement:{row.id}", detail=section)
    _tell(signals.changed, row.id)
    return lost - rules.sides_that_count(said, columns["content_hash"])


def offer(row: Agreement, seen: int) -> None:
    """The draft goes to both sides. Raises Incomplete or Conflict."""
    _refuse_incomplete(row)
    with db.atomic():
        _update(row, seen, (AgreementState.DRAFT,), state=AgreementState.OFFERED)
        audit.record("afspraak aanbieden", f"agreement:{row.id}")
    _tell(signals.status_changed, row.id)


def confirm(row: Agreement, yes: Yes, seen: int) -> bool:
    """Write down that a side said yes to the text as it was seen; True when the agreement is in force by it.

    A version of the same kind that was in force is then replaced. Saying the same yes twice changes nothing.
    Raises Conflict when the text was changed since, Incomplete when a needed section was emptied after offering.
    """
    if _is_there(row, yes):
        return row.state == AgreementState.CONFIRMED
    _refuse_incomplete(row)
    with db.atomic():
        _update(row, seen, (AgreementState.OFFERED,))
        _add(row, yes)
        audit.record("afspraak bevestigen", f"agreement:{row.id}", detail=yes.side)
        agreed = rules.is_agreed(_said(row.id), row.content_hash)
        if agreed:
            _enter_into_force(row)
    _tell(signals.agreement_confirmed if agreed else signals.changed, row.id)
    return agreed


def cancel(row: Agreement, by: Side, reason: str, on: date, seen: int) -> None:
    """One side ends the agreement. Raises Conflict when it changed since it was seen."""
    with db.atomic():
        _update(
            row,
            seen,
            (AgreementState.OFFERED, AgreementState.CONFIRMED),
            state=AgreementState.CANCELLED,
            cancelled_on=on,
            cancelled_by=by,
            cancel_reason=reason,
        )
        audit.record("afspraak opzeggen", f"agreement:{row.id}")
    _tell(signals.status_changed, row.id)


def new_content(initiative: Initiative, kind: str, is_short: bool, change: str) -> Content:
    """Where a new version starts: with the text in force of its kind, else with the standard texts."""
    source = queries.in_force(initiative.id, kind)
    if source is not None:
        return replace(queries.content(source), is_short=is_short, change=change)
    return Content(
        kind=kind,
        contact=initiative.contact.key if initiative.contact else "",
        deputy=initiative.deputy.key if initiative.deputy else "",
        reaction=rules.standard_reaction(options.current().terms.receipt, spoken),
        when_things_change=spoken(rules.STANDARD_CHANGE),
        disagreeing=spoken(rules.STANDARD_DISAGREEING),
        is_short=is_short,
        change=change,
    )


def _update(row: Agreement, seen: int, states: tuple[AgreementState, ...], **values: Any) -> None:
    """Change the row when it is still the version that was seen and in one of these states; else Conflict."""
    updated = (
        Agreement.update(**values, **_stamp(), version=Agreement.version + 1)
        .where((Agreement.id == row.id) & (Agreement.version == seen) & Agreement.state.in_(states))
        .execute()
    )
    if not updated:
        raise Conflict(_("Iemand anders heeft deze afspraak intussen veranderd. Lees de tekst en probeer het opnieuw."))


def _refuse_incomplete(row: Agreement) -> None:
    missing = rules.missing(queries.content(row))
    if missing:
        raise Incomplete(missing)


def _enter_into_force(row: Agreement) -> None:
    """Confirmed from now on, and the version of this kind that was in force is replaced."""
    replaced = Agreement.update(state=AgreementState.REPLACED, version=Agreement.version + 1, **_stamp()).where(
        (Agreement.initiative == row.initiative_id)
        & (Agreement.kind == row.kind)
        & (Agreement.state == AgreementState.CONFIRMED)
    )
    if replaced.execute():
        audit.record("afspraak vervangen", f"agreement:{row.id}")
    last = Confirmation.select(pw.fn.MAX(Confirmation.confirmed_on)).where(
        (Confirmation.agreement == row.id) & (Confirmation.content_hash == row.content_hash)
    )
    agreed_on = row.agreed_on or last.scalar()
    Agreement.update(state=AgreementState.CONFIRMED, agreed_on=agreed_on).where(Agreement.id == row.id).execute()


def _is_there(row: Agreement, yes: Yes) -> bool:
    """Was this same yes written down already, by a double click?"""
    found = Confirmation.select().where(
        (Confirmation.agreement == row.id)
        & (Confirmation.side == yes.side)
        & (Confirmation.name == yes.name)
        & (Confirmation.confirmed_on == yes.confirmed_on)
        & (Confirmation.content_hash == row.content_hash)
    )
    return bool(found.exists())


def _add(row: Agreement, yes: Yes) -> None:
    Confirmation.create(
        agreement=row.id,
        side=yes.side,
        name=yes.name,
        on_behalf_of=yes.on_behalf_of,
        confirmed_on=yes.confirmed_on,
        how=yes.how,
        reference=yes.reference,
        content_hash=row.content_hash,
    )


def _said(agreement_id: int) -> list[SaidYes]:
    return [SaidYes(Side(each.side), each.content_hash) for each in queries.confirmations(agreement_id)]


def _lock(initiative: Initiative) -> None:
    """Two people who start a version at once come after each other."""
    Initiative.update(number=Initiative.number).where(Initiative.id == initiative.id).execute()


def _numbers(initiative: Initiative) -> Any:
    return Agreement.select(pw.fn.MAX(Agreement.number)).where(Agreement.initiative == initiative.id)


def _columns(content: Content) -> dict[str, Any]:
    people = queries.person_ids({content.contact, content.deputy})
    return {
        "kind": content.kind,
        "is_short": content.is_short,
        "about": content.about,
        "parties": content.parties,
        "our_role": content.our_role,
        "contact": people.get(content.contact),
        "deputy": people.get(content.deputy),
        "reaction": content.reaction,
        "money": content.money,
        "upkeep": content.upkeep,
        "safety": content.safety,
        "publicity": content.publicity,
        "personal_data": content.personal_data,
        "when_things_change": content.when_things_change,
        "looking_back": content.looking_back,
        "stopping": content.stopping,
        "disagreeing": content.disagreeing,
        "change": content.change,
        "content_hash": rules.content_hash(content),
    }


def _store_parts(agreement_id: int, content: Content) -> None:
    items = [
        {"agreement": agreement_id, "kind": kind, "position": position, "text": text}
        for kind in ItemKind
        for position, text in enumerate(getattr(content, kind))
    ]
    terms = [
        {"agreement": agreement_id, "position": position, "what": term.what, "who": term.who, "due_on": term.due_on}
        for position, term in enumerate(content.terms)
    ]
    if items:
        AgreementItem.insert_many(items).execute()
    if terms:
        AgreementTerm.insert_many(terms).execute()


def _stamp() -> dict[str, Any]:
    user = current_user()
    return {"changed_at": now(), "changed_by": (user.name or user.id) if user else "systeem"}


def _tell(signal: NamedSignal, agreement_id: int) -> None:
    user = current_user()
    signals.tell(signal, current().name, f"agreement:{agreement_id}", user.id if user else None)
