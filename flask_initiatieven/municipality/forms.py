"""The form of a mandate."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import wtforms
from wtforms.validators import ValidationError

from ..forms import (
    CheckField,
    ChoiceField,
    CreateForm,
    DateField,
    EditForm,
    EuroField,
    Form,
    LineField,
    RowForm,
    RowsField,
)
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from . import labels
from .mandate import MandateContent


class ConditionRow(RowForm):
    text = LineField(_l("Voorwaarde"), 300)


class MandateForm(Form):
    role = ChoiceField(_l("Wie mag beslissen"), labels.holders, required=_l("Kies wie mag beslissen."))
    source = LineField(_l("Waar dit staat"), 200, required=_l("Vul in in welk besluit dit staat."))
    on_behalf_of = ChoiceField(_l("Namens"), labels.bodies, required=_l("Kies namens wie."))
    up_to_amount = EuroField(_l("Tot en met welk bedrag, in euro's"), required=_l("Vul een bedrag in."))
    may_refuse = CheckField(_l("Mag ook nee zeggen"))
    valid_from = DateField(_l("Geldt vanaf"))
    valid_until = DateField(_l("Geldt tot en met"))
    conditions = RowsField(ConditionRow, _l("Voorwaarden"), most=20)

    def validate_valid_until(self, field: wtforms.Field) -> None:
        if field.data and self.valid_from.data and field.data < self.valid_from.data:
            raise ValidationError(_("Kies een dag op of na de eerste dag."))

    def content(self) -> MandateContent:
        return MandateContent(
            role=self.role.data or "",
            source=self.source.data or "",
            on_behalf_of=self.on_behalf_of.data or "",
            up_to_amount=self.up_to_amount.data or Decimal(0),
            may_refuse=bool(self.may_refuse.data),
            valid_from=self.valid_from.data,
            valid_until=self.valid_until.data,
            conditions=tuple(row["text"] for row in self.conditions.rows() if row["text"]),
        )


class NewMandateForm(MandateForm, CreateForm):
    pass


class EditMandateForm(MandateForm, EditForm):
    pass


def values(content: MandateContent, version: int) -> dict[str, Any]:
    """What the form shows of a mandate."""
    return {
        "role": content.role,
        "source": content.source,
        "on_behalf_of": content.on_behalf_of,
        "up_to_amount": content.up_to_amount,
        "may_refuse": content.may_refuse,
        "valid_from": content.valid_from,
        "valid_until": content.valid_until,
        "conditions": [{"text": text} for text in content.conditions],
        "version": version,
    }
