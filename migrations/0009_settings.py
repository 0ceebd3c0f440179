"""Maakt de tabellen voor de instellingen van de gemeente, en geeft elk mandaat een versienummer en een periode."""

from __future__ import annotations

from typing import Any

import peewee as pw


def up(migrator: Any, db: pw.Database) -> None:
    class Table(pw.Model):
        class Meta:
            database = db

    class SettingValue(Table):
        key = pw.CharField(max_length=80, primary_key=True)
        value = pw.TextField()

        class Meta:
            table_name = "initiatieven_setting_value"

    class SettingGroup(Table):
        name = pw.CharField(max_length=40, primary_key=True)
        version = pw.IntegerField(default=0)

        class Meta:
            table_name = "initiatieven_setting_group"

    class SettingPicture(Table):
        digest = pw.CharField(max_length=64, primary_key=True)
        data = pw.BlobField()
        width = pw.IntegerField()
        height = pw.IntegerField()

        class Meta:
            table_name = "initiatieven_setting_picture"

    class SettingChange(Table):
        id = pw.AutoField()
        key = pw.CharField(max_length=80, index=True)
        old = pw.TextField(null=True)
        new = pw.TextField(null=True)
        changed_by = pw.CharField(max_length=255)
        changed_by_name = pw.CharField(max_length=255, default="")
        changed_at = pw.DateTimeField()

        class Meta:
            table_name = "initiatieven_setting_change"

    db.create_tables([SettingValue, SettingGroup, SettingPicture, SettingChange])
    # In plain SQL: Peewee would build the table anew on SQLite to make a column NOT NULL, and decisions point at it.
    for column in ("version INTEGER NOT NULL DEFAULT 1", "valid_from DATE", "valid_until DATE"):
        db.execute_sql(f"ALTER TABLE initiatieven_mandate ADD COLUMN {column}")


def down(migrator: Any, db: pw.Database) -> None:
    for column in ("valid_until", "valid_from", "version"):
        db.execute_sql(f"ALTER TABLE initiatieven_mandate DROP COLUMN {column}")
    for table in ("change", "picture", "group", "value"):
        db.execute_sql(f"DROP TABLE initiatieven_setting_{table}")
