"""CSV that opens well in a Dutch spreadsheet and carries no formula: semicolons, UTF-8 with a mark, Windows lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

#: what makes a spreadsheet calculate instead of show; the wide forms count as well
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "'"


def csv_bytes(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The file; numbers stay numbers, a text that begins like a formula gets an apostrophe in front."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return value if isinstance(value, int | float) else harmless(str(value))


def harmless(text: str) -> str:
    """The text, with an apostrophe in front when a spreadsheet would calculate it; `without_mark` takes it off."""
    return f"{_MARK}{text}" if _is_formula(text) or without_mark(text) != text else text


def without_mark(text: str) -> str:
    """What `harmless` was given. An apostrophe in front of something else than a formula stays."""
    return text[1:] if text.startswith(_MARK) and _is_formula(text[1:].lstrip(_MARK)) else text


def _is_formula(text: str) -> bool:
    return text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)
