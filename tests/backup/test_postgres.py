"""What is printed for a PostgreSQL database can be typed as it stands, and gives no password away."""

from __future__ import annotations

import subprocess
from pathlib import Path

import peewee as pw
import pytest
from flask import Flask

from flask_initiatieven import audit
from flask_initiatieven.backup import postgres
from flask_initiatieven.database import db, describe
from flask_initiatieven.logbook import verifying
from tests.backup.test_sqlite import actions, add, names, run
from tests.conftest import inside


@pytest.mark.postgres
@pytest.mark.parametrize("address", ["postgres"], indirect=True)
def test_the_commands_for_postgres_work_as_they_are_printed(app: Flask, tmp_path: Path) -> None:
    add(app, "Alice")
    code, words = run(app, "backup", tmp_path / "een kopie.dump")
    assert code == 0
    shell(words.splitlines()[1])
    add(app, "Bob")
    shell(run(app, "restore", tmp_path / "een kopie.dump")[1].splitlines()[1])
    assert names(app) == ["Alice"]
    with inside(app):
        assert verifying.verify().is_whole
        audit.record("proef", "proef:2")
        with pytest.raises(pw.DatabaseError, match="append-only"):
            db.execute_sql("DELETE FROM initiatieven_audit_entry")
    assert actions(app) == [("back-up maken", "opdracht getoond")]


def shell(command: str) -> None:
    """Run as printed; Debian keeps PostgreSQL's programs out of PATH."""
    folder = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/bin"))
    subprocess.run(command, shell=True, check=True, env={"PATH": f"{folder}:/usr/bin:/bin"}, timeout=60)  # noqa: S602


def test_no_password_is_printed() -> None:
    database = describe("postgresql+pool://klaas:geh%27eim@db.example.nl:5433/ini?max_connections=5&sslmode=require")
    for command in (
        postgres.dump_command(database, Path("a.dump")),
        postgres.restore_command(database, Path("a.dump")),
    ):
        assert "eim" not in command
        assert "host=db.example.nl" in command
        assert "port=5433" in command
        assert "user=klaas" in command
        assert "sslmode=require" in command
        assert "dbname=ini" in command
        assert "max_connections" not in command
    assert postgres.has_password(database)


def test_values_of_an_address_can_not_add_anything(tmp_path: Path) -> None:
    database = pw.PostgresqlDatabase("een 'naam", user="a b", password="geheim")
    assert postgres.address(database) == r"user='a b' dbname='een \'naam'"
    out = subprocess.run(
        ["sh", "-c", postgres.dump_command(database, tmp_path / "x; touch y").replace("pg_dump", "echo", 1)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert r"--dbname=user='a b' dbname='een \'naam'" in out.stdout.replace("\\\\", "\\")
