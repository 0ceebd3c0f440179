"""Which rows of a list somebody may see: asked in the query itself, so that counts and pages are right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import peewee as pw

from .local import in_force
from .models import LocalRole


@dataclass(frozen=True)
class Scope:
    """Rows that are this person's (0: nobody's), and objects shared with this user or his groups in one of `roles`."""

    person_id: int = 0
    users: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()

    def shared(self, kind: str) -> Any:
        """Ids of the shared objects of this kind (`initiative`), as a part of a query on them."""
        number = pw.fn.SUBSTR(LocalRole.object, len(kind) + 2).cast("INTEGER")
        return LocalRole.select(number).where(
            LocalRole.object.startswith(f"{kind}:"),
            LocalRole.role.in_(sorted(self.roles)),
            in_force(self.users, self.groups),
        )
