"""What the macros must know of a field to draw it: kind, attributes, errors with the place they link to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import wtforms
from wtforms.csrf.core import CSRFTokenField

from .forms import (
    ChecksField,
    ChoiceField,
    DateField,
    EuroField,
    NumberField,
    PickField,
    RowsField,
    TimeField,
    _Required,
)
from .i18n import gettext
from .i18n import lazy_gettext as _l

_EXPIRED = _l("Het formulier was te lang open. Wat u typte, staat er nog. Klik opnieuw op de knop.")


@dataclass(frozen=True)
class FieldError:
    """One line of the error summary; `id` is the input it links to."""

    id: str
    label: str
    message: str


def kind_of(field: wtforms.Field) -> str:
    """rows, check, options, text, choice, date, time, amount or line."""
    kinds: tuple[tuple[type, str], ...] = (
        (RowsField, "rows"),
        (PickField, "options"),
        (ChecksField, "options"),
        (wtforms.BooleanField, "check"),
        (wtforms.TextAreaField, "text"),
        (wtforms.SelectField, "choice"),
        (DateField, "date"),
        (TimeField, "time"),
        (EuroField, "amount"),
        (NumberField, "amount"),
    )
    return next((word for kind, word in kinds if isinstance(field, kind)), "line")


def attributes(field: wtforms.Field, hint: str) -> dict[str, Any]:
    """HTML attributes of the input: what describes it, whether it is compulsory or wrong."""
    found: dict[str, Any] = {}
    described = [f"{field.id}-hint"] if hint else []
    if field.errors:
        described.append(f"{field.id}-error")
        found["aria_invalid"] = "true"
    if described:
        found["aria_describedby"] = " ".join(described)
    if kind_of(field) == "amount":
        found["inputmode"] = "decimal" if isinstance(field, EuroField) else "numeric"
        found["size"] = 12
    if is_required(field):
        found["aria_required"] = "true"
    return found


def is_required(field: wtforms.Field) -> bool:
    if isinstance(field, ChoiceField | ChecksField):
        return bool(field._required)
    return any(isinstance(validator, _Required) for validator in field.validators)


def errors_of(form: wtforms.Form) -> list[FieldError]:
    """Every error of a form, in reading order, rows included."""
    found: list[FieldError] = []
    for field in form:
        if isinstance(field, CSRFTokenField):
            found += [FieldError("ini-errors", gettext("Formulier"), str(_EXPIRED)) for _ in field.errors]
        elif isinstance(field, RowsField):
            found += [FieldError(field.id, field.label.text, message) for message in own_errors(field)]
            found += _row_errors(field)
        else:
            found += [FieldError(field.id, field.label.text, str(message)) for message in field.errors]
    found += [FieldError("ini-heading", "", str(message)) for message in form.form_errors]
    return found


def own_errors(field: RowsField) -> list[str]:
    """Errors of the list as a whole, not of a row."""
    return [str(error) for error in field.errors if isinstance(error, str) or not isinstance(error, dict)]


def _row_errors(field: RowsField) -> list[FieldError]:
    found = []
    for position, entry in enumerate(field.entries, start=1):
        if entry.form.is_blank():
            continue
        for part in entry.form:
            found += [
                FieldError(part.id, f"{field.label.text}, {position}, {part.label.text}", str(message))
                for message in part.errors
            ]
    return found
