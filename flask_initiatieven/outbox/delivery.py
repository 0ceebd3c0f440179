"""Rules of sending mail: what a message looks like, and when to try again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

#: minutes to wait after the first, second … failed try; after the last one somebody has to look
WAITS = (1, 5, 15, 30, 60, 120, 240, 480, 720, 1440)
#: a worker that died while it was busy with a message: another takes over after this
CLAIM = timedelta(minutes=5)
#: address and text of sent mail are kept so long
KEEP_SENT = timedelta(days=30)
ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\]+")


@dataclass(frozen=True)
class Letter:
    """What is sent: one address, plain text."""

    message_id: str
    sender: str
    address: str
    subject: str
    text: str
    written_at: datetime


def is_address(text: str) -> bool:
    return len(text) <= 255 and ADDRESS.fullmatch(text) is not None


def next_try(tries: int, at: datetime) -> datetime | None:
    """When to try again after `tries` failures; None when it was the last try."""
    return at + timedelta(minutes=WAITS[tries - 1]) if tries <= len(WAITS) else None


def message(letter: Letter) -> EmailMessage:
    """The letter as a mail message; marked as automatic, so that nobody's absence replies to it (RFC 3834)."""
    found = EmailMessage(policy=SMTP)
    found["Message-ID"] = f"<{letter.message_id}>"
    found["From"] = letter.sender
    found["To"] = letter.address
    found["Subject"] = one_line(letter.subject)
    found["Date"] = letter.written_at
    found["Auto-Submitted"] = "auto-generated"
    found.set_content(letter.text)
    return found


def one_line(text: str) -> str:
    """A subject has no line ends: they would begin a header of somebody's choice."""
    return " ".join(text.split())
