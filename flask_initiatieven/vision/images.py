"""Images in governing texts: which there are, where they are used, and how a text with images is shown or printed.

Stored text names an image by its number alone (`beeld:12`), so it does not depend on where the add-on is mounted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from . import rich_document, rich_text
from .image_models import PageImage
from .models import Page, PageVersion
from .publication import RICH

#: an image of a page is not wider in print, in CSS pixels
_PRINTED_WIDTH = 600


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
    named = f'src="{rich_document.OWN_IMAGE}{image.id}"'
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


# --- on the screen -------------------------------------------------------------------------------------------


def top(name: str) -> int:
    """Level of the headings in a rich field: the text itself has no heading above it on its page, the others have."""
    return 2 if name == "text" else 3


def shown(rich: str, page_id: int, address: Callable[[Shown], str], root: str, top: int = 3) -> Markup:
    """Rich text as it stands on a page, safe to print: read anew, with addresses as they are for this request.

    `address` says where an image is fetched, `root` what our own addresses begin with, `top` the level of its headings.
    An image that is not there, or belongs to another page, is its words.
    """
    found = rich_text.read(rich)
    known = numbered(page_id, (image.number for image in rich_document.images(found)))

    def draw(image: rich_document.Image) -> str:
        one = known.get(image.number)
        if one is None:
            return f"<p>{escape(image.alt)}</p>" if image.alt else ""
        return (
            f'<img src="{escape(address(one))}" alt="{escape(image.alt or one.alt)}" '
            f'width="{one.width}" height="{one.height}" loading="lazy">'
        )

    html = rich_document.to_html(found, draw, lambda where: outside(where, root), top)
    return Markup(html)  # noqa: S704 # nosec B704


def outside(where: str, root: str) -> str:
    """A stored address as it is outside: links to our own pages get what our addresses begin with."""
    return root + where.removeprefix(rich_document.OWN_PAGE) if where.startswith(rich_document.OWN_PAGE) else where


# --- on paper ------------------------------------------------------------------------------------------------


def bytes_for(html: str, page_id: int) -> dict[str, bytes]:
    """The files of the images in this rich text, by the name `for_paper` gives them: for `paper.Document.images`."""
    numbers = {image.number for image in rich_text.images(html)}
    return {name(one): data(one.id) for one in numbered(page_id, numbers).values()}


def for_paper(html: str, page_id: int, root: str, top: int = 3) -> Markup:
    """Rich text for paper: images as `ini:NAME`, links to our own pages with their absolute beginning, `root`."""
    found = rich_text.read(html)
    known: Mapping[int, Shown] = numbered(page_id, (image.number for image in rich_document.images(found)))

    def draw(image: rich_document.Image) -> str:
        one = known.get(image.number)
        if one is None:
            return f"<p>{escape(image.alt)}</p>" if image.alt else ""
        width = min(one.width, _PRINTED_WIDTH)
        return f'<img src="ini:{name(one)}" alt="{escape(image.alt or one.alt)}" width="{width}">'

    html = rich_document.to_html(found, draw, lambda where: outside(where, root), top)
    return Markup(html)  # noqa: S704 # nosec B704


def name(image: Shown) -> str:
    return f"beeld-{image.id}"
