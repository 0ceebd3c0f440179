"""In which state the add-on is in a database: rules only.

Code that is there is not an add-on that is active. Available: nothing of ours is in the database. Removed: it was
uninstalled and the data were kept. Broken: going on would do harm or fail, and the reason says what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256


class State(StrEnum):
    AVAILABLE = "available"
    INSTALLED = "installed"
    UPGRADE = "upgrade"
    BROKEN = "broken"
    REMOVED = "removed"


class Problem(StrEnum):
    """Why it is broken."""

    AWAY = "away"
    NEWER = "newer"
    HALF = "half"
    MISSING = "missing"


@dataclass(frozen=True)
class Profile:
    """What the database says of itself: active or not, and the number of the last step it had (not our release)."""

    active: bool
    version: int
    package: str
    installed_at: datetime
    installed_by: str
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True)
class Found:
    """What is in the database: steps done (name → moment), tables with our prefix, and the profile if there is one."""

    applied: Mapping[str, datetime] = field(default_factory=dict)
    tables: frozenset[str] = frozenset()
    profile: Profile | None = None


@dataclass(frozen=True)
class Condition:
    """Names of the steps done and still to do, and the state they amount to."""

    state: State
    done: tuple[str, ...] = ()
    to_do: tuple[str, ...] = ()
    #: steps of the database that this package does not know
    unknown: tuple[str, ...] = ()
    #: tables that should be there and are not; of a half set: the ones that are there
    tables: tuple[str, ...] = ()
    problem: Problem | None = None
    profile: Profile | None = None
    #: when each step was done
    applied: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def version(self) -> int:
        """Profile version: the number of the last step done, 0 for none."""
        return max(map(number_of, (*self.done, *self.unknown)), default=0)

    @property
    def mark(self) -> str:
        """Two conditions with the same mark are the same: a button says which one it was pressed in."""
        since = self.profile.changed_at.isoformat() if self.profile else ""
        words = [self.state, self.problem or "", since, *self.done, *self.unknown]
        return sha256("\n".join(words).encode()).hexdigest()[:16]


def number_of(step: str) -> int:
    """4 of `0004_profile`."""
    return int(step.split("_")[0])


def judge(
    found: Found,
    steps: Sequence[str],
    bookkeeping: frozenset[str],
    tables_of: Callable[[tuple[str, ...]], frozenset[str]],
) -> Condition:
    """The state of a database, for a package with these steps.

    `bookkeeping`: tables that an interrupted first attempt may leave behind. `tables_of`: what these steps make.
    """
    done = tuple(name for name in steps if name in found.applied)
    to_do = tuple(name for name in steps if name not in found.applied)
    unknown = tuple(sorted(set(found.applied) - set(steps)))

    def condition(state: State, problem: Problem | None = None, tables: frozenset[str] = frozenset()) -> Condition:
        return Condition(state, done, to_do, unknown, tuple(sorted(tables)), problem, found.profile, found.applied)

    if unknown:
        return condition(State.BROKEN, Problem.NEWER)
    if not done:
        ours = found.tables & tables_of(tuple(steps)) - bookkeeping
        return condition(State.BROKEN, Problem.HALF, ours) if ours else condition(State.AVAILABLE)
    missing = tables_of(done) - found.tables
    if missing:
        return condition(State.BROKEN, Problem.MISSING, missing)
    if found.profile is not None and not found.profile.active:
        return condition(State.REMOVED)
    return condition(State.UPGRADE if to_do or found.profile is None else State.INSTALLED)
