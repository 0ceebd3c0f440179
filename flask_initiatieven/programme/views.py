"""Pages of the coalition programme: items with their initiatives, editing, importing a file, the report both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from .. import access, uploads
from ..access import Permission, Reach
from ..errors import Conflict
from ..forms import EditForm
from ..i18n import gettext as _
from ..initiatives.models import Initiative
from ..locks import showing as locks
from ..pages import kept_nowhere, page, tell
from . import actions, csv_rows, forms, labels, queries
from .csv_rows import Change, Plan, Row
from .models import Programme, ProgrammeItem
from .programme import ProgrammeState, Strength

#: rows of a table of the report on the page; the file has them all
MOST_SHOWN = 100


def add_routes(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    whole, point = "/programma/<int:programme_id>", "/programma/punt/<int:item_id>"
    bp.add_url_rule("/programma", "programme", current_programme)
    bp.add_url_rule("/programma/nieuw", "new_programme", new_programme, methods=both)
    bp.add_url_rule(whole, "programme_of", show_programme)
    bp.add_url_rule(f"{whole}/bewerken", "edit_programme", edit_programme, methods=both)
    bp.add_url_rule(f"{whole}/laten-gelden", "put_programme_in_force", put_in_force, methods=both)
    bp.add_url_rule(f"{whole}/punt-toevoegen", "new_programme_item", new_item, methods=both)
    bp.add_url_rule(f"{whole}/importeren", "import_programme", import_file, methods=both)
    bp.add_url_rule(f"{whole}/importeren/bevestigen", "confirm_programme_import", confirm_import, methods=["POST"])
    bp.add_url_rule(f"{whole}/punten.csv", "export_programme", export_items)
    bp.add_url_rule(f"{whole}/overzicht", "programme_report", report)
    bp.add_url_rule(f"{whole}/overzicht/<part>.csv", "export_programme_report", export_report)
    bp.add_url_rule(point, "programme_item", show_item)
    bp.add_url_rule(f"{point}/bewerken", "edit_programme_item", edit_item, methods=both)
    bp.add_url_rule(f"{point}/verwijderen", "remove_programme_item", remove_item, methods=both)
    bp.add_url_rule(f"{point}/archiveren", "archive_programme_item", archive_item, methods=["POST"])
    bp.add_url_rule(f"{point}/terugzetten", "restore_programme_item", restore_item, methods=["POST"])


# Reading


def current_programme() -> ResponseReturnValue:
    access.require(Permission.READ_INITIATIVES)
    return _programme_page(queries.in_force())


def show_programme(programme_id: int) -> ResponseReturnValue:
    return _programme_page(_programme(Permission.READ_INITIATIVES, programme_id))


def _programme_page(row: Programme | None) -> ResponseReturnValue:
    clashes = _reads_all_clashes()
    return page(
        "programme/show.html",
        row.title if row else _("Coalitieprogramma"),
        row=row,
        items=queries.counted(row.id, clashes) if row else [],
        strengths=_strengths(clashes),
        state=labels.STATES[ProgrammeState(row.state)] if row else "",
        others=[
            (each, labels.STATES[ProgrammeState(each.state)])
            for each in queries.programmes()
            if row is None or each.id != row.id
        ],
    )


def show_item(item_id: int) -> ResponseReturnValue:
    row = _item(Permission.READ_INITIATIVES, item_id)
    links = queries.links(row, access.may(Permission.READ_CONTACT_DATA), _clash_reader(row))
    return page(
        "programme/item.html",
        f"{row.code}. {row.title}",
        row=row,
        links=[(each, labels.STRENGTHS[Strength(each.strength)]) for each in links],
        version_form=EditForm(formdata=None, data={"version": row.version}),
    )


def _programme(permission: Permission, programme_id: int) -> Programme:
    return access.fetch(permission, queries.programme, programme_id)


def _item(permission: Permission, item_id: int) -> ProgrammeItem:
    return access.fetch(permission, queries.item, item_id)


def _reads_all_clashes() -> bool:
    return access.reach(Permission.BRIEFING_WETHOUDER) is Reach.ALL


def _clash_reader(row: ProgrammeItem) -> Callable[[Initiative], bool]:
    """Who may read that an initiative clashes: who makes the alderman's briefing of it, and whose item it is."""
    reach, looking = access.reach(Permission.BRIEFING_WETHOUDER), access.viewer()

    def may(initiative: Initiative) -> bool:
        if reach is None or looking is None:
            return False
        return reach is Reach.ALL or looking.person_id in initiative.people() | row.people()

    return may


def _strengths(clashes: bool) -> list[tuple[str, str]]:
    return [(key.value, str(word)) for key, word in labels.STRENGTHS.items() if clashes or key is not Strength.CLASHES]


# Programmes


def new_programme() -> ResponseReturnValue:
    access.require(Permission.EDIT_PROGRAMME)
    form = forms.NewProgrammeForm()
    if not form.accepted():
        return _programme_form(form, None, form.status)
    try:
        row = actions.make(form.about(), form.created_key.data or "")
    except actions.NameTaken as taken:
        form.title.errors = [str(taken)]
        return _programme_form(form, None, 422)
    tell(_("Het programma is gemaakt. Voeg punten toe, of importeer ze uit een bestand."))
    return redirect(url_for(".programme_of", programme_id=row.id))


def edit_programme(programme_id: int) -> ResponseReturnValue:
    row = _programme(Permission.EDIT_PROGRAMME, programme_id)
    stored = {name: getattr(row, name) for name in ("title", "period", "in_force_from", "in_force_until", "version")}
    form = forms.ProgrammeForm(data=stored)
    if not form.accepted():
        return _programme_form(form, row, form.status)
    try:
        actions.edit(row, form.about(), form.version.data or 0)
    except actions.NameTaken as taken:
        form.title.errors = [str(taken)]
        return _programme_form(form, row, 422)
    except Conflict:
        fresh = queries.programme(programme_id) or abort(404)
        return _programme_form(form, fresh, 409, _now(form, fresh))
    tell(_("Het programma is opgeslagen."))
    return redirect(url_for(".programme_of", programme_id=row.id))


def put_in_force(programme_id: int) -> ResponseReturnValue:
    row = _programme(Permission.EDIT_PROGRAMME, programme_id)
    form = EditForm(data={"version": row.version})
    if row.state == ProgrammeState.CURRENT:  # a double click: it is done already
        return redirect(url_for(".programme"))
    if not form.accepted():
        title = _("Programma laten gelden")
        return page("programme/in_force.html", title, form.status, row=row, before=queries.in_force(), form=form)
    try:
        actions.put_in_force(row, form.version.data or 0)
    except Conflict as conflict:
        tell(str(conflict), "error")
        return redirect(url_for(".programme_of", programme_id=row.id))
    tell(_("Dit programma geldt nu. Het vorige blijft te lezen, met de initiatieven die eraan gekoppeld zijn."))
    return redirect(url_for(".programme"))


def _programme_form(
    form: forms.NewProgrammeForm | forms.ProgrammeForm,
    row: Programme | None,
    status: int,
    now: list[tuple[str, str]] | None = None,
) -> ResponseReturnValue:
    title = _("Programma bewerken") if row else _("Nieuw coalitieprogramma")
    lock = {"lock": locks.of(f"programme:{row.id}", row.id)} if row else {}
    return page("programme/edit.html", title, status, row=row, form=form, now=now, **lock)


# Items


def new_item(programme_id: int) -> ResponseReturnValue:
    row = _programme(Permission.EDIT_PROGRAMME, programme_id)
    form = forms.ItemForm(data={"version": 0})
    if not form.accepted():
        return _item_form(form, row, None, form.status)
    try:
        made = actions.add_item(row, form.values())
    except actions.NameTaken as taken:
        form.code.errors = [str(taken)]
        return _item_form(form, row, None, 422)
    tell(_("Het punt is toegevoegd."))
    return redirect(url_for(".programme_item", item_id=made.id))


def edit_item(item_id: int) -> ResponseReturnValue:
    row = _item(Permission.EDIT_PROGRAMME, item_id)
    form = forms.ItemForm(data=_stored(row))
    if not form.accepted():
        return _item_form(form, row.programme, row, form.status)
    try:
        actions.edit_item(row, form.values(), form.version.data or 0)
    except actions.NameTaken as taken:
        form.code.errors = [str(taken)]
        return _item_form(form, row.programme, row, 422)
    except Conflict:
        fresh = queries.item(item_id) or abort(404)
        return _item_form(form, fresh.programme, fresh, 409, _now(form, fresh))
    tell(_("Het punt is opgeslagen."))
    return redirect(url_for(".programme_item", item_id=row.id))


def remove_item(item_id: int) -> ResponseReturnValue:
    row = _item(Permission.EDIT_PROGRAMME, item_id)
    form = EditForm(data={"version": row.version})
    numbers = queries.linked_numbers(row.id)
    if not form.accepted():
        return _remove_page(row, form, numbers, form.status)
    try:
        actions.remove_item(row, form.version.data or 0)
    except actions.HasLinks as refused:
        return _remove_page(row, form, refused.numbers, 422)
    except Conflict as conflict:
        tell(str(conflict), "error")
        return redirect(url_for(".programme_item", item_id=row.id))
    tell(_("Het punt is verwijderd."))
    return redirect(url_for(".programme_of", programme_id=row.programme_id))


def archive_item(item_id: int) -> ResponseReturnValue:
    return _archive(item_id, True, _("Het punt is gearchiveerd. Wat eraan gekoppeld is, blijft te lezen."))


def restore_item(item_id: int) -> ResponseReturnValue:
    return _archive(item_id, False, _("Het punt is weer in gebruik."))


def _archive(item_id: int, archived: bool, done: str) -> ResponseReturnValue:
    row = _item(Permission.EDIT_PROGRAMME, item_id)
    form = EditForm()
    if not form.accepted():
        abort(400)
    try:
        actions.archive_item(row, form.version.data or 0, archived)
    except Conflict as conflict:
        tell(str(conflict), "error")
    else:
        tell(done)
    return redirect(url_for(".programme_item", item_id=row.id))


def _remove_page(row: ProgrammeItem, form: EditForm, numbers: list[str], status: int) -> ResponseReturnValue:
    return page("programme/remove.html", _("Punt verwijderen"), status, row=row, form=form, numbers=numbers)


def _item_form(
    form: forms.ItemForm,
    programme: Programme,
    row: ProgrammeItem | None,
    status: int,
    now: list[tuple[str, str]] | None = None,
) -> ResponseReturnValue:
    title = _("Punt bewerken") if row else _("Punt toevoegen")
    lock = {"lock": locks.of(f"programme_item:{row.id}", row.id)} if row else {}
    return page("programme/edit_item.html", title, status, programme=programme, row=row, form=form, now=now, **lock)


def _stored(row: ProgrammeItem) -> dict[str, Any]:
    return {
        "code": row.code,
        "title": row.title,
        "text": row.text,
        "portfolio_holder": row.portfolio_holder_id,
        "version": row.version,
    }


def _now(form: Any, fresh: Programme | ProgrammeItem) -> list[tuple[str, str]]:
    """What is saved now where it differs from what was typed; the next save knows the newest version."""
    stored = _stored(fresh) if isinstance(fresh, ProgrammeItem) else {
        name: getattr(fresh, name) for name in ("title", "period", "in_force_from", "in_force_until")
    }  # fmt: skip
    saved = type(form)(formdata=None, data=stored)
    form.version.raw_data = [str(fresh.version)]
    return [
        (field.label.text, _as_text(saved[name]))
        for name, field in form._fields.items()
        if name in stored and name != "version" and saved[name].data != field.data
    ]


def _as_text(field: Any) -> str:
    if hasattr(field, "iter_choices"):
        return next((str(label) for value, label, *_rest in field.iter_choices() if value == str(field.data)), "")
    return str(field._value())


# Importing


@dataclass(frozen=True)
class Preview:
    """What an import would do, in words of the page."""

    plan: Plan
    holders: dict[int | None, str]

    def changes(self, change: Change) -> list[tuple[str, str, str]]:
        """Column, what it says now and what it will say."""
        now = dict(zip(csv_rows.COLUMNS, self.columns(change.before), strict=True))
        after = dict(zip(csv_rows.COLUMNS, self.columns(change.row), strict=True))
        unlike = [(name, now[name], after[name]) for name in csv_rows.COLUMNS if name in change.columns]
        if csv_rows.BACK in change.columns:
            unlike.append((_("In gebruik"), _("nee, gearchiveerd"), _("ja")))
        return unlike

    def columns(self, row: Row) -> tuple[str, str, str, str]:
        return row.code, row.title, row.text, self.holders.get(row.holder_id, "")


def import_file(programme_id: int) -> ResponseReturnValue:
    row = _programme(Permission.EDIT_PROGRAMME, programme_id)
    if uploads.is_too_large(csv_rows.MOST_BYTES):
        return _import_page(row, forms.UploadForm(formdata=None), 413, csv_rows.too_large().mistakes)
    form = forms.UploadForm()
    if not form.accepted():
        return _import_page(row, form, form.status)
    found = csv_rows.read(form.content(), queries.holders())
    if found.mistakes:
        return _import_page(row, form, 422, found.mistakes)
    return _preview_page(row, found.rows)


def confirm_import(programme_id: int) -> ResponseReturnValue:
    row = _programme(Permission.EDIT_PROGRAMME, programme_id)
    form = forms.ConfirmForm()
    if not form.accepted():
        abort(400)
    try:
        rows, seen = forms.unsealed(row.id, form.rows.data or "")
    except forms.Expired as expired:
        tell(str(expired), "error")
        return redirect(url_for(".import_programme", programme_id=row.id))
    try:
        plan = actions.import_rows(row, rows, seen, bool(form.archive_missing.data))
    except Conflict as conflict:
        return _preview_page(row, rows, str(conflict), 409)
    tell(
        _(
            "Geïmporteerd: %(new)s nieuw, %(changed)s veranderd, %(same)s gelijk gebleven.",
            new=len(plan.new), changed=len(plan.changed), same=len(plan.unchanged),
        )
    )  # fmt: skip
    return redirect(url_for(".programme_of", programme_id=row.id))


def _import_page(
    row: Programme, form: forms.UploadForm, status: int, mistakes: Sequence[csv_rows.Mistake] = ()
) -> ResponseReturnValue:
    title = _("Punten importeren")
    return page(
        "programme/import.html", title, status,
        row=row, form=form, mistakes=mistakes, columns=csv_rows.COLUMNS, most=csv_rows.MOST_ROWS,
        holders=list(queries.holders()),
    )  # fmt: skip


def _preview_page(row: Programme, rows: tuple[Row, ...], conflict: str = "", status: int = 200) -> ResponseReturnValue:
    standing = queries.standing(row.id)
    form = forms.ConfirmForm(formdata=None, data={"rows": forms.sealed(row.id, rows, queries.digest(standing))})
    names: dict[int | None, str] = {number: name for name, ids in queries.holders().items() for number in ids}
    return page(
        "programme/preview.html",
        _("Klopt dit?"),
        status,
        row=row,
        form=form,
        preview=Preview(csv_rows.compare(rows, standing), names),
        conflict=conflict,
    )


def export_items(programme_id: int) -> ResponseReturnValue:
    row = _programme(Permission.READ_INITIATIVES, programme_id)
    rows = [
        (item.code, item.title, item.text, item.portfolio_holder.name if item.portfolio_holder else "")
        for item in queries.items(row.id)
        if item.archived_on is None
    ]
    actions.note_export(f"programme:{row.id}", "punten")
    return _file("punten", csv_rows.COLUMNS, rows)


# Report


def report(programme_id: int) -> ResponseReturnValue:
    row = _programme(Permission.READ_INITIATIVES, programme_id)
    clashes = _reads_all_clashes()
    counts = queries.counted(row.id, clashes)
    loose = queries.loose(row.id, access.may(Permission.READ_CONTACT_DATA), clashes)
    return page(
        "programme/report.html",
        _("Overzicht van het coalitieprogramma"),
        row=row,
        without=[each.item for each in counts if not each.total and each.item.archived_on is None],
        loose=loose[:MOST_SHOWN],
        more=max(0, len(loose) - MOST_SHOWN),
        clashing=queries.clashing(row.id, access.may(Permission.READ_CONTACT_DATA)) if clashes else None,
        loose_total=len(loose),
        holders=queries.per_holder(counts),
        strengths=_strengths(clashes),
    )


def export_report(programme_id: int, part: str) -> ResponseReturnValue:
    row = _programme(Permission.READ_INITIATIVES, programme_id)
    make = _REPORTS.get(part) or abort(404)
    columns, rows = make(row, _reads_all_clashes())
    actions.note_export(f"programme:{row.id}", f"overzicht {part}")
    return _file(part, columns, rows)


_Table = tuple[Sequence[str], Iterable[Sequence[object]]]


def _without_initiatives(row: Programme, clashes: bool) -> _Table:
    empty = (each.item for each in queries.counted(row.id, clashes) if not each.total)
    rows = [
        (item.code, item.title, item.portfolio_holder.name if item.portfolio_holder else "")
        for item in empty
        if item.archived_on is None
    ]
    return ("code", "titel", "portefeuillehouder"), rows


def _without_item(row: Programme, clashes: bool) -> _Table:
    loose = queries.loose(row.id, access.may(Permission.READ_CONTACT_DATA), clashes)
    rows = [(each.number, each.title, _(each.state.label), each.district) for each in loose]
    return ("nummer", "titel", "status", "wijk"), rows


def _by_holder(row: Programme, clashes: bool) -> _Table:
    strengths = _strengths(clashes)
    rows = [
        (each.name, each.items, each.without, *(each.by_strength.get(key, 0) for key, _word in strengths))
        for each in queries.per_holder(queries.counted(row.id, clashes))
    ]
    return ("portefeuillehouder", "punten", "zonder initiatief", *(word for _key, word in strengths)), rows


_REPORTS: dict[str, Callable[[Programme, bool], _Table]] = {
    "punten-zonder-initiatief": _without_initiatives,
    "initiatieven-zonder-punt": _without_item,
    "per-portefeuillehouder": _by_holder,
}


def _file(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> ResponseReturnValue:
    answer = Response(csv_rows.write(columns, rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="coalitieprogramma-{name}.csv"'
    return kept_nowhere(answer)


locks.asks("programme", lambda programme_id: _programme(Permission.EDIT_PROGRAMME, programme_id))
locks.asks("programme_item", lambda item_id: _item(Permission.EDIT_PROGRAMME, item_id))
