"""Rich text: a few HTML tags, cleaned on write and on read, and the plain way to type it.

Typed text: blank lines make paragraphs, lines that begin with "- " or "1. " make lists, **bold**, *italic* and
[text](https://address) do what they say; everything else stays the words it is. No Markdown library: these six are
what the page promises next to the field, and typing must come back exactly from what was stored. An editor that
sends HTML only needs `clean`.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import nh3

TAGS = frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "a"})
_ADDRESS = re.compile(r"(https?://|mailto:|tel:)[^\s<>\"]+\Z", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(([^()\s]+(?:\([^()\s]*\)[^()\s]*)*)\)")
_BOLD = re.compile(r"\*\*(?=\S)([^\n]+?)(?<=\S)\*\*")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])")
_BULLET = re.compile(r"[-*•] +(?=\S)")
_NUMBER = re.compile(r"\d{1,3}[.)] +(?=\S)")


def clean(text: str) -> str:
    """Only the tags above, links only to web, mail and telephone; everything else loses its tags or is gone."""
    return nh3.clean(
        text,
        tags=set(TAGS),
        attributes={"a": {"href"}},
        attribute_filter=_only_addresses,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )


def to_html(typed: str) -> str:
    """Typed text as clean rich text."""
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", typed.strip())]
    return clean("".join(_block(part) for block in blocks if block for part in _runs(block)))


def to_typed(rich: str) -> str:
    """Rich text the way one would type it; `to_html` of it gives the same rich text."""
    writer = _Writer()
    writer.feed(clean(rich))
    writer.close()
    return writer.typed()


def to_words(rich: str) -> str:
    """Only the words, for a summary or a search."""
    spaced = re.sub(r"</(p|li)>|<br>", " ", clean(rich))
    return " ".join(html.unescape(nh3.clean(spaced, tags=set())).split())


def _only_addresses(tag: str, name: str, value: str) -> str | None:
    """Of addresses only those of web, mail and telephone; nh3's own `rel` comes by here too."""
    return value if name == "rel" or _ADDRESS.match(value.strip()) else None


def _mark_of(line: str) -> str:
    if _BULLET.match(line):
        return "ul"
    return "ol" if _NUMBER.match(line) else "p"


def _runs(block: str) -> list[tuple[str, list[str]]]:
    """The lines of a block, together as long as they are of one kind."""
    found: list[tuple[str, list[str]]] = []
    for line in block.split("\n"):
        mark = _mark_of(line.strip())
        if found and found[-1][0] == mark:
            found[-1][1].append(line.strip())
        else:
            found.append((mark, [line.strip()]))
    return found


def _block(run: tuple[str, list[str]]) -> str:
    mark, lines = run
    if mark == "p":
        return f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>"
    begins = _BULLET if mark == "ul" else _NUMBER
    items = "".join(f"<li>{_inline(begins.sub('', line, count=1))}</li>" for line in lines)
    return f"<{mark}>{items}</{mark}>"


def _inline(line: str) -> str:
    """Links first, so that marks inside an address stay part of it."""
    pieces: list[str] = []
    end = 0
    for link in _LINK.finditer(line):
        if _ADDRESS.match(link[2]):
            pieces.append(_marked(line[end : link.start()]))
            pieces.append(f'<a href="{html.escape(link[2])}">{_marked(link[1])}</a>')
            end = link.end()
    return "".join([*pieces, _marked(line[end:])])


def _marked(text: str) -> str:
    escaped = html.escape(text, quote=False)
    return _ITALIC.sub(r"<em>\1</em>", _BOLD.sub(r"<strong>\1</strong>", escaped))


class _Writer(HTMLParser):
    """Clean rich text back to typed text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[list[str]] = [[""]]
        self._lists: list[tuple[str, int]] = []
        self._addresses: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "p" and not self._lists:
            self._blocks.append([""])
        elif tag in ("ul", "ol"):
            self._begin_list(tag)
        elif tag == "li":
            self._begin_item()
        elif tag == "br":
            self._blocks[-1].append("")
        elif tag == "a":
            self._addresses.append(dict(attributes).get("href") or "")
            self._write("[" if self._addresses[-1] else "")
        else:
            self._write({"strong": "**", "em": "*"}.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self._blocks.append([""])
        elif tag == "a" and self._addresses:
            address = self._addresses.pop()
            self._write(f"]({address})" if address else "")
        elif tag == "p":
            self._blocks += [] if self._lists else [[""]]
        else:
            self._write({"strong": "**", "em": "*"}.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self._write(re.sub(r"\s*\n\s*", " ", data))

    def typed(self) -> str:
        blocks = ["\n".join(line.strip() for line in block if line.strip()) for block in self._blocks]
        return "\n\n".join(block for block in blocks if block)

    def _write(self, text: str) -> None:
        self._blocks[-1][-1] += text

    def _begin_list(self, tag: str) -> None:
        if not self._lists:
            self._blocks.append([""])
        self._lists.append((tag, 0))

    def _begin_item(self) -> None:
        tag, count = self._lists.pop() if self._lists else ("ul", 0)
        self._lists.append((tag, count + 1))
        self._blocks[-1].append("- " if tag == "ul" else f"{count + 1}. ")
