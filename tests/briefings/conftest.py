"""A host with the sample municipality in it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from flask_initiatieven.visits.models import Visit
from tests.conftest import MakeApp, inside

TODAY = datetime.date(2026, 11, 23)


@pytest.fixture
def filled(make_app: MakeApp) -> Callable[..., Flask]:
    """Builds a host with the sample municipality; options as for `make_app`."""

    def make(**options: Any) -> Flask:
        return make_app(sample=True, **options)

    return make


@pytest.fixture
def app(filled: Callable[..., Flask]) -> Flask:
    return filled(public_url="https://intranet.example.nl")


@pytest.fixture
def garden_id(app: Flask) -> int:
    """The planned visit to the garden in the sample."""
    with inside(app):
        found: int = Visit.get(Visit.place.startswith("Buurttuin De Vergeten Hoek")).id
        return found
