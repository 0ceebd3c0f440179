"""A visit as a calendar file (RFC 5545): the short version, without names or numbers of residents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from ..dutch import AMSTERDAM

_OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Event:
    """One visit. Times are local Dutch times; `changed_at` is an aware moment; `sequence` grows with each save."""

    uid: str
    sequence: int
    changed_at: datetime
    held_on: date
    begins: time
    ends: time
    summary: str
    place: str = ""
    description: str = ""
    url: str = ""
    is_cancelled: bool = False


def calendar(event: Event) -> str:
    """The file as text with CRLF line ends; the same event gives the same text, character for character."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//flask-initiatieven//bezoek//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_escaped(event.uid)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{_utc(event.changed_at)}",
        f"LAST-MODIFIED:{_utc(event.changed_at)}",
        f"DTSTART:{_utc(_local(event.held_on, event.begins))}",
        f"DTEND:{_utc(_local(event.held_on, event.ends))}",
        f"SUMMARY:{_escaped(event.summary)}",
        *_optional("LOCATION", _escaped(event.place)),
        *_optional("DESCRIPTION", _escaped(event.description)),
        *_optional("URL", event.url),
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets; each next piece begins with a space. No character is cut in two."""
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    return "\r\n".join([*pieces, piece])


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _optional(name: str, value: str) -> list[str]:
    return [f"{name}:{value}"] if value else []


def _local(day: date, at: time) -> datetime:
    return datetime.combine(day, at, AMSTERDAM)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
