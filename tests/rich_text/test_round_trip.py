"""Typing and the editor lose nothing to each other: random documents go there and back."""

from __future__ import annotations

import html
import random

import pytest

from flask_initiatieven.rich_text import clean, to_html, to_typed

#: words with everything in them that means something in one notation or the other
TEXT = """
straat bewoners één 5 * 3 2*3 *a a* ** *** **b** _x_ - + # ## ### 1. 2) a.b [x] ](y) [x](https://e.nl) ![a](beeld:1)
\\ \\\\ C:\\ \\* {* *} {** **} { } ( ) < > & &amp; &lt;b&gt; " ' • · 10. ~ | ` ! ? https://e.nl/a_(b) e\u0301 👩‍🌾
"""
WORDS = TEXT.split()
ADDRESSES = (
    "https://e.nl", "https://e.nl/a_(b)?x=1&y=2", "https://e.nl/a)b", "https://e.nl/a*b*[c]", "mailto:a@e.nl",
    "tel:+31201234567", "intern:/visie/visie#x", 'https://e.nl/"<x>',
)  # fmt: skip


def words(chance: random.Random, breaks: bool = True) -> str:
    found = []
    for _ in range(chance.randint(1, 5)):
        text = html.escape(" ".join(chance.choices(WORDS, k=chance.randint(1, 3))))
        for tag in chance.sample(["strong", "em"], chance.choice([0, 0, 0, 1, 2])):
            text = f"<{tag}>{text}</{tag}>"
        if chance.random() < 0.2:
            text = f'<a href="{html.escape(chance.choice(ADDRESSES))}">{text}</a>'
        found.append(text)
        found.append(chance.choice(["", " ", " ", "<br>" if breaks else " "]))
    return "".join(found)


def listing(chance: random.Random, level: int = 0) -> str:
    tag = chance.choice(["ul", "ol"])
    items = ""
    for _ in range(chance.randint(1, 3)):
        inside = "".join(listing(chance, level + 1) for _ in range(chance.choice([0, 0, 1, 2]))) if level < 4 else ""
        items += f"<li>{words(chance)}{inside}</li>"
    return f"<{tag}>{items}</{tag}>"


def document(chance: random.Random) -> str:
    made = ""
    for _ in range(chance.randint(1, 5)):
        kind = chance.choice(["p", "p", "h3", "h4", "list", "img"])
        if kind == "list":
            made += listing(chance)
        elif kind == "img":
            made += (
                f'<img src="beeld:{chance.randint(1, 99)}" alt="{html.escape(" ".join(chance.choices(WORDS, k=3)))}">'
            )
        else:
            made += f"<{kind}>{words(chance, kind == 'p')}</{kind}>"
    return made


@pytest.mark.parametrize("seed", range(20))
def test_what_the_editor_made_comes_back_from_typing(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        stored = clean(document(chance))
        assert to_html(to_typed(stored)) == stored, to_typed(stored)


@pytest.mark.parametrize("seed", range(10))
def test_what_was_cleaned_is_clean(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        stored = clean(document(chance))
        assert clean(stored) == stored


@pytest.mark.parametrize("seed", range(10))
def test_whatever_is_typed_becomes_the_same_text_again_and_again(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        lines = [" ".join(chance.choices(WORDS, k=chance.randint(0, 6))) for _ in range(chance.randint(1, 8))]
        typed = "\n".join(chance.choice(["", "  ", "- ", "1. ", "## "]) + line for line in lines)
        stored = to_html(typed)
        assert to_html(to_typed(stored)) == stored, typed
