"""Reads for control."""

from __future__ import annotations

from .models import RoleAssignment


def roles_given_to(user_id: str) -> list[str]:
    """Role keys given to this user in the add-on."""
    rows = RoleAssignment.select(RoleAssignment.role).where(RoleAssignment.user_id == user_id)
    return [row.role for row in rows]


def assignments() -> list[RoleAssignment]:
    """Every role given in the add-on, by name."""
    return list(RoleAssignment.select().order_by(RoleAssignment.user_name, RoleAssignment.role))


def assignment(assignment_id: int) -> RoleAssignment | None:
    return RoleAssignment.get_or_none(RoleAssignment.id == assignment_id)
