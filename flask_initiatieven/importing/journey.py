"""Is a timeline a way that the status model of the registry allows? Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_initiatieven.initiatives.process import StatusModel

#: Steps that are not a status themselves but bring one about.
_BRINGS = {"start": "in_uitvoering"}
YES = frozenset({"ja", "ja_als", "ja_mits"})


@dataclass(frozen=True, slots=True)
class Misstep:
    """The step at `position` can't follow `before`; `allowed` may."""

    position: int
    before: str | None
    status: str
    allowed: tuple[str, ...]


def statuses(steps: Sequence[str], outcome: str | None, model: StatusModel) -> Iterator[tuple[int, str]]:
    """Which step brings which status. The last `besluit` brings akkoord when the answer is yes."""
    last_decision = max((position for position, step in enumerate(steps) if step == "besluit"), default=None)
    for position, step in enumerate(steps):
        if step in model.states:
            yield position, step
        elif step in _BRINGS:
            yield position, _BRINGS[step]
        elif position == last_decision and outcome in YES:
            yield position, "akkoord"


def missteps(steps: Sequence[str], outcome: str | None, route: str | None, model: StatusModel) -> list[Misstep]:
    """The steps that the model does not allow. Staying in the same status is always allowed."""
    found: list[Misstep] = []
    so_far: list[str] = []
    for position, status in statuses(steps, outcome, model):
        allowed = _after(so_far, route, model)
        before = so_far[-1] if so_far else None
        if status not in (before, *allowed):
            found.append(Misstep(position, before, status, allowed))
        so_far.append(status)
    return found


def _after(so_far: Sequence[str], route: str | None, model: StatusModel) -> tuple[str, ...]:
    """The statuses that may come next, in the order of the model."""
    if so_far:
        moves = model.possible(so_far[-1], so_far)
    else:
        moves = tuple(move for move in model.transitions if move.origin is None)
    return tuple(dict.fromkeys(move.target for move in moves if move.route in (None, route)))


def last_status(steps: Sequence[str], outcome: str | None, model: StatusModel) -> str | None:
    """Where the timeline ends; None when it holds no status at all."""
    return next((status for _, status in reversed(list(statuses(steps, outcome, model)))), None)
