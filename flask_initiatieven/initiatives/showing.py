"""Titles and texts of initiatives as who is looking may read them."""

from __future__ import annotations

from typing import TypeVar

from .. import access
from ..access import Permission
from . import discretion
from .models import Initiative

_Value = TypeVar("_Value")


def knows(row: Initiative) -> bool:
    """May who is looking know the residents behind this initiative?"""
    return access.may(Permission.READ_CONTACT_DATA) or access.may(Permission.READ_CONTACT_DATA, row)


def title(row: Initiative) -> str:
    return row.title if knows(row) else discretion.title(row)


def text(row: Initiative, value: _Value) -> _Value:
    """A typed text of this initiative, or a tree of rows and dataclasses with such texts."""
    rewrite = discretion.rewrites([row], knows).get(row.id)
    return discretion.rewritten(value, rewrite) if rewrite else value
