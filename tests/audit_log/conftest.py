"""Somebody who gets round the triggers, as only who owns the database can."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import peewee as pw
import pytest
from flask import Flask

from flask_initiatieven import audit
from tests.conftest import inside

Tamper = Callable[..., None]


def fill(app: Flask, count: int) -> None:
    with inside(app):
        for number in range(1, count + 1):
            audit.record("proef", f"proef:{number}", detail="een é en een \u200b")


@pytest.fixture
def tamper(app: Flask) -> Tamper:
    """Runs statements on the tables of the log with no trigger in the way."""

    def run(*statements: str) -> None:
        with inside(app) as mount, without_triggers(mount.database):
            for statement in statements:
                mount.database.execute_sql(statement)

    return run


@contextmanager
def without_triggers(database: pw.Database) -> Iterator[None]:
    if not isinstance(database, pw.SqliteDatabase):
        with database.atomic():
            database.execute_sql("SET LOCAL session_replication_role = replica")
            yield
        return
    kept = database.execute_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'initiatieven_audit%'"
    ).fetchall()
    for name, _ in kept:
        database.execute_sql(f'DROP TRIGGER "{name}"')
    yield
    for _, sql in kept:
        database.execute_sql(sql)
