"""Finished papers, each under the fingerprint of everything printed in it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from .. import paper
from ..database import now
from ..mount import current
from .models import StoredPaper


@dataclass(frozen=True, slots=True)
class StoredPdf:
    """A PDF made before, and where the room on its pages went: (label, page, millimetres), as JSON."""

    pdf: bytes
    pages: int
    sections: str


def stored(fingerprint: str) -> StoredPdf | None:
    """The PDF with exactly these contents, when it was made before."""
    query = StoredPaper.select(StoredPaper.pdf, StoredPaper.pages, StoredPaper.sections)
    found = query.where(StoredPaper.fingerprint == fingerprint).tuples().first()
    return StoredPdf(bytes(found[0]), found[1], found[2]) if found else None


def stored_size(fingerprint: str) -> tuple[int, str] | None:
    """Pages and sections of a PDF made before, without its bytes."""
    query = StoredPaper.select(StoredPaper.pages, StoredPaper.sections)
    found = query.where(StoredPaper.fingerprint == fingerprint).tuples().first()
    return (found[0], found[1]) if found else None


def keep(key: str, object: str, rendered: paper.Paper) -> None:
    """Store a finished paper, and only so many of them; two clicks at once keep one. Call it inside a transaction."""
    StoredPaper.insert(
        fingerprint=key,
        object=object,
        pdf=rendered.pdf,
        pages=rendered.pages,
        sections=json.dumps(sections(rendered), ensure_ascii=False),
        made_at=now(),
    ).on_conflict_ignore().execute()
    kept = current().settings.stored_papers
    oldest = StoredPaper.select(StoredPaper.id).order_by(StoredPaper.id.desc()).offset(kept).limit(1)
    found = oldest.tuples().first()
    if found:
        StoredPaper.delete().where(StoredPaper.id <= found[0]).execute()


def forget(objects: Iterable[str]) -> None:
    """Throw away every paper of these objects ("page_version:7"). Call it inside a transaction."""
    StoredPaper.delete().where(StoredPaper.object.in_(list(objects))).execute()


def sections(rendered: paper.Paper) -> list[tuple[str, int, float]]:
    """Label, page and height in millimetres of each part."""
    return [(part.label, part.page, part.millimetres) for part in rendered.sections]
