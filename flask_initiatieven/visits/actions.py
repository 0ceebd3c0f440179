"""Changes to visits: planning one, saving one of its sections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import peewee as pw
from blinker import NamedSignal

from .. import audit, signals
from ..database import db, now, today
from ..errors import Conflict, Refused
from ..host import current_user
from ..i18n import gettext as _
from ..initiatives.models import Initiative
from ..mount import current
from . import labels, models, planning, queries
from .completeness import Section
from .content import Content, NewVisit, fingerprint
from .models import LineKind, Visit, VisitStatus

#: fields of `Content` that are rows of VisitLine
_LINES = {
    "core": LineKind.CORE,
    "talking_points": LineKind.TALKING_POINT,
    "may_promise": LineKind.MAY_PROMISE,
    "may_not_promise": LineKind.MAY_NOT_PROMISE,
    "sensitive": LineKind.SENSITIVE,
}
#: fields of `Content` that are rows of a table of their own
_TABLES: dict[str, type[pw.Model]] = {
    "programme": models.ProgrammeRow,
    "attendees": models.Attendee,
    "questions": models.Question,
    "earlier": models.EarlierPromise,
    "promises": models.VisitPromise,
}


def plan(initiative: Initiative, wish: NewVisit) -> Visit:
    """A new visit with the contacts of the initiative; the same key again gives the visit that was made before."""
    earlier = queries.made_with(wish.created_key)
    if earlier is not None:
        return earlier
    try:
        with db.atomic():
            visit: Visit = Visit.create(
                **_columns(asdict(wish)),
                initiative=initiative.id,
                status=VisitStatus.PLANNED if wish.held_on >= today() else VisitStatus.HELD,
                contact=initiative.contact_id,
                deputy=initiative.deputy_id,
                report_due_on=_report_due(wish.held_on),
                **_stamp(),
            )
            audit.record("bezoek plannen", f"visit:{visit.id}")
    except pw.IntegrityError:
        earlier = queries.made_with(wish.created_key)
        if earlier is None:
            raise
        return earlier
    _tell(signals.created, visit.id)
    return visit


def save(visit_id: int, section: Section, values: Mapping[str, Any], seen: str) -> Content:
    """Save one section; returns the visit as it is then. Saving what was there already changes nothing.

    `seen` is the fingerprint of the section as the editor got it. Raises Conflict when somebody changed this section
    since, and Refused when the visit could not be held like this.
    """
    with db.atomic():
        before = _taken(visit_id)
        after = _completed(before, replace(before, **values), section)
        if after == before:
            return after
        if fingerprint(before, section) != seen:
            raise Conflict(_("Iemand anders heeft dit intussen veranderd."))
        _refuse_wrong(after, section)
        _write(visit_id, before, after)
        audit.record("bezoek bewerken", f"visit:{visit_id}", detail=section.value)
    _tell(signals.changed, visit_id)
    return after


def _taken(visit_id: int) -> Content:
    """What is saved now; the row is ours until the end of the transaction."""
    Visit.update(version=Visit.version).where(Visit.id == visit_id).execute()
    row = queries.visit(visit_id)
    if row is None:
        raise Refused(_("Dit bezoek is er niet meer."))
    return queries.content(row)


def _completed(before: Content, after: Content, section: Section) -> Content:
    """What follows from a change: the programme moves with the visit, a report means it was held."""
    if section is Section.WHEN:
        return planning.with_moved_programme(before, after)
    return planning.with_report(after) if section is Section.REPORT else after


def _refuse_wrong(content: Content, section: Section) -> None:
    for objection in planning.objections(content, section, today()):
        raise Refused(labels.objection_sentence(objection))
    if section in (Section.WHEN, Section.PROGRAMME):
        for found in planning.row_objections(content):
            raise Refused(labels.misfit_with_row(found.misfit, found.slot))


def _write(visit_id: int, before: Content, after: Content) -> None:
    changed = [name for name in Content.__slots__ if getattr(before, name) != getattr(after, name)]
    for name in changed:
        if name in _LINES:
            _write_lines(visit_id, _LINES[name], getattr(after, name))
        elif name in _TABLES:
            _write_rows(visit_id, _TABLES[name], [asdict(row) for row in getattr(after, name)])
    columns = _columns({name: getattr(after, name) for name in changed if name not in {*_LINES, *_TABLES}})
    if "held_on" in columns:
        columns["report_due_on"] = _report_due(after.held_on)
    Visit.update(**columns, **_stamp(), version=Visit.version + 1).where(Visit.id == visit_id).execute()


def _write_lines(visit_id: int, kind: LineKind, rows: Iterable[Any]) -> None:
    line = models.VisitLine
    line.delete().where(line.visit == visit_id, line.kind == kind).execute()
    values = [{"text": row} if isinstance(row, str) else asdict(row) for row in rows]
    _insert(line, visit_id, [{"kind": kind, "reason": "", "decides": "", **row} for row in values])


def _write_rows(visit_id: int, table: type[pw.Model], rows: list[dict[str, Any]]) -> None:
    table.delete().where(table.visit == visit_id).execute()  # type: ignore[attr-defined]
    _insert(table, visit_id, [_columns(row) for row in rows])


def _insert(table: type[pw.Model], visit_id: int, rows: list[dict[str, Any]]) -> None:
    numbered = [{"visit": visit_id, "position": position, **row} for position, row in enumerate(rows)]
    if numbered:
        table.insert_many(numbered).execute()


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """Names of our plain values as names of columns: a person's id goes into the column of that person."""
    return {name.removesuffix("_id"): value for name, value in values.items()}


def _report_due(held_on: date) -> date:
    return queries.deadlines_of(held_on).report_on


def _stamp() -> dict[str, Any]:
    user = current_user()
    return {"changed_at": now(), "changed_by": user.name or user.id if user else "systeem"}


def _tell(signal: NamedSignal, visit_id: int) -> None:
    user = current_user()
    signals.tell(signal, current().name, f"visit:{visit_id}", user.id if user else None)
