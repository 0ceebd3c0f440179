"""A host of the tests' own, people with roles, and a client that checks every page it fetches."""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any
from unittest import mock

import peewee as pw
import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.test import TestResponse

from flask_initiatieven import Initiatieven, User, audit
from flask_initiatieven import mount as mounts
from flask_initiatieven.database import describe
from flask_initiatieven.importing.actions import import_file
from flask_initiatieven.lifecycle import actions as lifecycle
from tests import machine
from tests.page_check import check_page

POSTGRES = os.environ.get("TEST_DATABASE_POSTGRES", "")
DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
#: who may log in: name → roles of ours; Alice keeps the registry, Bob may read it, Charlie is from somewhere else
PEOPLE = {
    "alice": {"uitvoerder"},
    "bob": {"lezer"},
    "charlie": set(),
    "admin": {"beheerder"},
    "manager": {"leidinggevende"},
    "editor": {"redacteur"},
    "reviewer": {"beoordelaar"},
    "contact": {"aanspreekpunt"},
    "colleague": {"vakcollega"},
    "adviser": {"bestuursadviseur"},
    "alderman": {"wethouder"},
    "clerk": {"griffie"},
}
#: the day to which the dates of the sample belong
SAMPLE_NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAMPLE = Path(str(files("flask_initiatieven.demo") / "voorbeelden.yaml"))
MakeApp = Callable[..., Flask]
#: Of a test with many cases PostgreSQL runs so many: the statements are the same, only the values differ. A module that
#: says EVERY_CASE, and a run with TEST_EVERY_CASE=1, have them all.
CASES_ON_POSTGRES = 2


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    counted: Counter[tuple[str, str]] = Counter()
    left_out = []
    for item in items:
        module, case = getattr(item, "module", None), getattr(item, "callspec", None)
        if case and case.params.get("address") == "postgres" and not getattr(module, "EVERY_CASE", False):
            counted[str(item.path), getattr(item, "originalname", item.name)] += 1
            if counted[str(item.path), getattr(item, "originalname", item.name)] > CASES_ON_POSTGRES:
                left_out.append(item)
    if left_out and not os.environ.get("TEST_EVERY_CASE"):
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


class CompiledTemplates(BytecodeCache):
    """Templates compiled once a process: each test has an app of its own, and compiling is most of a page's time."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


compiled = CompiledTemplates()


class PageClient(FlaskClient):
    """Checks each HTML answer: valid HTML, one h1, title, labelled fields, a token in every POST form."""

    person = ""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if self.person:
            kwargs.setdefault("headers", {})
            kwargs["headers"] = {**dict(kwargs["headers"]), "X-Person": self.person}
        answer = super().open(*args, **kwargs)
        if answer.mimetype == "text/html" and answer.data and answer.status_code not in (301, 302, 303, 307, 308):
            check_page(answer.text, f"{answer.request.method} {answer.request.path}")
        return answer


class Address:
    """A database of one test, installed from a template made once a run."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self.folder = kind, folder
        self.made: list[str] = []

    def fresh(self, filled_with: str) -> str:
        """The address of a new database: "nothing", "tables" or "sample" (the sample municipality)."""
        if self.kind == "sqlite":
            target = self.folder / f"{uuid.uuid4().hex}.sqlite"
            if filled_with != "nothing":
                shutil.copy(_template("sqlite", filled_with, self.folder), target)
            return str(target)
        name = f"ini_{uuid.uuid4().hex}"
        template = "template1" if filled_with == "nothing" else _template("postgres", filled_with, self.folder)
        _postgres(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        self.made.append(name)
        return _postgres_url(name)


@functools.cache
def _template_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="initiatieven-templates-"))


_templates: dict[tuple[str, str], str] = {}


def _template(kind: str, filled_with: str, folder: Path) -> str:
    """Made once a run: a file for SQLite, the name of a database for PostgreSQL."""
    if (kind, filled_with) not in _templates:
        if kind == "sqlite":
            place = address = str(_template_folder() / f"{filled_with}.sqlite")
        else:
            place = f"ini_template_{filled_with}_{os.getpid()}"
            _postgres(f'DROP DATABASE IF EXISTS "{place}"')
            _postgres(f'CREATE DATABASE "{place}"')
            address = _postgres_url(place)
        _fill(address, filled_with)
        _templates[kind, filled_with] = place
    return _templates[kind, filled_with]


def _fill(address: str, filled_with: str) -> None:
    app = Flask("template")
    Initiatieven(app, database=address, now=lambda: SAMPLE_NOW)
    with app.app_context(), mounts.of(app).opened() as mount:
        with mock.patch.object(audit, "record"):  # tests of the audit log begin with an empty one
            lifecycle.install(mount)
        if filled_with == "sample":
            import_file(SAMPLE, SAMPLE_NOW.date())
    _close(app)


@pytest.fixture(autouse=True, scope="session")
def _templates_go() -> Iterator[None]:
    yield
    shutil.rmtree(_template_folder(), ignore_errors=True)


def _postgres_url(name: str) -> str:
    head, _, tail = POSTGRES.rpartition("/")
    return f"{head}/{name}{'?' + tail.split('?', 1)[1] if '?' in tail else ''}"


def _postgres(statement: str) -> None:
    database = describe(POSTGRES)
    database.connect()
    database.connection().autocommit = True
    try:
        database.execute_sql(statement)
    finally:
        database.close()
        _close_pool(database)


def _close_pool(database: pw.Database) -> None:
    if hasattr(database, "close_all"):
        database.close_all()
    elif not database.is_closed():
        database.close()


def _close(app: Flask) -> None:
    for mount in app.extensions.get(mounts.KEY, {}).values():
        _close_pool(mount.database)


@pytest.fixture(params=DATABASES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Address]:
    if request.param == "postgres":
        machine.postgres()
    found = Address(request.param, tmp_path)
    yield found
    for name in found.made:
        _postgres(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def make_app(address: Address, tmp_path: Path) -> Iterator[MakeApp]:
    """Builds a host with its own database; call it twice for two hosts.

    `installed=False` leaves the tables out, `sample=True` brings the sample municipality.
    """
    made: list[Flask] = []

    def make(installed: bool = True, sample: bool = False, **options: Any) -> Flask:
        app = Flask(f"host{len(made)}", instance_path=str(tmp_path))
        app.config.update(SECRET_KEY="test " * 5, TESTING=True)
        app.test_client_class = PageClient
        app.jinja_options = {"bytecode_cache": compiled}
        filled_with = "sample" if sample else "tables" if installed else "nothing"
        options.setdefault("database", address.fresh(filled_with))
        Initiatieven(app, **{"user": person_of_request, **options})
        made.append(app)
        return app

    yield make
    for app in made:
        _close(app)


def person_of_request() -> User | None:
    name = request.headers.get("X-Person", "")
    if name not in PEOPLE:
        return None
    return User(id=name, name=name.title(), email=f"{name}@example.nl", roles=frozenset(PEOPLE[name]))


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    return make_app()


@pytest.fixture
def as_person(app: Flask) -> Callable[[str], PageClient]:
    """as_person("alice") is a browser in which Alice is logged in."""

    def client(name: str) -> PageClient:
        found = app.test_client()
        assert isinstance(found, PageClient)
        found.person = name
        return found

    return client


@contextmanager
def inside(app: Flask) -> Iterator[mounts.Mount]:
    """The mount of this app, opened: for given and then."""
    with app.app_context(), mounts.of(app).opened() as mount:
        yield mount
