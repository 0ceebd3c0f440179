"""What WeasyPrint leaves undone for PDF/UA, done just before the PDF is written; and what it measured."""

from __future__ import annotations

from typing import Any

from flask_initiatieven.paper.document import SectionHeight


def finish(document: Any, pdf: Any) -> None:
    """WeasyPrint's `finisher` hook."""


def section_heights(document: Any) -> tuple[SectionHeight, ...]:
    return ()
