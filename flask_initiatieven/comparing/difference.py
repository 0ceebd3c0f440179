"""What differs between two texts, word by word, in bounded time.

Paragraphs are laid side by side first, words after that. The work is counted, not timed: the same two texts always
give the same answer. A paragraph of which too little stayed, or that would cost too much, is shown as a whole, old
and new. Whatever is shown is true: kept and added words are the new text, kept and removed words the old one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from math import isqrt

#: steps of a whole comparison with the page that shows it, some three tenths of a second; and of one search
MOST_STEPS = 300_000
MOST_STEPS_ONCE = 100_000
#: what reading and showing one block costs, and one run of words in it, in steps of the search
BLOCK_STEPS, RUN_STEPS = 100, 60
#: stands for the end of a paragraph, where paragraphs are laid side by side as running text
END = "¶"
#: longer than this, unique words split the text before it is searched
_LONG = 300
_DEEPEST = 8
#: texts of fewer than twice this many words may be paired by a single word
_FEW = 4
#: of the shorter text at least this part must have stayed, else word by word is harder to read than old and new
_LEAST_KEPT = 0.3
#: so few runs in a paragraph cost no more than the block itself
_FEW_RUNS = 4


class Sort(StrEnum):
    """Of a run of words or of a whole block. RESTYLED: same words, other markup. REWRITTEN: old and new as a whole."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RESTYLED = "restyled"
    REWRITTEN = "rewritten"


@dataclass(frozen=True)
class Word:
    """`marks` are its markup: "strong", "em", or where a link goes."""

    text: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A paragraph, heading or point of a list; `kind` says which."""

    kind: str
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True)
class Run:
    """Words in a row with one fate; `was` is the old markup of RESTYLED words."""

    sort: Sort
    words: tuple[Word, ...]
    was: tuple[str, ...] = ()

    @property
    def pieces(self) -> list[tuple[tuple[str, ...], str]]:
        """Its words by markup: (marks, words)."""
        by_marks = groupby(self.words, key=lambda word: word.marks)
        return [(marks, " ".join(word.text for word in words)) for marks, words in by_marks]


@dataclass(frozen=True)
class Compared:
    """One block of the old text, the new text, or both; `was` is the old kind when that changed."""

    sort: Sort
    kind: str
    runs: tuple[Run, ...]
    was: str = ""

    @property
    def length(self) -> int:
        return sum(len(run.words) for run in self.runs)


class Effort:
    """Steps that are left for one comparison; shared by all that is compared in it."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        self.left = steps

    def allowed(self) -> int:
        return max(0, min(self.left, MOST_STEPS_ONCE))

    def takes(self, steps: int) -> bool:
        """Use these steps; False, and none used, when they are more than half of what is left."""
        if steps > self.left // 2:
            return False
        self.left -= steps
        return True


def compare(old: Sequence[Block], new: Sequence[Block], effort: Effort) -> tuple[Compared, ...]:
    """Two texts, in reading order: what went stands before what came in its place.

    With too many blocks to show, each text is one block of running words.
    """
    if len(old) + len(new) > 2 and not effort.takes(BLOCK_STEPS * (len(old) + len(new))):
        return compare(running(old), running(new), effort)
    same = matching([block.text for block in old], [block.text for block in new], effort) or []
    found: list[Compared] = []
    begin_old = begin_new = 0
    for i, j in [*same, (len(old), len(new))]:
        found += _gap(old[begin_old:i], new[begin_new:j], effort)
        if i < len(old):
            found.append(compare_two(old[i], new[j], effort))
        begin_old, begin_new = i + 1, j + 1
    return tuple(found)


def compare_two(old: Block, new: Block, effort: Effort) -> Compared:
    """Two blocks that belong together."""
    was = old.kind if old.kind != new.kind else ""
    runs = words_between(old.words, new.words, effort)
    if runs is None:
        parts = ((Sort.REMOVED, old.words), (Sort.ADDED, new.words))
        return Compared(Sort.REWRITTEN, new.kind, tuple(Run(sort, words) for sort, words in parts if words), was)
    sorts = {run.sort for run in runs}
    if sorts <= {Sort.KEPT}:
        return Compared(Sort.RESTYLED if was else Sort.KEPT, new.kind, runs, was)
    return Compared(Sort.RESTYLED if sorts <= {Sort.KEPT, Sort.RESTYLED} else Sort.CHANGED, new.kind, runs, was)


def running(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """All words as one paragraph, with a sign where a block ends."""
    if len(blocks) < 2:
        return tuple(blocks)
    words = [word for block in blocks for word in (*block.words, Word(END))]
    return (Block("p", tuple(words[:-1])),)


def alone(block: Block, sort: Sort) -> Compared:
    """A block that stands in one of the two texts only."""
    return Compared(sort, block.kind, (Run(sort, block.words),))


def words_between(old: Sequence[Word], new: Sequence[Word], effort: Effort) -> tuple[Run, ...] | None:
    """Runs from old to new; None when too little stayed or finding out costs too much."""
    pairs = matching([word.text for word in old], [word.text for word in new], effort)
    if pairs is None or len(pairs) < _LEAST_KEPT * min(len(old), len(new)):
        return None
    runs = _styled(_without_islands(_stretches(pairs, len(old), len(new))), old, new)
    return runs if len(runs) < _FEW_RUNS or effort.takes(RUN_STEPS * len(runs)) else None


def matching(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[tuple[int, int]] | None:
    """Positions that are the same in both, rising on both sides; None when that would cost too much."""
    return _matching(old, new, effort, 0)


def partners(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Which of these texts became which, in rising order.

    Two belong together when they share more words that no other text has than either shares with another.
    """
    there = _only_in_one(new)
    votes = Counter((i, there[word]) for word, i in _only_in_one(old).items() if word in there)
    best_old: dict[int, tuple[int, int]] = {}
    best_new: dict[int, tuple[int, int]] = {}
    for (i, j), count in votes.items():
        if count < 2 <= min(len(old[i]), len(new[j])) // _FEW:
            continue  # one word in common says nothing about two long texts
        best_old[i], best_new[j] = max(best_old.get(i, (0, 0)), (count, j)), max(best_new.get(j, (0, 0)), (count, i))
    return _rising([(i, j) for i, (_count, j) in sorted(best_old.items()) if best_new[j][1] == i])


def _gap(old: Sequence[Block], new: Sequence[Block], effort: Effort) -> Iterator[Compared]:
    """Blocks between two that stayed: those that became one another, and those that went or came."""
    pairs = partners([block.text.split() for block in old], [block.text.split() for block in new])
    begin_old = begin_new = 0
    for i, j in [*pairs, (len(old), len(new))]:
        yield from _unpaired(old[begin_old:i], new[begin_new:j], effort)
        if i < len(old):
            yield compare_two(old[i], new[j], effort)
        begin_old, begin_new = i + 1, j + 1


def _unpaired(old: Sequence[Block], new: Sequence[Block], effort: Effort) -> Iterator[Compared]:
    if len(old) == len(new):
        yield from (compare_two(before, after, effort) for before, after in zip(old, new, strict=True))
        return
    yield from (alone(block, Sort.REMOVED) for block in old)
    yield from (alone(block, Sort.ADDED) for block in new)


def _only_in_one(texts: Sequence[Iterable[str]]) -> dict[str, int]:
    """Word → number of the text, for words that one text alone has."""
    where: dict[str, int] = {}
    for number, text in enumerate(texts):
        for word in text:
            where[word] = number if where.get(word, number) == number else -1
    return {word: number for word, number in where.items() if number >= 0}


def _matching(old: Sequence[str], new: Sequence[str], effort: Effort, depth: int) -> list[tuple[int, int]] | None:
    """Ends that are equal need no search, and what one side alone has can't be kept."""
    shortest = min(len(old), len(new))
    head = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    tail = next((i for i in range(shortest - head) if old[-1 - i] != new[-1 - i]), shortest - head)
    common = set(old[head : len(old) - tail]) & set(new[head : len(new) - tail])
    here = [i for i in range(head, len(old) - tail) if old[i] in common]
    there = [j for j in range(head, len(new) - tail) if new[j] in common]
    found = _search([old[i] for i in here], [new[j] for j in there], effort, depth)
    if found is None:
        return None
    middle = [(here[i], there[j]) for i, j in found]
    ends = [(len(old) - i, len(new) - i) for i in range(tail, 0, -1)]
    return [*((i, i) for i in range(head)), *middle, *ends]


def _search(old: list[str], new: list[str], effort: Effort, depth: int) -> list[tuple[int, int]] | None:
    if not old or not new:
        return []
    anchors = _anchors(old, new) if len(old) + len(new) > _LONG and depth < _DEEPEST else []
    if not anchors:
        return _shortest_edit(old, new, effort)
    found: list[tuple[int, int]] = []
    begin_old = begin_new = 0
    for i, j in [*anchors, (len(old), len(new))]:
        inner = _matching(old[begin_old:i], new[begin_new:j], effort, depth + 1)
        if inner is None:
            return None
        found += [(begin_old + x, begin_new + y) for x, y in inner]
        found += [(i, j)] if i < len(old) else []
        begin_old, begin_new = i + 1, j + 1
    return found


def _anchors(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Words that stand once on each side, as many as keep their order."""
    there, times_old, times_new = {word: j for j, word in enumerate(new)}, Counter(old), Counter(new)
    return _rising([(i, there[word]) for i, word in enumerate(old) if times_old[word] == times_new[word] == 1])


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of these pairs, which rise on the left, that rises on the right as well."""
    last: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for number, (_left, right) in enumerate(pairs):
        place = bisect_left(last, right)
        before.append(at[place - 1] if place else -1)
        last[place : place + 1], at[place : place + 1] = [right], [number]
    found = []
    number = at[-1] if at else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _shortest_edit(old: list[str], new: list[str], effort: Effort) -> list[tuple[int, int]] | None:
    """Myers' search for the fewest changes (An O(ND) Difference Algorithm, 1986), given up when it gets too long."""
    allowed = effort.allowed()
    most = min(len(old) + len(new), isqrt(2 * allowed))
    reach = [0] * (2 * most + 3)
    trail: list[list[int]] = []
    steps = 0
    for changes in range(most + 1):
        trail.append(reach[most - changes : most + changes + 3])
        for k in range(-changes, changes + 1, 2):
            at = most + 1 + k
            down = k == -changes or (k != changes and reach[at - 1] < reach[at + 1])
            x = reach[at + 1] if down else reach[at - 1] + 1
            y = x - k
            begin = x
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            reach[at] = x
            steps += 1 + x - begin
            if x >= len(old) and y >= len(new):
                effort.left -= steps
                return _walk_back(trail, len(old), len(new))
        if steps > allowed:
            break
    effort.left -= steps
    return None


def _walk_back(trail: list[list[int]], x: int, y: int) -> list[tuple[int, int]]:
    """Along the trail of the search, from its end; `trail[n]` holds diagonals -n-1 … n+1 as they were before step n."""
    found = []
    for changes in range(len(trail) - 1, -1, -1):
        reach, middle, k = trail[changes], changes + 1, x - y
        down = k == -changes or (k != changes and reach[middle + k - 1] < reach[middle + k + 1])
        previous = k + 1 if down else k - 1
        left = reach[middle + previous] if changes else 0
        top = left - previous if changes else 0
        while x > left and y > top:
            x, y = x - 1, y - 1
            found.append((x, y))
        x, y = left, top
    return found[::-1]


@dataclass
class _Stretch:
    """Positions in the old and in the new text; kept when it was found equal."""

    kept: bool
    old: range
    new: range

    @property
    def size(self) -> int:
        return max(len(self.old), len(self.new))


def _stretches(pairs: list[tuple[int, int]], old: int, new: int) -> list[_Stretch]:
    found: list[_Stretch] = []
    x = y = 0
    for i, j in [*pairs, (old, new)]:
        if i > x or j > y:
            found.append(_Stretch(False, range(x, i), range(y, j)))
        if i < old or j < new:
            _add(found, _Stretch(True, range(i, i + 1), range(j, j + 1)))
        x, y = i + 1, j + 1
    return found


def _without_islands(stretches: list[_Stretch]) -> list[_Stretch]:
    """A lone word that happened to stay between larger changes makes one of them harder to follow: it goes along."""
    found: list[_Stretch] = []
    for place, each in enumerate(stretches):
        following = stretches[place + 1] if place + 1 < len(stretches) else None
        lonely = each.kept and found and following is not None and not found[-1].kept
        if lonely and following is not None and each.size * 2 <= min(found[-1].size, following.size):
            each = _Stretch(False, each.old, each.new)
        _add(found, each)
    return found


def _add(found: list[_Stretch], each: _Stretch) -> None:
    if found and found[-1].kept == each.kept:
        found[-1].old = range(found[-1].old.start, each.old.stop)
        found[-1].new = range(found[-1].new.start, each.new.stop)
    else:
        found.append(each)


def _styled(stretches: list[_Stretch], old: Sequence[Word], new: Sequence[Word]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for each in stretches:
        before, after = old[each.old.start : each.old.stop], new[each.new.start : each.new.stop]
        if each.kept:
            runs += _restyled(before, after)
        else:
            runs += [Run(Sort.REMOVED, tuple(before))] if before else []
            runs += [Run(Sort.ADDED, tuple(after))] if after else []
    return tuple(runs)


def _restyled(before: Sequence[Word], after: Sequence[Word]) -> Iterator[Run]:
    """Kept words, apart where their markup changed."""
    begin = 0
    for end in range(1, len(after) + 1):
        if end == len(after) or _style(before[end], after[end]) != _style(before[begin], after[begin]):
            changed = before[begin].marks != after[begin].marks
            was = before[begin].marks if changed else ()
            yield Run(Sort.RESTYLED if changed else Sort.KEPT, tuple(after[begin:end]), was)
            begin = end


def _style(before: Word, after: Word) -> tuple[tuple[str, ...], ...]:
    """What sets kept words apart: old and new markup where they differ, nothing where they don't."""
    return () if before.marks == after.marks else (before.marks, after.marks)
