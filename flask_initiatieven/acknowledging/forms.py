"""Forms of reading: the reader's tick, and who is asked for it."""

from __future__ import annotations

from typing import Any

import wtforms
from wtforms.validators import ValidationError

from ..forms import CheckField, ChecksField, ChoiceField, EditForm, Form, LineField
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from . import queries
from .ticks import Audience, Question

AUDIENCES = {
    Audience.NOBODY: _l("Niemand hoeft een vinkje te zetten"),
    Audience.EVERYBODY: _l("Alle medewerkers"),
    Audience.DEPARTMENTS: _l("Alleen deze afdelingen"),
}


class TickForm(Form):
    """The reader's own tick; its label is the sentence that he confirms."""

    read = CheckField("", validators=[wtforms.validators.InputRequired(_l("Zet een vinkje als u dit gelezen hebt."))])

    def __init__(self, statement: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.read.label = wtforms.fields.Label(self.read.id, statement)


class AskForm(EditForm):
    read_by = ChoiceField(
        _l("Wie moet dit lezen?"),
        lambda: [(audience.value, str(words)) for audience, words in AUDIENCES.items()],
        required=_l("Kies wie dit moet lezen."),
    )
    departments = ChecksField(_l("Afdelingen"), lambda: department_choices(()))
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


def department_choices(stored: tuple[str, ...]) -> list[tuple[str, str]]:
    """Every department there is, and those that are stored."""
    names = queries.departments()
    return [(name, name) for name in [*names, *(each for each in stored if each not in names)]]
