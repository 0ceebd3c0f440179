"""The role division: who does what. Exactly one actor decides about each task, else the table stays a concept. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

DECIDES = "A"
NOTHING = "-"
#: the letters in the order in which they are told, with what they mean in a new table
LETTERS = {"R": "doet het", "A": "beslist", "S": "helpt mee", "C": "denkt mee", "I": "weet het"}
#: order in which somebody's part in a phase is told: what he decides first
TOLD = ("A", "R", "S", "C", "I")
#: what somebody else reads of a part: who decides, does and helps
TOLD_OF_OTHERS = ("A", "R", "S")


class TableState(StrEnum):
    """CONCEPT may be edited; ADOPTED is in force, one at most; REPLACED was in force. The last two never change."""

    CONCEPT = "concept"
    ADOPTED = "vastgesteld"
    REPLACED = "vervangen"


class Party(StrEnum):
    """Who an actor is, whatever the municipality calls him; OTHER is nobody that the add-on knows."""

    RESIDENT = "bewoner"
    CONTACT = "aanspreekpunt"
    COLLEAGUE = "vakcollega"
    MANAGER = "leidinggevende"
    ALDERMAN = "wethouder"
    COLLEGE = "college"
    COUNCIL = "raad"
    OTHER = ""


@dataclass(frozen=True)
class Actor:
    """A column of the table, in the municipality's own word."""

    name: str
    party: Party = Party.OTHER


@dataclass(frozen=True)
class Task:
    """One row; `letters` has one entry per actor, such as "A/R" or "-"; `phases` are keys of the status model."""

    name: str
    letters: tuple[str, ...]
    phases: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoleDivision:
    actors: tuple[Actor, ...] = ()
    #: letter → what it means, in the order of the legend
    meanings: Mapping[str, str] | None = None
    tasks: tuple[Task, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class Part:
    """What one actor has to do in a phase: tasks by letter, in the order of `TOLD`."""

    actor: Actor
    tasks: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class InPhase:
    """Who does what in one phase: the reader's own part first."""

    mine: tuple[Part, ...]
    others: tuple[Part, ...]


def parts(cell: str) -> tuple[str, ...]:
    """ "A/R" is A and R; "-" is nothing."""
    return tuple(letter for letter in cell.upper().replace(" ", "").split("/") if letter and letter != NOTHING)


def in_words(cell: str, meanings: Mapping[str, str]) -> str:
    """ "A/R" is "beslist en doet het"; nothing is the empty string."""
    return " en ".join(meanings.get(letter, letter) for letter in parts(cell))


def is_decided(task: Task) -> bool:
    """Does exactly one actor decide about it?"""
    return sum(DECIDES in parts(cell) for cell in task.letters) == 1


def decider(task: Task, actors: tuple[Actor, ...]) -> Actor | None:
    """Who decides about a task; None when nobody does, or more than one."""
    found = [actor for actor, cell in zip(actors, task.letters, strict=True) if DECIDES in parts(cell)]
    return found[0] if len(found) == 1 else None


def undecided(division: RoleDivision) -> tuple[int, ...]:
    """Positions of the tasks about which not exactly one actor decides."""
    return tuple(place for place, task in enumerate(division.tasks) if not is_decided(task))


def may_be_adopted(division: RoleDivision) -> bool:
    """It has tasks, and about each of them exactly one actor decides."""
    return bool(division.tasks) and not undecided(division)


def in_phase(division: RoleDivision, phase: str, mine: Iterable[Party]) -> InPhase:
    """Who does what in this phase; actors who are one of `mine` are the reader."""
    own = set(mine) - {Party.OTHER}
    tasks = [task for task in division.tasks if phase in task.phases]
    found = [
        (actor, _part(actor, place, tasks, TOLD if actor.party in own else TOLD_OF_OTHERS))
        for place, actor in enumerate(division.actors)
    ]
    return InPhase(
        tuple(part for actor, part in found if actor.party in own and part.tasks),
        tuple(part for actor, part in found if actor.party not in own and part.tasks),
    )


def _part(actor: Actor, place: int, tasks: list[Task], letters: tuple[str, ...]) -> Part:
    told = ((letter, tuple(task.name for task in tasks if letter in parts(task.letters[place]))) for letter in letters)
    return Part(actor, tuple((letter, names) for letter, names in told if names))


#: word in the name of an actor → who that is; first fit
_PARTY_WORDS = (
    ("bewoner", Party.RESIDENT), ("initiatiefnemer", Party.RESIDENT), ("aanspreekpunt", Party.CONTACT),
    ("wijkregisseur", Party.CONTACT), ("collega", Party.COLLEAGUE), ("leidinggevende", Party.MANAGER),
    ("wethouder", Party.ALDERMAN), ("college", Party.COLLEGE), ("raad", Party.COUNCIL),
)  # fmt: skip
#: word in a task → phases it belongs to; first fit
_PHASE_WORDS = (
    ("idee", "binnengekomen verkenning"), ("buurt", "verkenning uitwerking"), ("verwachting", "verkenning akkoord"),
    ("feit", "uitwerking"), ("ja zeggen", "uitwerking ter_beslissing"), ("nee zeggen", "ter_beslissing"),
    ("beslis", "ter_beslissing"), ("kader", "ter_beslissing"), ("briefing", "uitwerking in_uitvoering in_beheer"),
    ("nakomen", "akkoord in_uitvoering in_beheer"),
    ("belo", "verkenning uitwerking ter_beslissing akkoord"), ("succes", "in_uitvoering in_beheer afgerond"),
)  # fmt: skip


def likely_party(name: str) -> Party:
    """Who an actor of this name probably is; for imported tables, which do not say."""
    return next((party for word, party in _PARTY_WORDS if word in name.lower()), Party.OTHER)


def likely_phases(task: str) -> tuple[str, ...]:
    """The phases a task of this name probably belongs to; for imported tables that do not say."""
    return tuple(next((phases for word, phases in _PHASE_WORDS if word in task.lower()), "").split())


#: last words of a name that take "het"
_NEUTER = ("college", "aanspreekpunt", "team", "bestuur", "bureau", "platform", "comité", "loket")
_PLURAL = ("en", "'s", "rs", "leden")


def is_plural(name: str) -> bool:
    """ "bewoners", "collega's", "leidinggevenden"."""
    return name.lower().endswith(_PLURAL)


def with_article(name: str) -> str:
    """ "de wethouder", "het college"; a name that has its article keeps it."""
    if name.lower().startswith(("de ", "het ", "een ")):
        return name
    neuter = name.lower().endswith(_NEUTER)
    return f"het {name}" if neuter else f"de {name}"
