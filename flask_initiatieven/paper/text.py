"""Words made fit for paper: what our fonts can print, on lines that can break."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from . import fonts

#: Printed where our fonts have no sign (upright, no box to tick); `unprintable` tells which, for a warning.
SUBSTITUTE = "▯"
#: Invisible, allows a line to break, leaves nothing in the text that is copied from the PDF.
BREAK = "\u200b"
#: A word may be this long before it gets places to break; a column of a briefing is wider than this.
LONGEST_PIECE = 30
#: More accents than this on one letter is decoration that prints over the lines above.
_MOST_MARKS = 3

#: Nearly everything that people here type; each of these is in NFC and in all our fonts.
_PLAIN = re.compile("[\n -~\u00a1-\u00ac\u00ae-\u00ff€–—‘’“”…•]*")
_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LONG_WORD = re.compile(rf"[^\s\u200b\u00ad]{{{LONGEST_PIECE + 1},}}")
#: Where a long word (an address on the internet, a file name) breaks best.
_GOOD_BREAK = re.compile(r"(?<=[/\\.,;:?&=_@+\-–—|)\]}])(?=\w)")
_MEANINGLESS = {"Cc", "Cf", "Cs", "Cn", "Co"}
_KEPT_INVISIBLE = {"\n", "\u00ad", BREAK, "\u200c", "\u200d"}
_SIGN_MODIFIERS = re.compile("[\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")


def clean(text: str) -> str:
    """The text as it can be printed.

    NFC; no controls, lone surrogates or bidi overrides; line ends as "\\n"; a visible substitute for what no
    font of ours has; places to break in long words. Cleaning twice changes nothing.
    """
    if _PLAIN.fullmatch(text) and not _LONG_WORD.search(text):
        return text
    tidy = _bearable_marks(_tidy(text))
    return _LONG_WORD.sub(lambda word: _breakable(word[0]), _substituted(tidy))


def unprintable(text: str) -> list[str]:
    """The characters that `clean` replaces, each once, in order of appearance."""
    return list(dict.fromkeys(character for character, is_printable in _judged(_tidy(text)) if not is_printable))


def _tidy(text: str) -> str:
    lines = _NEWLINES.sub("\n", text.replace("\t", " "))
    return unicodedata.normalize("NFC", "".join(filter(_has_meaning, lines)))


def _has_meaning(character: str) -> bool:
    """False for controls, surrogates, directional overrides and other signs that print nothing."""
    return character in _KEPT_INVISIBLE or unicodedata.category(character) not in _MEANINGLESS


def _bearable_marks(text: str) -> str:
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _substituted(text: str) -> str:
    return "".join(character if is_printable else SUBSTITUTE for character, is_printable in _judged(text))


def _judged(text: str) -> Iterator[tuple[str, bool]]:
    """Each character and whether our fonts have it; a skin tone or joiner belongs to the sign before it."""
    is_printable = True
    for character in text:
        if is_printable or not _SIGN_MODIFIERS.match(character):
            is_printable = _is_printable(character)
            yield character, is_printable


def _breakable(word: str) -> str:
    pieces = _GOOD_BREAK.sub(BREAK, word).split(BREAK)
    return BREAK.join(
        BREAK.join(piece[start : start + LONGEST_PIECE] for start in range(0, len(piece), LONGEST_PIECE))
        for piece in pieces
    )


def _is_printable(character: str) -> bool:
    if character in _KEPT_INVISIBLE:
        return True
    starts, ends = _coverage()
    position = bisect_right(starts, ord(character)) - 1
    return position >= 0 and ord(character) <= ends[position]


@cache
def _coverage() -> tuple[list[int], list[int]]:
    """First and last characters of the ranges our fonts have, from a list kept beside them."""
    ranges = (fonts.FOLDER / "coverage.txt").read_text(encoding="ascii").split()
    pairs = [tuple(int(end, 16) for end in part.split("-")) for part in ranges]
    return [pair[0] for pair in pairs], [pair[-1] for pair in pairs]
