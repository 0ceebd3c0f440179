"""The key of a principle: by it decisions cite it, in this version and the ones after.

A principle keeps its key as long as its title or its text can be recognised; nobody has to type or see it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..comparing.difference import partners
from ..vision.publication import Line, PageLineKind

_LONGEST = 100


def keyed(lines: Iterable[Line], before: Sequence[Line] = ()) -> tuple[Line, ...]:
    """The same lines, each principle with its key: its own, else that of the one it was `before`, else a new one."""
    found = list(lines)
    places = [place for place, line in enumerate(found) if line.kind == PageLineKind.PRINCIPLE and not line.key]
    taken = {line.key for line in found if line.key}
    left = [line for line in before if line.kind == PageLineKind.PRINCIPLE and line.key and line.key not in taken]
    known = _recognised([found[place] for place in places], left)
    taken |= set(known.values())
    for number, place in enumerate(places):
        key = known.get(number) or _free(slug(found[place].title), taken)
        taken.add(key)
        found[place] = replace(found[place], key=key)
    return tuple(found)


def slug(title: str) -> str:
    """ "Eerst luisteren" is eerst-luisteren."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or "uitgangspunt"


def _recognised(lines: list[Line], before: list[Line]) -> dict[int, str]:
    """Place in `lines` → key: the same title, else the same text, else most of the same words."""
    known: dict[int, str] = {}
    left = list(before)
    for name in ("title", "text"):
        for place, line in enumerate(lines):
            same = next((each for each in left if _plain(each, name) == _plain(line, name) != ""), None)
            if place not in known and same is not None:
                left.remove(same)
                known[place] = same.key
    rest = [place for place in range(len(lines)) if place not in known]
    words = [_words(each) for each in left]
    for old, new in partners(words, [_words(lines[place]) for place in rest]):
        known[rest[new]] = left[old].key
    return known


def _plain(line: Line, name: str) -> str:
    return " ".join(str(getattr(line, name)).casefold().split())


def _words(line: Line) -> list[str]:
    return f"{line.title} {line.text}".casefold().split()


def _free(key: str, taken: set[str]) -> str:
    numbered = (f"{key}-{count}" for count in range(2, len(taken) + 3))
    return key if key not in taken else next(each for each in numbered if each not in taken)
