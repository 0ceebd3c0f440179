"""Texts for readers who may not see contact data: typed names, numbers and addresses of residents taken out of them."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable
from copy import copy
from typing import Any, TypeVar

import peewee as pw

from ..briefings.redaction import hiding
from .models import ContactPerson, Initiative, Initiator
from .process import State

#: shorter columns hold a word of ours or a number, no text that somebody typed
_SHORTEST_TEXT = 160
_Value = TypeVar("_Value")


def rewrites(initiatives: Iterable[Initiative]) -> dict[int, Callable[[str], str]]:
    """How to rewrite the texts of each initiative, by id; of one that hides nobody there is no entry."""
    rows = {row.id: row for row in initiatives}
    people: dict[int, list[Initiator]] = defaultdict(list)
    for person in Initiator.select().where(Initiator.initiative.in_(list(rows))):
        people[person.initiative_id].append(person)
    data: dict[int, list[ContactPerson]] = defaultdict(list)
    reach = ContactPerson.select(ContactPerson, Initiator).join(Initiator)
    for row in reach.where(Initiator.initiative.in_(list(rows))):
        data[row.initiator.initiative_id].append(row)
    return {
        key: hiding(
            [each.name for each in found if not each.may_be_named],
            [each.name for each in found if each.may_be_named] + _officers(rows[key]),
            [each.phone for each in data[key]],
            [each.email for each in data[key]],
        )
        for key, found in people.items()
    }


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


def _officers(row: Initiative) -> list[str]:
    return [person.name for person in (row.contact, row.deputy) if person]
