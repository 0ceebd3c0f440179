"""Pages of the mandates: who may decide what in whose name."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from .. import access, dutch, writing
from ..access import Permission
from ..database import today
from ..errors import Conflict, Refused
from ..forms import EditForm
from ..i18n import gettext as _
from ..pages import page, tell
from . import actions, forms, labels, queries
from .mandate import MandateContent, in_force
from .models import Mandate

BASE = "/beheer/mandaten"


def add_routes(bp: Blueprint) -> None:
    bp.add_url_rule(BASE, "mandates", mandates)
    bp.add_url_rule(f"{BASE}/nieuw", "new_mandate", new, methods=["GET", "POST"])
    bp.add_url_rule(f"{BASE}/<int:mandate_id>", "edit_mandate", edit, methods=["GET", "POST"])
    bp.add_url_rule(f"{BASE}/<int:mandate_id>/weg", "remove_mandate", remove, methods=["POST"])


def mandates() -> ResponseReturnValue:
    access.require(Permission.MANAGE_SETTINGS)
    return page(
        "municipality/mandates.html",
        _("Mandaten"),
        rows=[
            (
                row,
                content,
                labels.holder(content.role),
                labels.body(content.on_behalf_of),
                in_force(today(), content.valid_from, content.valid_until),
            )
            for row, content in queries.mandates()
        ],
    )


def new() -> ResponseReturnValue:
    access.require(Permission.MANAGE_SETTINGS)
    form = forms.NewMandateForm()
    if not form.accepted():
        return page("municipality/mandate.html", _("Nieuw mandaat"), status=form.status, form=form)
    actions.make_mandate(form.content(), form.created_key.data or "")
    tell(_("Het mandaat is opgeslagen."))
    return redirect(url_for(".mandates"))


def edit(mandate_id: int) -> ResponseReturnValue:
    access.require(Permission.MANAGE_SETTINGS)
    row, content = queries.mandate(mandate_id) or abort(404)
    form = forms.EditMandateForm(data=forms.values(content, row.version))
    if not form.accepted():
        return _edit_page(row, form, form.status)
    try:
        actions.change_mandate(row, form.content(), form.version.data or 0)
    except Conflict:
        return _conflict(mandate_id, form)
    tell(_("Het mandaat is opgeslagen."))
    return redirect(url_for(".mandates"))


def remove(mandate_id: int) -> ResponseReturnValue:
    access.require(Permission.MANAGE_SETTINGS)
    row, _content = queries.mandate(mandate_id) or abort(404)
    form = EditForm()
    if not form.accepted():
        abort(400)
    try:
        actions.remove_mandate(row, form.version.data or 0)
    except Refused as refusal:
        tell(str(refusal), "error")
        return redirect(url_for(".edit_mandate", mandate_id=mandate_id))
    tell(_("Het mandaat is verwijderd."))
    return redirect(url_for(".mandates"))


def _edit_page(row: Mandate, form: forms.EditMandateForm, status: int, **values: Any) -> ResponseReturnValue:
    removal = EditForm(formdata=None, data={"version": row.version})
    title = _("Mandaat bewerken: %(source)s", source=row.source)
    return page("municipality/mandate.html", title, status=status, form=form, row=row, removal=removal, **values)


def _conflict(mandate_id: int, form: forms.EditMandateForm) -> ResponseReturnValue:
    """What is saved now, beside what was typed; sending again saves over it."""
    row, saved = queries.mandate(mandate_id) or abort(404)
    form.version.raw_data = [str(row.version)]
    typed, there = _words(form.content()), _words(saved)
    now = [(form[name].label.text, there[name]) for name in there if there[name] != typed[name]]
    return _edit_page(row, form, 409, now=now)


def _words(content: MandateContent) -> dict[str, str]:
    """The fields as people read them."""
    return {
        "role": labels.holder(content.role),
        "source": content.source,
        "on_behalf_of": labels.body(content.on_behalf_of),
        "up_to_amount": dutch.euros(content.up_to_amount),
        "may_refuse": _("ja") if content.may_refuse else _("nee"),
        "valid_from": writing.short_date(content.valid_from) if content.valid_from else "",
        "valid_until": writing.short_date(content.valid_until) if content.valid_until else "",
        "conditions": " · ".join(content.conditions),
    }
