"""Under each principle the decisions that cite it: a few on the page of the text, all on a page of their own."""

from __future__ import annotations

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from .. import access
from ..access import Permission
from ..forms import LARGEST_NUMBER
from ..i18n import gettext as _
from ..initiatives import citations, labels
from ..pages import page
from ..vision import queries as vision
from ..vision.models import PageVersion
from ..vision.publication import PageLineKind
from ..vision.showing import readable
from . import showing


def add_routes(bp: Blueprint) -> None:
    bp.add_url_rule("/visie/<key>/uitgangspunt/<principle>", "vision_principle", decisions)


def decisions(key: str, principle: str) -> ResponseReturnValue:
    found = access.fetch(Permission.READ_PAGES, vision.published, key)
    row = readable(key, found.number)
    scope = access.only_own(Permission.READ_INITIATIVES)
    title = _title(row, principle) or abort(404)
    asked_for = request.args.get("blad", 1, int)
    asked_for = asked_for if 0 < asked_for <= LARGEST_NUMBER else 1
    rows, pages = citations.of_principle(row.page_id, principle, asked_for, showing.all_names(), scope)
    return page(
        "citing/principle.html",
        _("Besluiten bij “%(title)s”", title=title),
        row=row,
        principle=principle,
        rows=rows,
        number=min(asked_for, pages),
        pages=pages,
        labels=labels,
    )


def _title(row: PageVersion, principle: str) -> str:
    """As it is now, else as it was when it was cited; empty when there is no such principle."""
    now = [line.title for line in vision.lines(row.id) if line.kind == PageLineKind.PRINCIPLE and line.key == principle]
    then = [title for page_id, key, title in citations.known() if (page_id, key) == (row.page_id, principle)]
    return next(iter([*now, *then]), "")
