"""Forms of the life cycle page."""

from __future__ import annotations

from typing import Any

import wtforms
from wtforms import validators

from ..forms import Form, LineField
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l


class ModuleForm(Form):
    """A button on a confirmation page; `seen` says in which condition of the add-on it was drawn."""

    seen = wtforms.HiddenField(validators=[validators.Regexp(r"^[0-9a-f]{16}$")])


class RemoveForm(ModuleForm):
    """Removing all data asks for the name of the municipality, typed."""

    name = LineField(_l("Naam"), 120, required=_l("Typ de naam over."))

    def __init__(self, wanted: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = wanted

    def validate_name(self, field: wtforms.Field) -> None:
        if (field.data or "").casefold() != self.wanted.casefold():
            raise validators.ValidationError(_("Dit is een andere naam. Typ over: %(name)s", name=self.wanted))
