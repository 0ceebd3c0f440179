"""Whatever is not a concept keeps its text, whoever writes to the database."""

from __future__ import annotations

from datetime import UTC, datetime

import peewee as pw
import pytest
from flask import Flask

from flask_initiatieven.database import db
from flask_initiatieven.errors import Immutable
from flask_initiatieven.vision import queries
from flask_initiatieven.vision.models import Page, PageEvent, PageLine, PageVersion
from tests.conftest import inside
from tests.vision.conftest import version

CLOSED = ("review", "published", "replaced", "withdrawn", "discarded")
TEXT = (
    "title", "why", "mission", "vision", "if_no", "contact", "text", "change", "adopted_by", "decision_number",
    "read_audience", "read_statement",
)  # fmt: skip
VERSION = "initiatieven_page_version"


def refused(statement: str) -> bool:
    """Does the database refuse it? Only with our own words."""
    try:
        with db.atomic():
            db.execute_sql(statement)
    except pw.DatabaseError as error:
        return "this text is fixed" in str(error)
    return False


@pytest.mark.parametrize("state", CLOSED)
def test_no_statement_changes_a_text_that_is_no_concept(app: Flask, state: str) -> None:
    with inside(app):
        version(Page.create(key="visie"), 1, state=state)
        through = [name for name in TEXT if not refused(f"UPDATE {VERSION} SET {name} = 'x'")]
        days = [name for name in ("adopted_on", "valid_from", "review_on") if not refused(
            f"UPDATE {VERSION} SET {name} = '2027-01-01'")]  # fmt: skip
        flag = "TRUE" if not isinstance(db.obj, pw.SqliteDatabase) else "1"
        assert refused(f"UPDATE {VERSION} SET major = {flag}")
        assert refused("UPDATE initiatieven_page_line SET text = 'x'")
        assert refused("DELETE FROM initiatieven_page_line")
        assert through + days == []


def test_a_concept_changes(app: Flask) -> None:
    with inside(app):
        version(Page.create(key="visie"), 1)
        assert not any(refused(f"UPDATE {VERSION} SET {name} = 'x'") for name in TEXT)


def test_the_first_day_is_filled_in_once(app: Flask) -> None:
    with inside(app):
        version(Page.create(key="visie"), 1, state="review", valid_from=None)
        assert not refused(f"UPDATE {VERSION} SET valid_from = '2026-12-03', state = 'published'")
        assert refused(f"UPDATE {VERSION} SET valid_from = '2026-12-04'")


def test_a_text_with_a_history_gets_no_more_lines(app: Flask) -> None:
    with inside(app):
        row = version(Page.create(key="visie"), 1, state="published")
        PageEvent.create(page=row.page_id, version=row.id, action="publish", at=datetime(2026, 1, 1, tzinfo=UTC))
        assert refused(
            "INSERT INTO initiatieven_page_line (page_version_id, kind, position, title, text, key) "
            f"VALUES ({row.id}, 'in_short', 9, '', 'x', '')"
        )


def test_a_published_version_goes_only_with_a_page_from_the_bin(app: Flask) -> None:
    with inside(app):
        version(Page.create(key="visie"), 1, state="published")
        assert refused(f"DELETE FROM {VERSION}")
        Page.update(deleted_at=datetime(2026, 1, 1, tzinfo=UTC)).execute()
        assert not refused(f"DELETE FROM {VERSION}")


def test_the_history_only_grows(app: Flask) -> None:
    with inside(app):
        row = version(Page.create(key="visie"), 1)
        PageEvent.create(page=row.page_id, version=row.id, action="make", at=datetime(2026, 1, 1, tzinfo=UTC))
        for column in ("action", "comment"):
            assert refused(f"UPDATE initiatieven_page_event SET {column} = 'x'")
        assert refused("DELETE FROM initiatieven_page_event")


@pytest.mark.parametrize("state", CLOSED)
def test_the_models_refuse_it_before_the_database_does(app: Flask, state: str) -> None:
    with inside(app):
        row = version(Page.create(key="visie"), 1, state=state)
        with pytest.raises(Immutable):
            PageVersion.update(title="x").execute()
        with pytest.raises(Immutable):
            PageLine.update(text="x").execute()
        row.mission = "x"
        with pytest.raises(Immutable):
            row.save()


@pytest.mark.parametrize(("first", "second"), [("draft", "review"), ("draft", "draft"), ("published", "published")])
def test_a_page_has_one_working_copy_and_one_text_in_force(app: Flask, first: str, second: str) -> None:
    with inside(app):
        page = Page.create(key="visie")
        version(page, 1, state=first)
        with pytest.raises(pw.IntegrityError), db.atomic():
            version(page, 2, state=second)
        assert len(queries.history(page.id, with_drafts=True)) == 1
