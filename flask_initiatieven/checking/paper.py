"""Findings about paper: WeasyPrint, Pango, and our own fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from ..paper import fonts
from .finding import WRONG, Finding

#: what setup.cfg asks for, and what that WeasyPrint asks of Pango
LEAST_WEASYPRINT = 70
LEAST_PANGO = (1, 44)
FONTS = (
    "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "SourceSans3-Regular.ttf", "SourceSans3-Bold.ttf", "SourceSans3-It.ttf",
)  # fmt: skip
#: how a TrueType file begins
_TRUETYPE = b"\x00\x01\x00\x00"


def findings() -> Iterator[Finding]:
    yield from _renderer_findings()
    yield from font_findings(fonts.FOLDER)


def _renderer_findings() -> Iterator[Finding]:
    if find_spec("weasyprint") is None:
        yield Finding("ini.P001", WRONG, "WeasyPrint ontbreekt.", "Typ: pip install weasyprint")
        return
    found = _version_of("weasyprint")
    if _first_number(found) < LEAST_WEASYPRINT:
        what = f"WeasyPrint {found} is te oud; nodig is {LEAST_WEASYPRINT} of nieuwer."
        yield Finding("ini.P003", WRONG, what, "Typ: pip install --upgrade weasyprint")
    try:
        pango = _pango()
    except OSError:
        cure = "Typ: apt install libpango-1.0-0 libpangoft2-1.0-0"
        yield Finding("ini.P002", WRONG, "Pango ontbreekt: er kan geen PDF worden gemaakt.", cure)
        return
    if pango < LEAST_PANGO:
        what = f"Pango {pango[0]}.{pango[1]} is te oud; nodig is {LEAST_PANGO[0]}.{LEAST_PANGO[1]} of nieuwer."
        yield Finding("ini.P004", WRONG, what, "Gebruik een nieuwere versie van Debian of Ubuntu.")


def font_findings(folder: Path) -> Iterator[Finding]:
    """Fonts that are not there, not readable or no fonts; without them a PDF has other letters, or none."""
    wrong = [name for name in FONTS if not _is_font(folder / name)]
    settings = folder / "fonts.conf"
    if not settings.is_file() or not settings.read_text(encoding="utf-8").strip():
        wrong.append(settings.name)
    if wrong:
        what = f"Lettertypen ontbreken of zijn niet te lezen: {', '.join(wrong)} in {folder}."
        yield Finding("ini.P005", WRONG, what, "Typ: pip install --force-reinstall --no-deps flask-initiatieven")


def _is_font(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == _TRUETYPE
    except OSError:
        return False


def _pango() -> tuple[int, int]:
    """Version of Pango. Raises OSError when it can't be loaded."""
    from weasyprint.text.ffi import pango

    number = int(pango.pango_version())
    return number // 10_000, number // 100 % 100


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "0"


def _first_number(words: str) -> int:
    found = re.match(r"\d+", words)
    return int(found[0]) if found else 0
