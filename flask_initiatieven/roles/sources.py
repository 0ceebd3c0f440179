"""Where a role of ours comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class Via(Enum):
    EVERYBODY = "everybody"
    ADMINS = "admins"
    GIVEN = "given"
    #: a word of the host, translated by the setting ROLE_MAP
    SETTING = "setting"
    #: a word of the host, translated on our own page
    GROUP = "group"
    #: a word of the host that is a role key of ours
    HOST = "host"
    #: given on one object alone, to the person or to a group
    SHARED = "shared"


@dataclass(frozen=True)
class Source:
    """A role (key) with where it comes from: the host's word, who gave it and when, and the last day it counts."""

    role: str
    via: Via
    word: str = ""
    by: str = ""
    at: datetime | None = None
    until: date | None = None
