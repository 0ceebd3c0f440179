"""The way of an initiative, read from statusmodel.yaml: states, who may move it on, and which facts that asks. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_ANY_ACTIVE, _ANY_END, _PREVIOUS = "*actief", "*eind", "*vorige"
#: steps of a timeline that are not a status themselves but bring one about
_BRINGS = {"start": "in_uitvoering"}


class Kind(StrEnum):
    BEGIN = "begin"
    ACTIVE = "actief"
    PAUSE = "pauze"
    END = "eind"


class Actor(StrEnum):
    """Who moves an initiative on; access roles are mapped to these by the page."""

    OFFICER = "uitvoerder"
    CONTACT = "aanspreekpunt"
    MANAGER = "leidinggevende"


#: words of the file → who that is here
_ACTORS = {
    "uitvoerder": Actor.OFFICER,
    "kcc": Actor.OFFICER,
    "wijkregisseur": Actor.OFFICER,
    "aanspreekpunt": Actor.CONTACT,
    "beslisser": Actor.MANAGER,
    "beslisser_die_mag_afwijzen": Actor.MANAGER,
    "leidinggevende": Actor.MANAGER,
}


@dataclass(frozen=True, slots=True)
class State:
    """A status with the word staff use and the sentence the resident reads."""

    key: str
    label: str
    resident_label: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Transition:
    """One button. `origin` None is the beginning; `facts` must be known first; `route` is the route it belongs to."""

    origin: str | None
    target: str
    button: str
    actors: frozenset[Actor]
    facts: tuple[str, ...]
    term: str | None
    route: str | None


@dataclass(frozen=True, slots=True)
class Route:
    """Calendar days from receipt to decision."""

    key: str
    days: int
    description: str


@dataclass(frozen=True, slots=True)
class StatusModel:
    states: Mapping[str, State]
    transitions: tuple[Transition, ...]
    routes: Mapping[str, Route]
    terms: Mapping[str, int]

    def state(self, key: str) -> State:
        """The state; one that the file does not know is shown under its own name."""
        return self.states.get(key) or State(key, key, key, Kind.ACTIVE)

    def possible(self, status: str, steps: Sequence[str] = ()) -> tuple[Transition, ...]:
        """The buttons of this status, their targets filled in; `steps` is the timeline, oldest first."""
        origins = {status, {Kind.ACTIVE: _ANY_ACTIVE, Kind.END: _ANY_END}.get(self.state(status).kind, status)}
        found = (self._resolved(each, steps) for each in self.transitions if each.origin in origins)
        return tuple(each for each in found if each is not None)

    def _resolved(self, transition: Transition, steps: Sequence[str]) -> Transition | None:
        if transition.target != _PREVIOUS:
            return transition
        before = self.before_pause(steps)
        if before is None:
            return None
        return Transition(
            transition.origin, before, transition.button, transition.actors, transition.facts,
            transition.term, transition.route,
        )  # fmt: skip

    def before_pause(self, steps: Iterable[str]) -> str | None:
        """The last status of a timeline that is no pause; None when it names none."""
        brought = (_BRINGS.get(step, step) for step in steps)
        active = [key for key in brought if key in self.states and self.states[key].kind is Kind.ACTIVE]
        return active[-1] if active else None


@cache
def status_model() -> StatusModel:
    """The model shipped with this room, read once."""
    text = files(__package__).joinpath("statusmodel.yaml").read_text("utf-8")
    return parse(yaml.safe_load(text))


def parse(content: Mapping[str, Any]) -> StatusModel:
    """The model of a file already read. Raises KeyError for a word this module does not know."""
    return StatusModel(
        {
            key: State(key, row["label"], row["voor_bewoner"], Kind(row["soort"]))
            for key, row in content["statussen"].items()
        },
        tuple(_transition(row) for row in content["overgangen"]),
        {key: Route(key, row["tot_besluit_dagen"], row["omschrijving"]) for key, row in content["routes"].items()},
        dict(content["termijnen"]),
    )


def _transition(row: Mapping[str, Any]) -> Transition:
    return Transition(
        row["van"],
        row["naar"],
        row["knop"],
        frozenset(_ACTORS[word] for word in row["wie"]),
        tuple(row["eis"]),
        row.get("termijn"),
        row.get("route"),
    )


def missing(transition: Transition, known: Mapping[str, bool]) -> tuple[str, ...]:
    """Facts of this button that are known to be absent; `known` says of each fact it can judge whether it is there."""
    return tuple(fact for fact in transition.facts if known.get(fact) is False)


def to_confirm(transition: Transition, known: Mapping[str, bool]) -> tuple[str, ...]:
    """Facts of this button that nothing here can judge: the person who clicks answers for them."""
    return tuple(fact for fact in transition.facts if fact not in known)
