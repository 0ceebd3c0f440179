""" "Gelezen": a reader's tick, who is asked for it, and what the manager may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import wtforms
from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import ValidationError

from .. import access
from ..access import Permission
from ..database import today
from ..errors import Conflict
from ..forms import ActionForm, CheckField, ChecksField, ChoiceField, EditForm, Form, LineField
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..options import queries as options
from ..pages import page, tell
from . import queries, reading_actions, reading_queries
from .acknowledgement import STATEMENT, Audience, Question, progress, report
from .comparing_views import may_read
from .models import PageVersion
from .reading_queries import Reader, ToRead

_AUDIENCES = {
    Audience.NOBODY: _l("Niemand hoeft een vinkje te zetten"),
    Audience.EVERYBODY: _l("Alle medewerkers"),
    Audience.DEPARTMENTS: _l("Alleen deze afdelingen"),
}


def add_routes(bp: Blueprint) -> None:
    place = "/visie/<key>/versie/<int:number>"
    bp.add_url_rule("/visie/<key>/gelezen", "vision_reading", reading)
    bp.add_url_rule(f"{place}/gelezen", "read_vision_version", read, methods=["POST"])
    bp.add_url_rule(f"{place}/gelezen/intrekken", "unread_vision_version", unread, methods=["POST"])
    bp.add_url_rule(f"{place}/lezers", "vision_readers", ask, methods=["GET", "POST"])


class TickForm(Form):
    """The reader's own tick; its label is the sentence that he confirms."""

    read = CheckField("", validators=[wtforms.validators.InputRequired(_l("Zet een vinkje als u dit gelezen hebt."))])

    def __init__(self, statement: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.read.label = wtforms.fields.Label(self.read.id, statement)


class AskForm(EditForm):
    read_by = ChoiceField(
        _l("Wie moet dit lezen?"),
        lambda: [(audience.value, str(words)) for audience, words in _AUDIENCES.items()],
        required=_l("Kies wie dit moet lezen."),
    )
    departments = ChecksField(_l("Afdelingen"), lambda: _departments(()))
    description = LineField(_l("Voor wie is dit, in gewone woorden"), 200)
    statement = LineField(_l("Wat verklaart de lezer?"), 300)
    again = CheckField(_l("Vraag het opnieuw na een grote wijziging"))

    def validate_departments(self, field: wtforms.Field) -> None:
        if self.read_by.data == Audience.DEPARTMENTS and not field.data:
            raise ValidationError(_("Kies minstens één afdeling."))

    def validate(self, extra_validators: Any = None) -> bool:
        good = bool(super().validate(extra_validators))
        if self.read_by.data not in (None, Audience.NOBODY) and not self.statement.data and not self.statement.errors:
            self.statement.errors = [_("Schrijf op wat de lezer verklaart.")]
            return False
        return good

    def question(self) -> Question:
        return Question(
            audience=Audience(self.read_by.data),
            departments=tuple(self.departments.data or ()),
            statement=self.statement.data or "",
            again=bool(self.again.data),
            description=self.description.data or "",
        )


@dataclass(frozen=True)
class Box:
    """What stands at the end of a text for a reader who is asked to read it."""

    form: TickForm
    action: ActionForm
    description: str
    ticked_on: date | None
    may_take_back: bool


def box(row: PageVersion) -> Box | None:
    """The question to who is looking; None when he is not asked."""
    reader = _asked(row)
    if reader is None:
        return None
    question = reading_queries.question(row)
    tick = reading_queries.has_ticked(row, reader)
    return Box(
        form=TickForm(question.statement, formdata=None),
        action=ActionForm(formdata=None),
        description=question.description,
        ticked_on=tick.ticked_on if tick else None,
        may_take_back=tick is not None and tick.ticked_on == today(),
    )


def still_to_read() -> list[ToRead]:
    """Texts that who is looking is asked to read and did not tick."""
    reader = _reader()
    return reading_queries.to_read(reader) if reader else []


def read(key: str, number: int) -> ResponseReturnValue:
    row = access.fetch(Permission.READ_PAGES, queries.version, (key, number))
    if not may_read(row):
        abort(404)
    if not queries.is_in_force(row):
        tell(_("Er is intussen een andere versie gepubliceerd. Lees die eerst."), "warning")
        return _to_page(key)
    reader = _asked(row) or abort(403)
    form = TickForm(row.read_statement)
    if not form.accepted():
        title = _("Gelezen: %(title)s", title=row.title)
        return page("vision/acknowledge.html", title, status=form.status, row=row, form=form)
    reading_actions.tick(row, reader)
    tell(_("Dank u wel. Er is vastgelegd dat u dit hebt gelezen."))
    return _to_page(key)


def unread(key: str, number: int) -> ResponseReturnValue:
    row = access.fetch(Permission.READ_PAGES, queries.version, (key, number))
    if not may_read(row):
        abort(404)
    reader = _reader() or abort(403)
    if not ActionForm().accepted():
        abort(400)
    if reading_actions.take_back(row, reader):
        tell(_("Uw vinkje is weg."))
    else:
        tell(_("Een vinkje kunt u alleen op de dag zelf weghalen."), "warning")
    return _to_page(key)


def ask(key: str, number: int) -> ResponseReturnValue:
    row = access.fetch(Permission.READ_PAGES, queries.version, (key, number))
    if not may_read(row):
        abort(404)
    access.fetch(Permission.EDIT_PAGES, queries.version, (key, number))
    form = _ask_form(row)
    if not form.accepted():
        return _ask_page(row, form, form.status)
    try:
        reading_actions.ask(row, form.question(), form.version.data or 0)
    except Conflict:
        return _ask_conflict(row, form)
    tell(_("Opgeslagen wie dit moet lezen."))
    return redirect(url_for(".vision_version", key=key, number=number))


def reading(key: str) -> ResponseReturnValue:
    row = access.fetch(Permission.READ_READING, queries.published, key)
    question = reading_queries.question(row)
    least = options.current().reading.smallest_group
    found = report(reading_queries.counts(row), least) if question.audience != Audience.NOBODY else None
    points = progress(reading_queries.ticks_by_day(row), today()) if found and found.total else ()
    return page(
        "vision/reading.html",
        _("Gelezen: %(title)s", title=row.title),
        row=row,
        question=question,
        audience=str(_AUDIENCES[question.audience]),
        report=found,
        points=points,
    )


def _asked(row: PageVersion) -> Reader | None:
    """The reader, when this version is in force and he is asked to read it."""
    reader = _reader() if queries.is_in_force(row) else None
    asked = reader is not None and reading_queries.question(row).concerns(reader.department)
    return reader if asked else None


def _reader() -> Reader | None:
    looking = access.viewer()
    return reading_queries.reader_of(looking.user, looking.person_id) if looking else None


def _ask_form(row: PageVersion) -> AskForm:
    """What is stored stays a choice, also when nobody is of that department any more."""
    stored = reading_queries.question(row).departments

    class Asking(AskForm):
        departments = ChecksField(_l("Afdelingen"), lambda: _departments(stored))

    return Asking(data=_values(row))


def _departments(stored: tuple[str, ...]) -> list[tuple[str, str]]:
    names = reading_queries.departments()
    return [(name, name) for name in [*names, *(each for each in stored if each not in names)]]


def _values(row: PageVersion) -> dict[str, Any]:
    question = reading_queries.question(row)
    return {
        "read_by": question.audience.value,
        "departments": list(question.departments),
        "description": question.description,
        "statement": question.statement or STATEMENT,
        "again": question.again or question.audience == Audience.NOBODY,
        "version": row.version,
    }


def _ask_page(row: PageVersion, form: AskForm, status: int, **values: Any) -> ResponseReturnValue:
    return page("vision/readers.html", _("Wie moet dit lezen?"), status=status, row=row, form=form, **values)


def _ask_conflict(row: PageVersion, form: AskForm) -> ResponseReturnValue:
    """What is saved now, beside what was typed; sending again saves over it."""
    latest = queries.version((row.page.key, row.number)) or abort(404)
    if not access.may(Permission.EDIT_PAGES, latest):
        tell(_("Deze versie is intussen ingestuurd of gepubliceerd."), "warning")
        return redirect(url_for(".vision_version", key=row.page.key, number=row.number))
    form.version.raw_data = [str(latest.version)]
    saved = reading_queries.question(latest)
    now = [
        (form.read_by.label.text, str(_AUDIENCES[saved.audience])),
        (form.departments.label.text, ", ".join(saved.departments)),
        (form.statement.label.text, saved.statement),
    ]
    return _ask_page(latest, form, 409, now=now)


def _to_page(key: str) -> ResponseReturnValue:
    return redirect(url_for(".vision_page", key=key, _anchor="ini-gelezen"))
