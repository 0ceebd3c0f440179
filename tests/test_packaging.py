"""What is easily forgotten in a wheel, and what the face of the package promises."""

from __future__ import annotations

import configparser
import re
import subprocess
import sys
from pathlib import Path

import flask_initiatieven
from flask_initiatieven import signals
from flask_initiatieven.cli import group

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_sub_package_stands_in_setup_cfg() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = set(config["options"]["packages"].split())
    found = {
        ".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "flask_initiatieven").rglob("__init__.py")
    }
    assert listed == found | {"flask_initiatieven.migrations", "flask_initiatieven.templates"}


def test_every_file_that_is_not_python_matches_a_pattern_of_package_data() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    patterns = {name: value.split() for name, value in config["options.package_data"].items()}
    for path in (ROOT / "templates").rglob("*"):
        if path.is_file() and path.suffix not in (".py", ".pyc"):
            inside = path.relative_to(ROOT / "templates")
            assert any(
                inside.match(pattern.replace("**/", "")) for pattern in patterns["flask_initiatieven.templates"]
            ), path


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = ("weasyprint", "marshmallow", "holidays")
    code = f"import flask_initiatieven, sys; print([name for name in {heavy} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_rooms_are_known_by_the_extension_only() -> None:
    """No room imports another room's views, and nothing imports the extension but the face."""
    for path in (ROOT / "flask_initiatieven").rglob("*.py"):
        if path.name in ("extension.py", "__init__.py"):
            continue
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"from \.\.?extension import|import extension", source), path
        assert not re.search(r"from \.\.\w+ import .*\bviews\b|from \.\.\w+\.views import", source), path


def test_rules_know_neither_flask_nor_peewee() -> None:
    rules = [
        "briefings/briefing.py", "briefings/facts.py", "agreements/agreement.py", "initiatives/process.py",
        "initiatives/homework.py", "visits/programme.py", "visits/calendar.py", "vision/publication.py", "dutch.py",
        "rich_text/document.py", "rich_text/reader.py", "rich_text/notation.py", "comparing/difference.py",
        "acknowledging/ticks.py", "citing/principles.py",
        "divisions/division.py",
        "logbook/chain.py",
    ]  # fmt: skip
    for name in rules:
        source = (ROOT / "flask_initiatieven" / name).read_text(encoding="utf-8")
        assert not re.search(r"^(from|import) (flask|peewee|playhouse|wtforms)\b", source, re.M), name


def test_what_hosts_may_rely_on_stands_in_the_readme() -> None:
    for name in flask_initiatieven.__all__:
        assert f"`{name}`" in README, name
    for signal in signals.ALL:
        short = signal.name.removeprefix("initiatieven-").replace("-", "_")
        assert f"`{short}`" in README, short
    for command in group("initiatieven").commands:
        assert f"flask initiatieven {command}" in README, command
