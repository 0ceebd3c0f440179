"""One form per group of settings, made from the registry; and the form that takes a file."""

from __future__ import annotations

from functools import cache
from typing import Any

import wtforms
from wtforms import validators

from .. import pictures, uploads
from ..access import Role
from ..errors import Refused
from ..forms import (
    CheckField,
    ChoiceField,
    DateField,
    EditForm,
    EuroField,
    FileField,
    Form,
    LineField,
    NumberField,
    RowForm,
    RowsField,
    TextField,
)
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..labels import own_role_label, role_label
from ..pictures import Image
from . import labels
from .kinds import (
    Choice,
    Dates,
    Euros,
    Labels,
    Line,
    MailAddress,
    Number,
    Picture,
    Text,
    Wrong,
    YesNo,
)
from .registry import Options, Setting, of_group

#: bytes of an uploaded logo, and of an uploaded file of settings
MOST_LOGO, MOST_FILE = 2_000_000, 500_000
#: a logo on paper is small; this is four times as fine as a screen
LOGO_WIDTH, LOGO_HEIGHT = 960, 320
TOO_COLOURFUL = _l("Dit logo heeft te veel kleuren. Kies een eenvoudiger afbeelding, liefst een PNG.")
_REQUIRED = _l("Vul dit in.")


class DayRow(RowForm):
    day = DateField(_l("Dag"))


class GroupForm(EditForm):
    """Base of the form of one group. `group` is filled in by `form_of`."""

    group: str
    logo_image: Image | None = None

    def values(self) -> dict[str, Any]:
        """Typed values by key. A logo is there only when another one, or none, was chosen."""
        found = {}
        for setting in of_group(self.group):
            if isinstance(setting.kind, Picture):
                if self.logo_image or self[f"{setting.name}_away"].data:
                    found[setting.key] = self.logo_image.digest if self.logo_image else ""
            else:
                found[setting.key] = self._value(setting)
        return found

    def validate(self, extra_validators: Any = None) -> bool:
        """Fields first; then what the kind of each setting says, at that field."""
        if not super().validate(extra_validators):
            return False
        for setting in of_group(self.group):
            try:
                if isinstance(setting.kind, Picture):
                    self._take_picture(setting)
                else:
                    self._value(setting)
            except Wrong as wrong:
                self.refuse(setting.key, labels.sentence(wrong))
        return not self.errors

    def refuse(self, key: str, message: str) -> None:
        """This message at the field of that setting."""
        name = key.split(".")[1]
        field = self[name] if name in self else self[f"{name}__{Role.BEHEERDER.value}"]
        field.errors = [*field.errors, message]

    def _value(self, setting: Setting) -> Any:
        return setting.kind.read(setting.kind.plain(self._typed(setting)))

    def _typed(self, setting: Setting) -> Any:
        kind, name = setting.kind, setting.name
        if isinstance(kind, Labels):
            return {key: self[f"{name}__{key}"].data or "" for key in kind.keys}
        if isinstance(kind, Dates):
            return tuple(row["day"] for row in self[name].rows())
        return self[name].data if self[name].data is not None else ""

    def _take_picture(self, setting: Setting) -> None:
        file = self[setting.name].data
        if file is None:
            return
        data = uploads.read(file, MOST_LOGO)
        if data is None:
            self.refuse(setting.key, _("Dit bestand is te groot: hoogstens %(most)s MB.", most=MOST_LOGO // 1_000_000))
            return
        try:
            image = pictures.rewritten(data, LOGO_WIDTH, LOGO_HEIGHT, as_png=True)
        except Refused as refusal:
            self.refuse(setting.key, str(refusal))
            return
        if isinstance(setting.kind, Picture) and len(image.data) > setting.kind.most_bytes:
            self.refuse(setting.key, str(TOO_COLOURFUL))
            return
        self.logo_image = image


@cache
def form_of(group: str) -> type[GroupForm]:
    """The form of this group, with a field (or more) for each setting."""
    fields: dict[str, Any] = {"group": group}
    for setting in of_group(group):
        fields.update(_fields(setting))
    return type(f"{group.title()}Form", (GroupForm,), fields)


def data_of(group: str, options: Options, version: int) -> dict[str, Any]:
    """What the form of this group shows of settings in force."""
    data: dict[str, Any] = {"version": version}
    for setting in of_group(group):
        value = options.value(setting.key)
        if isinstance(setting.kind, Labels):
            data.update({f"{setting.name}__{key}": value.get(key, "") for key in setting.kind.keys})
        elif isinstance(setting.kind, Dates):
            data[setting.name] = [{"day": day} for day in value]
        elif not isinstance(setting.kind, Picture):
            data[setting.name] = value
    return data


def _fields(setting: Setting) -> dict[str, Any]:
    kind, name, label = setting.kind, setting.name, labels._WORDS[setting.key][0]
    if isinstance(kind, Labels):
        return {f"{name}__{key}": LineField(_lazy_role(key, own=True), kind.word.most) for key in kind.keys}
    if isinstance(kind, Picture):
        return {
            name: FileField(label, accept="image/png,image/jpeg"),
            f"{name}_away": CheckField(_l("Geen logo meer tonen")),
        }
    return {name: _field(kind, label)}


def _field(kind: Any, label: Any) -> wtforms.Field:
    if isinstance(kind, YesNo):
        return CheckField(label)
    if isinstance(kind, Number):
        return NumberField(label, kind.least, kind.most, required=_REQUIRED)
    if isinstance(kind, Euros):
        return EuroField(label, required=_REQUIRED)
    if isinstance(kind, Dates):
        return RowsField(DayRow, label, most=kind.most)
    if isinstance(kind, Choice):
        if "" in kind.words:
            return ChoiceField(label, lambda: labels.choices(kind), blank=_l("niet ingevuld"))
        return ChoiceField(label, lambda: labels.choices(kind), required=_REQUIRED)
    if isinstance(kind, Text):
        return TextField(label, kind.most, required=_REQUIRED if kind.required else None)
    if isinstance(kind, Line):
        return LineField(label, kind.most, required=_REQUIRED if kind.required else None)
    return LineField(label, kind.most if isinstance(kind, MailAddress) else 20)


class _RoleLabel:
    """The label of a role, asked when it is shown: the municipality may change it."""

    def __init__(self, key: str, own: bool = False) -> None:
        self.key, self.own = key, own

    def __str__(self) -> str:
        return own_role_label(Role(self.key)) if self.own else role_label(Role(self.key))


def _lazy_role(key: str, own: bool = False) -> Any:
    return _RoleLabel(key, own)


class UploadForm(Form):
    """A file of settings to look at; nothing is changed by it."""

    file = FileField(_l("Bestand met instellingen"), accept="application/json,.json", required=_l("Kies een bestand."))


class ConfirmForm(Form):
    """The file once more, as it was looked at, with the state of the settings then."""

    content = wtforms.HiddenField(validators=[validators.InputRequired(), validators.Length(max=MOST_FILE)])
    seen = wtforms.HiddenField(validators=[validators.InputRequired(), validators.Regexp(r"^[0-9a-f]{64}$")])


class FilterForm(wtforms.Form):
    """Words to find a setting by."""

    zoek = wtforms.StringField(_l("Zoek in naam, uitleg en waarde"))
    alleen_eigen = CheckField(_l("Alleen wat anders is dan de standaard"))
