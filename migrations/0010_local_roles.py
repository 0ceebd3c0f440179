"""Maakt de tabel voor rollen op één initiatief of één pagina (Delen)."""

from __future__ import annotations

from typing import Any

import peewee as pw


def up(migrator: Any, db: pw.Database) -> None:
    class LocalRole(pw.Model):
        id = pw.AutoField()
        object = pw.CharField(max_length=80)
        grantee_kind = pw.CharField(max_length=10)
        grantee = pw.CharField(max_length=255)
        grantee_name = pw.CharField(max_length=255, default="")
        role = pw.CharField(max_length=40)
        given_at = pw.DateTimeField()
        given_by = pw.CharField(max_length=255, default="")

        class Meta:
            database = db
            table_name = "initiatieven_local_role"
            indexes = (
                (("object", "grantee_kind", "grantee", "role"), True),
                (("grantee_kind", "grantee"), False),
            )

    db.create_tables([LocalRole])


def down(migrator: Any, db: pw.Database) -> None:
    db.execute_sql("DROP TABLE initiatieven_local_role")
