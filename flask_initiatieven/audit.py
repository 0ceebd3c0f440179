"""The audit log: who did what to which object, from where, when and with what result.

Fields follow BIO2 8.15.01 (actie, object, resultaat, oorsprong, actor, tijdstempel). Rows are only ever added, in the
transaction of the change itself; triggers in the database refuse update and delete. No personal data and no secrets
inside: objects are named by kind and id, actors by the host's user id.
"""

from __future__ import annotations

from datetime import datetime, time

import peewee as pw
from flask import has_request_context, request

from .database import Model, TimestampField, now, today
from .dutch import AMSTERDAM
from .host import current_user


class AuditEntry(Model):
    id = pw.AutoField()
    action = pw.CharField(max_length=60)
    object = pw.CharField(max_length=80, index=True)
    result = pw.CharField(max_length=20)
    origin = pw.CharField(max_length=120)
    actor = pw.CharField(max_length=255)
    at = TimestampField(index=True)
    #: names of changed fields or sections, never their values
    detail = pw.CharField(max_length=500, default="")


TABLES = (AuditEntry,)


def record(action: str, object: str, result: str = "gelukt", detail: str = "") -> None:
    """Add one entry; call it inside the transaction of the change."""
    user = current_user()
    origin = f"web {request.remote_addr or 'onbekend'}" if has_request_context() else "opdrachtregel"
    AuditEntry.insert(
        action=action,
        object=object,
        result=result,
        origin=origin,
        actor=user.id if user else "systeem",
        at=now(),
        detail=detail[:500],
    ).execute()


def record_once_a_day(action: str, object: str, detail: str = "") -> None:
    """The same, unless this actor already has this entry today: for what a browser asks again and again."""
    user = current_user()
    midnight = datetime.combine(today(), time(), AMSTERDAM)
    same = (AuditEntry.object == object) & (AuditEntry.action == action) & (AuditEntry.detail == detail)
    by_actor = (AuditEntry.actor == (user.id if user else "systeem")) & (AuditEntry.at >= midnight)
    if not AuditEntry.select().where(same & by_actor).exists():
        record(action, object, detail=detail)
