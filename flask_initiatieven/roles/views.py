"""Pages of roles: given to people, to groups of the host, and the whole table of who may what."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from .. import access, audit, labels, writing
from ..access import Permission, Role
from ..errors import Conflict, Refused
from ..forms import LARGEST_NUMBER, PREFIX, ActionForm, EditForm
from ..host import host_roles
from ..i18n import gettext as _
from ..mount import current
from ..pages import page, tell
from . import actions, forms, people, picking, queries, rights
from .models import RoleGroup

_GROUPS_ON_A_PAGE = 25
#: groups of the host's own setting that are shown
_MOST_OF_SETTINGS = 50


def add_routes(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    group = "/beheer/groepen/<int:group_id>"
    bp.add_url_rule("/beheer/rollen", "roles", roles, methods=both)
    bp.add_url_rule("/beheer/rollen/<int:assignment_id>/weg", "take_role", take_role, methods=["POST"])
    bp.add_url_rule("/beheer/groepen", "role_groups", groups, methods=both)
    bp.add_url_rule(group, "role_group", edit_group, methods=both)
    bp.add_url_rule(f"{group}/weg", "drop_role_group", drop_group, methods=["POST"])
    bp.add_url_rule("/beheer/rechten", "rights", show_rights)
    bp.add_url_rule("/beheer/rechten.csv", "rights_csv", download_rights)


# Given to people


def roles() -> ResponseReturnValue:
    access.require(Permission.MANAGE_ROLES)
    form = forms.RoleForm()
    if not form.accepted():
        return _roles_page(form)
    try:
        user = form.chosen()
        if user is None:
            form.person.errors = [_("Zoek eerst een persoon en kies hem.")]
            return _roles_page(form)
        new = actions.give_role(user.id, user.name, form.role.data)
    except Refused as refusal:
        form.person.errors = [str(refusal)]
        return _roles_page(form)
    tell(_("De rol is gegeven.") if new else _("Deze persoon had de rol al."))
    return redirect(url_for(".roles"))


def _roles_page(form: forms.RoleForm) -> ResponseReturnValue:
    asked = forms.GivenForm(request.args, prefix=PREFIX)
    words, role = asked.zoek.data or "", asked.rol.data
    after = request.args.get(f"{PREFIX}na", type=int)
    given = queries.given(words, role, after if after and 0 < after <= LARGEST_NUMBER else None)
    names = people.names_of(row.given_by for row in given.rows)
    return page(
        "roles/given.html",
        _("Rollen van personen"),
        status=form.status,
        form=form,
        search=picking.SearchForm(),
        found=picking.found(),
        take=ActionForm(formdata=None),
        asked=asked,
        given=given,
        rows=[(row, _role(row.role), names.get(row.given_by, row.given_by)) for row in given.rows],
        older={f"{PREFIX}zoek": words, f"{PREFIX}rol": role, f"{PREFIX}na": given.older},
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


def _role(key: str) -> str:
    """A role of an older version of the add-on is called by its key."""
    return labels.role_label(Role(key)) if key in set(Role) else key


# Given to groups of the host


def groups() -> ResponseReturnValue:
    access.require(Permission.MANAGE_ROLES)
    form = forms.NewGroupForm()
    if not form.accepted():
        return _groups_page(form)
    try:
        actions.give_group(form.word.data or "", _chosen(form.roles.data))
    except Refused as refusal:
        form.word.errors = [str(refusal)]
        return _groups_page(form)
    tell(_("De groep heeft nu deze rollen."))
    return redirect(url_for(".role_groups"))


def _groups_page(form: forms.NewGroupForm) -> ResponseReturnValue:
    rows = queries.groups()
    last = max(1, -(-len(rows) // _GROUPS_ON_A_PAGE))
    number = min(max(1, request.args.get(f"{PREFIX}blad", 1, type=int)), last)
    shown = rows[(number - 1) * _GROUPS_ON_A_PAGE : number * _GROUPS_ON_A_PAGE]
    names = people.names_of(row.changed_by for row in shown)
    return page(
        "roles/groups.html",
        _("Rollen van groepen"),
        status=form.status,
        form=form,
        rows=[(row, _in_words(row.roles.split()), names.get(row.changed_by, "")) for row in shown],
        remove={row.id: EditForm(formdata=None, data={"version": row.version}) for row in shown},
        number=number,
        last=last,
        total=len(rows),
        settings_rows=_of_settings()[:_MOST_OF_SETTINGS],
        settings_total=len(current().settings.role_map),
        hints=_hints(rows),
    )


def edit_group(group_id: int) -> ResponseReturnValue:
    access.require(Permission.MANAGE_ROLES)
    row = queries.group_with_id(group_id) or abort(404)
    form = forms.GroupForm(data={"roles": row.roles.split(), "version": row.version})
    if not form.accepted():
        return _group_page(row, form, form.status)
    try:
        actions.give_group(row.word, _chosen(form.roles.data), form.version.data)
    except Conflict:
        return _group_conflict(group_id, form)
    except Refused as refusal:
        form.roles.errors = [str(refusal)]
        return _group_page(row, form, form.status)
    tell(_("De groep heeft nu deze rollen."))
    return redirect(url_for(".role_groups"))


def _group_page(row: RoleGroup, form: forms.GroupForm, status: int, now: object = None) -> ResponseReturnValue:
    title = _("Rollen van groep %(group)s", group=row.word)
    return page("roles/group.html", title, status=status, row=row, form=form, now=now)


def _group_conflict(group_id: int, form: forms.GroupForm) -> ResponseReturnValue:
    """What is saved now, beside what was typed; sending again saves over it."""
    row = queries.group_with_id(group_id)
    if row is None:
        tell(_("Iemand anders heeft deze groep intussen weggehaald."), "warning")
        return redirect(url_for(".role_groups"))
    form.version.raw_data = [str(row.version)]
    return _group_page(row, form, 409, now=[(form.roles.label.text, _in_words(row.roles.split()))])


def drop_group(group_id: int) -> ResponseReturnValue:
    access.require(Permission.MANAGE_ROLES)
    row = queries.group_with_id(group_id) or abort(404)
    form = EditForm()
    if not form.accepted():
        abort(400)
    try:
        actions.drop_group(row, form.version.data or 0)
    except Refused as refusal:
        tell(str(refusal), "error")
    else:
        tell(_("De groep heeft hier geen rollen meer."))
    return redirect(url_for(".role_groups"))


def _chosen(keys: list[str] | None) -> frozenset[Role]:
    return frozenset(map(Role, keys or ()))


def _in_words(keys: list[str]) -> str:
    return writing.enumeration([_role(key) for key in keys])


def _of_settings() -> list[tuple[str, str]]:
    """Groups and roles of the setting ROLE_MAP, which only the host can change."""
    return sorted((word, _in_words(list(keys))) for word, keys in current().settings.role_map.items())


def _hints(rows: list[RoleGroup]) -> list[str]:
    """Words that the host gives who is looking himself and that have no role yet."""
    looking = access.viewer()
    known = {row.word for row in rows} | set(current().settings.role_map) | set(Role)
    return [] if looking is None else sorted(host_roles(looking.user) - known)[:12]


# The whole table


def show_rights() -> ResponseReturnValue:
    access.require(Permission.MANAGE_ROLES)
    return page(
        "roles/rights.html",
        _("Wie mag wat"),
        groups=rights.in_force(),
        stages=list(rights.STAGES.values()),
        in_words=rights.in_words,
        permission_label=labels.permission_label,
    )


def download_rights() -> ResponseReturnValue:
    access.require(Permission.MANAGE_ROLES)
    audit.record("tabel van rechten gedownload", "rights:all")
    answer = Response(rights.as_csv(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=wie-mag-wat.csv"
    return answer
