"""The role division: who does what. Exactly one actor decides about each task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DECIDES = "A"
NOTHING = "-"


@dataclass(frozen=True)
class Task:
    """One row; `letters` has one entry per actor, such as "A/R" or "-"."""

    name: str
    letters: tuple[str, ...]


@dataclass(frozen=True)
class RoleDivision:
    actors: tuple[str, ...]
    #: letter → what it means, in the order of the legend
    meanings: Mapping[str, str]
    tasks: tuple[Task, ...]


def parts(cell: str) -> tuple[str, ...]:
    """ "A/R" is A and R; "-" is nothing."""
    return tuple(letter for letter in cell.upper().replace(" ", "").split("/") if letter and letter != NOTHING)


def in_words(cell: str, meanings: Mapping[str, str]) -> str:
    """ "A/R" is "beslist en doet het"; nothing is the empty string."""
    return " en ".join(meanings.get(letter, letter) for letter in parts(cell))


def decider(task: Task, actors: tuple[str, ...]) -> str | None:
    """Who decides about a task; None when nobody does, or more than one."""
    found = [actor for actor, cell in zip(actors, task.letters, strict=True) if DECIDES in parts(cell)]
    return found[0] if len(found) == 1 else None


def undecided(division: RoleDivision) -> tuple[str, ...]:
    """Tasks about which not exactly one actor decides: until they are mended the table stays a concept."""
    return tuple(task.name for task in division.tasks if decider(task, division.actors) is None)
