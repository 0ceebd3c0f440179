"""Reading the role division: the table in force, old versions, concepts only for who writes and decides."""

from __future__ import annotations

import pytest
from flask import Flask

from flask_initiatieven.divisions.models import TableState
from tests.conftest import inside
from tests.divisions.conftest import PLACE, AsPerson, table


def test_the_overview_of_governing_texts_links_to_the_role_table(as_person: AsPerson, role_table: None) -> None:
    assert PLACE in as_person("bob").get("/initiatieven/visie").text


def test_the_role_table_says_letters_in_words(as_person: AsPerson, role_table: None) -> None:
    text = as_person("bob").get(PLACE).text
    assert "beslist en doet het" in text
    assert '<th scope="row" role="rowheader">Idee bedenken</th>' in text
    assert "Vastgesteld door het college op 22 september 2026." in text


def test_tasks_are_shown_by_phase(as_person: AsPerson, role_table: None) -> None:
    assert "<dt>In verkenning</dt><dd>Idee bedenken</dd>" in as_person("bob").get(PLACE).text


def test_without_role_table_the_page_says_so(as_person: AsPerson) -> None:
    assert "nog geen rolverdeling" in as_person("bob").get(PLACE).text


@pytest.mark.parametrize(
    ("person", "status"),
    [("bob", 404), ("alice", 404), ("charlie", 404), ("clerk", 404), ("manager", 200), ("admin", 200)],
)
def test_a_concept_is_for_who_writes_and_decides(as_person: AsPerson, concept: str, person: str, status: int) -> None:
    client = as_person(person)
    assert client.get(concept).status_code == status
    assert (concept in client.get(PLACE).text) is (status == 200)


def test_the_adopted_table_stays_readable_beside_its_concept(as_person: AsPerson, concept: str) -> None:
    assert "nog een concept" not in as_person("manager").get(PLACE).text
    assert "nog een concept" in as_person("manager").get(concept).text


def test_an_old_version_stays_readable_and_says_that_it_is_old(app: Flask, as_person: AsPerson) -> None:
    with inside(app):
        table(1, TableState.REPLACED)
        table(2, TableState.ADOPTED)
    text = as_person("bob").get(f"{PLACE}/versie/1").text
    assert "geldt niet meer" in text
    assert f"{PLACE}/versie/1" in as_person("bob").get(PLACE).text
