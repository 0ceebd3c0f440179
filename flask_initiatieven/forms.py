"""Base of every form: own token, own prefix, Dutch input, rows without JavaScript."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import wtforms
import wtforms.i18n
from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import validators

from . import dutch
from .characters import FORBIDDEN, with_unix_lines
from .i18n import language
from .i18n import lazy_gettext as _l

PREFIX = "ini-"
#: outside these years are only mistakes in typing, and days that can't be counted on from
FIRST_YEAR, LAST_YEAR = 1900, 2199
#: the largest number that a column for whole numbers takes
LARGEST_NUMBER = 2_147_483_647


def clean_text(value: str | None) -> str | None:
    """Text as we store it: NFC, Unix line ends, no control characters or marks of direction, no outer white space."""
    if value is None:
        return None
    text = unicodedata.normalize("NFC", with_unix_lines(value))
    return FORBIDDEN.sub("", text).strip()


def clean_line(value: str | None) -> str | None:
    """The same on one line."""
    text = clean_text(value)
    return " ".join(text.split()) if text is not None else None


class _Translated:
    class Meta:
        def get_translations(self, form: wtforms.Form) -> Any:
            """WTForms' own messages in the language of the screen, whatever Babel the host has."""
            return wtforms.i18n.get_translations([language()])


class Form(FlaskForm):  # type: ignore[misc]
    """A form of ours. It carries and checks its own CSRF token whatever the host does.

    `version` is the version number of what is edited; the action refuses an older one (errors.Conflict).
    """

    class Meta(_Translated.Meta, FlaskForm.Meta):  # type: ignore[misc]
        csrf = True

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """What was typed, as text: no JSON, whose values may be anything; files for a FileField alone."""
            if formdata is None or hasattr(formdata, "getlist"):
                return formdata
            if not form.is_submitted():
                return None
            return _with_files({field.name for field in form if isinstance(field, FileField)})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", PREFIX)
        super().__init__(*args, **kwargs)

    def wants_more_rows(self) -> bool:
        """The button "Regel toevoegen" was pressed: add blank rows to that list and show the form again."""
        name = request.form.get(PREFIX + "more")
        for field in self:
            if isinstance(field, RowsField) and name == field.name:
                field.add_blank(3)
                return True
        return False

    def accepted(self) -> bool:
        """Submitted, not asking for more rows, and valid."""
        return bool(self.is_submitted()) and not self.wants_more_rows() and bool(self.validate())

    @property
    def takes_files(self) -> bool:
        """Whether it has to be sent as multipart/form-data."""
        return any(isinstance(field, FileField) for field in self)

    @property
    def status(self) -> int:
        """Of the page that shows this form: 400 without valid token, 422 when something is wrong, else 200."""
        if self.csrf_token.errors:
            return 400
        return 422 if self.errors else 200


def _with_files(names: set[str]) -> MultiDict[str, Any]:
    """What was typed, but these fields from the files: text in place of a file, or the reverse, is nothing at all."""
    if not names:
        return request.form
    found: MultiDict[str, Any] = MultiDict(pair for pair in request.form.items(multi=True) if pair[0] not in names)
    for name in names:
        found.setlist(name, [file for file in request.files.getlist(name) if file.filename])
    return found


class ActionForm(Form):
    """Only a token: for buttons that change something."""


class EditForm(Form):
    """For something that others may edit at the same time."""

    version = wtforms.IntegerField(
        widget=wtforms.widgets.HiddenInput(),
        validators=[validators.InputRequired(), validators.NumberRange(0, LARGEST_NUMBER)],
    )


class CreateForm(Form):
    """For something new; the key makes a double click make one."""

    created_key = wtforms.HiddenField(
        default=lambda: secrets.token_hex(16), validators=[validators.Regexp(r"^[0-9a-f]{32}$")]
    )


class RowForm(_Translated, wtforms.Form):
    """One row of a list. Blank rows are left out."""

    def is_blank(self) -> bool:
        return not any(self.filled(field) for field in self)

    @staticmethod
    def filled(field: wtforms.Field) -> bool:
        raw = " ".join(str(value) for value in (field.raw_data or ())).strip()
        if isinstance(field, wtforms.BooleanField | wtforms.SelectField):
            return False
        return bool(raw or field.data not in (None, ""))


if TYPE_CHECKING:
    _Rows = wtforms.FieldList[wtforms.FormField[RowForm]]
else:
    _Rows = wtforms.FieldList


class RowsField(_Rows):
    """A list of rows, with blank ones at the end to fill in; a row that is emptied is removed."""

    def __init__(self, form: type[RowForm], label: Any, blank: int = 2, most: int = 60, **kwargs: Any) -> None:
        self.blank = blank
        super().__init__(wtforms.FormField(form), label, max_entries=most, **kwargs)

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        if not formdata:
            self.add_blank(self.blank)

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        """Numbers of the rows that were sent; WTForms' own also takes digits that `int` refuses."""
        for name in formdata:
            if found := re.match(re.escape(prefix) + r"-([0-9]{1,4})-", name):
                yield int(found[1])

    def add_blank(self, count: int) -> None:
        for _ in range(min(count, (self.max_entries or 0) - len(self.entries))):
            self.append_entry()

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Blank rows are not judged. `errors` holds messages about the list, then the errors of each row as a dict."""
        self.errors = []
        for entry in self.entries:
            if not entry.form.is_blank():
                entry.form.validate()
        chosen = (*self.validators, *extra_validators)
        super()._run_validation_chain(form, chosen)  # type: ignore[misc]
        rows = [entry.form for entry in self.entries if not entry.form.is_blank()]
        self.errors = [*self.errors, *(row.errors for row in rows if row.errors)]
        return not self.errors

    def refuse(self, position: int, name: str, message: str) -> None:
        """A rule about all rows found this wrong with a field of the filled row at `position` (from 0)."""
        row = [entry.form for entry in self.entries if not entry.form.is_blank()][position]
        row[name].errors = [*row[name].errors, message]
        self.errors = [*self.errors, row.errors]

    def rows(self) -> list[dict[str, Any]]:
        """The filled rows, in order, as plain values."""
        return [entry.form.data for entry in self.entries if not entry.form.is_blank()]


class LineField(wtforms.StringField):
    """One line of text, at most `most` characters."""

    def __init__(self, label: Any, most: int = 200, required: Any = None, **kwargs: Any) -> None:
        kwargs["validators"] = [*presence(required), length(most), *kwargs.get("validators", ())]
        super().__init__(label, filters=[clean_line], **kwargs)


class TextField(wtforms.TextAreaField):
    """Text of several lines, at most `most` characters."""

    def __init__(self, label: Any, most: int = 2000, required: Any = None, **kwargs: Any) -> None:
        kwargs["validators"] = [*presence(required), length(most), *kwargs.get("validators", ())]
        super().__init__(label, filters=[clean_text], **kwargs)


class DateField(wtforms.DateField):
    """A day; a browser's own form or typed as 3-12-2026."""

    def __init__(self, label: Any, required: Any = None, **kwargs: Any) -> None:
        kwargs["validators"] = [*presence(required), *kwargs.get("validators", ())]
        super().__init__(label, format=["%Y-%m-%d", "%d-%m-%Y"], **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not "".join(valuelist).strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(str(_l("Dit is geen datum. Schrijf de datum zo: 3-12-2026."))) from error
        if self.data is not None and not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            self.data = None
            message = _l("Kies een jaar van %(first)s tot en met %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)
            raise ValueError(str(message))


class TimeField(wtforms.TimeField):
    """A time of day; a browser's own form or typed as 15.00."""

    def __init__(self, label: Any, required: Any = None, **kwargs: Any) -> None:
        kwargs["validators"] = [*presence(required), *kwargs.get("validators", ())]
        super().__init__(label, format=["%H:%M", "%H.%M"], **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not "".join(valuelist).strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(str(_l("Dit is geen tijd. Schrijf de tijd zo: 15.00."))) from error


class EuroField(wtforms.Field):
    """An amount in euros, typed as 2400 or 2.400,50; a Decimal of at most 9.999.999.999,99."""

    widget = wtforms.widgets.TextInput()
    data: Decimal | None

    def __init__(self, label: Any, required: Any = None, **kwargs: Any) -> None:
        kwargs["validators"] = [*presence(required), *kwargs.get("validators", ())]
        super().__init__(label, **kwargs)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else dutch.euros(self.data).removeprefix("€" + dutch.NO_BREAK)

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = (clean_line(valuelist[0]) or "") if valuelist else ""
        plain = typed.removeprefix("€").strip()
        self.data = None
        if not plain:
            return
        if not re.fullmatch(r"(\d(\.\d{3}){3}|\d{1,3}(\.\d{3}){1,2}|\d{1,10})(,\d{1,2})?", plain):
            raise ValueError(str(_l("Dit is geen bedrag. Schrijf het bedrag zo: 2.400 of 2.400,50.")))
        self.data = Decimal(plain.replace(".", "").replace(",", "."))


class NumberField(wtforms.Field):
    """A whole number from `least` to `most`."""

    widget = wtforms.widgets.TextInput()
    data: int | None

    def __init__(self, label: Any, least: int = 0, most: int = 1_000_000, required: Any = None, **kwargs: Any) -> None:
        self.least, self.most = least, most
        kwargs["validators"] = [*presence(required), *kwargs.get("validators", ())]
        super().__init__(label, **kwargs)

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = (clean_line(valuelist[0]) or "") if valuelist else ""
        self.data = None
        if not typed:
            return
        if not re.fullmatch(r"\d{1,12}", typed) or not self.least <= int(typed) <= self.most:
            message = _l("Vul een heel getal in van %(least)s tot en met %(most)s.", least=self.least, most=self.most)
            raise ValueError(str(message))
        self.data = int(typed)


class FileField(wtforms.FileField):
    """One uploaded file: `data` is a werkzeug FileStorage, or None when none was chosen. See uploads.py for bounds."""

    data: FileStorage | None

    def __init__(self, label: Any, accept: str = "", required: Any = None, **kwargs: Any) -> None:
        kwargs["validators"] = [*presence(required), *kwargs.get("validators", ())]
        kwargs["render_kw"] = {"accept": accept} if accept else None
        super().__init__(label, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0] if valuelist else None


_CHOOSE = _l("Kies …")


class ChoiceField(wtforms.SelectField):
    """One of a list; `choices` is a function, so that it is asked at each use. The empty choice, `blank`, is None."""

    def __init__(
        self,
        label: Any,
        choices: Callable[[], list[tuple[Any, str]]],
        required: Any = None,
        number: bool = False,
        blank: Any = _CHOOSE,
        **kwargs: Any,
    ) -> None:
        self._number = number
        self._blank = blank
        self._required = required
        self._ask = choices
        super().__init__(label, choices=[], coerce=self._to_value, validate_choice=True, **kwargs)

    def _to_value(self, value: Any) -> Any:
        if value in (None, "", "None"):
            return None
        return int(value) if self._number else str(value)

    def process(self, *args: Any, **kwargs: Any) -> None:
        self._offered = self._ask()
        self.choices = [("", str(self._blank)), *((str(value), label) for value, label in self._offered)]
        super().process(*args, **kwargs)

    def pre_validate(self, form: Any) -> None:
        """Not in the list is refused, also when it was typed by hand in the request."""
        if self.data is None:
            if self._required:
                raise validators.ValidationError(str(self._required))
        elif self.data not in {self._to_value(value) for value, _label in self._offered}:
            raise validators.ValidationError(str(_l("Kies iets uit de lijst.")))


class PickField(ChoiceField):
    """One of a list, all of it in sight: radio buttons."""

    option_widget = wtforms.widgets.RadioInput()


class ChecksField(wtforms.SelectMultipleField):
    """Any of a list, each with a tick; `choices` is a function, so that it is asked at each use."""

    option_widget = wtforms.widgets.CheckboxInput()

    def __init__(
        self, label: Any, choices: Callable[[], list[tuple[str, str]]], required: Any = None, **kwargs: Any
    ) -> None:
        self._ask = choices
        super().__init__(label, choices=[], **kwargs)
        self._required = required

    def process(self, *args: Any, **kwargs: Any) -> None:
        self._offered = self._ask()
        self.choices = list(self._offered)
        super().process(*args, **kwargs)

    def pre_validate(self, form: Any) -> None:
        """Not in the list is refused, also when it was typed by hand in the request."""
        if self._required and not self.data:
            raise validators.ValidationError(str(self._required))
        if not set(self.data or ()) <= {value for value, _label in self._offered}:
            raise validators.ValidationError(str(_l("Kies iets uit de lijst.")))


class CheckField(wtforms.BooleanField):
    """Yes or no, by a tick."""


def presence(message: Any) -> list[Any]:
    """Compulsory with this message, or optional."""
    return [_Required(message)] if message else [validators.Optional()]


def _characters(field: Any) -> int:
    return len(field.data or "")


def length(most: int, count: Callable[[Any], int] = _characters) -> Any:
    """At most this many characters, as `count` counts them; says how many there are too many."""

    def check(form: Any, field: Any) -> None:
        surplus = count(field) - most
        if surplus > 0:
            message = _l(
                "Maak de tekst korter: %(surplus)s tekens te veel (het mogen er %(most)s zijn).",
                surplus=surplus,
                most=most,
            )
            raise validators.ValidationError(str(message))

    return check


class _Required(validators.DataRequired):
    """DataRequired, but a zero is an answer and a parse error keeps its own message."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.errors:
            raise validators.StopValidation
        if field.data is None or field.data == "":
            field.errors[:] = []
            raise validators.StopValidation(str(self.message))
