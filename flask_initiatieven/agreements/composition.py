"""What is printed of an agreement: every word decided, for the page, the paper and the mail alike.

In Dutch whatever the language of the screen: the resident gets these words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from .. import dutch
from .agreement import (
    FOOTER,
    OPEN_STATES,
    STANDARD_CHANGE,
    STANDARD_DISAGREEING,
    AgreementState,
    Content,
    Section,
    Side,
    sections,
)

#: our own text → the same in the municipality's form of address
Say = Callable[[str], str]

HEADINGS = {
    Section.ABOUT: "Waar gaat het over?",
    Section.PARTIES: "Wie zijn wij?",
    Section.OUR_ROLE: "Mijn rol als aanspreekpunt",
    Section.WE_DO: "Dit mag u van ons verwachten",
    Section.YOU_DO: "Dit verwachten wij van u",
    Section.WE_DO_NOT: "Dit doen wij niet",
    Section.CONTACT: "Wie belt u?",
    Section.TERMS: "Wanneer?",
    Section.MONEY: "Geld",
    Section.UPKEEP: "Onderhoud",
    Section.SAFETY: "Veiligheid en verzekering",
    Section.PUBLICITY: "Wie vertelt het?",
    Section.PERSONAL_DATA: "Uw gegevens",
    Section.WHEN_THINGS_CHANGE: "Als er iets verandert",
    Section.LOOKING_BACK: "Samen terugkijken",
    Section.STOPPING: "Stoppen",
    Section.DISAGREEING: "Bent u het niet eens?",
}
YOUR_CONTACT = "uw aanspreekpunt"
NOTHING_AGREED = "Hierover hebben wij niets afgesproken."
STATES = {
    AgreementState.DRAFT: "concept",
    AgreementState.OFFERED: "aangeboden, nog niet bevestigd",
    AgreementState.CONFIRMED: "bevestigd",
    AgreementState.REPLACED: "vervangen door een nieuwe versie",
    AgreementState.CANCELLED: "opgezegd",
    AgreementState.ENDED: "beëindigd",
}
SIDES = {Side.MUNICIPALITY: "De gemeente", Side.RESIDENT: "De initiatiefnemer"}


@dataclass(frozen=True)
class Phone:
    name: str
    phone: str
    email: str


@dataclass(frozen=True)
class Confirmed:
    side: Side
    name: str
    on_behalf_of: str
    confirmed_on: date
    how: str


@dataclass(frozen=True)
class Facts:
    """Plain values of one agreement. `confirmed` holds only what was said to the present text."""

    content: Content
    number: int
    state: str
    initiative_number: str
    initiative_title: str
    municipality: str
    municipality_phone: str
    contact: Phone | None
    deputy: Phone | None
    initiators: tuple[str, ...]
    confirmed: tuple[Confirmed, ...]
    changed_at: datetime
    agreed_on: date | None = None
    cancelled_on: date | None = None


@dataclass(frozen=True)
class TermRow:
    what: str
    who: str
    before: str


@dataclass(frozen=True)
class PhoneRow:
    name: str
    role: str
    phone: str
    email: str


@dataclass(frozen=True)
class Part:
    """One section: paragraphs, and under them at most one of items, terms and phones."""

    key: str
    number: int
    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    terms: tuple[TermRow, ...] = ()
    phones: tuple[PhoneRow, ...] = ()
    is_empty: bool = False


@dataclass(frozen=True)
class ConfirmationRow:
    on_behalf_of: str
    name: str
    day: str
    how: str


@dataclass(frozen=True)
class Composed:
    """The agreement in words."""

    title: str
    kind: str
    number: str
    state: str
    municipality: str
    change: str
    parts: tuple[Part, ...]
    confirmations: tuple[ConfirmationRow, ...]
    #: sides that still have to say yes, in words; none once the text is fixed
    waiting: tuple[str, ...]
    is_draft: bool
    is_short: bool
    footer: str
    created: datetime
    file_name: str


def compose(facts: Facts, say: Say = str) -> Composed:
    """Decide every word of the agreement; `say` puts our own texts in the municipality's form of address."""
    said = {each.side for each in facts.confirmed}
    is_open = facts.state in OPEN_STATES
    return Composed(
        title=facts.initiative_title,
        kind=facts.content.kind.capitalize(),
        number=f"{facts.initiative_number}, versie {facts.number}",
        state=_state(facts),
        municipality=facts.municipality,
        change=facts.content.change,
        parts=tuple(
            _part(facts, section, number, say)
            for number, section in enumerate(sections(facts.content.is_short), start=1)
        ),
        confirmations=tuple(
            ConfirmationRow(each.on_behalf_of, each.name, dutch.plain_date(each.confirmed_on), each.how)
            for each in facts.confirmed
        ),
        waiting=tuple(words for side, words in SIDES.items() if is_open and side not in said),
        is_draft=facts.state == AgreementState.DRAFT,
        is_short=facts.content.is_short,
        footer=say(FOOTER),
        created=facts.changed_at,
        file_name=f"{facts.content.kind}-{facts.initiative_number}-versie-{facts.number}.pdf",
    )


def as_mail(composed: Composed) -> str:
    """The whole agreement as plain text, for a mail."""
    lines = [composed.kind, composed.title, f"{composed.number} ({composed.state})"]
    if composed.change:
        lines.append(f"Wat is er veranderd: {composed.change}")
    for part in composed.parts:
        lines += ["", f"{part.number}. {part.heading}", *part.paragraphs]
        lines += [f"- {item}" for item in part.items]
        lines += [f"- {', '.join(filter(None, (row.before, row.who)))}: {row.what}" for row in part.terms]
        lines += [f"- {', '.join(filter(None, (row.name, row.role, row.phone, row.email)))}" for row in part.phones]
    if composed.confirmations:
        lines += ["", "Bevestigd"]
        lines += [f"- {row.name}, namens {row.on_behalf_of}, op {row.day}" for row in composed.confirmations]
    return "\n".join([*lines, "", composed.footer, ""])


def state_since(facts: Facts) -> date | None:
    """Day on which it was confirmed or cancelled; None in other states."""
    days = {AgreementState.CONFIRMED: facts.agreed_on, AgreementState.CANCELLED: facts.cancelled_on}
    return days.get(AgreementState(facts.state))


def _state(facts: Facts) -> str:
    words, day = STATES[AgreementState(facts.state)], state_since(facts)
    return f"{words} op {dutch.plain_date(day)}" if day else words


def _part(facts: Facts, section: Section, number: int, say: Say) -> Part:
    content, heading = facts.content, say(HEADINGS[section])
    if section in (Section.WE_DO, Section.YOU_DO, Section.WE_DO_NOT):
        items: tuple[str, ...] = getattr(content, section)
        return Part(section, number, heading, items=items) if items else _empty(section, number, heading)
    if section is Section.TERMS:
        rows = tuple(_term(term.what, term.who, term.due_on) for term in content.terms)
        return Part(section, number, heading, terms=rows) if rows else _empty(section, number, heading)
    if section is Section.CONTACT:
        return Part(section, number, heading, _paragraphs(_reaction(facts)), phones=_phones(facts, say))
    text = _parties(facts) if section is Section.PARTIES else getattr(content, section) or say(_standard(section))
    return Part(section, number, heading, _paragraphs(text)) if text else _empty(section, number, heading)


def _empty(section: Section, number: int, heading: str) -> Part:
    return Part(section, number, heading, (NOTHING_AGREED,), is_empty=True)


def _standard(section: Section) -> str:
    return {Section.WHEN_THINGS_CHANGE: STANDARD_CHANGE, Section.DISAGREEING: STANDARD_DISAGREEING}.get(section, "")


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip())


def _parties(facts: Facts) -> str:
    """As written; else who said yes, else the initiators and the municipality's contact."""
    if facts.content.parties:
        return facts.content.parties
    if len({each.side for each in facts.confirmed}) == len(Side):
        names = [f"{each.name} ({each.on_behalf_of})" for each in facts.confirmed]
    else:
        ours = f"{facts.contact.name} (Gemeente {facts.municipality})" if facts.contact else ""
        names = [*facts.initiators, *filter(None, [ours])]
    return f"{dutch.enumeration(names)}." if names else ""


def _term(what: str, who: str, due_on: date | None) -> TermRow:
    return TermRow(what, who, dutch.plain_date(due_on) if due_on else "")


def _reaction(facts: Facts) -> str:
    general = f"Het algemene nummer van de gemeente is {facts.municipality_phone}." if facts.municipality_phone else ""
    return " ".join(filter(None, (facts.content.reaction, general)))


def _phones(facts: Facts, say: Say) -> tuple[PhoneRow, ...]:
    people = ((facts.contact, say(YOUR_CONTACT)), (facts.deputy, "vervanger"))
    return tuple(PhoneRow(person.name, role, person.phone, person.email) for person, role in people if person)
