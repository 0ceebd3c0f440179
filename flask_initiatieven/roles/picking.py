"""Choosing somebody: a search by GET, and in the form itself the people that were found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import wtforms
from flask import g, request

from ..forms import PREFIX, Form, LineField, PickField, _Translated
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..mount import User, current
from . import people

#: name of what is searched for, in the address and in the form
WORDS = PREFIX + "persoon"
#: the same for a question about somebody
QUESTION = PREFIX + "vraag"


class SearchForm(_Translated, wtforms.Form):
    """What the address asks."""

    persoon = LineField(_l("Zoek een persoon op naam"), people.MOST_LETTERS)

    def __init__(self) -> None:
        super().__init__(request.values, prefix=PREFIX)


class QuestionForm(_Translated, wtforms.Form):
    vraag = LineField(_l("Zoek een collega op naam"), people.MOST_LETTERS)

    def __init__(self) -> None:
        super().__init__(request.args, prefix=PREFIX)


@dataclass(frozen=True)
class Found:
    """What was searched for and who was found; a message when nobody was, or when the host could not search."""

    words: str = ""
    users: tuple[User, ...] = ()
    message: str = ""

    def user(self, user_id: str | None) -> User | None:
        return next((user for user in self.users if user.id == user_id), None)


def found(where: str = WORDS) -> Found:
    """Who was searched for in this request; asked once. `where` is the name of the words in the request."""
    known: dict[tuple[str, str], Found] = g.setdefault("_initiatieven_found_people", {})
    place = (current().name, where)
    if place not in known:
        known[place] = _search(request.values.get(where, "").strip())
    return known[place]


def _search(words: str) -> Found:
    if not words:
        return Found()
    if len(words) < people.FEWEST_LETTERS:
        return Found(words, message=_("Typ minstens %(count)s letters.", count=people.FEWEST_LETTERS))
    try:
        users = tuple(people.search(words, MOST))
    except people.Unanswered as trouble:
        return Found(words[: people.MOST_LETTERS], message=str(trouble))
    message = "" if users else _("Er is niemand gevonden. Zoek op een deel van de voornaam of de achternaam.")
    if len(users) == MOST:
        message = _("Dit zijn de eerste %(count)s. Staat de persoon er niet bij? Typ meer van de naam.", count=MOST)
    return Found(words[: people.MOST_LETTERS], users, message)


#: people shown at once
MOST = 20


def _options() -> list[tuple[str, str]]:
    return [(user.id, described(user)) for user in found().users]


def described(user: User) -> str:
    """Name with what tells him from a namesake."""
    return ", ".join(part for part in (user.name or user.id, user.department, user.email) if part)


class PersonForm(Form):
    """A form about one person: chosen from who was found, or typed by his id when the host can't be searched."""

    persoon = wtforms.HiddenField()
    person = PickField(_l("Persoon"), _options, blank="")
    user_id = LineField(_l("Nummer, gebruikersnaam of e-mailadres van deze persoon in het intranet"), 255)
    user_name = LineField(_l("Naam"), 255)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_submitted():
            self.persoon.data = found().words

    def chosen(self) -> User | None:
        """Who it is about, with the name the host has for him, or as typed; None when nobody was chosen.

        Raises people.Unanswered when the host could not be asked.
        """
        picked = found().user(self.person.data)
        if picked is not None or not self.user_id.data:
            return picked
        return people.find(self.user_id.data) or User(self.user_id.data, self.user_name.data or "")
