"""A host of the tests' own, people with roles, and a client that checks every page it fetches."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import peewee as pw
import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from flask_initiatieven import Initiatieven, User
from flask_initiatieven import mount as mounts
from flask_initiatieven.control import lifecycle
from flask_initiatieven.database import describe
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
    "contact": {"aanspreekpunt"},
    "colleague": {"vakcollega"},
    "adviser": {"bestuursadviseur"},
    "alderman": {"wethouder"},
    "clerk": {"griffie"},
}
MakeApp = Callable[..., Flask]


class PageClient(FlaskClient):
    """Checks each HTML answer: valid HTML, one h1, title, labelled fields, a token in every POST form."""

    person = ""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if self.person:
            kwargs.setdefault("headers", {})
            kwargs["headers"] = {**dict(kwargs["headers"]), "X-Person": self.person}
        answer = super().open(*args, **kwargs)
        if (
            answer.mimetype == "text/html"
            and answer.data
            and answer.status_code not in (301, 302, 303, 307, 308)
        ):
            check_page(answer.text, f"{answer.request.method} {answer.request.path}")
        return answer


class Address:
    """A database of one test, installed from a template made once a run."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self.folder = kind, folder
        self.made: list[str] = []

    def fresh(self, installed: bool) -> str:
        if self.kind == "sqlite":
            target = self.folder / f"{uuid.uuid4().hex}.sqlite"
            if installed:
                shutil.copy(_sqlite_template(self.folder), target)
            return str(target)
        name = f"ini_{uuid.uuid4().hex}"
        template = _postgres_template() if installed else "template1"
        _postgres(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self.made.append(name)
        return _postgres_url(name)


_templates: dict[str, str] = {}


def _sqlite_template(folder: Path) -> Path:
    if "sqlite" not in _templates:
        path = folder.parent / "template.sqlite"
        _install(str(path))
        _templates["sqlite"] = str(path)
    return Path(_templates["sqlite"])


def _postgres_template() -> str:
    if "postgres" not in _templates:
        name = f"ini_template_{os.getpid()}"
        _postgres(f'DROP DATABASE IF EXISTS "{name}"')
        _postgres(f'CREATE DATABASE "{name}"')
        _install(_postgres_url(name))
        _templates["postgres"] = name
    return _templates["postgres"]


def _install(address: str) -> None:
    app = Flask("template")
    Initiatieven(app, database=address)
    with app.app_context(), mounts.of(app).opened() as mount:
        lifecycle.install(mount)
    _close(app)


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
    """Builds a host with its own database; call it twice for two hosts. `installed=False` leaves the tables out."""
    made: list[Flask] = []

    def make(installed: bool = True, **options: Any) -> Flask:
        app = Flask(f"host{len(made)}", instance_path=str(tmp_path))
        app.config.update(SECRET_KEY="test " * 5, TESTING=True)
        app.test_client_class = PageClient
        options.setdefault("database", address.fresh(installed))
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
