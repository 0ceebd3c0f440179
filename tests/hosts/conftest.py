"""Each test of this folder gets its hosts from here: freshly built and filled with the sample data."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from flask_initiatieven import Initiatieven
from flask_initiatieven.mount import of
from tests.hosts import factory_host, prefix_host

SAMPLE = Path(__file__).parents[2] / "flask_initiatieven" / "demo" / "voorbeelden.yaml"
KINDS = ("factory", "global", "prefix")


@dataclass
class Host:
    """One of the three, with what a test has to know of it."""

    kind: str
    app: Flask
    #: what the host's own pages always show, so ours must too
    navigation: str
    #: the SCRIPT_NAME it is seen under
    root: str
    #: the host's own pages, and one it does not have
    pages: tuple[str, ...]
    missing: str
    sign_in_page: str

    @property
    def prefix(self) -> str:
        return self.root + of(self.app).settings.url_prefix

    def address(self, endpoint: str, mount: str = "initiatieven", **values: Any) -> str:
        """Where this page of ours is, as the host's own menu would link to it."""
        with self.app.test_request_context("/", environ_overrides={"SCRIPT_NAME": self.root}):
            return url_for(f"{mount}.{endpoint}", **values)

    def client(self, person: str | None = None) -> FlaskClient:
        """A browser of this person: alice executes, bob reads, charlie manages; None is a stranger."""
        client = self.app.test_client()
        if person:
            _post_with_token(client, self.root + self.sign_in_page, name=person)
        return client


def _post_with_token(client: FlaskClient, address: str, **data: str) -> None:
    page = client.get(address).text
    if 'name="csrf_token" value="' in page:
        data["csrf_token"] = page.split('name="csrf_token" value="')[1].split('"')[0]
    assert client.post(address, data=data).status_code == 302


def build(kind: str, folder: Path, mounted: bool = True, **settings: Any) -> Host:
    """A host of this kind with its files in `folder`, the add-on mounted but not installed."""
    if kind == "factory":
        app = factory_host.create_app(folder, mounted, **settings)
        return Host(kind, app, "Het Plein, sinds 2014", "", ("/", "/aanmelden", "/zoeken"), "/weg", "/aanmelden")
    if kind == "prefix":
        app = prefix_host.create_app(folder, mounted, **settings)
        return Host(kind, app, 'aria-label="Diensten"', "/diensten", ("/", "/wie"), "/weg", "/wie")
    app = _fresh(folder).app
    if mounted:
        Initiatieven(
            app,
            **{
                "base_template": "wiki.html",
                "blocks": {"content": "body", "head": "extra_head", "scripts": "foot"},
                "title_var": "title",
                "title_format": "{title} (initiatieven)",
                "admins": ["charlie@example.nl"],
                "roles": lambda user: {"1": {"uitvoerder"}, "3": {"leidinggevende"}}.get(user.id, set()),
                "database": folder / "initiatieven.sqlite",
                **settings,
            },
        )  # fmt: skip
    return Host(kind, app, "the wiki&#39;s user", "", ("/Home", "/Plans", "/Plans/edit", "/sign-in"), "/", "/sign-in")


def _fresh(folder: Path) -> ModuleType:
    """The module with the global app, run once more: each test has a process of its own, so to say."""
    spec = importlib.util.spec_from_file_location("global_host_again", Path(__file__).parent / "global_host.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # Flask looks there for the folder of its templates
    spec.loader.exec_module(module)
    return module


def command(app: Flask, *words: str, group: str = "initiatieven") -> str:
    """What the host's admin types after `flask`; fails the test when the command does."""
    result = app.test_cli_runner().invoke(args=[group, *words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="session")
def filled_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the sample municipality in it, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("filled")
    app = factory_host.create_app(folder)
    command(app, "install")
    command(app, "import", str(SAMPLE))
    of(app).database.close_all()  # the file alone is copied, so nothing may be left in its log
    return folder / "initiatieven.sqlite"


@pytest.fixture
def make_host(tmp_path: Path, filled_database: Path) -> Iterator[Callable[..., Host]]:
    """Builds a host of a kind with the sample data; `folder=` for a second one, settings as keywords."""
    made: list[Host] = []

    def make(kind: str, folder: str = "host", filled: bool = True, **settings: Any) -> Host:
        home = tmp_path / folder
        home.mkdir(exist_ok=True)
        if filled:
            shutil.copy(filled_database, home / "initiatieven.sqlite")
        made.append(build(kind, home, **settings))
        return made[-1]

    yield make
    for host in made:
        for mount in host.app.extensions.get("initiatieven", {}).values():
            mount.database.close_all()


@pytest.fixture(params=KINDS)
def host(request: pytest.FixtureRequest, make_host: Callable[..., Host]) -> Host:
    """Each of the three hosts in turn, filled."""
    return make_host(request.param)
