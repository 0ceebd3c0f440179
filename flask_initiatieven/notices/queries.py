"""Reads of rules and tasks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import peewee as pw

from ..audit import AuditEntry
from ..municipality.models import Person
from .models import NoticeRule, Task
from .rule import BY_ACTION, Condition, Deed, Event, Rule

#: entries of the log that a dry run looks at
DRY_RUN = 20
#: tasks on one page
PAGE_SIZE = 50


def rules() -> list[NoticeRule]:
    return list(NoticeRule.select().order_by(NoticeRule.name, NoticeRule.id))


def rule(rule_id: int) -> NoticeRule | None:
    return NoticeRule.get_or_none(NoticeRule.id == rule_id)


def made_with(created_key: str) -> NoticeRule | None:
    """The rule that an earlier click on the same form made."""
    return NoticeRule.get_or_none(NoticeRule.created_key == created_key)


def switched_on(event: Event) -> list[NoticeRule]:
    return list(NoticeRule.select().where((NoticeRule.event == event) & NoticeRule.is_on).order_by(NoticeRule.id))


def as_rule(row: NoticeRule) -> Rule:
    return Rule(
        event=Event(row.event),
        deed=Deed(row.deed),
        to=tuple(row.to.split()),
        subject=row.subject,
        text=row.text,
        condition=Condition(row.property, row.value),
        address=row.address,
        due_days=row.due_days,
    )


def latest(event: Event) -> list[AuditEntry]:
    """The last times this happened, newest first."""
    words = [word for word, each in BY_ACTION.items() if each is event]
    rows = AuditEntry.select().where(AuditEntry.action.in_(words)).order_by(AuditEntry.id.desc())
    return list(rows.limit(DRY_RUN))


def task(task_id: int) -> Task | None:
    return Task.get_or_none(Task.id == task_id)


def open_tasks(person_id: int | None, roles: Iterable[str]) -> list[Task]:
    """What waits for this person or for one of these roles, the first due first; one page of it."""
    rows = (
        Task.select(Task, Person)
        .join(Person, pw.JOIN.LEFT_OUTER)
        .where(_open(person_id, roles))
        .order_by(Task.due_on.asc(nulls="last"), Task.id)
    )
    return list(rows.limit(PAGE_SIZE))


def count_open(person_id: int | None, roles: Iterable[str]) -> int:
    """How many wait for this person or for one of these roles."""
    return int(Task.select().where(_open(person_id, roles)).count())


def _open(person_id: int | None, roles: Iterable[str]) -> Any:
    mine = Task.role.in_(list(roles))
    if person_id is not None:
        mine |= Task.person == person_id
    return Task.done_at.is_null() & mine


def is_late(row: Task, today: date) -> bool:
    return row.due_on is not None and row.due_on < today
