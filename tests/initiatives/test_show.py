"""One initiative, as a story."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from flask_initiatieven.initiatives.models import Initiative
from tests.conftest import PageClient, inside

PAGE = "/initiatieven/initiatief/"


@pytest.mark.parametrize("person", ["alice", "bob", "contact", "alderman"])
def test_every_sample_initiative_reads_as_a_story(
    filled: Flask, as_person: Callable[[str], PageClient], person: str
) -> None:
    with inside(filled):
        rows = [(row.number, row.title) for row in Initiative.select()]
    assert len(rows) >= 12
    for number, title in rows:
        answer = as_person(person).get(PAGE + number)
        assert answer.status_code == 200
        assert title in answer.text
