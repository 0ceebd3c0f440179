"""CSV that opens well in a Dutch spreadsheet and carries no formula: semicolons, UTF-8 with a mark, Windows lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

#: what makes a spreadsheet calculate instead of show; the wide forms count as well
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_bytes(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The file; numbers stay numbers, a text that begins like a formula gets an apostrophe in front."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    if isinstance(value, int | float):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text
