"""When an object is gone for good, nobody keeps a role on it."""

from __future__ import annotations

from .models import LocalRole


def forget_object(object: str) -> None:
    """Its number may be used again: whoever had a role on the old one has none on the new one."""
    LocalRole.delete().where(LocalRole.object == object).execute()
