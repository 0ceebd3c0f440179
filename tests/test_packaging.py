"""What is in the repository is in the wheel, and what the wheel needs is written down."""

from __future__ import annotations

import ast
import configparser
import fnmatch
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: where the sub-packages that live outside the package's own folder come from
OUTSIDE = {"flask_initiatieven.migrations": "migrations", "flask_initiatieven.templates": "templates"}
#: the name on the package index of what is imported under another name
INDEX_NAMES = {"yaml": "pyyaml"}
#: come with flask, peewee and weasyprint, or are an extra that the code asks for with care (flask_babel)
BROUGHT_ALONG = {
    "PIL",
    "blinker",
    "click",
    "flask_babel",
    "jinja2",
    "markupsafe",
    "playhouse",
    "pydyf",
    "tinycss2",
    "werkzeug",
}


@pytest.fixture(scope="module")
def setup() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]


def _folders() -> dict[str, Path]:
    """Every sub-package there is: name → folder."""
    inside = {".".join(init.parent.relative_to(ROOT).parts): init.parent for init in _inits()}
    return {**inside, **{name: ROOT / folder for name, folder in OUTSIDE.items()}}


def _inits() -> list[Path]:
    return list((ROOT / "flask_initiatieven").rglob("__init__.py"))


def test_every_sub_package_is_listed(setup: configparser.ConfigParser) -> None:
    assert set(_lines(setup["options"]["packages"])) == set(_folders())


def test_every_folder_with_code_is_a_package() -> None:
    with_code = {file.parent for file in (ROOT / "flask_initiatieven").rglob("*.py")}
    assert with_code == {init.parent for init in _inits()}


def test_every_file_that_is_not_code_goes_along(setup: configparser.ConfigParser) -> None:
    folders = _folders()
    left_out = []
    for name, folder in folders.items():
        patterns = _lines(setup["options.package_data"].get(name, ""))
        for file in folder.rglob("*"):
            nearest = max((each for each in folders.values() if file.is_relative_to(each)), key=lambda p: len(p.parts))
            is_data = file.is_file() and file.suffix not in (".py", ".pyc") and nearest == folder
            if is_data and not any(_matches(file.relative_to(folder), pattern) for pattern in patterns):
                left_out.append(str(file.relative_to(ROOT)))
    assert left_out == []


def _matches(file: Path, pattern: str) -> bool:
    """As setuptools does: ** is any number of folders, none included."""
    return any(fnmatch.fnmatch(str(file), each) for each in (pattern, pattern.replace("**/", "")))


def test_every_library_we_import_is_asked_for(setup: configparser.ConfigParser) -> None:
    wanted = " ".join(_lines(setup["options"]["install_requires"])).lower().replace("-", "_")
    imported = {name for folder in _folders().values() for file in folder.rglob("*.py") for name in _imports(file)}
    foreign = imported - set(sys.stdlib_module_names) - BROUGHT_ALONG - {"flask_initiatieven"}
    assert {name for name in foreign if INDEX_NAMES.get(name, name).lower() not in wanted} == set()


def _imports(file: Path) -> set[str]:
    """Top-level names of what this file imports, wherever it does so."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found
