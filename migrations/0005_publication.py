"""Breidt de bestuurlijke teksten uit: beoordelen, plannen, intrekken, geschiedenis en prullenbak."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import peewee as pw

PAGE, VERSION = "initiatieven_page", "initiatieven_page_version"
LINE, EVENT = "initiatieven_page_line", "initiatieven_page_event"
#: table, column, type; {moment} differs by database
COLUMNS = (
    (PAGE, "deleted_at", "{moment}"),
    (PAGE, "deleted_by", "VARCHAR(255) NOT NULL DEFAULT ''"),
    (PAGE, "deleted_key", "VARCHAR(120) NOT NULL DEFAULT ''"),
    (VERSION, "text", "TEXT NOT NULL DEFAULT ''"),
    (VERSION, "major", "{boolean} NOT NULL DEFAULT {no}"),
    (VERSION, "publish_at", "{moment}"),
    (VERSION, "based_on", "INTEGER"),
    (VERSION, "submitted_at", "{moment}"),
    (VERSION, "submitted_by", "VARCHAR(255) NOT NULL DEFAULT ''"),
    (VERSION, "deleted_at", "{moment}"),
    (VERSION, "deleted_by", "VARCHAR(255) NOT NULL DEFAULT ''"),
)
TYPES = {
    "sqlite": {"moment": "DATETIME", "boolean": "INTEGER", "no": "0"},
    "postgres": {"moment": "TIMESTAMP", "boolean": "BOOLEAN", "no": "FALSE"},
}
ONE_OPEN = "initiatieven_one_open"
FIXED_BEFORE = (
    "page_id, number, title, adopted_by, adopted_on, decision_number, valid_from, review_on, why, mission, vision, "
    "if_no, contact, change, read_audience, read_statement, read_again"
)
FIXED = FIXED_BEFORE.replace(" valid_from,", "") + ", text, major"
IS_FIXED = "OLD.state NOT IN ('draft')"
PAGE_IS_LIVE = f"EXISTS (SELECT 1 FROM {PAGE} WHERE id = OLD.page_id AND deleted_at IS NULL)"
VERSION_STAYS = f"EXISTS (SELECT 1 FROM {VERSION} WHERE id = OLD.version_id AND state <> 'discarded')"
HAS_HISTORY = f"EXISTS (SELECT 1 FROM {EVENT} WHERE version_id = NEW.page_version_id)"
STATE_OF_NEW = f"(SELECT state FROM {VERSION} WHERE id = NEW.page_version_id)"
#: name, table, event, when it is refused
TRIGGERS = (
    ("text", VERSION, f"UPDATE OF {FIXED}", IS_FIXED),
    # A text gets its first day when it is published, and its own when it has none.
    (
        "first_day",
        VERSION,
        "UPDATE OF valid_from",
        f"{IS_FIXED} AND NOT (OLD.state = 'review' AND OLD.valid_from IS NULL)",
    ),
    ("stays", VERSION, "DELETE", f"OLD.state NOT IN ('draft', 'discarded') AND {PAGE_IS_LIVE}"),
    # An import brings a text, its lines and then its history; from there on it is closed.
    ("closed", LINE, "INSERT", f"{STATE_OF_NEW} NOT IN ('draft') AND {HAS_HISTORY}"),
    ("written", EVENT, "UPDATE OF version_id, action, comment, at, due_at", "1 = 1"),
    ("kept", EVENT, "DELETE", f"{PAGE_IS_LIVE} AND (OLD.version_id IS NULL OR {VERSION_STAYS})"),
)


def up(migrator: Any, db: pw.Database) -> None:
    words = TYPES["sqlite" if _is_sqlite(db) else "postgres"]
    for table, column, kind in COLUMNS:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column} {kind.format(**words)}")
    db.create_tables([_event(db)])
    _discard_older_drafts(db)
    _begin_history(db)
    db.execute_sql(f"CREATE UNIQUE INDEX {ONE_OPEN} ON {VERSION} (page_id) WHERE state IN ('draft', 'review')")
    db.execute_sql(f"DROP TRIGGER {VERSION}_fixed_update" + ("" if _is_sqlite(db) else f" ON {VERSION}"))
    for statement in _made(db):
        db.execute_sql(statement)


def down(migrator: Any, db: pw.Database) -> None:
    for name, table, _what, _refused in TRIGGERS:
        db.execute_sql(f"DROP TRIGGER {table}_{name}" + ("" if _is_sqlite(db) else f" ON {table}"))
        if not _is_sqlite(db):
            db.execute_sql(f"DROP FUNCTION {table}_{name}_refuse()")
    db.execute_sql(f"DROP INDEX {ONE_OPEN}")
    db.execute_sql(f"DROP TABLE {EVENT}")
    db.execute_sql(f"UPDATE {VERSION} SET state = 'draft' WHERE state IN ('review', 'discarded')")
    db.execute_sql(f"UPDATE {VERSION} SET state = 'replaced' WHERE state = 'withdrawn'")
    for table, column, _kind in reversed(COLUMNS):
        db.execute_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
    db.execute_sql(_before(db))


def _is_sqlite(db: pw.Database) -> bool:
    return isinstance(db, pw.SqliteDatabase)


def _event(db: pw.Database) -> type[pw.Model]:
    class Page(pw.Model):
        class Meta:
            database = db
            table_name = PAGE

    class PageVersion(pw.Model):
        class Meta:
            database = db
            table_name = VERSION

    class PageEvent(pw.Model):
        id = pw.AutoField()
        page = pw.ForeignKeyField(Page, backref="+", on_delete="CASCADE")
        version = pw.ForeignKeyField(PageVersion, null=True, backref="+", on_delete="CASCADE")
        action = pw.CharField(max_length=30)
        comment = pw.TextField(default="")
        by_id = pw.CharField(max_length=255, default="")
        by_name = pw.CharField(max_length=255, default="")
        at = pw.DateTimeField()
        due_at = pw.DateTimeField(null=True)

        class Meta:
            database = db
            table_name = EVENT
            indexes = ((("page", "id"), False),)

    return PageEvent


def _discard_older_drafts(db: pw.Database) -> None:
    """One working copy a page: older ones go to the bin, where they can be read and put back."""
    newest = f"SELECT MAX(number) FROM {VERSION} AS other WHERE other.page_id = {VERSION}.page_id AND state = 'draft'"
    db.execute_sql(
        f"UPDATE {VERSION} SET state = 'discarded', deleted_at = changed_at, deleted_by = 'systeem' "
        f"WHERE state = 'draft' AND number < ({newest})"
    )


def _begin_history(db: pw.Database) -> None:
    """What is known of each version: when it was last changed, and by whom."""
    db.execute_sql(
        f"INSERT INTO {EVENT} (page_id, version_id, action, comment, by_id, by_name, at) "
        f"SELECT page_id, id, CASE WHEN state IN ('published', 'replaced') THEN 'publish' ELSE 'make' END, "
        f"'', '', changed_by, changed_at FROM {VERSION} ORDER BY changed_at, number"
    )


def _made(db: pw.Database) -> Iterator[str]:
    for name, table, event, refused in TRIGGERS:
        if _is_sqlite(db):
            yield (
                f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} "
                f"WHEN {refused} BEGIN SELECT RAISE(ABORT, 'this text is fixed'); END"
            )
        else:
            answer = "RETURN OLD" if event == "DELETE" else "RETURN NEW"
            yield (
                f"CREATE FUNCTION {table}_{name}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {refused} THEN RAISE EXCEPTION 'this text is fixed'; END IF; {answer}; END $$"
            )
            yield (
                f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_{name}_refuse()"
            )


def _before(db: pw.Database) -> str:
    """The trigger of 0002 that this step took over."""
    head = f"CREATE TRIGGER {VERSION}_fixed_update BEFORE UPDATE OF {FIXED_BEFORE} ON {VERSION}"
    if _is_sqlite(db):
        return f"{head} WHEN {IS_FIXED} BEGIN SELECT RAISE(ABORT, 'this text is fixed'); END"
    return f"{head} FOR EACH ROW WHEN ({IS_FIXED}) EXECUTE FUNCTION {VERSION}_refuse()"
