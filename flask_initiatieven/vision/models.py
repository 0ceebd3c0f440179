"""Tables of the governing texts."""

from __future__ import annotations

from typing import Any

import peewee as pw

from ..database import Model, TimestampField
from ..fixed import FixedModel, FixedPart
from ..municipality.models import Person
from .publication import PageKind as PageKind
from .publication import PageLineKind as PageLineKind
from .publication import VersionState as VersionState


class Page(Model):
    """A governing text; what it says stands in its versions."""

    id = pw.AutoField()
    key = pw.CharField(max_length=120, unique=True)
    kind = pw.CharField(max_length=20, default=PageKind.VISION)
    created_key = pw.CharField(max_length=64, null=True, unique=True)


class PageVersion(FixedModel):
    """One version. At most one of a page is published; a published or replaced version never changes its text."""

    free = frozenset({"state", "valid_until", "replaced_by", "version", "changed_at", "changed_by"})

    id = pw.AutoField()
    page = pw.ForeignKeyField(Page, backref="versions", on_delete="CASCADE")
    page_id: int
    number = pw.IntegerField()
    state = pw.CharField(max_length=20, default=VersionState.DRAFT)
    title = pw.CharField(max_length=200)
    adopted_by = pw.CharField(max_length=60, default="")
    adopted_on = pw.DateField(null=True)
    decision_number = pw.CharField(max_length=80, default="")
    valid_from = pw.DateField(null=True)
    valid_until = pw.DateField(null=True)
    review_on = pw.DateField(null=True)
    owner = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="SET NULL")
    owner_id: int | None
    #: rich text (HTML), cleaned on write and on read
    why = pw.TextField(default="")
    #: one sentence, plain text
    mission = pw.TextField(default="")
    #: rich text (HTML): a date and a picture
    vision = pw.TextField(default="")
    #: rich text (HTML): what happens when the answer is no
    if_no = pw.TextField(default="")
    #: rich text (HTML)
    contact = pw.TextField(default="")
    change = pw.TextField(default="")
    replaced_by = pw.IntegerField(null=True)
    read_audience = pw.CharField(max_length=200, default="")
    read_statement = pw.CharField(max_length=300, default="")
    read_again = pw.BooleanField(default=False)
    version = pw.IntegerField(default=1)
    changed_at = TimestampField()
    changed_by = pw.CharField(max_length=255, default="")

    class Meta:
        indexes = ((("page", "number"), True),)

    @classmethod
    def fixed(cls) -> Any:
        return cls.state != VersionState.DRAFT

    def people(self) -> frozenset[int]:
        return frozenset() if self.owner_id is None else frozenset({self.owner_id})


#: one published version a page, whoever publishes at the same time
PageVersion.add_index(
    PageVersion.index(
        PageVersion.page,
        unique=True,
        where=(PageVersion.state == "published"),
        name="initiatieven_one_published",
    )
)


class PageLine(FixedPart):
    """A bullet, principle, role, step or question of a page version; `title` is empty for plain bullets."""

    whole = "page_version"

    id = pw.AutoField()
    page_version = pw.ForeignKeyField(PageVersion, backref="lines", on_delete="CASCADE")
    page_version_id: int
    kind = pw.CharField(max_length=20)
    position = pw.IntegerField()
    title = pw.CharField(max_length=200, default="")
    text = pw.TextField(default="")


TABLES = (Page, PageVersion, PageLine)
