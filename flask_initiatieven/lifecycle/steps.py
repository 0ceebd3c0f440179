"""The steps of this package: the migration files, what each does in plain words, and which tables it makes."""

from __future__ import annotations

import ast
import importlib.util
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import peewee as pw
from playhouse.migrate import SchemaMigrator

from . import schema
from .states import number_of


@dataclass(frozen=True)
class Step:
    """One migration file. `meaning` is the first line of its docstring: Dutch, for admins."""

    name: str
    path: Path

    @property
    def number(self) -> int:
        return number_of(self.name)

    @property
    def meaning(self) -> str:
        return _meaning(self.path)

    def carry_out(self, database: pw.Database) -> None:
        """Run it; call this inside a transaction."""
        module = _load(self)
        module.up(SchemaMigrator.from_database(database), database)


@cache
def known() -> tuple[Step, ...]:
    """All steps of this package in order; read once a process, so that newer files do not mix with older code."""
    folder = Path(str(files("flask_initiatieven.migrations")))
    return tuple(Step(path.stem, path) for path in sorted(folder.glob("[0-9]*.py")))


def names() -> tuple[str, ...]:
    return tuple(step.name for step in known())


def tables_of(done: tuple[str, ...]) -> frozenset[str]:
    """Tables that are there after these steps."""
    found: frozenset[str] = frozenset()
    for name, (made, dropped) in _effects(known()).items():
        if name in done:
            found = (found | made) - dropped
    return found


def bookkeeping(database: pw.Database) -> list[type[pw.Model]]:
    """The tables in which an installer keeps what it does: it makes them before the first step.

    Their step is asked by name and not by number, so that it may stand anywhere in the order.
    """
    step = next(step for step in known() if step.name.endswith("_profile"))
    found: list[type[pw.Model]] = _load(step).tables(database)
    return found


@cache
def _effects(steps: tuple[Step, ...]) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Step → tables made and tables dropped, found by running all on an empty database in memory."""
    database = pw.SqliteDatabase(":memory:")
    found = {}
    with database.connection_context():
        before = schema.tables(database)
        for step in steps:
            step.carry_out(database)
            after = schema.tables(database)
            found[step.name] = (after - before, before - after)
            before = after
    return found


@cache
def _meaning(path: Path) -> str:
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return words.split("\n")[0]


def _load(step: Step) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"initiatieven_step_{step.name}", step.path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
