"""How a text with images is shown on a page or printed.

Stored text names an image by its number alone (`beeld:12`), so it does not depend on where the add-on is mounted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup, escape

from .. import rich_text
from ..rich_text import document
from . import queries
from .queries import Shown

#: an image of a page is not wider in print, in CSS pixels
_PRINTED_WIDTH = 600


def top(name: str) -> int:
    """Level of the headings in a rich field: the text itself has no heading above it on its page, the others have."""
    return 2 if name == "text" else 3


def shown(rich: str, page_id: int, address: Callable[[Shown], str], root: str, top: int = 3) -> Markup:
    """Rich text as it stands on a page, safe to print: read anew, with addresses as they are for this request.

    `address` says where an image is fetched, `root` what our own addresses begin with, `top` the level of its headings.
    An image that is not there, or belongs to another page, is its words.
    """
    found = rich_text.read(rich)
    known = queries.numbered(page_id, (image.number for image in document.images(found)))

    def draw(image: document.Image) -> str:
        one = known.get(image.number)
        if one is None:
            return f"<p>{escape(image.alt)}</p>" if image.alt else ""
        return (
            f'<img src="{escape(address(one))}" alt="{escape(image.alt or one.alt)}" '
            f'width="{one.width}" height="{one.height}" loading="lazy">'
        )

    html = document.to_html(found, draw, lambda where: outside(where, root), top)
    return Markup(html)  # noqa: S704 # nosec B704


def outside(where: str, root: str) -> str:
    """A stored address as it is outside: links to our own pages get what our addresses begin with."""
    return root + where.removeprefix(document.OWN_PAGE) if where.startswith(document.OWN_PAGE) else where


# --- on paper ------------------------------------------------------------------------------------------------


def bytes_for(html: str, page_id: int) -> dict[str, bytes]:
    """The files of the images in this rich text, by the name `for_paper` gives them: for `paper.Document.images`."""
    numbers = {image.number for image in rich_text.images(html)}
    return {name(one): queries.data(one.id) for one in queries.numbered(page_id, numbers).values()}


def for_paper(html: str, page_id: int, root: str, top: int = 3) -> Markup:
    """Rich text for paper: images as `ini:NAME`, links to our own pages with their absolute beginning, `root`."""
    found = rich_text.read(html)
    known: Mapping[int, Shown] = queries.numbered(page_id, (image.number for image in document.images(found)))

    def draw(image: document.Image) -> str:
        one = known.get(image.number)
        if one is None:
            return f"<p>{escape(image.alt)}</p>" if image.alt else ""
        width = min(one.width, _PRINTED_WIDTH)
        return f'<img src="ini:{name(one)}" alt="{escape(image.alt or one.alt)}" width="{width}">'

    html = document.to_html(found, draw, lambda where: outside(where, root), top)
    return Markup(html)  # noqa: S704 # nosec B704


def name(image: Shown) -> str:
    return f"beeld-{image.id}"
