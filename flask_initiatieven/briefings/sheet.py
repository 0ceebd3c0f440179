"""A briefing as HTML and CSS for paper, from templates that a host may replace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import takewhile
from math import ceil
from weakref import WeakKeyDictionary

import segno
from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined

from ..paper import Document
from .briefing import Briefing, Part
from .parts import Row
from .profiles import Profile, Section

FOLDER = "initiatieven/briefings/"
TEMPLATES = (FOLDER + "paper.html", FOLDER + "_parts.html")
STYLES = FOLDER + "paper.css"

#: Parts that may stand in two columns, read down the left one first.
COLUMNS = (
    (Section.TALKING_POINTS, Section.QUESTIONS),
    tuple(range(Section.EARLIER_PROMISES, Section.FOLLOW_UP + 1)),
)
#: Columns longer than this (in lines) would run over a page; such parts stand below each other.
LONGEST_COLUMN = 34
_LINE = 52
_HEADING = 2.6


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """Parts over the whole width, or in two columns when there is anything on the right."""

    left: tuple[Part, ...]
    right: tuple[Part, ...] = ()


class Sheet:
    """Templates and styles from one loader, for all briefings of one app.

    An environment of our own: what a host adds to his (filters, globals, context processors) never reaches paper.
    """

    def __init__(self, loader: BaseLoader | None = None) -> None:
        ours = FileSystemLoader(str(files("flask_initiatieven.templates")))
        self._environment = Environment(
            loader=loader or ours, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._sources: dict[str, tuple[str, Callable[[], bool] | None]] = {}

    @property
    def materials(self) -> tuple[str, ...]:
        """Sources of templates and styles: what a fingerprint needs to know of them."""
        return tuple(self._source(name) for name in (*TEMPLATES, STYLES))

    def document(self, briefing: Briefing, flows: bool = False, logo: bytes | None = None) -> Document:
        """All there is to the PDF of this briefing.

        The background begins page 2, unless the parts flow: then it uses what is left of page 1.
        """
        html = self._environment.get_template(TEMPLATES[0]).render(
            briefing=briefing,
            layout=layout(briefing.parts),
            flows=flows or briefing.profile not in (Profile.ALDERMAN, Profile.INTERNAL),
            has_qr=bool(briefing.page_url),
            has_logo=logo is not None,
        )
        images = {"qr": qr_code(briefing.page_url)} if briefing.page_url else {}
        if logo is not None:
            images["logo"] = logo
        return Document(html, self._source(STYLES), briefing.created, images)

    def _source(self, name: str) -> str:
        """The source, read again only when its loader says that it changed."""
        source, is_up_to_date = self._sources.get(name, ("", None))
        if is_up_to_date is None or not is_up_to_date():
            assert self._environment.loader is not None
            source, _, is_up_to_date = self._environment.loader.get_source(self._environment, name)
            self._sources[name] = (source, is_up_to_date)
        return source


_sheets: WeakKeyDictionary[BaseLoader, Sheet] = WeakKeyDictionary()


def sheet_of(loader: BaseLoader | None) -> Sheet:
    """The sheet of this loader; made once, because compiling its templates takes longer than filling them."""
    if loader is None:
        return Sheet()
    if loader not in _sheets:
        _sheets[loader] = Sheet(loader)
    return _sheets[loader]


def layout(parts: tuple[Part, ...]) -> tuple[LayoutRow, ...]:
    """The parts in reading order, neighbours in columns of about the same length where they fit."""
    rows: list[LayoutRow] = []
    waiting = list(parts)
    while waiting:
        group = next((group for group in COLUMNS if waiting[0].number in group), ())
        together = list(takewhile(lambda part: part.number in group, waiting)) or waiting[:1]  # noqa: B023
        rows += _in_columns(together)
        del waiting[: len(together)]
    return tuple(rows)


def _in_columns(parts: list[Part]) -> list[LayoutRow]:
    lengths = [_lines(part) for part in parts]
    cut = min(range(1, len(parts) + 1), key=lambda cut: max(sum(lengths[:cut]), sum(lengths[cut:])))
    if cut == len(parts) or max(sum(lengths[:cut]), sum(lengths[cut:])) > LONGEST_COLUMN:
        return [LayoutRow((part,)) for part in parts]
    return [LayoutRow(tuple(parts[:cut]), tuple(parts[cut:]))]


def _lines(part: Part) -> float:
    """About how many lines this part takes in half the width."""
    return _HEADING + sum(ceil(len(text) / _LINE) for text in _texts(part.body))


def _texts(value: object) -> Iterator[str]:
    """What is printed as lines of its own: a label and its words are one."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Row):
        yield f"{value.label:16}{value.words.text} {value.detail}"
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


@lru_cache(maxsize=64)
def qr_code(address: str) -> bytes:
    """The address as a PNG with hard edges."""
    image = BytesIO()
    segno.make(address, error="m", micro=False).save(image, kind="png", scale=6, border=1)
    return image.getvalue()
