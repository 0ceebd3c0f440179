"""The sample municipality with its programme, of which some people may log in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from flask_initiatieven.municipality.models import Person
from flask_initiatieven.programme.models import Programme, ProgrammeItem
from tests.conftest import SAMPLE_NOW, MakeApp, PageClient, inside
from tests.initiatives.conftest import WHO

AsPerson = Callable[[str], PageClient]
PLACE = "/initiatieven/programma"


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    app = make_app(sample=True, now=lambda: SAMPLE_NOW)
    with inside(app):
        for user, key in WHO.items():
            Person.update(user_id=user).where(Person.key == key).execute()
    return app


@pytest.fixture
def whole(app: Flask) -> str:
    """The address of the programme in force."""
    with inside(app):
        return f"{PLACE}/{Programme.get().id}"


def item(app: Flask, code: str) -> ProgrammeItem:
    with inside(app):
        found: ProgrammeItem = ProgrammeItem.select().where(ProgrammeItem.code == code).order_by(ProgrammeItem.id).get()
        return found


def point(app: Flask, code: str) -> str:
    """The address of the item with this code."""
    return f"{PLACE}/punt/{item(app, code).id}"


def codes(app: Flask) -> list[str]:
    """Codes of the items that are in use, in order."""
    with inside(app):
        rows = ProgrammeItem.select().where(ProgrammeItem.archived_on.is_null()).order_by(ProgrammeItem.position)
        return [row.code for row in rows]
