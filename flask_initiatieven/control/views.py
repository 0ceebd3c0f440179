"""Pages of control: state of the add-on, who may what, and roles given to people."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from .. import access, labels
from ..access import Permission, Reach, Role
from ..errors import Refused
from ..forms import ActionForm
from ..i18n import gettext as _
from ..mount import current
from ..pages import page, tell
from ..version import VERSION
from . import actions, forms, lifecycle, queries


def add_routes(bp: Blueprint) -> None:
    bp.add_url_rule("/beheer", "control", show)
    bp.add_url_rule("/beheer/rollen", "roles", roles, methods=["GET", "POST"])
    bp.add_url_rule("/beheer/rollen/<int:assignment_id>/weg", "take_role", take_role, methods=["POST"])


def show() -> ResponseReturnValue:
    access.require(Permission.MANAGE_ADDON)
    return page(
        "control/show.html",
        _("Beheer"),
        state=lifecycle.status(current()),
        version=VERSION,
        table=_table(),
        roles=[labels.role_label(role) for role in Role],
    )


def roles() -> ResponseReturnValue:
    access.require(Permission.MANAGE_ROLES)
    form = forms.RoleForm()
    if not form.accepted():
        return _roles_page(form)
    try:
        new = actions.give_role(form.user_id.data or "", form.user_name.data or "", form.role.data)
    except Refused as refusal:
        form.user_id.errors = [str(refusal)]
        return _roles_page(form)
    tell(_("De rol is gegeven.") if new else _("Deze persoon had de rol al."))
    return redirect(url_for(".roles"))


def _roles_page(form: forms.RoleForm) -> ResponseReturnValue:
    return page(
        "control/roles.html", _("Rollen"), status=form.status, form=form, take=ActionForm(), rows=_assignments()
    )


def take_role(assignment_id: int) -> ResponseReturnValue:
    access.require(Permission.MANAGE_ROLES)
    row = queries.assignment(assignment_id) or abort(404)
    if not ActionForm().validate_on_submit():
        abort(400)
    try:
        actions.take_role(row)
    except Refused as refusal:
        tell(str(refusal), "error")
    else:
        tell(_("De rol is weggehaald."))
    return redirect(url_for(".roles"))


def _assignments() -> list[tuple[int, str, str, str]]:
    return [
        (row.id, row.user_name or row.user_id, row.user_id, labels.role_label(Role(row.role)))
        for row in queries.assignments()
    ]


def _table() -> list[tuple[str, list[str]]]:
    """Each permission with a word per role: ja, eigen or nee."""
    words = {Reach.ALL: _("ja"), Reach.OWN: _("eigen"), None: _("nee")}
    in_force = access.table()
    return [
        (labels.permission_label(permission), [words[in_force[permission].get(role)] for role in Role])
        for permission in Permission
    ]
