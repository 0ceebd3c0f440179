"""Links for the host's own menu."""

from __future__ import annotations

import pytest
from flask import Flask

from flask_initiatieven import links
from flask_initiatieven import mount as mounts
from tests.conftest import MakeApp


def labels(app: Flask, person: str) -> list[str]:
    with app.test_request_context("/", headers={"X-Person": person}):
        return [link.label for link in links()]


def test_each_user_gets_the_rooms_he_may_enter(app: Flask) -> None:
    assert labels(app, "bob") == ["Begin", "Initiatieven", "Visie en missie", "Coalitieprogramma"]
    assert labels(app, "alice") == ["Begin", "Initiatieven", "Bezoeken", "Visie en missie", "Coalitieprogramma"]
    assert labels(app, "admin") == ["Begin", "Initiatieven", "Visie en missie", "Coalitieprogramma", "Beheer"]


def test_a_stranger_gets_none(app: Flask) -> None:
    assert labels(app, "nobody") == []


def test_before_install_there_are_none_and_no_error(make_app: MakeApp) -> None:
    assert labels(make_app(installed=False), "alice") == []


@pytest.mark.parametrize("person", ["alice", "nobody"])
def test_the_connection_is_closed_again(app: Flask, person: str) -> None:
    labels(app, person)
    assert mounts.of(app).database.is_closed()


def test_the_language_may_be_given_as_a_word(make_app: MakeApp) -> None:
    answer = make_app(locale="en").test_client().get("/initiatieven/lijst", headers={"X-Person": "alice"})
    assert '<html lang="en">' in answer.text
