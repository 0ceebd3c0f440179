"""Reads of the role division."""

from __future__ import annotations

from dataclasses import dataclass

from .division import NOTHING, RoleDivision, Task
from .models import RoleTable, RoleTableActor, RoleTableCell, RoleTableLetter, RoleTableRow


@dataclass(frozen=True)
class AdoptedDivision:
    title: str
    adopted_by: str
    adopted_on: object
    division: RoleDivision


def role_division() -> AdoptedDivision | None:
    """The role table in force: the one adopted last; None when there is none."""
    table = RoleTable.select().order_by(RoleTable.adopted_on.desc(nulls="last"), RoleTable.id.desc()).first()
    if table is None:
        return None
    actors = list(RoleTableActor.select().where(RoleTableActor.table == table).order_by(RoleTableActor.position))
    letters = RoleTableLetter.select().where(RoleTableLetter.table == table).order_by(RoleTableLetter.position)
    division = RoleDivision(
        actors=tuple(actor.name for actor in actors),
        meanings={letter.letter: letter.meaning for letter in letters},
        tasks=_tasks(table, [actor.id for actor in actors]),
    )
    return AdoptedDivision(table.title, table.adopted_by, table.adopted_on, division)


def _tasks(table: RoleTable, actors: list[int]) -> tuple[Task, ...]:
    rows = list(RoleTableRow.select().where(RoleTableRow.table == table).order_by(RoleTableRow.position))
    cells = RoleTableCell.select().where(RoleTableCell.row.in_([row.id for row in rows]))
    found = {(cell.row_id, cell.actor_id): cell.letters for cell in cells}
    return tuple(Task(row.task, tuple(found.get((row.id, actor), NOTHING) for actor in actors)) for row in rows)
