"""Tables of what imports brought in, so that the same file twice changes nothing."""

from __future__ import annotations

import peewee as pw

from flask_initiatieven.database import Model, TimestampField


class ImportedFile(Model):
    """A file of which something was stored; its dates fit `reference_date`, moved `weeks_moved` later."""

    id = pw.AutoField()
    digest = pw.CharField(max_length=64)
    format = pw.CharField(max_length=80)
    language = pw.CharField(max_length=20, default="")
    language_level = pw.CharField(max_length=10, default="")
    reference_date = pw.DateField(null=True)
    weeks_moved = pw.IntegerField(default=0)
    imported_at = TimestampField()


class ImportedObject(Model):
    """`digest` is the SHA-256 of the object's source in the file, before any dates were moved."""

    id = pw.AutoField()
    kind = pw.CharField(max_length=40)
    key = pw.CharField(max_length=120)
    digest = pw.CharField(max_length=64)

    class Meta:
        indexes = ((("kind", "key"), True),)


TABLES = (ImportedFile, ImportedObject)
