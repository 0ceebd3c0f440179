"""Killed at any point, installing and upgrading go on as if nothing happened: same schema, no row lost, honest log.

On SQLite what every statement leaves in the files is looked at, which is what another process finds after a kill;
and a process really is killed (SIGKILL) at a spread of statements, on both databases, one after the other on the
same rows. With TEST_EVERY_KILL=1 that is at every statement; it takes some minutes.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from flask import Flask

from flask_initiatieven import Initiatieven
from flask_initiatieven.lifecycle import actions as lifecycle
from flask_initiatieven.lifecycle import condition
from flask_initiatieven.lifecycle.models import LifeEvent
from flask_initiatieven.lifecycle.states import State
from flask_initiatieven.mount import Mount
from tests.conftest import SAMPLE_NOW, MakeApp, _close, inside
from tests.lifecycle import releases

#: what the database itself decides is tried in every case on both
EVERY_CASE = True

EVERY = bool(os.environ.get("TEST_EVERY_KILL"))
Content = tuple[list[str], dict[str, list[dict[str, Any]]]]


def build_old(app: Flask) -> None:
    with inside(app) as mount:
        releases.build(mount.database)


def content(app: Flask) -> Content:
    """Schema and rows; the two tables in which an installer keeps its own log come before anything else."""
    with inside(app) as mount:
        own = ("initiatieven_profile", "initiatieven_life_event")
        lines = [line for line in releases.schema_of(mount.database) if not any(name in line for name in own)]
        return lines, releases.rows(mount.database)


def counting(mount: Mount, at: Callable[[int], None]) -> None:
    """Call `at(n)` after each statement, each begin and each commit; n counts from 1."""
    database, seen = mount.database, [0]

    def watch(name: str) -> None:
        real = getattr(database, name)

        def watched(*args: Any, **kwargs: Any) -> Any:
            found = real(*args, **kwargs)
            seen[0] += 1
            at(seen[0])
            return found

        setattr(database, name, watched)

    for name in ("execute_sql", "begin", "commit"):
        watch(name)


def kill_at(app: Flask, number: int) -> bool:
    """Install in a child that is killed after statement `number`; False when it had finished before that."""
    _close(app)
    child = os.fork()
    if child == 0:
        _install_and_die(app, number)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _install_and_die(app: Flask, number: int) -> NoReturn:
    try:
        with inside(app) as mount:
            counting(mount, lambda n: os.kill(os.getpid(), signal.SIGKILL) if n == number else None)
            lifecycle.install(mount)
    finally:
        os._exit(0)


def statements(app: Flask) -> int:
    """How many an unbroken run takes."""
    seen: list[int] = []
    with inside(app) as mount:
        counting(mount, seen.append)
        lifecycle.install(mount)
        for name in ("execute_sql", "begin", "commit"):
            delattr(mount.database, name)
    return len(seen)


def chosen(total: int, step: int) -> Iterator[int]:
    """The first and last statements one by one, between them every so many."""
    yield from (n for n in range(1, total + 1) if EVERY or n <= 8 or n > total - 8 or n % step == 0)


def check_log(app: Flask, kills: int) -> None:
    with inside(app):
        results = [event.result for event in LifeEvent.select().where(LifeEvent.what != "stap")]
        assert set(results) <= {"gelukt", "afgebroken"}
        assert results.count("gelukt") == 1
        assert results.count("afgebroken") <= kills


@pytest.mark.parametrize("old", [True, False], ids=["upgrade", "install"])
def test_killed_with_sigkill_and_run_again_it_is_as_an_unbroken_run(make_app: MakeApp, old: bool) -> None:
    unbroken, broken = (make_app(installed=False, now=lambda: SAMPLE_NOW) for _ in range(2))
    for app in (unbroken, broken) if old else ():
        build_old(app)
    before, total = content(broken), statements(unbroken)
    after, kills = content(unbroken), 0
    for number in chosen(total, 16 if old else 60):
        if not kill_at(broken, number):
            break
        kills += 1
        with inside(broken) as mount:
            is_done = condition.status(mount).state is State.INSTALLED
        assert without_history(content(broken)) == without_history(after if is_done else before), number
    assert kills > 15
    with inside(broken) as mount:
        lifecycle.install(mount)
    assert without_ids(content(broken)) == without_ids(after)
    check_log(broken, kills)


def without_history(found: Content) -> Content:
    """The table of steps done is made together with the log, before the first step."""
    return [line for line in found[0] if "initiatieven_migration" not in line], found[1]


def without_ids(found: Content) -> Content:
    """PostgreSQL gives no number twice, also when the row it gave it to was taken back."""
    plain = {
        table: sorted(({name: value for name, value in row.items() if name != "id"} for row in rows), key=repr)
        for table, rows in found[1].items()
    }
    return found[0], plain


@pytest.mark.parametrize("old", [True, False], ids=["upgrade", "install"])
def test_every_statement_leaves_files_as_before_or_as_after(tmp_path: Path, old: bool) -> None:
    source, app = tmp_path / "growing.sqlite", Flask("growing")
    Initiatieven(app, now=lambda: SAMPLE_NOW, database=source)
    if old:
        build_old(app)
    seen: list[list[str]] = []

    def look(number: int) -> None:
        found = _outline(_copied(source, tmp_path / f"{number}.sqlite"))
        if not seen or seen[-1] != found:
            seen.append(found)

    with inside(app) as mount:
        counting(mount, look)
        lifecycle.install(mount)
        for name in ("execute_sql", "begin", "commit"):
            delattr(mount.database, name)
    _close(app)
    before, begun, done = seen
    assert all(any(name in line for name in releases.OF_ITSELF) for line in begun if line not in before)
    assert done == _outline(source)


def _copied(source: Path, target: Path) -> Path:
    """The files as they are at this moment: database and write-ahead log."""
    for end in ("", "-wal"):
        if Path(f"{source}{end}").exists():
            shutil.copy(f"{source}{end}", f"{target}{end}")
    return target


def _outline(path: Path) -> list[str]:
    """Schema and rows of a file, as another process finds them."""
    connection = sqlite3.connect(path)
    found = [f"{name} {sql}" for name, sql in connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name")]
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        rows = sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"')))
        found.append(f"{name} {rows}")
    connection.close()
    return found
