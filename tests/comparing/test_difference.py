"""What differs between two texts: always true, always in bounded time, and easy to follow where that is possible."""

from __future__ import annotations

import random
from itertools import chain
from time import process_time

import pytest

from flask_initiatieven.comparing.difference import END, MOST_STEPS, Block, Compared, Effort, Run, Sort, Word, compare
from flask_initiatieven.comparing.sides import Side, blocks_of, compare_versions, shortened
from flask_initiatieven.vision.publication import Line, PageLineKind, VersionContent

LONG = 20_000
OLD, NEW = (Sort.KEPT, Sort.RESTYLED, Sort.REMOVED), (Sort.KEPT, Sort.RESTYLED, Sort.ADDED)


def text(words: str, kind: str = "p") -> Block:
    return Block(kind, tuple(map(Word, words.split())))


def texts(words: list[str], size: int) -> list[Block]:
    return [text(" ".join(words[at : at + size])) for at in range(0, len(words), size)]


def side(compared: tuple[Compared, ...], sorts: tuple[Sort, ...]) -> list[str]:
    runs = chain.from_iterable(block.runs for block in compared)
    return [word.text for run in runs if run.sort in sorts for word in run.words if word.text != END]


def words_of(blocks: list[Block]) -> list[str]:
    return " ".join(block.text for block in blocks).split()


def shown(old: str, new: str) -> str:
    """[-removed-] and {+added+} between what stayed."""
    marks = {Sort.REMOVED: "[-{}-]", Sort.ADDED: "{{+{}+}}"}
    found = compare([text(old)], [text(new)], Effort())
    return " ".join(
        marks.get(run.sort, "{}").format(" ".join(word.text for word in run.words))
        for block in found
        for run in block.runs
    )


def content(**values: object) -> VersionContent:
    return VersionContent(**{"title": "Visie", **values})  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(40))
def test_kept_and_added_is_the_new_text_and_kept_and_removed_the_old(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(60):
        letters = "abcdefg"[: dice.randint(1, 7)]
        old, new = (
            [text(" ".join(dice.choices(letters, k=dice.randint(0, 12)))) for _ in range(dice.randint(0, 6))]
            for _ in range(2)
        )
        found = compare(old, new, Effort())
        assert (side(found, OLD), side(found, NEW)) == (words_of(old), words_of(new))


@pytest.mark.parametrize("seed", range(8))
def test_the_same_holds_for_long_texts_with_some_changes(seed: int) -> None:
    dice = random.Random(seed)
    old = [str(dice.randint(0, 400)) for _ in range(3000)]
    new = [word for word in old if dice.random() > 0.04]
    for _ in range(60):
        new.insert(dice.randint(0, len(new)), f"nieuw{dice.randint(0, 9)}")
    before, after = texts(old, dice.choice([40, 5000])), texts(new, dice.choice([40, 5000]))
    found = compare(before, after, Effort())
    assert (side(found, OLD), side(found, NEW)) == (old, new)


def test_the_fewest_words_are_marked() -> None:
    assert shown("Wij helpen bewoners snel.", "Wij helpen alle bewoners.") == (
        "Wij helpen [-bewoners snel.-] {+alle bewoners.+}"
    )
    assert shown("een twee drie vier", "een drie vier vijf") == "een [-twee-] drie vier {+vijf+}"
    assert shown("a b c", "a b c") == "a b c"


def test_a_lone_word_between_larger_changes_goes_along_with_them() -> None:
    assert shown("kop een twee de drie vier staart staart", "kop vijf zes de zeven acht staart staart") == (
        "kop [-een twee de drie vier-] {+vijf zes de zeven acht+} staart staart"
    )


def test_a_paragraph_of_which_little_stayed_is_shown_as_old_and_new() -> None:
    (found,) = compare([text("een twee drie vier vijf")], [text("zes zeven drie acht negen")], Effort())
    assert found.sort == Sort.REWRITTEN
    assert [run.sort for run in found.runs] == [Sort.REMOVED, Sort.ADDED]


def test_a_paragraph_is_found_again_between_others_that_came() -> None:
    old = [text("Bewoners kennen hun straat het best."), text("Wij luisteren.")]
    new = [text("Iets heel anders."), text("Bewoners kennen hun eigen straat het best."), text("Wij luisteren.")]
    assert [block.sort for block in compare(old, new, Effort())] == [Sort.ADDED, Sort.CHANGED, Sort.KEPT]


def test_markup_that_changed_is_noted_and_no_other_change() -> None:
    (found,) = compare(
        blocks_of("<p>Wij helpen snel</p>"), blocks_of("<p>Wij <strong>helpen</strong> snel</p>"), Effort()
    )
    assert found.sort == Sort.RESTYLED
    assert [(run.sort, run.words[0].text, run.was) for run in found.runs] == [
        (Sort.KEPT, "Wij", ()),
        (Sort.RESTYLED, "helpen", ()),
        (Sort.KEPT, "snel", ()),
    ]


def test_a_paragraph_that_became_a_point_of_a_list_says_what_it_was() -> None:
    (found,) = compare(blocks_of("<p>Wij helpen</p>"), blocks_of("<ul><li>Wij helpen</li></ul>"), Effort())
    assert (found.sort, found.was, found.kind) == (Sort.RESTYLED, "p", "ul")


def test_rich_text_is_read_block_by_block() -> None:
    rich = (
        '<h3>Kop</h3><p>Een <a href="https://x.nl">link</a>, en<br>twee</p>'
        '<ul><li><p>punt</p></li></ul><img src="beeld:3" alt="Tuin">'
    )
    assert [(block.kind, block.text) for block in blocks_of(rich)] == [
        ("h3", "Kop"), ("p", "Een link, en twee"), ("ul", "punt"), ("p", "[Tuin]"),
    ]  # fmt: skip


DICE = random.Random(7)
COMMON = DICE.choices([f"w{n}" for n in range(2500)], [1 / (n + 1) for n in range(2500)], k=LONG)
KINDS = {
    "all different": ([f"a{n}" for n in range(LONG)], [f"b{n}" for n in range(LONG)]),
    "one word": (["x"] * LONG, ["x"] * (LONG - 9)),
    "one word between others": (
        [DICE.choice(["x", f"a{n}"]) for n in range(LONG)],
        [DICE.choice(["x", f"b{n}"]) for n in range(LONG)],
    ),
    "shuffled": (COMMON, DICE.sample(COMMON, LONG)),
    "unique words shuffled": ([f"u{n}" for n in range(LONG)], DICE.sample([f"u{n}" for n in range(LONG)], LONG)),
    "two words": (DICE.choices("ab", k=LONG), DICE.choices("ab", k=LONG)),
    "turned round": (COMMON, COMMON[::-1]),
    "one in twenty changed": (COMMON, [word if DICE.random() > 0.05 else "nieuw" for word in COMMON]),
}


@pytest.mark.parametrize("size", [1, 80, LONG])
@pytest.mark.parametrize("kind", KINDS)
def test_twenty_thousand_words_take_less_than_a_second(kind: str, size: int) -> None:
    old, new = (texts(words, size) for words in KINDS[kind])
    began = process_time()
    found = compare(old, new, Effort())
    assert process_time() - began < 1
    assert (side(found, OLD), side(found, NEW)) == KINDS[kind]


@pytest.mark.parametrize("tag", ["p", "li"])
def test_thousands_of_tiny_paragraphs_are_shown_as_running_words_with_a_sign_where_each_ends(tag: str) -> None:
    old, new = ("".join(f"<{tag}>{DICE.choice('ab')} &lt;{n}</{tag}>" for n in range(5000)) for _ in range(2))
    began = process_time()
    found = compare_versions(Side(content(text=old)), Side(content(text=new)))
    assert process_time() - began < 1
    (passage,) = found.parts[0].passages
    (whole,) = passage.blocks
    words = [word.text for run in whole.runs for word in run.words]
    assert words[words.index("<0") : words.index("<0") + 2] == ["<0", END]
    assert found.is_running


def test_questions_of_many_paragraphs_share_one_budget() -> None:
    lines = [Line(PageLineKind.QUESTION, "a\n\n" * 600, f"Vraag {n}") for n in range(30)]
    found = compare_versions(Side(content()), Side(content(lines=tuple(lines))))
    assert sum(len(each.blocks) for _name, each in found.changes) < MOST_STEPS // 100
    assert found.is_running


def test_changes_have_numbers_and_unchanged_parts_are_named() -> None:
    old = content(mission="Wij helpen.", why="<p>Daarom.</p>", change="")
    new = content(mission="Wij helpen snel.", why="<p>Daarom.</p>", change="Sneller")
    found = compare_versions(Side(old, {"adopted_by": "de raad"}), Side(new, {"adopted_by": "het college"}))
    assert [(name, each.number, each.sort) for name, each in found.changes] == [
        ("mission", 1, Sort.CHANGED),
        ("change", 2, Sort.ADDED),
        ("adopted_by", 3, Sort.REWRITTEN),
    ]
    assert found.same == ("title", "why")
    assert found.counted() == {Sort.CHANGED: 2, Sort.ADDED: 1}


def principles(*pairs: tuple[str, str]) -> Side:
    return Side(content(lines=tuple(Line(PageLineKind.PRINCIPLE, words, title) for title, words in pairs)))


def test_points_are_matched_by_title() -> None:
    old = principles(("Luisteren", "Wij gaan erheen."), ("Snel", "Binnen vier weken."))
    new = principles(("Eerlijk", "Nee is ook een antwoord."), ("Luisteren", "Wij gaan er snel heen."))
    found = compare_versions(old, new)
    assert [each.sort for _name, each in found.changes] == [Sort.ADDED, Sort.CHANGED, Sort.REMOVED]


def test_a_point_with_a_new_title_is_known_by_its_words() -> None:
    old = principles(("Luisteren", "Wij gaan naar de bewoner toe."))
    new = principles(("Eerst luisteren", "Wij gaan naar de bewoner toe."))
    ((_name, only),) = compare_versions(old, new).changes
    assert only.sort == Sort.CHANGED


def test_a_point_that_moved_says_from_where_to_where() -> None:
    old = principles(("Een", "a b"), ("Twee", "c d"), ("Drie", "e f"))
    new = principles(("Drie", "e f"), ("Een", "a b"), ("Twee", "c d"))
    ((_name, only),) = compare_versions(old, new).changes
    assert (only.sort, only.place) == (Sort.KEPT, (3, 1))


def test_more_changes_than_anybody_follows_become_one_old_and_one_new_text() -> None:
    many = "".join(f"<p>zin {n} blijft staan</p>" for n in range(420))
    found = compare_versions(Side(content(why=many)), Side(content(why=many.replace("zin", "woord"))))
    assert [each.sort for _name, each in found.changes] == [Sort.REMOVED, Sort.ADDED]


def test_a_long_run_that_stayed_is_shortened_in_the_middle() -> None:
    words = tuple(Word(str(number)) for number in range(100))
    begin, left_out, end = shortened(Run(Sort.KEPT, words)) or ("", 0, "")
    assert (len(begin.split()), left_out, len(end.split())) == (15, 70, 15)
    assert shortened(Run(Sort.ADDED, words)) is None


def test_a_point_is_not_taken_for_another_that_went_because_of_one_small_word() -> None:
    old = principles(
        ("Eerst luisteren", "Wij gaan naar de bewoner toe. Wij vragen ook wat de buurt ervan vindt."),
        ("Feiten op een rij", "Kosten, opbrengst, tijd, partijen en wat de gemeente doet."),
    )
    new = principles(("Altijd luisteren", "Wij gaan naar de bewoner toe. Wij vragen ook straat en buurt."))
    assert [each.sort for _name, each in compare_versions(old, new).changes] == [Sort.CHANGED, Sort.REMOVED]
