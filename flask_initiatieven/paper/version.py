"""Which renderer this is, without loading it."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

_HERE = Path(__file__).parent
#: The libraries whose release may change the bytes of a PDF.
_LIBRARIES = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "fonttools", "pyphen", "pillow")
#: Our own part in the bytes.
_SOURCES = ("pdf.py", "finishing.py", "boxes.py", "sections.py", "fonts.py", "text.py")


def available() -> bool:
    """Whether WeasyPrint can be found here; Pango may still turn out to be missing."""
    return find_spec("weasyprint") is not None


@cache
def renderer_version() -> str:
    """WeasyPrint's version and a hash of everything else that decides how a page looks.

    Part of the key of a stored PDF: when this changes, stored PDFs are made anew.
    """
    digest = sha256()
    for library in _LIBRARIES:
        digest.update(f"{library} {_version(library)}\n".encode())
    for path in [_HERE / name for name in _SOURCES] + sorted((_HERE / "fonts").iterdir()):
        digest.update(path.name.encode() + sha256(path.read_bytes()).digest())
    return f"weasyprint-{_version('weasyprint')}-{digest.hexdigest()[:16]}"


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"
