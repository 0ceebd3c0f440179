"""The plain way to type rich text, for who has no JavaScript; typing gives exactly what the editor gives.

Blank lines make paragraphs. Lines that begin with "- " or "1. " make lists, two spaces more make a list inside a list;
"## " and "### " make headings; **bold**, *slanted*, [words](https://address) and, on a line of its own,
![what is to be seen](beeld:12) do what they say. Everything else stays the words it is.

For what these can't say there are two more: a backslash before a sign makes it an ordinary sign (at the end of a line:
the line goes on below), and {**…**} and {*…*} are bold and slanted wherever they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from .document import (
    BREAK,
    DEPTH,
    OWN_IMAGE,
    PAIRED,
    Block,
    Document,
    Image,
    Item,
    Listing,
    Span,
    Spans,
    Text,
    address,
    alternative,
    document,
    spans,
)

_BULLET = re.compile(r"[-*•] +(?=\S)")
_NUMBER = re.compile(r"\d{1,3}[.)] +(?=\S)")
_HEADING = re.compile(r"(##|###) +(?=\S)")
_PICTURE = re.compile(rf"!\[((?:[^\[\]\\\n]|\\.)*)\]\({OWN_IMAGE}(\d{{1,9}})\)", re.ASCII)
_TOKEN = re.compile(
    r"(?P<plain>\\[!-/:-@\[-`{-~•])"
    r"|(?P<opens>\{\*\*?(?!\*))"
    r"|(?P<closes>\*\*?\})"
    r"|(?P<stars>\*+)"
    r"|(?P<bracket>\[)"
    rf"|(?P<link>\]\((?P<address>{PAIRED})\))"
)
_SPECIAL = re.compile(r"[\\*\[\]{}]")


def read(typed: str, own: Iterable[str] = ()) -> Document:
    """The document that was typed. `own` are the beginnings of addresses of our own pages."""
    starts = tuple(own)
    blocks: list[Block] = []
    for block in re.split(r"\n[ \t]*\n", typed.replace("\r\n", "\n").strip()):
        blocks += _blocks(block.strip("\n"), starts)
    return document(blocks)


def write(blocks: Document) -> str:
    """The document the way one would type it; `read` of it gives the same document."""
    return "\n\n".join("\n".join(_typed(block)) for block in blocks)


# --- reading -------------------------------------------------------------------------------------------------


def _blocks(block: str, own: tuple[str, ...]) -> Iterator[Block]:
    """The lines of a block, together as long as they are of one kind."""
    for kind, group in groupby(_lines(block), _kind):
        lines = list(group)
        if kind == "image":
            yield from (Image(int(found[2]), _plain_alt(found[1])) for line in lines if (found := _PICTURE.match(line)))
        elif kind == "heading":
            for line in lines:
                found = _HEADING.match(line)
                assert found
                yield Text(spans(_inline(line[found.end() :], own), plain=True), 3 if found[1] == "##" else 4)
        elif kind == "list":
            yield from _listings(lines, 0, own)
        else:
            yield Text(spans(_broken([_inline(line.strip(), own) for line in lines])))


def _lines(block: str) -> Iterator[str]:
    """Lines; one that ends with a backslash goes on, with BREAK in between."""
    whole = ""
    for line in block.split("\n"):
        whole += line.strip() if whole else line.rstrip()
        backslashes = len(whole) - len(whole.rstrip("\\"))
        if backslashes % 2:
            whole = whole[:-1] + BREAK
            continue
        if whole.strip():
            yield whole
        whole = ""
    if whole.strip():
        yield whole.removesuffix(BREAK) + "\\"


def _kind(line: str) -> str:
    plain = line.strip()
    if _mark(plain):
        return "list"
    if _HEADING.match(plain) and plain == line:
        return "heading"
    return "image" if _PICTURE.fullmatch(plain) else "text"


def _mark(plain: str) -> str:
    if _BULLET.match(plain):
        return "ul"
    return "ol" if _NUMBER.match(plain) else ""


def _listings(lines: list[str], level: int, own: tuple[str, ...]) -> Iterator[Listing]:
    """Lines of one level are items; the deeper lines below one are inside it."""
    grouped: list[tuple[str, str, list[str]]] = []
    for line in lines:
        plain = line.strip()
        indent = (len(line) - len(line.lstrip(" "))) // 2
        if grouped and indent > level and level + 1 < DEPTH:
            grouped[-1][2].append(line)
        else:
            grouped.append((_mark(plain), plain, []))
    for mark, group in groupby(grouped, lambda each: each[0]):
        begins = _BULLET if mark == "ul" else _NUMBER
        items = []
        for _, plain, deeper in group:
            text = begins.sub("", plain, count=1)
            broken = _broken([_inline(part, own) for part in text.split(BREAK)])
            items.append(Item(spans(broken), tuple(_listings(deeper, level + 1, own)) if deeper else ()))
        yield Listing(mark == "ol", tuple(items))


def _broken(lines: Iterable[list[Span]]) -> list[Span]:
    found: list[Span] = []
    for line in lines:
        found += [Span(BREAK), *line] if found else line
    return found


def _plain_alt(typed: str) -> str:
    return alternative(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", typed))


class _Line:
    """The pieces of one line, and from which to which of them something holds."""

    def __init__(self, line: str) -> None:
        self.pieces: list[str] = []
        self.ranges: list[tuple[int, int, str]] = []
        self._line = line
        self._open: list[tuple[str, int]] = []
        self._count: Counter[str] = Counter()
        self._brackets: list[int] = []

    def add(self, text: str) -> int:
        self.pieces.append(text)
        return len(self.pieces) - 1

    def open(self, kind: str, sign: str) -> None:
        self._open.append((kind, self.add(sign)))
        self._count[kind] += 1

    def close(self, kind: str, looks: str) -> bool:
        """Everything since this was opened has these looks; what was opened in between was only signs."""
        if not self._count[kind]:
            return False
        while True:
            opened, at = self._open.pop()
            self._count[opened] -= 1
            if opened == kind:
                break
        self.pieces[at] = ""
        self.ranges.append((at, len(self.pieces), looks))
        return True

    def stars(self, begins: int, sign: str) -> None:
        """One, two or three stars: they close when words stand before them, else open when words come after."""
        before = self._line[begins - 1 : begins] if begins else ""
        after = self._line[begins + len(sign) : begins + len(sign) + 1]
        may_close, may_open = bool(before.strip()), bool(after.strip())
        if len(sign) > 3:
            self.add(sign)
            return
        rest = sign
        while may_close and rest:
            chosen = self._closing(rest, after)
            if not chosen or not self.close(chosen, "strong" if chosen == "**" else "em"):
                break
            rest = rest[len(chosen) :]
        if rest and may_open and (len(rest) != 1 or not _is_word(before)):
            for part in {"*": ["*"], "**": ["**"], "***": ["**", "*"]}[rest]:
                self.open(part, part)
        elif rest:
            self.add(rest)

    def _closing(self, rest: str, after: str) -> str:
        """Which of the open signs these stars close."""
        single = not _is_word(after)
        if len(rest) == 3:
            last = next((kind for kind, _ in reversed(self._open) if kind in ("*", "**")), "")
            return last if last != "*" or single else ""
        return rest if rest == "**" or single else ""

    def bracket(self) -> None:
        self._brackets.append(self.add("["))

    def link(self, where: str, sign: str) -> None:
        if not self._brackets:
            self.add(sign)
            return
        at = self._brackets.pop()
        if not where or at == len(self.pieces) - 1:
            self.add(sign)
            return
        self._brackets.clear()
        self.pieces[at] = ""
        self.ranges.append((at, len(self.pieces), "address:" + where))

    def spans(self) -> list[Span]:
        begins: dict[int, list[str]] = {}
        ends: dict[int, list[str]] = {}
        for first, last, looks in self.ranges:
            begins.setdefault(first, []).append(looks)
            ends.setdefault(last, []).append(looks)
        count: Counter[str] = Counter()
        where = ""
        found = []
        for at, text in enumerate(self.pieces):
            for looks in ends.get(at, ()):
                count[looks] -= 1
                where = "" if looks.startswith("address:") else where
            for looks in begins.get(at, ()):
                count[looks] += 1
                where = looks.removeprefix("address:") if looks.startswith("address:") else where
            if text:
                found.append(Span(text, count["strong"] > 0, count["em"] > 0, where))
        return found


def _is_word(character: str) -> bool:
    return bool(re.match(r"[\w*]", character))


def _inline(line: str, own: tuple[str, ...]) -> list[Span]:
    found = _Line(line)
    end = 0
    for token in _TOKEN.finditer(line):
        if token.start() > end:
            found.add(line[end : token.start()])
        end = token.end()
        _take(found, token, own)
    found.add(line[end:])
    return found.spans()


def _take(line: _Line, token: re.Match[str], own: tuple[str, ...]) -> None:
    sign = token[0]
    if token["plain"]:
        line.add(sign[1])
    elif token["opens"]:
        line.open(sign, sign)
    elif token["closes"]:
        kind = "{" + sign[:-1]
        if not line.close(kind, "strong" if kind == "{**" else "em"):
            line.stars(token.start(), sign[:-1])
            line.add("}")
    elif token["stars"]:
        line.stars(token.start(), sign)
    elif token["bracket"]:
        line.bracket()
    else:
        line.link(address(token["address"], own), sign)


# --- writing -------------------------------------------------------------------------------------------------


def _typed(block: Block) -> Iterator[str]:
    if isinstance(block, Image):
        alt = re.sub(r"([\\\[\]])", r"\\\1", block.alt)
        yield f"![{alt}]({OWN_IMAGE}{block.number})"
    elif isinstance(block, Listing):
        yield from _typed_list(block, "")
    elif block.level:
        mark = "## " if block.level == 3 else "### "
        yield mark + _line(block.spans, plain=True)
    else:
        for line in _by_line(block.spans):
            yield _paragraph_line(line)


def _typed_list(listing: Listing, indent: str) -> Iterator[str]:
    for number, item in enumerate(listing.items, start=1):
        mark = f"{number % 1000}. " if listing.ordered else "- "
        lines = [_line(line) for line in _by_line(item.spans)]
        yield indent + mark + ("\\\n" + indent + "  ").join(lines)
        for inside in item.inside:
            yield from _typed_list(inside, indent + "  ")


def _by_line(found: Spans) -> list[Spans]:
    return [tuple(group) for is_break, group in groupby(found, lambda span: span.text == BREAK) if not is_break]


def _paragraph_line(line: Spans) -> str:
    """A line that is read as a paragraph again, whatever its words begin with."""
    for typed in _ways(line):
        if not _ends_open(typed) and tuple(_blocks(typed, ())) == (Text(line),):
            return typed
    plain = _explicit(line)
    return re.sub(r"^(\d{1,3})?([-•#.)])", r"\1\\\2", plain)


def _line(line: Spans, plain: bool = False) -> str:
    for typed in _ways(line):
        if not _ends_open(typed) and spans(_inline(typed, ()), plain) == line:
            return typed
    return _explicit(line)


def _ends_open(typed: str) -> bool:
    return (len(typed) - len(typed.rstrip("\\"))) % 2 == 1


def _ways(line: Spans) -> Iterator[str]:
    """Ways to type it, the prettiest first."""
    yield _pretty(line)
    yield _pretty(tuple(replace(span, text=_SPECIAL.sub(r"\\\g<0>", span.text)) for span in line))
    yield _explicit(line)


def _pretty(line: Spans) -> str:
    typed = ""
    for strong, group in groupby(line, lambda span: span.strong):
        words = "".join(_pretty_slanted(em, list(each)) for em, each in groupby(group, lambda span: span.em))
        typed += f"**{words}**" if strong else words
    return typed


def _pretty_slanted(em: bool, group: list[Span]) -> str:
    words = ""
    for where, each in groupby(group, lambda span: span.address):
        text = "".join(span.text for span in each)
        words += f"[{text}]({where})" if where else text
    return f"*{words}*" if em else words


def _explicit(line: Spans) -> str:
    typed = ""
    for where, group in groupby(line, lambda span: span.address):
        words = "".join(_explicit_span(span) for span in group)
        typed += f"[{words}]({where})" if where else words
    return typed


def _explicit_span(span: Span) -> str:
    text = _SPECIAL.sub(r"\\\g<0>", span.text)
    text = f"{{*{text}*}}" if span.em else text
    return f"{{**{text}**}}" if span.strong else text
