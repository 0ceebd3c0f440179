"""Rich text as HTML: cleaned on write and on read, and the plain way to type it.

Whatever comes in is read as a document of ours (reader for HTML, notation for typed text) and written anew; nh3
then looks once more at what we wrote. So nothing of somebody else's HTML is ever stored or shown, only its words.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import nh3

from . import document, notation, reader
from .document import Document, Image

TAGS = frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "img"})
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}}
#: characters of HTML or typing that are read, some twenty times what a field may hold; forms refuse less than this
LONGEST = 200_000


def clean(text: str, own: Iterable[str] = ()) -> str:
    """Only the tags above, links only to web, mail, telephone and our own pages, images only of our own.

    `own` are the beginnings of our own pages' addresses; links to them are stored without (`intern:/visie`).
    """
    return _cleaned(text[:LONGEST], tuple(own))


@lru_cache(64)
def _cleaned(text: str, own: tuple[str, ...]) -> str:
    """Kept, as the same texts are cleaned again at every read."""
    return _checked(reader.read(text, own))


def read(rich: str) -> Document:
    """The document in stored rich text."""
    return reader.read(rich[:LONGEST])


def to_html(typed: str, own: Iterable[str] = ()) -> str:
    """Typed text as clean rich text."""
    return _checked(notation.read(typed[:LONGEST], own))


def to_typed(rich: str) -> str:
    """Rich text the way one would type it; `to_html` of it gives the same rich text."""
    return notation.write(read(rich))


def to_words(rich: str) -> str:
    """Only the words, for a summary, a search or a count."""
    return document.words(read(rich))


def images(rich: str) -> tuple[Image, ...]:
    """Our images in this text, in order."""
    return document.images(read(rich))


def _checked(found: Document) -> str:
    return nh3.clean(
        document.to_html(found),
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_only_addresses,
        url_schemes={"http", "https", "mailto", "tel", "intern", "beeld"},
        link_rel="noopener noreferrer",
    )


def _only_addresses(tag: str, name: str, value: str) -> str | None:
    """Of addresses only those of web, mail, telephone and our own; nh3's own `rel` comes by here too."""
    if name == "href":
        return value if document.address(value) == value else None
    if name == "src":
        return value if reader.image_number(value) is not None else None
    return value
