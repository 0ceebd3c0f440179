"""Contrast by the formula of WCAG 2.2."""

from __future__ import annotations

import pytest

from flask_initiatieven.options import colours, style
from flask_initiatieven.options.registry import Style


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#777777", "#ffffff", 4.48), ("#767676", "#ffffff", 4.54)],
)
def test_known_ratios(one: str, other: str, ratio: float) -> None:
    assert colours.contrast(one, other) == pytest.approx(ratio, abs=0.005)


def test_our_own_colours_pass() -> None:
    assert colours.too_low("", "", "") == {}


def test_an_accent_that_is_too_light_is_refused_with_its_ratio_and_one_that_passes() -> None:
    low = colours.too_low("#ff8800", "", "")["accent"]
    assert (low.measured, low.needed, low.against) == (2.39, 4.5, "#ffffff")
    assert colours.contrast(low.nearest, "#ffffff") >= 4.5
    assert colours.contrast(low.nearest, "#ffffff") < 4.7, "no darker than it must be"


def test_an_accent_that_is_not_the_colour_of_links_needs_three_to_one() -> None:
    assert set(colours.too_low("#949494", "#000000", "#1b59a4")) == set()
    assert set(colours.too_low("#949494", "#000000", "")) == {"accent"}


def test_text_is_judged_on_the_accent() -> None:
    low = colours.too_low("#1b59a4", "#333333", "")["on_accent"]
    assert low.against == "#1b59a4"
    assert colours.contrast(low.nearest, "#1b59a4") >= 4.5


def test_almost_enough_is_not_rounded_to_enough() -> None:
    assert colours.too_low("#777777", "", "")["accent"].measured == 4.47


def test_the_style_sheet_holds_only_what_was_chosen() -> None:
    assert style.css(Style()) == ""
    assert style.css(Style(accent="#00573d")) == ".ini, .ini-own {\n  --ini-accent: #00573d;\n}\n"
    assert style.version(Style(accent="#00573d")) != style.version(Style(accent="#00573e"))


def test_text_is_not_judged_on_an_accent_that_is_refused() -> None:
    assert set(colours.too_low("#ff8800", "", "")) == {"accent"}
    nearest = colours.too_low("#ff8800", "", "")["accent"].nearest
    assert colours.too_low(nearest, "", "") == {}
