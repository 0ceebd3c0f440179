"""Mail is queued in the transaction of the change, and sent by the worker after it."""

from __future__ import annotations

import logging
import smtplib
import uuid
from datetime import datetime
from email.message import EmailMessage

from .. import audit
from ..database import db, now
from ..mount import current
from . import delivery, smtp
from .models import Mail, MailState

log = logging.getLogger(__name__)
#: messages one round of the worker sends
BATCH = 100


def queue(address: str, subject: str, text: str, about: str = "") -> bool:
    """Put one message in the outbox; call it inside the transaction of the change. False: that is no address."""
    if not delivery.is_address(address):
        return False
    moment = now()
    Mail.insert(
        message_id=f"{uuid.uuid4().hex}@{current().name}.invalid",
        address=address,
        subject=delivery.one_line(subject)[:200],
        text=text,
        object=about,
        queued_at=moment,
        next_try_at=moment,
    ).execute()
    return True


def deliver() -> int:
    """Send what is due, one message at a time; the number sent. Two workers at once share the work.

    A message is claimed, sent, and then written down as sent. A worker that dies in between leaves it to be sent
    again with the same Message-ID, by which the receiving server tells the copies apart.
    """
    if not smtp.is_set_up():
        return 0
    sent = 0
    for mail_id in _due(now()):
        row = _claim(mail_id)
        if row is not None:
            sent += _send(row)
    _forget_old()
    return sent


def send_again(row: Mail) -> None:
    """A stuck message gets all its tries once more, from now on."""
    with db.atomic():
        Mail.update(state=MailState.WAITING, tries=0, next_try_at=now(), last_error="", claimed_until=None).where(
            (Mail.id == row.id) & (Mail.state == MailState.STUCK)
        ).execute()
        audit.record("mail opnieuw versturen", f"mail:{row.id}")


def throw_away(row: Mail) -> None:
    """A message that did not leave is not sent any more."""
    with db.atomic():
        Mail.delete().where((Mail.id == row.id) & (Mail.state != MailState.SENT)).execute()
        audit.record("mail weggooien", f"mail:{row.id}")


def _due(moment: datetime) -> list[int]:
    unclaimed = Mail.claimed_until.is_null() | (Mail.claimed_until < moment)
    rows = Mail.select(Mail.id).where((Mail.state == MailState.WAITING) & (Mail.next_try_at <= moment) & unclaimed)
    return [row.id for row in rows.order_by(Mail.next_try_at, Mail.id).limit(BATCH)]


def _claim(mail_id: int) -> Mail | None:
    """The message, when no other worker took it; one statement decides."""
    moment = now()
    free = Mail.claimed_until.is_null() | (Mail.claimed_until < moment)
    taken = (
        Mail.update(claimed_until=moment + delivery.CLAIM)
        .where((Mail.id == mail_id) & (Mail.state == MailState.WAITING) & (Mail.next_try_at <= moment) & free)
        .execute()
    )
    return Mail.get_or_none(Mail.id == mail_id) if taken else None


def _send(row: Mail) -> int:
    try:
        smtp.send(_message(row))
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _put_back(row, error)
        return 0
    Mail.update(state=MailState.SENT, sent_at=now(), claimed_until=None, last_error="").where(
        Mail.id == row.id
    ).execute()
    return 1


def _message(row: Mail) -> EmailMessage:
    return delivery.message(
        delivery.Letter(
            message_id=row.message_id,
            sender=smtp.sender(),
            address=row.address,
            subject=row.subject,
            text=row.text,
            written_at=row.queued_at,
        )
    )


def _put_back(row: Mail, error: Exception) -> None:
    """To be tried later, or stuck. The error's words may hold an address, so only its kind and code are kept."""
    tries = row.tries + 1
    again = delivery.next_try(tries, now())
    log.warning("Mail %s was not sent (try %s): %s", row.id, tries, type(error).__name__)
    Mail.update(
        tries=tries,
        state=MailState.WAITING if again else MailState.STUCK,
        next_try_at=again or now(),
        claimed_until=None,
        last_error=f"{type(error).__name__} {getattr(error, 'smtp_code', '')}".strip(),
    ).where(Mail.id == row.id).execute()


def _forget_old() -> None:
    """What left a month ago has no address or text any more."""
    Mail.delete().where((Mail.state == MailState.SENT) & (Mail.sent_at < now() - delivery.KEEP_SENT)).execute()
