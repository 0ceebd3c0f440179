"""A governing text as a PDF: the version in force, or any version that who is looking may read."""

from __future__ import annotations

import logging

from flask import Blueprint, abort, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from .. import access
from .. import paper as papers
from ..access import Permission
from ..briefings.text import printable
from ..database import today
from ..i18n import gettext as _
from ..illustrations import showing as images
from ..mount import current
from ..municipality import queries as municipality
from ..pages import page
from ..printing import making, sending, sheets
from ..printing.making import Download
from . import queries
from .models import PageVersion
from .paper import Composed, Facts, compose
from .publication import RICH, is_over
from .showing import gone, readable

log = logging.getLogger(__name__)


def add_routes(bp: Blueprint) -> None:
    bp.add_url_rule("/visie/<key>.pdf", "vision_pdf", download)
    bp.add_url_rule("/visie/<key>/versie/<int:number>.pdf", "vision_version_pdf", download_version)


def download(key: str) -> ResponseReturnValue:
    row = queries.published(key)
    if row is not None and queries.is_in_force(row):
        return _sent(access.fetch(Permission.READ_PAGES, queries.published, key))
    newest = queries.newest(key) or abort(404)
    if not access.may(Permission.READ_DRAFTS, newest):
        access.require(Permission.READ_PAGES)
        abort(gone(key))
    return redirect(url_for(".vision_version_pdf", key=key, number=newest.number))


def download_version(key: str, number: int) -> ResponseReturnValue:
    return _sent(readable(key, number))


def _sent(row: PageVersion) -> ResponseReturnValue:
    composed = compose(_facts(row))
    document = _document(row, composed)
    asked = Download(f"page_version:{row.id}", "tekst gedownload", making.key_of(document))
    return sending.answer(
        asked,
        make=lambda: making.make(asked, document),
        file_name=composed.file_name,
        refused=lambda error: _refused(row, error),
    )


def _facts(row: PageVersion) -> Facts:
    content, here = queries.content(row), municipality.municipality()
    return Facts(
        content=content,
        rich={name: images.for_paper(getattr(row, name), row.page_id, _root(), images.top(name)) for name in RICH},
        kind=row.page.kind,
        key=row.page.key,
        number=row.number,
        stage=row.stage(),
        is_over=is_over(content.valid_until, today()),
        owner=row.owner.name if row.owner else "",
        municipality=here.name if here else "",
        changed_at=row.changed_at,
    )


def _document(row: PageVersion, composed: Composed) -> papers.Document:
    pictures = {
        name: data for field in RICH for name, data in images.bytes_for(getattr(row, field), row.page_id).items()
    }
    values = {"text": printable(composed)}
    return sheets.document("initiatieven/vision", values, composed.created, current_app.jinja_env.loader, pictures)


def _root() -> str:
    """What absolute addresses of our own pages begin with: on paper there is no page they are relative to."""
    settings = current().settings
    return (settings.public_url or request.url_root).rstrip("/") + settings.url_prefix


def _refused(row: PageVersion, error: papers.PaperError) -> ResponseReturnValue:
    """A page that says why there is no PDF; the same words stand on the text's own page."""
    log.warning("No paper of page version %s: %s: %s", row.id, type(error).__name__, error)
    status, reason = sending.reason(
        error,
        too_heavy=_("De tekst is te groot om te maken. Maak de tekst korter, of gebruik minder afbeeldingen."),
        again=_("Het maken van de PDF is mislukt. Probeer het opnieuw, of lees de tekst op het scherm."),
    )
    answer = make_response(page("vision/refused.html", _("Er is geen PDF gemaakt"), status, reason=reason, row=row))
    if status == 503:
        answer.headers["Retry-After"] = "60"
    return answer
