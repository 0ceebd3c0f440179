"""Which parts of the briefing this visit still lacks, and where they are filled in."""

from __future__ import annotations

from enum import StrEnum

from ..briefings.facts import Press, VisitPlan


class Section(StrEnum):
    """The parts a visit is edited in; the key is also the last word of the address."""

    WHEN = "wanneer"
    GOAL = "doel"
    PROGRAMME = "programma"
    ATTENDEES = "aanwezigen"
    TALKING_POINTS = "spreekpunten"
    QUESTIONS = "vragen"
    PROMISES = "toezeggingen"
    EARLIER = "beloftes"
    SENSITIVE = "gevoelig"
    PRESS = "pers"
    PRACTICAL = "praktisch"
    CONTACT = "contact"
    REPORT = "verslag"


class Part(StrEnum):
    """A part that a briefing needs; earlier promises may be none, so they are never missing."""

    PLACE = "place"
    GOAL = "goal"
    WHY_NOW = "why_now"
    CORE = "core"
    PROGRAMME = "programme"
    ATTENDEES = "attendees"
    TALKING_POINTS = "talking_points"
    QUESTIONS = "questions"
    MAY_PROMISE = "may_promise"
    MAY_NOT_PROMISE = "may_not_promise"
    SENSITIVE = "sensitive"
    PRESS = "press"
    PRACTICAL = "practical"
    CONTACT = "contact_on_the_day"


SECTION_OF: dict[Part, Section] = {
    Part.PLACE: Section.WHEN,
    Part.GOAL: Section.GOAL,
    Part.WHY_NOW: Section.GOAL,
    Part.CORE: Section.GOAL,
    Part.PROGRAMME: Section.PROGRAMME,
    Part.ATTENDEES: Section.ATTENDEES,
    Part.TALKING_POINTS: Section.TALKING_POINTS,
    Part.QUESTIONS: Section.QUESTIONS,
    Part.MAY_PROMISE: Section.PROMISES,
    Part.MAY_NOT_PROMISE: Section.PROMISES,
    Part.SENSITIVE: Section.SENSITIVE,
    Part.PRESS: Section.PRESS,
    Part.PRACTICAL: Section.PRACTICAL,
    Part.CONTACT: Section.CONTACT,
}


def missing(plan: VisitPlan) -> tuple[Part, ...]:
    """The parts nobody filled in yet, in reading order."""
    return tuple(part for part in Part if not _is_filled(plan, part))


def _is_filled(plan: VisitPlan, part: Part) -> bool:
    if part is Part.PRESS:
        return plan.press is not None and plan.press != Press()
    if part is Part.PRACTICAL:
        return any(getattr(plan.practical, name) for name in type(plan.practical).__slots__)
    return bool(getattr(plan, part.value))
