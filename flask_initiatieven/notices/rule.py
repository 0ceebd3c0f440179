"""What a rule says, and what follows from it when something happens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Event(StrEnum):
    PAGE_SUBMITTED = "page_submitted"
    PAGE_SENT_BACK = "page_sent_back"
    PAGE_PUBLISHED = "page_published"
    PAGE_WITHDRAWN = "page_withdrawn"
    INITIATIVE_REGISTERED = "initiative_registered"
    INITIATIVE_MOVED = "initiative_moved"
    AGREEMENT_OFFERED = "agreement_offered"
    AGREEMENT_CONFIRMED = "agreement_confirmed"
    VISIT_PLANNED = "visit_planned"


class Deed(StrEnum):
    MAIL = "mail"
    TASK = "task"


class Who(StrEnum):
    """People that belong to what it is about. Roles are written `role:<key>`, a typed address stands apart."""

    OWNER = "owner"
    CONTACT = "contact"
    DEPUTY = "deputy"
    OFFICIAL = "official"
    ADVISER = "adviser"


class Property(StrEnum):
    """What a condition can ask of what it is about."""

    PAGE_KIND = "page_kind"
    DISTRICT = "district"
    STATUS = "status"
    INITIATIVE_KIND = "initiative_kind"


#: action word of the log → the event it is
BY_ACTION: Mapping[str, Event] = {
    "ter beoordeling sturen": Event.PAGE_SUBMITTED,
    "terugsturen": Event.PAGE_SENT_BACK,
    "publiceren": Event.PAGE_PUBLISHED,
    "intrekken": Event.PAGE_WITHDRAWN,
    "verlopen": Event.PAGE_WITHDRAWN,
    "registreren": Event.INITIATIVE_REGISTERED,
    "status veranderen": Event.INITIATIVE_MOVED,
    "afspraak aanbieden": Event.AGREEMENT_OFFERED,
    "afspraak bevestigen": Event.AGREEMENT_CONFIRMED,
    "bezoek plannen": Event.VISIT_PLANNED,
}
_OF_PAGES = frozenset({Event.PAGE_SUBMITTED, Event.PAGE_SENT_BACK, Event.PAGE_PUBLISHED, Event.PAGE_WITHDRAWN})
_PLACEHOLDER = re.compile(r"\{(\w*)\}")
#: what may stand in a text: {titel} and so on
PLACEHOLDERS = ("titel", "link", "wie", "datum", "status")


@dataclass(frozen=True)
class Condition:
    """`property` must be this value; empty: always."""

    property: str = ""
    value: str = ""


@dataclass(frozen=True)
class Rule:
    """On `event`, when the condition holds, do `deed` for everybody in `to` (of Who, or `role:<key>`)."""

    event: Event
    deed: Deed
    to: tuple[str, ...]
    subject: str
    text: str
    condition: Condition = Condition()
    #: one more address, for mail
    address: str = ""
    #: working days until a task is due; None: no date
    due_days: int | None = None


@dataclass(frozen=True)
class Recipient:
    """A person of the municipality, or everybody with a role; `email` may be empty."""

    name: str
    email: str = ""
    person_id: int | None = None
    role: str = ""


@dataclass(frozen=True)
class About:
    """What happened to what: plain values that a condition and a text may use."""

    object: str
    title: str
    properties: Mapping[Property, str] = field(default_factory=dict)
    people: Mapping[Who, Recipient] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


def about_pages(event: Event) -> bool:
    return event in _OF_PAGES


def people_of(event: Event) -> tuple[Who, ...]:
    """Who can be written to about it, apart from roles."""
    if about_pages(event):
        return (Who.OWNER,)
    with_visit = (Who.OFFICIAL, Who.ADVISER) if event is Event.VISIT_PLANNED else ()
    return (Who.CONTACT, Who.DEPUTY, *with_visit)


def properties_of(event: Event) -> tuple[Property, ...]:
    """What a condition can ask about it."""
    if about_pages(event):
        return (Property.PAGE_KIND,)
    return (Property.DISTRICT, Property.STATUS, Property.INITIATIVE_KIND)


def holds(condition: Condition, about: About) -> bool:
    if not condition.property:
        return True
    return about.properties.get(Property(condition.property), "") == condition.value


def filled(text: str, about: About) -> str:
    """The text with {titel} and the like filled in; unknown braces stay as they are."""
    words = {**about.words, "titel": about.title}
    return _PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), text)


def unknown_placeholders(text: str) -> tuple[str, ...]:
    """Words in braces that nothing will be filled in for."""
    return tuple(word for word in _PLACEHOLDER.findall(text) if word not in PLACEHOLDERS)
