"""Changes to the coalition programme and its items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee as pw

from .. import audit, signals
from ..database import db, now, today
from ..errors import Conflict, Refused
from ..host import current_user
from ..i18n import gettext as _
from ..mount import current
from . import csv_rows, queries
from .csv_rows import Plan, Row
from .models import Programme, ProgrammeItem
from .programme import ProgrammeState


class NameTaken(Refused):
    """There is a programme of this title, or an item of this code in the programme, already."""


class HasLinks(Refused):
    """Initiatives are linked to this item: `numbers` says which."""

    def __init__(self, numbers: list[str]) -> None:
        super().__init__(_("Aan dit punt zijn initiatieven gekoppeld. Daarom kan het niet weg."))
        self.numbers = numbers


@dataclass(frozen=True)
class About:
    """What a programme says of itself."""

    title: str
    period: str
    in_force_from: date | None
    in_force_until: date | None


def make(about: About, created_key: str) -> Programme:
    """A programme in preparation; the first one is in force at once. The same key again gives what was made before."""
    earlier = queries.programme_made_with(created_key)
    if earlier is not None:
        return earlier
    try:
        with db.atomic():
            state = ProgrammeState.COMING if queries.in_force() else ProgrammeState.CURRENT
            row: Programme = Programme.create(**vars(about), state=state, created_key=created_key, **_stamp())
            audit.record("programma maken", f"programme:{row.id}")
    except pw.IntegrityError:
        earlier = queries.programme_made_with(created_key)
        if earlier is None:
            raise NameTaken(_("Er is al een programma met deze titel.")) from None
        return earlier
    _tell(signals.created, f"programme:{row.id}")
    return row


def edit(row: Programme, about: About, seen: int) -> None:
    """Raises NameTaken, and Conflict when it is not the version that was seen."""
    try:
        with db.atomic():
            _changed(Programme, row.id, seen, vars(about))
            audit.record("programma bewerken", f"programme:{row.id}")
    except pw.IntegrityError:
        raise NameTaken(_("Er is al een programma met deze titel.")) from None
    _tell(signals.changed, f"programme:{row.id}")


def put_in_force(row: Programme, seen: int) -> None:
    """From now on new links are to this programme; the earlier one stays readable with its links. Raises Conflict."""
    try:
        with db.atomic():
            before = queries.in_force()
            if before is not None and before.id != row.id:
                _changed(Programme, before.id, before.version, {"state": ProgrammeState.PAST})
                audit.record("programma afsluiten", f"programme:{before.id}")
            _changed(Programme, row.id, seen, {"state": ProgrammeState.CURRENT})
            audit.record("programma laten gelden", f"programme:{row.id}")
    except pw.IntegrityError:
        raise Conflict(_("Iemand anders liet net een ander programma gelden.")) from None
    _tell(signals.changed, f"programme:{row.id}")


def add_item(row: Programme, values: dict[str, Any]) -> ProgrammeItem:
    """At the end. Raises NameTaken when the code is in use."""
    try:
        with db.atomic():
            made: ProgrammeItem = ProgrammeItem.create(
                programme=row.id, position=_last_position(row.id) + 1, **values, **_stamp()
            )
            audit.record("punt toevoegen", f"programme_item:{made.id}")
    except pw.IntegrityError:
        raise _code_taken() from None
    _tell(signals.created, f"programme_item:{made.id}")
    return made


def edit_item(row: ProgrammeItem, values: dict[str, Any], seen: int) -> None:
    """Raises NameTaken when the code is in use, and Conflict when it is not the version that was seen."""
    try:
        with db.atomic():
            _changed(ProgrammeItem, row.id, seen, values)
            audit.record("punt bewerken", f"programme_item:{row.id}")
    except pw.IntegrityError:
        raise _code_taken() from None
    _tell(signals.changed, f"programme_item:{row.id}")


def archive_item(row: ProgrammeItem, seen: int, archived: bool) -> None:
    """It takes no new links any more, or again. Raises Conflict."""
    with db.atomic():
        _changed(ProgrammeItem, row.id, seen, {"archived_on": today() if archived else None})
        audit.record("punt archiveren" if archived else "punt terugzetten", f"programme_item:{row.id}")
    _tell(signals.changed, f"programme_item:{row.id}")


def remove_item(row: ProgrammeItem, seen: int) -> None:
    """Raises HasLinks with the initiatives that are linked to it, and Conflict."""
    try:
        with db.atomic():
            _changed(ProgrammeItem, row.id, seen, {})
            numbers = queries.linked_numbers(row.id)
            if numbers:
                raise HasLinks(numbers)
            ProgrammeItem.delete().where(ProgrammeItem.id == row.id).execute()
            audit.record("punt verwijderen", f"programme_item:{row.id}")
    except pw.IntegrityError:  # linked at this very moment
        raise HasLinks(queries.linked_numbers(row.id)) from None
    _tell(signals.changed, f"programme:{row.programme_id}")


def import_rows(row: Programme, rows: Sequence[Row], seen: str, archive_missing: bool) -> Plan:
    """Make the items what the rows say, all or nothing; what was done.

    `seen` is the digest of the items when the rows were checked. Raises Conflict when they are others now.
    """
    try:
        with db.atomic():
            # other importers of this programme wait until the transaction ends
            Programme.update(version=Programme.version + 1, **_stamp()).where(Programme.id == row.id).execute()
            standing = queries.standing(row.id)
            if queries.digest(standing) != seen:
                raise Conflict(_("Iemand anders heeft het programma intussen veranderd. Kijk de punten opnieuw na."))
            plan = csv_rows.compare(rows, standing)
            _write_rows(row.id, rows, plan, archive_missing)
            audit.record("importeren", f"programme:{row.id}", detail=_in_numbers(plan, archive_missing))
    except pw.IntegrityError:
        raise Conflict(_("Iemand anders heeft het programma intussen veranderd. Kijk de punten opnieuw na.")) from None
    _tell(signals.changed, f"programme:{row.id}")
    return plan


def _write_rows(programme_id: int, rows: Sequence[Row], plan: Plan, archive_missing: bool) -> None:
    places = {row.code: place for place, row in enumerate(rows)}
    there = {each.code: each for each in queries.items(programme_id)}
    changed = {change.row.code for change in plan.changed}
    for row in rows:
        standing = there.get(row.code)
        if standing is None or (row.code not in changed and standing.position == places[row.code]):
            continue
        _changed(
            ProgrammeItem,
            standing.id,
            standing.version,
            {**_columns(row), "position": places[row.code], "archived_on": None},
        )
    if plan.new:
        ProgrammeItem.insert_many(
            [{"programme": programme_id, "position": places[row.code], **_columns(row), **_stamp()} for row in plan.new]
        ).execute()
    for place, code in enumerate(plan.missing, start=len(rows)):
        values: dict[str, Any] = {"position": place}
        if archive_missing:
            values["archived_on"] = today()
        _changed(ProgrammeItem, there[code].id, there[code].version, values)


def _columns(row: Row) -> dict[str, Any]:
    return {"code": row.code, "title": row.title, "text": row.text, "portfolio_holder": row.holder_id}


def _in_numbers(plan: Plan, archive_missing: bool) -> str:
    archived = len(plan.missing) if archive_missing else 0
    return f"{len(plan.new)} nieuw, {len(plan.changed)} veranderd, {archived} gearchiveerd"


def note_export(object: str, what: str) -> None:
    """Somebody took a file out; the log says which."""
    with db.atomic():
        audit.record("exporteren", object, detail=what)


def _changed(model: Any, number: int, seen: int, values: dict[str, Any]) -> None:
    """Write these columns of the version that was seen. Raises Conflict."""
    mine = (model.id == number) & (model.version == seen)
    if not model.update(**values, **_stamp(), version=model.version + 1).where(mine).execute():
        raise Conflict(_("Iemand anders heeft dit intussen veranderd."))


def _last_position(programme_id: int) -> int:
    query = ProgrammeItem.select(pw.fn.MAX(ProgrammeItem.position)).where(ProgrammeItem.programme == programme_id)
    found = query.scalar()
    return -1 if found is None else int(found)


def _code_taken() -> NameTaken:
    return NameTaken(_("Deze code is al in gebruik in dit programma."))


def _stamp() -> dict[str, Any]:
    user = current_user()
    return {"changed_at": now(), "changed_by": user.id if user else "systeem"}


def _tell(signal: Any, name: str) -> None:
    user = current_user()
    signals.tell(signal, current().name, name, user.id if user else None)
