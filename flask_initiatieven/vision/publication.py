"""Rules of governing texts: kinds, stages and steps, what a version says and lacks, and which dates follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum


class PageKind(StrEnum):
    """Chosen when a page is made; decides which sections the form offers and which facts publishing needs."""

    VISION = "vision"
    MISSION = "mission"
    ROLES = "roles"
    FREE = "free"


class VersionState(StrEnum):
    """What the database knows of a version. In the bin is DISCARDED, or any version of a deleted page."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


class Stage(StrEnum):
    """What people may do with a version hangs on this."""

    DRAFT = "draft"
    REVIEW = "review"
    PLANNED = "planned"
    PUBLISHED = "published"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    DELETED = "deleted"


#: a page has at most one version in these: its working copy
OPEN = (VersionState.DRAFT, VersionState.REVIEW)
#: what readers may know of
WAS_IN_FORCE = (VersionState.PUBLISHED, VersionState.REPLACED)


class Step(StrEnum):
    """Everything that can happen to a version; also the words in its history."""

    MAKE = "make"
    COPY = "copy"
    REVERT = "revert"
    EDIT = "edit"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    SEND_BACK = "send_back"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    PUBLISH = "publish"
    REPLACE = "replace"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    DELETE = "delete"
    RESTORE = "restore"


#: step → stages in which it can be done
_POSSIBLE = {
    Step.EDIT: {Stage.DRAFT},
    Step.SUBMIT: {Stage.DRAFT},
    Step.TAKE_BACK: {Stage.REVIEW, Stage.PLANNED},
    Step.SEND_BACK: {Stage.REVIEW, Stage.PLANNED},
    Step.SCHEDULE: {Stage.DRAFT, Stage.REVIEW, Stage.PLANNED},
    Step.UNSCHEDULE: {Stage.PLANNED},
    Step.PUBLISH: {Stage.DRAFT, Stage.REVIEW, Stage.PLANNED},
    Step.WITHDRAW: {Stage.PUBLISHED},
    Step.EXPIRE: {Stage.PUBLISHED},
    Step.COPY: {Stage.PUBLISHED},
    Step.REVERT: {Stage.REPLACED, Stage.WITHDRAWN},
    Step.DELETE: set(Stage) - {Stage.DELETED},
    Step.RESTORE: {Stage.DELETED},
}
#: steps that leave somebody with a question when they are not explained
NEED_COMMENT = frozenset({Step.SEND_BACK, Step.WITHDRAW})


class Refusal(StrEnum):
    """Why a step can't be done."""

    WRONG_STAGE = "wrong_stage"
    NO_COMMENT = "no_comment"
    NOT_LATER = "not_later"


def refusal(step: Step, stage: Stage, comment: str = "") -> Refusal | None:
    """Why this step can't be done to a version in this stage; None when it can."""
    if stage not in _POSSIBLE[step]:
        return Refusal.WRONG_STAGE
    if step in NEED_COMMENT and not comment.strip():
        return Refusal.NO_COMMENT
    return None


def stage_of(state: str, planned: bool, page_deleted: bool) -> Stage:
    """The stage of a version: `planned` when it has a moment to be published, `page_deleted` when its page is gone."""
    if page_deleted or state == VersionState.DISCARDED:
        return Stage.DELETED
    return Stage.PLANNED if state == VersionState.REVIEW and planned else Stage(state)


class PageLineKind(StrEnum):
    """Lists of a version. Bullets and expectations have only a text; the others a title and a text."""

    IN_SHORT = "in_short"
    PRINCIPLE = "principle"
    ROLE = "role"
    STEP = "step"
    EXPECTATION = "expectation"
    QUESTION = "question"


#: fields of `VersionContent` that are rich text (HTML)
RICH = ("text", "why", "vision", "if_no", "contact")
_ALL = (
    "in_short", "text", "why", "mission", "vision", "principles", "roles", "steps", "expectations", "if_no",
    "questions", "contact",
)  # fmt: skip
#: kind → sections of the form, in reading order
SECTIONS: dict[PageKind, tuple[str, ...]] = {
    PageKind.VISION: tuple(name for name in _ALL if name != "text"),
    PageKind.MISSION: ("in_short", "why", "mission", "principles", "questions", "contact"),
    PageKind.ROLES: ("in_short", "text", "roles", "steps", "expectations", "questions", "contact"),
    PageKind.FREE: ("in_short", "text", "questions", "contact"),
}


def sections_left_out(kind: str) -> frozenset[str]:
    """Sections that the form of this kind does not offer."""
    return frozenset(_ALL) - set(SECTIONS[PageKind(kind)])


@dataclass(frozen=True)
class Line:
    kind: PageLineKind
    text: str
    title: str = ""
    #: of a principle: by what decisions cite it, see principles.py; empty until it is stored
    key: str = ""


@dataclass(frozen=True)
class VersionContent:
    """All that a version says. The fields in `RICH` are rich text (HTML)."""

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
    #: of a free page and a role division: the text itself
    text: str = ""
    #: colleagues who ticked "Gelezen" are asked again
    major: bool = False

    def of(self, kind: PageLineKind) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kind == kind)


class Obstacle(StrEnum):
    """Why a version can't be published yet. The value is the field to mend."""

    NO_TITLE = "title"
    NO_TEXT = "text"
    NO_MISSION = "mission"
    NOT_ADOPTED = "adopted_by"
    NO_DATE_OF_ADOPTION = "adopted_on"
    NOT_VALID_YET = "valid_from"
    ENDS_BEFORE_IT_BEGINS = "valid_until"


#: what a kind does not need
_NEEDLESS = {
    PageKind.VISION: {Obstacle.NO_TEXT},
    PageKind.MISSION: {Obstacle.NO_TEXT},
    PageKind.ROLES: {Obstacle.NO_TEXT, Obstacle.NO_MISSION},
    PageKind.FREE: {Obstacle.NO_MISSION, Obstacle.NOT_ADOPTED, Obstacle.NO_DATE_OF_ADOPTION},
}


def obstacles(version: VersionContent, today: date, kind: str = PageKind.VISION) -> tuple[Obstacle, ...]:
    """What stands in the way of publishing on that day, in the order of the form; empty when nothing does."""
    begins = version.valid_from or today
    future_adoption = version.adopted_on is not None and version.adopted_on > today
    found = (
        (Obstacle.NO_TITLE, not version.title),
        (Obstacle.NO_TEXT, not version.text),
        (Obstacle.NO_MISSION, not version.mission),
        (Obstacle.NOT_ADOPTED, not version.adopted_by),
        (Obstacle.NO_DATE_OF_ADOPTION, version.adopted_on is None or future_adoption),
        (Obstacle.NOT_VALID_YET, begins > today),
        (Obstacle.ENDS_BEFORE_IT_BEGINS, version.valid_until is not None and version.valid_until < max(begins, today)),
    )
    needless = _NEEDLESS[PageKind(kind)]
    return tuple(obstacle for obstacle, stands in found if stands and obstacle not in needless)


def last_day(old_begins: date | None, new_begins: date, old_ends: date | None = None) -> date:
    """The last day on which the old version was valid: the day before the new one, but never before it began.

    A version that was to end sooner ends then.
    """
    before = new_begins - timedelta(days=1)
    if old_ends is not None:
        before = min(before, old_ends)
    return before if old_begins is None else max(old_begins, before)


def moment_of(day: date, clock: time, zone: tzinfo) -> datetime:
    """The moment at which a text that is planned for this day and time is published."""
    return datetime.combine(day, clock, zone)


def end_of(last: date, zone: tzinfo) -> datetime:
    """The moment at which a text that is valid until and including this day expires."""
    return datetime.combine(last + timedelta(days=1), time(), zone)


def is_over(valid_until: date | None, today: date) -> bool:
    """Past its last day: not in force any more, whether or not that was carried out already."""
    return valid_until is not None and valid_until < today


def is_overtaken(based_on: int | None, in_force: int) -> bool:
    """Another version was published after this working copy was taken; 0 is no version, None is not known."""
    return based_on is not None and in_force not in (0, based_on)
