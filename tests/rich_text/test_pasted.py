"""Text pasted from Word, Outlook, Google Docs and elsewhere comes out clean."""

from __future__ import annotations

from pathlib import Path

import pytest

from flask_initiatieven.rich_text import clean, to_html, to_typed

FOLDER = Path(__file__).parent / "pasted"
SAMPLES = sorted(path.stem for path in FOLDER.glob("*.html") if not path.stem.endswith(".clean"))


def sample(name: str) -> str:
    return (FOLDER / f"{name}.html").read_text(encoding="utf-8")


def expected(name: str) -> str:
    """One block a line in the file."""
    return sample(f"{name}.clean").replace("\n", "")


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_pasted_comes_out_clean(name: str) -> None:
    assert clean(sample(name)) == expected(name)


@pytest.mark.parametrize("name", SAMPLES)
def test_what_was_pasted_can_be_typed_on(name: str) -> None:
    assert to_html(to_typed(clean(sample(name)))) == expected(name)


@pytest.mark.parametrize(
    ("pasted", "becomes"),
    [
        ("<p>a</p><p>&nbsp;</p><p><br></p><p> </p><p>b</p>", "<p>a</p><p>b</p>"),
        ("a&nbsp;&nbsp; b", "<p>a b</p>"),
        ("<b>a </b>b<i> c</i>", "<p><strong>a</strong> b <em>c</em></p>"),
        ("<b></b><i> </i>x", "<p>x</p>"),
        ("<b>a</b><b>b</b>", "<p><strong>ab</strong></p>"),
        ("<h1>a</h1><h2>b</h2><h3>c</h3><h6>d</h6>", "<h3>a</h3><h4>b</h4><h4>c</h4><h4>d</h4>"),
        ("<h2>a</h2><h4>b</h4>", "<h3>a</h3><h4>b</h4>"),
        ("<h3>a</h3><h4>b</h4><h5>c</h5>", "<h3>a</h3><h4>b</h4><h4>c</h4>"),
        ("<h4>a</h4><h4>b</h4>", "<h3>a</h3><h3>b</h3>"),
        ("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"),
        ("a<br><br>b<br>c", "<p>a</p><p>b<br>c</p>"),
        ("<p class=MsoTitle>Titel</p><p>x</p>", "<h3>Titel</h3><p>x</p>"),
        ("<p class=MsoListParagraph>Ingesprongen tekst</p>", "<p>Ingesprongen tekst</p>"),
        ("<p class=MsoListNumber>a)&nbsp; x</p>", "<ol><li>x</li></ol>"),
        ("<li>los</li>", "<ul><li>los</li></ul>"),
        ("<ul>los</ul>", "<ul><li>los</li></ul>"),
        ("<ul><ul><li>a</li></ul></ul>", "<ul><li>a</li></ul>"),
        ("<ul><li>a<h2>kop</h2><p>b</p></li></ul>", "<ul><li>a<br>kop<br>b</li></ul>"),
        ("<ul><li>a<img src='beeld:3' alt='x'>b</li></ul>", '<ul><li>a<br>b</li></ul><img src="beeld:3" alt="x">'),
        ("<p>a<img src='beeld:3' alt=' x  y '>b</p>", '<p>a</p><img src="beeld:3" alt="x y"><p>b</p>'),
        ("<p>a <b>b <i>c</b> d</i> e", "<p>a <strong>b <em>c</em></strong><em> d</em> e</p>"),
        ("1 < 2 && 3 > 2 &lt;b&gt;", "<p>1 &lt; 2 &amp;&amp; 3 &gt; 2 &lt;b&gt;</p>"),
        ("cafe\u0301 \u202ea\u200bb\ufeff\x07", "<p>caf\u00e9 ab</p>"),
        ("<a href=' HTTPS://E.nl/a b '>x</a>", '<p><a href="https://E.nl/a%20b" rel="noopener noreferrer">x</a></p>'),
    ],
)
def test_odds_and_ends_become_one_shape(pasted: str, becomes: str) -> None:
    assert clean(pasted) == becomes


@pytest.mark.parametrize(
    ("href", "becomes"),
    [
        ("/initiatieven/visie/visie", "intern:/visie/visie"),
        ("https://intranet.example.nl/initiatieven", "intern:/"),
        ("https://intranet.example.nl/initiatieven/visie?a=1#b", "intern:/visie?a=1#b"),
        ("intern:/visie", "intern:/visie"),
        ("/initiatieven-anders", ""),
        ("/uitloggen", ""),
        ("/initiatieven/../uitloggen", ""),
        ("/initiatieven/%2e%2E/uitloggen", ""),
        ("intern:/a/..", ""),
        ("intern://kwaad.example", "intern://kwaad.example"),
        ("//kwaad.example", ""),
        ("visie", ""),
    ],
)
def test_links_to_our_own_pages_are_kept_whatever_the_host(href: str, becomes: str) -> None:
    own = ("/initiatieven", "https://intranet.example.nl/initiatieven")
    found = clean(f'<a href="{href}">x</a>', own)
    assert found == (f'<p><a href="{becomes}" rel="noopener noreferrer">x</a></p>' if becomes else "<p>x</p>")
