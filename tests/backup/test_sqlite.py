"""A back-up is whole while others write, and a restore brings the facts back."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import peewee as pw
import pytest
from flask import Flask

from flask_initiatieven import audit
from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.backup import copying, sqlite
from flask_initiatieven.database import db
from flask_initiatieven.errors import Refused
from flask_initiatieven.lifecycle import actions as lifecycle
from flask_initiatieven.logbook import verifying
from flask_initiatieven.municipality.models import Person
from tests.audit_log.conftest import without_triggers
from tests.conftest import MakeApp, inside

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


def run(app: Flask, *words: object, typed: str = "") -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=["initiatieven", *map(str, words)], input=typed)
    return answer.exit_code, answer.output


def add(app: Flask, *names: str) -> None:
    with inside(app):
        for name in names:
            with db.atomic():
                Person.create(key=name.lower(), name=name)
                audit.record("proef", f"person:{name}"[:80])


def names(app: Flask) -> list[str]:
    with inside(app):
        return [person.name for person in Person.select().order_by(Person.name)]


def actions(app: Flask) -> list[tuple[str, str]]:
    with inside(app):
        rows = AuditEntry.select().where(AuditEntry.kind == "database").order_by(AuditEntry.number)
        return [(row.action, row.result) for row in rows]


def path_of(app: Flask) -> Path:
    with inside(app) as mount:
        return sqlite.path_of(mount)


@pytest.fixture
def saved(app: Flask, tmp_path: Path) -> Path:
    """A back-up with Alice in it."""
    add(app, "Alice")
    assert run(app, "backup", tmp_path / "copy.sqlite")[0] == 0
    return tmp_path / "copy.sqlite"


def test_what_was_changed_after_a_back_up_is_back_after_a_restore(app: Flask, saved: Path) -> None:
    add(app, "Bob")
    with inside(app):
        Person.update(name="Alicia").where(Person.key == "alice").execute()
    code, words = run(app, "restore", saved, "--ja")
    assert (code, "De back-up is teruggezet." in words) == (0, True)
    assert names(app) == ["Alice"]
    with inside(app):
        assert verifying.verify().is_whole


def test_both_are_in_the_log_and_the_restore_says_what_the_last_entry_was(app: Flask, saved: Path) -> None:
    add(app, "Bob")
    run(app, "restore", saved, "--ja")
    assert actions(app) == [("back-up maken", "gelukt"), ("back-up terugzetten", "gelukt")]
    (kept,) = saved.parent.glob("*.voor-*")
    with inside(app), closing(sqlite3.connect(kept)) as before:
        number, hash = before.execute("SELECT number, hash FROM initiatieven_audit_head").fetchone()
        detail = AuditEntry.select().order_by(AuditEntry.number.desc()).get().detail
    assert detail == f"copy.sqlite, hiervoor {number}:{hash}"


def test_what_was_there_is_kept_beside_it(app: Flask, saved: Path) -> None:
    add(app, "Bob")
    run(app, "restore", saved, "--ja")
    (kept,) = path_of(app).parent.glob(f"{path_of(app).name}.voor-*")
    with closing(sqlite3.connect(kept)) as before:
        assert before.execute("SELECT name FROM initiatieven_person ORDER BY name").fetchall() == [
            ("Alice",),
            ("Bob",),
        ]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_who_has_the_database_open_sees_the_restored_facts(app: Flask, saved: Path) -> None:
    with closing(sqlite3.connect(path_of(app))) as open_elsewhere:
        add(app, "Bob")
        assert open_elsewhere.execute("SELECT count(*) FROM initiatieven_person").fetchone() == (2,)
        run(app, "restore", saved, "--ja")
        assert open_elsewhere.execute("SELECT count(*) FROM initiatieven_person").fetchone() == (1,)
        open_elsewhere.execute("INSERT INTO initiatieven_person (key, name, kind, job_title, role, department, phone, "
                               "email) VALUES ('c', 'Carol', 'employee', '', '', '', '', '')")  # fmt: skip
        open_elsewhere.commit()
    assert names(app) == ["Alice", "Carol"]


def test_a_back_up_made_while_somebody_writes_is_one_moment_of_the_database(app: Flask, tmp_path: Path) -> None:
    stop = threading.Event()
    written = 0

    def write() -> None:
        nonlocal written
        while not stop.is_set():
            add(app, f"P{written}")
            written += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(4):
            assert run(app, "backup", tmp_path / f"{number}.sqlite")[0] == 0
    finally:
        stop.set()
        writer.join()
    assert written > 4
    with inside(app) as mount:
        for number in range(4):
            found = sqlite.look_at(mount, tmp_path / f"{number}.sqlite")
            assert found.last
    with closing(sqlite3.connect(tmp_path / "3.sqlite")) as copy:
        people = copy.execute("SELECT count(*) FROM initiatieven_person").fetchone()
        entries = copy.execute("SELECT count(*) FROM initiatieven_audit_entry WHERE action = 'proef'").fetchone()
    assert people == entries


def test_a_back_up_is_one_private_file(app: Flask, saved: Path) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert [path.name for path in saved.parent.iterdir() if path.name.startswith((saved.name, f".{saved.name}"))] == [
        saved.name
    ]


def test_a_back_up_overwrites_only_when_told_to(app: Flask, saved: Path) -> None:
    before = saved.read_bytes()
    add(app, "Bob")
    code, words = run(app, "backup", saved)
    assert (code, "bestaat al" in words, saved.read_bytes() == before) == (1, True, True)
    assert run(app, "backup", saved, "--overschrijf")[0] == 0
    assert saved.read_bytes() != before


def test_a_back_up_never_goes_over_the_database_itself(app: Flask) -> None:
    place = path_of(app)
    for target in (place, place.with_name(place.name + "-wal"), place.parent / "." / place.name):
        code, words = run(app, "backup", target, "--overschrijf")
        assert (code, "Dat is de database zelf" in words) == (1, True)


def test_a_place_where_nothing_can_be_written_is_told_and_logged(app: Flask, tmp_path: Path) -> None:
    code, words = run(app, "backup", tmp_path / "none" / "copy.sqlite")
    assert (code, "kan niet worden geschreven" in words) == (1, True)
    assert actions(app) == [("back-up maken", "gelukt"), ("back-up maken", "mislukt")]


def test_there_is_nothing_to_back_up_before_install(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(installed=False)
    code, words = run(app, "backup", tmp_path / "copy.sqlite")
    assert (code, "Er is nog geen database" in words) == (1, True)
    assert not path_of(app).exists()


def test_a_restore_works_where_nothing_is_installed(make_app: MakeApp, app: Flask, saved: Path) -> None:
    empty = make_app(installed=False)
    code, words = run(empty, "restore", saved, "--ja")
    assert (code, "Wat er was" in words) == (0, False)
    assert names(empty) == ["Alice"]
    assert actions(empty)[-1] == ("back-up terugzetten", "gelukt")


def test_a_database_that_can_not_be_read_any_more_is_moved_aside(app: Flask, saved: Path) -> None:
    place = path_of(app)
    with inside(app) as mount:
        mount.database.close_all()
    place.write_bytes(b"ruined" * 1000)
    place.chmod(0o640)
    code, words = run(app, "restore", saved, "--ja")
    assert (code, "Start het intranet nu opnieuw" in words) == (0, True)
    assert names(app) == ["Alice"]
    (kept,) = place.parent.glob(f"{place.name}.voor-*")
    assert kept.read_bytes().startswith(b"ruined")
    assert stat.S_IMODE(place.stat().st_mode) == 0o640


def test_a_database_that_is_busy_is_not_taken_for_a_ruined_one(
    app: Flask, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_BUSY_SECONDS", 0.1)
    add(app, "Bob")
    with closing(sqlite3.connect(path_of(app))) as other, inside(app) as mount:
        candidate = sqlite.look_at(mount, saved)
        assert candidate.last
        monkeypatch.setattr(sqlite, "_record", lambda *words: None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused, match="bezet"):
            sqlite.restore(mount, saved)
    assert names(app) == ["Alice", "Bob"]
    assert list(saved.parent.glob("*.voor-*")) == []


@pytest.mark.parametrize(
    ("typed", "left"), [("nee\n", ["Alice", "Bob"]), ("\n", ["Alice", "Bob"]), ("ja\n", ["Alice"])]
)
def test_it_asks_first(app: Flask, saved: Path, typed: str, left: list[str]) -> None:
    add(app, "Bob")
    assert run(app, "restore", saved, typed=typed)[0] == (0 if typed == "ja\n" else 1)
    assert names(app) == left


def no_database(path: Path) -> None:
    path.write_text("niets", encoding="utf-8")


def of_another(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE t (x)")


def damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(len(content) // 3, len(content) // 3 + 40_000):
        content[place] ^= 0x5A
    path.write_bytes(bytes(content))


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("INSERT INTO initiatieven_migration (name, applied) VALUES ('0999_later', '2030-01-01 00:00:00')")
        copy.commit()


def forged(path: Path) -> None:
    with without_triggers(copy := pw.SqliteDatabase(str(path))):
        copy.execute_sql("UPDATE initiatieven_audit_entry SET actor = 'x'")
    copy.close()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (no_database, "geen SQLite-database"),
        (of_another, "geen back-up van deze module"),
        (damaged, "is beschadigd|is geen SQLite-database"),
        (newer, "nieuwer dan dit programma"),
        (forged, "Het logboek in .* is niet heel. Regel 1 is veranderd"),
        (Path.unlink, "is er niet"),
    ],
)
def test_a_file_that_is_no_good_is_refused_and_nothing_changes(
    app: Flask, saved: Path, spoil: Callable[[Path], None], words: str
) -> None:
    spoil(saved)
    add(app, "Bob")
    with inside(app) as mount, pytest.raises(Refused, match=words):
        sqlite.look_at(mount, saved)
    with inside(app) as mount, pytest.raises(Refused, match=words):
        sqlite.restore(mount, saved)
    assert names(app) == ["Alice", "Bob"]
    assert list(saved.parent.glob("*.voor-*")) == []
    assert list(saved.parent.glob(".*")) == []


def test_the_back_up_itself_is_not_touched_by_a_restore(app: Flask, saved: Path) -> None:
    before = saved.read_bytes()
    run(app, "restore", saved, "--ja")
    assert saved.read_bytes() == before
    assert not [path for path in copying.beside(saved) if path.exists()]


def test_a_back_up_of_an_older_version_is_put_back_and_says_to_upgrade(
    app: Flask, tmp_path: Path, make_app: MakeApp
) -> None:
    from tests.audit_log.test_chain_migration import down_to_before

    with inside(app) as mount:
        down_to_before(mount.database)
    assert run(app, "backup", tmp_path / "old.sqlite")[0] == 0
    other = make_app()
    code, words = run(other, "restore", tmp_path / "old.sqlite", "--ja")
    assert (code, "Typ nu: flask initiatieven upgrade" in words) == (0, True)
    with inside(other) as mount:
        lifecycle.install(mount)
        assert verifying.verify().is_whole


def test_a_new_database_is_of_whoever_owns_the_folder(
    make_app: MakeApp, app: Flask, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty, given = make_app(installed=False), []
    place = path_of(empty)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("os.chown", lambda path, *owner: given.append(owner))
    before = os.umask(0o007)
    try:
        code, words = run(empty, "restore", saved, "--ja")
    finally:
        os.umask(before)
    assert code == 0
    assert stat.S_IMODE(place.stat().st_mode) == 0o660
    folder = place.parent.stat()
    assert set(given) == {(folder.st_uid, folder.st_gid)}
    assert f"is nieuw, van {place.owner()}, met rechten 660." in words
