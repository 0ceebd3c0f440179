"""Reads about areas and people."""

from __future__ import annotations

from .models import District, Municipality, Neighbourhood, Person, PersonKind


def person_id_of(user_id: str, email: str) -> int | None:
    """The person a host's user is: by the id linked to him, else by e-mail address."""
    linked = Person.get_or_none(Person.user_id == user_id)
    if linked is None and email:
        linked = Person.get_or_none((Person.email == email) & Person.user_id.is_null())
    return linked.id if linked else None


def person(person_id: int) -> Person | None:
    return Person.get_or_none(Person.id == person_id)


def employees() -> list[Person]:
    return list(Person.select().where(Person.kind == PersonKind.EMPLOYEE).order_by(Person.name))


def officials() -> list[Person]:
    """Aldermen and the mayor."""
    return list(Person.select().where(Person.kind == PersonKind.OFFICIAL).order_by(Person.name))


def districts() -> list[District]:
    return list(District.select().order_by(District.name))


def neighbourhoods() -> list[Neighbourhood]:
    return list(Neighbourhood.select(Neighbourhood, District).join(District).order_by(Neighbourhood.name))


def municipality() -> Municipality | None:
    """The municipality of this mount; None until an import or the control panel made it."""
    found: Municipality | None = Municipality.select().first()
    return found
