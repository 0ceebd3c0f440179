"""Rows that become fixed: a confirmed agreement, a published text. After that only their state may still change.

Guarded are `save`, `create`, `update`, `delete` and what is built on them. `insert_many`, by which an import brings
finished rows with their parts in bulk, is not; triggers in the database refuse whatever changes or removes a row.
"""

from __future__ import annotations

from typing import Any, ClassVar

import peewee as pw

from .database import Model
from .errors import Immutable


class _GuardedUpdate(pw.ModelUpdate):
    def execute(self, *args: Any, **kwargs: Any) -> Any:
        _refuse_fixed(self)
        return super().execute(*args, **kwargs)


class _GuardedDelete(pw.ModelDelete):
    def execute(self, *args: Any, **kwargs: Any) -> Any:
        _refuse_fixed(self)
        return super().execute(*args, **kwargs)


class FixedModel(Model):
    """A table some of whose rows are fixed. `fixed()` says which; columns in `free` may change all the same."""

    free: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        # so that saving a row whose state changed does not count as rewriting its text
        only_save_dirty = True

    @classmethod
    def fixed(cls) -> Any:
        """Peewee expression that is true of fixed rows."""
        raise NotImplementedError

    @classmethod
    def update(cls, values: Any = None, /, **more: Any) -> Any:
        query: Any = super().update(values, **more)
        changed = {field.name for field in query._update}
        return query if changed <= cls.free else _GuardedUpdate(cls, query._update)

    @classmethod
    def delete(cls) -> Any:
        return _GuardedDelete(cls)


class FixedPart(FixedModel):
    """A row that belongs to such a row and is fixed with it; `whole` names the foreign key."""

    whole: ClassVar[str]

    @classmethod
    def fixed(cls) -> Any:
        key = getattr(cls, cls.whole)
        owner: type[FixedModel] = key.rel_model
        return key.in_(owner.select(owner._meta.primary_key).where(owner.fixed()))

    @classmethod
    def insert(cls, values: Any = None, /, **more: Any) -> Any:
        query: Any = super().insert(values, **more)
        key = getattr(cls, cls.whole)
        owner: type[FixedModel] = key.rel_model
        number = key.db_value(query._insert[key])
        if owner.select().where((owner._meta.primary_key == number) & owner.fixed()).exists():
            raise _refusal(owner)
        return query


def _refuse_fixed(query: Any) -> None:
    model: type[FixedModel] = query.model
    rows = model.select().where(model.fixed())
    if query._where is not None:
        rows = rows.where(query._where)
    if rows.exists():
        raise _refusal(model)


def _refusal(model: type[FixedModel]) -> Immutable:
    return Immutable(f"A row of {model.__name__} is fixed: its text can't change. Make a new version.")
