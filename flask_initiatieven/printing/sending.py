"""A paper as an answer: a strong ETag, never kept by others, and a page with the reason when there is none."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from flask import Response, request, send_file
from flask.typing import ResponseReturnValue

from .. import paper
from ..i18n import gettext as _
from ..mount import current
from . import making
from .making import Download


def answer(
    download: Download,
    make: Callable[[], bytes],
    file_name: str,
    refused: Callable[[paper.PaperError], ResponseReturnValue],
) -> ResponseReturnValue:
    """The PDF that `make` gives; 304 for who has it already; what `refused` says when it can't be made."""
    if request.if_none_match.contains(download.key):
        making.note_read_again(download)
        return _with_headers(Response(status=304), download.key)
    try:
        pdf = make()
    except paper.PaperError as error:
        return refused(error)
    sent = send_file(
        BytesIO(pdf),
        mimetype="application/pdf",
        as_attachment=current().settings.pdf_disposition == "attachment",
        download_name=file_name,
    )
    return _with_headers(sent, download.key)


def reason(error: paper.PaperError, too_heavy: str, again: str) -> tuple[int, str]:
    """Status and sentence for who gets no paper; `too_heavy` and `again` are the room's own sentences."""
    if isinstance(error, paper.PaperTooHeavy):
        return 422, too_heavy
    if isinstance(error, paper.PaperUnavailable):
        return 503, _("Op deze server kan geen PDF worden gemaakt. Vraag uw beheerder om WeasyPrint en Pango.")
    if isinstance(error, paper.PaperBusy):
        return 503, _("De PDF is nu niet te maken. Probeer het over een minuut opnieuw.")
    return 500, again


def _with_headers(sent: Response, key: str) -> Response:
    sent.set_etag(key)
    sent.headers["Cache-Control"] = "private, no-cache"
    sent.headers["X-Content-Type-Options"] = "nosniff"
    return sent
