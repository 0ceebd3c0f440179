"""Typed text made fit for paper, wherever it stands in a tree of frozen values."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from ..paper.text import BREAK, LONGEST_PIECE, clean, unprintable

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


def without_sign(value: Any) -> tuple[str, ...]:
    """Characters anywhere in the tree that no font of ours has; printed as a substitute."""
    found = (unprintable(text) for text in _texts(value) if not _NOTHING_TO_CLEAN.fullmatch(text))
    return tuple(dict.fromkeys(character for characters in found for character in characters))


def _texts(value: Any) -> Iterator[str]:
    if type(value) is str:
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for name in value.__dataclass_fields__:
            yield from _texts(getattr(value, name))


def _printable_text(text: str) -> str:
    if _NOTHING_TO_CLEAN.fullmatch(text) and not _LONG_WORD.search(text):
        return text.strip()
    return clean(text).strip()
