"""The sample municipality in the database, with Alice, the manager and the contact as people of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from flask import Flask

from flask_initiatieven.importing.actions import import_file
from flask_initiatieven.municipality.models import Person
from tests.conftest import MakeApp, inside

TODAY = date(2026, 11, 23)
#: who logs in → which person of the sample data that is
WHO = {"contact": "m-stuiver", "manager": "m-windhorst", "colleague": "m-kuiperij", "alderman": "b-haverkate"}


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    """A host whose clock stands still on the day of the sample data."""
    return make_app(now=lambda: datetime(2026, 11, 23, 12, tzinfo=UTC))


@pytest.fixture
def filled(app: Flask) -> Flask:
    """The host with the twelve sample initiatives."""
    sample = Path(str(files("flask_initiatieven.demo") / "voorbeelden.yaml"))
    with inside(app):
        import_file(sample, TODAY)
        for user, key in WHO.items():
            Person.update(user_id=user).where(Person.key == key).execute()
    return app
