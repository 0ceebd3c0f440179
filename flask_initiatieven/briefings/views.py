"""The briefing as a page and as a PDF: one click."""

from __future__ import annotations

import logging
from io import BytesIO

from flask import Blueprint, Response, abort, make_response, request, send_file
from flask.typing import ResponseReturnValue

from .. import access, audit, paper
from ..access import Permission
from ..dutch import number
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..mount import current
from ..pages import kept_nowhere, page
from . import actions, queries
from .actions import Prepared
from .address import page_address
from .fit import longest_part
from .profiles import Profile
from .redaction import for_reader, holds_residents
from .text import plain
from .warnings import warnings_of

log = logging.getLogger(__name__)
PERMISSIONS = {profile: Permission(f"briefing_{profile.value}") for profile in Profile}
_READERS = {
    Profile.ALDERMAN: _l("wethouder"),
    Profile.INTERNAL: _l("collega's"),
    Profile.COUNCIL: _l("raad"),
    Profile.PUBLIC: _l("openbaar"),
}


def add_routes(bp: Blueprint) -> None:
    bp.add_url_rule("/bezoeken/<int:visit_id>/briefing", "briefing", show)
    bp.add_url_rule("/bezoeken/<int:visit_id>/briefing.pdf", "briefing_pdf", download)


def show(visit_id: int) -> ResponseReturnValue:
    profile = _profile()
    visit = access.fetch(PERMISSIONS[profile], _find, visit_id)
    prepared = actions.prepare(visit_id, visit.facts, profile)
    actions.warm()
    may_edit = access.may(Permission.EDIT_VISITS, visit)
    if holds_residents(for_reader(visit.facts, profile)):
        audit.note_residents_read(f"visit:{visit_id}")
    drawn = page(
        "briefings/show.html",
        _("Briefing: %(title)s", title=plain(prepared.briefing.title)),
        visit_id=visit_id,
        briefing=prepared.briefing,
        profile=profile,
        profiles=[each for each in Profile if access.may(PERMISSIONS[each], visit)],
        readers=_READERS,
        fit=actions.known_fit(prepared),
        warnings=warnings_of(visit.facts) if may_edit else (),
    )
    return kept_nowhere(drawn)


def download(visit_id: int) -> ResponseReturnValue:
    profile = _profile()
    visit = access.fetch(PERMISSIONS[profile], _find, visit_id)
    prepared = actions.prepare(visit_id, visit.facts, profile)
    if request.if_none_match.contains(prepared.key):
        actions.note_read_again(prepared)
        return _with_headers(Response(status=304), prepared)
    try:
        made = actions.make(prepared)
    except paper.PaperError as error:
        return _refused(visit_id, prepared, error)
    answer = send_file(
        BytesIO(made.pdf),
        mimetype="application/pdf",
        as_attachment=current().settings.pdf_disposition == "attachment",
        download_name=prepared.briefing.file_name,
    )
    return _with_headers(answer, prepared)


def _profile() -> Profile:
    """The reader asked for; the alderman when none is."""
    word = request.args.get("profiel", Profile.ALDERMAN.value)
    if word not in set(Profile):
        abort(404)
    return Profile(word)


def _find(visit_id: int) -> queries.BriefedVisit | None:
    return queries.briefed_visit(visit_id, page_address(current(), visit_id))


def _with_headers(answer: Response, prepared: Prepared) -> Response:
    answer.set_etag(prepared.key)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _refused(visit_id: int, prepared: Prepared, error: paper.PaperError) -> ResponseReturnValue:
    """A page that says why there is no PDF and what to do; the same words stand on the briefing's page."""
    log.warning("No briefing of visit %s: %s: %s", visit_id, type(error).__name__, error)
    status, reason = _reason(prepared, error)
    answer = make_response(
        page(
            "briefings/refused.html",
            _("Er is geen PDF gemaakt"),
            status,
            reason=reason,
            visit_id=visit_id,
            profile=prepared.briefing.profile,
        )
    )
    if status == 503:
        answer.headers["Retry-After"] = "60"
    return answer


def _reason(prepared: Prepared, error: paper.PaperError) -> tuple[int, str]:
    if isinstance(error, paper.PaperTooHeavy):
        heading, characters = longest_part(prepared.briefing)
        return 422, _(
            "De briefing is te groot om te maken. Kort in bij “%(part)s”: daar staan %(count)s tekens.",
            part=heading, count=number(characters),
        )  # fmt: skip
    if isinstance(error, paper.PaperUnavailable):
        return 503, _("Op deze server kan geen PDF worden gemaakt. Vraag uw beheerder om WeasyPrint en Pango.")
    if isinstance(error, paper.PaperBusy):
        return 503, _("De briefing is nu niet te maken. Probeer het over een minuut opnieuw.")
    return 500, _("Het maken van de PDF is mislukt. Probeer het opnieuw, of lees de briefing op het scherm.")
