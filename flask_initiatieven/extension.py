"""Moving in: `init_app`, read as a table of contents. It asks nothing of the host yet and never queries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from email.message import EmailMessage
from importlib.resources import files
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue
from jinja2 import BaseLoader, ChoiceLoader, DictLoader, FileSystemLoader

from . import audit, cli, gate, mount, pages, settings
from .acknowledging import views as acknowledging
from .agreements import views as agreements
from .briefings import views as briefings
from .citing import views as citing
from .comparing import views as comparing
from .control import views as control
from .database import describe
from .divisions import views as divisions
from .errors import ConfigError
from .illustrations import views as illustrations
from .initiatives import views as initiatives
from .lifecycle import views as lifecycle
from .locks import views as locks
from .logbook import views as logbook
from .mount import Adapters, Mount, Page, User
from .municipality import views as municipality
from .notices import actions as rules
from .notices import views as notices
from .options import views as options
from .outbox import views as outbox
from .programme import views as programme
from .roles import views as roles
from .sharing import views as sharing
from .version import VERSION
from .vision import step_views
from .vision import views as vision
from .visits import views as visits

#: words that hosts look for in endpoint names (login gates, API exemptions, error pages)
_TAKEN_WORDS = ("login", "register", "static", "rss", "opds", "api")


class Initiatieven:
    """The extension. One object may serve several apps, one app may have several mounts; state is per mount."""

    def __init__(self, app: Flask | None = None, **options: Any) -> None:
        if app is not None:
            self.init_app(app, **options)

    def init_app(
        self,
        app: Flask,
        *,
        name: str = mount.KEY,
        user: Callable[[], User | None] | None = None,
        roles: Callable[[User], Iterable[str]] | None = None,
        find_user: Callable[[str], User | None] | None = None,
        unauthorized: Callable[[], ResponseReturnValue] | None = None,
        context: Callable[[Page], Mapping[str, Any]] | None = None,
        locale: Callable[[], str] | str | None = None,
        now: Callable[[], datetime] = mount.utc_now,
        people: Callable[[str, int], Iterable[User]] | None = None,
        mailer: Callable[[EmailMessage], None] | None = None,
        **keywords: Any,
    ) -> None:
        """Mount the add-on in `app`, any time before its first request.

        `keywords` are settings in lower case without prefix. Raises ConfigError, which says what to give instead.
        """
        if isinstance(locale, str):  # the setting of that name; a function is the adapter
            keywords["locale"], locale = locale, None
        mounts: dict[str, Mount] = app.extensions.setdefault(mount.KEY, {})
        _check_name(name, app)
        chosen = settings.read(app.config, keywords, use_config=not mounts)
        address = chosen.database if chosen.database is not None else Path(app.instance_path) / f"{name}.sqlite"
        adapters = Adapters(user, roles, find_user, unauthorized, context, locale, now, people, mailer)
        here = Mount(name, chosen, describe(address), adapters)
        _check_place(here, app, mounts)
        mounts[name] = here
        app.register_blueprint(_blueprint(here), url_prefix=chosen.url_prefix)
        app.cli.add_command(cli.group(name))


class _Blueprint(Blueprint):
    """A blueprint that also knows the bridge to the host's base template."""

    def __init__(self, here: Mount) -> None:
        package = files("flask_initiatieven")
        super().__init__(
            here.name, "flask_initiatieven", static_folder=str(package / "static"), static_url_path="/static"
        )
        folder = str(files("flask_initiatieven.templates"))
        bridge = {pages.bridge_name(here): pages.bridge_source(here)}
        self._loader = ChoiceLoader([FileSystemLoader(folder), DictLoader(bridge)])

    @property
    def jinja_loader(self) -> BaseLoader:
        return self._loader

    def get_send_file_max_age(self, filename: str | None) -> int:
        """A year: our static addresses carry the version."""
        return 365 * 24 * 3600


# what happens is told to the rules for mail and tasks, in the transaction in which it happens
audit.follow(rules.follow)
# and the menu tells what waits
for _menu in (notices.menu, step_views.menu):
    pages.in_menu(_menu)

_ROOMS = (
    initiatives,
    agreements,
    logbook,
    visits,
    briefings,
    vision,
    illustrations,
    comparing,
    acknowledging,
    citing,
    divisions,
    programme,
    notices,
    outbox,
    locks,
    control,
    lifecycle,
    roles,
    options,
    municipality,
    sharing,
)


def _blueprint(here: Mount) -> Blueprint:
    blueprint = _Blueprint(here)
    gate.add_gate(blueprint, here)
    for room in _ROOMS:
        room.add_routes(blueprint)
    gate.add_error_pages(blueprint, here)
    return blueprint


def _check_name(name: str, app: Flask) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or any(word in name for word in _TAKEN_WORDS):
        raise ConfigError(f"name={name!r} can't be used. Give a lower-case word without {', '.join(_TAKEN_WORDS)}.")
    if name in app.blueprints:
        raise ConfigError(f"name={name!r} is a blueprint of this app already. Give another name=.")


def _check_place(here: Mount, app: Flask, mounts: Mapping[str, Mount]) -> None:
    prefix = here.settings.url_prefix
    for rule in app.url_map.iter_rules():
        if rule.rule == prefix or (rule.rule.startswith(prefix + "/") and "<" not in rule.rule):
            raise ConfigError(f"The app already has {rule.rule}. Give another INITIATIEVEN_URL_PREFIX.")
    for other in mounts.values():
        if str(other.database.database) == str(here.database.database) and other.database.database != ":memory:":
            raise ConfigError(
                f"Mounts {other.name!r} and {here.name!r} have the same database. Give each its own database=."
            )


__all__ = ["VERSION", "Initiatieven"]
