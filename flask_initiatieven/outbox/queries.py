"""Reads of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import peewee as pw

from .models import Mail, MailState

#: messages on one page
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Stand:
    """How the outbox is doing."""

    waiting: int
    stuck: int
    oldest_waiting: datetime | None
    last_sent: datetime | None


def stand() -> Stand:
    rows: Any = Mail.select(Mail.state, pw.fn.COUNT(Mail.id)).group_by(Mail.state).tuples()
    counts: dict[str, int] = dict(rows)
    waiting = Mail.select().where(Mail.state == MailState.WAITING).order_by(Mail.queued_at).first()
    sent = Mail.select().where(Mail.state == MailState.SENT).order_by(Mail.sent_at.desc()).first()
    return Stand(
        waiting=counts.get(MailState.WAITING, 0),
        stuck=counts.get(MailState.STUCK, 0),
        oldest_waiting=waiting.queued_at if waiting else None,
        last_sent=sent.sent_at if sent else None,
    )


def unsent() -> list[Mail]:
    """Messages that wait or are stuck, the stuck ones first; one page of them."""
    order = (pw.Case(Mail.state, ((MailState.STUCK, 0),), 1), Mail.queued_at, Mail.id)
    rows = Mail.select().where(Mail.state != MailState.SENT).order_by(*order)
    return list(rows.limit(PAGE_SIZE))


def mail(mail_id: int) -> Mail | None:
    return Mail.get_or_none(Mail.id == mail_id)
