"""One mount: the add-on at one place in one app. All its state, frozen; nothing of it hangs on `Initiatieven`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any, NamedTuple

import peewee as pw
from flask import Flask, current_app, g, has_app_context
from flask.typing import ResponseReturnValue

from .errors import NoMount
from .settings import Settings

KEY = "initiatieven"
_CURRENT = "_initiatieven_mount"


class User(NamedTuple):
    """Somebody of the host. `roles` are words of the host or keys of ours; `department` is the host's name for it."""

    id: str
    name: str = ""
    email: str = ""
    roles: frozenset[str] = frozenset()
    department: str = ""


@dataclass(frozen=True)
class Page:
    """What the `context` adapter is told about the page of ours that is being drawn."""

    title: str
    endpoint: str
    mount: str


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Adapters:
    """What the host may give; each has a default that works with plain Flask-Login (see host.py)."""

    user: Callable[[], User | None] | None = None
    roles: Callable[[User], Iterable[str]] | None = None
    find_user: Callable[[str], User | None] | None = None
    unauthorized: Callable[[], ResponseReturnValue] | None = None
    context: Callable[[Page], Mapping[str, Any]] | None = None
    locale: Callable[[], str] | None = None
    now: Callable[[], datetime] = utc_now
    people: Callable[[str, int], Iterable[User]] | None = None
    mailer: Callable[[EmailMessage], None] | None = None


@dataclass(frozen=True)
class Mount:
    name: str
    settings: Settings
    database: pw.Database
    adapters: Adapters

    def now(self) -> datetime:
        return self.adapters.now()

    @contextmanager
    def opened(self) -> Iterator[Mount]:
        """Make this the current mount in a command or worker; close the connection it opened."""
        before = g.get(_CURRENT)
        was_closed = self.database.is_closed()
        setattr(g, _CURRENT, self)
        try:
            yield self
        finally:
            setattr(g, _CURRENT, before)
            if was_closed and not self.database.is_closed():
                self.database.close()


def enter(mount: Mount) -> None:
    """Make `mount` the current one for the rest of this request."""
    setattr(g, _CURRENT, mount)


def leave() -> None:
    """Close the connection of the current mount, if this request opened one."""
    mount = g.get(_CURRENT)
    if mount is not None and not mount.database.is_closed():
        mount.database.close()


def current() -> Mount:
    """The mount this request, command or worker is in. Raises NoMount outside of one."""
    mount = current_or_none()
    if mount is None:
        raise NoMount("No mount here: enter a request below our prefix, or use `with mount.opened():`.")
    return mount


def current_or_none() -> Mount | None:
    """The current mount, or None outside of one."""
    return g.get(_CURRENT) if has_app_context() else None


def of(app: Flask | None = None, name: str = KEY) -> Mount:
    """The mount called `name` in `app` (default: the current app). Raises NoMount with the names there are."""
    mounts: dict[str, Mount] = (app or current_app).extensions.get(KEY, {})
    if name not in mounts:
        raise NoMount(f"No mount {name!r} in this app. There is: {', '.join(mounts) or 'none'}.")
    return mounts[name]
