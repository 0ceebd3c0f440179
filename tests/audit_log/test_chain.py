"""Every entry is a link: numbered without gaps, tied to the one before, in the transaction of the change."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import peewee as pw
import pytest
from flask import Flask

from flask_initiatieven import audit
from flask_initiatieven.audit import AuditEntry, AuditHead
from flask_initiatieven.database import db, now
from flask_initiatieven.logbook import chain, verifying
from flask_initiatieven.municipality.models import Person
from tests.audit_log.conftest import Tamper, fill
from tests.conftest import MakeApp, inside


def record_and_fail() -> None:
    with db.atomic():
        audit.record("mislukt", "proef:1")
        raise ZeroDivisionError


def numbers() -> list[int]:
    return [entry.number for entry in AuditEntry.select().order_by(AuditEntry.number)]


def test_each_entry_holds_the_hash_of_the_one_before_it(app: Flask) -> None:
    fill(app, 3)
    with inside(app):
        entries = list(AuditEntry.select().order_by(AuditEntry.number))
        head = AuditHead.get()
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert [entry.previous for entry in entries] == [chain.NOTHING, entries[0].hash, entries[1].hash]
    assert (head.number, head.hash) == (3, entries[2].hash)


def test_what_is_undone_leaves_no_gap(app: Flask) -> None:
    with inside(app):
        with pytest.raises(ZeroDivisionError):
            record_and_fail()
        audit.record("proef", "proef:2")
        assert numbers() == [1]
        assert verifying.verify().is_whole


def test_an_undone_savepoint_takes_its_entries_along(app: Flask) -> None:
    with inside(app), db.atomic():
        audit.record("proef", "proef:1")
        with pytest.raises(ZeroDivisionError):
            record_and_fail()
        audit.record("proef", "proef:2")
        assert numbers() == [1, 2]
        assert verifying.verify().is_whole


def test_competing_writers_make_one_chain(app: Flask) -> None:
    def write(who: int) -> None:
        for count in range(12):
            with inside(app), db.atomic():
                Person.create(key=f"{who}-{count}", name="P")
                audit.record("proef", f"proef:{who}")

    threads = [threading.Thread(target=write, args=(who,)) for who in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with inside(app):
        assert numbers() == list(range(1, 97))
        assert verifying.verify().is_whole
        assert Person.select().count() == 96


def test_writers_that_touch_things_in_opposite_order_never_block_each_other(app: Flask) -> None:
    with inside(app):
        people = [Person.create(key=key, name=key).id for key in "ab"]
    wrong: list[Exception] = []

    def write(order: list[int]) -> None:
        try:
            for _ in range(15):
                with inside(app), db.atomic():
                    for person in order:
                        Person.update(name="x").where(Person.id == person).execute()
                        audit.record("proef", f"person:{person}")
        except pw.PeeweeException as error:
            wrong.append(error)

    threads = [threading.Thread(target=write, args=(order,)) for order in (people, people[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    with inside(app):
        assert numbers() == list(range(1, 61))


def test_a_writer_that_does_not_wait_its_turn_can_not_fork_the_chain(app: Flask) -> None:
    """Round our transaction, straight on the database: the unique number and the trigger are the last defence."""
    fill(app, 1)
    with inside(app) as mount:
        taken = AuditEntry.get()
        with pytest.raises(pw.DatabaseError):
            AuditEntry.insert(**{**taken.__data__, "id": None}).execute()
        with pytest.raises(pw.DatabaseError, match="next link"):
            mount.database.execute_sql(
                "INSERT INTO initiatieven_audit_entry (action, object, result, origin, actor, at, detail) "
                "VALUES ('a', 'b', 'c', 'd', 'e', '2026-01-01 00:00:00', '')"
            )
        assert verifying.verify().is_whole


def test_readers_do_not_wait_for_a_writer(app: Flask) -> None:
    fill(app, 1)
    seen: list[int] = []

    def read() -> None:
        with inside(app):
            seen.append(AuditEntry.select().count())

    with inside(app), db.atomic():
        audit.record("proef", "proef:2")
        reader = threading.Thread(target=read)
        reader.start()
        reader.join(5)
    assert seen == [1]


def test_a_writer_that_waits_too_long_is_told_so(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flask_initiatieven.database._PATIENCE", "100ms")
    errors: list[Exception] = []

    def write() -> None:
        with inside(app) as mount:
            if isinstance(mount.database, pw.SqliteDatabase):
                db.execute_sql("PRAGMA busy_timeout = 100")
            try:
                audit.record("proef", "proef:2")
            except pw.OperationalError as error:
                errors.append(error)

    with inside(app), db.atomic():
        audit.record("proef", "proef:1")
        writer = threading.Thread(target=write)
        writer.start()
        writer.join(5)
    assert len(errors) == 1
    with inside(app):
        audit.record("proef", "proef:3")
        assert numbers() == [1, 2]


def test_a_database_of_the_hosts_own_making_waits_its_turn_too(make_app: MakeApp, tmp_path: object) -> None:
    database = pw.SqliteDatabase(f"{tmp_path}/own.sqlite", timeout=10)
    app = make_app(installed=False, database=database)
    app.test_cli_runner().invoke(args=["initiatieven", "install"])
    threads = [threading.Thread(target=fill, args=(app, 10)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with inside(app):
        assert numbers() == list(range(1, 42))  # the first is about installing


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE initiatieven_audit_head SET number = 0",
        "UPDATE initiatieven_audit_head SET hash = 'x'",
        "DELETE FROM initiatieven_audit_head",
        "INSERT INTO initiatieven_audit_head (id, number, hash) VALUES (2, 5, 'x')",
    ],
)
def test_the_head_moves_with_entries_only(app: Flask, statement: str) -> None:
    fill(app, 2)
    with inside(app) as mount:
        with pytest.raises(pw.DatabaseError, match="head of the audit log"):
            mount.database.execute_sql(statement)
        assert verifying.verify().is_whole


def test_an_entry_can_not_be_replaced(app: Flask) -> None:
    fill(app, 2)
    with inside(app) as mount:
        if isinstance(mount.database, pw.SqliteDatabase):
            head = AuditHead.get()
            with pytest.raises(pw.DatabaseError, match="append-only"):
                AuditEntry.replace(
                    id=1, action="a", object="b", result="c", origin="d", actor="e", at=now(),
                    number=3, kind="b", previous=head.hash, hash="x",
                ).execute()  # fmt: skip
        else:
            with pytest.raises(pw.DatabaseError, match="append-only"):
                mount.database.execute_sql("TRUNCATE initiatieven_audit_entry")
        assert numbers() == [1, 2]


@pytest.fixture
def follower() -> Iterator[list[str]]:
    """Objects a follower was called about; it records something itself, and refuses `proef:9`."""
    seen: list[str] = []

    @audit.follow
    def note(entry: AuditEntry) -> None:
        seen.append(f"{entry.number} {entry.object}")
        if entry.object == "proef:9":
            raise ZeroDivisionError
        audit.record("gevolg", entry.object)

    yield seen
    audit.unfollow(note)


def test_a_follower_sees_each_entry_but_not_its_own(app: Flask, follower: list[str]) -> None:
    fill(app, 2)
    assert follower == ["1 proef:1", "3 proef:2"]
    with inside(app):
        assert numbers() == [1, 2, 3, 4]


def test_an_error_of_a_follower_undoes_the_change(app: Flask, follower: list[str]) -> None:
    def make_person() -> None:
        with db.atomic():
            Person.create(key="a", name="A")
            audit.record("proef", "proef:9")

    with inside(app):
        with pytest.raises(ZeroDivisionError):
            make_person()
        assert not Person.select().exists()
        assert numbers() == []


def test_once_a_day_is_once_also_when_asked_at_the_same_moment(app: Flask) -> None:
    def read() -> None:
        with inside(app):
            audit.record_once_a_day("lezen", "proef:1")

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with inside(app):
        assert numbers() == [1]


def test_an_origin_or_detail_that_is_too_long_is_cut(app: Flask) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": "x" * 300}), inside(app):
        audit.record("proef", "proef:1", detail="y" * 900)
        entry = AuditEntry.get()
    assert (len(entry.origin), len(entry.detail)) == (120, 500)


def test_without_its_head_nothing_is_changed_any_more(app: Flask, tamper: Tamper) -> None:
    tamper("DELETE FROM initiatieven_audit_head")
    with inside(app), pytest.raises(pw.DoesNotExist, match="restore a back-up"):
        audit.record("proef", "proef:1")
