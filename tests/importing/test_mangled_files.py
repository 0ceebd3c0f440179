"""Whatever somebody does to a file, it is read or refused in words; it never ends in a traceback."""

from __future__ import annotations

import random
from typing import Any

import pytest

from flask_initiatieven.importing.mistakes import ImportRefused, Mistake
from tests.importing.sample import SAMPLE, changed, mistakes_in

SIGNS = "{}[]:,\"'-&*!|>%@`#\t"
STRANGE: list[Any] = [None, 0, -1, True, "", "x", [], {}, [None], [[]], {"a": 1}, [{}], "2026-13-01", 1.5, 10**12, "A"]


def told(text: str) -> tuple[Mistake, ...]:
    try:
        return mistakes_in(text)
    except ImportRefused as refused:
        return refused.mistakes


def with_a_slip(chance: random.Random) -> str:
    """The sample after somebody's finger slipped."""
    lines = SAMPLE.read_text("utf-8").splitlines()
    number = chance.randrange(len(lines))
    line = lines[number]
    place = chance.randrange(len(line) + 1)
    lines[number : number + 1] = chance.choice(
        [[], [line[:place]], [line, line], [" " + line], [line[:place] + chance.choice(SIGNS) + line[place:]]]
    )
    return "\n".join(lines)


def with_a_strange_value(chance: random.Random) -> str:
    """The sample with something else, or nothing, somewhere in it."""

    def change(values: dict[str, Any]) -> None:
        place: Any = values
        while True:
            key = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
            inner = place[key]
            if not isinstance(inner, (dict, list)) or not inner or chance.random() < 0.15:
                break
            place = inner
        if chance.random() < 0.3:
            del place[key]
        else:
            place[key] = chance.choice(STRANGE)

    return changed(change)


@pytest.mark.parametrize("mangled", [with_a_slip, with_a_strange_value])
def test_a_mangled_file_is_refused_in_whole_sentences(mangled: Any) -> None:
    found = [mistake for seed in range(60) for mistake in told(mangled(random.Random(seed)))]
    assert len(found) > 30
    for mistake in found:
        assert mistake.line > 0
        assert mistake.problem.endswith(".")
        assert mistake.expected.endswith((".", "?"))
