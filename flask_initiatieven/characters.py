"""Characters that are never stored, whoever sends them."""

from __future__ import annotations

import re

#: C0/C1 controls but tab and newline, lone surrogates, marks, overrides and isolates of direction
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")


def with_unix_lines(text: str) -> str:
    """The text with \\n at the end of each line, whatever ended it."""
    return _LINE_ENDS.sub("\n", text)
