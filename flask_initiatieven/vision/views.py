"""Pages of governing texts: overview, the version in force, its history, drafts and publishing."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from .. import access, dutch
from ..access import Permission
from ..database import today
from ..divisions import queries as divisions
from ..errors import Conflict
from ..forms import ActionForm, EditForm
from ..i18n import gettext as _
from ..pages import page, tell
from . import acknowledging_views, actions, forms, queries, rich_text
from .models import PageVersion
from .publication import Obstacle, PageLineKind, VersionContent, VersionState, obstacles


def add_routes(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    place = "/visie/<key>/versie/<int:number>"
    bp.add_url_rule("/visie", "vision", overview)
    bp.add_url_rule("/visie/nieuw", "new_vision_page", new_page, methods=both)
    bp.add_url_rule("/visie/<key>", "vision_page", show)
    bp.add_url_rule("/visie/<key>/nieuwe-versie", "new_vision_version", new_version, methods=["POST"])
    bp.add_url_rule(place, "vision_version", show_version)
    bp.add_url_rule(f"{place}/bewerken", "edit_vision_version", edit, methods=both)
    bp.add_url_rule(f"{place}/publiceren", "publish_vision_version", publish, methods=["POST"])


def overview() -> ResponseReturnValue:
    access.require(Permission.READ_PAGES)
    return page(
        "vision/overview.html",
        _("Visie en missie"),
        governing=queries.governing(),
        to_read=acknowledging_views.still_to_read(),
        drafts=queries.drafts() if access.may(Permission.READ_DRAFTS) else [],
        division=divisions.adopted(),
        body_label=forms.body_label,
    )


def new_page() -> ResponseReturnValue:
    access.require(Permission.EDIT_PAGES)
    form = forms.NewPageForm()
    if not form.accepted():
        return page("vision/new.html", _("Nieuwe pagina"), status=form.status, form=form)
    content = VersionContent(title=form.title.data or "", mission=form.mission.data or "")
    row = actions.make_page(content, form.created_key.data or "")
    tell(_("De pagina is gemaakt. Hij is nog een concept: alleen u en de beheerder zien hem."))
    return _to("edit_vision_version", row)


def show(key: str) -> ResponseReturnValue:
    row = queries.published(key)
    if row is not None:
        return _shown(access.fetch(Permission.READ_PAGES, queries.published, key))
    access.fetch(Permission.READ_DRAFTS, queries.newest, key)
    newest = queries.newest(key) or abort(404)
    return _to("vision_version", newest)


def show_version(key: str, number: int) -> ResponseReturnValue:
    return _shown(_readable(key, number))


def new_version(key: str) -> ResponseReturnValue:
    source = access.fetch(Permission.COPY_PAGES, queries.to_copy, key)
    if not ActionForm().accepted():
        abort(400)
    draft = actions.make_working_copy(source.page)
    tell(_("Dit is uw werkkopie. De gepubliceerde tekst blijft staan tot u deze publiceert."))
    return _to("edit_vision_version", draft)


def edit(key: str, number: int) -> ResponseReturnValue:
    row = _readable(key, number)
    if row.state != VersionState.DRAFT and access.reach(Permission.EDIT_PAGES):
        tell(_("Deze versie is gepubliceerd en verandert niet meer. Maak een nieuwe versie."), "warning")
        return _to("vision_version", row)
    access.fetch(Permission.EDIT_PAGES, queries.version, (key, number))
    form = forms.VersionForm(data=forms.values(queries.content(row), row.version))
    if not form.accepted():
        return _edit_page(row, form, form.status)
    try:
        actions.edit(row, form.content(), form.version.data or 0)
    except Conflict:
        return _edit_conflict(row, form)
    tell(_("Het concept is opgeslagen."))
    return _to("vision_version", row)


def publish(key: str, number: int) -> ResponseReturnValue:
    row = _readable(key, number)
    if row.state != VersionState.DRAFT and access.reach(Permission.PUBLISH_PAGES):  # a double click: it is done already
        return redirect(url_for(".vision_page", key=key))
    access.fetch(Permission.PUBLISH_PAGES, queries.version, (key, number))
    form = EditForm()
    if not form.accepted():
        abort(400)
    try:
        actions.publish(row, form.version.data or 0)
    except actions.Incomplete:
        return _shown(row, status=422)
    except Conflict as conflict:
        tell(str(conflict), "error")
        return _to("vision_version", row)
    tell(_("De tekst is gepubliceerd."))
    return redirect(url_for(".vision_page", key=key))


def _readable(key: str, number: int) -> PageVersion:
    """The version, when who is looking may read it: drafts are for those who write and publish; else 404."""
    row = access.fetch(Permission.READ_PAGES, queries.version, (key, number))
    if row.state == VersionState.DRAFT:
        access.fetch(Permission.READ_DRAFTS, queries.version, (key, number))
    return row


def _to(endpoint: str, row: PageVersion) -> ResponseReturnValue:
    return redirect(url_for(f".{endpoint}", key=row.page.key, number=row.number))


def _shown(row: PageVersion, status: int = 200) -> ResponseReturnValue:
    content = queries.content(row)
    is_draft = row.state == VersionState.DRAFT
    return page(
        "vision/show.html",
        row.title,
        status=status,
        row=row,
        content=content,
        rich={name: _markup(getattr(content, name)) for name in ("why", "vision", "if_no", "contact")},
        lists={kind.value: content.of(kind) for kind in PageLineKind},
        is_draft=is_draft,
        draft=queries.draft(row.page_id) if access.may(Permission.READ_DRAFTS) else None,
        state=_state_label(row.state),
        obstacles=_obstacles(content, row.page.kind) if is_draft else [],
        publish_form=EditForm(formdata=None, data={"version": row.version}),
        action=ActionForm(formdata=None),
        history=[
            (each, _state_label(each.state))
            for each in queries.history(row.page_id, access.may(Permission.READ_DRAFTS))
        ],
        box=acknowledging_views.box(row),
        has_roles=divisions.adopted() is not None,
        body_label=forms.body_label,
    )


def _edit_page(row: PageVersion, form: forms.VersionForm, status: int, **values: Any) -> ResponseReturnValue:
    title = _("%(title)s, versie %(number)s bewerken", title=row.title, number=row.number)
    return page("vision/edit.html", title, status=status, row=row, form=form, **values)


def _edit_conflict(row: PageVersion, form: forms.VersionForm) -> ResponseReturnValue:
    """What is saved now, beside what was typed; sending again saves over it."""
    current = queries.version((row.page.key, row.number)) or abort(404)
    if current.state != VersionState.DRAFT:
        tell(_("Deze versie is intussen gepubliceerd en verandert niet meer."), "warning")
        return _to("vision_version", current)
    form.version.raw_data = [str(current.version)]
    saved = queries.content(current)
    return _edit_page(current, form, 409, now=_differences(saved, form.content(), form))


def _differences(saved: VersionContent, typed: VersionContent, form: forms.VersionForm) -> list[tuple[str, str]]:
    """Label and saved text of every field that differs from what was typed."""
    there, here = forms.values(saved, 0), forms.values(typed, 0)
    return [
        (form[name].label.text, _as_text(name, value))
        for name, value in there.items()
        if name != "version" and value != here[name]
    ]


def _as_text(name: str, value: Any) -> str:
    if isinstance(value, list):
        return " · ".join(": ".join(filter(None, (line["title"], line["text"]))) for line in value)
    if name in ("why", "vision", "if_no", "contact"):
        return rich_text.to_words(value)
    if name == "owner_id":
        return next((label for number, label in forms._owners() if number == value), "")
    return dutch.short_date(value) if hasattr(value, "weekday") else str(value or "")


def _markup(rich: str) -> Markup:
    """Safe to print: cleaned once more on read."""
    return Markup(rich_text.clean(rich))  # noqa: S704 # nosec B704


def _state_label(state: str) -> str:
    return {
        VersionState.DRAFT: _("concept"),
        VersionState.PUBLISHED: _("gepubliceerd"),
        VersionState.REPLACED: _("vervangen"),
        VersionState.REVIEW: _("ter beoordeling"),
        VersionState.WITHDRAWN: _("ingetrokken"),
        VersionState.DISCARDED: _("weggegooid"),
    }[VersionState(state)]


def _obstacles(content: VersionContent, kind: str) -> list[tuple[str, str]]:
    """Field and sentence of everything that stands in the way of publishing."""
    sentences = {
        Obstacle.NO_TITLE: _("De titel ontbreekt."),
        Obstacle.NO_TEXT: _("De tekst ontbreekt."),
        Obstacle.NO_MISSION: _("De missie ontbreekt."),
        Obstacle.NOT_ADOPTED: _("Er staat niet wie de tekst heeft vastgesteld."),
        Obstacle.NO_DATE_OF_ADOPTION: _("De datum van vaststellen ontbreekt, of ligt in de toekomst."),
        Obstacle.NOT_VALID_YET: _("De tekst geldt pas later. Publiceer op die dag, of kies een eerdere datum."),
        Obstacle.ENDS_BEFORE_IT_BEGINS: _("De tekst eindigt voordat hij begint."),
    }
    return [(obstacle.value, sentences[obstacle]) for obstacle in obstacles(content, today(), kind)]
