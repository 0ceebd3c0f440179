"""Forms of the coalition programme: programme, item, and importing a file in two steps."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import wtforms
from flask import current_app
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer
from wtforms.validators import ValidationError

from .. import uploads
from ..errors import Refused
from ..forms import (
    CheckField,
    ChoiceField,
    CreateForm,
    DateField,
    EditForm,
    FileField,
    Form,
    LineField,
    TextField,
)
from ..host import current_user
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..mount import current
from ..municipality import queries as municipality
from .actions import About
from .csv_rows import LONGEST, MOST_BYTES, Row

#: seconds in which checked rows can be confirmed
CONFIRM_WITHIN = 3600


def _holders() -> list[tuple[int, str]]:
    return [(row.id, f"{row.name}, {row.job_title}" if row.job_title else row.name) for row in municipality.officials()]


class _About(wtforms.Form):
    """Fields of a programme."""

    title = LineField(_l("Titel"), 120, required=_l("Geef het programma een titel."))
    period = LineField(_l("Periode"), 40, required=_l("Vul de periode in, bijvoorbeeld 2026-2030."))
    in_force_from = DateField(_l("Geldt vanaf"))
    in_force_until = DateField(_l("Geldt tot en met"))

    def validate_in_force_until(self, field: wtforms.Field) -> None:
        if field.data and self.in_force_from.data and field.data < self.in_force_from.data:
            raise ValidationError(_("Het programma eindigt voordat het begint."))

    def about(self) -> About:
        return About(self.title.data or "", self.period.data or "", self.in_force_from.data, self.in_force_until.data)


class NewProgrammeForm(_About, CreateForm):
    pass


class ProgrammeForm(_About, EditForm):
    pass


class ItemForm(EditForm):
    """An item; a new one has version 0."""

    code = LineField(_l("Code"), LONGEST["code"], required=_l("Geef het punt een code, bijvoorbeeld 3 of B2."))
    title = LineField(_l("Titel"), LONGEST["titel"], required=_l("Geef het punt een titel."))
    text = TextField(_l("Tekst"), LONGEST["tekst"])
    portfolio_holder = ChoiceField(_l("Portefeuillehouder"), _holders, number=True, blank=_l("Nog niemand"))

    def values(self) -> dict[str, Any]:
        return {
            "code": self.code.data,
            "title": self.title.data,
            "text": self.text.data or "",
            "portfolio_holder": self.portfolio_holder.data,
        }


class UploadForm(Form):
    """A file, or the same rows pasted."""

    file = FileField(_l("CSV-bestand"), accept=".csv,.txt,text/csv")
    pasted = TextField(_l("Of plak de rijen hier"), MOST_BYTES)

    def content(self) -> bytes:
        """What was sent; more than may be is answered with a little more than may be."""
        if self.file.data is not None:
            found = uploads.read(self.file.data, MOST_BYTES)
            return b"x" * (MOST_BYTES + 1) if found is None else found
        # the browser's own line ends; a text field has no other encoding than ours
        return (self.pasted.data or "").encode()

    def validate(self, extra_validators: Any = None) -> bool:
        good = bool(super().validate(extra_validators))
        if self.file.data is None and not self.pasted.data:
            self.file.errors = [*self.file.errors, _("Kies een bestand, of plak de rijen in het veld eronder.")]
            return False
        return good


class Expired(Refused):
    """The rows were checked too long ago, or are not what was checked."""


class ConfirmForm(Form):
    """Carries the checked rows, signed for this user, this programme and these items, for an hour."""

    rows = wtforms.HiddenField()
    archive_missing = CheckField(_l("Archiveer de punten die niet in het bestand staan"))


def sealed(programme_id: int, rows: tuple[Row, ...], seen: str) -> str:
    """The rows as the hidden field carries them."""
    return str(_signer().dumps([programme_id, _user(), seen, [list(asdict(row).values()) for row in rows]]))


def unsealed(programme_id: int, text: str) -> tuple[tuple[Row, ...], str]:
    """The rows and the digest of the items they were checked against. Raises Expired."""
    try:
        number, user, seen, rows = _signer().loads(text, max_age=CONFIRM_WITHIN)
    except SignatureExpired:
        raise Expired(_("U keek deze punten meer dan een uur geleden na. Kies het bestand opnieuw.")) from None
    except (BadData, ValueError, TypeError, json.JSONDecodeError):
        raise Expired(_("Wij kunnen deze punten niet meer lezen. Kies het bestand opnieuw.")) from None
    if number != programme_id or user != _user():
        raise Expired(_("Deze punten horen bij iets anders. Kies het bestand opnieuw."))
    return tuple(Row(*row) for row in rows), seen


def _user() -> str:
    user = current_user()
    return user.id if user else ""


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=f"initiatieven-programme-{current().name}")
