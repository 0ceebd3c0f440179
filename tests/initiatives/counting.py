"""Counting statements."""

from __future__ import annotations

from collections.abc import Callable

import peewee as pw


def queries_of(database: pw.Database, ask: Callable[[], object]) -> int:
    """How many statements this takes."""
    seen: list[str] = []
    real = database.execute_sql

    def counted(sql: str, *args: object, **kwargs: object) -> object:
        seen.append(sql)
        return real(sql, *args, **kwargs)

    database.execute_sql = counted
    try:
        ask()
    finally:
        del database.execute_sql
    return len(seen)
