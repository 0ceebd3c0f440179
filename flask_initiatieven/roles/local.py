"""Conditions on local roles, for the queries of roles and for lists of other rooms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..database import today
from .models import LocalRole

USER, GROUP = "user", "group"


def in_force(users: Iterable[str], groups: Iterable[str]) -> Any:
    """Given to one of these words for a user or groups of the host, and not over."""
    by_name = (LocalRole.grantee_kind == USER) & LocalRole.grantee.in_(list(users))
    by_group = (LocalRole.grantee_kind == GROUP) & LocalRole.grantee.in_(list(groups))
    return (by_name | by_group) & (LocalRole.until.is_null() | (LocalRole.until >= today()))
