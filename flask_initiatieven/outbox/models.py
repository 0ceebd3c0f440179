"""Table of mail on its way out."""

from __future__ import annotations

from enum import StrEnum

import peewee as pw

from ..database import Model, TimestampField


class MailState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    #: tried so often that somebody has to look at it
    STUCK = "stuck"


class Mail(Model):
    """One message to one address. Address and text are removed some days after it left."""

    id = pw.AutoField()
    #: told apart by the receiving server, the same at each try (RFC 5322 3.6.4)
    message_id = pw.CharField(max_length=120, unique=True)
    state = pw.CharField(max_length=10, default=MailState.WAITING)
    address = pw.CharField(max_length=255)
    subject = pw.CharField(max_length=200)
    text = pw.TextField()
    #: kind and id of what it is about, such as `page:3`, so that erasure finds it
    object = pw.CharField(max_length=80, default="", index=True)
    queued_at = TimestampField()
    tries = pw.IntegerField(default=0)
    next_try_at = TimestampField()
    #: until then a worker is busy with it
    claimed_until = TimestampField(null=True)
    sent_at = TimestampField(null=True)
    last_error = pw.CharField(max_length=300, default="")

    class Meta:
        indexes = ((("state", "next_try_at"), False),)


TABLES = (Mail,)
