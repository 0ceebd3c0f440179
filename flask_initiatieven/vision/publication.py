"""Rules of governing texts: what a version says, what it still lacks, and which dates follow from publishing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PageKind(StrEnum):
    VISION = "vision"
    ROLES = "roles"
    FREE = "free"


class VersionState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    REPLACED = "replaced"


class PageLineKind(StrEnum):
    """Lists of a version. Bullets and expectations have only a text; the others a title and a text."""

    IN_SHORT = "in_short"
    PRINCIPLE = "principle"
    ROLE = "role"
    STEP = "step"
    EXPECTATION = "expectation"
    QUESTION = "question"


@dataclass(frozen=True)
class Line:
    kind: PageLineKind
    text: str
    title: str = ""


@dataclass(frozen=True)
class VersionContent:
    """All that a version says. `why`, `vision`, `if_no` and `contact` are rich text (HTML)."""

    title: str
    why: str = ""
    mission: str = ""
    vision: str = ""
    if_no: str = ""
    contact: str = ""
    lines: tuple[Line, ...] = ()
    adopted_by: str = ""
    adopted_on: date | None = None
    decision_number: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    review_on: date | None = None
    owner_id: int | None = None
    change: str = ""

    def of(self, kind: PageLineKind) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kind == kind)


class Obstacle(StrEnum):
    """Why a version can't be published yet. The value is the field to mend."""

    NO_TITLE = "title"
    NO_MISSION = "mission"
    NOT_ADOPTED = "adopted_by"
    NO_DATE_OF_ADOPTION = "adopted_on"
    NOT_VALID_YET = "valid_from"
    ENDS_BEFORE_IT_BEGINS = "valid_until"


def obstacles(version: VersionContent, today: date) -> tuple[Obstacle, ...]:
    """What stands in the way of publishing today, in the order of the form; empty when nothing does."""
    begins = version.valid_from or today
    found = (
        (Obstacle.NO_TITLE, not version.title),
        (Obstacle.NO_MISSION, not version.mission),
        (Obstacle.NOT_ADOPTED, not version.adopted_by),
        (Obstacle.NO_DATE_OF_ADOPTION, version.adopted_on is None or version.adopted_on > today),
        (Obstacle.NOT_VALID_YET, begins > today),
        (Obstacle.ENDS_BEFORE_IT_BEGINS, version.valid_until is not None and version.valid_until < begins),
    )
    return tuple(obstacle for obstacle, stands in found if stands)


def last_day(old_begins: date | None, new_begins: date) -> date:
    """The last day on which the old version was valid: the day before the new one, but never before it began."""
    before = new_begins - timedelta(days=1)
    return before if old_begins is None else max(old_begins, before)
