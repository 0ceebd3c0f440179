"""What rich text can be: paragraphs, two kinds of heading, lists and images, in one shape only.

Whatever way a text came in (typed, from the editor, pasted from Word), the same text is the same document and so the
same HTML. That is why typing and the editor lose nothing to each other, and why two versions can be compared.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import unquote

from ..characters import FORBIDDEN, with_unix_lines

#: lists inside lists; what is deeper comes up to this level
DEPTH = 4
LONGEST_ALT = 300
LONGEST_ADDRESS = 2000
#: the start of an address of our own pages, and of our own images, wherever the add-on is mounted
OWN_PAGE = "intern:"
OWN_IMAGE = "beeld:"
#: a line break, as a span of its own
BREAK = "\n"

_PIECE = re.compile(r"\s+|\S+")
#: zero width space and word joiner: nobody sees them, and they hide words from a search
_UNSEEN = re.compile("[\u200b\u2060]")
_ADDRESS = re.compile(r"(https?://[^/?#]|mailto:[^?]|tel:[\d+(]|intern:/)[^\s<>\"]*\Z", re.IGNORECASE)
#: parentheses in pairs, as an address may have them when it is typed between parentheses
PAIRED = r"[^()\s]+(?:\([^()\s]*\)[^()\s]*)*"


@dataclass(frozen=True)
class Span:
    """Words with the same looks; `text` is BREAK for a line break."""

    text: str
    strong: bool = False
    em: bool = False
    address: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Text:
    """A paragraph (level 0) or a heading (level 3 or 4)."""

    spans: Spans
    level: int = 0


@dataclass(frozen=True)
class Image:
    """One of our own images, by its number."""

    number: int
    alt: str


@dataclass(frozen=True)
class Item:
    spans: Spans
    inside: tuple[Listing, ...] = ()


@dataclass(frozen=True)
class Listing:
    ordered: bool
    items: tuple[Item, ...]


Block = Text | Image | Listing
Document = tuple[Block, ...]


# --- one shape -----------------------------------------------------------------------------------------------


def spans(raw: Iterable[Span], plain: bool = False) -> Spans:
    """Words with single spaces, none at the ends; a space looks like both its neighbours or is plain.

    `plain` is for headings: on one line, never bold.
    """
    pieces: list[Span] = []
    for span in raw:
        if span.text == BREAK:
            _add_white(pieces, BREAK if not plain else " ")
            continue
        for text in _PIECE.findall(_seen(span.text)):
            if text.isspace():
                _add_white(pieces, " ")
            else:
                pieces.append(replace(span, text=text, strong=span.strong and not plain))
    while pieces and pieces[-1].text in (" ", BREAK):
        pieces.pop()
    return tuple(_merged(_dressed(pieces)))


def _add_white(pieces: list[Span], white: str) -> None:
    """White space after white space is one; a line break is stronger than a space."""
    if not pieces:
        return
    if pieces[-1].text in (" ", BREAK):
        pieces[-1] = Span(BREAK if BREAK in (white, pieces[-1].text) else " ")
    else:
        pieces.append(Span(white))


def _dressed(pieces: list[Span]) -> Iterator[Span]:
    for at, piece in enumerate(pieces):
        if piece.text != " ":
            yield piece
            continue
        before, after = pieces[at - 1], pieces[at + 1]
        same = before.address if before.address == after.address else ""
        yield Span(" ", before.strong and after.strong, before.em and after.em, same)


def _merged(pieces: Iterable[Span]) -> Iterator[Span]:
    looks = groupby(pieces, lambda piece: (piece.strong, piece.em, piece.address, piece.text == BREAK))
    for (strong, em, address, is_break), group in looks:
        texts = [piece.text for piece in group]
        if is_break:
            yield Span(BREAK)
        else:
            yield Span(unicodedata.normalize("NFC", "".join(texts)), strong, em, address)


def document(blocks: Iterable[Block]) -> Document:
    """These blocks without the empty ones; below the page's own heading, so the first is never of level 4."""
    found: list[Block] = []
    began = False
    for block in blocks:
        if isinstance(block, Text):
            if not block.spans:
                continue
            began = began or block.level == 3
            block = replace(block, level=3) if block.level == 4 and not began else block
        if isinstance(block, Listing):
            block = replace(block, items=tuple(_items(block.items)))
            if not block.items:
                continue
        found.append(block)
    return tuple(found)


def _items(items: Iterable[Item]) -> Iterator[Item]:
    """An item without words gives its place to what is inside it."""
    for item in items:
        inside = tuple(_joined(each for each in map(_without_empty, item.inside) if each.items))
        if item.spans:
            yield Item(item.spans, inside)
        else:
            for listing in inside:
                yield from listing.items


def _without_empty(listing: Listing) -> Listing:
    return Listing(listing.ordered, tuple(_items(listing.items)))


def _joined(listings: Iterable[Listing]) -> Iterator[Listing]:
    for ordered, group in groupby(listings, lambda listing: listing.ordered):
        yield Listing(ordered, tuple(item for listing in group for item in listing.items))


def address(value: str, own: Iterable[str] = ()) -> str:
    """The address as it is stored, or nothing when it is no address of web, mail, telephone or our own pages.

    `own` are the beginnings of our own pages (`/initiatieven`, `https://intranet.example.nl/initiatieven`).
    """
    plain = re.sub(r"[\x00-\x20\u00a0]+", " ", FORBIDDEN.sub("", value)).strip()
    for start in own:
        if start and (plain == start or plain.startswith((start + "/", start + "?", start + "#"))):
            rest = plain[len(start) :]
            plain = OWN_PAGE + (rest if rest.startswith("/") else "/" + rest)
            break
    plain = re.sub(r"[\s<>\"\\^`{|}]", lambda found: _percent(found[0]), plain)
    if not re.fullmatch(PAIRED, plain):
        plain = plain.replace("(", "%28").replace(")", "%29")
    if len(plain) > LONGEST_ADDRESS or not _ADDRESS.match(plain):
        return ""
    scheme, colon, rest = plain.partition(":")
    if scheme.lower() + colon == OWN_PAGE and _climbs(rest):
        return ""
    return scheme.lower() + colon + unicodedata.normalize("NFC", rest)


def _seen(text: str) -> str:
    return _UNSEEN.sub("", FORBIDDEN.sub("", with_unix_lines(text)))


def _climbs(path: str) -> bool:
    """Whether an address of ours leads out of our own place (`..`), as a browser reads it."""
    return any(unquote(part) in (".", "..") for part in re.split(r"[/?#]", path))


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))


def alternative(value: str) -> str:
    """The words for an image, on one line."""
    plain = unicodedata.normalize("NFC", " ".join(_seen(value).split()))
    return plain[:LONGEST_ALT].rstrip()


def images(blocks: Document) -> tuple[Image, ...]:
    return tuple(block for block in blocks if isinstance(block, Image))


# --- as HTML -------------------------------------------------------------------------------------------------


def _stored_image(image: Image) -> str:
    return f'<img src="{OWN_IMAGE}{image.number}" alt="{html.escape(image.alt)}">'


def to_html(
    blocks: Document,
    image: Callable[[Image], str] = _stored_image,
    link: Callable[[str], str] = str,
    top: int = 3,
) -> str:
    """The HTML of a document. `image` draws an image (safe HTML), `link` says where an address leads.

    `top` is the level of its highest headings where it is shown.
    """
    return "".join(_block(block, image, link, top) for block in blocks)


def _block(block: Block, image: Callable[[Image], str], link: Callable[[str], str], top: int) -> str:
    if isinstance(block, Image):
        return image(block)
    if isinstance(block, Listing):
        return _listing(block, link)
    tag = f"h{block.level - 3 + top}" if block.level else "p"
    return f"<{tag}>{_inline(block.spans, link)}</{tag}>"


def _listing(listing: Listing, link: Callable[[str], str]) -> str:
    tag = "ol" if listing.ordered else "ul"
    items = (
        f"<li>{_inline(item.spans, link)}{''.join(_listing(each, link) for each in item.inside)}</li>"
        for item in listing.items
    )
    return f"<{tag}>{''.join(items)}</{tag}>"


def _inline(found: Spans, link: Callable[[str], str]) -> str:
    parts = []
    for where, group in groupby(found, lambda span: span.address):
        words = _marked(list(group))
        if where:
            words = f'<a href="{html.escape(link(where))}" rel="noopener noreferrer">{words}</a>'
        parts.append(words)
    return "".join(parts)


def _marked(found: list[Span]) -> str:
    parts = []
    for strong, group in groupby(found, lambda span: span.strong):
        words = "".join(_slanted(span) for span in group)
        parts.append(f"<strong>{words}</strong>" if strong else words)
    return "".join(parts)


def _slanted(span: Span) -> str:
    if span.text == BREAK:
        return "<br>"
    words = html.escape(span.text, quote=False)
    return f"<em>{words}</em>" if span.em else words


# --- as words ------------------------------------------------------------------------------------------------


def words(blocks: Document) -> str:
    """Only the words, on one line."""
    return " ".join(word for block in blocks for word in _words(block))


def _words(block: Block) -> Iterator[str]:
    if isinstance(block, Image):
        yield block.alt
    elif isinstance(block, Text):
        yield _plain(block.spans)
    else:
        for item in block.items:
            yield _plain(item.spans)
            for listing in item.inside:
                yield from _words(listing)


def _plain(found: Spans) -> str:
    return "".join(" " if span.text == BREAK else span.text for span in found)
