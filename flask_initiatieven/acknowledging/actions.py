"""Changes about reading: a tick, taking it back on the same day, who is asked, and forgetting a reader."""

from __future__ import annotations

from .. import audit, signals
from ..database import db, now, today
from ..errors import Conflict
from ..host import current_user
from ..i18n import gettext as _
from ..mount import current
from ..vision.models import PageVersion
from ..vision.publication import VersionState
from . import queries
from .models import ReadTick
from .queries import Reader
from .ticks import Question


def tick(row: PageVersion, reader: Reader) -> None:
    """This reader read this version. Twice is once. The entry in the log says that somebody did, not who."""
    with db.atomic():
        if queries.has_ticked(row, reader):
            return
        mark = reader.mark(row.page_id)
        ReadTick.insert(
            version=row.id, reader=mark, department=reader.department, ticked_on=today(), is_employee=reader.is_counted
        ).on_conflict_ignore().execute()
        audit.record("gelezen", f"page_version:{row.id}", without_name=True)
    _tell_no_name(row)


def take_back(row: PageVersion, reader: Reader) -> bool:
    """Remove the tick that was set today. False when there is none: after that day it stays."""
    mine = ReadTick.version.in_(queries.counting(row)) & (ReadTick.reader == reader.mark(row.page_id))
    with db.atomic():
        gone = ReadTick.delete().where(mine & (ReadTick.ticked_on == today())).execute()
        if not gone:
            return False
        audit.record("gelezen intrekken", f"page_version:{row.id}", without_name=True)
    _tell_no_name(row)
    return True


def ask(row: PageVersion, question: Question, seen: int) -> None:
    """Store who is to read a draft. Raises Conflict when it is not the version that was seen, or no draft any more."""
    user = current_user()
    values = {
        "read_by": question.audience,
        "read_departments": "\n".join(question.departments),
        "read_statement": question.statement,
        "read_again": question.again,
        "read_audience": question.description,
    }
    with db.atomic():
        updated = (
            PageVersion.update(
                **values,
                changed_at=now(),
                changed_by=user.name or user.id if user else "systeem",
                version=PageVersion.version + 1,
            )
            .where(
                (PageVersion.id == row.id) & (PageVersion.version == seen) & (PageVersion.state == VersionState.DRAFT)
            )
            .execute()
        )
        if not updated:
            raise Conflict(_("Iemand anders heeft dit intussen veranderd."))
        audit.record("lezers kiezen", f"page_version:{row.id}")
    signals.tell(signals.changed, current().name, f"page_version:{row.id}", user.id if user else None)


def forget(user_id: str) -> int:
    """Remove every tick of somebody; returns how many. Marks are worked out again for each page."""
    with db.atomic():
        marks = queries.marks_of(user_id)
        gone: int = ReadTick.delete().where(ReadTick.reader.in_(marks)).execute()
        audit.record("leesvinkjes wissen", "reader:0", detail=f"{gone}")
    return gone


def _tell_no_name(row: PageVersion) -> None:
    """To the host too: somebody read it."""
    signals.tell(signals.changed, current().name, f"page_version:{row.id}", None)
