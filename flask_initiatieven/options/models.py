"""Tables of the settings: values that differ from the default, versions per group, pictures, and every change."""

from __future__ import annotations

import peewee as pw

from ..database import Model, TimestampField


class SettingValue(Model):
    """One setting that has a value of its own. What the municipality itself is, stands in its own row."""

    key = pw.CharField(max_length=80, primary_key=True)
    #: JSON
    value = pw.TextField()


class SettingGroup(Model):
    """The version of a group; it rises with every change, so that nobody saves over another."""

    name = pw.CharField(max_length=40, primary_key=True)
    version = pw.IntegerField(default=0)


class SettingPicture(Model):
    """A picture that is the value of a setting: a PNG of our own making."""

    #: SHA-256 of the file
    digest = pw.CharField(max_length=64, primary_key=True)
    data = pw.BlobField()
    width = pw.IntegerField()
    height = pw.IntegerField()


class SettingChange(Model):
    """What was changed from what to what, by whom and when. Values are JSON; None is the default."""

    id = pw.AutoField()
    key = pw.CharField(max_length=80, index=True)
    old = pw.TextField(null=True)
    new = pw.TextField(null=True)
    changed_by = pw.CharField(max_length=255)
    changed_by_name = pw.CharField(max_length=255, default="")
    changed_at = TimestampField()


TABLES = (SettingValue, SettingGroup, SettingPicture, SettingChange)
