"""One set of models, one database per mount.

Models are declared once on `Model`. Which database answers is decided by the current mount: set when a request enters
our blueprint, or by `mount.opened()` in a command or worker.
"""

from __future__ import annotations

import datetime
import os
import re
import sqlite3
import weakref
from pathlib import Path
from typing import Any

import peewee as pw
from playhouse import db_url

from .dutch import AMSTERDAM
from .errors import ConfigError, NoMount
from .mount import current_or_none, utc_now

#: key of the advisory lock that writers take on PostgreSQL, and how long they wait for each other
_WRITER, _PATIENCE = 0x1417_1A72, "10s"
SQLITE_PRAGMAS = {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 10_000, "synchronous": "full"}


class CurrentDatabase(pw.DatabaseProxy):
    """A proxy that finds the database of the current mount at each use; right under threads and with several apps."""

    @property
    def obj(self) -> pw.Database | None:  # peewee's own slot, answered anew each time
        mount = current_or_none()
        return None if mount is None else mount.database

    @obj.setter
    def obj(self, value: object) -> None:
        """Peewee fills the proxy once; ours is never filled."""

    def transaction(self, *args: Any, **kwargs: Any) -> Any:
        """The outermost `atomic()` of ours begins with this; inner ones are savepoints."""
        return _OneWriter(self, *args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        database = self.obj
        if database is None:
            raise NoMount("No database here: enter a request below our prefix, or use `with mount.opened():`.")
        return getattr(database, name)


class _OneWriter(pw._transaction):
    """A transaction that waits for its turn: one writer at a time, on SQLite by nature, on PostgreSQL by a lock.

    So the audit log never forks, and writers never wait for each other in a circle. Reads need no transaction and no
    turn. Who waits longer than ten seconds gets OperationalError, on both.
    """

    _begin_args: tuple[tuple[Any, ...], dict[str, Any]]

    def _begin(self) -> None:
        database = self.db.obj
        args, kwargs = self._begin_args
        if isinstance(database, pw.SqliteDatabase):
            database.begin(*args, **{"lock_type": "IMMEDIATE", **kwargs} if not args else kwargs)
            return
        self.db.begin(*args, **kwargs)
        try:
            turn = "SELECT set_config('lock_timeout', %s, true), pg_advisory_xact_lock(%s)"
            self.db.execute_sql(turn, (_PATIENCE, _WRITER))
        except BaseException:
            self.db.rollback()
            raise


db = CurrentDatabase()


def _table_name(model: type[pw.Model]) -> str:
    return "initiatieven_" + re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower()


class Model(pw.Model):
    """Base of every table of ours; all tables begin with `initiatieven_`."""

    class Meta:
        database = db
        legacy_table_names = False
        table_function = _table_name


class TimestampField(pw.DateTimeField):
    """A moment in UTC, stored without zone and read back aware."""

    def db_value(self, value: datetime.datetime | None) -> Any:
        if value is not None and value.tzinfo is not None:
            value = value.astimezone(datetime.UTC).replace(tzinfo=None)
        return super().db_value(value)  # type: ignore[no-untyped-call]

    def python_value(self, value: Any) -> datetime.datetime | None:
        moment = super().python_value(value)  # type: ignore[no-untyped-call]
        return moment.replace(tzinfo=datetime.UTC) if moment is not None else None


class Sqlite(pw.SqliteDatabase):
    """SQLite that keeps one idle connection in each process.

    When the last connection to a file closes, SQLite writes its log back into the file and throws the log away. Each
    request closes its own connection, so without an idle one that would happen at the end of every request.
    """

    _idle: sqlite3.Connection | None = None
    _idle_of: int = 0

    def _connect(self) -> Any:
        connection = super()._connect()  # type: ignore[misc]
        if self._idle_of != os.getpid() and self.database != ":memory:":
            self._idle_of = os.getpid()
            self._idle = sqlite3.connect(self.database, check_same_thread=False)
            self._idle.execute("SELECT 1 FROM sqlite_master").fetchone()
            weakref.finalize(self, self._idle.close)
        return connection

    def close_all(self) -> None:
        """Close the connection of this thread and the idle one: for tests, and before a file is moved."""
        if not self.is_closed():
            self.close()
        self.close_idle()

    def close_idle(self) -> int:
        """Close the idle connection, as a pool of connections does; the next one that is opened makes another."""
        closed = int(self._idle is not None)
        if self._idle is not None:
            self._idle.close()
        self._idle, self._idle_of = None, 0
        return closed


def describe(address: str | Path | pw.Database) -> pw.Database:
    """The database at a path or URL, not yet connected.

    Raises ConfigError for a URL Peewee does not know and for `sqlite+pool`, which fails across threads.
    """
    if isinstance(address, pw.Database):
        return address
    text = str(address)
    if "://" not in text:
        text = "sqlite:///" + text
    scheme = text.split(":", 1)[0]
    if scheme == "sqlite":
        return Sqlite(text.removeprefix("sqlite:///"), pragmas=SQLITE_PRAGMAS, lock_type="IMMEDIATE")
    if not scheme.startswith("postgres"):
        raise ConfigError(
            f"DATABASE {scheme}: is not supported. Give a file path, sqlite:/// or postgresql+pool:// URL."
        )
    try:
        database: pw.Database = db_url.connect(text)
    except (RuntimeError, ImportError, pw.ImproperlyConfigured) as error:
        raise ConfigError(
            f"DATABASE can't be used: {error}. Install the extra flask-initiatieven[postgres]."
        ) from error
    return database


def no_file_yet(database: pw.Database) -> bool:
    """Connecting would make an empty file: asking whether we are installed must not."""
    return (
        isinstance(database, pw.SqliteDatabase)
        and database.database != ":memory:"
        and not Path(database.database).exists()
    )


def now() -> datetime.datetime:
    """The present moment in UTC, by the clock of the current mount."""
    mount = current_or_none()
    return mount.now() if mount is not None else utc_now()


def today() -> datetime.date:
    """Today in the Netherlands, by the clock of the current mount."""
    return now().astimezone(AMSTERDAM).date()
