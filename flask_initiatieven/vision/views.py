"""Pages of governing texts: overview, the version in force, its history, and writing."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from .. import access
from ..access import Permission
from ..acknowledging import showing as acknowledging
from ..divisions import queries as divisions
from ..errors import Conflict, Refused
from ..forms import LARGEST_NUMBER, ActionForm, EditForm
from ..i18n import gettext as _
from ..illustrations import editor
from ..locks import showing as locks
from ..pages import page, tell
from . import actions, bin_views, forms, labels, paper_views, queries, reviewing, step_views
from .models import PageVersion
from .publication import Stage, VersionContent, VersionState, is_overtaken
from .showing import asked, differences, gone, readable, shown, to


def add_routes(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    place = "/visie/<key>/versie/<int:number>"
    bp.add_url_rule("/visie", "vision", overview)
    bp.add_url_rule("/visie/nieuw", "new_vision_page", new_page, methods=both)
    bp.add_url_rule("/visie/<key>", "vision_page", show)
    bp.add_url_rule("/visie/<key>/geschiedenis", "vision_history", history)
    bp.add_url_rule("/visie/<key>/nieuwe-versie", "new_vision_version", new_version, methods=["POST"])
    bp.add_url_rule(place, "vision_version", show_version)
    bp.add_url_rule(f"{place}/bewerken", "edit_vision_version", edit, methods=both)
    bp.add_url_rule(f"{place}/bewaren", "keep_typed_vision", keep_typed, methods=["POST"])
    bp.add_url_rule(f"{place}/terugzetten", "revert_vision_version", revert, methods=["POST"])
    bp.add_url_rule(f"{place}/naast-elkaar", "overtaken_vision_version", overtaken, methods=both)
    step_views.add_routes(bp)
    bin_views.add_routes(bp)
    paper_views.add_routes(bp)


def overview() -> ResponseReturnValue:
    scope = access.only_own(Permission.READ_PAGES)
    writes = access.somewhere(Permission.READ_DRAFTS)
    drafts = access.only_own(Permission.READ_DRAFTS) if writes else None
    number = min(max(request.args.get("blad", 1, int), 1), bin_views.MOST_PAGES)
    governing, more = queries.governing(scope, number)
    copies = queries.working_copies(drafts) if writes else []
    return page(
        "vision/overview.html",
        _("Visie en missie"),
        governing=governing,
        number=number,
        more=more,
        most=queries.MOST_LISTED,
        to_read=acknowledging.still_to_read(),
        copies=copies,
        sent_back=queries.sent_back(copies),
        ended=queries.ended(drafts) if writes else [],
        waiting=reviewing.count(),
        division=divisions.adopted(),
        body_label=forms.body_label,
        stage_label=labels.stage_label,
        badge=labels.badge,
    )


def new_page() -> ResponseReturnValue:
    access.require(Permission.CREATE_PAGES)
    form = forms.NewPageForm()
    if not form.accepted():
        return page("vision/new.html", _("Nieuwe pagina"), status=form.status, form=form)
    content = VersionContent(title=form.title.data or "")
    row = actions.make_page(content, form.created_key.data or "", form.kind.data)
    tell(_("De pagina is gemaakt. Het is nog een concept: lezers zien de pagina pas als u publiceert."))
    return to(row, "edit_vision_version")


def show(key: str) -> ResponseReturnValue:
    row = queries.published(key)
    if row is not None and queries.is_in_force(row):
        return shown(access.fetch(Permission.READ_PAGES, queries.published, key))
    newest = queries.newest(key) or abort(404)
    if not access.may(Permission.READ_DRAFTS, newest):
        access.require(Permission.READ_PAGES)
        abort(gone(key))
    return to(newest)


def show_version(key: str, number: int) -> ResponseReturnValue:
    return shown(readable(key, number))


def history(key: str) -> ResponseReturnValue:
    """All that happened to a page, for its writers; for readers the versions that are or were in force."""
    newest = access.fetch(Permission.READ_PAGES, queries.newest, key)
    writes = access.may(Permission.READ_DRAFTS, newest)
    named = (queries.published(key) or newest) if writes else (queries.last_known(key) or abort(404))
    asked_for = request.args.get("voor", 0, int)
    before = asked_for if 0 < asked_for <= LARGEST_NUMBER else None
    part = queries.events(newest.page_id, before) if writes else queries.former(newest.page_id, before)
    return page(
        "vision/history.html",
        _("Geschiedenis van %(title)s", title=named.title),
        key=key,
        part=part,
        writes=writes,
        stage_label=labels.stage_label,
        event_label=labels.event_label,
        moment=labels.moment,
    )


def new_version(key: str) -> ResponseReturnValue:
    source = access.fetch(Permission.COPY_PAGES, queries.published, key)
    if not ActionForm().accepted():
        abort(400)
    try:
        copy = actions.make_working_copy(source.page)
    except Conflict as conflict:
        tell(str(conflict), "error")
        return to(source)
    if copy.state != VersionState.DRAFT:
        tell(_("Er is al een nieuwe versie. Die wacht op beoordeling of publicatie."), "warning")
        return to(copy)
    tell(_("Dit is de nieuwe versie (concept). De gepubliceerde tekst blijft staan tot u deze publiceert."))
    return to(copy, "edit_vision_version")


def revert(key: str, number: int) -> ResponseReturnValue:
    row = asked(Permission.COPY_PAGES, key, number)
    if not ActionForm().accepted():
        abort(400)
    try:
        made = actions.revert(row)
    except Refused as refused:
        tell(str(refused), "error")
        return to(row)
    tell(_("Dit is een nieuw concept met de tekst van versie %(number)s.", number=number))
    return to(made, "edit_vision_version")


def edit(key: str, number: int) -> ResponseReturnValue:
    row = _being_typed(key, number) if request.method == "POST" else asked(Permission.EDIT_PAGES, key, number)
    kind = row.page.kind
    form = forms.VersionForm(data=forms.values(queries.content(row), row.version), kind=kind, page_id=row.page_id)
    if not form.accepted():
        return _edit_page(row, form, form.status)
    if not access.may(Permission.EDIT_PAGES, row):
        return _edit_conflict(row, form)
    try:
        actions.edit(row, form.content(queries.content(row)), form.version.data or 0)
    except Conflict:
        return _edit_conflict(row, form)
    tell(_("Het concept is opgeslagen."))
    return to(row, anchor="ini-heading")


def keep_typed(key: str, number: int) -> ResponseReturnValue:
    """What was typed in a draft that was sent in, published or thrown away in the meantime becomes a concept again."""
    row = _being_typed(key, number)
    form = forms.VersionForm(kind=row.page.kind, page_id=row.page_id)
    if not form.accepted():
        return _edit_page(row, form, form.status, action=_keep_url(row))
    may_make = access.may(Permission.CREATE_PAGES)
    try:
        kept = actions.save_typed(row, form.content(queries.content(row)), form.created_key.data or "", may_make)
    except Conflict:
        return _edit_conflict(row, form)
    tell(_("Wat u typte, is opgeslagen als concept, versie %(number)s.", number=kept.number))
    return to(kept)


def overtaken(key: str, number: int) -> ResponseReturnValue:
    """The text in force beside a working copy that began as an older one."""
    row = readable(key, number)
    if not (access.may(Permission.EDIT_PAGES, row) or access.may(Permission.PUBLISH_PAGES, row)):
        abort(403)
    in_force = queries.published(key)
    if in_force is None or not is_overtaken(row.based_on, in_force.number):
        tell(_("Er is niets te vergelijken: deze nieuwe versie begon als de tekst die nu geldt."), "info")
        return to(row)
    form = EditForm(data={"version": row.version})
    if form.accepted():
        try:
            actions.keep_mine(row, form.version.data or 0)
        except Conflict as conflict:
            tell(str(conflict), "error")
        else:
            tell(_("U gaat verder met de nieuwe versie. U kunt deze nu insturen of publiceren."))
        return to(row)
    found = differences(queries.content(in_force), queries.content(row), row.page.kind)
    title = _("Versie %(old)s en versie %(new)s naast elkaar", old=in_force.number, new=number)
    return page(
        "vision/overtaken.html", title, status=form.status, row=row, in_force=in_force, differences=found, form=form
    )


def _being_typed(key: str, number: int) -> PageVersion:
    """The version somebody is typing in: also when it was sent in, published or thrown away since he opened it.

    Whoever may not write here gets 404 or 403.
    """
    thrown = None if queries.version((key, number)) else queries.thrown_away((key, number))
    row = thrown if thrown is not None and access.may(Permission.READ_DRAFTS, thrown) else readable(key, number)
    if not access.may(Permission.EDIT_PAGES, row) and not access.may_at_another_stage(Permission.EDIT_PAGES, row):
        abort(403)
    return row


def _edit_page(row: PageVersion, form: forms.VersionForm, status: int, **values: Any) -> ResponseReturnValue:
    title = _("%(title)s, versie %(number)s bewerken", title=row.title, number=row.number)
    values.setdefault("action", "")
    values["lock"] = locks.of(f"page:{row.page_id}", [row.page.key, row.number])
    values["moment"] = labels.moment
    values["editor"] = editor.settings(row.page.key)
    values["may_make"] = access.may(Permission.CREATE_PAGES)
    return page("vision/edit.html", title, status=status, row=row, form=form, **values)


def _edit_conflict(row: PageVersion, form: forms.VersionForm) -> ResponseReturnValue:
    """What is saved now, beside what was typed, and a button that does not lose it.

    When the version is no draft any more, the button takes it back, or makes a new working copy of what was typed.
    """
    other = queries.working_copy(row.page_id)
    current = other or queries.published_of(row.page_id) or row
    typed = form.content(queries.content(row))
    found = differences(queries.content(current), typed, row.page.kind)
    if other is not None and other.stage() == Stage.DRAFT:
        form.version.raw_data = [str(other.version)]
        action = url_for(".edit_vision_version", key=other.page.key, number=other.number)
        return _edit_page(other, form, 409, differences=found, stage="draft", action=action, by=current)
    return _edit_page(row, form, 409, differences=found, stage=current.stage(), action=_keep_url(row), by=current)


def _keep_url(row: PageVersion) -> str:
    return url_for(".keep_typed_vision", key=row.page.deleted_key or row.page.key, number=row.number)


locks.asks("page", lambda place: _being_typed(*place))
