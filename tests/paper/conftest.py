"""Renderers for these tests: few, small, and gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flask_initiatieven.paper import Limits, Paper, pool, render
from tests.paper import samples

ROOMY = Limits(renderers=1, seconds=20, wait_seconds=30)


@pytest.fixture(scope="session", autouse=True)
def _no_renderer_outlives_the_tests() -> Iterator[None]:
    yield
    pool.close()


@pytest.fixture(scope="session")
def briefing() -> Paper:
    """The realistic briefing, made once."""
    return render(samples.briefing(), ROOMY)
