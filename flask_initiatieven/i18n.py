"""Words on screens: Dutch in the source, English in our own catalogue, no Flask-Babel needed.

The source says u; for a municipality that says je there is a catalogue of the messages that differ.
"""

from __future__ import annotations

import gettext as stdlib
from functools import cache
from importlib.resources import files
from typing import Any

from flask import current_app, has_request_context
from markupsafe import escape

from .mount import current, current_or_none
from .options import queries as options

LANGUAGES = ("nl", "en")
#: catalogue of Dutch that says je
JE = "je"


def language() -> str:
    """nl or en: by setting, else what the host's Flask-Babel says, else Dutch."""
    if not has_request_context():
        return "nl"
    mount = current()
    if mount.settings.locale != "host":
        return mount.settings.locale
    wished = mount.adapters.locale() if mount.adapters.locale else _babel_locale()
    short = wished.replace("_", "-").split("-")[0].lower()
    return short if short in LANGUAGES else "nl"


def variant() -> str:
    """The catalogue of this request: en, nl, or je where the municipality says je."""
    code = language()
    return _dutch() if code == "nl" else code


def spoken(message: str) -> str:
    """A Dutch text of ours for paper and mail, in the municipality's form of address whatever the screen speaks."""
    return _catalogue(_dutch()).gettext(message)


def _dutch() -> str:
    return JE if current_or_none() is not None and options.current().municipality.address == JE else "nl"


def gettext(message: str, **values: Any) -> str:
    """The message in the user's language, with named placeholders `%(name)s` filled in."""
    translated = _catalogue(variant()).gettext(message)
    return translated % values if values else translated


def ngettext(one: str, many: str, count: int, **values: Any) -> str:
    """`one` or `many`, by count; `%(count)s` may be used in both."""
    return _catalogue(variant()).ngettext(one, many, count) % {"count": count, **values}


class LazyText:
    """A message translated when it is shown; for labels of forms, made when the class is made."""

    def __init__(self, message: str, **values: Any) -> None:
        self.message, self.values = message, values

    def __str__(self) -> str:
        return gettext(self.message, **self.values)

    def __html__(self) -> str:
        return str(escape(str(self)))

    def __mod__(self, values: Any) -> str:
        words: str = str(self) % values
        return words

    def format(self, *args: Any, **values: Any) -> str:
        return str(self).format(*args, **values)


def lazy_gettext(message: str, **values: Any) -> Any:
    return LazyText(message, **values)


@cache
def _catalogue(code: str) -> stdlib.NullTranslations:
    if code == "nl":
        return stdlib.NullTranslations()
    source = files("flask_initiatieven").joinpath("translations", f"{code}.mo")
    with source.open("rb") as stream:
        return stdlib.GNUTranslations(stream)


def _babel_locale() -> str:
    if "babel" not in current_app.extensions:
        return "nl"
    try:
        from flask_babel import get_locale
    except ImportError:
        return "nl"
    return str(get_locale() or "nl")
