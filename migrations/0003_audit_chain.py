"""Maakt van het logboek een keten: elke regel krijgt een nummer en een controlegetal, ook over de regel ervoor."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import peewee as pw

TABLE, HEAD = "initiatieven_audit_entry", "initiatieven_audit_head"
COLUMNS = (
    ("number", "INTEGER NOT NULL DEFAULT 0"),
    ("kind", "VARCHAR(40) NOT NULL DEFAULT ''"),
    ("previous", "VARCHAR(64) NOT NULL DEFAULT ''"),
    ("hash", "VARCHAR(64) NOT NULL DEFAULT ''"),
)
FIELDS = "id, at, actor, action, object, result, origin, detail"
BATCH = 1000
WHAT = ("UPDATE", "DELETE")

#: what 0001 made, taken away while the old rows are chained
OLD_SQLITE = """CREATE TRIGGER initiatieven_audit_no_{what} BEFORE {what} ON initiatieven_audit_entry
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"""
OLD_POSTGRES = """CREATE TRIGGER initiatieven_audit_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON initiatieven_audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION initiatieven_audit_refuse()"""

#: a new row must be the next link, and moves the head along; the head moves in no other way
SQLITE = (
    # INSERT OR REPLACE would remove a row without asking the trigger on delete
    f"""CREATE TRIGGER initiatieven_audit_no_replace BEFORE INSERT ON {TABLE}
WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id OR number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    f"""CREATE TRIGGER initiatieven_audit_link AFTER INSERT ON {TABLE}
BEGIN
SELECT RAISE(ABORT, 'the audit log is a chain: this is not its next link')
WHERE NOT EXISTS (SELECT 1 FROM {HEAD} WHERE number = NEW.number - 1 AND hash = NEW.previous);
UPDATE {HEAD} SET number = NEW.number, hash = NEW.hash;
END""",
    f"""CREATE TRIGGER initiatieven_audit_head_no_INSERT BEFORE INSERT ON {HEAD}
BEGIN SELECT RAISE(ABORT, 'the head of the audit log moves with its entries only'); END""",
    f"""CREATE TRIGGER initiatieven_audit_head_no_DELETE BEFORE DELETE ON {HEAD}
BEGIN SELECT RAISE(ABORT, 'the head of the audit log moves with its entries only'); END""",
    f"""CREATE TRIGGER initiatieven_audit_head_moves BEFORE UPDATE ON {HEAD}
WHEN NEW.number IS NOT OLD.number + 1 OR NOT EXISTS
(SELECT 1 FROM {TABLE} WHERE number = NEW.number AND hash = NEW.hash AND previous = OLD.hash)
BEGIN SELECT RAISE(ABORT, 'the head of the audit log moves with its entries only'); END""",
)
POSTGRES = (
    f"""CREATE FUNCTION initiatieven_audit_link() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
UPDATE {HEAD} SET number = NEW.number, hash = NEW.hash WHERE number = NEW.number - 1 AND hash = NEW.previous;
IF NOT FOUND THEN RAISE EXCEPTION 'the audit log is a chain: this is not its next link'; END IF;
RETURN NULL; END $$""",
    f"""CREATE TRIGGER initiatieven_audit_link AFTER INSERT ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION initiatieven_audit_link()""",
    f"""CREATE FUNCTION initiatieven_audit_head_moves() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.number = OLD.number + 1 AND EXISTS
(SELECT 1 FROM {TABLE} WHERE number = NEW.number AND hash = NEW.hash AND previous = OLD.hash)
THEN RETURN NEW; END IF;
RAISE EXCEPTION 'the head of the audit log moves with its entries only'; END $$""",
    f"""CREATE TRIGGER initiatieven_audit_head_moves BEFORE INSERT OR UPDATE OR DELETE ON {HEAD}
FOR EACH ROW EXECUTE FUNCTION initiatieven_audit_head_moves()""",
    f"""CREATE TRIGGER initiatieven_audit_head_stays BEFORE TRUNCATE ON {HEAD}
FOR EACH STATEMENT EXECUTE FUNCTION initiatieven_audit_head_moves()""",
)


def _models(db: pw.Database) -> tuple[type[pw.Model], type[pw.Model]]:
    class AuditEntry(pw.Model):
        id = pw.AutoField()
        action = pw.CharField(max_length=60)
        object = pw.CharField(max_length=80)
        actor = pw.CharField(max_length=255)
        at = pw.DateTimeField()
        number = pw.IntegerField(unique=True)
        kind = pw.CharField(max_length=40)

        class Meta:
            database = db
            table_name = TABLE
            legacy_table_names = False
            indexes = (
                (("action", "number"), False),
                (("actor", "number"), False),
                (("kind", "number"), False),
                (("object", "actor", "at"), False),
            )

    class AuditHead(pw.Model):
        id = pw.IntegerField(primary_key=True)
        number = pw.IntegerField()
        hash = pw.CharField(max_length=64)

        class Meta:
            database = db
            table_name = HEAD

    return AuditEntry, AuditHead


def up(migrator: Any, db: pw.Database) -> None:
    entry, head = _models(db)
    _drop_old_triggers(db)
    for name, kind in COLUMNS:
        db.execute_sql(f"ALTER TABLE {TABLE} ADD COLUMN {name} {kind}")
    number, hash = _chain(db)
    _drop_indexes(db, {("object",)})
    entry._schema.create_indexes()
    db.create_tables([head])
    head.insert(id=1, number=number, hash=hash).execute()
    _make_old_triggers(db)
    for statement in SQLITE if _is_sqlite(db) else POSTGRES:
        db.execute_sql(statement)


def down(migrator: Any, db: pw.Database) -> None:
    _drop_old_triggers(db)
    if _is_sqlite(db):
        for name in ("no_replace", "link"):
            db.execute_sql(f"DROP TRIGGER initiatieven_audit_{name}")
        db.execute_sql(f"DROP TABLE {HEAD}")
    else:
        db.execute_sql(f"DROP TRIGGER initiatieven_audit_link ON {TABLE}")
        db.execute_sql(f"DROP TABLE {HEAD}")
        db.execute_sql("DROP FUNCTION initiatieven_audit_link()")
        db.execute_sql("DROP FUNCTION initiatieven_audit_head_moves()")
    ours = {("number",), ("action", "number"), ("actor", "number"), ("kind", "number"), ("object", "actor", "at")}
    _drop_indexes(db, ours)
    for name, _ in COLUMNS:
        db.execute_sql(f"ALTER TABLE {TABLE} DROP COLUMN {name}")
    db.execute_sql(f"CREATE INDEX {TABLE}_object ON {TABLE} (object)")
    _make_old_triggers(db)


def _is_sqlite(db: pw.Database) -> bool:
    return isinstance(db, pw.SqliteDatabase)


def _drop_old_triggers(db: pw.Database) -> None:
    if not _is_sqlite(db):
        db.execute_sql(f"DROP TRIGGER initiatieven_audit_append_only ON {TABLE}")
        return
    for what in WHAT:
        db.execute_sql(f"DROP TRIGGER initiatieven_audit_no_{what}")


def _make_old_triggers(db: pw.Database) -> None:
    for statement in [OLD_SQLITE.format(what=what) for what in WHAT] if _is_sqlite(db) else [OLD_POSTGRES]:
        db.execute_sql(statement)


def _drop_indexes(db: pw.Database, of: set[tuple[str, ...]]) -> None:
    """By columns, not by name: those differ between versions of Peewee."""
    for index in db.get_indexes(TABLE):
        if tuple(index.columns) in of:
            db.execute_sql(f'DROP INDEX "{index.name}"')


def _chain(db: pw.Database) -> tuple[int, str]:
    """Number and hash the rows there are, oldest first, a batch at a time; number and hash of the last."""
    number, hash = 0, "0" * 64
    mark = "?" if _is_sqlite(db) else "%s"
    statement = f"UPDATE {TABLE} SET number = {mark}, kind = {mark}, previous = {mark}, hash = {mark} WHERE id = {mark}"
    for batch in _batches(db, mark):
        filled = []
        for id, at, *words in batch:
            number, previous = number + 1, hash
            kind = words[2].partition(":")[0][:40]
            hash = _digest(number, previous, at, kind, words)
            filled.append((number, kind, previous, hash, id))
        db.cursor().executemany(statement, filled)
    return number, hash


def _batches(db: pw.Database, mark: str) -> Iterator[list[tuple[Any, ...]]]:
    last = -1
    question = f"SELECT {FIELDS} FROM {TABLE} WHERE id > {mark} ORDER BY id LIMIT {BATCH}"
    while batch := db.execute_sql(question, (last,)).fetchall():
        yield batch
        last = batch[-1][0]


def _digest(number: int, previous: str, at: Any, kind: str, words: list[str]) -> str:
    moment = at if isinstance(at, datetime) else datetime.fromisoformat(at)
    actor, action, *rest = words
    said = ["ini-audit-1", number, previous, moment.isoformat(timespec="microseconds"), actor, action, kind, *rest]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
