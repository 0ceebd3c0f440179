"""Who the actors of the log are: names where they are known, never e-mail addresses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from ..i18n import gettext as _
from ..mount import current
from ..municipality.models import Person
from ..roles.models import RoleAssignment

SYSTEM = "systeem"
#: so many of the host's users are asked for on one page or file
MOST_ASKED = 200
#: so many people may be meant by one word that is searched for
_MOST_MEANT = 50


def names_of(ids: Iterable[str]) -> dict[str, str]:
    """What to call each of these actors on a screen: the name the host knows, else ours, else the id."""
    wanted = sorted(set(ids) - {SYSTEM})
    known = {**_given(wanted), **_persons(wanted), **_of_host(wanted)}
    names = {id: known.get(id, "") or shown_id(id) for id in wanted}
    return {SYSTEM: _("het systeem"), **{id: name if "@" not in name else shown_id(id) for id, name in names.items()}}


def shown_id(id: str) -> str:
    """The id; an address becomes a word that is the same each time, by which nobody can write to anybody."""
    return f"{_('gebruiker')} {hashlib.sha256(id.encode()).hexdigest()[:8]}" if "@" in id else id


def ids_of(words: str) -> list[str]:
    """Ids of actors who may be meant by a name or id that was typed."""
    found = {words}
    adapter = current().adapters.people
    if adapter:
        found.update(str(user.id) for user in adapter(words, _MOST_MEANT))
    persons = Person.select(Person.user_id).where(Person.name.contains(words) & Person.user_id.is_null(False))
    given = RoleAssignment.select(RoleAssignment.user_id).where(RoleAssignment.user_name.contains(words)).distinct()
    found.update(str(row.user_id) for row in persons.limit(_MOST_MEANT))
    found.update(row.user_id for row in given.limit(_MOST_MEANT))
    return sorted(found)


def _given(ids: list[str]) -> dict[str, str]:
    rows = RoleAssignment.select(RoleAssignment.user_id, RoleAssignment.user_name)
    named = rows.where(RoleAssignment.user_id.in_(ids) & (RoleAssignment.user_name != ""))
    return {row.user_id: row.user_name for row in named}


def _persons(ids: list[str]) -> dict[str, str]:
    rows = Person.select(Person.user_id, Person.name).where(Person.user_id.in_(ids))
    return {str(row.user_id): row.name for row in rows}


def _of_host(ids: list[str]) -> dict[str, str]:
    find = current().adapters.find_user
    found = {id: find(id) for id in ids[:MOST_ASKED]} if find else {}
    return {id: user.name for id, user in found.items() if user and user.name}
