"""Typed text made fit for paper, wherever it stands in a tree of frozen values."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from ..paper.text import BREAK, LONGEST_PIECE, clean

# Nearly all typed text is like this; `clean` asks about each character and would cost more than the rest of compose().
_NOTHING_TO_CLEAN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u017f–—‘’“”…€]*")
_LONG_WORD = re.compile(rf"\S{{{LONGEST_PIECE + 1}}}")


def printable(value: Any) -> Any:
    """The same tree with each string as it can be printed: see `paper.clean`."""
    if type(value) is str:
        return _printable_text(value)
    if isinstance(value, tuple):
        return tuple([printable(item) for item in value])
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{name: printable(getattr(value, name)) for name in value.__dataclass_fields__})
    return value


def plain(text: str) -> str:
    """Printable text for titles and file names, without the places where a long word may break."""
    return text.replace(BREAK, "")


def _printable_text(text: str) -> str:
    if _NOTHING_TO_CLEAN.fullmatch(text) and not _LONG_WORD.search(text):
        return text.strip()
    return clean(text).strip()
