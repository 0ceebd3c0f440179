"""The sample municipality, persons who belong to its visits, and no renderer started for a page that is only read."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from flask import Flask

from flask_initiatieven.municipality.models import Person
from flask_initiatieven.visits import views
from flask_initiatieven.visits.models import Visit
from tests.conftest import MakeApp, PageClient, inside

SAMPLE = Path(str(files("flask_initiatieven.demo") / "voorbeelden.yaml"))
#: the day to which the dates of the sample belong
NOW = datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC)
#: who is whom: alderman Haverkate and contact Stuiver belong to the visit of 3 December
LINKED = {"alderman": "b-haverkate", "contact": "m-stuiver", "colleague": "m-kuiperij"}


@pytest.fixture(autouse=True)
def warmed(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """How often a renderer was made ready."""
    calls: list[bool] = []
    monkeypatch.setattr(views.briefings, "warm", lambda: calls.append(True))
    return calls


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    found = make_app(sample=True, now=lambda: NOW)
    with inside(found):
        for user, key in LINKED.items():
            Person.update(user_id=user).where(Person.key == key).execute()
    return found


@pytest.fixture
def garden(app: Flask) -> int:
    """The visit of alderman Haverkate to the garden on 3 December."""
    with inside(app):
        return int(Visit.get(Visit.held_on == datetime.date(2026, 12, 3)).id)


Browser = Callable[[str], PageClient]
