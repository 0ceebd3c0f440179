"""An agreement on paper: the same words are never rendered twice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from weakref import WeakKeyDictionary

from flask import current_app
from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined
from playhouse.pool import PooledDatabase

from .. import audit, paper
from ..briefings import queries as papers
from ..briefings.actions import keep, limits
from ..briefings.text import printable
from ..database import db
from ..mount import current, leave
from .composition import Composed

_TEMPLATE = "initiatieven/agreements/paper.html"
_STYLES = "initiatieven/agreements/paper.css"


@dataclass(frozen=True)
class Prepared:
    """An agreement whose words are decided; `key` changes with anything that is printed."""

    agreement_id: int
    composed: Composed
    document: paper.Document
    key: str


def prepare(agreement_id: int, composed: Composed) -> Prepared:
    """Everything but the rendering; costs milliseconds."""
    document = _document(composed, current_app.jinja_env.loader)
    key = hashlib.sha256(f"{document.fingerprint} {paper.renderer_version()}".encode()).hexdigest()
    return Prepared(agreement_id, composed, document, key)


def make(prepared: Prepared) -> bytes:
    """The PDF, made before or rendered now, with one audit entry. Raises PaperError and its children."""
    found = papers.stored(prepared.key)
    if found:
        note_download(prepared)
        return found.pdf
    if isinstance(current().database, PooledDatabase) and not db.in_transaction():
        leave()  # others may have the connection while this waits for a renderer; the next query opens one again
    try:
        rendered = paper.render(prepared.document, limits(current()))
    except paper.PaperError as error:
        note_download(prepared, "mislukt", type(error).__name__)
        raise
    with db.atomic():
        keep(prepared.key, f"agreement:{prepared.agreement_id}", rendered)
        note_download(prepared)
    return rendered.pdf


def note_download(prepared: Prepared, result: str = "gelukt", detail: str = "") -> None:
    words = f"{prepared.key[:12]} {detail}".strip()
    audit.record("afspraak gedownload", f"agreement:{prepared.agreement_id}", result, words)


def note_read_again(prepared: Prepared) -> None:
    """The browser had it already: one entry a reader a day."""
    audit.record_once_a_day("afspraak gedownload", f"agreement:{prepared.agreement_id}", prepared.key[:12])


def _document(composed: Composed, loader: BaseLoader | None) -> paper.Document:
    environment = _environment(loader)
    html = environment.get_template(_TEMPLATE).render(agreement=printable(composed))
    assert environment.loader is not None
    return paper.Document(html, environment.loader.get_source(environment, _STYLES)[0], composed.created)


_environments: WeakKeyDictionary[BaseLoader, Environment] = WeakKeyDictionary()


def _environment(loader: BaseLoader | None) -> Environment:
    """An environment of our own: what a host adds to his never reaches paper. Made once for each loader."""
    chosen = loader or FileSystemLoader(str(files("flask_initiatieven.templates")))
    if chosen not in _environments:
        _environments[chosen] = Environment(
            loader=chosen, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
    return _environments[chosen]
