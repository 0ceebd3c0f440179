"""Text that people typed, made fit for paper."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped, unused-ignore]

from flask_initiatieven.paper import clean, fonts, render, unprintable
from flask_initiatieven.paper.text import BREAK, SUBSTITUTE
from tests.paper import coverage, samples
from tests.paper.conftest import ROOMY
from tests.paper.reading import complaints, words


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Gewoon, met € 12,50 – en “citaat”.", "Gewoon, met € 12,50 – en “citaat”."),
        ("e\u0301e\u0301n", "één"),
        ("bel\x07\x00 en esc\x1b[0m", "bel en esc[0m"),
        ("half \ud83d paar", "half  paar"),
        ("naam\u202egpj.exe\u2066\u2069", "naamgpj.exe"),
        ("een\r\ntwee\rdrie\u2028vier", "een\ntwee\ndrie\nvier"),
        ("kolom\tkolom", "kolom kolom"),
        ("Γειά Привет مرحبا שלום", "Γειά Привет مرحبا שלום"),
        ("会 en 𓂀", "▯ en ▯"),
        ("duim \U0001f44d\U0001f3fd op", "duim ▯ op"),
        ("Z\u0335\u0321\u0322\u0327\u0328algo", "Z\u0335\u0321\u0322algo"),
        ("zacht\u00adafbreken", "zacht\u00adafbreken"),
        ("", ""),
    ],
)
def test_text_is_printed_as_meant(typed: str, printed: str) -> None:
    assert clean(typed) == printed


def test_a_long_word_gets_places_to_break() -> None:
    pieces = clean("x" * 100).split(BREAK)
    assert [len(piece) for piece in pieces] == [30, 30, 30, 10]


def test_an_address_breaks_after_its_own_signs() -> None:
    address = "https://www.example.org/een/heel-lang/pad?vraag=antwoord"
    assert clean(address).split(BREAK)[1] == "www."
    assert clean(address).replace(BREAK, "") == address


@pytest.mark.parametrize("text", ["x" * 100, "a/" * 50, "会" * 60, "Z" + "\u0335" * 9, "\U0001f44d\U0001f3fd"])
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_what_cannot_be_printed_is_told_once() -> None:
    assert unprintable("会 en 议 en 会, maar ☐ ✓ ✗ € wel") == ["会", "议"]
    assert unprintable("duim \U0001f44d\U0001f3fd op") == ["\U0001f44d"]


def test_a_broken_word_is_copied_from_the_pdf_in_one_piece() -> None:
    address = "https://www.example.org/" + "lang" * 40
    body = f"<p style='width: 60mm'>{clean(address)}</p>"
    pdf = render(samples.simple(body), ROOMY).pdf
    assert address in words(pdf).replace(" ", "")
    assert complaints(pdf) == []


def test_names_in_other_scripts_print_without_missing_signs() -> None:
    body = f"<p>{clean('Şükrü Çelik, Łukasz, Ελένη, Наталья, فاطمة, שרה, 李雷 😀 ☐ ✓ ✗ →')}</p>"
    pdf = render(samples.simple(f"{body}<b>{body}</b><i>{body}</i>"), ROOMY).pdf
    assert complaints(pdf) == []


def test_the_list_of_printable_signs_is_that_of_our_fonts() -> None:
    """When fonts changed: `python -m tests.paper.coverage`."""
    assert coverage.FILE.read_text(encoding="ascii") == coverage.listing()
    assert unprintable("".join(map(chr, coverage.signs()))) == []


def test_the_substitute_can_be_printed() -> None:
    assert unprintable(SUBSTITUTE) == []


def test_all_faces_can_print_what_a_briefing_is_made_of() -> None:
    needed = set(map(ord, "€–—•☐☑✓✗…“”‘’éëïüçğışŁ0123456789"))
    for name in ("SourceSans3-Regular.ttf", "SourceSans3-Bold.ttf", "SourceSans3-It.ttf"):
        assert needed <= set(TTFont(fonts.FOLDER / name).getBestCmap()), name


def test_numbers_line_up() -> None:
    for name in ("SourceSans3-Regular.ttf", "SourceSans3-Bold.ttf", "SourceSans3-It.ttf"):
        font = TTFont(fonts.FOLDER / name)
        assert len({font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}) == 1
