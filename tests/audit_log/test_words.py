"""The log speaks Dutch: of objects, parts and roles, and names what people know by a name."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

import flask_initiatieven
from flask_initiatieven import audit
from flask_initiatieven.database import now
from flask_initiatieven.importing.actions import _NAMES
from flask_initiatieven.initiatives.models import Initiative
from flask_initiatieven.logbook import labels
from flask_initiatieven.vision.models import Page
from tests.conftest import PageClient, inside
from tests.vision.conftest import version

AsPerson = Callable[[str], PageClient]
LOG = "/initiatieven/beheer/logboek"
#: calls that lead to an entry, with the object somewhere in what they are given
RECORDS = {"record", "record_once_a_day", "note_residents_read", "note_export", "note_contact_data_read", "Download"}


def _opening(node: ast.AST) -> str:
    """What a text begins with, of a plain or a formatted one."""
    if isinstance(node, ast.JoinedStr) and node.values:
        return _opening(node.values[0])
    return str(node.value) if isinstance(node, ast.Constant) else ""


def recorded_kinds() -> set[str]:
    found = set(_NAMES.values())
    for path in Path(flask_initiatieven.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            is_lock = called == "of" and getattr(getattr(node.func, "value", None), "id", "") == "locks"
            if called in RECORDS or is_lock:
                given = [part for argument in node.args for part in ast.walk(argument)]
                found.update(match[1] for part in given if (match := re.match(r"([a-z_]+):", _opening(part))))
    return found


def test_every_kind_that_is_recorded_anywhere_has_a_word() -> None:
    kinds = recorded_kinds()
    assert {"mandate", "page_image", "role_group", "settings", "module", "programme_item"} <= kinds
    assert kinds - set(labels.KINDS) == set()


@pytest.fixture
def drawn(app: Flask, as_person: AsPerson) -> Callable[..., str]:
    def draw(*entry: Any) -> str:
        with inside(app):
            audit.record(*entry)
        text = as_person("admin").get(LOG).text
        return text[text.index("<tbody>") :]

    return draw


@pytest.mark.parametrize(("entry", "words"), [
    (("bewerken", "visit:7", "gelukt", "programma"), ("bezoek 7", "Programma")),
    (("bewerken", "initiative:999", "gelukt", "basis"), ("initiatief 999", "Titel, plaats en samenvatting")),
    (("bewerken overnemen", "initiative:999:basis"), ("initiatief 999, Titel, plaats en samenvatting",)),
    (("delen", "visit:7", "gelukt", "redacteur user"), ("Redacteur, een persoon",)),
    (("afspraak bevestigen", "agreement:3", "gelukt", "resident"), ("afspraak 3", "initiatiefnemer")),
    (("instelling wijzigen", "settings:terms", "gelukt", "weet ik niet"), ("instellingen Termijnen", "weet ik niet")),
    (("werkkopie maken", "page_version:999"), ("nieuwe versie maken", "versie van een tekst 999")),
    (("iets", "vreemd:9", "gelukt", "page:999"), ("vreemd 9", "tekst 999")),
])  # fmt: skip
def test_an_entry_is_told_in_words(drawn: Callable[..., str], entry: tuple[str, ...], words: tuple[str, ...]) -> None:
    text = drawn(*entry)
    assert [word for word in words if f"{word}<" not in text] == []


def test_a_text_has_its_title_and_an_initiative_its_number(app: Flask, drawn: Callable[..., str]) -> None:
    with inside(app):
        page = Page.create(key="tekst")
        row = version(page, 3, title="Zo werken <wij>")
        plan = Initiative.create(number="EW-2026-030", title="Tuin", slug="tuin", changed_at=now())
    assert "Zo werken &lt;wij&gt;, versie 3<" in drawn("publiceren", f"page_version:{row.id}")
    assert "tekst: Zo werken &lt;wij&gt;<" in drawn("afbeelding toevoegen", "page_image:1", "gelukt", f"page:{page.id}")
    assert "initiatief EW-2026-030<" in drawn("bewerken", f"initiative:{plan.id}")
