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
from .publication import stage_of


class Page(Model):
    """A governing text; what it says stands in its versions.

    In the bin it has `deleted_at`, and its key is free for another: `deleted_key` is the one it had.
    """

    id = pw.AutoField()
    key = pw.CharField(max_length=120, unique=True)
    kind = pw.CharField(max_length=20, default=PageKind.VISION)
    created_key = pw.CharField(max_length=64, null=True, unique=True)
    deleted_at = TimestampField(null=True)
    #: name of who deleted it
    deleted_by = pw.CharField(max_length=255, default="")
    deleted_key = pw.CharField(max_length=120, default="")


class PageVersion(FixedModel):
    """One version. At most one of a page is published and one is open; only a draft changes its text.

    `valid_from` is filled in at publishing when it was left open; the database refuses any other change of it.
    """

    free = frozenset(
        {
            "state", "valid_from", "valid_until", "replaced_by", "version", "changed_at", "changed_by",
            "publish_at", "based_on", "submitted_at", "submitted_by", "deleted_at", "deleted_by",
        }
    )  # fmt: skip

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
    #: rich text (HTML), cleaned on write and on read; the text itself of a free page and a role division
    text = pw.TextField(default="")
    #: rich text (HTML)
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
    #: a major change: who ticked "Gelezen" is asked again
    major = pw.BooleanField(default=False)
    #: the moment at which a version in review publishes itself; None when it waits for somebody
    publish_at = TimestampField(null=True)
    #: number of the version that was in force when this working copy was taken
    based_on = pw.IntegerField(null=True)
    submitted_at = TimestampField(null=True)
    #: name of who sent it in
    submitted_by = pw.CharField(max_length=255, default="")
    deleted_at = TimestampField(null=True)
    #: name of who threw this working copy away
    deleted_by = pw.CharField(max_length=255, default="")
    replaced_by = pw.IntegerField(null=True)
    read_audience = pw.CharField(max_length=200, default="")
    read_statement = pw.CharField(max_length=300, default="")
    read_again = pw.BooleanField(default=False)
    #: an acknowledging.ticks.Audience, and for chosen departments their names, one a line
    read_by = pw.CharField(max_length=20, default="nobody")
    read_departments = pw.TextField(default="")
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

    def stage(self) -> str:
        """draft, review, planned, published, replaced, withdrawn or deleted: what may be done hangs on it."""
        return stage_of(self.state, self.publish_at is not None, self.page.deleted_at is not None)

    def shared_as(self) -> str:
        return f"page:{self.page_id}"


#: one published version a page, whoever publishes at the same time
PageVersion.add_index(
    PageVersion.index(
        PageVersion.page,
        unique=True,
        where=(PageVersion.state == "published"),
        name="initiatieven_one_published",
    )
)
#: one working copy a page, whoever makes one at the same time
PageVersion.add_index(
    PageVersion.index(
        PageVersion.page,
        unique=True,
        where=pw.SQL("state IN ('draft', 'review')"),
        name="initiatieven_one_open",
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
    #: of a principle: what decisions cite it by, the same in each version; empty is made of the title
    key = pw.CharField(max_length=120, default="")


class PageEvent(Model):
    """One line of the history of a page, only ever added: what was done to which version, by whom, and why."""

    id = pw.AutoField()
    page = pw.ForeignKeyField(Page, backref="events", on_delete="CASCADE")
    page_id: int
    #: None for what happened to the page as a whole
    version = pw.ForeignKeyField(PageVersion, null=True, backref="events", on_delete="CASCADE")
    version_id: int | None
    #: a word of publication.Step
    action = pw.CharField(max_length=30)
    comment = pw.TextField(default="")
    #: the host's id of who did it; empty when the system or an import did
    by_id = pw.CharField(max_length=255, default="")
    by_name = pw.CharField(max_length=255, default="")
    at = TimestampField()
    #: when it should have been done, of what is done by the clock
    due_at = TimestampField(null=True)

    class Meta:
        indexes = ((("page", "id"), False),)


TABLES = (Page, PageVersion, PageLine, PageEvent)
