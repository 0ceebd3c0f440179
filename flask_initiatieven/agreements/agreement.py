"""Rules of the two-sided agreement: what it says, what it needs, when both sides said yes to the same text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum


class AgreementState(StrEnum):
    DRAFT = "concept"
    OFFERED = "aangeboden"
    CONFIRMED = "bevestigd"
    REPLACED = "vervangen"
    CANCELLED = "opgezegd"
    ENDED = "beeindigd"


#: in these states the text may still change
OPEN_STATES = (AgreementState.DRAFT, AgreementState.OFFERED)


class AgreementKind(StrEnum):
    """How we work until the decision, or what we do after a yes."""

    PROCESS = "procesafspraak"
    EXECUTION = "uitvoeringsafspraak"


class Side(StrEnum):
    MUNICIPALITY = "municipality"
    RESIDENT = "resident"


class ItemKind(StrEnum):
    """Dit mag u van ons verwachten / Dit verwachten wij van u / Dit doen wij niet."""

    WE_DO = "we_do"
    YOU_DO = "you_do"
    WE_DO_NOT = "we_do_not"


class Section(StrEnum):
    """The seventeen sections, in their fixed order. The value is the column or list behind it."""

    ABOUT = "about"
    PARTIES = "parties"
    OUR_ROLE = "our_role"
    WE_DO = "we_do"
    YOU_DO = "you_do"
    WE_DO_NOT = "we_do_not"
    CONTACT = "contact"
    TERMS = "terms"
    MONEY = "money"
    UPKEEP = "upkeep"
    SAFETY = "safety"
    PUBLICITY = "publicity"
    PERSONAL_DATA = "personal_data"
    WHEN_THINGS_CHANGE = "when_things_change"
    LOOKING_BACK = "looking_back"
    STOPPING = "stopping"
    DISAGREEING = "disagreeing"


#: what the short form of the fast route leaves out
_LONG_ONLY = {
    Section.PARTIES,
    Section.UPKEEP,
    Section.SAFETY,
    Section.PUBLICITY,
    Section.PERSONAL_DATA,
    Section.WHEN_THINGS_CHANGE,
    Section.DISAGREEING,
}
#: an agreement can't be offered without these
_NEEDED = (
    Section.ABOUT,
    Section.OUR_ROLE,
    Section.WE_DO,
    Section.YOU_DO,
    Section.CONTACT,
    Section.LOOKING_BACK,
    Section.STOPPING,
)

#: on paper and screen wherever these two sections were left empty
STANDARD_CHANGE = (
    "Verandert er iets? Vertel het elkaar zo snel mogelijk. Samen bekijken wij wat dat betekent. "
    "Nieuwe afspraken komen in een nieuwe versie. Tot die tijd geldt deze afspraak."
)
STANDARD_DISAGREEING = (
    "Bent u het ergens niet mee eens? Praat eerst met uw aanspreekpunt. Komt u er samen niet uit? "
    "Dan praat u met de leidinggevende. Daarna kunt u een klacht indienen bij de gemeente. "
    "Bezwaar maken kan alleen tegen een besluit. Deze afspraak is geen besluit."
)


STANDARD_REACTION = "Wij antwoorden binnen %(days)s op uw vraag."


def standard_reaction(working_days: int, say: Callable[[str], str] = str) -> str:
    """How soon we answer, in a new agreement."""
    days = "1 werkdag" if working_days == 1 else f"{working_days} werkdagen"
    return say(STANDARD_REACTION) % {"days": days}


FOOTER = (
    "Dit is een afspraak over hoe wij samenwerken. Het is geen contract en geen besluit. "
    "Voor geld of een vergunning krijgt u apart bericht."
)
#: how a side can say yes
WAYS = (
    "Handtekening op papier",
    "E-mail",
    "App-bericht",
    "Mondeling + bevestigingsmail",
    "In dit systeem",
)
WHO = ("gemeente", "initiatiefnemer", "samen")


@dataclass(frozen=True)
class Term:
    """What will be done, by whom (gemeente, initiatiefnemer, samen) and before which day."""

    what: str
    who: str
    due_on: date | None = None


@dataclass(frozen=True)
class Content:
    """Everything both sides say yes to. Contact and deputy are keys of persons of the municipality."""

    kind: str
    about: str = ""
    parties: str = ""
    our_role: str = ""
    we_do: tuple[str, ...] = ()
    you_do: tuple[str, ...] = ()
    we_do_not: tuple[str, ...] = ()
    contact: str = ""
    deputy: str = ""
    reaction: str = ""
    terms: tuple[Term, ...] = ()
    money: str = ""
    upkeep: str = ""
    safety: str = ""
    publicity: str = ""
    personal_data: str = ""
    when_things_change: str = ""
    looking_back: str = ""
    stopping: str = ""
    disagreeing: str = ""
    change: str = ""
    is_short: bool = False


@dataclass(frozen=True)
class SaidYes:
    """One side's yes, and the hash of the text it was said to."""

    side: Side
    content_hash: str


def content_hash(content: Content) -> str:
    """SHA-256 of the whole text as it is printed.

    Empty parts do not count, so that a section added to the product later changes no hash of today.
    """
    unprinted = _LONG_ONLY if content.is_short else set()
    filled = {name: value for name, value in asdict(content).items() if value and name not in unprinted}
    canonical = json.dumps(filled, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)
    return hashlib.sha256(canonical.encode()).hexdigest()


def sections(is_short: bool) -> tuple[Section, ...]:
    """The sections of this form, in order."""
    return tuple(section for section in Section if not (is_short and section in _LONG_ONLY))


def missing(content: Content) -> tuple[Section, ...]:
    """What must be filled in before the agreement can be offered; contact asks for a deputy too."""
    lacking = {section for section in _NEEDED if not getattr(content, section)}
    if not content.deputy or content.deputy == content.contact:
        lacking.add(Section.CONTACT)
    return tuple(section for section in Section if section in lacking)


def sides_that_count(confirmations: Iterable[SaidYes], current_hash: str) -> frozenset[Side]:
    """The sides whose yes was said to the text as it is now."""
    return frozenset(each.side for each in confirmations if each.content_hash == current_hash)


def is_agreed(confirmations: Iterable[SaidYes], current_hash: str) -> bool:
    """Did both sides say yes to this same text?"""
    return sides_that_count(confirmations, current_hash) == frozenset(Side)


def may_edit(state: str) -> bool:
    return state in OPEN_STATES


def may_offer(state: str) -> bool:
    return state == AgreementState.DRAFT


def may_confirm(state: str) -> bool:
    return state == AgreementState.OFFERED


def may_cancel(state: str) -> bool:
    """In force, or offered and not wanted after all."""
    return state in (AgreementState.OFFERED, AgreementState.CONFIRMED)
