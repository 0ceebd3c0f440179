"""Changes to people."""

from __future__ import annotations

from .. import audit
from ..database import db
from .models import Person


def link_person(key: str, user_id: str) -> None:
    """Say which user of the host this person is. Raises Person.DoesNotExist for an unknown key."""
    with db.atomic():
        person = Person.get(Person.key == key)
        person.user_id = user_id
        person.save(only=[Person.user_id])
        audit.record("koppelen", f"person:{person.id}")
