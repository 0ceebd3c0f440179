"""Maakt de tabel voor afbeeldingen in teksten van de visie."""

from __future__ import annotations

from typing import Any

import peewee as pw


def up(migrator: Any, db: pw.Database) -> None:
    class Page(pw.Model):
        id = pw.AutoField()

        class Meta:
            database = db
            table_name = "initiatieven_page"

    class PageImage(pw.Model):
        id = pw.AutoField()
        page = pw.ForeignKeyField(Page, backref="+", on_delete="CASCADE")
        data = pw.BlobField()
        mime = pw.CharField(max_length=40)
        width = pw.IntegerField()
        height = pw.IntegerField()
        size = pw.IntegerField()
        alt = pw.CharField(max_length=300)
        digest = pw.CharField(max_length=64)
        uploaded_at = pw.DateTimeField()
        uploaded_by = pw.CharField(max_length=255, default="")

        class Meta:
            database = db
            table_name = "initiatieven_page_image"
            indexes = ((("page", "digest"), True),)

    db.create_tables([PageImage])


def down(migrator: Any, db: pw.Database) -> None:
    db.execute_sql("DROP TABLE initiatieven_page_image")
