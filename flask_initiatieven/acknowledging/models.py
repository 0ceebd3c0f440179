"""Table of the ticks of readers."""

from __future__ import annotations

import peewee as pw

from ..database import Model
from ..vision.models import PageVersion


class ReadTick(Model):
    """Somebody says to have read a version. `reader` is a mark that only the reader's own user id leads to."""

    id = pw.AutoField()
    version = pw.ForeignKeyField(PageVersion, backref="+", on_delete="CASCADE")
    version_id: int
    reader = pw.CharField(max_length=64, index=True)
    #: as it was on that day
    department = pw.CharField(max_length=120, default="")
    ticked_on = pw.DateField()
    #: one of the municipality's own employees; somebody else is counted as asked because he ticked
    is_employee = pw.BooleanField(default=True)

    class Meta:
        indexes = ((("version", "reader"), True),)


TABLES = (ReadTick,)
