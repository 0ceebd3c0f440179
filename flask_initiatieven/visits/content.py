"""Everything an editor fills in for one visit, as plain frozen values."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from .completeness import Section
from .programme import Slot


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody the alderman meets; `note` is for the alderman only."""

    name: str
    function: str = ""
    note: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Something that may or may not be promised, why, and who decides about it."""

    text: str
    reason: str = ""
    decides: str = ""


@dataclass(frozen=True, slots=True)
class EarlierPromise:
    text: str
    made_on: date | None = None
    status: str = "open"


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise made at this visit, literally."""

    text: str
    made_to: str
    made_by_id: int
    holder_id: int | None = None
    due_on: date | None = None
    status: str = "open"
    done_on: date | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class NewVisit:
    """What must be known to plan a visit; `created_key` makes a form that is sent twice make one."""

    official_id: int
    held_on: date
    begins: time
    ends: time
    place: str
    kind: str
    created_key: str


@dataclass(frozen=True, slots=True)
class Content:
    """The visit as its editor filled it in. Empty text, empty tuple and None: not filled in."""

    status: str
    official_id: int
    adviser_id: int | None
    held_on: date
    begins: time
    ends: time
    place: str
    kind: str
    goal: str
    why_now: str
    core: tuple[str, ...]
    programme: tuple[Slot, ...]
    attendees: tuple[Attendee, ...]
    talking_points: tuple[str, ...]
    questions: tuple[Question, ...]
    may_promise: tuple[Line, ...]
    may_not_promise: tuple[Line, ...]
    sensitive: tuple[str, ...]
    earlier: tuple[EarlierPromise, ...]
    press_invited: bool | None
    press_arrangement: str
    spokesperson_id: int | None
    bike: str
    public_transport: str
    car: str
    accessibility: str
    clothing: str
    bad_weather: str
    contact_id: int | None
    deputy_id: int | None
    report: str
    promises: tuple[Promise, ...]


#: which fields of `Content` each section holds
FIELDS: dict[Section, tuple[str, ...]] = {
    Section.WHEN: ("official_id", "adviser_id", "held_on", "begins", "ends", "place", "kind", "status"),
    Section.GOAL: ("goal", "why_now", "core"),
    Section.PROGRAMME: ("programme",),
    Section.ATTENDEES: ("attendees",),
    Section.TALKING_POINTS: ("talking_points",),
    Section.QUESTIONS: ("questions",),
    Section.PROMISES: ("may_promise", "may_not_promise"),
    Section.EARLIER: ("earlier",),
    Section.SENSITIVE: ("sensitive",),
    Section.PRESS: ("press_invited", "press_arrangement", "spokesperson_id"),
    Section.PRACTICAL: ("bike", "public_transport", "car", "accessibility", "clothing", "bad_weather"),
    Section.CONTACT: ("contact_id", "deputy_id"),
    Section.REPORT: ("report", "promises"),
}


def values_of(content: Content, section: Section) -> dict[str, Any]:
    """The fields of one section with their values."""
    return {name: getattr(content, name) for name in FIELDS[section]}


def fingerprint(content: Content, section: Section) -> str:
    """Changes with anything in this section, and only with that: colleagues may save other sections meanwhile."""
    return hashlib.sha256(repr(values_of(content, section)).encode()).hexdigest()[:32]
