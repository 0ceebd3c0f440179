"""Pages of the settings: overview, a form per group, history, difference with the default, a file in and out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from .. import access, uploads
from ..access import Permission
from ..errors import Conflict
from ..forms import ActionForm, EditForm
from ..i18n import gettext as _
from ..locks import showing as locks
from ..pages import page, tell
from . import actions, exchange, forms, labels, queries, style
from .kinds import Picture
from .registry import GROUPS, Options, Setting, of_group, settings

BASE = "/beheer/instellingen"
#: lines of history on one page
MOST_CHANGES = 200


def add_routes(bp: Blueprint) -> None:
    bp.add_url_rule(BASE, "settings", overview)
    bp.add_url_rule(f"{BASE}/alles", "all_settings", everything)
    bp.add_url_rule(f"{BASE}/geschiedenis", "settings_history", history)
    bp.add_url_rule(f"{BASE}/verschil", "settings_difference", difference)
    bp.add_url_rule(f"{BASE}/bestand", "export_settings", download, methods=["POST"])
    bp.add_url_rule(f"{BASE}/inlezen", "import_settings", upload, methods=["GET", "POST"])
    bp.add_url_rule(f"{BASE}/inlezen/bevestigen", "confirm_settings", confirm, methods=["POST"])
    bp.add_url_rule(f"{BASE}/groep/<slug>", "settings_group", group, methods=["GET", "POST"])
    bp.add_url_rule(f"{BASE}/groep/<slug>/geschiedenis", "group_history", group_history)
    bp.add_url_rule(f"{BASE}/standaard/<key>", "setting_default", to_default, methods=["POST"])
    bp.add_url_rule("/huisstijl.css", "house_style", house_style)
    bp.add_url_rule("/logo/<digest>.png", "logo", logo)


@dataclass(frozen=True)
class Row:
    """One setting on an overview."""

    key: str
    label: str
    hint: str
    value: str
    default: str
    group: str
    slug: str

    @property
    def differs(self) -> bool:
        return self.value != self.default


def overview() -> ResponseReturnValue:
    access.require(Permission.MANAGE_SETTINGS)
    found = _rows()
    return page(
        "options/overview.html",
        _("Instellingen"),
        groups=[
            (
                str(labels.GROUPS[each]),
                str(labels.ABOUT[each]),
                labels.SLUGS[each],
                [r for r in found if r.group == each],
            )
            for each in GROUPS
        ],
    )


def everything() -> ResponseReturnValue:
    access.require(Permission.MANAGE_SETTINGS)
    form = forms.FilterForm(request.args)
    words = (form.zoek.data or "").casefold().split()
    rows = [
        row
        for row in _rows()
        if all(word in f"{row.key} {row.label} {row.hint} {row.value}".casefold() for word in words)
        and (row.differs or not form.alleen_eigen.data)
    ]
    return page("options/all.html", _("Alle instellingen"), form=form, rows=rows, group_labels=labels.GROUPS)


def group(slug: str) -> ResponseReturnValue:
    access.require(Permission.MANAGE_SETTINGS)
    name = labels.group_of(slug) or abort(404)
    if request.method == "POST" and uploads.is_too_large(forms.MOST_LOGO):
        abort(413)
    in_force = queries.current()
    form = forms.form_of(name)(data=forms.data_of(name, in_force, queries.version(name)))
    if not form.accepted():
        return _group_page(name, form, form.status)
    image = [form.logo_image] if form.logo_image else []
    try:
        changed = actions.save(name, form.values(), form.version.data or 0, image)
    except actions.WrongValues as wrong:
        for key, each in wrong.found.items():
            if settings()[key].group != name:
                abort(409)
            form.refuse(key, labels.sentence(each))
        return _group_page(name, form, 422)
    except Conflict:
        return _conflict(name, form)
    tell(_("De instellingen zijn opgeslagen.") if changed else _("Er was niets veranderd."))
    return redirect(url_for(".settings_group", slug=slug))


def to_default(key: str) -> ResponseReturnValue:
    access.require(Permission.MANAGE_SETTINGS)
    if key not in settings():
        abort(404)
    form = EditForm()
    if not form.accepted():
        abort(400)
    slug = labels.SLUGS[settings()[key].group]
    try:
        actions.to_default(key, form.version.data or 0)
    except actions.WrongValues as wrong:
        tell(" ".join(labels.sentence(each) for each in wrong.found.values()), "error")
    except Conflict as conflict:
        tell(str(conflict), "error")
    else:
        tell(_("%(setting)s is weer de standaard.", setting=labels.label(key)))
    return redirect(url_for(".settings_group", slug=slug))


def history() -> ResponseReturnValue:
    access.require(Permission.MANAGE_SETTINGS)
    return page("options/history.html", _("Geschiedenis van de instellingen"), changes=_changes(""), most=MOST_CHANGES)


def group_history(slug: str) -> ResponseReturnValue:
    access.require(Permission.MANAGE_SETTINGS)
    name = labels.group_of(slug) or abort(404)
    title = _("Geschiedenis van: %(group)s", group=str(labels.GROUPS[name]))
    return page("options/history.html", title, changes=_changes(f"{name}."), most=MOST_CHANGES)


def difference() -> ResponseReturnValue:
    """This municipality beside the add-on's defaults."""
    access.require(Permission.MANAGE_SETTINGS)
    return page(
        "options/difference.html",
        _("Verschil met de standaard"),
        rows=[row for row in _rows(Options()) if row.differs],
        group_labels=labels.GROUPS,
        action=ActionForm(formdata=None),
    )


def download() -> ResponseReturnValue:
    access.require(Permission.MANAGE_SETTINGS)
    if not ActionForm().accepted():
        abort(400)
    actions.note_export()
    answer = Response(exchange.written(queries.own_values(), queries.logo()), mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="instellingen.json"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def upload() -> ResponseReturnValue:
    access.require(Permission.MANAGE_SETTINGS)
    if request.method == "POST" and uploads.is_too_large(forms.MOST_FILE):
        abort(413)
    form = forms.UploadForm()
    if not form.accepted():
        return _upload_page(form, form.status)
    data = uploads.read(form.file.data, forms.MOST_FILE)
    if data is None:
        form.file.errors = [_("Dit bestand is te groot: hoogstens %(most)s kB.", most=forms.MOST_FILE // 1000)]
        return _upload_page(form, 422)
    return _preview(data, form)


def confirm() -> ResponseReturnValue:
    access.require(Permission.MANAGE_SETTINGS)
    form = forms.ConfirmForm()
    if not form.accepted():
        abort(400)
    try:
        read = exchange.read((form.content.data or "").encode(), queries.own_values())
        changed = actions.apply(read.values, form.seen.data or "", read.pictures)
    except (exchange.BadFile, actions.WrongValues):
        abort(400)
    except Conflict as conflict:
        tell(str(conflict), "error")
        return redirect(url_for(".import_settings"))
    tell(_("De instellingen uit het bestand zijn opgeslagen.") if changed else _("Er was niets veranderd."))
    return redirect(url_for(".settings"))


def house_style() -> ResponseReturnValue:
    """Only custom properties. The address carries a hash of the content, so it may be kept for ever."""
    access.require(Permission.READ_PAGES)
    chosen = queries.current().style
    if not style.css(chosen):
        abort(404)
    answer = Response(style.css(chosen), mimetype="text/css")
    fresh = request.args.get("v") == style.version(chosen)
    answer.headers["Cache-Control"] = "private, max-age=31536000, immutable" if fresh else "private, no-cache"
    return answer


def logo(digest: str) -> ResponseReturnValue:
    access.require(Permission.READ_PAGES)
    found = queries.picture(digest) or abort(404)
    answer = make_response(bytes(found.data))
    answer.mimetype = "image/png"
    answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer


def _rows(standard: Options | None = None) -> list[Row]:
    in_force, standard = queries.current(), standard or queries.defaults()
    return [
        Row(
            key,
            labels.label(key),
            labels.hint(key),
            labels.shown(setting.kind, in_force.value(key)),
            labels.shown(setting.kind, standard.value(key)),
            setting.group,
            labels.SLUGS[setting.group],
        )
        for key, setting in settings().items()
    ]


def _group_page(name: str, form: forms.GroupForm, status: int, **values: Any) -> ResponseReturnValue:
    in_force, standard = queries.current(), queries.defaults()
    own = [setting.key for setting in of_group(name) if in_force.value(setting.key) != standard.value(setting.key)]
    return page(
        "options/group.html",
        str(labels.GROUPS[name]),
        status=status,
        form=form,
        slug=labels.SLUGS[name],
        about=str(labels.ABOUT[name]),
        settings_here=[_drawn(setting, form, bool(in_force.value(setting.key))) for setting in of_group(name)],
        own=[(key, labels.label(key), labels.shown(settings()[key].kind, standard.value(key))) for key in own],
        default_form=EditForm(formdata=None, data={"version": queries.version(name)}),
        style=in_force.style,
        lock=locks.of(f"settings:{name}", name),
        **values,
    )


def _drawn(setting: Setting, form: forms.GroupForm, has_picture: bool) -> tuple[str, str, list[Any], bool]:
    """Label, hint, fields, and whether these fields need a group of their own."""
    if setting.name in form:
        fields = [form[name] for name in (setting.name, f"{setting.name}_away") if name in form]
        if isinstance(setting.kind, Picture) and not has_picture:
            fields = fields[:1]
        return labels.label(setting.key), labels.hint(setting.key), fields, False
    fields = [field for field in form if field.short_name.startswith(f"{setting.name}__")]
    return labels.label(setting.key), labels.hint(setting.key), fields, True


def _conflict(name: str, form: forms.GroupForm) -> ResponseReturnValue:
    """What is saved now, beside what was typed; sending again saves over it."""
    queries.forget()
    in_force = queries.current()
    form.version.raw_data = [str(queries.version(name))]
    typed = form.values()
    now = [
        (labels.label(key), labels.shown(settings()[key].kind, in_force.value(key)))
        for key, value in typed.items()
        if value != in_force.value(key)
    ]
    return _group_page(name, form, 409, now=now)


def _changes(prefix: str) -> list[tuple[str, str, str, str, Any]]:
    return [
        (
            labels.label_or_key(row.key),
            labels.shown_plain(row.key, row.old),
            labels.shown_plain(row.key, row.new),
            row.changed_by_name or row.changed_by,
            row.changed_at,
        )
        for row in queries.changes(prefix, MOST_CHANGES)
    ]


def _upload_page(form: forms.UploadForm, status: int, **values: Any) -> ResponseReturnValue:
    return page("options/upload.html", _("Instellingen inlezen"), status=status, form=form, **values)


def _preview(data: bytes, form: forms.UploadForm) -> ResponseReturnValue:
    """Old and new of everything the file changes; or what is wrong with it, by key."""
    before = queries.own_values()
    try:
        read = exchange.read(data, before)
        actions.refuse_wrong(queries.after({**before, **read.given}))
    except exchange.BadFile as bad:
        form.file.errors = [_("Dit bestand kan niet ingelezen worden. Er is niets veranderd.")]
        return _upload_page(form, 422, mistakes=bad.mistakes)
    except actions.WrongValues as wrong:
        form.file.errors = [_("Dit bestand kan niet ingelezen worden. Er is niets veranderd.")]
        found = [(labels.label(key), labels.sentence(each)) for key, each in wrong.found.items()]
        return _upload_page(form, 422, mistakes=found)
    return page(
        "options/preview.html",
        _("Dit verandert er"),
        rows=_differences(before, read),
        form=forms.ConfirmForm(formdata=None, data={"content": data.decode(), "seen": queries.state()}),
    )


def _differences(before: dict[str, Any], read: exchange.Read) -> list[tuple[str, str, str]]:
    return [
        (labels.label(key), labels.shown_plain(key, _json(before.get(key))), labels.shown_plain(key, _json(value)))
        for key, value in read.values.items()
    ]


def _json(value: Any) -> str | None:
    return None if value is None else exchange.json_of(value)


locks.asks("settings", lambda name: access.require(Permission.MANAGE_SETTINGS))
