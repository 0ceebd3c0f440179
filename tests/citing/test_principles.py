"""A principle keeps its key, so that a decision that cites it still finds it in the next version."""

from __future__ import annotations

import pytest

from flask_initiatieven.citing.principles import keyed, slug
from flask_initiatieven.vision.publication import Line, PageLineKind


def principles(*texts: tuple[str, str]) -> tuple[Line, ...]:
    return tuple(Line(PageLineKind.PRINCIPLE, text, title) for title, text in texts)


def keys(lines: tuple[Line, ...]) -> list[str]:
    return [line.key for line in lines]


FIRST = keyed(
    principles(
        ("Eerst luisteren", "Wij gaan naar de bewoner toe."),
        ("Eerlijk nee zeggen", "Een nee vertellen wij zelf, met de reden."),
    )
)


def test_a_new_principle_is_called_after_its_title() -> None:
    assert keys(FIRST) == ["eerst-luisteren", "eerlijk-nee-zeggen"]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Eerst luisteren", "Iets heel anders."),
        ("EERST  luisteren", "Iets heel anders."),
        ("Luisteren is het begin", "Wij gaan naar de bewoner toe."),
        ("Luisteren is het begin", "Wij gaan altijd zelf naar de bewoner toe."),
    ],
    ids=["same title", "same title in capitals", "same text", "most of the same words"],
)
def test_it_keeps_its_key_when_it_can_be_recognised(title: str, text: str) -> None:
    assert keys(keyed(principles((title, text)), FIRST)) == ["eerst-luisteren"]


def test_another_principle_gets_a_key_of_its_own() -> None:
    assert keys(keyed(principles(("Samen doen", "Collega's denken mee.")), FIRST)) == ["samen-doen"]


def test_a_key_that_lives_on_is_not_given_to_another() -> None:
    renamed = principles(("Luisteren", "Wij gaan naar de bewoner toe."), ("Eerst luisteren!", "Nieuw."))
    assert keys(keyed(renamed, FIRST)) == ["eerst-luisteren", "eerst-luisteren-2"]


def test_changed_order_changes_no_key() -> None:
    assert keys(keyed(tuple(Line(line.kind, line.text, line.title) for line in FIRST[::-1]), FIRST)) == [
        "eerlijk-nee-zeggen",
        "eerst-luisteren",
    ]


def test_only_principles_have_keys() -> None:
    assert keyed([Line(PageLineKind.STEP, "t", "Stap")])[0].key == ""


@pytest.mark.parametrize(
    ("title", "expected"), [("Eén één", "een-een"), ("!!!", "uitgangspunt"), ("x" * 300, "x" * 100)]
)
def test_a_key_is_plain(title: str, expected: str) -> None:
    assert slug(title) == expected
