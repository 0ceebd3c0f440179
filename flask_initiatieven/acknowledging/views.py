""" "Gelezen": a reader's tick, who is asked for it, and what the manager may know of it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from .. import access
from ..access import Permission
from ..database import today
from ..errors import Conflict
from ..forms import ActionForm, ChecksField
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..options import queries as options
from ..pages import page, tell
from ..vision import queries as vision
from ..vision.models import PageVersion
from ..vision.showing import may_read
from . import actions, queries
from .forms import AUDIENCES, AskForm, TickForm, department_choices
from .showing import asked, looking
from .ticks import STATEMENT, Audience, progress, report


def add_routes(bp: Blueprint) -> None:
    place = "/visie/<key>/versie/<int:number>"
    bp.add_url_rule("/visie/<key>/gelezen", "vision_reading", reading)
    bp.add_url_rule(f"{place}/gelezen", "read_vision_version", read, methods=["POST"])
    bp.add_url_rule(f"{place}/gelezen/intrekken", "unread_vision_version", unread, methods=["POST"])
    bp.add_url_rule(f"{place}/lezers", "vision_readers", ask, methods=["GET", "POST"])


def read(key: str, number: int) -> ResponseReturnValue:
    row = access.fetch(Permission.READ_PAGES, vision.version, (key, number))
    if not may_read(row):
        abort(404)
    if not vision.is_in_force(row):
        tell(_("Er is intussen een andere versie gepubliceerd. Lees die eerst."), "warning")
        return _to_page(key)
    reader = asked(row) or abort(403)
    form = TickForm(row.read_statement)
    if not form.accepted():
        title = _("Gelezen: %(title)s", title=row.title)
        return page("acknowledging/read.html", title, status=form.status, row=row, form=form)
    actions.tick(row, reader)
    tell(_("Dank u wel. Er is vastgelegd dat u dit hebt gelezen."))
    return _to_page(key)


def unread(key: str, number: int) -> ResponseReturnValue:
    row = access.fetch(Permission.READ_PAGES, vision.version, (key, number))
    if not may_read(row):
        abort(404)
    reader = looking() or abort(403)
    if not ActionForm().accepted():
        abort(400)
    if actions.take_back(row, reader):
        tell(_("Uw vinkje is weg."))
    else:
        tell(_("Een vinkje kunt u alleen op de dag zelf weghalen."), "warning")
    return _to_page(key)


def ask(key: str, number: int) -> ResponseReturnValue:
    row = access.fetch(Permission.READ_PAGES, vision.version, (key, number))
    if not may_read(row):
        abort(404)
    access.fetch(Permission.EDIT_PAGES, vision.version, (key, number))
    form = _ask_form(row)
    if not form.accepted():
        return _ask_page(row, form, form.status)
    try:
        actions.ask(row, form.question(), form.version.data or 0)
    except Conflict:
        return _ask_conflict(row, form)
    tell(_("Opgeslagen wie dit moet lezen."))
    return redirect(url_for(".vision_version", key=key, number=number))


def reading(key: str) -> ResponseReturnValue:
    row = access.fetch(Permission.READ_READING, vision.published, key)
    question = queries.question(row)
    least = options.current().reading.smallest_group
    found = report(queries.counts(row), least) if question.audience != Audience.NOBODY else None
    may_count = found is not None and found.total is not None and found.total.is_exact
    points = progress(queries.ticks_by_day(row), today()) if may_count else ()
    return page(
        "acknowledging/reading.html",
        _("Gelezen: %(title)s", title=row.title),
        row=row,
        question=question,
        audience=str(AUDIENCES[question.audience]),
        report=found,
        points=points,
    )


def _ask_form(row: PageVersion) -> AskForm:
    """What is stored stays a choice, also when nobody is of that department any more."""
    stored = queries.question(row).departments

    class Asking(AskForm):
        departments = ChecksField(_l("Afdelingen"), lambda: department_choices(stored))

    return Asking(data=_values(row))


def _values(row: PageVersion) -> dict[str, Any]:
    question = queries.question(row)
    return {
        "read_by": question.audience.value,
        "departments": list(question.departments),
        "description": question.description,
        "statement": question.statement or STATEMENT,
        "again": question.again or question.audience == Audience.NOBODY,
        "version": row.version,
    }


def _ask_page(row: PageVersion, form: AskForm, status: int, **values: Any) -> ResponseReturnValue:
    return page("acknowledging/ask.html", _("Wie moet dit lezen?"), status=status, row=row, form=form, **values)


def _ask_conflict(row: PageVersion, form: AskForm) -> ResponseReturnValue:
    """What is saved now, beside what was typed; sending again saves over it."""
    latest = vision.version((row.page.key, row.number)) or abort(404)
    if not access.may(Permission.EDIT_PAGES, latest):
        tell(_("Deze versie is intussen ingestuurd of gepubliceerd."), "warning")
        return redirect(url_for(".vision_version", key=row.page.key, number=row.number))
    form.version.raw_data = [str(latest.version)]
    saved = queries.question(latest)
    now = [
        (form.read_by.label.text, str(AUDIENCES[saved.audience])),
        (form.departments.label.text, ", ".join(saved.departments)),
        (form.statement.label.text, saved.statement),
    ]
    return _ask_page(latest, form, 409, now=now)


def _to_page(key: str) -> ResponseReturnValue:
    return redirect(url_for(".vision_page", key=key, _anchor="ini-gelezen"))
