"""The editor's bundle belongs to its sources, is small, carries its licences, and injects nothing."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
MADE = ROOT / "flask_initiatieven" / "static" / "editor"
SOURCES = ROOT / "script" / "editor"


def test_the_bundle_was_made_of_these_sources() -> None:
    """When this fails: run script/editor/build."""
    told = dict(reversed(line.split("  ")) for line in (MADE / "made-of.txt").read_text().splitlines())
    there = {f"src/{path.name}" for path in (SOURCES / "src").iterdir()} | {
        "build.mjs",
        "package.json",
        "package-lock.json",
    }
    assert set(told) == there | {"editor.js"}
    for name, digest in told.items():
        file = MADE / name if name == "editor.js" else SOURCES / name
        assert sha256(file.read_bytes()).hexdigest() == digest, name


def test_the_bundle_is_small() -> None:
    assert (MADE / "editor.js").stat().st_size < 350_000


@pytest.mark.parametrize(
    "forbidden", ['createElement("style")', "insertRule", "adoptedStyleSheets", "eval(", "new Function"]
)
def test_the_bundle_brings_no_style_or_code_of_its_own(forbidden: str) -> None:
    assert forbidden not in (MADE / "editor.js").read_text(encoding="utf-8")


def test_every_bundled_package_has_its_licence() -> None:
    text = (MADE / "LICENCES.txt").read_text(encoding="utf-8")
    named = re.findall(r"^([a-z0-9-]+) \d+\.\d+\.\d+ \(MIT\)$", text, re.MULTILINE)
    wanted = re.findall(r'"(prosemirror-[a-z-]+)": "', (SOURCES / "package.json").read_text(encoding="utf-8"))
    assert set(wanted) <= set(named)
    assert text.count("Permission is hereby granted") == len(named) >= 13


def test_the_lock_file_names_the_content_of_every_package() -> None:
    lock = (SOURCES / "package-lock.json").read_text(encoding="utf-8")
    assert lock.count('"integrity": "sha512-') == lock.count('"node_modules/')
