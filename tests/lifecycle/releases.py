"""A database of the previous release: its two steps only, with the rows of the sample municipality as it stored them.

`release_1.json` was written by that release and is never made anew.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import peewee as pw

from flask_initiatieven.lifecycle import actions as lifecycle
from flask_initiatieven.lifecycle import schema, steps

ROWS: dict[str, dict[str, list[Any]]] = json.loads(Path(__file__).with_name("release_1.json").read_text("utf-8"))
LAST = "0002_fixed_texts"
#: tables that say something about the add-on itself
OF_ITSELF = ("initiatieven_migration", "initiatieven_profile", "initiatieven_life_event")


def build(database: Any) -> None:
    """Make an empty database one of the previous release, with its rows."""
    lifecycle._runner(database).up(LAST)
    is_sqlite = isinstance(database, pw.SqliteDatabase)
    if is_sqlite:
        database.pragma("foreign_keys", 0)
    with database.atomic():
        for model in pw.sort_models(_first()._models(database)):  # type: ignore[attr-defined]
            table = model._meta.table_name
            if table in ROWS:
                _fill(database, model, ROWS[table])
    if is_sqlite:
        database.pragma("foreign_keys", 1)


def _fill(database: pw.Database, model: type[pw.Model], found: dict[str, list[Any]]) -> None:
    fields = [model._meta.columns[column] for column in found["columns"]]
    model.insert_many([dict(zip(fields, row, strict=True)) for row in found["rows"]]).execute()
    if not isinstance(database, pw.SqliteDatabase):
        table = model._meta.table_name
        database.execute_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def _first() -> ModuleType:
    step = steps.known()[0]
    spec = importlib.util.spec_from_file_location("first", step.path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(database: pw.Database) -> dict[str, list[dict[str, Any]]]:
    """Every row of ours by table, dates as text; but not what tells of installing itself."""
    found = {}
    for table in sorted(schema.tables(database)):
        if table not in OF_ITSELF:
            cursor = database.execute_sql(f'SELECT * FROM "{table}"')
            names = [each[0] for each in cursor.description]
            found[table] = sorted(
                (dict(zip(names, map(_plain, row), strict=True)) for row in cursor.fetchall()), key=repr
            )
    return found


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | float | bytes) else str(value)


def schema_of(database: pw.Database) -> list[str]:
    """Everything the database itself says of our tables: columns, indexes, constraints, triggers, functions."""
    if isinstance(database, pw.SqliteDatabase):
        asked = ["SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master WHERE name LIKE 'ini%'"]
    else:
        asked = [
            """SELECT concat_ws(' ', table_name, column_name, data_type, character_maximum_length, is_nullable,
            column_default) FROM information_schema.columns WHERE table_schema = 'public'""",
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
            """SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace""",
            "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
            "SELECT proname || prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
        ]
    return sorted(line for each in asked for (line,) in database.execute_sql(each).fetchall())
