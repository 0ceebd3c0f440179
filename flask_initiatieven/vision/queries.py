"""Reads of governing texts. What is in the bin is found only by the functions that say so."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import peewee as pw

from ..citing.principles import keyed
from ..database import today
from ..dutch import AMSTERDAM
from ..municipality.models import Person
from ..roles.scope import Scope
from .models import Page, PageEvent, PageLine, PageVersion
from .publication import (
    OPEN,
    RICH,
    WAS_IN_FORCE,
    Line,
    PageKind,
    PageLineKind,
    Step,
    VersionContent,
    VersionState,
    end_of,
    is_over,
)

#: lines of a history on one page
HISTORY_SIZE = 25
#: texts on one page of the overview, and lines of its other lists
LIST_SIZE, MOST_LISTED = 12, 50
#: things in the bin on one page
BIN_SIZE = 25


@dataclass(frozen=True)
class Governing:
    """A page in the overview: its published version with its bullets, or its newest draft when none is published."""

    version: PageVersion
    in_short: tuple[str, ...]


@dataclass(frozen=True)
class Due:
    """Something that must happen by the clock, and since when."""

    step: Step
    row: PageVersion
    at: datetime


@dataclass(frozen=True)
class Thrown:
    """A page in the bin, or a working copy alone (`is_page` False) of a page that may be gone too."""

    is_page: bool
    row: PageVersion
    at: datetime
    by: str


@dataclass(frozen=True)
class Part:
    """Part of a long list, newest first; `older` is the key of the next part, None at the end."""

    rows: list[Any]
    older: int | None


def _versions() -> pw.ModelSelect[PageVersion]:
    return (
        PageVersion.select(PageVersion, Page, Person)
        .join(Page)
        .switch(PageVersion)
        .join(Person, pw.JOIN.LEFT_OUTER, on=PageVersion.owner)
    )


def _live() -> pw.ModelSelect[PageVersion]:
    return _versions().where(Page.deleted_at.is_null() & (PageVersion.state != VersionState.DISCARDED))


def published(key: str) -> PageVersion | None:
    """The version in force of the page with this key; past its last day too, until that is carried out."""
    found: PageVersion | None = _live().where((Page.key == key) & (PageVersion.state == VersionState.PUBLISHED)).first()
    return found


def published_of(page_id: int) -> PageVersion | None:
    """The same, by the number of the page."""
    found: PageVersion | None = (
        _live().where((PageVersion.page == page_id) & (PageVersion.state == VersionState.PUBLISHED)).first()
    )
    return found


def number_in_force(page_id: int) -> int:
    """The number of the published version; 0 when there is none."""
    found = published_of(page_id)
    return 0 if found is None else int(found.number)


def is_in_force(row: PageVersion) -> bool:
    """Published, and today is not past its last day."""
    return row.state == VersionState.PUBLISHED and not is_over(row.valid_until, today())


def version(place: tuple[str, int]) -> PageVersion | None:
    """The version by page key and number, whatever its state."""
    key, number = place
    found: PageVersion | None = _live().where((Page.key == key) & (PageVersion.number == number)).first()
    return found


def by_id(version_id: int) -> PageVersion | None:
    found: PageVersion | None = _live().where(PageVersion.id == version_id).first()
    return found


def thrown_away(place: tuple[str, int]) -> PageVersion | None:
    """A version that was at this address and lies in the bin, alone or with its page; the last one thrown away."""
    key, number = place
    alone = (Page.key == key) & (PageVersion.state == VersionState.DISCARDED)
    found: PageVersion | None = (
        _versions()
        .where((PageVersion.number == number) & (alone | (Page.deleted_key == key)))
        .order_by(Page.deleted_at.desc(nulls="last"))
        .first()
    )
    return found


def newest(key: str) -> PageVersion | None:
    """The last made version of a page."""
    found: PageVersion | None = _live().where(Page.key == key).order_by(PageVersion.number.desc()).first()
    return found


def newest_of(page_id: int) -> PageVersion | None:
    """The same, by the number of the page; None when the page is in the bin."""
    found: PageVersion | None = _live().where(PageVersion.page == page_id).order_by(PageVersion.number.desc()).first()
    return found


def last_known(key: str) -> PageVersion | None:
    """The newest version of a page that is or was in force: that it is over is no secret."""
    past = [VersionState.PUBLISHED, VersionState.REPLACED, VersionState.WITHDRAWN]
    rows = _live().where((Page.key == key) & PageVersion.state.in_(past))
    found: PageVersion | None = rows.order_by(PageVersion.number.desc()).first()
    return found


def history(page_id: int, with_drafts: bool) -> list[PageVersion]:
    """Versions of a page, newest first; without drafts those that are or were in force."""
    rows = _live().where(PageVersion.page == page_id).order_by(PageVersion.number.desc())
    return list(rows if with_drafts else rows.where(PageVersion.state.in_(WAS_IN_FORCE)))


def versions_in_brief(page_id: int, also: Collection[int] = ()) -> list[PageVersion]:
    """Number, title and stage of the newest versions of a page, without their texts; and of those with these numbers.

    Newest first.
    """
    columns = (
        PageVersion.id, PageVersion.page, PageVersion.number, PageVersion.title, PageVersion.state,
        PageVersion.publish_at, PageVersion.valid_until, PageVersion.owner, Page,
    )  # fmt: skip
    rows = (
        PageVersion.select(*columns)
        .join(Page)
        .where((PageVersion.page == page_id) & (PageVersion.state != VersionState.DISCARDED))
    )
    newest = rows.order_by(PageVersion.number.desc()).limit(MOST_LISTED)
    asked = rows.where(PageVersion.number.in_(list(also))) if also else []
    found = {row.number: row for row in (*newest, *asked)}
    return [found[number] for number in sorted(found, reverse=True)]


def working_copy(page_id: int) -> PageVersion | None:
    """The version of a page that is being written, reviewed or planned, if there is one."""
    found: PageVersion | None = _live().where((PageVersion.page == page_id) & PageVersion.state.in_(OPEN)).first()
    return found


def content(row: PageVersion) -> VersionContent:
    """Everything a version says."""
    return VersionContent(
        title=row.title,
        why=row.why,
        mission=row.mission,
        vision=row.vision,
        if_no=row.if_no,
        contact=row.contact,
        lines=lines(row.id),
        adopted_by=row.adopted_by,
        adopted_on=row.adopted_on,
        decision_number=row.decision_number,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        review_on=row.review_on,
        owner_id=row.owner_id,
        change=row.change,
        text=row.text,
        major=row.major,
    )


def lines(version_id: int) -> tuple[Line, ...]:
    rows = PageLine.select().where(PageLine.page_version == version_id).order_by(PageLine.kind, PageLine.position)
    return keyed(Line(PageLineKind(row.kind), row.text, row.title, row.key) for row in rows)


def governing(scope: Scope | None = None, number: int = 1) -> tuple[list[Governing], bool]:
    """Texts in force on this page of the list, vision and mission first; and whether there are more.

    Within `scope`, or all.
    """
    rows = list(_in_force(scope).offset((number - 1) * LIST_SIZE).limit(LIST_SIZE + 1))
    return _with_bullets(rows[:LIST_SIZE]), len(rows) > LIST_SIZE


def mission(scope: Scope | None = None) -> Governing | None:
    """The text in force whose mission is the municipality's: of the vision, else of another page."""
    found = _with_bullets(list(_in_force(scope).where(PageVersion.mission != "").limit(1)))
    return found[0] if found else None


def _in_force(scope: Scope | None) -> pw.ModelSelect[PageVersion]:
    last_day = PageVersion.valid_until.is_null() | (PageVersion.valid_until >= today())
    kinds = ((PageKind.VISION, 0), (PageKind.MISSION, 1), (PageKind.ROLES, 2))
    order = (pw.Case(Page.kind, kinds, 3), PageVersion.title, PageVersion.id)
    return _within(scope).where((PageVersion.state == VersionState.PUBLISHED) & last_day).order_by(*order)


def _with_bullets(rows: list[PageVersion]) -> list[Governing]:
    bullets = PageLine.select().where(
        PageLine.page_version.in_([row.id for row in rows]) & (PageLine.kind == PageLineKind.IN_SHORT)
    )
    texts: dict[int, list[str]] = {}
    for bullet in bullets.order_by(PageLine.position):
        texts.setdefault(bullet.page_version_id, []).append(bullet.text)
    return [Governing(row, tuple(texts.get(row.id, ()))) for row in rows]


def working_copies(scope: Scope | None = None) -> list[PageVersion]:
    """Working copies, the last changed first, a bounded number; within `scope`, or all."""
    rows = _within(scope).where(PageVersion.state.in_(OPEN))
    return list(rows.order_by(PageVersion.changed_at.desc(), PageVersion.id.desc()).limit(MOST_LISTED))


def sent_back(rows: list[PageVersion]) -> dict[int, PageEvent]:
    """Version → how it was sent back, of those drafts to which nothing has been done since but writing."""
    newest = (
        PageEvent.select(pw.fn.MAX(PageEvent.id))
        .where(PageEvent.version.in_([row.id for row in rows]))
        .group_by(PageEvent.version)
    )
    found = PageEvent.select().where(PageEvent.id.in_(newest) & (PageEvent.action == Step.SEND_BACK)) if rows else []
    return {event.version_id: event for event in found}


def sent_in_by(user_id: str) -> list[PageVersion]:
    """Drafts that this user ever sent in, the last changed first, a bounded number."""
    sent = PageEvent.select(PageEvent.version).where(
        (PageEvent.action == Step.SUBMIT) & (PageEvent.by_id == user_id) & PageEvent.version.is_null(False)
    )
    rows = _live().where((PageVersion.state == VersionState.DRAFT) & PageVersion.id.in_(sent))
    return list(rows.order_by(PageVersion.changed_at.desc(), PageVersion.id.desc()).limit(MOST_LISTED))


def ended(scope: Scope | None = None) -> list[PageVersion]:
    """The last withdrawn version of pages that have none in force and none being written, the last ended first."""
    other = PageVersion.alias()
    later = other.select().where((other.page == PageVersion.page) & other.state.in_([*OPEN, VersionState.PUBLISHED]))
    number = PageVersion.alias()
    last = number.select(pw.fn.MAX(number.number)).where(
        (number.page == PageVersion.page) & (number.state != VersionState.DISCARDED)
    )
    is_last = (PageVersion.state == VersionState.WITHDRAWN) & (PageVersion.number == last)
    rows = _within(scope).where(is_last & ~pw.fn.EXISTS(later))
    return list(rows.order_by(PageVersion.changed_at.desc(), PageVersion.id.desc()).limit(MOST_LISTED))


def to_review(scope: Scope | None = None) -> list[PageVersion]:
    """Every version that waits for review, sent in last first; planned ones wait for nobody. Within `scope`, or all."""
    order = (PageVersion.submitted_at.desc(nulls="last"), PageVersion.id.desc())
    return list(_waiting(_within(scope)).order_by(*order).limit(MOST_LISTED))


def waiting_for_review(scope: Scope | None = None) -> int:
    """How many wait for review; within `scope`, or in all."""
    return int(_waiting(_within(scope)).count())


def _within(scope: Scope | None) -> pw.ModelSelect[PageVersion]:
    """Pages shared with somebody, asked in the query itself; None: all."""
    return _live() if scope is None else _live().where(PageVersion.page.in_(scope.shared("page")))


def _waiting(rows: pw.ModelSelect[PageVersion]) -> pw.ModelSelect[PageVersion]:
    return rows.where((PageVersion.state == VersionState.REVIEW) & PageVersion.publish_at.is_null())


def next_due(moment: datetime, page_id: int | None = None) -> Due | None:
    """What fell due first, of one page or of all; a text that takes the place of another goes before its expiry."""
    here = _live() if page_id is None else _live().where(PageVersion.page == page_id)
    planned = here.where((PageVersion.state == VersionState.REVIEW) & (PageVersion.publish_at <= moment))
    over = here.where((PageVersion.state == VersionState.PUBLISHED) & (PageVersion.valid_until < _day(moment)))
    candidates = (
        (Step.PUBLISH, planned.order_by(PageVersion.publish_at, PageVersion.id).first()),
        (Step.EXPIRE, over.order_by(PageVersion.valid_until, PageVersion.id).first()),
    )
    found = [Due(step, row, due_of(row, moment) or moment) for step, row in candidates if row is not None]
    return min(found, key=lambda due: due.at, default=None)


def due_of(row: PageVersion, moment: datetime) -> datetime | None:
    """Since when something is due about this version; None when nothing is."""
    if row.state == VersionState.REVIEW and row.publish_at is not None and row.publish_at <= moment:
        due: datetime = row.publish_at
        return due
    last = row.valid_until
    if row.state == VersionState.PUBLISHED and last is not None and is_over(last, _day(moment)):
        return end_of(last, AMSTERDAM)
    return None


def _day(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def events(page_id: int, before: int | None = None) -> Part:
    """The history of a page for its writers."""
    rows = (
        PageEvent.select(PageEvent, PageVersion)
        .join(PageVersion, pw.JOIN.LEFT_OUTER)
        .where((PageEvent.page == page_id) & (PageEvent.id < before if before else pw.Value(True)))
        .order_by(PageEvent.id.desc())
        .limit(HISTORY_SIZE + 1)
    )
    return _part(list(rows), "id")


def former(page_id: int, before: int | None = None) -> Part:
    """The history of a page for readers: the versions that are or were in force."""
    rows = (
        _live()
        .where((PageVersion.page == page_id) & PageVersion.state.in_(WAS_IN_FORCE))
        .where(PageVersion.number < before if before else pw.Value(True))
        .order_by(PageVersion.number.desc())
        .limit(HISTORY_SIZE + 1)
    )
    return _part(list(rows), "number")


def _part(rows: list[Any], key: str) -> Part:
    shown = rows[:HISTORY_SIZE]
    return Part(shown, getattr(shown[-1], key) if len(rows) > HISTORY_SIZE else None)


def has_expired(version_id: int) -> bool:
    """A withdrawn version that nobody withdrew: its last day passed."""
    return bool(
        PageEvent.select().where((PageEvent.version == version_id) & (PageEvent.action == Step.EXPIRE)).exists()
    )


def last_comment(version_id: int) -> PageEvent | None:
    """The last step of this version, when it came with a comment."""
    last: PageEvent | None = (
        PageEvent.select().where(PageEvent.version == version_id).order_by(PageEvent.id.desc()).first()
    )
    return last if last is not None and last.comment else None


def bin_part(page: int) -> tuple[list[Thrown], bool]:
    """Page `page` (from 1) of the bin, thrown away last first, and whether there is more."""
    until = page * BIN_SIZE + 1
    other = PageVersion.alias()
    last = other.select(pw.fn.MAX(other.number)).where(
        (other.page == PageVersion.page) & (other.state != VersionState.DISCARDED)
    )
    whole = _versions().where(Page.deleted_at.is_null(False) & (PageVersion.number == last))
    alone = _versions().where(PageVersion.state == VersionState.DISCARDED)
    pages = [
        Thrown(True, row, row.page.deleted_at, row.page.deleted_by)
        for row in whole.order_by(Page.deleted_at.desc()).limit(until)
    ]
    copies = [
        Thrown(False, row, row.deleted_at, row.deleted_by)
        for row in alone.order_by(PageVersion.deleted_at.desc()).limit(until)
    ]
    found = sorted(pages + copies, key=lambda thrown: (thrown.at, thrown.row.id), reverse=True)[:until]
    return found[(page - 1) * BIN_SIZE : until - 1], len(found) == until


def page_in_bin(page_id: int) -> PageVersion | None:
    """The newest version of a page that is in the bin."""
    found: PageVersion | None = (
        _versions()
        .where(
            (PageVersion.page == page_id)
            & Page.deleted_at.is_null(False)
            & (PageVersion.state != VersionState.DISCARDED)
        )
        .order_by(PageVersion.number.desc())
        .first()
    )
    return found


def copy_in_bin(version_id: int) -> PageVersion | None:
    """A working copy that was thrown away."""
    found: PageVersion | None = (
        _versions().where((PageVersion.id == version_id) & (PageVersion.state == VersionState.DISCARDED)).first()
    )
    return found


def others_of_page(row: PageVersion) -> int:
    """How many versions its page has beside this one, those in the bin left out."""
    return int(
        PageVersion.select()
        .where(
            (PageVersion.page == row.page_id)
            & (PageVersion.id != row.id)
            & (PageVersion.state != VersionState.DISCARDED)
        )
        .count()
    )


def referrers(key: str) -> list[PageVersion]:
    """Versions that are in force or being written and whose text has a link to the page with this key."""
    address = f"/visie/{key}"
    holds = pw.fn.COALESCE(PageVersion.mission, "").contains(address)
    for name in RICH:
        holds |= getattr(PageVersion, name).contains(address)
    with_line = PageLine.select(PageLine.page_version).where(PageLine.text.contains(address))
    now_or_soon = PageVersion.state.in_([*OPEN, VersionState.PUBLISHED])
    rows = _live().where(now_or_soon & (Page.key != key) & (holds | PageVersion.id.in_(with_line)))
    ends = re.compile(re.escape(address) + r"(?![a-z0-9-])")
    return [row for row in rows.order_by(PageVersion.title) if ends.search(_all_words(row))]


def _all_words(row: PageVersion) -> str:
    texts = [row.mission, *(getattr(row, name) for name in RICH), *(line.text for line in lines(row.id))]
    return "\n".join(texts)


def page_made_with(created_key: str) -> Page | None:
    """The page that an earlier click on the same form made."""
    return Page.get_or_none(Page.created_key == created_key)


def keys_like(slug: str) -> set[str]:
    return {row.key for row in Page.select(Page.key).where(Page.key.startswith(slug))}
