"""Paper: HTML and CSS become an accessible, bounded, repeatable PDF.

Importing this imports no WeasyPrint; only renderer processes do.
"""

from __future__ import annotations

from .document import Document, Limits, Paper, SectionHeight
from .errors import PaperBusy, PaperError, PaperTooHeavy, PaperUnavailable
from .pool import render, rest, warm
from .text import clean, unprintable
from .version import available, renderer_version

__all__ = [
    "Document",
    "Limits",
    "Paper",
    "PaperBusy",
    "PaperError",
    "PaperTooHeavy",
    "PaperUnavailable",
    "SectionHeight",
    "available",
    "clean",
    "render",
    "renderer_version",
    "rest",
    "unprintable",
    "warm",
]
