"""Pages of the role division: the table in force, its versions, the editor, adopting, an old version back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from .. import access
from ..access import Permission
from ..database import today
from ..errors import Conflict
from ..forms import ActionForm, EditForm
from ..i18n import gettext as _
from ..initiatives.process import status_model
from ..locks import showing as locks
from ..pages import page, tell
from ..vision.forms import body_label
from . import actions, forms, labels, queries
from . import division as rules
from .division import TableState
from .models import RoleTable


def add_routes(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    place = "/rolverdeling/versie/<int:number>"
    bp.add_url_rule("/rolverdeling", "role_table", role_table)
    bp.add_url_rule("/rolverdeling/nieuw", "new_role_table", new_version, methods=["POST"])
    bp.add_url_rule(place, "role_table_version", show_version)
    bp.add_url_rule(f"{place}/bewerken", "edit_role_table", edit, methods=both)
    bp.add_url_rule(f"{place}/vaststellen", "adopt_role_table", adopt, methods=both)
    bp.add_url_rule(f"{place}/weggooien", "discard_role_table", discard, methods=both)
    bp.add_url_rule(f"{place}/terugzetten", "restore_role_table", restore, methods=["POST"])


# Reading


def role_table() -> ResponseReturnValue:
    """The table in force; until there is one, who may read concepts gets the concept."""
    access.require(Permission.READ_PAGES)
    found = queries.adopted()
    if found is None and access.may(Permission.READ_DRAFTS):
        found = queries.concept()
    return _shown(found)


def show_version(number: int) -> ResponseReturnValue:
    return _shown(_readable(number))


def _readable(number: int) -> RoleTable:
    """The version, when who is looking may read it: concepts are for those who write and decide; else 404."""
    row = access.fetch(Permission.READ_PAGES, queries.numbered, number)
    if row.state == TableState.CONCEPT:
        access.fetch(Permission.READ_DRAFTS, queries.numbered, number)
    return row


def _shown(row: RoleTable | None) -> ResponseReturnValue:
    reads_concepts = access.may(Permission.READ_DRAFTS)
    division = queries.division(row) if row else rules.RoleDivision()
    return page(
        "divisions/show.html",
        row.title if row else _("Wie doet wat"),
        row=row,
        division=division,
        meanings=division.meanings or {},
        concept=queries.concept() if reads_concepts else None,
        undecided=[division.tasks[place].name for place in rules.undecided(division)],
        versions=[(each, labels.state_label(each.state)) for each in queries.versions(reads_concepts)],
        state=labels.state_label(row.state) if row else "",
        action=ActionForm(formdata=None),
        in_words=rules.in_words,
        parts=rules.parts,
        body_label=body_label,
        status_model=status_model(),
    )


# Changing


def new_version() -> ResponseReturnValue:
    access.require(Permission.EDIT_ROLE_TABLE)
    if not ActionForm().accepted():
        abort(400)
    row = actions.begin(_("Wie doet wat"))
    tell(_("Dit is een concept. De vastgestelde tabel blijft gelden tot dit concept is vastgesteld."))
    return _to("edit_role_table", row)


def edit(number: int) -> ResponseReturnValue:
    row = _to_change(Permission.EDIT_ROLE_TABLE, number)
    if row.state != TableState.CONCEPT:
        tell(_("Deze versie is vastgesteld en verandert niet meer. Maak een nieuwe versie."), "warning")
        return _to("role_table_version", row)
    saved = queries.division(row)
    form = forms.TableForm(saved.meanings or {}, data=forms.values(saved, row.version))
    wish = request.form.get(forms.DO, "")
    if form.is_submitted() and wish:
        return _edit_page(row, form.rearranged(wish), 200)
    if not form.accepted():
        return _edit_page(row, form, form.status)
    try:
        actions.save(row, form.content(), form.version.data or 0)
    except Conflict:
        return _edit_conflict(row, form)
    tell(_("Het concept is opgeslagen."))
    # without an anchor the browser keeps the one of the row that was typed in, which the next page has not
    return redirect(url_for(".role_table_version", number=row.number, _anchor="ini-heading"))


def adopt(number: int) -> ResponseReturnValue:
    row = _to_change(Permission.PUBLISH_PAGES, number)
    if row.state != TableState.CONCEPT:  # a double click: it is done already
        return _to("role_table_version", row)
    form = forms.AdoptForm(data={"version": row.version})
    if not form.accepted():
        return _adopt_page(row, form, form.status)
    body, day = form.adopted_by.data or "", form.adopted_on.data or today()
    try:
        actions.adopt(row, body, day, form.decision_number.data or "", form.version.data or 0)
    except actions.NotWhole:
        return _adopt_page(row, form, 422)
    except Conflict as conflict:
        tell(str(conflict), "error")
        return _to("role_table_version", row)
    tell(_("De tabel is vastgesteld. Iedereen ziet nu deze versie."))
    return redirect(url_for(".role_table"))


def discard(number: int) -> ResponseReturnValue:
    row = _to_change(Permission.EDIT_ROLE_TABLE, number)
    if row.state != TableState.CONCEPT:
        tell(_("Deze versie is vastgesteld en kan niet weg."), "warning")
        return _to("role_table_version", row)
    form = EditForm(data={"version": row.version})
    if not form.accepted():
        return page("divisions/discard.html", _("Concept weggooien"), form.status, row=row, form=form)
    try:
        actions.discard(row, form.version.data or 0)
    except Conflict as conflict:
        tell(str(conflict), "error")
        return _to("role_table_version", row)
    tell(_("Het concept is weg."))
    return redirect(url_for(".role_table"))


def restore(number: int) -> ResponseReturnValue:
    row = _to_change(Permission.EDIT_ROLE_TABLE, number)
    if not ActionForm().accepted():
        abort(400)
    try:
        made = actions.restore(row)
    except (actions.ConceptExists, Conflict) as refused:
        tell(str(refused), "error")
        return _to("role_table_version", row)
    tell(_("Dit concept zegt wat versie %(number)s zegt. Er is nog niets veranderd voor anderen.", number=number))
    return _to("edit_role_table", made)


def _to_change(permission: Permission, number: int) -> RoleTable:
    _readable(number)
    return access.fetch(permission, queries.numbered, number)


def _to(endpoint: str, row: RoleTable) -> ResponseReturnValue:
    return redirect(url_for(f".{endpoint}", number=row.number))


def _edit_page(row: RoleTable, form: forms.TableForm, status: int, **values: Any) -> ResponseReturnValue:
    title = _("Rolverdeling, versie %(number)s bewerken", number=row.number)
    lock = locks.of(f"role_table:{row.id}", row.number)
    return page("divisions/edit.html", title, status, row=row, form=form, lock=lock, do=forms.DO, **values)


def _edit_conflict(row: RoleTable, form: forms.TableForm) -> ResponseReturnValue:
    """What is saved now, beside what was typed; sending again saves over it."""
    current = queries.numbered(row.number)
    if current is None or current.state != TableState.CONCEPT:
        tell(_("Dit concept is intussen vastgesteld of weggegooid. Wat u typte, is niet opgeslagen."), "warning")
        return redirect(url_for(".role_table"))
    form.version.raw_data = [str(current.version)]
    return _edit_page(current, form, 409, now=forms.differences(queries.division(current), form.content()))


def _adopt_page(row: RoleTable, form: forms.AdoptForm, status: int) -> ResponseReturnValue:
    division = queries.division(row)
    return page(
        "divisions/adopt.html",
        _("Rolverdeling vaststellen"),
        status,
        row=row,
        form=form,
        undecided=[(place, division.tasks[place].name) for place in rules.undecided(division)],
        is_empty=not division.tasks,
    )


locks.asks("role_table", lambda number: _to_change(Permission.EDIT_ROLE_TABLE, number))
