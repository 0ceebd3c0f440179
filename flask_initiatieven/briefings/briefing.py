"""The briefing: what is printed, in which order and in which words.

`compose()` decides everything from the facts and the reader. It never looks at the clock: what is out of date is judged
on the day of the visit, so the same facts give the same briefing on any day.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, time

from .. import dutch
from . import parts
from .facts import VisitFacts
from .profiles import ADVICE, LEFT_OUT, NOT_ON_ONE_PAGE, SHORT_VISIT_MINUTES, Detail, Profile, Section
from .redaction import for_reader
from .text import plain, printable

WOO = "Kan onder de Woo openbaar worden"

HEADINGS: dict[Section, str] = {
    Section.VISIT: "Het bezoek",
    Section.GOAL: "Doel en waarom nu",
    Section.CORE: "Kern in drie zinnen",
    Section.PROGRAMME: "Programma",
    Section.ATTENDEES: "Aanwezigen",
    Section.BACKGROUND: "Achtergrond in vijf feiten",
    Section.TALKING_POINTS: "Spreekpunten",
    Section.QUESTIONS: "Vragen en antwoorden",
    Section.PROMISES: "Wel en niet toezeggen",
    Section.EARLIER_PROMISES: "Eerdere toezeggingen",
    Section.SENSITIVE: "Gevoelig",
    Section.POLITICS: "Coalitieprogramma en raad",
    Section.PRESS: "Pers en sociale media",
    Section.PRACTICAL: "Praktisch",
    Section.CONTACT: "Contact op de dag",
    Section.FOLLOW_UP: "Vervolg",
}

READERS: dict[Profile, str] = {
    Profile.ALDERMAN: "",
    Profile.INTERNAL: "Versie voor collega’s. Niet alle onderdelen staan erin.",
    Profile.COUNCIL: "Versie voor de gemeenteraad. Niet alle onderdelen staan erin.",
    Profile.PUBLIC: "Openbare versie. Niet alle onderdelen staan erin.",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One of the sixteen numbered parts; `body.kind` says how it is drawn."""

    number: int
    key: str
    heading: str
    is_advice: bool
    #: the public reads a few of the sixteen; numbers with holes would only raise questions
    is_numbered: bool
    body: parts.Body

    @property
    def label(self) -> str:
        """The number and heading, as tables of contents and messages to editors name it."""
        return f"{self.number}. {self.heading}" if self.is_numbered else self.heading


@dataclass(frozen=True, slots=True)
class Briefing:
    """All printed words, decided and in order. `created` (aware, UTC) is when the facts last changed."""

    profile: Profile
    is_short: bool
    kind: str
    title: str
    credit: str
    municipality: str
    document_title: str
    reader_note: str
    short_note: str
    version_line: str
    woo: str
    page_url: str
    file_name: str
    created: datetime
    parts: tuple[Part, ...]

    def part(self, section: Section) -> Part | None:
        """The part with this number, or None when it is not in this briefing."""
        return next((part for part in self.parts if part.number == section), None)


def compose(facts: VisitFacts, profile: Profile = Profile.ALDERMAN) -> Briefing:
    """The briefing for one reader. Missing parts say whom to ask; nothing is shortened."""
    readable = for_reader(facts, profile)
    shown: VisitFacts = printable(readable)
    is_short = is_short_visit(shown.visit.start, shown.visit.end)
    title = plain(shown.initiative.title)
    kind = f"Briefing {shown.visit.kind or 'werkbezoek'}"
    return Briefing(
        profile=profile,
        is_short=is_short,
        kind=kind,
        title=shown.initiative.title,
        credit=_credit(shown),
        municipality=shown.municipality,
        document_title=f"{plain(kind)} {title}, {dutch.long_date(shown.visit.on)}",
        reader_note=READERS[profile],
        short_note=_short_note(profile) if is_short else "",
        version_line=f"Versie {parts.version(shown)}",
        woo=WOO if profile is not Profile.PUBLIC else "",
        page_url=readable.page_url,
        file_name=_file_name(shown, profile),
        created=shown.changed_at,
        parts=_parts(shown, profile, is_short),
    )


def is_short_visit(start: time | None, end: time | None) -> bool:
    """True for a visit of less than 45 minutes: it gets one page."""
    if start is None or end is None:
        return False
    return 0 < (end.hour - start.hour) * 60 + end.minute - start.minute < SHORT_VISIT_MINUTES


def fingerprint(briefing: Briefing, *materials: str) -> str:
    """SHA-256 of everything printed and of what it is printed with: templates, styles, renderer version."""
    words = json.dumps(briefing, sort_keys=True, ensure_ascii=True, default=_canonical)
    digest = hashlib.sha256(words.encode())
    for material in materials:
        digest.update(b"\0" + material.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _canonical(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, {field: getattr(value, field) for field in value.__dataclass_fields__}]
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"A briefing holds plain values, not {type(value).__name__}. Decide its words in compose().")


def _parts(facts: VisitFacts, profile: Profile, is_short: bool) -> tuple[Part, ...]:
    skipped = LEFT_OUT[profile] | (NOT_ON_ONE_PAGE if is_short else frozenset())
    ask = parts.Ask.about(facts, profile, is_short)
    return tuple(
        Part(
            number=section.value,
            key=section.name.lower().replace("_", "-"),
            heading=_heading(section, profile),
            is_advice=section in ADVICE,
            is_numbered=profile is not Profile.PUBLIC,
            body=parts.COMPOSERS[section](facts, ask),
        )
        for section in Section
        if section not in skipped
    )


def _heading(section: Section, profile: Profile) -> str:
    if section is Section.GOAL and Detail.WHY_NOW in LEFT_OUT[profile]:
        return "Doel"
    return HEADINGS[section]


def _short_note(profile: Profile) -> str:
    absent = sorted(section for section in NOT_ON_ONE_PAGE if section not in LEFT_OUT[profile])
    names = dutch.enumeration([f"{section.value} {HEADINGS[section]}" for section in absent])
    return f"Korte versie voor een bezoek onder {SHORT_VISIT_MINUTES} minuten. Hier staan niet: {names}."


def _credit(facts: VisitFacts) -> str:
    names = [parts.initiator_name(person) for person in facts.initiative.initiators]
    if not names:
        return ""
    return f"Een initiatief van {dutch.enumeration(list(dict.fromkeys(names)))}"


def _file_name(facts: VisitFacts, profile: Profile) -> str:
    """briefing-2026-12-03-buurttuin-de-vergeten-hoek.pdf, with the reader behind it when that is not the alderman."""
    letters = unicodedata.normalize("NFKD", plain(facts.initiative.title)).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60].strip("-")
    reader = "" if profile is Profile.ALDERMAN else profile.value
    return "-".join(word for word in ("briefing", facts.visit.on.isoformat(), slug, reader) if word) + ".pdf"
