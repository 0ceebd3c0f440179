"""People of the host, found by a few letters: always on the server, never all of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, TypeGuard, TypeVar

from ..errors import Refused
from ..forms import clean_line
from ..host import current_user
from ..i18n import gettext as _
from ..mount import User, current
from ..municipality import queries as municipality
from ..municipality.name_words import words_of

log = logging.getLogger(__name__)
#: fewer letters would find half of the municipality
FEWEST_LETTERS = 2
#: longer than any name
MOST_LETTERS = 100
#: words of a search that count
MOST_WORDS = 5


class Unanswered(Refused):
    """The host could not search its people; the message says what to do."""


def search(words: str, limit: int = 20) -> list[User]:
    """Users whose name begins with these words, at most `limit`; none for fewer than two letters.

    Whatever the host's adapter gives, no more than `limit` of it is read. Raises Unanswered when it fails.
    """
    wanted = " ".join(words.replace("\x00", "").split())[:MOST_LETTERS]
    if len(wanted) < FEWEST_LETTERS:
        return []
    adapter = current().adapters.people
    if adapter is None:
        return municipality.users_called(words_of(wanted)[:MOST_WORDS], limit)
    found = _asked(lambda: list(islice(_each(adapter(wanted, limit)), limit)))
    unique = {user.id: _readable(user) for user in found if _is_user(user)}
    return list(unique.values())


def find(user_id: str) -> User | None:
    """The user with exactly this id, with what the host tells of him; None when the host does not know him."""
    me, adapter = current_user(), current().adapters.find_user
    if me is not None and me.id == user_id:
        return me
    if adapter is None:
        return municipality.user_with(user_id)
    found = _asked(lambda: adapter(user_id))
    return _readable(found) if _is_user(found) else None


def names_of(user_ids: Iterable[str]) -> dict[str, str]:
    """Names by id, for a page that says who gave something; an unknown one is called by his id."""
    wanted = sorted(set(user_ids) - {""})
    if current().adapters.find_user is None:
        return {**{each: each for each in wanted}, **municipality.names_of_users(wanted)}
    return {user_id: _name_of(user_id) for user_id in wanted}


def _name_of(user_id: str) -> str:
    try:
        user = find(user_id)
    except Unanswered:
        return user_id
    return user.name if user and user.name else user_id


Answer = TypeVar("Answer")


def answered(ask: Callable[[], Answer]) -> Answer:
    """What the host says. Raises Unanswered when it can't answer this."""
    found: Answer = _asked(ask)
    return found


def _asked(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except Exception as error:  # the host's code may raise anything; its trouble is not the end of our page
        log.exception("The host could not be asked about its people")
        raise Unanswered(_("Het intranet kan nu niets over personen zeggen. Probeer het later.")) from error


def _each(found: Iterable[Any] | None) -> Iterable[Any]:
    return () if found is None else found


def _readable(user: User) -> User:
    """With a name as our forms would take it: on one line, and read in the direction in which it is written."""
    return user._replace(name=clean_line(user.name) or "", department=clean_line(user.department) or "")


def _is_user(found: object) -> TypeGuard[User]:
    """A user we can give a role: an id that fits its column, and texts that fit a page."""
    return (
        isinstance(found, User)
        and isinstance(found.id, str)
        and 0 < len(found.id) <= 255
        and "\x00" not in found.id
        and all(isinstance(text, str) and len(text) <= 255 for text in (found.name, found.email, found.department))
    )
