"""`flask initiatieven briefing`."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from flask_initiatieven import paper
from tests.conftest import MakeApp


@pytest.fixture(autouse=True)
def _no_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "render", lambda document, limits: paper.Paper(b"%PDF-", 2, ()))


def test_the_command_writes_the_briefing_and_says_how_large_it_is(app: Flask, garden_id: int, tmp_path: Path) -> None:
    target = tmp_path / "briefing.pdf"
    said = app.test_cli_runner().invoke(args=["initiatieven", "briefing", str(garden_id), "-o", str(target)])
    assert said.exit_code == 0, said.output
    assert target.read_bytes() == b"%PDF-"
    assert f"{target}: 2 pagina's" in said.output
    assert "Past op 2 A4." in said.output


def test_a_visit_that_is_not_there_is_a_sentence_and_no_file(app: Flask, tmp_path: Path) -> None:
    target = tmp_path / "briefing.pdf"
    said = app.test_cli_runner().invoke(args=["initiatieven", "briefing", "9999", "-o", str(target)])
    assert said.exit_code == 1
    assert "Er is geen bezoek met nummer 9999." in said.output
    assert not target.exists()


def test_before_install_it_says_what_to_type(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(installed=False)
    said = app.test_cli_runner().invoke(args=["initiatieven", "briefing", "1", "-o", str(tmp_path / "x.pdf")])
    assert said.exit_code == 1
    assert "flask initiatieven install" in said.output


def test_a_place_that_cannot_be_written_is_a_sentence(app: Flask, garden_id: int, tmp_path: Path) -> None:
    target = tmp_path / "nergens" / "briefing.pdf"
    said = app.test_cli_runner().invoke(args=["initiatieven", "briefing", str(garden_id), "-o", str(target)])
    assert said.exit_code == 1
    assert f"{target} kan niet worden geschreven" in said.output
