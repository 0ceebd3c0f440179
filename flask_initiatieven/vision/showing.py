"""One version on a page: who may read it, how it is drawn, and what to answer when a step comes too late."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from .. import access, dutch, paper, rich_text
from ..access import Permission
from ..acknowledging import showing as acknowledging
from ..citing import showing as citing
from ..database import today
from ..divisions import queries as divisions
from ..forms import ActionForm, EditForm
from ..i18n import gettext as _
from ..illustrations import addresses
from ..pages import page, tell
from . import forms, labels, queries
from .models import PageVersion
from .publication import OPEN, RICH, PageLineKind, Stage, VersionContent, VersionState, is_overtaken, obstacles


def readable(key: str, number: int) -> PageVersion:
    """The version, when who is looking may read it.

    One that is being written is not there for readers (404); one that is over is gone for them (410).
    """
    row = access.fetch(Permission.READ_PAGES, queries.version, (key, number))
    if row.state in OPEN:
        return access.fetch(Permission.READ_DRAFTS, queries.version, (key, number))
    ended = row.state == VersionState.WITHDRAWN or (
        row.state == VersionState.PUBLISHED and not queries.is_in_force(row)
    )
    if ended and not access.may(Permission.READ_DRAFTS, row):
        abort(gone(key, row))
    return row


def may_read(row: PageVersion) -> bool:
    """Everybody reads what is in force and what another text took over; the rest is for who writes and judges."""
    is_public = row.state == VersionState.REPLACED or queries.is_in_force(row)
    return access.may(Permission.READ_PAGES if is_public else Permission.READ_DRAFTS, row)


def asked(permission: Permission, key: str, number: int) -> PageVersion:
    """The version, when this may be done to it now. Else 404, 403, or to its page when the stage has changed."""
    row = readable(key, number)
    if access.may(permission, row):
        return row
    if access.may_at_another_stage(permission, row):
        abort(too_late(row))
    abort(403)


def too_late(row: PageVersion) -> Response:
    """Back to the version, which says what has happened to it."""
    stage = labels.stage_label(row)
    tell(_("Deze stap kan niet. Versie %(number)s is nu: %(stage)s.", number=row.number, stage=stage), "warning")
    return make_response(redirect(url_for(".vision_page", key=row.page.key)) if _is_shown_at_key(row) else to(row))


def to(row: PageVersion, endpoint: str = "vision_version", anchor: str | None = None) -> ResponseReturnValue:
    """To a page of this version. Without an anchor the browser keeps the one it had, of the page before."""
    return redirect(url_for(f".{endpoint}", key=row.page.key, number=row.number, _anchor=anchor))


def gone(key: str, row: PageVersion | None = None) -> Response:
    """For readers of a text that is withdrawn or past its last day; 404 when they have known no text here.

    It names this version, or the last one that was in force: never one that is being written.
    """
    known = row or queries.last_known(key) or abort(404)
    in_force = queries.published(key)
    other = in_force if in_force is not None and queries.is_in_force(in_force) else None
    return make_response(page("vision/gone.html", _("Deze tekst geldt niet meer"), 410, text=known.title, other=other))


def shown(row: PageVersion, status: int = 200) -> ResponseReturnValue:
    """The reading page: the text and what is about it; for writers also what they may do."""
    content = queries.content(row)
    writes = access.may(Permission.READ_DRAFTS, row)
    is_open = row.state in OPEN
    copy = queries.working_copy(row.page_id) if writes else None
    return page(
        "vision/show.html",
        row.title,
        status=status,
        row=row,
        content=content,
        rich={name: addresses.markup(row, name) for name in RICH},
        lists={kind.value: content.of(kind) for kind in PageLineKind},
        stage=row.stage(),
        state=labels.stage_label(row),
        badge=labels.badge(row) if writes else "",
        moment=labels.moment,
        copy=copy,
        copy_label=copy and labels.stage_label(copy),
        obstacles=labels.obstacle_sentences(obstacles(content, today(), row.page.kind)) if is_open else [],
        overtaken=is_open and is_overtaken(row.based_on, queries.number_in_force(row.page_id)),
        comment=queries.last_comment(row.id) if writes else None,
        step_form=EditForm(formdata=None, data={"version": row.version}),
        action=ActionForm(formdata=None),
        box=acknowledging.box(row),
        cited=citing.cited(row),
        has_paper=paper.available(),
        has_roles=divisions.adopted() is not None,
        body_label=forms.body_label,
    )


def differences(there: VersionContent, here: VersionContent, kind: str) -> list[tuple[str, str, str]]:
    """Label and both texts of every field that does not say the same, however it came in: typed or as HTML."""
    form = forms.VersionForm(formdata=None, kind=kind)
    first, second = forms.values(there, 0), forms.values(here, 0)
    names = [name for name in first if name in form and name != "version"]
    return [
        (form[name].label.text, *_told(name, first[name], second[name]))
        for name in names
        if _typed(name, first[name]) != _typed(name, second[name])
    ]


def _told(name: str, there: Any, here: Any) -> tuple[str, str]:
    """Both as words; as they are typed when only their looks differ."""
    words = _as_text(name, there), _as_text(name, here)
    return words if words[0] != words[1] else (_typed(name, there), _typed(name, here))


def _typed(name: str, value: Any) -> str:
    text = rich_text.to_typed(value) if name in RICH else _as_text(name, value)
    return "\n".join(line.strip() for line in text.splitlines()).strip()


def _as_text(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(": ".join(filter(None, (line["title"], line["text"]))) for line in value)
    if name in RICH:
        return rich_text.to_words(value)
    if name == "owner_id":
        return next((label for number, label in forms.owners() if number == value), "")
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return dutch.short_date(value) if hasattr(value, "weekday") else str(value or "")


def _is_shown_at_key(row: PageVersion) -> bool:
    return row.stage() == Stage.PUBLISHED and queries.is_in_force(row)
