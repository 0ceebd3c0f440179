"""What the objects of entries are called: an initiative by its number, a text by its title, as long as they exist."""

from __future__ import annotations

from collections.abc import Iterable

import peewee as pw

from ..audit import AuditEntry
from ..i18n import gettext as _
from ..initiatives.models import Initiative
from ..vision.models import PageVersion
from . import labels

#: the longest part of a title that is shown
_LONGEST = 80


def names_of(entries: Iterable[AuditEntry]) -> dict[str, str]:
    """Object → how to name it on a screen, of every object in these entries and their details; three queries."""
    objects = {word for entry in entries for word in (entry.object, *entry.detail.split())}
    return {each: labels.object_label(each) for each in objects} | _initiatives(objects) | _pages(objects)


def _ids(objects: set[str], kind: str) -> dict[int, list[str]]:
    """Number → objects of this kind with that number: `initiative:4` and its section `initiative:4:basis`."""
    found: dict[int, list[str]] = {}
    for each in objects:
        of, _colon, rest = each.partition(":")
        number = rest.partition(":")[0]
        if of == kind and number.isascii() and number.isdigit() and len(number) < 10:
            found.setdefault(int(number), []).append(each)
    return found


def _initiatives(objects: set[str]) -> dict[str, str]:
    wanted = _ids(objects, "initiative")
    rows = Initiative.select(Initiative.id, Initiative.number).where(Initiative.id.in_(list(wanted)))
    return {each: labels.object_label(each, row.number) for row in (rows if wanted else ()) for each in wanted[row.id]}


def _pages(objects: set[str]) -> dict[str, str]:
    """Texts by the title of their newest version, versions by their own."""
    versions, pages = _ids(objects, "page_version"), _ids(objects, "page")
    columns = (PageVersion.id, PageVersion.page, PageVersion.number, PageVersion.title)
    own = PageVersion.select(*columns).where(PageVersion.id.in_(list(versions)))
    names = {
        each: _("%(title)s, versie %(number)s", title=_short(row.title), number=row.number)
        for row in (own if versions else ())
        for each in versions[row.id]
    }
    other = PageVersion.alias()
    newer = other.select().where((other.page == PageVersion.page) & (other.number > PageVersion.number))
    newest = PageVersion.select(*columns).where(PageVersion.page.in_(list(pages)) & ~pw.fn.EXISTS(newer))
    for row in newest if pages else ():
        names |= {each: _("tekst: %(title)s", title=_short(row.title)) for each in pages[row.page_id]}
    return names


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
