"""Zet bevestigde afspraken en gepubliceerde teksten in de database vast.

Triggers keep them as they are, whoever writes to the database.
Only what belongs to the state of such a row may still change. Its parts may be added in bulk by an import, together
with the row, but never changed or removed. When a whole row goes (with its initiative), its parts may go along.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import peewee as pw


class Fixed(NamedTuple):
    table: str
    open_states: str
    columns: str
    parts: tuple[tuple[str, str], ...]


FIXED = (
    Fixed(
        "initiatieven_agreement",
        "'concept', 'aangeboden'",
        "initiative_id, number, kind, is_short, agreed_on, about, parties, our_role, contact_id, deputy_id, reaction, "
        "money, upkeep, safety, publicity, personal_data, when_things_change, looking_back, stopping, disagreeing, "
        "change, content_hash, created_key",
        (
            ("initiatieven_agreement_item", "agreement_id"),
            ("initiatieven_agreement_term", "agreement_id"),
            ("initiatieven_confirmation", "agreement_id"),
        ),
    ),
    Fixed(
        "initiatieven_page_version",
        "'draft'",
        "page_id, number, title, adopted_by, adopted_on, decision_number, valid_from, review_on, why, mission, vision, "
        "if_no, contact, change, read_audience, read_statement, read_again",
        (("initiatieven_page_line", "page_version_id"),),
    ),
)
WHAT = ("update", "delete")
FUNCTION = "CREATE FUNCTION {}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {} END $$"


def up(migrator: Any, db: pw.Database) -> None:
    make = _sqlite if isinstance(db, pw.SqliteDatabase) else _postgres
    for fixed in FIXED:
        for statement in make(fixed):
            db.execute_sql(statement)


def down(migrator: Any, db: pw.Database) -> None:
    is_sqlite = isinstance(db, pw.SqliteDatabase)
    for fixed in FIXED:
        for table, what in [(fixed.table, "update"), *((part, what) for part, _ in fixed.parts for what in WHAT)]:
            db.execute_sql(f"DROP TRIGGER {table}_fixed_{what}" + ("" if is_sqlite else f" ON {table}"))
        for table in [] if is_sqlite else [fixed.table, *(part for part, _ in fixed.parts)]:
            db.execute_sql(f"DROP FUNCTION {table}_refuse()")


def _sqlite(fixed: Fixed) -> Iterator[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'this text is fixed'); END"
    yield (
        f"CREATE TRIGGER {fixed.table}_fixed_update BEFORE UPDATE OF {fixed.columns} ON {fixed.table} "
        f"WHEN OLD.state NOT IN ({fixed.open_states}) {refuse}"
    )
    for part, key in fixed.parts:
        state = f"(SELECT state FROM {fixed.table} WHERE id = OLD.{key})"
        for what in WHAT:
            yield (
                f"CREATE TRIGGER {part}_fixed_{what} BEFORE {what.upper()} ON {part} "
                f"WHEN {state} NOT IN ({fixed.open_states}) {refuse}"
            )


def _postgres(fixed: Fixed) -> Iterator[str]:
    raises = "RAISE EXCEPTION 'this text is fixed';"
    yield FUNCTION.format(fixed.table, raises)
    yield (
        f"CREATE TRIGGER {fixed.table}_fixed_update BEFORE UPDATE OF {fixed.columns} ON {fixed.table} FOR EACH ROW "
        f"WHEN (OLD.state NOT IN ({fixed.open_states})) EXECUTE FUNCTION {fixed.table}_refuse()"
    )
    for part, key in fixed.parts:
        state = f"(SELECT state FROM {fixed.table} WHERE id = OLD.{key})"
        check = f"IF {state} NOT IN ({fixed.open_states}) THEN {raises} END IF;"
        answer = "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
        yield FUNCTION.format(part, f"{check} {answer}")
        for what in WHAT:
            yield (
                f"CREATE TRIGGER {part}_fixed_{what} BEFORE {what.upper()} ON {part} "
                f"FOR EACH ROW EXECUTE FUNCTION {part}_refuse()"
            )
