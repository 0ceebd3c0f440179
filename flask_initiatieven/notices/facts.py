"""What a rule may know of the object of an event: rows as plain values.

A task or mail is read by people whom nobody asked what they may know, so no title names a resident who is not named.
"""

from __future__ import annotations

from collections.abc import Callable

import peewee as pw
from flask import current_app

from ..agreements.models import Agreement
from ..database import today
from ..dutch import plain_date
from ..host import current_user
from ..initiatives import discretion, process
from ..initiatives.models import Initiative
from ..mount import current
from ..municipality.models import Person
from ..roles.models import RoleAssignment
from ..vision.models import Page, PageVersion
from ..visits.models import Visit
from .rule import About, Property, Recipient, Who

#: people who get a mail because of a role
MOST_PEOPLE = 200


def about(object: str) -> About | None:
    """The object `kind:id` of an entry of the log; None when it is gone or of a kind without rules."""
    kind, _, number = object.partition(":")
    find = _KINDS.get(kind)
    return find(int(number)) if find and number.isdigit() else None


def with_role(role: str) -> tuple[Recipient, ...]:
    """Everybody known to have this role: given in the add-on, or by the word at the employee. Bounded."""
    found = {
        row.email: Recipient(row.name, row.email, row.id)
        for row in Person.select().where(Person.role.in_(_words_for(role)) & (Person.email != "")).limit(MOST_PEOPLE)
    }
    given = RoleAssignment.select().where(RoleAssignment.role == role).limit(MOST_PEOPLE)
    for row in given:
        email = _email_of(row.user_id)
        if email:
            found.setdefault(email, Recipient(row.user_name or row.user_id, email))
    return tuple(found.values())[:MOST_PEOPLE]


def _words_for(role: str) -> list[str]:
    """The role key itself, and the host's words that mean it."""
    mapped = current().settings.role_map.items()
    return [role, *(word for word, keys in mapped if role in set(keys))]


def _email_of(user_id: str) -> str:
    if "@" in user_id:
        return user_id
    find = current().adapters.find_user
    user = find(user_id) if find else None
    if user is not None and user.email:
        return user.email
    person = Person.get_or_none(Person.user_id == user_id)
    return person.email if person else ""


def _page_version(number: int) -> About | None:
    row = (
        PageVersion.select(PageVersion, Page, Person)
        .join_from(PageVersion, Page)
        .join_from(PageVersion, Person, pw.JOIN.LEFT_OUTER, on=PageVersion.owner)
        .where(PageVersion.id == number)
        .first()
    )
    if row is None:
        return None
    address = _address("vision_version", key=row.page.key, number=row.number)
    return About(
        object=f"page_version:{number}",
        title=row.title,
        properties={Property.PAGE_KIND: row.page.kind},
        people=_people((Who.OWNER, row.owner)),
        words=_words(address, ""),
    )


def _initiative(number: int) -> About | None:
    row = Initiative.get_or_none(Initiative.id == number)
    if row is None:
        return None
    return About(
        object=f"initiative:{number}",
        title=discretion.title(row),
        properties=_properties(row),
        people=_people((Who.CONTACT, row.contact), (Who.DEPUTY, row.deputy)),
        words=_words(_address("initiative", number=row.number), process.status_model().state(row.status).label),
    )


def _agreement(number: int) -> About | None:
    row = Agreement.get_or_none(Agreement.id == number)
    if row is None:
        return None
    initiative = row.initiative
    return About(
        object=f"agreement:{number}",
        title=discretion.title(initiative),
        properties=_properties(initiative),
        people=_people((Who.CONTACT, initiative.contact), (Who.DEPUTY, initiative.deputy)),
        words=_words(_address("agreement", number=initiative.number, version=row.number), ""),
    )


def _visit(number: int) -> About | None:
    row = Visit.get_or_none(Visit.id == number)
    if row is None:
        return None
    initiative = row.initiative
    return About(
        object=f"visit:{number}",
        title=discretion.title(initiative),
        properties=_properties(initiative),
        people=_people(
            (Who.CONTACT, row.contact or initiative.contact), (Who.DEPUTY, row.deputy or initiative.deputy),
            (Who.OFFICIAL, row.official), (Who.ADVISER, row.adviser),
        ),
        words=_words(_address("visit", visit_id=row.id), ""),
    )  # fmt: skip


_KINDS: dict[str, Callable[[int], About | None]] = {
    "page_version": _page_version,
    "initiative": _initiative,
    "agreement": _agreement,
    "visit": _visit,
}


def _properties(row: Initiative) -> dict[Property, str]:
    return {
        Property.DISTRICT: str(row.district_id or ""),
        Property.STATUS: row.status,
        Property.INITIATIVE_KIND: row.kind,
    }


def _people(*pairs: tuple[Who, Person | None]) -> dict[Who, Recipient]:
    return {who: Recipient(person.name, person.email, person.id) for who, person in pairs if person is not None}


def _words(link: str, status: str) -> dict[str, str]:
    user = current_user()
    who = (user.name or user.id) if user else "het systeem"
    return {"link": link, "wie": who, "datum": plain_date(today()), "status": status}


def path_of(about: About) -> str:
    """The path of its page, below the server's root."""
    return about.words["link"].removeprefix(_public())


def _address(endpoint: str, **values: object) -> str:
    """The page in the intranet, also outside a request. Its host is never the request's: a sender can make that up."""
    path: str = current_app.url_map.bind("").build(f"{current().name}.{endpoint}", dict(values))
    return _public() + path


def _public() -> str:
    return (current().settings.public_url or "").rstrip("/")
