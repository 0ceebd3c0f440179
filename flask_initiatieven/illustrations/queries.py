"""Which images there are in governing texts, and where they are used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from .. import rich_text
from ..rich_text import document
from ..vision.models import Page, PageVersion
from ..vision.publication import RICH
from .models import PageImage


@dataclass(frozen=True)
class Shown:
    """An image with everything about it but its bytes."""

    id: int
    page_id: int
    mime: str
    width: int
    height: int
    size: int
    alt: str
    digest: str
    uploaded_by: str

    @property
    def code(self) -> str:
        """How it is put into a text by who types."""
        return rich_text.to_typed(f'<img src="beeld:{self.id}" alt="{escape(self.alt)}">')

    @property
    def short_digest(self) -> str:
        return self.digest[:16]


_FIELDS = tuple(getattr(PageImage, name) for name in Shown.__dataclass_fields__)


def _tuples(rows: Any) -> list[tuple[Any, ...]]:
    return list(rows.tuples())


def of_page(page_id: int) -> list[Shown]:
    """Newest first."""
    rows = PageImage.select(*_FIELDS).where(PageImage.page == page_id).order_by(PageImage.id.desc())
    return [Shown(*row) for row in _tuples(rows)]


def numbered(page_id: int, numbers: Iterable[int]) -> dict[int, Shown]:
    """Those of these numbers that belong to this page."""
    wanted = set(numbers)
    if not wanted:
        return {}
    rows = PageImage.select(*_FIELDS).where((PageImage.page == page_id) & PageImage.id.in_(wanted))
    return {row[0]: Shown(*row) for row in _tuples(rows)}


def find(place: tuple[str, int]) -> Shown | None:
    """The image of the page with this key that has this number."""
    key, number = place
    rows = _tuples(PageImage.select(*_FIELDS).join(Page).where((Page.key == key) & (PageImage.id == number)))
    return Shown(*rows[0]) if rows else None


def data(image_id: int) -> bytes:
    """The file itself."""
    return bytes(PageImage.get_by_id(image_id).data)


def used_in(image: Shown) -> list[PageVersion]:
    """Versions of its page with this image in their text, newest first; those in the bin too."""
    named = f'src="{document.OWN_IMAGE}{image.id}"'
    uses = False
    for name in RICH:
        uses = getattr(PageVersion, name).contains(named) | uses
    rows = PageVersion.select(PageVersion, Page).join(Page).where((PageVersion.page == image.page_id) & uses)
    return list(rows.order_by(PageVersion.number.desc()))


def newest_version(image: Shown) -> PageVersion | None:
    """The last made version of its page, whatever has become of it."""
    rows = PageVersion.select(PageVersion, Page).join(Page).where(PageVersion.page == image.page_id)
    found: PageVersion | None = rows.order_by(PageVersion.number.desc()).first()
    return found


def strangers(page_id: int, texts: Iterable[str]) -> set[int]:
    """Numbers of images in these texts that are no images of this page."""
    numbers = {image.number for text in texts for image in rich_text.images(text)}
    return numbers - set(numbered(page_id, numbers))
