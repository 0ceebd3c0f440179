"""What one reader finds on the page of a visit: the same as in the briefing made for that reader."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ..briefings.facts import VisitFacts
from ..briefings.profiles import LEFT_OUT, Profile
from ..briefings.profiles import Section as BriefingPart
from ..briefings.warnings import EditorWarning, warnings_of
from .completeness import SECTION_OF, Part, Section

#: the parts of the briefing that are filled in here, and where
_EDITED_IN = {
    BriefingPart.VISIT: Section.WHEN,
    BriefingPart.GOAL: Section.GOAL,
    BriefingPart.CORE: Section.GOAL,
    BriefingPart.PROGRAMME: Section.PROGRAMME,
    BriefingPart.ATTENDEES: Section.ATTENDEES,
    BriefingPart.TALKING_POINTS: Section.TALKING_POINTS,
    BriefingPart.QUESTIONS: Section.QUESTIONS,
    BriefingPart.PROMISES: Section.PROMISES,
    BriefingPart.EARLIER_PROMISES: Section.EARLIER,
    BriefingPart.SENSITIVE: Section.SENSITIVE,
    BriefingPart.PRESS: Section.PRESS,
    BriefingPart.PRACTICAL: Section.PRACTICAL,
    BriefingPart.CONTACT: Section.CONTACT,
    BriefingPart.FOLLOW_UP: Section.REPORT,
}
#: readers who prepare or join the visit; others get no report of it
_INSIDERS = (Profile.ALDERMAN, Profile.INTERNAL)


@dataclass(frozen=True, slots=True)
class Attention:
    """Something to look at before the briefing goes out. `section` None: it stands with the initiative."""

    heading: str
    text: str
    section: Section | None


def sections_for(reader: Profile) -> frozenset[Section]:
    """The sections this reader may read."""
    hidden = {_EDITED_IN[part] for part in LEFT_OUT[reader] if isinstance(part, BriefingPart) and part in _EDITED_IN}
    if reader not in _INSIDERS:
        hidden.add(Section.REPORT)
    return frozenset(set(Section) - hidden)


def attention(facts: VisitFacts, absent: Collection[Part]) -> tuple[Attention, ...]:
    """Remarks for the editor about parts that are not simply missing; the programme names its own gaps."""
    told = {SECTION_OF[part] for part in absent} | {Section.PROGRAMME}
    found = [_attention(warning) for warning in warnings_of(facts)]
    return tuple(remark for remark in found if remark.section not in told)


def _attention(warning: EditorWarning) -> Attention:
    return Attention(warning.heading, warning.text, _EDITED_IN.get(warning.section))
