"""What `check` finds unsafe in an intranet, and what `doctor` proposes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from jinja2 import DictLoader

from flask_initiatieven import Initiatieven
from flask_initiatieven.__main__ import main
from flask_initiatieven.checking import check, doctor, layout
from tests.conftest import MakeApp, inside


@pytest.mark.parametrize(("intranet", "is_found"), [(None, True), ("https://intranet.example.nl", False)])
def test_an_address_that_comes_from_the_request_is_found(
    make_app: MakeApp, intranet: str | None, is_found: bool
) -> None:
    app = make_app(public_url=intranet)
    with inside(app) as mount:
        words = " ".join(finding.what for finding in check.check(app, mount))
    assert ("INITIATIEVEN_PUBLIC_URL" in words) is is_found


def host(**templates: str) -> Flask:
    app = Flask("host")
    app.jinja_loader = DictLoader({f"{name}.html": text for name, text in templates.items()})
    return app


def test_the_proposal_knows_dutch_names_and_takes_no_title_for_content() -> None:
    app = host(
        layout="{% block titel %}{% endblock %}{% block inhoud %}{% endblock %}", a='{% extends "layout.html" %}'
    )
    assert 'blocks={"content": "inhoud", "title": "titel"}' in doctor.examine(app)[-1]


def test_a_block_with_an_unusual_name_is_content_when_it_is_no_title() -> None:
    assert layout.proposal(["title", "midden"]) == {"content": "midden", "title": "title"}


@pytest.mark.parametrize(
    ("base", "block", "words"),
    [
        ("layout.html", "inhoudd", "layout.html heeft geen blok inhoudd"),
        ("layot.html", "inhoud", "De basistemplate layot.html bestaat niet"),
        ("kapot.html", "inhoud", "Jinja kan kapot.html niet lezen"),
        ("layout.html", "inhoud", ""),
    ],
)
def test_check_finds_a_layout_that_shows_nothing(base: str, block: str, words: str) -> None:
    app = host(top="{% block inhoud %}{% endblock %}", layout='{% extends "top.html" %}', kapot="{% block %}")
    Initiatieven(app, base_template=base, blocks={"content": block}, database=":memory:")
    answer = app.test_cli_runner().invoke(args=["initiatieven", "check"]).output
    assert words in answer
    assert bool(words) is ("basistemplate" in answer or "geen blok" in answer or "niet lezen" in answer)


def test_an_app_without_the_addon_gets_a_proposal_or_a_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bare.py").write_text("from flask import Flask\napp = Flask(__name__)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run = CliRunner()
    assert "Inloggen: geen Flask-Login" in run.invoke(main, ["--app", "bare:app", "doctor"]).output
    answer = run.invoke(main, ["--app", "bare:app", "status"])
    assert (answer.exit_code, "Zet Initiatieven(app" in answer.output) == (1, True)
