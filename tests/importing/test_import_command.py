"""`flask initiatieven import FILE` on the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from click.testing import Result
from flask import Flask

from flask_initiatieven.initiatives.models import Initiative
from flask_initiatieven.lifecycle import actions as lifecycle
from tests.conftest import MakeApp, inside
from tests.importing.sample import SAMPLE


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["initiatieven", "import", *words])


def test_the_command_says_what_was_stored(app: Flask) -> None:
    result = run(app, str(SAMPLE))
    assert result.exit_code == 0
    assert result.output.startswith("Opgeslagen:\n      1 gemeente\n")
    assert "     12 initiatieven\n" in result.output
    with inside(app):
        assert Initiative.select().count() == 13


def test_a_second_time_it_says_that_nothing_changed(app: Flask) -> None:
    run(app, str(SAMPLE))
    result = run(app, str(SAMPLE), "--verschuif")
    assert result.exit_code == 0
    assert result.output == "Er is niets veranderd: alles uit dit bestand was er al (48).\n"


def test_one_mistake_is_told_with_place_problem_and_remedy(app: Flask, tmp_path: Path) -> None:
    text = SAMPLE.read_text("utf-8").replace("route: snel\n", "route: snell\n", 1)
    (tmp_path / "fout.yaml").write_text(text, "utf-8")
    result = run(app, str(tmp_path / "fout.yaml"))
    line = text.splitlines().index("    route: snell") + 1
    assert result.exit_code == 1
    assert result.output == (
        f"  1. regel {line}: initiatieven[1] (EW-2026-007) → route\n"
        "     'snell' is hier geen bekend woord.\n"
        "     Bedoelde u 'snel'? Verwacht: een van: snel, gewoon, lang, nog_onbekend.\n"
        "\n"
        "1 fout. Er is niets opgeslagen.\n"
    )


def test_a_file_that_is_not_there_is_told_without_a_traceback(app: Flask) -> None:
    result = run(app, "nergens.yaml")
    assert result.exit_code == 1
    assert "  1. bestand\n     Het bestand nergens.yaml bestaat niet.\n" in result.output


def test_before_install_it_says_to_install_first(make_app: MakeApp) -> None:
    result = run(make_app(installed=False), str(SAMPLE))
    assert result.exit_code == 1
    assert "Typ eerst: flask initiatieven install" in result.output


def test_after_an_update_it_says_to_upgrade_first(app: Flask) -> None:
    with inside(app) as mount:
        lifecycle._runner(mount.database).down()
    result = run(app, str(SAMPLE))
    assert result.exit_code == 1
    assert "Typ eerst: flask initiatieven upgrade" in result.output


def test_a_host_that_starts_does_not_load_the_format() -> None:
    code = "import sys, flask_initiatieven; sys.exit('marshmallow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
