"""Tables of rules and the tasks they set."""

from __future__ import annotations

import peewee as pw

from ..database import Model, TimestampField
from ..municipality.models import Person


class NoticeRule(Model):
    """One rule; it does nothing until it is switched on."""

    id = pw.AutoField()
    name = pw.CharField(max_length=120)
    event = pw.CharField(max_length=40)
    property = pw.CharField(max_length=40, default="")
    value = pw.CharField(max_length=120, default="")
    deed = pw.CharField(max_length=10)
    #: words of rule.Who and `role:<key>`, one on each line
    to = pw.TextField(default="")
    address = pw.CharField(max_length=255, default="")
    subject = pw.CharField(max_length=200)
    text = pw.TextField(default="")
    due_days = pw.IntegerField(null=True)
    is_on = pw.BooleanField(default=False)
    created_key = pw.CharField(max_length=64, null=True, unique=True)
    version = pw.IntegerField(default=1)
    changed_at = TimestampField()
    changed_by = pw.CharField(max_length=255, default="")

    class Meta:
        indexes = ((("event", "is_on"), False),)


class Task(Model):
    """Something to do, for one person or for whoever has a role."""

    id = pw.AutoField()
    #: the rule that set it; the rule may be gone
    rule = pw.ForeignKeyField(NoticeRule, null=True, backref="+", on_delete="SET NULL")
    person = pw.ForeignKeyField(Person, null=True, backref="+", on_delete="CASCADE")
    person_id: int | None
    role = pw.CharField(max_length=40, default="")
    #: kind and id of what it is about, such as `initiative:12`
    object = pw.CharField(max_length=80, index=True)
    title = pw.CharField(max_length=200)
    text = pw.TextField(default="")
    due_on = pw.DateField(null=True)
    made_at = TimestampField()
    done_at = TimestampField(null=True)
    done_by = pw.CharField(max_length=255, default="")

    class Meta:
        indexes = ((("person", "done_at"), False), (("role", "done_at"), False))

    def people(self) -> frozenset[int]:
        return frozenset() if self.person_id is None else frozenset({self.person_id})


TABLES = (NoticeRule, Task)
