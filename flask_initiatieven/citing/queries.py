"""The principles that a decision can cite: those of the texts in force."""

from __future__ import annotations

from dataclasses import dataclass

from ..database import today
from ..vision import queries as vision
from ..vision.models import Page, PageVersion
from ..vision.publication import PageLineKind, VersionState


@dataclass(frozen=True)
class Principle:
    """A principle of a text in force, by the id of its page and its key."""

    page_id: int
    page_title: str
    key: str
    title: str


def in_force() -> list[Principle]:
    """In the order of the texts, by title, and of their lists."""
    rows = (
        PageVersion.select(PageVersion.id, PageVersion.page, PageVersion.title)
        .join(Page)
        .where(
            (PageVersion.state == VersionState.PUBLISHED)
            & Page.deleted_at.is_null()
            & (PageVersion.valid_until.is_null() | (PageVersion.valid_until >= today()))
        )
        .order_by(PageVersion.title)
    )
    return [
        Principle(row.page_id, row.title, line.key, line.title)
        for row in rows
        for line in vision.lines(row.id)
        if line.kind == PageLineKind.PRINCIPLE
    ]
