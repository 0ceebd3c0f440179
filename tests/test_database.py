"""One set of models, one database per mount: also with two apps, threads, and commands inside each other."""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path

import peewee as pw
import pytest
from flask import Flask

from flask_initiatieven import NoMount
from flask_initiatieven import mount as mounts
from flask_initiatieven.database import Sqlite, describe
from flask_initiatieven.municipality.models import Budget, Person
from tests.conftest import MakeApp, inside


def names(app: Flask) -> list[str]:
    with inside(app):
        return [person.name for person in Person.select().order_by(Person.name)]


def add(app: Flask, name: str) -> None:
    with inside(app):
        Person.create(key=name.lower(), name=name)


def test_two_apps_in_one_process_keep_their_rows_apart(make_app: MakeApp) -> None:
    first, second = make_app(), make_app()
    add(first, "Alice")
    add(second, "Bob")
    assert (names(first), names(second)) == (["Alice"], ["Bob"])


def test_rows_land_in_their_own_database_under_threads(make_app: MakeApp) -> None:
    apps = [make_app(), make_app()]
    threads = [threading.Thread(target=add, args=(apps[n % 2], f"P{n:02}")) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(names(app)) for app in apps] == [8, 8]
    assert names(apps[0]) == [f"P{n:02}" for n in range(0, 16, 2)]


def test_a_mount_opened_inside_another_gives_it_back(make_app: MakeApp) -> None:
    outer, inner = make_app(), make_app()
    add(inner, "Inner")
    with inside(outer):
        Person.create(key="outer", name="Outer")
        assert names(inner) == ["Inner"]
        assert [person.name for person in Person.select()] == ["Outer"]


def test_outside_a_mount_the_database_says_what_to_do() -> None:
    with pytest.raises(NoMount, match=r"mount\.opened\(\)"):
        Person.select().execute()


def test_connections_are_closed_after_each_request(app: Flask) -> None:
    for path in ("/initiatieven/beheer", "/initiatieven/nergens"):
        app.test_client().get(path, headers={"X-Person": "admin"})
        assert mounts.of(app).database.is_closed()


def test_amounts_keep_their_cents(app: Flask) -> None:
    with inside(app):
        Budget.create(key="b", name="B", amount=Decimal("2400.55"))
        assert Budget.get().amount == Decimal("2400.55")


def test_foreign_keys_are_enforced(app: Flask) -> None:
    with inside(app), pytest.raises(pw.IntegrityError):
        Budget.create(key="b", name="B", amount=1, holder=999)


def test_an_idle_connection_keeps_sqlite_from_folding_its_log_after_each_request(tmp_path: Path) -> None:
    database = describe(tmp_path / "a.sqlite")
    database.connect()
    database.execute_sql("CREATE TABLE t (x)")
    database.close()
    assert (tmp_path / "a.sqlite-wal").exists()
    assert isinstance(database, Sqlite)
    database.close_all()
    assert not (tmp_path / "a.sqlite-wal").exists()
