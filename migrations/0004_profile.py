"""Maakt de tabellen voor de toestand van de module en het logboek van installeren, bijwerken en verwijderen.

An installer makes these two before the first step, to be able to write down what it does; then this step finds them.
"""

from __future__ import annotations

from typing import Any

import peewee as pw


def up(migrator: Any, db: pw.Database) -> None:
    db.create_tables(tables(db))


def down(migrator: Any, db: pw.Database) -> None:
    db.drop_tables(tables(db))


def tables(db: pw.Database) -> list[type[pw.Model]]:
    class Profile(pw.Model):
        id = pw.IntegerField(primary_key=True)
        active = pw.BooleanField(default=False)
        version = pw.IntegerField(default=0)
        package = pw.CharField(max_length=40, default="")
        installed_at = pw.DateTimeField()
        installed_by = pw.CharField(max_length=255, default="")
        changed_at = pw.DateTimeField()
        changed_by = pw.CharField(max_length=255, default="")

        class Meta:
            database = db
            table_name = "initiatieven_profile"

    class LifeEvent(pw.Model):
        id = pw.AutoField()
        at = pw.DateTimeField()
        by = pw.CharField(max_length=255, default="")
        what = pw.CharField(max_length=20)
        step = pw.CharField(max_length=120, default="")
        package = pw.CharField(max_length=40, default="")
        version = pw.IntegerField(default=0)
        result = pw.CharField(max_length=20)
        milliseconds = pw.IntegerField(null=True)
        detail = pw.CharField(max_length=500, default="")

        class Meta:
            database = db
            table_name = "initiatieven_life_event"

    return [Profile, LifeEvent]
