"""Reads of governing texts."""

from __future__ import annotations

from dataclasses import dataclass

import peewee as pw

from ..municipality.models import Person
from .models import Page, PageLine, PageVersion
from .publication import OPEN, Line, PageLineKind, VersionContent, VersionState


@dataclass(frozen=True)
class Governing:
    """A page in the overview: its published version with its bullets, or its newest draft when none is published."""

    version: PageVersion
    in_short: tuple[str, ...]


def _versions() -> pw.ModelSelect[PageVersion]:
    return (
        PageVersion.select(PageVersion, Page, Person)
        .join(Page)
        .switch(PageVersion)
        .join(Person, pw.JOIN.LEFT_OUTER, on=PageVersion.owner)
    )


def published(key: str) -> PageVersion | None:
    """The version in force of the page with this key."""
    found: PageVersion | None = (
        _versions().where((Page.key == key) & (PageVersion.state == VersionState.PUBLISHED)).first()
    )
    return found


def version(place: tuple[str, int]) -> PageVersion | None:
    """The version by page key and number, whatever its state."""
    key, number = place
    found: PageVersion | None = _versions().where((Page.key == key) & (PageVersion.number == number)).first()
    return found


def newest(key: str) -> PageVersion | None:
    """The last made version of a page."""
    found: PageVersion | None = _versions().where(Page.key == key).order_by(PageVersion.number.desc()).first()
    return found


def to_copy(key: str) -> PageVersion | None:
    """The version that a new one begins as: the one in force, else the last that was."""
    closed = PageVersion.state.not_in([*OPEN, VersionState.DISCARDED])
    rows = _versions().where((Page.key == key) & closed).order_by(PageVersion.number.desc())
    return published(key) or rows.first()


def history(page_id: int, with_drafts: bool) -> list[PageVersion]:
    """Versions of a page, newest first."""
    rows = _versions().where(PageVersion.page == page_id).order_by(PageVersion.number.desc())
    return [row for row in rows if with_drafts or row.state != VersionState.DRAFT]


def draft(page_id: int) -> PageVersion | None:
    """The working copy of a page, if there is one."""
    found: PageVersion | None = (
        _versions().where((PageVersion.page == page_id) & (PageVersion.state == VersionState.DRAFT)).first()
    )
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
    return tuple(Line(PageLineKind(row.kind), row.text, row.title) for row in rows)


def governing() -> list[Governing]:
    """Every page that has a published version, by title."""
    rows = list(_versions().where(PageVersion.state == VersionState.PUBLISHED).order_by(PageVersion.title))
    bullets = PageLine.select().where(
        PageLine.page_version.in_([row.id for row in rows]) & (PageLine.kind == PageLineKind.IN_SHORT)
    )
    texts: dict[int, list[str]] = {}
    for bullet in bullets.order_by(PageLine.position):
        texts.setdefault(bullet.page_version_id, []).append(bullet.text)
    return [Governing(row, tuple(texts.get(row.id, ()))) for row in rows]


def drafts() -> list[PageVersion]:
    """Every working copy, by title."""
    return list(_versions().where(PageVersion.state == VersionState.DRAFT).order_by(PageVersion.title))


def page_made_with(created_key: str) -> Page | None:
    """The page that an earlier click on the same form made."""
    return Page.get_or_none(Page.created_key == created_key)


def keys_like(slug: str) -> set[str]:
    return {row.key for row in Page.select(Page.key).where(Page.key.startswith(slug))}
