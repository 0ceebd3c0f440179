"""What `check` finds."""

from __future__ import annotations

from dataclasses import dataclass

#: not safe, or not working
WRONG = "FOUT"
#: works, but should not stay so
CARE = "LET OP"


@dataclass(frozen=True)
class Finding:
    """`id` stays the same in every version, such as `ini.S001`; `grade` is FOUT or LET OP; `cure` says what to do."""

    id: str
    grade: str
    what: str
    cure: str
