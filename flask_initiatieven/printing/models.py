"""Table of made papers: the same facts are never rendered twice."""

from __future__ import annotations

import peewee as pw

from ..database import Model, TimestampField


class StoredPaper(Model):
    """A finished PDF under the fingerprint of everything printed in it; derived: may be thrown away at any time."""

    id = pw.AutoField()
    fingerprint = pw.CharField(max_length=64, unique=True)
    #: "visit:4", "agreement:2" or "page_version:7", so that erasure finds it
    object = pw.CharField(max_length=60, index=True)
    pdf = pw.BlobField()
    pages = pw.IntegerField()
    #: JSON: [[label, page, millimetres], …]
    sections = pw.TextField(default="[]")
    made_at = TimestampField()


TABLES = (StoredPaper,)
