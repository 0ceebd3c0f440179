"""Install and upgrade: numbered migrations, run on command, never at start-up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import peewee as pw
from playhouse.migrations import Runner

from ..mount import Mount

HISTORY = "initiatieven_migration"
_LOCK = 0x1417_1A71


@dataclass(frozen=True)
class Status:
    """Names of migrations done and still to do; `state` is available, installed or upgrade."""

    done: tuple[str, ...]
    to_do: tuple[str, ...]

    @property
    def state(self) -> str:
        if not self.done:
            return "available"
        return "upgrade" if self.to_do else "installed"


def status(mount: Mount) -> Status:
    """What the database of this mount has had and still needs; connects, changes nothing."""
    if no_file_yet(mount.database):
        return Status((), tuple(row.name for row in _runner(mount.database).migrations()))
    rows = _runner(mount.database).status()
    done = tuple(row.name for row in rows if row.applied)
    return Status(done, tuple(row.name for row in rows if not row.applied))


def install(mount: Mount) -> tuple[str, ...]:
    """Run every migration not yet done, one transaction each; returns their names. Safe with several processes."""
    _make_folder(mount.database)
    with _alone(mount.database):
        return tuple(_runner(mount.database).up())


def _runner(database: pw.Database) -> Runner:
    return Runner(database, str(files("flask_initiatieven.migrations")), table_name=HISTORY)


def no_file_yet(database: pw.Database) -> bool:
    """Connecting would make an empty file: asking whether we are installed must not."""
    return (
        isinstance(database, pw.SqliteDatabase)
        and database.database != ":memory:"
        and not Path(database.database).exists()
    )


def _make_folder(database: pw.Database) -> None:
    if isinstance(database, pw.SqliteDatabase) and database.database != ":memory:":
        Path(database.database).parent.mkdir(parents=True, exist_ok=True)


@contextmanager
def _alone(database: pw.Database) -> Iterator[None]:
    """One installer at a time on PostgreSQL; SQLite's write lock does the same for each migration."""
    if isinstance(database, pw.SqliteDatabase):
        yield
        return
    database.execute_sql("SELECT pg_advisory_lock(%s)", (_LOCK,))
    try:
        yield
    finally:
        database.execute_sql("SELECT pg_advisory_unlock(%s)", (_LOCK,))
