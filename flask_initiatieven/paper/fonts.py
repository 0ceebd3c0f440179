"""Where our fonts are, and how a process comes to know no others."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"


def environment() -> dict[str, str]:
    """Variables that point fontconfig at our fonts only; to be set before WeasyPrint is imported."""
    return {
        "FONTCONFIG_FILE": str(FOLDER / "fonts.conf"),
        "FONTCONFIG_PATH": str(FOLDER),
    }
