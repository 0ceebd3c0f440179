"""Table of who is editing what."""

from __future__ import annotations

import peewee as pw

from ..database import Model, TimestampField


class EditLock(Model):
    """Somebody has the form of this object open; his browser says so as long as he has."""

    id = pw.AutoField()
    #: kind, id and perhaps part of the object, such as `initiative:12:huiswerk`
    object = pw.CharField(max_length=120, unique=True)
    user_id = pw.CharField(max_length=255)
    user_name = pw.CharField(max_length=255, default="")
    #: the page in his browser: closing an older one does not end the lock of a newer one
    page = pw.CharField(max_length=32)
    since = TimestampField()
    seen_at = TimestampField(index=True)


TABLES = (EditLock,)
