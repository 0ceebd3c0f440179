"""Maakt de tabellen voor regels, taken, uitgaande post en het teken van leven van de worker."""

from __future__ import annotations

from typing import Any

import peewee as pw

TABLES = (
    "initiatieven_task", "initiatieven_notice_rule", "initiatieven_mail", "initiatieven_worker_beat",
)  # fmt: skip


def up(migrator: Any, db: pw.Database) -> None:
    class Table(pw.Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Person(Table):
        id = pw.AutoField()

        class Meta:
            table_name = "initiatieven_person"

    class Mail(Table):
        id = pw.AutoField()
        message_id = pw.CharField(max_length=120, unique=True)
        state = pw.CharField(max_length=10, default="waiting")
        address = pw.CharField(max_length=255)
        subject = pw.CharField(max_length=200)
        text = pw.TextField()
        object = pw.CharField(max_length=80, default="", index=True)
        queued_at = pw.DateTimeField()
        tries = pw.IntegerField(default=0)
        next_try_at = pw.DateTimeField()
        claimed_until = pw.DateTimeField(null=True)
        sent_at = pw.DateTimeField(null=True)
        last_error = pw.CharField(max_length=300, default="")

        class Meta:
            table_name = "initiatieven_mail"
            indexes = ((("state", "next_try_at"), False),)

    class NoticeRule(Table):
        id = pw.AutoField()
        name = pw.CharField(max_length=120)
        event = pw.CharField(max_length=40)
        property = pw.CharField(max_length=40, default="")
        value = pw.CharField(max_length=120, default="")
        deed = pw.CharField(max_length=10)
        to = pw.TextField(default="")
        address = pw.CharField(max_length=255, default="")
        subject = pw.CharField(max_length=200)
        text = pw.TextField(default="")
        due_days = pw.IntegerField(null=True)
        is_on = pw.BooleanField(default=False)
        created_key = pw.CharField(max_length=64, null=True, unique=True)
        version = pw.IntegerField(default=1)
        changed_at = pw.DateTimeField()
        changed_by = pw.CharField(max_length=255, default="")

        class Meta:
            table_name = "initiatieven_notice_rule"
            indexes = ((("event", "is_on"), False),)

    class Task(Table):
        id = pw.AutoField()
        rule = pw.ForeignKeyField(NoticeRule, backref="+", on_delete="SET NULL", null=True)
        person = pw.ForeignKeyField(Person, backref="+", on_delete="CASCADE", null=True)
        role = pw.CharField(max_length=40, default="")
        object = pw.CharField(max_length=80, index=True)
        title = pw.CharField(max_length=200)
        text = pw.TextField(default="")
        due_on = pw.DateField(null=True)
        made_at = pw.DateTimeField()
        done_at = pw.DateTimeField(null=True)
        done_by = pw.CharField(max_length=255, default="")

        class Meta:
            table_name = "initiatieven_task"
            indexes = ((("person", "done_at"), False), (("role", "done_at"), False))

    class WorkerBeat(Table):
        id = pw.AutoField()
        name = pw.CharField(max_length=120, unique=True)
        started_at = pw.DateTimeField()
        seen_at = pw.DateTimeField(index=True)
        done = pw.IntegerField(default=0)
        failed = pw.CharField(max_length=200, default="")

        class Meta:
            table_name = "initiatieven_worker_beat"

    db.create_tables([Mail, NoticeRule, Task, WorkerBeat])


def down(migrator: Any, db: pw.Database) -> None:
    for table in TABLES:
        db.execute_sql(f"DROP TABLE {table}")
