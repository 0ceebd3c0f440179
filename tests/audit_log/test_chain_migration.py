"""The migration chains the entries that were there before, and goes back."""

from __future__ import annotations

import peewee as pw
import pytest
from flask import Flask

from flask_initiatieven import audit
from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.errors import Failed
from flask_initiatieven.lifecycle import actions as lifecycle
from flask_initiatieven.logbook import verifying
from tests.conftest import inside

TABLE = "initiatieven_audit_entry"


def down_to_before(database: pw.Database) -> None:
    lifecycle._runner(database).down("0003_audit_chain")


def add_old(database: pw.Database, count: int) -> None:
    """Entries as the first version wrote them."""
    mark = database.param
    with database.atomic():
        database.cursor().executemany(
            f"INSERT INTO {TABLE} (action, object, result, origin, actor, at, detail) "
            f"VALUES ('proef', 'visit:4', 'gelukt', 'web é', {mark}, '2026-01-02 03:04:05', 'x')",
            [(f"u{number}",) for number in range(count)],
        )


def test_old_entries_are_chained_and_new_ones_go_on(app: Flask) -> None:
    with inside(app) as mount:
        audit.record("proef", "proef:1")
        down_to_before(mount.database)
        add_old(mount.database, 2500)
        lifecycle.install(mount)
        audit.record("proef", "proef:2")
        found = verifying.verify()
        assert (found.is_whole, found.last.number) == (True, 2503)
        assert {row.kind for row in AuditEntry.select(AuditEntry.kind).distinct()} == {"proef", "visit", "module"}


def test_before_and_after_the_log_can_only_grow(app: Flask) -> None:
    with inside(app) as mount:
        down_to_before(mount.database)
        add_old(mount.database, 1)
        for _ in range(2):
            with pytest.raises(pw.DatabaseError, match="append-only"):
                mount.database.execute_sql(f"UPDATE {TABLE} SET actor = 'x'")
            lifecycle.install(mount)


def test_a_migration_that_breaks_off_leaves_everything_as_it_was(app: Flask) -> None:
    with inside(app) as mount:
        down_to_before(mount.database)
        add_old(mount.database, 3)
        mount.database.execute_sql("CREATE TABLE initiatieven_audit_head (x INTEGER)")
        with pytest.raises(Failed, match="0003_audit_chain is mislukt"):
            lifecycle.install(mount)
        assert "number" not in [column.name for column in mount.database.get_columns(TABLE)]
        mount.database.execute_sql("DROP TABLE initiatieven_audit_head")
        lifecycle.install(mount)
        assert verifying.verify().last.number == 4
