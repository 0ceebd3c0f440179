"""The way out: the host's `mailer`, or the mail server of the setting MAIL_SERVER."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formataddr, parseaddr
from urllib.parse import unquote, urlsplit

from ..mount import current
from ..options import queries as options

#: seconds a mail server may take to answer
PATIENCE = 20


def is_set_up() -> bool:
    return current().adapters.mailer is not None or current().settings.mail_server is not None


def sender() -> str:
    """Who mail is from: as the municipality set it, else the setting MAIL_FROM of the host."""
    own = options.current().mail
    if not own.sender_address and not own.sender_name:
        return current().settings.mail_from
    return formataddr((own.sender_name, own.sender_address or parseaddr(current().settings.mail_from)[1]))


def send(message: EmailMessage) -> None:
    """Hand it over. Raises OSError or smtplib.SMTPException when it was not accepted."""
    mailer = current().adapters.mailer
    if mailer is not None:
        mailer(message)
        return
    place = urlsplit(current().settings.mail_server or "")
    kind = smtplib.SMTP_SSL if place.scheme == "smtps" else smtplib.SMTP
    with kind(place.hostname or "localhost", place.port or 0, timeout=PATIENCE) as server:
        if place.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if place.username:
            server.login(unquote(place.username), unquote(place.password or ""))
        server.send_message(message)
