"""Finding initiatives."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from tests.conftest import PageClient

LIST = "/initiatieven/lijst"


def test_the_list_shows_every_initiative(filled: Flask, as_person: Callable[[str], PageClient]) -> None:
    page = as_person("bob").get(LIST).text
    assert "Buurttuin De Vergeten Hoek" in page
    assert "Huiswerk 5 van 5: compleet" in page


def test_show(filled: Flask, as_person: Callable[[str], PageClient]) -> None:
    print(as_person("alice").get("/initiatieven/initiatief/EW-2026-007").text)
    print(as_person("alice").get("/initiatieven/").text)
