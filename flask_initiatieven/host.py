"""The contract with the host: who is the user, which roles he brings, what language, how to log in."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import current_app, g, has_request_context
from flask.typing import ResponseReturnValue
from werkzeug.routing import BuildError

from .errors import ConfigError
from .mount import User, current

log = logging.getLogger(__name__)
#: words of the host for one user that count
MOST_WORDS = 500
FULL_NAMES = ("name", "full_name", "display_name", "get_full_name", "naam", "volledige_naam", "weergavenaam")
ACCOUNT_NAMES = ("username", "gebruikersnaam", "email")


def current_user() -> User | None:
    """The user of this request, asked once a request and mount; None for strangers and commands."""
    if not has_request_context():
        return None
    mount = current()
    known: dict[str, User | None] = g.setdefault("_initiatieven_users", {})
    if mount.name not in known:
        known[mount.name] = (mount.adapters.user or _flask_login_user)()
    return known[mount.name]


@contextmanager
def as_system() -> Iterator[None]:
    """What happens inside is done by the clock, not by the user whose request is going on."""
    if not has_request_context():
        yield
        return
    current_user()
    known: dict[str, User | None] = g._initiatieven_users
    before, known[current().name] = known[current().name], None
    try:
        yield
    finally:
        known[current().name] = before


def host_roles(user: User) -> frozenset[str]:
    """Words the host uses for this user's roles, from the `roles` adapter and from the user itself.

    At most `MOST_WORDS`; what is no text or fits no column of ours can have been given no role.
    """
    adapter = current().adapters.roles
    words = {one_form(word) for word in (*user.roles, *(adapter(user) if adapter else ())) if isinstance(word, str)}
    fitting = sorted(word for word in words if 0 < len(word) <= 255 and "\x00" not in word)
    if len(fitting) > MOST_WORDS:
        log.warning("The host gives %s words for one user; the first %s count.", len(fitting), MOST_WORDS)
    return frozenset(fitting[:MOST_WORDS])


def one_form(word: str) -> str:
    """A word of the host in the one form in which our forms store it, so that é is é however it is written."""
    return " ".join(unicodedata.normalize("NFC", word).split())


def unauthorized() -> ResponseReturnValue | None:
    """The host's way to its login page; None when it has none, then we draw our own page."""
    adapter = current().adapters.unauthorized
    if adapter:
        return adapter()
    manager = getattr(current_app, "login_manager", None)
    if manager is None:
        return None
    try:
        return manager.unauthorized()  # type: ignore[no-any-return]
    except BuildError:  # login_view names an endpoint the host does not have
        return None


def _flask_login_user() -> User | None:
    """Read Flask-Login's user with care: ids, names and `is_authenticated` differ from host to host."""
    if not hasattr(current_app, "login_manager"):
        return None
    from flask_login import current_user as proxy

    person: Any = proxy._get_current_object()
    if person is None or not _value(person, "is_authenticated"):
        return None
    identity, email = _value(person, "id"), _text(person, "email")
    if identity is None and not email:
        raise ConfigError(
            "The host's user has no id and no e-mail address. Give user= to init_app, a function that returns a User."
        )
    name = _first(person, FULL_NAMES) or _first_last(person) or _first(person, ACCOUNT_NAMES)
    return User(id=str(identity) if identity is not None else email, name=name, email=email)


def _value(person: Any, name: str) -> Any:
    found = getattr(person, name, None)
    return found() if callable(found) else found


def _text(person: Any, name: str) -> str:
    found = _value(person, name)
    return found if isinstance(found, str) else ""


def _first(person: Any, sources: tuple[str, ...]) -> str:
    return next((found for source in sources if (found := _text(person, source))), "")


def _first_last(person: Any) -> str:
    first = _first(person, ("first_name", "voornaam"))
    return f"{first} {_first(person, ('last_name', 'achternaam'))}".strip()
