"""Rules of the coalition programme: what an initiative has to do with an item, which programme is in force. Pure."""

from __future__ import annotations

from enum import StrEnum


class ProgrammeState(StrEnum):
    """COMING: being prepared; CURRENT: in force; PAST: replaced by a newer one."""

    COMING = "voorbereiding"
    CURRENT = "geldt"
    PAST = "voorbij"


class Strength(StrEnum):
    """CLASHES is sensitive: only who prepares the alderman's visit reads it."""

    CONTRIBUTES = "draagt_bij"
    TOUCHES = "raakt"
    CLASHES = "schuurt"
