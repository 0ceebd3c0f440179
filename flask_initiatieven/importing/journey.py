"""Is a timeline a way that statusmodel.yaml allows? Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

#: Steps that are not a status themselves but bring one about.
_BRINGS = {"start": "in_uitvoering"}
YES = frozenset({"ja", "ja_als", "ja_mits"})


@dataclass(frozen=True, slots=True)
class Move:
    """One arrow of the model. `origin` may be None (the beginning), a status, or *actief, *eind, *vorige."""

    origin: str | None
    target: str
    route: str | None


@dataclass(frozen=True, slots=True)
class StatusModel:
    """Statuses with their kind (begin, actief, pauze, eind), and the moves between them."""

    kinds: dict[str, str]
    moves: tuple[Move, ...]

    def after(self, status: str | None, before_pause: str | None, route: str | None) -> tuple[str, ...]:
        """The statuses that may follow `status` on this route, in the order of the model."""
        kind = self.kinds.get(status or "", "")
        origins = {status, f"*{kind}"}
        found = [
            before_pause if move.target == "*vorige" else move.target
            for move in self.moves
            if move.origin in origins and move.route in (None, route)
        ]
        return tuple(dict.fromkeys(target for target in found if target))


@dataclass(frozen=True, slots=True)
class Misstep:
    """The step at `position` can't follow `before`; `allowed` may."""

    position: int
    before: str | None
    status: str
    allowed: tuple[str, ...]


@cache
def status_model() -> StatusModel:
    """The model shipped with the registry."""
    text = files("flask_initiatieven.initiatives").joinpath("statusmodel.yaml").read_text("utf-8")
    model: dict[str, Any] = yaml.safe_load(text)
    kinds = {status: facts["soort"] for status, facts in model["statussen"].items()}
    moves = tuple(Move(move["van"], move["naar"], move.get("route")) for move in model["overgangen"])
    return StatusModel(kinds, moves)


def statuses(steps: Sequence[str], outcome: str | None, model: StatusModel) -> Iterator[tuple[int, str]]:
    """Which step brings which status. The last `besluit` brings akkoord when the answer is yes."""
    last_decision = max((position for position, step in enumerate(steps) if step == "besluit"), default=None)
    for position, step in enumerate(steps):
        if step in model.kinds:
            yield position, step
        elif step in _BRINGS:
            yield position, _BRINGS[step]
        elif position == last_decision and outcome in YES:
            yield position, "akkoord"


def missteps(steps: Sequence[str], outcome: str | None, route: str | None, model: StatusModel) -> list[Misstep]:
    """The steps that the model does not allow. Staying in the same status is always allowed."""
    found: list[Misstep] = []
    status: str | None = None
    before_pause: str | None = None
    for position, target in statuses(steps, outcome, model):
        allowed = model.after(status, before_pause, route)
        if target not in (status, *allowed):
            found.append(Misstep(position, status, target, allowed))
        if model.kinds[target] == "pauze" and status != target:
            before_pause = status
        status = target
    return found


def last_status(steps: Sequence[str], outcome: str | None, model: StatusModel) -> str | None:
    """Where the timeline ends; None when it holds no status at all."""
    return next((status for _, status in reversed(list(statuses(steps, outcome, model)))), None)
