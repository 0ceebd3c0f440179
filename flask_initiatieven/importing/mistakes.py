"""What is wrong in an import file: where, what, and what was expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from flask_initiatieven.errors import Refused

#: Where in the file: keys of mappings and positions in lists (from 0), from the top down.
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A mistake without its place: what is wrong, and what to write instead. Two Dutch sentences."""

    problem: str
    expected: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in the file, in words for the person who wrote it.

    `line` counts from 1; 0 means the file as a whole. `place` is the way down to the value, positions from 1.
    """

    line: int
    place: str
    problem: str
    expected: str


class ImportRefused(Refused):
    """The file has mistakes; nothing was saved. `mistakes` lists every one, in the order of the file."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = in_order(mistakes)
        super().__init__(f"Dit bestand heeft {number_of_mistakes(len(self.mistakes))}. Er is niets opgeslagen.")


def in_order(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """Sorted by line; the same mistake found twice is told once."""
    return tuple(sorted(dict.fromkeys(mistakes), key=attrgetter("line")))


def number_of_mistakes(count: int) -> str:
    """ "1 fout", "25 fouten"."""
    return "1 fout" if count == 1 else f"{count} fouten"
