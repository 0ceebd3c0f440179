"""Any HTML, also that of Word, Outlook and Google Docs, read as a document of ours.

Only what the document can hold is taken over; of everything else the words stay, or nothing. One pass from left to
right over the text with a bound on what is remembered: time grows with length only, whatever somebody sends.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .document import (
    BREAK,
    DEPTH,
    OWN_IMAGE,
    Block,
    Document,
    Image,
    Item,
    Listing,
    Span,
    Text,
    address,
    alternative,
    document,
    spans,
)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: what is inside these is no text
_SKIPPED = _names(
    "script style title iframe noembed noframes noscript template svg math object applet xmp plaintext textarea "
    "select head xml audio video canvas map button frameset dialog"
)
#: of these the inside is not even HTML
_RAW = _names("script style title iframe noembed noframes noscript xmp plaintext textarea")
#: these have no inside
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_BLOCKS = _names(
    "address article aside body blockquote caption center dd details div dl dt fieldset figcaption figure footer form "
    "header hgroup hr html legend main menu nav p pre search section summary tbody tfoot thead"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MARKS = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}
_STYLED = frozenset({"span", "font", *_MARKS})
_BULLETS = "·•▪◦‣\uf0b7\uf0a7"
#: a list that is typed: the sign, then white space. Where Word does not say it is a list, more than one space: that is
#: how such lists are typed, and never how we write ourselves
_BULLET = re.compile(rf"\s*[{_BULLETS}§](?:\s{{2,}}|\u00a0)")
_WORD_BULLET = re.compile(rf"\s*[{_BULLETS}§oØüvq–-]\s+")
_WORD_NUMBER = re.compile(r"\s*\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+", re.IGNORECASE)
_LEVEL = re.compile(r"mso-list:[^;]*level(\d)")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?")
_ZEROS = re.compile(r"&#([xX]?)0+(?=[0-9a-fA-F])")
_LONG_NUMBER = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_IMAGE_PAGE = re.compile(r"intern:/visie/[^/]+/afbeeldingen/(\d{1,9})(?:/\w*)?\Z")


class _Tag(NamedTuple):
    name: str
    attributes: dict[str, str]
    closes: bool = False


def read(text: str, own: Iterable[str] = ()) -> Document:
    """The document in this HTML. `own` are the beginnings of addresses of our own pages."""
    reader = _Reader(tuple(own))
    for piece in _pieces(text):
        reader.take(piece)
    return reader.document()


# --- tags and text -------------------------------------------------------------------------------------------


def _pieces(text: str) -> Iterator[_Tag | str]:
    """Tags, and the text between them; comments, declarations and what has no end are left out."""
    at, last = 0, text.rfind(">")
    while at < len(text):
        begins = text.find("<", at)
        if begins < 0 or begins > last:
            yield _unescaped(text[at:])
            return
        if begins > at:
            yield _unescaped(text[at:begins])
        if text.startswith("<!--", begins):
            ends = text.find("-->", begins + 4)
            at = len(text) if ends < 0 else ends + 3
        elif text.startswith(("<!", "<?"), begins):
            at = text.find(">", begins) + 1
        else:
            tag, at = _tag(text, begins)
            if tag is None:
                yield "<"
                continue
            yield tag
            if tag.name in _RAW and not tag.closes:
                at = _after_raw(text, tag.name, at)


def _tag(text: str, begins: int) -> tuple[_Tag | None, int]:
    """The tag that begins here and where the text goes on; None when this is no tag."""
    closes = text.startswith("/", begins + 1)
    name = _NAME.match(text, begins + 1 + closes)
    if name is None:
        return (None, begins + 1) if not closes else (_Tag("", {}, True), text.find(">", begins) + 1)
    ends = _end_of_tag(text, name.end())
    found: dict[str, str] = {}
    if not closes:
        for attribute in _ATTRIBUTE.finditer(text, name.end(), ends):
            found.setdefault(attribute[1].lower(), _unescaped(_unquoted(attribute[2] or "")))
    return _Tag(name[0].lower(), found, closes), ends + 1


def _unquoted(value: str) -> str:
    return value[1:-1] if value[:1] in ("'", '"') else value


def _end_of_tag(text: str, at: int) -> int:
    """The place of its ">", past those between quotes; without a closing quote the first one."""
    first = text.find(">", at)
    while True:
        ends = text.find(">", at)
        quotes = [place for place in (text.find('"', at, ends), text.find("'", at, ends)) if place >= 0]
        if not quotes:
            return ends if ends >= 0 else first
        closing = text.find(text[min(quotes)], min(quotes) + 1)
        if closing < 0 or text.find(">", closing) < 0:
            return first
        at = closing + 1


def _unescaped(text: str) -> str:
    """Python itself refuses numbers of more than 4300 digits; no character has more than seven."""
    short = _ZEROS.sub(r"&#\1", text)
    return html.unescape(_LONG_NUMBER.sub("\ufffd", short))


def _after_raw(text: str, name: str, at: int) -> int:
    ends = re.compile(rf"</{re.escape(name)}(?![\w-])", re.IGNORECASE).search(text, at)
    return len(text) if ends is None else ends.start()


# --- the document --------------------------------------------------------------------------------------------


@dataclass
class _Item:
    raw: list[Span] = field(default_factory=list)
    inside: list[_List] = field(default_factory=list)

    def finished(self) -> Item:
        return Item(spans(self.raw), tuple(each.finished() for each in self.inside))


@dataclass
class _List:
    ordered: bool
    items: list[_Item] = field(default_factory=list)
    #: made of paragraphs that only look like a list
    is_fake: bool = False

    def finished(self) -> Listing:
        return Listing(self.ordered, tuple(item.finished() for item in self.items))


@dataclass
class _Heading:
    raw: list[Span]
    level: int


class _Reader:
    def __init__(self, own: tuple[str, ...]) -> None:
        self._own = own
        self._found: list[list[Span] | _Heading | _List | Image] = []
        self._current: list[Span] = []
        self._heading = 0
        #: what Word says of the paragraph we are in: level of its list (0: none), and the sign it typed
        self._word_level = 0
        self._sign: list[str] = []
        #: open lists, and how many are open below the deepest we keep
        self._lists: list[_List] = []
        self._too_deep = 0
        #: cells of the table row we are in, each its paragraphs; None outside a row
        self._row: list[list[list[Span]]] | None = None
        #: open tags that change looks, by name, each with what it changes
        self._open: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._count: defaultdict[str, int] = defaultdict(int)
        self._addresses: list[str] = []
        self._skipped, self._skip_depth = "", 0
        #: Word's typed sign is being read: depth of tags inside it
        self._sign_depth = 0

    # -- pieces

    def take(self, piece: _Tag | str) -> None:
        if isinstance(piece, str):
            self._take_text(piece)
        elif self._skipped:
            self._count_skipped(piece)
        elif self._sign_depth and piece.name == "span":
            self._sign_depth += -1 if piece.closes else 1
        elif piece.closes:
            self._close(piece.name)
        else:
            self._begin(piece.name, piece.attributes)

    def document(self) -> Document:
        self._end_row()
        self._flush()
        levels = [each.level for each in self._found if isinstance(each, _Heading) and spans(each.raw, plain=True)]
        top = min(levels, default=3)
        return document(self._block(each, top) for each in self._joined())

    def _joined(self) -> Iterator[list[Span] | _Heading | _List | Image]:
        """Lists made of paragraphs, together as long as they follow each other."""
        before: _List | None = None
        for each in self._found:
            if isinstance(each, _List) and each.is_fake and before is not None and _join(before, each):
                continue
            if before is not None:
                yield before
            before = each if isinstance(each, _List) and each.is_fake else None
            if before is None:
                yield each
        if before is not None:
            yield before

    def _block(self, each: list[Span] | _Heading | _List | Image, top: int) -> Block:
        if isinstance(each, Image):
            return each
        if isinstance(each, _List):
            return each.finished()
        if isinstance(each, _Heading):
            return Text(spans(each.raw, plain=True), _level(each.level, top))
        return Text(spans(each))

    # -- text

    def _take_text(self, text: str) -> None:
        if self._skipped or not text:
            return
        if self._sign_depth:
            self._sign.append(text)
            return
        plain = re.sub(r"[\r\n\t\f\v]+", " ", text)
        where = self._addresses[-1] if self._addresses else ""
        self._current.append(Span(plain, self._count["strong"] > 0, self._count["em"] > 0, where))

    # -- tags

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        style = re.sub(r"\s+", "", attributes.get("style", "").lower())
        if name in _SKIPPED or _is_hidden(name, attributes, style):
            self._skip(name)
        elif name == "br":
            self._current.append(Span(BREAK))
        elif name == "img":
            self._image(attributes)
        elif name == "a":
            self._addresses.append(address(attributes.get("href", ""), self._own))
        elif "mso-list:ignore" in style:
            self._sign_depth = 1
        elif name in _STYLED:
            self._change_looks(name, style)
        else:
            self._begin_block(name, attributes, style)

    def _begin_block(self, name: str, attributes: dict[str, str], style: str) -> None:
        if name in ("ul", "ol"):
            self._begin_list(name == "ol")
        elif name == "li":
            self._begin_item()
        elif name == "tr":
            self._end_row()
            self._flush()
            self._row = []
        elif name in ("td", "th"):
            self._flush()
            if self._row is not None:
                self._row.append([])
        elif name == "table":
            self._end_row()
            self._flush()
        elif name in _BLOCKS or name in _HEADINGS:
            self._flush()
            kind = attributes.get("class", "").lower()
            self._heading = _HEADINGS.get(name, 1 if "msotitle" in kind else 0)
            self._word_level = _word_level(kind, style)

    def _close(self, name: str) -> None:
        if name in _STYLED:
            self._change_back(name)
        elif name == "a":
            if self._addresses:
                self._addresses.pop()
        elif name in ("ul", "ol"):
            self._end_list()
        elif name in ("tr", "table"):
            self._end_row()
            self._flush()
        elif name in ("li", "td", "th") or name in _BLOCKS or name in _HEADINGS:
            self._flush()
        elif name == "br":
            self._current.append(Span(BREAK))

    def _change_looks(self, name: str, style: str) -> None:
        changes = set()
        if name in _MARKS:
            changes.add(_MARKS[name])
        if re.search(r"(^|;)font-weight:(bold|bolder|[6-9]00)", style):
            changes.add("strong")
        if re.search(r"(^|;)font-style:(italic|oblique)", style):
            changes.add("em")
        if re.search(r"(^|;)font-weight:(normal|lighter|[1-5]00)", style):
            changes.discard("strong")
        if re.search(r"(^|;)font-style:normal", style):
            changes.discard("em")
        self._open[name].append(tuple(changes))
        for change in changes:
            self._count[change] += 1

    def _change_back(self, name: str) -> None:
        for change in self._open[name].pop() if self._open[name] else ():
            self._count[change] -= 1

    def _skip(self, name: str) -> None:
        if name not in _VOID:
            self._skipped, self._skip_depth = name, 1

    def _count_skipped(self, tag: _Tag) -> None:
        if tag.name == self._skipped:
            self._skip_depth += -1 if tag.closes else 1
            if self._skip_depth == 0:
                self._skipped = ""

    def _image(self, attributes: dict[str, str]) -> None:
        number = image_number(attributes.get("src", ""), self._own)
        if number is None:
            return
        heading = self._heading
        self._end_row()
        self._flush()
        self._found.append(Image(number, alternative(attributes.get("alt", ""))))
        self._heading = heading

    # -- blocks

    def _flush(self) -> None:
        """What was read since the last border becomes a paragraph, heading, part of an item or of a cell."""
        raw, self._current = self._current, []
        heading, self._heading = self._heading, 0
        level, self._word_level = self._word_level, 0
        sign, self._sign, self._sign_depth = "".join(self._sign), [], 0
        if not any(span.text.strip() for span in raw):
            return
        if self._row:
            self._row[-1].append(raw)
        elif self._lists:
            self._add_to_item(raw)
        elif heading and not level:
            self._found.append(_Heading(raw, heading))
        else:
            self._found += _paragraphs(raw, level, sign)

    def _add_to_item(self, raw: list[Span]) -> None:
        listing = self._lists[-1]
        if not listing.items:
            listing.items.append(_Item())
        item = listing.items[-1]
        item.raw += [Span(BREAK), *raw] if item.raw else raw

    def _begin_list(self, ordered: bool) -> None:
        self._end_row()
        self._flush()
        if len(self._lists) == DEPTH:
            self._too_deep += 1
            return
        made = _List(ordered)
        if self._lists:
            parent = self._lists[-1]
            if not parent.items:
                parent.items.append(_Item())
            parent.items[-1].inside.append(made)
        else:
            self._found.append(made)
        self._lists.append(made)

    def _end_list(self) -> None:
        self._end_row()
        self._flush()
        if self._too_deep:
            self._too_deep -= 1
        elif self._lists:
            self._lists.pop()

    def _begin_item(self) -> None:
        self._end_row()
        self._flush()
        if not self._lists:
            self._begin_list(ordered=False)
        self._lists[-1].items.append(_Item())

    def _end_row(self) -> None:
        """A row with one filled cell is layout: its paragraphs. Else one paragraph, a dash between cells."""
        if self._row is None:
            return
        self._flush()
        cells, self._row = [cell for cell in self._row if cell], None
        if len(cells) == 1:
            for raw in cells[0]:
                self._current = raw
                self._flush()
        elif cells:
            for cell in cells:
                self._current += [Span(" – "), *_one_line(cell)] if self._current else _one_line(cell)
            self._flush()


def image_number(source: str, own: Iterable[str] = ()) -> int | None:
    """The number of one of our images in the address of a picture; None when it is no image of ours."""
    plain = source.strip()
    if found := re.fullmatch(OWN_IMAGE + r"(\d{1,9})", plain, re.ASCII):
        return int(found[1])
    found = _IMAGE_PAGE.match(address(plain.split("?")[0], own))
    return int(found[1]) if found else None


def _level(level: int, top: int) -> int:
    """In a document with headings above ours the highest become ours and the rest go below."""
    if top < 3:
        return 3 if level == top else 4
    return 3 if level == 3 else 4


def _is_hidden(name: str, attributes: dict[str, str], style: str) -> bool:
    """Not shown where it came from: hidden text, a comment of Word, words removed while changes were tracked."""
    kind = attributes.get("class", "").lower()
    return (
        "display:none" in style
        or "mso-hide:all" in style
        or "mso-element:comment" in style
        or "msocomanchor" in kind
        or (name == "del" and ("cite" in attributes or "msodel" in kind))
    )


def _word_level(kind: str, style: str) -> int:
    """The level of Word's list a paragraph is in; 0 when it is in none."""
    if found := _LEVEL.search(style):
        return min(max(int(found[1]), 1), DEPTH)
    return 1 if kind.startswith(("msolistparagraph", "msolistbullet", "msolistnumber")) else 0


def _paragraphs(raw: list[Span], level: int, sign: str) -> Iterator[list[Span] | _List]:
    """One paragraph, more when there are blank lines in it, or a list of one when it looks like an item."""
    marked = sign + "\u00a0" if sign.strip() else ""
    plain = marked + "".join(span.text for span in raw)
    ordered = bool(level and _WORD_NUMBER.match(plain))
    found = _WORD_NUMBER.match(plain) if ordered else (_WORD_BULLET if level else _BULLET).match(plain)
    if found is None:
        yield from _split(raw)
        return
    item = _Item(list(_without(raw, found.end() - len(marked))))
    made = _List(ordered, [item], is_fake=True)
    for _ in range(1, level):
        made = _List(ordered, [_Item(inside=[made])], is_fake=True)
    yield made


def _without(raw: list[Span], count: int) -> Iterator[Span]:
    for span in raw:
        kept = span.text[max(count, 0) :]
        count -= len(span.text)
        if kept:
            yield Span(kept, span.strong, span.em, span.address)


def _split(raw: list[Span]) -> Iterator[list[Span]]:
    """At two line breaks with nothing between them a new paragraph begins."""
    part: list[Span] = []
    breaks = 0
    for span in raw:
        if span.text == BREAK:
            breaks += 1
        elif span.text.strip():
            if breaks > 1:
                yield part
                part = []
            elif breaks:
                part.append(Span(BREAK))
            breaks = 0
            part.append(span)
        elif not breaks:
            part.append(span)
    if part:
        yield part


def _one_line(cell: list[list[Span]]) -> list[Span]:
    found: list[Span] = []
    for raw in cell:
        found += [Span(" ") if span.text == BREAK else span for span in [*([Span(" ")] if found else []), *raw]]
    return found


def _join(before: _List, after: _List) -> bool:
    """Add a list of one, made of a paragraph, to the list before it; False when it is of another kind."""
    if not after.items[0].raw and after.items[0].inside:
        deeper = after.items[0].inside[0]
        inside = before.items[-1].inside
        if inside and _join(inside[-1], deeper):
            return True
        inside.append(deeper)
        return True
    if before.ordered != after.ordered:
        return False
    before.items += after.items
    return True
