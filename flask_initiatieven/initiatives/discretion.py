"""Texts for readers who may not see contact data: typed names, numbers and addresses of residents taken out of them.

A title or place is typed too: whoever shows one without asking who reads it takes `title` or `rewrites` from here.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable
from copy import copy
from functools import cache
from typing import Any, TypeVar

import peewee as pw

from ..briefings.redaction import hiding, may_hold
from ..municipality.models import Person
from .models import ContactPerson, Initiative, Initiator
from .process import State

#: shorter columns hold a word of ours or a number, no text that somebody typed
_SHORTEST_TEXT = 160
_Value = TypeVar("_Value")
Rewrite = Callable[[str], str]
#: may the reader know who is behind this initiative?
Knows = Callable[[Initiative], bool]


def nobody_knows(_row: Initiative) -> bool:
    return False


def title(row: Initiative) -> str:
    """The title as anybody may read it: for a mail, a task, and every page that does not ask who is looking."""
    return rewrites([row]).get(row.id, str)(row.title)


def rewrites(initiatives: Iterable[Initiative], knows: Knows = nobody_knows) -> dict[int, Rewrite]:
    """How to rewrite the texts of each initiative, by id; no entry for one that hides nobody or whose reader knows.

    Three queries, however many initiatives.
    """
    rows = {row.id: row for row in initiatives if not knows(row)}
    if not rows:
        return {}
    people: dict[int, list[Initiator]] = defaultdict(list)
    for person in Initiator.select().where(Initiator.initiative.in_(list(rows))):
        people[person.initiative_id].append(person)
    data: dict[int, list[ContactPerson]] = defaultdict(list)
    reach = ContactPerson.select(ContactPerson, Initiator).join(Initiator)
    for row in reach.where(Initiator.initiative.in_(list(rows))):
        data[row.initiator.initiative_id].append(row)
    officers = _officers(rows[key] for key in people)
    return {key: _rewrite(found, data[key], officers[key]) for key, found in people.items()}


def _rewrite(people: list[Initiator], data: list[ContactPerson], officers: list[str]) -> Rewrite:
    """Most texts hold nothing to hide; only for the others the costly rule is made."""
    unnamed = [each.name for each in people if not each.may_be_named]
    named = [each.name for each in people if each.may_be_named] + officers
    is_suspect = may_hold(unnamed)

    @cache
    def hide() -> Rewrite:
        return hiding(unnamed, named, [each.phone for each in data], [each.email for each in data])

    return lambda text: hide()(text) if is_suspect(text) else text


def rewritten(value: _Value, rewrite: Callable[[str], str]) -> _Value:
    """The same tree of dataclasses, tuples and rows, with every typed text rewritten; nothing is changed in place."""
    found: Any = value
    if type(found) is str:
        found = rewrite(found)
    elif isinstance(value, tuple):
        found = tuple(rewritten(each, rewrite) for each in value)
    elif isinstance(value, pw.Model):
        found = copy(value)
        found.__data__ = {name: _column(value, name, each, rewrite) for name, each in value.__data__.items()}
    elif dataclasses.is_dataclass(value) and not isinstance(value, type | State):
        found = type(value)(
            **{field.name: rewritten(getattr(value, field.name), rewrite) for field in dataclasses.fields(value)}
        )
    same: _Value = found
    return same


def _column(row: pw.Model, name: str, value: Any, rewrite: Callable[[str], str]) -> Any:
    field = row._meta.fields[name]
    is_long = not isinstance(field, pw.CharField) or field.max_length >= _SHORTEST_TEXT
    return rewrite(value) if type(value) is str and is_long else value


def _officers(rows: Iterable[Initiative]) -> dict[int, list[str]]:
    """Names of contact and deputy by initiative."""
    ids = {row.id: [key for key in (row.contact_id, row.deputy_id) if key] for row in rows}
    wanted = {key for keys in ids.values() for key in keys}
    names = {row.id: row.name for row in Person.select(Person.id, Person.name).where(Person.id.in_(wanted))}
    return {number: [names[key] for key in keys] for number, keys in ids.items()}
