"""Changes to governing texts: a new page, a working copy, saving a draft, publishing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Any

import peewee as pw

from .. import audit, signals
from ..database import db, now, today
from ..errors import Conflict, Refused
from ..host import current_user
from ..i18n import gettext as _
from ..mount import current
from . import queries, rich_text
from .acknowledgement import FIELDS as READ_FIELDS
from .models import Page, PageLine, PageVersion
from .publication import Obstacle, VersionContent, VersionState, last_day, obstacles

#: words in the address of this room that are no key of a page
_TAKEN = {"nieuw"}


class Incomplete(Refused):
    """The version can't be published: `obstacles` says what is missing."""

    def __init__(self, found: tuple[Obstacle, ...]) -> None:
        super().__init__(_("Deze tekst is nog niet klaar om te publiceren."))
        self.obstacles = found


def make_page(content: VersionContent, created_key: str) -> PageVersion:
    """A new page with its first draft; the same key again gives the page that was made before."""
    earlier = queries.page_made_with(created_key)
    if earlier is None:
        try:
            with db.atomic():
                page = Page.create(key=_free_key(content.title), created_key=created_key)
                row = _store(page.id, 1, content)
                audit.record("pagina maken", f"page_version:{row.id}")
        except pw.IntegrityError:
            earlier = queries.page_made_with(created_key)
            if earlier is None:
                raise Conflict(_("Er is net een pagina met deze naam gemaakt. Probeer het opnieuw.")) from None
        else:
            _tell(signals.created, row.id)
            return row
    found = queries.newest(earlier.key)
    assert found is not None
    return found


def make_working_copy(page: Page) -> PageVersion:
    """A draft with the text of the newest version; the draft there is already, if there is one.

    What belongs to one decision (adopted by, dates, number, change) starts empty.
    """
    with db.atomic():
        Page.update(key=Page.key).where(Page.id == page.id).execute()  # the row is ours until the copy is there
        existing = queries.draft(page.id)
        if existing is not None:
            return existing
        source = queries.published(page.key) or queries.newest(page.key)
        number = _last_number(page.id) + 1
        row = _store(page.id, number, _fresh(source), _reading(source))
        audit.record("werkkopie maken", f"page_version:{row.id}")
    _tell(signals.created, row.id)
    return row


def edit(row: PageVersion, content: VersionContent, seen: int) -> None:
    """Save a draft. Raises Conflict when it is not the version that was seen, or no draft any more."""
    values = _columns(content)
    with db.atomic():
        updated = (
            PageVersion.update(**values, **_stamp(), version=PageVersion.version + 1)
            .where(
                (PageVersion.id == row.id) & (PageVersion.version == seen) & (PageVersion.state == VersionState.DRAFT)
            )
            .execute()
        )
        if not updated:
            raise Conflict(_("Iemand anders heeft dit intussen veranderd."))
        PageLine.delete().where(PageLine.page_version == row.id).execute()
        _store_lines(row.id, content)
        audit.record("concept bewerken", f"page_version:{row.id}")
    _tell(signals.changed, row.id)


def publish(row: PageVersion, seen: int) -> None:
    """The draft becomes the version in force; the one that was, is replaced.

    Raises Incomplete with what is missing, and Conflict when the draft is not the one that was seen.
    """
    standing = obstacles(queries.content(row), today(), row.page.kind)
    if standing:
        raise Incomplete(standing)
    begins = row.valid_from or today()
    try:
        with db.atomic():
            _replace_published(row, begins)
            updated = (
                PageVersion.update(
                    state=VersionState.PUBLISHED, valid_from=begins, **_stamp(), version=PageVersion.version + 1
                )
                .where(
                    (PageVersion.id == row.id)
                    & (PageVersion.version == seen)
                    & (PageVersion.state == VersionState.DRAFT)
                )
                .execute()
            )
            if not updated:
                raise Conflict(_("Iemand anders heeft dit intussen veranderd. Lees de tekst en publiceer opnieuw."))
            audit.record("publiceren", f"page_version:{row.id}")
    except pw.IntegrityError:
        raise Conflict(_("Iemand anders publiceerde net een andere versie.")) from None
    _tell(signals.page_published, row.id)


def _replace_published(row: PageVersion, begins: Any) -> None:
    for old in queries.history(row.page_id, with_drafts=False):
        if old.state == VersionState.PUBLISHED:
            PageVersion.update(
                state=VersionState.REPLACED,
                valid_until=last_day(old.valid_from, begins),
                replaced_by=row.number,
                version=PageVersion.version + 1,
            ).where(PageVersion.id == old.id).execute()
            audit.record("vervangen", f"page_version:{old.id}")


def _store(page_id: int, number: int, content: VersionContent, reading: dict[str, Any] | None = None) -> PageVersion:
    row: PageVersion = PageVersion.create(
        page=page_id, number=number, **_columns(content), **_stamp(), **(reading or {})
    )
    _store_lines(row.id, content)
    return row


def _store_lines(version_id: int, content: VersionContent) -> None:
    positions: dict[str, int] = {}
    rows = []
    for line in content.lines:
        position = positions[line.kind] = positions.get(line.kind, -1) + 1
        rows.append(
            {
                "page_version": version_id,
                "kind": line.kind,
                "position": position,
                "title": line.title,
                "text": line.text,
            }
        )
    if rows:
        PageLine.insert_many(rows).execute()


def _columns(content: VersionContent) -> dict[str, Any]:
    return {
        "title": content.title,
        "why": rich_text.clean(content.why),
        "mission": content.mission,
        "vision": rich_text.clean(content.vision),
        "if_no": rich_text.clean(content.if_no),
        "contact": rich_text.clean(content.contact),
        "adopted_by": content.adopted_by,
        "adopted_on": content.adopted_on,
        "decision_number": content.decision_number,
        "valid_from": content.valid_from,
        "valid_until": content.valid_until,
        "review_on": content.review_on,
        "owner": content.owner_id,
        "change": content.change,
        "text": rich_text.clean(content.text),
        "major": content.major,
    }


def _fresh(source: PageVersion | None) -> VersionContent:
    assert source is not None, "a page has at least one version"
    return replace(
        queries.content(source),
        adopted_by="",
        adopted_on=None,
        decision_number="",
        valid_from=None,
        valid_until=None,
        review_on=None,
        change="",
    )


def _reading(source: PageVersion | None) -> dict[str, Any]:
    """Who is asked to read it and what they then say."""
    if source is None:
        return {}
    return {name: getattr(source, name) for name in READ_FIELDS}


def _last_number(page_id: int) -> int:
    found = PageVersion.select(pw.fn.MAX(PageVersion.number)).where(PageVersion.page == page_id).scalar()
    return int(found or 0)


def _free_key(title: str) -> str:
    """The title as part of an address, not in use yet."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "pagina"
    taken = queries.keys_like(slug) | _TAKEN
    numbered = (f"{slug}-{count}" for count in range(2, len(taken) + 3))
    return slug if slug not in taken else next(key for key in numbered if key not in taken)


def _stamp() -> dict[str, Any]:
    user = current_user()
    return {"changed_at": now(), "changed_by": user.name or user.id if user else "systeem"}


def _tell(signal: Any, version_id: int) -> None:
    user = current_user()
    signals.tell(signal, current().name, f"page_version:{version_id}", user.id if user else None)
