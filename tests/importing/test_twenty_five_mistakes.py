"""A file with 25 different mistakes: all 25 are told, each on its line, and nothing is written."""

from __future__ import annotations

import re

import peewee as pw
from flask import Flask

from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.importing.models import ImportedFile, ImportedObject
from flask_initiatieven.initiatives.models import Initiative
from flask_initiatieven.municipality.models import Municipality, Person
from tests.conftest import inside
from tests.importing.sample import MISTAKES, mistakes_in

#: line of the mistake → words that its message must hold, from the comment above it
EXPECTED = {
    number + 1: comment[1]
    for number, line in enumerate(MISTAKES.read_text("utf-8").splitlines(), start=1)
    if (comment := re.fullmatch(r" *# fout [0-9]+: (.+)", line))
}


def test_the_file_holds_twenty_five_kinds_of_mistake() -> None:
    assert len(EXPECTED) == len(set(EXPECTED.values())) == 25


def test_each_mistake_is_told_once_on_its_own_line() -> None:
    found = mistakes_in(MISTAKES.read_text("utf-8"))
    assert [mistake.line for mistake in found] == list(EXPECTED)
    for mistake in found:
        assert EXPECTED[mistake.line] in mistake.problem
        assert mistake.place
        assert mistake.expected.endswith(".")


def test_the_command_lists_all_twenty_five_and_writes_nothing(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["initiatieven", "import", str(MISTAKES)])
    assert result.exit_code == 1
    numbers = re.findall(r"^ *([0-9]+)\. regel ([0-9]+): ", result.output, re.MULTILINE)
    assert [(int(number), int(line)) for number, line in numbers] == list(enumerate(EXPECTED, start=1))
    assert result.output.endswith("25 fouten. Er is niets opgeslagen.\n")
    tables: list[type[pw.Model]] = [Municipality, Person, Initiative, ImportedObject, ImportedFile, AuditEntry]
    with inside(app):
        assert [table.select().count() for table in tables] == [0] * len(tables)
