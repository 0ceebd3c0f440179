"""Reads of roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..mount import User
from .local import GROUP, in_force
from .models import LocalRole, RoleAssignment, RoleGroup
from .sources import Source, Via


def words_for(user: User) -> list[str]:
    """What an admin may have typed for this user: his id, or his e-mail address when ids are no addresses.

    Where ids are addresses an address of one user could be the id of another.
    """
    return [user.id, user.email] if "@" in (user.email or "") and "@" not in user.id else [user.id]


def roles_given_to(user: User) -> list[Source]:
    """Roles given to this user in the add-on."""
    rows = RoleAssignment.select().where(RoleAssignment.user_id.in_(words_for(user)))
    return [Source(row.role, Via.GIVEN, by=row.given_by, at=row.given_at) for row in rows]


def roles_of_groups(words: Iterable[str]) -> list[Source]:
    """Roles that we gave to these words of the host."""
    rows = RoleGroup.select().where(RoleGroup.word.in_(sorted(words)))
    return [
        Source(role, Via.GROUP, row.word, by=row.changed_by, at=row.changed_at)
        for row in rows
        for role in row.roles.split()
    ]


PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Given:
    """A page of the roles given in the add-on, newest first; `older` is the key of the next page, or None."""

    rows: tuple[RoleAssignment, ...]
    total: int
    older: int | None


def given(words: str = "", role: str | None = None, before: int | None = None) -> Given:
    """Roles given to people whose name or id has these words in it, after the page that ended with `before`."""
    query = RoleAssignment.select()
    for word in words.split()[:5]:
        query = query.where(RoleAssignment.user_name.contains(word) | RoleAssignment.user_id.contains(word))
    if role:
        query = query.where(RoleAssignment.role == role)
    total = query.count()
    if before is not None:
        query = query.where(RoleAssignment.id < before)
    found = list(query.order_by(RoleAssignment.id.desc()).limit(PAGE_SIZE + 1))
    shown = tuple(found[:PAGE_SIZE])
    return Given(shown, total, shown[-1].id if len(found) > PAGE_SIZE else None)


def groups() -> list[RoleGroup]:
    """Every group of the host that has roles by us, by its word; bounded when they are made."""
    return list(RoleGroup.select().order_by(RoleGroup.word))


def group(word: str) -> RoleGroup | None:
    return RoleGroup.get_or_none(RoleGroup.word == word)


def group_with_id(group_id: int) -> RoleGroup | None:
    return RoleGroup.get_or_none(RoleGroup.id == group_id)


def assignment(assignment_id: int) -> RoleAssignment | None:
    return RoleAssignment.get_or_none(RoleAssignment.id == assignment_id)


#: objects shared with one user that are read in one go
MOST_SHARED = 300


def local_roles_of(user: User, groups: Iterable[str], object: str) -> list[Source]:
    """Roles this user has on one object (`page:3`), by himself or through a group of the host."""
    rows = LocalRole.select().where((LocalRole.object == object) & in_force(words_for(user), groups))
    return [_as_source(row) for row in rows]


def shared_with(user: User, groups: Iterable[str]) -> dict[str, list[Source]] | None:
    """Everything shared with this user, by object; None when it is more than `MOST_SHARED`."""
    rows = list(LocalRole.select().where(in_force(words_for(user), groups)).limit(MOST_SHARED + 1))
    if len(rows) > MOST_SHARED:
        return None
    found: dict[str, list[Source]] = {}
    for row in rows:
        found.setdefault(row.object, []).append(_as_source(row))
    return found


def _as_source(row: LocalRole) -> Source:
    word = row.grantee if row.grantee_kind == GROUP else ""
    return Source(row.role, Via.SHARED, word, by=row.given_by, at=row.given_at, until=row.until)
