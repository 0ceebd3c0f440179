"""Reads about areas and people."""

from __future__ import annotations

from ..mount import User
from .mandate import MandateContent
from .models import District, Mandate, MandateCondition, Municipality, Neighbourhood, Person, PersonKind, PersonWord

#: sorts after every letter
_LAST = "\U0010ffff"


def person_id_of(user_id: str, email: str) -> int | None:
    """The person a host's user is: by the id linked to him, else by e-mail address."""
    linked = Person.get_or_none(Person.user_id == user_id)
    if linked is None and email:
        linked = Person.get_or_none((Person.email == email) & Person.user_id.is_null())
    return linked.id if linked else None


def person(person_id: int) -> Person | None:
    return Person.get_or_none(Person.id == person_id)


def users_called(words: list[str], limit: int) -> list[User]:
    """People with a word that begins so for each of `words` (see name_words), by name, as users of the host.

    Who has no address and no id of the host can't log in, so he is not among them.
    """
    reachable = Person.user_id.is_null(False) | (Person.email != "")
    query = Person.select().where(reachable).order_by(Person.name, Person.id).limit(limit)
    for word in words:
        begins_so = PersonWord.select(PersonWord.person).where(PersonWord.word >= word, PersonWord.word < word + _LAST)
        query = query.where(Person.id.in_(begins_so))
    return [_as_user(row) for row in query] if words else []


def user_with(user_id: str) -> User | None:
    """The person with this id of the host, or with this address when he has no id."""
    row = Person.get_or_none(Person.user_id == user_id)
    row = row or Person.get_or_none((Person.email == user_id) & (Person.email != "") & Person.user_id.is_null())
    return _as_user(row) if row else None


def users_with(person_ids: list[int]) -> list[tuple[User, bool]]:
    """These people as users of the host, as far as they can log in, and whether the host knows them by this id."""
    rows = Person.select().where(Person.id.in_(person_ids)).order_by(Person.name)
    return [(_as_user(row), bool(row.user_id)) for row in rows if row.user_id or row.email]


def names_of_users(user_ids: list[str]) -> dict[str, str]:
    """Names by id of the host, or by address, as far as they are people of ours."""
    rows = Person.select(Person.user_id, Person.email, Person.name).where(
        Person.user_id.in_(user_ids) | (Person.email.in_(user_ids) & Person.user_id.is_null())
    )
    return {row.user_id or row.email: row.name for row in rows}


def _as_user(row: Person) -> User:
    return User(row.user_id or row.email, row.name, row.email, department=row.department)


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


def mandates() -> list[tuple[Mandate, MandateContent]]:
    """Every mandate with what it says, by amount."""
    conditions: dict[int, list[str]] = {}
    for row in MandateCondition.select().order_by(MandateCondition.position):
        conditions.setdefault(row.mandate_id, []).append(row.text)
    rows = Mandate.select().order_by(Mandate.up_to_amount, Mandate.id)
    return [(row, _mandate_content(row, conditions.get(row.id, []))) for row in rows]


def mandate(mandate_id: int) -> tuple[Mandate, MandateContent] | None:
    row = Mandate.get_or_none(Mandate.id == mandate_id)
    if row is None:
        return None
    texts = MandateCondition.select().where(MandateCondition.mandate == row.id).order_by(MandateCondition.position)
    return row, _mandate_content(row, [each.text for each in texts])


def _mandate_content(row: Mandate, conditions: list[str]) -> MandateContent:
    return MandateContent(
        role=row.role,
        source=row.source,
        on_behalf_of=row.on_behalf_of,
        up_to_amount=row.up_to_amount,
        may_refuse=row.may_refuse,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        conditions=tuple(conditions),
    )
