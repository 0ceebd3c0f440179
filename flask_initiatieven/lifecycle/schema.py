"""What of ours is in a database, asked of the database itself: tables, columns, rows touched in this transaction."""

from __future__ import annotations

import peewee as pw

PREFIX = "initiatieven_"
_OURS = f"substr({{}}, 1, {len(PREFIX)}) = '{PREFIX}'"
_SQLITE_TABLES = f"SELECT name FROM sqlite_master WHERE type = 'table' AND {_OURS.format('name')}"
_SQLITE_COLUMNS = f"""SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
WHERE m.type = 'table' AND {_OURS.format("m.name")}"""
_POSTGRES_TABLES = f"""SELECT c.relname FROM pg_catalog.pg_class c
WHERE c.relkind IN ('r', 'p') AND pg_catalog.pg_table_is_visible(c.oid) AND {_OURS.format("c.relname")}"""
_POSTGRES_COLUMNS = f"""SELECT c.relname, a.attname FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p') AND pg_catalog.pg_table_is_visible(c.oid) AND {_OURS.format("c.relname")}"""
_POSTGRES_TOUCHED = f"""SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)
FROM pg_catalog.pg_stat_xact_user_tables WHERE {_OURS.format("relname")}"""


def is_sqlite(database: pw.Database) -> bool:
    return isinstance(database, pw.SqliteDatabase)


def tables(database: pw.Database) -> frozenset[str]:
    """Names of the tables that begin with our prefix; a host may have such tables too."""
    found = database.execute_sql(_SQLITE_TABLES if is_sqlite(database) else _POSTGRES_TABLES).fetchall()
    return frozenset(name for (name,) in found)


def columns(database: pw.Database) -> frozenset[tuple[str, str]]:
    """(table, column) of those tables."""
    found = database.execute_sql(_SQLITE_COLUMNS if is_sqlite(database) else _POSTGRES_COLUMNS).fetchall()
    return frozenset((table, column) for table, column in found)


def touched(database: pw.Database) -> int:
    """Rows added, changed and removed so far by this connection (SQLite) or transaction (PostgreSQL)."""
    if is_sqlite(database):
        return int(database.connection().total_changes)
    return int(database.execute_sql(_POSTGRES_TOUCHED).fetchone()[0])


def count(database: pw.Database, names: list[str]) -> dict[str, int]:
    """Table → number of rows."""
    if not names:
        return {}
    asked = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in names)
    return {name: int(number) for name, number in database.execute_sql(asked).fetchall()}


def drop(database: pw.Database, names: list[str]) -> list[str]:
    """Remove these tables with their triggers and trigger functions. Call it inside a transaction.

    Returns names of other tables and views that depend on them; then roll back.
    """
    return _drop_sqlite(database, names) if is_sqlite(database) else _drop_postgres(database, names)


def tidy(database: pw.Database) -> None:
    """After `drop`: leave nothing of the data in SQLite's write-ahead log."""
    if is_sqlite(database):
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _drop_sqlite(database: pw.Database, names: list[str]) -> list[str]:
    asked = (
        "SELECT m.name, f.\"table\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'"
    )
    others = {name for name, other in database.execute_sql(asked).fetchall() if other in names and name not in names}
    if others:
        return sorted(others)
    database.execute_sql("PRAGMA secure_delete = ON").fetchall()  # what was there must not be readable in the file
    for name in names:
        database.execute_sql(f'DROP TABLE "{name}"')
    return []


def _drop_postgres(database: pw.Database, names: list[str]) -> list[str]:
    # of triggers on our tables, and what a later step left without trigger: named after one of our tables
    functions = f"""SELECT DISTINCT p.oid::regprocedure::text FROM pg_catalog.pg_proc p
LEFT JOIN pg_catalog.pg_trigger t ON t.tgfoid = p.oid LEFT JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
WHERE p.prorettype = 'trigger'::regtype AND {_OURS.format("p.proname")} AND (c.relname = ANY(%s)
OR t.oid IS NULL AND EXISTS (SELECT 1 FROM unnest(%s::text[]) name WHERE starts_with(p.proname, name || '_')))"""
    others = """SELECT DISTINCT r.relname FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.confrelid JOIN pg_catalog.pg_class r ON r.oid = k.conrelid
WHERE k.contype = 'f' AND c.relname = ANY(%s) AND NOT r.relname = ANY(%s)
UNION SELECT DISTINCT v.relname FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_rewrite w ON w.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
JOIN pg_catalog.pg_class v ON v.oid = w.ev_class JOIN pg_catalog.pg_class c ON c.oid = d.refobjid
WHERE d.refclassid = 'pg_class'::regclass AND c.relname = ANY(%s) AND NOT v.relname = ANY(%s)"""
    found = [name for (name,) in database.execute_sql(others, (names, names, names, names)).fetchall()]
    if found:
        return sorted(found)
    gone = [name for (name,) in database.execute_sql(functions, (names, names)).fetchall()]
    if names:
        database.execute_sql("DROP TABLE " + ", ".join(f'"{name}"' for name in names))
    for name in gone:
        database.execute_sql(f"DROP FUNCTION {name}")
    return []
