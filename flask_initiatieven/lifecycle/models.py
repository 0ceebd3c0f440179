"""Tables of the life cycle: the profile of the add-on in this database, and the log of what happened to it."""

from __future__ import annotations

import peewee as pw

from ..database import Model, TimestampField


class Profile(Model):
    """One row (id 1): whether the add-on is active in this database, and how far its steps came."""

    id = pw.IntegerField(primary_key=True)
    active = pw.BooleanField(default=False)
    #: number of the last step
    version = pw.IntegerField(default=0)
    #: release that made the last change
    package = pw.CharField(max_length=40, default="")
    installed_at = TimestampField()
    installed_by = pw.CharField(max_length=255, default="")
    changed_at = TimestampField()
    changed_by = pw.CharField(max_length=255, default="")


class LifeEvent(Model):
    """What happened to the add-on as a whole: installing, each step, upgrading, uninstalling."""

    id = pw.AutoField()
    at = TimestampField()
    by = pw.CharField(max_length=255, default="")
    #: installeren, stap, bijwerken or verwijderen
    what = pw.CharField(max_length=20)
    step = pw.CharField(max_length=120, default="")
    package = pw.CharField(max_length=40, default="")
    version = pw.IntegerField(default=0)
    #: bezig, gelukt, mislukt, afgebroken or niets te doen
    result = pw.CharField(max_length=20)
    milliseconds = pw.IntegerField(null=True)
    detail = pw.CharField(max_length=500, default="")


TABLES = (Profile, LifeEvent)
