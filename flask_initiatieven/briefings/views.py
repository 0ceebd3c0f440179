"""The briefing as a page and as a PDF: one click."""

from __future__ import annotations

import logging

from flask import Blueprint, abort, make_response, request
from flask.typing import ResponseReturnValue

from .. import access, audit, paper
from ..access import Permission
from ..dutch import number
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..mount import current
from ..pages import kept_nowhere, page
from ..printing import sending
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
    return sending.answer(
        prepared.download,
        make=lambda: actions.make(prepared).pdf,
        file_name=prepared.briefing.file_name,
        refused=lambda error: _refused(visit_id, prepared, error),
    )


def _profile() -> Profile:
    """The reader asked for; the alderman when none is."""
    word = request.args.get("profiel", Profile.ALDERMAN.value)
    if word not in set(Profile):
        abort(404)
    return Profile(word)


def _find(visit_id: int) -> queries.BriefedVisit | None:
    return queries.briefed_visit(visit_id, page_address(current(), visit_id))


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
    heading, characters = longest_part(prepared.briefing)
    return sending.reason(
        error,
        too_heavy=_(
            "De briefing is te groot om te maken. Kort in bij “%(part)s”: daar staan %(count)s tekens.",
            part=heading, count=number(characters),
        ),
        again=_("Het maken van de PDF is mislukt. Probeer het opnieuw, of lees de briefing op het scherm."),
    )  # fmt: skip
