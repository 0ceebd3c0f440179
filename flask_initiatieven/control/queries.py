"""Reads for control."""

from __future__ import annotations

from collections.abc import Iterable

from ..mount import User
from .models import LocalRole, RoleAssignment


def words_for(user: User) -> list[str]:
    """What an admin may have typed for this user: his id, or his e-mail address when ids are no addresses.

    Where ids are addresses an address of one user could be the id of another.
    """
    return [user.id, user.email] if "@" in (user.email or "") and "@" not in user.id else [user.id]


def roles_given_to(user: User) -> list[str]:
    """Role keys given to this user in the add-on."""
    rows = RoleAssignment.select(RoleAssignment.role).where(RoleAssignment.user_id.in_(words_for(user)))
    return [row.role for row in rows]


def assignments() -> list[RoleAssignment]:
    """Every role given in the add-on, by name."""
    return list(RoleAssignment.select().order_by(RoleAssignment.user_name, RoleAssignment.role))


def assignment(assignment_id: int) -> RoleAssignment | None:
    return RoleAssignment.get_or_none(RoleAssignment.id == assignment_id)


def local_roles_of(user: User, groups: Iterable[str], object: str) -> list[str]:
    """Role keys this user has on one object (`page:3`), by himself or through a group of the host."""
    by_name = (LocalRole.grantee_kind == "user") & LocalRole.grantee.in_(words_for(user))
    by_group = (LocalRole.grantee_kind == "group") & LocalRole.grantee.in_(list(groups))
    rows = LocalRole.select(LocalRole.role).where((LocalRole.object == object) & (by_name | by_group))
    return [row.role for row in rows]
