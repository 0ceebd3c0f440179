"""The list of signs our fonts have: `python -m tests.paper.coverage` writes it anew after fonts changed."""

from __future__ import annotations

import textwrap
import unicodedata
from itertools import groupby

from fontTools.ttLib import TTFont  # type: ignore[import-untyped, unused-ignore]

from flask_initiatieven.paper import fonts

FILE = fonts.FOLDER / "coverage.txt"
#: One face of each family: the others have the same signs, or fontconfig takes these instead.
FACES = ("SourceSans3-Regular.ttf", "DejaVuSans.ttf")


def signs() -> list[int]:
    """Code points that can be printed, in order."""
    found = {code for name in FACES for code in TTFont(fonts.FOLDER / name).getBestCmap()}
    return sorted(code for code in found if unicodedata.category(chr(code)) not in {"Cc", "Cn", "Co", "Cs"})


def listing() -> str:
    """The signs as hexadecimal ranges."""
    runs = [list(run) for _, run in groupby(enumerate(signs()), lambda pair: pair[1] - pair[0])]
    ends = [(run[0][1], run[-1][1]) for run in runs]
    ranges = [f"{first:X}" if first == last else f"{first:X}-{last:X}" for first, last in ends]
    return textwrap.fill(" ".join(ranges), 100, break_on_hyphens=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(listing(), encoding="ascii")
