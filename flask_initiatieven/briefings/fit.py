"""Does it fit, and where to shorten when it does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass

from ..i18n import gettext as _
from ..writing import enumeration
from .briefing import Briefing, Part

MOST_PAGES = 2
MOST_PAGES_SHORT = 1
_PLACES = 3

#: label, page on which it starts, millimetres
Section = tuple[str, int, float]


@dataclass(frozen=True, slots=True)
class Fit:
    """How the briefing lies on its pages, in a sentence for its editor."""

    pages: int
    fits: bool
    sentence: str


def fit(pages: int, sections: Iterable[Section], is_short: bool) -> Fit:
    """ "Past op 2 A4.", or how many pages it takes and which parts take most room."""
    allowed = MOST_PAGES_SHORT if is_short else MOST_PAGES
    if pages <= allowed:
        return Fit(pages, True, _("Past op %(pages)s A4.", pages=pages))
    parts = [(label, height) for label, _page, height in sections][1:]  # the first is the title
    largest = sorted(parts, key=lambda part: -part[1])[:_PLACES]
    places = [f"{_heading(label)} ({_centimetres(height)})" for label, height in largest]
    sentence = _("Beslaat %(pages)s A4, het mag er %(allowed)s zijn.", pages=pages, allowed=allowed)
    advice = _("Kort in bij %(places)s.", places=enumeration(places)) if places else ""
    return Fit(pages, False, f"{sentence} {advice}".rstrip())


def longest_part(briefing: Briefing) -> tuple[str, int]:
    """Heading and number of characters of the part with most text: where to shorten what can't be printed."""
    part = max(briefing.parts, key=_characters)
    return part.heading, _characters(part)


def _characters(part: Part) -> int:
    return sum(len(text) for text in _texts(part.body))


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _heading(label: str) -> str:
    """Without its number."""
    return label.partition(". ")[2] or label


def _centimetres(millimetres: float) -> str:
    return f"{millimetres / 10:.1f}".replace(".", ",") + "\u00a0cm"
