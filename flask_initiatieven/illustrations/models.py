"""Table of the images in governing texts."""

from __future__ import annotations

import peewee as pw

from ..database import Model, TimestampField
from ..vision.models import Page


class PageImage(Model):
    """An image of a page, as it was written anew at upload; it never changes. A page has the same picture once."""

    id = pw.AutoField()
    page = pw.ForeignKeyField(Page, backref="images", on_delete="CASCADE")
    page_id: int
    data = pw.BlobField()
    mime = pw.CharField(max_length=40)
    width = pw.IntegerField()
    height = pw.IntegerField()
    #: bytes of `data`
    size = pw.IntegerField()
    #: what is to be seen, for who does not see it; a text may say it in other words
    alt = pw.CharField(max_length=300)
    #: SHA-256 of `data`, part of the image's address
    digest = pw.CharField(max_length=64)
    uploaded_at = TimestampField()
    #: name of who uploaded it
    uploaded_by = pw.CharField(max_length=255, default="")

    class Meta:
        indexes = ((("page", "digest"), True),)
