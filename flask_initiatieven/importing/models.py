"""Table of what an import brought in, so that the same file twice changes nothing."""

from __future__ import annotations

import peewee as pw

from ..database import Model


class ImportedObject(Model):
    """`digest` is the SHA-256 of the object's source in the file, before any dates were moved."""

    id = pw.AutoField()
    kind = pw.CharField(max_length=40)
    key = pw.CharField(max_length=120)
    digest = pw.CharField(max_length=64)

    class Meta:
        indexes = ((("kind", "key"), True),)


TABLES = (ImportedObject,)
