"""Paper: HTML and CSS become an accessible, bounded, repeatable PDF.

Importing this imports no WeasyPrint; only renderer processes do.
"""

from __future__ import annotations

from flask_initiatieven.paper.document import Document, Limits, Paper, SectionHeight
from flask_initiatieven.paper.errors import PaperBusy, PaperError, PaperTooHeavy, PaperUnavailable
from flask_initiatieven.paper.pool import render, warm
from flask_initiatieven.paper.text import clean, unprintable
from flask_initiatieven.paper.version import available, renderer_version

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
    "unprintable",
    "warm",
]
