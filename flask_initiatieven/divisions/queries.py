"""Reads of the role division."""

from __future__ import annotations

import peewee as pw

from .division import NOTHING, Actor, Party, RoleDivision, TableState, Task
from .models import RoleTable, RoleTableActor, RoleTableCell, RoleTableLetter, RoleTableRow


def adopted() -> RoleTable | None:
    """The table in force; None until one is adopted."""
    return RoleTable.get_or_none(RoleTable.state == TableState.ADOPTED)


def concept() -> RoleTable | None:
    """The table that is being worked on; the newest when an import brought more."""
    found: RoleTable | None = (
        RoleTable.select().where(RoleTable.state == TableState.CONCEPT).order_by(RoleTable.number.desc()).first()
    )
    return found


def numbered(number: int) -> RoleTable | None:
    """The version with this number, whatever its state."""
    return RoleTable.get_or_none(RoleTable.number == number)


def readable(number: int) -> RoleTable | None:
    """The same, when it is no concept."""
    return RoleTable.get_or_none((RoleTable.number == number) & (RoleTable.state != TableState.CONCEPT))


def versions(with_concepts: bool) -> list[RoleTable]:
    """Every version, newest first."""
    rows = RoleTable.select().order_by(RoleTable.number.desc())
    return [row for row in rows if with_concepts or row.state != TableState.CONCEPT]


def last_number() -> int:
    return int(RoleTable.select(pw.fn.MAX(RoleTable.number)).scalar() or 0)


def division(table: RoleTable) -> RoleDivision:
    """All that a table says; four queries, whatever its size."""
    letters = RoleTableLetter.select().where(RoleTableLetter.table == table).order_by(RoleTableLetter.position)
    actors = list(RoleTableActor.select().where(RoleTableActor.table == table).order_by(RoleTableActor.position))
    return RoleDivision(
        actors=tuple(Actor(actor.name, _party(actor.party)) for actor in actors),
        meanings={letter.letter: letter.meaning for letter in letters},
        tasks=_tasks(table, [actor.id for actor in actors]),
        title=table.title,
    )


def division_in_force() -> RoleDivision | None:
    """What the adopted table says; None until one is adopted."""
    table = adopted()
    return None if table is None else division(table)


def _party(word: str) -> Party:
    return Party(word) if word in set(Party) else Party.OTHER


def _tasks(table: RoleTable, actors: list[int]) -> tuple[Task, ...]:
    rows = list(RoleTableRow.select().where(RoleTableRow.table == table).order_by(RoleTableRow.position))
    cells = RoleTableCell.select().join(RoleTableRow).where(RoleTableRow.table == table)
    found = {(cell.row_id, cell.actor_id): cell.letters for cell in cells}
    return tuple(
        Task(row.task, tuple(found.get((row.id, actor), NOTHING) for actor in actors), tuple(row.phases.split()))
        for row in rows
    )
