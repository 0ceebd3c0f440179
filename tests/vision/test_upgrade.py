"""The step that brought review, planning, history and bin, over tables with texts in them."""

from __future__ import annotations

from typing import Any

import peewee as pw
import pytest
from flask import Flask

from flask_initiatieven.lifecycle import actions as lifecycle
from flask_initiatieven.mount import Mount
from flask_initiatieven.vision.models import PageEvent, PageVersion
from tests.conftest import MakeApp, inside

BEFORE, STEP = "0004_profile", "0005_publication"
#: key of the page, number, state
TEXTS = (
    ("visie", 1, "replaced"), ("visie", 2, "published"), ("visie", 3, "draft"), ("visie", 4, "draft"),
    ("los", 1, "draft"),
)  # fmt: skip


@pytest.fixture
def mount(make_app: MakeApp) -> Any:
    """The tables as they were before that step, with texts."""
    app: Flask = make_app(installed=False)
    with inside(app) as found:
        lifecycle._runner(found.database).up(BEFORE)
        for number, key in enumerate(("visie", "los"), 1):
            found.database.execute_sql(
                f"INSERT INTO initiatieven_page (id, key, kind) VALUES ({number}, '{key}', 'vision')"
            )
        for key, number, state in TEXTS:
            _insert(found, {"page_id": 1 if key == "visie" else 2, "number": number, "state": state})
        yield found


def _insert(mount: Mount, row: dict[str, Any]) -> None:
    no = "0" if isinstance(mount.database, pw.SqliteDatabase) else "FALSE"
    empty = (
        "adopted_by", "decision_number", "why", "mission", "vision", "if_no", "contact", "change", "read_audience",
        "read_statement",
    )  # fmt: skip
    names = ["page_id", "number", "state", "title", "read_again", "version", "changed_at", "changed_by", *empty]
    values = [
        str(row["page_id"]), str(row["number"]), f"'{row['state']}'", f"'Tekst {row['number']}'", no, "1",
        f"'2026-0{row['number']}-01 10:00:00'", "'Mieke'", *["''"] * len(empty),
    ]  # fmt: skip
    mount.database.execute_sql(
        f"INSERT INTO initiatieven_page_version ({', '.join(names)}) VALUES ({', '.join(values)})"
    )


def test_every_text_stays_and_begins_its_history(mount: Mount) -> None:
    lifecycle._runner(mount.database).up()
    events = (
        PageEvent.select(PageEvent, PageVersion).join(PageVersion).where(PageEvent.page == 1).order_by(PageEvent.id)
    )
    assert [(e.version and e.version.number, e.action, e.by_name, e.at.month) for e in events] == [
        (1, "publish", "Mieke", 1),
        (2, "publish", "Mieke", 2),
        (3, "make", "Mieke", 3),
        (4, "make", "Mieke", 4),
    ]
    assert [row.title for row in PageVersion.select().order_by(PageVersion.id)] == [
        "Tekst 1", "Tekst 2", "Tekst 3", "Tekst 4", "Tekst 1",
    ]  # fmt: skip


def test_of_two_concepts_of_one_page_the_older_lies_in_the_bin(mount: Mount) -> None:
    lifecycle._runner(mount.database).up()
    rows = PageVersion.select().where(PageVersion.page == 1).order_by(PageVersion.number)
    assert [row.state for row in rows] == ["replaced", "published", "discarded", "draft"]
    assert PageVersion.get(PageVersion.page == 2).state == "draft"


def test_going_down_and_up_again_keeps_the_texts(mount: Mount) -> None:
    runner = lifecycle._runner(mount.database)
    runner.up()
    PageVersion.update(state="withdrawn").where(PageVersion.number == 2).execute()
    runner.down(STEP)
    titles = mount.database.execute_sql("SELECT title FROM initiatieven_page_version ORDER BY id").fetchall()
    assert [title for (title,) in titles] == ["Tekst 1", "Tekst 2", "Tekst 3", "Tekst 4", "Tekst 1"]
    with pytest.raises(pw.DatabaseError, match="this text is fixed"), mount.database.atomic():
        mount.database.execute_sql("UPDATE initiatieven_page_version SET title = 'x' WHERE state = 'replaced'")
    runner.up()
    assert PageVersion.select().count() == 5
