"""Changes to the role division: a working copy, saving it, adopting it, an old version back as concept."""

from __future__ import annotations

from datetime import date
from typing import Any

import peewee as pw

from .. import audit, signals
from ..database import db, now
from ..errors import Conflict, Refused
from ..host import current_user
from ..i18n import gettext as _
from ..mount import current
from . import queries
from .division import LETTERS, NOTHING, RoleDivision, TableState, may_be_adopted
from .models import RoleTable, RoleTableActor, RoleTableCell, RoleTableLetter, RoleTableRow


class NotWhole(Refused):
    """About some task not exactly one actor decides, or there is no task: the table stays a concept."""


class ConceptExists(Refused):
    """There is a concept already; one at a time."""


def begin(title: str) -> RoleTable:
    """A working copy of the table in force, an empty table when there is none, or the concept there is already.

    `title` is the title of an empty table.
    """
    existing = queries.concept()
    if existing is not None:
        return existing
    source = queries.adopted()
    content = queries.division(source) if source else RoleDivision(meanings=LETTERS, title=title)
    try:
        return _made(content, "werkkopie maken")
    except pw.IntegrityError:  # somebody else began at the same moment
        found = queries.concept()
        if found is None:
            raise Conflict(_("Iemand anders begon net aan een nieuwe versie. Probeer het opnieuw.")) from None
        return found


def restore(table: RoleTable) -> RoleTable:
    """A new concept that says what this old version says. Raises ConceptExists, Conflict."""
    existing = queries.concept()
    if existing is not None:
        raise ConceptExists(
            _(
                "Er is al een concept: versie %(number)s. Stel het vast of gooi het weg. Zet daarna deze versie terug.",
                number=existing.number,
            )
        )
    try:
        return _made(queries.division(table), "terugzetten als concept", detail=f"van versie {table.number}")
    except pw.IntegrityError:
        raise Conflict(_("Iemand anders begon net aan een nieuwe versie. Probeer het opnieuw.")) from None


def save(table: RoleTable, content: RoleDivision, seen: int) -> None:
    """Save a concept. Raises Conflict when it is not the one that was seen, or no concept any more."""
    with db.atomic():
        _still_there(table, seen, title=content.title)
        for part in (RoleTableRow, RoleTableActor, RoleTableLetter):
            part.delete().where(part.table == table.id).execute()  # cells go with their rows
        _store_parts(table.id, content)
        audit.record("rolverdeling bewerken", f"role_table:{table.id}")
    _tell(signals.changed, table.id)


def adopt(table: RoleTable, by: str, on: date, decision_number: str, seen: int) -> None:
    """The concept comes into force; the table that was, is replaced.

    Raises NotWhole when some task lacks its one decider, and Conflict when it is not the concept that was seen.
    """
    try:
        with db.atomic():
            _still_there(table, seen, adopted_by=by, adopted_on=on, decision_number=decision_number)
            if not may_be_adopted(queries.division(table)):
                raise NotWhole(_("Bij elke taak moet precies één partij beslissen."))
            for old in RoleTable.select().where(RoleTable.state == TableState.ADOPTED):
                RoleTable.update(state=TableState.REPLACED, version=RoleTable.version + 1).where(
                    RoleTable.id == old.id
                ).execute()
                audit.record("vervangen", f"role_table:{old.id}")
            RoleTable.update(state=TableState.ADOPTED).where(RoleTable.id == table.id).execute()
            audit.record("vaststellen", f"role_table:{table.id}")
    except pw.IntegrityError:
        raise Conflict(_("Iemand anders stelde net een andere versie vast.")) from None
    _tell(signals.changed, table.id)


def discard(table: RoleTable, seen: int) -> None:
    """Throw a concept away. Raises Conflict when it is not the one that was seen, or no concept any more."""
    with db.atomic():
        _still_there(table, seen)
        RoleTable.delete().where(RoleTable.id == table.id).execute()
        audit.record("concept weggooien", f"role_table:{table.id}")
    _tell(signals.changed, table.id)


def _still_there(table: RoleTable, seen: int, **columns: Any) -> None:
    """Take the concept for this transaction and write these columns."""
    mine = (RoleTable.id == table.id) & (RoleTable.version == seen) & (RoleTable.state == TableState.CONCEPT)
    if not RoleTable.update(**columns, **_stamp(), version=RoleTable.version + 1).where(mine).execute():
        raise Conflict(_("Iemand anders heeft dit intussen veranderd."))


def _made(content: RoleDivision, action: str, detail: str = "") -> RoleTable:
    with db.atomic():
        table: RoleTable = RoleTable.create(number=queries.last_number() + 1, title=content.title, **_stamp())
        _store_parts(table.id, content)
        audit.record(action, f"role_table:{table.id}", detail=detail)
    _tell(signals.created, table.id)
    return table


def _store_parts(table_id: int, content: RoleDivision) -> None:
    meanings = list((content.meanings or {}).items())
    _store(RoleTableLetter, table_id, [{"letter": letter, "meaning": meaning} for letter, meaning in meanings])
    actors = _store(
        RoleTableActor, table_id, [{"name": actor.name, "party": actor.party.value} for actor in content.actors]
    )
    rows = _store(
        RoleTableRow, table_id, [{"task": task.name, "phases": " ".join(task.phases)} for task in content.tasks]
    )
    cells = [
        {"row": row, "actor": actor, "letters": letters or NOTHING}
        for row, task in zip(rows, content.tasks, strict=True)
        for actor, letters in zip(actors, task.letters, strict=True)
    ]
    if cells:
        RoleTableCell.insert_many(cells).execute()


def _store(model: Any, table_id: int, columns: list[dict[str, Any]]) -> list[int]:
    """Rows of one part in this order; their ids."""
    if not columns:
        return []
    model.insert_many([{"table": table_id, "position": place, **row} for place, row in enumerate(columns)]).execute()
    return [row.id for row in model.select(model.id).where(model.table == table_id).order_by(model.position)]


def _stamp() -> dict[str, Any]:
    user = current_user()
    return {"changed_at": now(), "changed_by": user.id if user else "systeem"}


def _tell(signal: Any, table_id: int) -> None:
    user = current_user()
    signals.tell(signal, current().name, f"role_table:{table_id}", user.id if user else None)
