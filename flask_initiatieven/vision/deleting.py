"""The recycle bin: whole pages and working copies go in, come back, or are gone for good."""

from __future__ import annotations

from typing import Any

import peewee as pw

from .. import audit, signals
from ..database import db, now
from ..errors import Conflict, Refused
from ..i18n import gettext as _
from ..illustrations import actions as illustrations
from ..printing import store as papers
from ..roles.forgetting import forget_object
from . import queries, storing
from .actions import settle
from .models import Page, PageEvent, PageVersion
from .publication import OPEN, Step, VersionState
from .storing import change, tell, write_down

_KEPT: dict[str, Any] = {"deleted_at": None, "deleted_by": ""}


def delete(row: PageVersion, seen: int) -> bool:
    """Into the bin: this working copy, or the whole page when there is nothing else or it has been published.

    True when the whole page went. What was planned is planned no more. Raises Conflict when the version is not the
    one that was seen.
    """
    settle(row.page_id)
    with db.atomic():
        storing.lock(row.page_id)
        found = queries.by_id(row.id)
        if found is None or found.version != seen:
            raise Conflict(_("Iemand anders heeft dit intussen veranderd. Lees de tekst en probeer het opnieuw."))
        whole = takes_page(found)
        if whole:
            _throw_page(found.page)
        else:
            _throw_copy(found)
    tell(signals.status_changed, row.id)
    return whole


def takes_page(row: PageVersion) -> bool:
    """Deleting this version deletes its page: it has been published, or is all there is."""
    return row.state not in OPEN or queries.others_of_page(row) == 0


def restore_page(page_id: int) -> Page:
    """The page as it was, at its own address or, when that is taken, at one like it."""
    with db.atomic():
        storing.lock(page_id)
        page: Page | None = Page.get_or_none(Page.id == page_id)
        if page is None or page.deleted_at is None or queries.page_in_bin(page_id) is None:
            raise Conflict(_("Iemand anders heeft dit net teruggezet of verwijderd."))
        page.key = storing.key_again(page.deleted_key)
        page.deleted_at, page.deleted_by, page.deleted_key = None, "", ""
        page.save()
        write_down(Step.RESTORE, "terughalen", None, page_id)
    found = queries.newest(page.key)
    assert found is not None
    tell(signals.status_changed, found.id)
    settle(page_id)
    return page


def restore_copy(version_id: int) -> PageVersion:
    """The working copy as it was; when its page is gone, it becomes a page again.

    Raises Refused when the page has another working copy by now.
    """
    there = queries.copy_in_bin(version_id)
    if there is not None:
        settle(there.page_id)
    with db.atomic():
        row = queries.copy_in_bin(version_id)
        if row is None:
            raise Conflict(_("Iemand anders heeft dit net teruggezet of verwijderd."))
        storing.lock(row.page_id)
        if row.page.deleted_at is not None:
            made = _become_page(row)
        elif queries.working_copy(row.page_id) is not None:
            raise Refused(_("Deze pagina heeft al een andere nieuwe versie. Publiceer die eerst, of gooi die weg."))
        else:
            made = row
            change(row, state=VersionState.DRAFT, **_KEPT)
            write_down(Step.RESTORE, "terughalen", row, row.page_id)
    tell(signals.status_changed, made.id)
    return made


def purge_page(page_id: int) -> None:
    """The page in the bin with its versions, their papers, its images and its history is gone for good.

    Working copies of it that were thrown away before stay in the bin, with their images: they can become a page again.
    """
    with db.atomic():
        storing.lock(page_id)
        if queries.page_in_bin(page_id) is None:
            raise Conflict(_("Iemand anders heeft dit net teruggezet of verwijderd."))
        kept = PageVersion.state == VersionState.DISCARDED
        PageEvent.delete().where((PageEvent.page == page_id) & PageEvent.version.is_null()).execute()
        _erase((PageVersion.page == page_id) & ~kept)
        _drop_when_empty(page_id)
        illustrations.forget_unused(page_id)
        audit.record("definitief verwijderen", f"page:{page_id}")


def purge_copy(version_id: int) -> None:
    """The working copy in the bin is gone for good, with its papers."""
    with db.atomic():
        row = queries.copy_in_bin(version_id)
        if row is None:
            raise Conflict(_("Iemand anders heeft dit net teruggezet of verwijderd."))
        storing.lock(row.page_id)
        _erase(PageVersion.id == row.id)
        _drop_when_empty(row.page_id)
        audit.record("definitief verwijderen", f"page_version:{version_id}")


def _throw_page(page: Page) -> None:
    """The key becomes free for another page; titles give no key with a tilde."""
    PageVersion.update(publish_at=None).where((PageVersion.page == page.id) & PageVersion.state.in_(OPEN)).execute()
    page.deleted_key, page.key = page.key, f"~{page.id}"
    page.deleted_at, page.deleted_by = now(), storing.name_of_user()
    page.save()
    write_down(Step.DELETE, "verwijderen", None, page.id)


def _throw_copy(row: PageVersion) -> None:
    gone = {"deleted_at": now(), "deleted_by": storing.name_of_user()}
    nothing_sent = {"publish_at": None, "submitted_at": None, "submitted_by": ""}
    change(row, state=VersionState.DISCARDED, **gone, **nothing_sent)
    write_down(Step.DELETE, "werkkopie weggooien", row, row.page_id)


def _become_page(row: PageVersion) -> PageVersion:
    content = queries.content(row)
    page = Page.create(key=storing.key_again(row.page.deleted_key), kind=row.page.kind)
    made = storing.store(page.id, 1, content, based_on=0)
    write_down(Step.RESTORE, "terughalen", made, page.id)
    _erase(PageVersion.id == row.id)
    _drop_when_empty(row.page_id)
    return made


def _erase(which: Any) -> None:
    """These versions, and every PDF that was made of them."""
    numbers = [row.id for row in PageVersion.select(PageVersion.id).where(which)]
    papers.forget(f"page_version:{number}" for number in numbers)
    pw.ModelDelete(PageVersion).where(PageVersion.id.in_(numbers)).execute()


def _drop_when_empty(page_id: int) -> None:
    """A page in the bin of which no version is left; who had a role on it has none on a later page of that number."""
    if PageVersion.select().where(PageVersion.page == page_id).exists():
        return
    if Page.delete().where((Page.id == page_id) & Page.deleted_at.is_null(False)).execute():
        forget_object(f"page:{page_id}")
