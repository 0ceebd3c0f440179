"""An agreement on paper: the same words are never rendered twice."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app
from jinja2 import BaseLoader

from .. import paper
from ..briefings.text import printable
from ..options import queries as options
from ..printing import making, sheets
from ..printing.making import Download
from .composition import Composed


@dataclass(frozen=True)
class Prepared:
    """An agreement whose words are decided; `key` changes with anything that is printed."""

    agreement_id: int
    composed: Composed
    document: paper.Document
    key: str

    @property
    def download(self) -> Download:
        return Download(f"agreement:{self.agreement_id}", "afspraak gedownload", self.key)


def prepare(agreement_id: int, composed: Composed) -> Prepared:
    """Everything but the rendering; costs milliseconds."""
    document = _document(composed, current_app.jinja_env.loader, options.logo_for_agreements())
    return Prepared(agreement_id, composed, document, making.key_of(document))


def make(prepared: Prepared) -> bytes:
    """The PDF, made before or rendered now, with one audit entry. Raises PaperError and its children."""
    return making.make(prepared.download, prepared.document)


def _document(composed: Composed, loader: BaseLoader | None, logo: bytes | None = None) -> paper.Document:
    values = {"agreement": printable(composed), "has_logo": logo is not None}
    images = {"logo": logo} if logo else {}
    return sheets.document("initiatieven/agreements", values, composed.created, loader, images)
