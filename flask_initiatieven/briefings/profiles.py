"""For whom a briefing is made, and what each reader does not get."""

from __future__ import annotations

from enum import Enum, IntEnum, StrEnum


class Profile(StrEnum):
    ALDERMAN = "wethouder"
    INTERNAL = "intern"
    COUNCIL = "raad"
    PUBLIC = "openbaar"


class Section(IntEnum):
    """The sixteen parts of a briefing, in reading order."""

    VISIT = 1
    GOAL = 2
    CORE = 3
    PROGRAMME = 4
    ATTENDEES = 5
    BACKGROUND = 6
    TALKING_POINTS = 7
    QUESTIONS = 8
    PROMISES = 9
    EARLIER_PROMISES = 10
    SENSITIVE = 11
    POLITICS = 12
    PRESS = 13
    PRACTICAL = 14
    CONTACT = 15
    FOLLOW_UP = 16


class Detail(Enum):
    """Things that stand inside a section and that some readers do not get."""

    RESIDENTS_CONTACT_DATA = "phone numbers and e-mail addresses of residents"
    CONTACT_DATA = "every phone number and e-mail address"
    ATTENDEE_NOTES = "notes about the people the official meets"
    UNNAMED_RESIDENTS = "names of residents who gave no consent"
    WHY_NOW = "why the visit is now"
    OBJECTIONS = "worries and objections in words; the numbers stay"
    AUTHOR = "who wrote the briefing, advises the official or was asked to think along"
    PAGE_ADDRESS = "the address of the page inside the intranet"


Withheld = Section | Detail

_INTERNAL: frozenset[Withheld] = frozenset({Section.SENSITIVE, Detail.RESIDENTS_CONTACT_DATA})
_COUNCIL: frozenset[Withheld] = _INTERNAL | {
    Section.TALKING_POINTS,
    Section.QUESTIONS,
    Section.PROMISES,
    Section.PRESS,
    Detail.ATTENDEE_NOTES,
    Detail.UNNAMED_RESIDENTS,
    Detail.CONTACT_DATA,
}
_PUBLIC: frozenset[Withheld] = _COUNCIL | {
    Section.ATTENDEES,
    Section.EARLIER_PROMISES,
    Section.POLITICS,
    Section.CONTACT,
    Section.FOLLOW_UP,
    Detail.WHY_NOW,
    Detail.OBJECTIONS,
    Detail.AUTHOR,
    Detail.PAGE_ADDRESS,
}

#: What is absent from the words, the metadata and the file name of a briefing for this reader.
LEFT_OUT: dict[Profile, frozenset[Withheld]] = {
    Profile.ALDERMAN: frozenset(),
    Profile.INTERNAL: _INTERNAL,
    Profile.COUNCIL: _COUNCIL,
    Profile.PUBLIC: _PUBLIC,
}

#: What a visit of less than `SHORT_VISIT_MINUTES` has no time for; named at the foot of the page.
SHORT_VISIT_MINUTES = 45
NOT_ON_ONE_PAGE = frozenset(
    {Section.BACKGROUND, Section.QUESTIONS, Section.POLITICS, Section.PRACTICAL, Section.FOLLOW_UP}
)

#: Advice of the civil service; everything else states facts.
ADVICE = frozenset({Section.TALKING_POINTS, Section.QUESTIONS, Section.PROMISES, Section.SENSITIVE})
