"""Everything an editor fills in for one visit, as plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

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
    made_by: str = ""
    holder: str = ""


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
