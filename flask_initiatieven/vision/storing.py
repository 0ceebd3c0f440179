"""How versions, their lines and the history of a page come into the tables; called inside the actions' transactions."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import peewee as pw

from .. import audit, rich_text, signals
from ..citing.principles import keyed
from ..database import now
from ..host import current_user
from ..mount import current
from . import queries
from .models import Page, PageEvent, PageLine, PageVersion
from .publication import RICH, Line, Step, VersionContent

#: words in the address of this room that are no key of a page
_TAKEN = {"nieuw", "te-beoordelen", "prullenbak"}


def lock(page_id: int) -> None:
    """The page is ours until the transaction ends: steps of one page are done one after the other."""
    Page.update(key=Page.key).where(Page.id == page_id).execute()


def store(page_id: int, number: int, content: VersionContent, **more: Any) -> PageVersion:
    """A new draft with its lines."""
    row: PageVersion = PageVersion.create(page=page_id, number=number, **columns(content), **stamp(), **more)
    store_lines(row.id, content)
    return row


def store_lines(version_id: int, content: VersionContent, before: tuple[Line, ...] = ()) -> None:
    """In the order they have; principles keep the key they had `before`."""
    positions: dict[str, int] = {}
    rows = []
    for line in keyed(content.lines, before):
        position = positions[line.kind] = positions.get(line.kind, -1) + 1
        rows.append(
            {
                "page_version": version_id,
                "kind": line.kind,
                "position": position,
                "title": line.title,
                "text": line.text,
                "key": line.key,
            }
        )
    if rows:
        PageLine.insert_many(rows).execute()


def columns(content: VersionContent) -> dict[str, Any]:
    """What a version says, as columns; rich text cleaned."""
    plain = {
        "title": content.title,
        "mission": content.mission,
        "adopted_by": content.adopted_by,
        "adopted_on": content.adopted_on,
        "decision_number": content.decision_number,
        "valid_from": content.valid_from,
        "valid_until": content.valid_until,
        "review_on": content.review_on,
        "owner": content.owner_id,
        "change": content.change,
        "major": content.major,
    }
    return plain | {name: rich_text.clean(getattr(content, name)) for name in RICH}


def rewrite(row: PageVersion, content: VersionContent, seen: int) -> bool:
    """Put this text in a draft; False when it is not the draft that was seen."""
    updated = (
        PageVersion.update(**columns(content), **stamp(), version=PageVersion.version + 1)
        .where((PageVersion.id == row.id) & (PageVersion.version == seen) & (PageVersion.state == "draft"))
        .execute()
    )
    if not updated:
        return False
    before = queries.lines(row.id)
    PageLine.delete().where(PageLine.page_version == row.id).execute()
    store_lines(row.id, content, before)
    return True


def change(row: PageVersion, **values: Any) -> None:
    """Columns of a version that are no text: its state and what belongs to that."""
    PageVersion.update(**values, **stamp(), version=PageVersion.version + 1).where(PageVersion.id == row.id).execute()


def write_down(
    step: Step, word: str, row: PageVersion | None, page_id: int, comment: str = "", due_at: Any = None
) -> None:
    """One line in the history of the page and one in the audit log, in the same transaction as the step."""
    user = current_user()
    PageEvent.create(
        page=page_id,
        version=None if row is None else row.id,
        action=step,
        comment=comment,
        by_id=user.id if user else "",
        by_name=name_of_user(),
        at=now(),
        due_at=due_at,
    )
    audit.record(word, f"page:{page_id}" if row is None else f"page_version:{row.id}")


def tell(signal: Any, version_id: int) -> None:
    """After the transaction."""
    user = current_user()
    signals.tell(signal, current().name, f"page_version:{version_id}", user.id if user else None)


def last_number(page_id: int) -> int:
    found = PageVersion.select(pw.fn.MAX(PageVersion.number)).where(PageVersion.page == page_id).scalar()
    return int(found or 0)


def free_key(title: str) -> str:
    """The title as part of an address, not in use yet."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "pagina"
    taken = queries.keys_like(slug) | _TAKEN
    numbered = (f"{slug}-{count}" for count in range(2, len(taken) + 3))
    return slug if slug not in taken else next(key for key in numbered if key not in taken)


def key_again(key: str) -> str:
    """The key a page had, or one like it when that is in use by now."""
    return free_key(key) if Page.select().where(Page.key == key).exists() else key


def name_of_user() -> str:
    user = current_user()
    return user.name or user.id if user else "systeem"


def stamp() -> dict[str, Any]:
    return {"changed_at": now(), "changed_by": name_of_user()}
