"""The log as a file to hand over; handing it over is itself recorded."""

from __future__ import annotations

from .. import audit
from ..database import db, today
from ..dutch import AMSTERDAM
from ..i18n import gettext as _
from ..spreadsheet import csv_bytes
from . import people, queries
from .queries import Asked

#: the newest so many that were asked for
MOST = 10_000


def export(asked: Asked) -> tuple[str, bytes]:
    """Name and content of the file."""
    with db.atomic():
        entries = queries.found(asked, MOST).entries
        audit.record("logboek downloaden", "audit:log", detail=f"{len(entries)} regels")
    names = people.names_of(entry.actor for entry in entries)
    heading = (
        _("nummer"), _("moment"), _("wie"), _("gebruikersnummer"), _("actie"), _("object"), _("resultaat"),
        _("oorsprong"), _("details"), _("controlegetal"),
    )  # fmt: skip
    rows = (
        (
            entry.number, f"{entry.at.astimezone(AMSTERDAM):%Y-%m-%d %H:%M:%S}", names[entry.actor],
            people.shown_id(entry.actor), entry.action, entry.object, entry.result, entry.origin, entry.detail,
            entry.hash,
        )
        for entry in entries
    )  # fmt: skip
    return f"logboek-{today()}.csv", csv_bytes(heading, rows)
