"""Maakt de tabel die bijhoudt wie iets aan het bewerken is."""

from __future__ import annotations

from typing import Any

import peewee as pw


def up(migrator: Any, db: pw.Database) -> None:
    class EditLock(pw.Model):
        id = pw.AutoField()
        object = pw.CharField(max_length=120, unique=True)
        user_id = pw.CharField(max_length=255)
        user_name = pw.CharField(max_length=255, default="")
        page = pw.CharField(max_length=32)
        since = pw.DateTimeField()
        seen_at = pw.DateTimeField(index=True)

        class Meta:
            database = db
            table_name = "initiatieven_edit_lock"

    db.create_tables([EditLock])


def down(migrator: Any, db: pw.Database) -> None:
    db.execute_sql("DROP TABLE initiatieven_edit_lock")
