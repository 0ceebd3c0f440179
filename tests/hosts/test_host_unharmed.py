"""What the add-on promises the host: its own pages, start-up and errors stay as they were."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from tests.hosts.conftest import KINDS, Host, build


def _seen(host: Host, person: str | None) -> list[tuple[int, str, list[tuple[str, str]]]]:
    """Status, text and headers of every page of the host itself, tokens and cookies aside."""
    client = host.client(person)
    answers = [client.get(host.root + path) for path in (*host.pages, host.missing)]
    assert host.navigation in answers[0].text
    return [
        (
            answer.status_code,
            re.sub(r'(name="csrf_token"[^>]* value=")[^"]+', r"\1", answer.text),
            [pair for pair in answer.headers if pair[0] not in ("Set-Cookie", "Content-Length")],
        )
        for answer in answers
    ]


@pytest.mark.parametrize("person", [None, "alice"])
@pytest.mark.parametrize("kind", KINDS)
def test_host_pages_are_the_same_with_and_without_us(kind: str, person: str | None, tmp_path: Path) -> None:
    without = _seen(build(kind, tmp_path, mounted=False), person)
    assert _seen(build(kind, tmp_path), person) == without


@pytest.mark.parametrize("kind", KINDS)
def test_a_host_error_page_stays_the_hosts(kind: str, tmp_path: Path) -> None:
    without, with_us = build(kind, tmp_path, mounted=False), build(kind, tmp_path)
    for host in (without, with_us):
        host.app.config["PROPAGATE_EXCEPTIONS"] = False
        host.app.add_url_rule("/stuk", "stuk", lambda: 1 / 0)
    before, after = (host.client().get(host.root + "/stuk") for host in (without, with_us))
    assert (after.status_code, after.text) == (500, before.text)


@pytest.mark.parametrize("kind", KINDS)
def test_creating_the_app_makes_no_file_and_opens_no_database(kind: str, tmp_path: Path) -> None:
    host = build(kind, tmp_path)
    (mount,) = host.app.extensions["initiatieven"].values()
    assert mount.database.is_closed()
    assert not list(tmp_path.glob("*.sqlite*"))


def test_mounting_changes_nothing_that_is_the_apps_own(tmp_path: Path) -> None:
    without, with_us = (build("factory", tmp_path, mounted=mounted).app for mounted in (False, True))
    for name in (
        "before_request_funcs",
        "after_request_funcs",
        "teardown_request_funcs",
        "error_handler_spec",
    ):
        assert set(_own(without, name)) == set(_own(with_us, name)), name
    assert with_us.config == without.config
    assert set(with_us.jinja_env.globals) == set(without.jinja_env.globals)
    assert set(with_us.jinja_env.filters) == set(without.jinja_env.filters)
    assert len(with_us.template_context_processors[None]) == len(without.template_context_processors[None])
    assert len(with_us.teardown_appcontext_funcs) == len(without.teardown_appcontext_funcs)


def _own(app: Flask, name: str) -> list[str]:
    """Names of what hangs on the app itself, blueprints left aside."""
    hung = getattr(app, name).get(None, [])
    return [str(entry) if isinstance(entry, int | None) else entry.__qualname__ for entry in hung]


def test_starting_a_host_does_not_load_the_pdf_library() -> None:
    program = (
        "import sys, pathlib, tempfile; from tests.hosts import factory_host;"
        "app = factory_host.create_app(pathlib.Path(tempfile.mkdtemp()));"
        "app.test_client().get('/'); print('weasyprint' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
