"""The sample municipality in the database, with Alice, the manager and the contact as people of it."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from flask_initiatieven.municipality.models import Person
from tests.conftest import SAMPLE_NOW, MakeApp, inside

TODAY = date(2026, 11, 23)
#: who logs in → which person of the sample data that is
WHO = {"contact": "m-stuiver", "manager": "m-windhorst", "colleague": "m-kuiperij", "alderman": "b-haverkate"}


@pytest.fixture
def app(make_app: MakeApp, request: pytest.FixtureRequest) -> Flask:
    """A host whose clock stands still on the day of the sample data; with that data when a test asks `filled`."""
    return make_app(sample="filled" in request.fixturenames, now=lambda: SAMPLE_NOW)


@pytest.fixture
def filled(app: Flask) -> Flask:
    """The host with the twelve sample initiatives."""
    with inside(app):
        for user, key in WHO.items():
            Person.update(user_id=user).where(Person.key == key).execute()
    return app
