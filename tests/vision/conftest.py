"""A page with a published version and a draft."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from flask_initiatieven.vision.models import Page, PageLine, PageVersion
from flask_initiatieven.vision.publication import PageLineKind, VersionState
from tests.conftest import inside

ADOPTED: dict[str, Any] = {"adopted_by": "college", "adopted_on": date(2026, 9, 22), "valid_from": date(2026, 10, 1)}


def version(page: Page, number: int, **values: Any) -> PageVersion:
    """A version that lacks nothing; in given state, draft by default."""
    complete = {"title": "Zo werken wij", "mission": "Wij helpen bewoners.", **ADOPTED, **values}
    stamp = {"changed_at": datetime(2026, 10, 1, 10, tzinfo=UTC), "changed_by": "Test"}
    PageVersion.insert_many([{"page": page.id, "number": number, **complete, **stamp}]).execute()
    row: PageVersion = PageVersion.get((PageVersion.page == page) & (PageVersion.number == number))
    PageLine.insert_many(
        [{"page_version": row.id, "kind": PageLineKind.IN_SHORT, "position": 0, "text": f"Kort {number}"}]
    ).execute()
    return row


@pytest.fixture
def page(app: Flask) -> Page:
    """The page "visie": version 1 is published."""
    with inside(app):
        found: Page = Page.create(key="visie")
        version(found, 1, state=VersionState.PUBLISHED)
    return found


@pytest.fixture
def draft(app: Flask, page: Page) -> str:
    """Its version 2, a draft; the address of that version."""
    with inside(app):
        version(page, 2, title="Zo werken wij nu", valid_from=date(2026, 11, 1))
    return "/initiatieven/visie/visie/versie/2"
