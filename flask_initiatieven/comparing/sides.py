"""Two versions of a governing text laid side by side: part by part, point by point, each change with its number."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .. import rich_text
from ..rich_text import document
from ..vision.publication import RICH, Line, PageLineKind, VersionContent
from .difference import (
    BLOCK_STEPS,
    END,
    Block,
    Compared,
    Effort,
    Run,
    Sort,
    Word,
    alone,
    compare,
    compare_two,
    partners,
    running,
)

#: parts in reading order; those of a list are named after their kind
PLAIN = ("title", "mission", "change")
ABOUT = (
    "adopted_by", "adopted_on", "decision_number", "valid_from", "valid_until", "review_on", "owner", "major",
)  # fmt: skip
ORDER = (
    "title", PageLineKind.IN_SHORT, "text", "why", "mission", "vision", PageLineKind.PRINCIPLE, PageLineKind.ROLE,
    PageLineKind.STEP, PageLineKind.EXPECTATION, "if_no", PageLineKind.QUESTION, "contact", "change", *ABOUT,
)  # fmt: skip
#: lists of which each point has a title
TITLED = (PageLineKind.PRINCIPLE, PageLineKind.ROLE, PageLineKind.STEP, PageLineKind.QUESTION)
TITLE = "title"
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6])>|<br ?/?>")
_TAG = re.compile(r"<[^>]*>")
#: so many changes in one part are shown as old and new: nobody follows them one by one
MOST_CHANGES = 400
#: of words that stayed in a row this many show on each side; blocks that stayed are folded from this many words
NEAR, FOLDED_FROM = 15, 60


@dataclass(frozen=True)
class Passage:
    """A change with its number (from 1), or what stayed between two changes (number 0).

    `place` is (old, new) place in its list, from 1, of a point that was moved.
    """

    sort: Sort
    blocks: tuple[Compared, ...]
    number: int = 0
    place: tuple[int, int] | None = None

    @property
    def is_change(self) -> bool:
        return self.sort != Sort.KEPT or self.place is not None

    @property
    def is_folded(self) -> bool:
        return not self.is_change and sum(block.length for block in self.blocks) > FOLDED_FROM

    @property
    def is_long(self) -> bool:
        """Too long to take in at a glance, so rewriting needs a word of explanation."""
        return any(block.length > 24 for block in self.blocks)

    def groups(self) -> list[tuple[str, list[Compared]]]:
        """Its blocks, points of one list together: ("ul", …), ("ol", …) or ("", …)."""
        found: list[tuple[str, list[Compared]]] = []
        for block in self.blocks:
            kind = block.kind if block.kind in ("ul", "ol") else ""
            if not found or found[-1][0] != kind:
                found.append((kind, []))
            found[-1][1].append(block)
        return found


@dataclass(frozen=True)
class Part:
    """One part of the text that changed somewhere, with everything in it."""

    name: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Comparison:
    """`same` names the parts that have words and did not change."""

    parts: tuple[Part, ...]
    same: tuple[str, ...]

    @property
    def changes(self) -> list[tuple[str, Passage]]:
        """Each change with the name of its part."""
        return [(part.name, each) for part in self.parts for each in part.passages if each.number]

    @property
    def is_running(self) -> bool:
        """Somewhere paragraphs are shown as running words, with a sign where each ends."""
        blocks = (block for part in self.parts for each in part.passages for block in each.blocks)
        return any(word.text == END for block in blocks for run in block.runs for word in run.words)

    def counted(self) -> Counter[str]:
        """How many were added, removed, changed."""
        return Counter(
            each.sort if each.sort in (Sort.ADDED, Sort.REMOVED) else Sort.CHANGED for _, each in self.changes
        )


@dataclass(frozen=True)
class Side:
    """One version; `about` has the values of ABOUT as they are read: dates and bodies in words."""

    content: VersionContent
    about: Mapping[str, str] = field(default_factory=dict)


def compare_versions(old: Side, new: Side) -> Comparison:
    """Everything that differs, in reading order."""
    effort = Effort()
    parts, same = [], []
    for name in ORDER:
        passages = list(_passages(name, old, new, effort))
        if any(each.is_change for each in passages):
            parts.append(Part(name, tuple(passages)))
        elif passages:
            same.append(str(name))
    return Comparison(_numbered(parts), tuple(same))


def shortened(run: Run) -> tuple[str, int, str] | None:
    """Words at the begin, how many are left out, words at the end; None when the run is short enough to show."""
    texts = [word.text for word in run.words]
    left_out = len(texts) - 2 * NEAR
    if run.sort != Sort.KEPT or left_out < 2 * NEAR:
        return None
    return " ".join(texts[:NEAR]), left_out, " ".join(texts[-NEAR:])


def blocks_of(rich: str) -> tuple[Block, ...]:
    """Rich text (HTML) as blocks of words with their markup. An image is read as its alternative text."""
    return tuple(block for found in rich_text.read(rich) for block in _blocks(found))


def _both_read(old: str, new: str, effort: Effort) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Both as blocks; as running words without their markup when there is too much markup to read."""
    if effort.takes(BLOCK_STEPS * (old.count("<") + new.count("<")) // 4):
        return blocks_of(old), blocks_of(new)
    return _only_words(old), _only_words(new)


def _only_words(rich: str) -> tuple[Block, ...]:
    """The words of clean rich text, to show as words: nothing of it is HTML any more."""
    parted = _TAG.sub("", _BLOCK_END.sub(f" {END} ", rich))
    words = html.unescape(parted).split()
    while words and words[-1] == END:
        words.pop()
    return (Block("p", tuple(map(Word, words))),) if words else ()


def _passages(name: str, old: Side, new: Side, effort: Effort) -> Iterator[Passage]:
    if name in TITLED:
        kind = PageLineKind(name)
        yield from _bounded(_points(old.content.of(kind), new.content.of(kind), effort))
    elif name in set(PageLineKind):
        kind = PageLineKind(name)
        yield from _bounded(_joined(compare(_bullets(old.content.of(kind)), _bullets(new.content.of(kind)), effort)))
    elif name in RICH:
        before, after = _both_read(getattr(old.content, name), getattr(new.content, name), effort)
        yield from _bounded(_joined(compare(before, after, effort)))
    elif name in PLAIN:
        before, after = _plain(getattr(old.content, name)), _plain(getattr(new.content, name))
        yield from _bounded(_joined(compare(before, after, effort)))
    else:
        yield from _value(old.about.get(name, ""), new.about.get(name, ""), name)


def _value(old: str, new: str, kind: str) -> Iterator[Passage]:
    """A date or a name: as a whole."""
    runs = [Run(sort, (Word(value),)) for sort, value in ((Sort.REMOVED, old), (Sort.ADDED, new)) if value]
    if old and old == new:
        yield Passage(Sort.KEPT, (Compared(Sort.KEPT, kind, (Run(Sort.KEPT, (Word(new),)),)),))
    elif runs:
        sort = Sort.REWRITTEN if len(runs) == 2 else runs[0].sort
        yield Passage(sort, (Compared(sort, kind, tuple(runs)),))


def _plain(text: str) -> tuple[Block, ...]:
    paragraphs = (paragraph.split() for paragraph in re.split(r"\n[ \t]*\n", text))
    return tuple(Block("p", tuple(map(Word, words))) for words in paragraphs if words)


def _bullets(lines: Sequence[Line]) -> tuple[Block, ...]:
    return tuple(Block("ul", tuple(map(Word, line.text.split()))) for line in lines)


def _joined(compared: Sequence[Compared]) -> Iterator[Passage]:
    """What stayed, went or came in a row is one passage; each block that changed is one of its own."""
    row: list[Compared] = []
    for each in compared:
        if row and (each.sort != row[0].sort or each.sort not in (Sort.KEPT, Sort.ADDED, Sort.REMOVED)):
            yield Passage(row[0].sort, tuple(row))
            row = []
        row.append(each)
    if row:
        yield Passage(row[0].sort, tuple(row))


def _points(old: Sequence[Line], new: Sequence[Line], effort: Effort) -> Iterator[Passage]:
    """Points with a title, by that title; one that got another title is known by its words."""
    pairs = dict(_pairs(old, new))
    moved = _moved(pairs)
    gone = [i for i in range(len(old)) if i not in set(pairs.values())]
    for j, line in enumerate(new):
        while gone and gone[0] <= pairs.get(j, -1):
            yield _lone(old[gone.pop(0)], Sort.REMOVED, effort)
        if j in pairs:
            yield _pair(old[pairs[j]], line, effort, (pairs[j] + 1, j + 1) if j in moved else None)
        else:
            yield _lone(line, Sort.ADDED, effort)
    yield from (_lone(old[i], Sort.REMOVED, effort) for i in gone)


def _pairs(old: Sequence[Line], new: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """(new, old) positions that belong together."""
    left = list(range(len(old)))
    unknown = []
    for j, line in enumerate(new):
        found = next((i for i in left if _is_same(old[i], line)), None)
        if found is None:
            unknown.append(j)
        else:
            left.remove(found)
            yield j, found
    words = [f"{old[i].title} {old[i].text}".split() for i in left]
    for at, here in partners(words, [f"{new[j].title} {new[j].text}".split() for j in unknown]):
        yield unknown[here], left[at]


def _is_same(old: Line, new: Line) -> bool:
    return old.key == new.key if old.key and new.key else old.title.casefold() == new.title.casefold()


def _moved(pairs: dict[int, int]) -> set[int]:
    """Points of the new list that stand in another order than the rest: as few as explain it."""
    order = sorted(pairs)
    keeps = _longest_rise([pairs[j] for j in order])
    return {j for number, j in enumerate(order) if number not in keeps}


def _longest_rise(values: list[int]) -> set[int]:
    """Places of the longest rising part; lists are short, so the plain way."""
    best: list[tuple[int, ...]] = []
    for at, value in enumerate(values):
        before = [each for each in best if values[each[-1]] < value]
        best.append((*_longest(before), at))
    return set(_longest(best))


def _longest(found: list[tuple[int, ...]]) -> tuple[int, ...]:
    return max(found, key=lambda each: len(each), default=())


def _pair(old: Line, new: Line, effort: Effort, place: tuple[int, int] | None) -> Passage:
    title = compare_two(_title(old), _title(new), effort)
    blocks = (title, *compare(_plain(old.text), _plain(new.text), effort))
    is_same = all(block.sort == Sort.KEPT for block in blocks)
    return Passage(Sort.KEPT if is_same else Sort.CHANGED, blocks, place=place)


def _lone(line: Line, sort: Sort, effort: Effort) -> Passage:
    blocks = _plain(line.text)
    text = blocks if effort.takes(BLOCK_STEPS * len(blocks)) else running(blocks)
    return Passage(sort, tuple(alone(block, sort) for block in (_title(line), *text) if block.words))


def _title(line: Line) -> Block:
    return Block(TITLE, tuple(map(Word, line.title.split())))


def _bounded(passages: Iterator[Passage]) -> Iterator[Passage]:
    """As they are, or old and new as a whole when there are too many changes to follow."""
    found = list(passages)
    if sum(each.is_change for each in found) <= MOST_CHANGES:
        yield from found
        return
    blocks = [block for each in found for block in each.blocks]
    for sort in (Sort.REMOVED, Sort.ADDED):
        whole = tuple(_one_side(block, sort) for block in blocks if block.sort not in _OTHER_SIDE[sort])
        yield Passage(sort, tuple(block for block in whole if block.runs))


_OTHER_SIDE = {Sort.REMOVED: (Sort.ADDED,), Sort.ADDED: (Sort.REMOVED,)}


def _one_side(block: Compared, sort: Sort) -> Compared:
    words = tuple(word for run in block.runs if run.sort not in _OTHER_SIDE[sort] for word in run.words)
    return Compared(sort, block.kind, (Run(sort, words),) if words else ())


def _numbered(parts: list[Part]) -> tuple[Part, ...]:
    number = 0
    found = []
    for part in parts:
        passages = []
        for each in part.passages:
            number += each.is_change
            passages.append(replace(each, number=number if each.is_change else 0))
        found.append(Part(part.name, tuple(passages)))
    return tuple(found)


def _blocks(found: document.Block) -> Iterator[Block]:
    if isinstance(found, document.Image):
        yield Block("p", (Word(f"[{found.alt}]", (f"image {found.number}",)),))
    elif isinstance(found, document.Text):
        yield Block(f"h{found.level}" if found.level else "p", _words(found.spans))
    else:
        for item in found.items:
            yield Block("ol" if found.ordered else "ul", _words(item.spans))
            for inside in item.inside:
                yield from _blocks(inside)


def _words(spans: Sequence[document.Span]) -> tuple[Word, ...]:
    """Words with their markup; one that changes its looks halfway has the looks of its begin."""
    words: list[Word] = []
    glued = False
    for span in spans:
        marks = [*(["strong"] if span.strong else []), *(["em"] if span.em else [])]
        marks += [f"link {span.address}"] if span.address else []
        texts = span.text.split()
        if texts and glued and not span.text[0].isspace():
            words[-1] = replace(words[-1], text=words[-1].text + texts.pop(0))
        words += [Word(text, tuple(marks)) for text in texts]
        glued = bool(words) and not span.text[-1:].isspace()
    return tuple(words)
