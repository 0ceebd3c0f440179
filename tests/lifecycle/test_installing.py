"""Install, status and the tables themselves."""

from __future__ import annotations

import importlib
import pkgutil
from importlib.resources import files
from pathlib import Path

import peewee as pw
import pytest
from flask import Flask
from playhouse.schema_diff import diff_models

from flask_initiatieven import audit
from flask_initiatieven.database import Model
from flask_initiatieven.fixed import FixedModel, FixedPart
from flask_initiatieven.lifecycle import actions as lifecycle
from flask_initiatieven.lifecycle import condition
from tests.conftest import MakeApp, inside


def tables() -> list[type[pw.Model]]:
    """Every table of ours, whatever room it is in."""
    package = importlib.import_module("flask_initiatieven")
    for found in pkgutil.walk_packages(package.__path__, "flask_initiatieven."):
        if found.name.endswith(".models"):
            importlib.import_module(found.name)
    waiting, known = [Model], []
    while waiting:
        children = waiting.pop().__subclasses__()
        waiting += children
        known += [each for each in children if each not in (FixedModel, FixedPart)]
    return [each for each in known if each.__module__.startswith("flask_initiatieven.")]


def test_before_install_every_page_says_what_to_type(make_app: MakeApp) -> None:
    client = make_app(installed=False).test_client()
    answer = client.get("/initiatieven/beheer", headers={"X-Person": "admin"})
    assert answer.status_code == 503
    assert "flask initiatieven install" in answer.text


@pytest.mark.parametrize("command", [["role", "bob", "lezer"], ["briefing", "1", "-o", "x.pdf"]])
def test_a_command_before_install_says_what_to_type(make_app: MakeApp, command: list[str]) -> None:
    answer = make_app(installed=False).test_cli_runner().invoke(args=["initiatieven", *command])
    assert answer.exit_code == 1
    assert "Typ eerst: flask initiatieven install" in answer.output


def test_asking_a_page_before_install_makes_no_database_file(make_app: MakeApp, tmp_path: object) -> None:
    app = make_app(installed=False)
    app.test_client().get("/initiatieven/beheer", headers={"X-Person": "admin"})
    with inside(app) as mount:
        assert condition.status(mount).done == ()


def test_install_twice_does_nothing_the_second_time(make_app: MakeApp) -> None:
    runner = make_app(installed=False).test_cli_runner()
    count = len(list(Path(str(files("flask_initiatieven.migrations"))).glob("0*.py")))
    assert (
        f"De module is geïnstalleerd: {count} stappen gedaan." in runner.invoke(args=["initiatieven", "install"]).output
    )
    assert "Er was niets te doen" in runner.invoke(args=["initiatieven", "install"]).output


def test_the_migrations_make_exactly_the_tables_of_the_models(app: Flask) -> None:
    with inside(app) as mount:
        assert not diff_models(mount.database, tables())


def test_migrations_go_down_again(app: Flask) -> None:
    with inside(app) as mount:
        lifecycle._runner(mount.database).down("0001_first")
        assert [name for name in mount.database.get_tables() if "audit" in name] == []


@pytest.mark.parametrize("statement", ["UPDATE {} SET actor = 'x'", "DELETE FROM {}"])
def test_the_audit_log_can_only_grow(app: Flask, statement: str) -> None:
    with inside(app) as mount:
        audit.record("proef", "proef:1")
        with pytest.raises(pw.DatabaseError, match="append-only"):
            mount.database.execute_sql(statement.format("initiatieven_audit_entry"))
