"""Rich text: safe, and typed the way it reads."""

from __future__ import annotations

import pytest

from flask_initiatieven.rich_text import clean, to_html, to_typed, to_words

TYPED = """Bewoners kennen **hun straat**.
Tweede regel, *schuin*, en 5 * 3 * 2 = 30.

- een
- [site](https://example.nl/a_(b)?x=1&y=2)

1. eerst
2. dan

Mail [ons](mailto:info@example.nl)."""


def test_typed_text_becomes_paragraphs_lists_and_links() -> None:
    made = to_html("Een **vet** woord.\n\n- a\n- b\n\n[tekst](https://example.nl)")
    assert made == (
        "<p>Een <strong>vet</strong> woord.</p><ul><li>a</li><li>b</li></ul>"
        '<p><a href="https://example.nl" rel="noopener noreferrer">tekst</a></p>'
    )


def test_what_was_typed_comes_back_as_it_was_typed() -> None:
    assert to_typed(to_html(TYPED)) == TYPED


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<p style="position:fixed" class="x" id="y" onclick="z()">a</p>',
        '<a href="javascript:alert(1)">a</a>',
        '<a href="//evil.example">a</a>',
        '<a href="/logout">a</a>',
        "<svg><a href='https://x.nl'>b</a></svg>",
        "<iframe src='https://x.nl'></iframe>",
        "<p><strong>never closed",
    ],
)
def test_nothing_but_the_short_list_of_tags_survives(hostile: str) -> None:
    cleaned = clean(hostile)
    for word in ("script", "onerror", "style", "class", "id=", "onclick", "javascript", 'href="/', "svg", "iframe"):
        assert word not in cleaned
    assert cleaned.count("<strong>") == cleaned.count("</strong>")


def test_html_that_is_typed_stays_words() -> None:
    assert to_words(to_html("Kijk: <b>hier</b> & daar")) == "Kijk: <b>hier</b> & daar"
    assert "<b>" not in to_html("<b>x</b>")


def test_a_link_to_something_else_than_web_mail_or_telephone_stays_words() -> None:
    assert to_html("[a](javascript:x)") == "<p>[a](javascript:x)</p>"


def test_nothing_typed_is_nothing_stored() -> None:
    assert to_html("  \n \n") == ""
    assert to_typed("") == ""


def test_a_long_hostile_line_is_done_at_once() -> None:
    for hostile in ("[" * 4000, "**a" * 1300, "*a " * 1300, "[a](b" * 800, "((((" * 1000):
        assert to_html(hostile)
