"""Reading the role division."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from flask_initiatieven.divisions.models import RoleTableCell
from tests.conftest import PageClient, inside

AsPerson = Callable[[str], PageClient]


def test_the_overview_of_governing_texts_links_to_the_role_table(as_person: AsPerson, role_table: None) -> None:
    assert "/initiatieven/rolverdeling" in as_person("bob").get("/initiatieven/visie").text


def test_the_role_table_says_letters_in_words_for_screen_readers(as_person: AsPerson, role_table: None) -> None:
    text = as_person("bob").get("/initiatieven/rolverdeling").text
    assert "beslist en doet het" in text
    assert '<th scope="row">Idee bedenken</th>' in text


def test_a_role_table_in_which_nobody_decides_is_called_a_concept(
    app: Flask, as_person: AsPerson, role_table: None
) -> None:
    with inside(app):
        RoleTableCell.update(letters="R").execute()
    assert "nog een concept" in as_person("bob").get("/initiatieven/rolverdeling").text


def test_without_role_table_the_page_says_so(as_person: AsPerson) -> None:
    assert "nog geen rolverdeling" in as_person("bob").get("/initiatieven/rolverdeling").text
