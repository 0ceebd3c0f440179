"""Maakt ruimte voor "Gelezen": wie een tekst moet lezen, wie dat deed, en welk besluit welk uitgangspunt noemt."""

from __future__ import annotations

from typing import Any

import peewee as pw

VERSION, LINE, DECISION = "initiatieven_page_version", "initiatieven_page_line", "initiatieven_decision"
COLUMNS = (
    (VERSION, "read_by", "VARCHAR(20) NOT NULL DEFAULT 'nobody'"),
    (VERSION, "read_departments", "TEXT NOT NULL DEFAULT ''"),
    (LINE, "key", "VARCHAR(120) NOT NULL DEFAULT ''"),
)
TRIGGER = f"{VERSION}_readers"
READERS = "read_by, read_departments"
FIXED = "OLD.state NOT IN ('draft')"


def up(migrator: Any, db: pw.Database) -> None:
    for table, column, kind in COLUMNS:
        db.execute_sql(f'ALTER TABLE {table} ADD COLUMN "{column}" {kind}')
    # A text that came with a sentence to tick was meant for everybody.
    db.execute_sql(f"UPDATE {VERSION} SET read_by = 'everybody' WHERE read_statement <> ''")
    db.create_tables(_tables(db))
    for statement in _refusing(db):
        db.execute_sql(statement)


def down(migrator: Any, db: pw.Database) -> None:
    db.execute_sql(f"DROP TRIGGER {TRIGGER}" + ("" if _is_sqlite(db) else f" ON {VERSION}"))
    if not _is_sqlite(db):
        db.execute_sql(f"DROP FUNCTION {TRIGGER}_refuse()")
    for table in ("decision_principle", "read_tick"):
        db.execute_sql(f"DROP TABLE initiatieven_{table}")
    for table, column, _kind in reversed(COLUMNS):
        db.execute_sql(f'ALTER TABLE {table} DROP COLUMN "{column}"')


def _is_sqlite(db: pw.Database) -> bool:
    return isinstance(db, pw.SqliteDatabase)


def _tables(db: pw.Database) -> list[type[pw.Model]]:
    class Page(pw.Model):
        class Meta:
            database = db
            table_name = "initiatieven_page"

    class PageVersion(pw.Model):
        class Meta:
            database = db
            table_name = VERSION

    class Decision(pw.Model):
        class Meta:
            database = db
            table_name = DECISION

    class ReadTick(pw.Model):
        id = pw.AutoField()
        version = pw.ForeignKeyField(PageVersion, backref="+", on_delete="CASCADE")
        reader = pw.CharField(max_length=64, index=True)
        department = pw.CharField(max_length=120, default="")
        ticked_on = pw.DateField()
        is_employee = pw.BooleanField(default=True)

        class Meta:
            database = db
            table_name = "initiatieven_read_tick"
            indexes = ((("version", "reader"), True),)

    class DecisionPrinciple(pw.Model):
        id = pw.AutoField()
        decision = pw.ForeignKeyField(Decision, backref="+", on_delete="CASCADE")
        position = pw.IntegerField()
        page = pw.ForeignKeyField(Page, null=True, backref="+", on_delete="SET NULL")
        key = pw.CharField(max_length=120, default="")
        title = pw.CharField(max_length=200, default="")
        deviates_because = pw.CharField(max_length=500, default="")

        class Meta:
            database = db
            table_name = "initiatieven_decision_principle"
            indexes = ((("page", "key"), False),)

    return [ReadTick, DecisionPrinciple]


def _refusing(db: pw.Database) -> list[str]:
    """Who is asked to read a text is part of it: fixed once it is not a draft any more."""
    event = f"BEFORE UPDATE OF {READERS} ON {VERSION}"
    if _is_sqlite(db):
        return [f"CREATE TRIGGER {TRIGGER} {event} WHEN {FIXED} BEGIN SELECT RAISE(ABORT, 'this text is fixed'); END"]
    return [
        f"CREATE FUNCTION {TRIGGER}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {FIXED} THEN RAISE EXCEPTION 'this text is fixed'; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER {TRIGGER} {event} FOR EACH ROW EXECUTE FUNCTION {TRIGGER}_refuse()",
    ]
