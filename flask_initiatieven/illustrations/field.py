"""The field for rich text: typed plainly, or written in the editor, which sends HTML and says so."""

from __future__ import annotations

from typing import Any

import wtforms
from wtforms import validators

from .. import rich_text
from ..forms import TextField, length
from ..i18n import lazy_gettext as _l
from . import addresses, queries

#: what the editor adds to the name of the field, in a hidden field of its own
MARK = "-opmaak"


class _Area(wtforms.widgets.TextArea):
    """A plain textarea with, for the editor, the same text as HTML."""

    def __call__(self, field: wtforms.Field, **kwargs: Any) -> Any:
        assert isinstance(field, RichTextField)
        return super().__call__(field, data_ini_rich=field.html, **kwargs)


class RichTextField(TextField):
    """Rich text of at most `most` characters on the screen.

    `data` is the text as it is typed, whichever way it came; `html` is what is stored. `page_id` says of which page
    the images may be; without it none are asked for.
    """

    widget = _Area()

    def __init__(self, label: Any, most: int = 2000, required: Any = None, **kwargs: Any) -> None:
        kwargs["validators"] = [length(most, _seen), _of_this_page, *kwargs.get("validators", ())]
        super().__init__(label, 4 * most + 20_000, required, **kwargs)
        self.page_id: int | None = None
        self._is_html = False
        self._html: str | None = None

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        self._is_html = bool(formdata) and formdata.get(self.name + MARK) == "html"
        super().process(formdata, *args, **kwargs)

    def process_data(self, value: Any) -> None:
        super().process_data(rich_text.to_typed(value) if value else value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self._html = None
        if self._is_html and valuelist:
            self._html = rich_text.clean(valuelist[0], addresses.own_places())
            self.data = rich_text.to_typed(self._html)

    @property
    def html(self) -> str:
        if self._html is None:
            self._html = rich_text.to_html(self.data or "", addresses.own_places()) if self.data else ""
        return self._html


def _seen(field: Any) -> int:
    return len(rich_text.to_words(field.html))


def _of_this_page(form: Any, field: Any) -> None:
    if field.page_id is None:
        return
    for number in sorted(queries.strangers(field.page_id, [field.html])):
        message = _l(
            "Afbeelding %(number)s staat niet bij deze pagina. Voeg haar hier toe, of haal haar weg.", number=number
        )
        raise validators.ValidationError(str(message))
