"""The programme of a visit, minute by minute: rows lie inside the visit, in order and not over each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import time
from enum import Enum


@dataclass(frozen=True, slots=True)
class Slot:
    """One row. `begins` None: when the row above ends. `minutes` is at least 1."""

    begins: time | None
    minutes: int
    what: str = ""
    who: str = ""


class Fault(Enum):
    TOO_EARLY = "begins before the visit does"
    OVERLAP = "begins before the row above ends"
    TOO_LATE = "begins when the visit is over, or later"
    TOO_LONG = "ends after the visit does"


@dataclass(frozen=True, slots=True)
class Misfit:
    """What is wrong with the row at `position` (from 0): it passes the time `at` by so many minutes."""

    position: int
    fault: Fault
    at: time
    minutes: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Time of the visit in which nothing is planned."""

    begins: time
    ends: time
    minutes: int


def chained(slots: Iterable[Slot], begins: time) -> tuple[Slot, ...]:
    """The same rows, each with a time: a row without one follows the row above, the first follows `begins`."""
    found: list[Slot] = []
    free = minutes_of(begins)
    for slot in slots:
        timed = slot if slot.begins is not None else replace(slot, begins=clock_of(free))
        free = _begin(timed) + timed.minutes
        found.append(timed)
    return tuple(found)


def moved(slots: Iterable[Slot], minutes: int) -> tuple[Slot, ...]:
    """The same rows, so many minutes later (or earlier); none leaves the day."""
    return tuple(replace(slot, begins=clock_of(_begin(slot) + minutes)) for slot in slots)


def misfits(slots: Sequence[Slot], begins: time, ends: time) -> tuple[Misfit, ...]:
    """At most one misfit for each row; empty when the programme fits."""
    found = [
        _misfit(position, slot, slots[position - 1] if position else None, minutes_of(begins), minutes_of(ends))
        for position, slot in enumerate(slots)
    ]
    return tuple(misfit for misfit in found if misfit)


def gaps(slots: Sequence[Slot], begins: time, ends: time) -> tuple[Gap, ...]:
    """Where nothing is planned, in order. A visit without any row has no gaps: it has no programme."""
    if not slots:
        return ()
    starts = [_begin(slot) for slot in slots] + [minutes_of(ends)]
    finishes = [minutes_of(begins)] + [_begin(slot) + slot.minutes for slot in slots]
    return tuple(
        Gap(clock_of(finish), clock_of(start), start - finish)
        for finish, start in zip(finishes, starts, strict=True)
        if start > finish
    )


def minutes_of(at: time) -> int:
    """Minutes since midnight."""
    return at.hour * 60 + at.minute


def clock_of(minutes: int) -> time:
    """The time so many minutes after midnight, held inside the day."""
    inside = min(max(minutes, 0), 24 * 60 - 1)
    return time(inside // 60, inside % 60)


def _begin(slot: Slot) -> int:
    assert slot.begins is not None, "chained() gives each row its time"
    return minutes_of(slot.begins)


def _misfit(position: int, slot: Slot, above: Slot | None, opens: int, closes: int) -> Misfit | None:
    begin = _begin(slot)
    free = _begin(above) + above.minutes if above else opens
    if begin < opens:
        return Misfit(position, Fault.TOO_EARLY, clock_of(opens), opens - begin)
    if begin < free:
        return Misfit(position, Fault.OVERLAP, clock_of(free), free - begin)
    if begin >= closes:
        return Misfit(position, Fault.TOO_LATE, clock_of(closes), begin - closes)
    if begin + slot.minutes > closes:
        return Misfit(position, Fault.TOO_LONG, clock_of(closes), begin + slot.minutes - closes)
    return None
