"""How a page of ours is drawn: inside the host's base, with one variable, `ini`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

import peewee as pw
from flask import Response, current_app, flash, make_response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from . import access, dutch, field_view, labels, writing
from . import mount as mounts
from .access import Permission, Viewer
from .database import today
from .errors import InitiatievenError
from .i18n import gettext, language, ngettext
from .lifecycle.condition import is_alive
from .mount import KEY, Mount, Page, current
from .options import queries as options
from .options import style
from .options.registry import Options
from .version import VERSION

_FLASHED = "_initiatieven_messages"
_FLASH_WORDS = {"success": "success", "info": "info", "warning": "warning", "error": "error"}


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: bool = False


def navigation() -> list[Link]:
    """Links to our rooms for who is looking; for our own menu and the host's."""
    name = current().name
    places = (
        (gettext("Begin"), "start", Permission.READ_INITIATIVES),
        (labels.initiatives(), "initiatives", Permission.READ_INITIATIVES),
        (gettext("Bezoeken"), "visits", Permission.READ_VISITS),
        (gettext("Visie en missie"), "vision", Permission.READ_PAGES),
        (gettext("Coalitieprogramma"), "programme", Permission.READ_INITIATIVES),
        (gettext("Beheer"), "control", Permission.MANAGE_ADDON),
    )
    found = [(label, endpoint) for label, endpoint, permission in places if access.somewhere(permission)]
    found += [place for ask in _waiting if (place := ask()) is not None]
    return [
        Link(label, url_for(f"{name}.{endpoint}"), request.endpoint == f"{name}.{endpoint}")
        for label, endpoint in found
    ]


_waiting: list[Callable[[], tuple[str, str] | None]] = []


def in_menu(ask: Callable[[], tuple[str, str] | None]) -> None:
    """A room says what waits for who is looking: label with the number, and endpoint; None when that is not for him."""
    if ask not in _waiting:
        _waiting.append(ask)


def links(name: str = KEY) -> list[Link]:
    """What the host may put in its own menu for the user of this request; never an error on a page of the host.

    Empty for strangers, when the add-on is not installed (any more), and when our database does not answer.
    """
    try:
        with mounts.of(name=name).opened() as mount:
            return navigation() if is_alive(mount) else []
    except (pw.PeeweeException, InitiatievenError):
        return []


class Ini(SimpleNamespace):
    """Everything a template of ours may ask. A view's own values are attributes beside these."""

    title: str
    mount: Mount
    #: True on pages that may ask nothing of the database: errors, log-in, not installed
    bare: bool = False

    @property
    def settings(self) -> Any:
        return self.mount.settings

    @property
    def bridge(self) -> str:
        return bridge_name(self.mount)

    @property
    def viewer(self) -> Viewer | None:
        return access.viewer()

    @property
    def language(self) -> str:
        return language()

    @property
    def today(self) -> date:
        return today()

    @property
    def path(self) -> str:
        """Of this very page, below the server's root."""
        return request.script_root + request.path

    @property
    def css(self) -> str:
        return self.static("initiatieven.css")

    @property
    def house_style(self) -> str:
        """Address of the municipality's own colours; empty when it chose none, and where nothing may be asked."""
        chosen = None if self.bare else options.current().style
        return self.url("house_style", v=style.version(chosen)) if chosen and style.css(chosen) else ""

    @property
    def script(self) -> str:
        return self.static("initiatieven.js")

    def static(self, name: str) -> str:
        return url_for(f"{self.mount.name}.static", filename=name, v=VERSION)

    def url(self, endpoint: str, **values: Any) -> str:
        """Address of a page of ours, whatever the host calls `url_for`."""
        return url_for(f"{self.mount.name}.{endpoint}", **values)

    def t(self, message: str, **values: Any) -> str:
        return gettext(message, **values)

    def nt(self, one: str, many: str, count: int, **values: Any) -> str:
        return ngettext(one, many, count, **values)

    def may(self, permission: str, row: Any = None) -> bool:
        return access.may(Permission(permission), row)

    @property
    def options(self) -> Options:
        """The municipality's settings."""
        return options.current()

    @property
    def initiatives(self) -> str:
        """The municipality's word for initiatives, as a heading."""
        return labels.initiatives()

    @property
    def new_initiative(self) -> str:
        return labels.new_initiative()

    def term(self) -> str:
        """The municipality's word for an initiative."""
        return options.current().municipality.initiative

    def terms(self) -> str:
        """The same for more than one."""
        return options.current().municipality.plural

    def paragraphs(self, text: str) -> list[str]:
        """Plain text as paragraphs, at its blank lines."""
        return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]

    def navigation(self) -> list[Link]:
        """The add-on's own menu: only what this user may open."""
        return navigation()

    def kind_of(self, field: Any) -> str:
        """rows, check, text, choice or line: how the macros draw a field."""
        return field_view.kind_of(field)

    def attributes(self, field: Any, hint: str) -> dict[str, Any]:
        return field_view.attributes(field, hint)

    def is_required(self, field: Any) -> bool:
        return field_view.is_required(field)

    def errors_of(self, form: Any) -> list[field_view.FieldError]:
        return field_view.errors_of(form)

    def own_errors(self, field: Any) -> list[str]:
        return field_view.own_errors(field)

    def messages(self) -> list[tuple[str, str]]:
        """Messages for the reader that the host does not draw: (kind, text)."""
        return [tuple(pair) for pair in session.pop(_FLASHED, [])] if _FLASHED in session else []

    def hidden(self, field: Any) -> Markup:
        """A hidden input without an id: the host's page may have one of the same id."""
        return Markup('<input type="hidden" name="{}" value="{}">').format(field.name, field._value())

    long_date = staticmethod(writing.long_date)
    plain_date = staticmethod(writing.plain_date)
    short_date = staticmethod(writing.short_date)
    clock = staticmethod(writing.clock)
    period = staticmethod(writing.period)
    moment = staticmethod(writing.moment)
    months = staticmethod(writing.months)
    number = staticmethod(dutch.number)
    euros = staticmethod(dutch.euros)


def page(template: str, title: str, status: int = 200, **values: Any) -> ResponseReturnValue:
    """Answer with `initiatieven/<template>`; `title` is also its h1."""
    mount = current()
    settings = mount.settings
    ini = Ini(title=title, mount=mount, template=template, **values)
    extra: dict[str, Any] = {}
    if mount.adapters.context:
        extra.update(mount.adapters.context(Page(title, f"{mount.name}.{template}", mount.name)))
    if settings.title_var:
        extra[settings.title_var] = settings.title_format.format(title=title)
    return render_template(f"initiatieven/{template}", ini=ini, **extra), status


def kept_nowhere(answer: ResponseReturnValue) -> Response:
    """Names and numbers of people stay in no browser's or proxy's store."""
    response = make_response(answer)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def words(template: str, **values: Any) -> str:
    """A template without base and without the host's context processors: for paper, calendar files and mail."""
    return current_app.jinja_env.get_template(f"initiatieven/{template}").render(**values)


def tell(message: str, kind: str = "success") -> None:
    """A message on the next page: success, info, warning or error."""
    settings = current().settings
    if settings.flash == "host":
        flash(message, settings.flash_categories.get(kind, _FLASH_WORDS[kind]))
    else:
        session[_FLASHED] = [*session.get(_FLASHED, []), (kind, message)]


def bridge_name(mount: Mount) -> str:
    return f"initiatieven/_bridge_{mount.name}.html"


def bridge_source(mount: Mount) -> str:
    """The template between ours and the host's base: block names are fixed in Jinja, so it is written per mount."""
    settings = mount.settings
    base = settings.base_template or "initiatieven/own.html"
    extends = base[1:] if base.startswith("=") else f'"{base}"'
    blocks = settings.blocks if settings.base_template else {"content": "content", "title": "title", "head": "head"}
    opening = "".join(f'<div class="{classes}">' for classes in settings.wrapper)
    closing = "</div>" * len(settings.wrapper)
    link = '<link rel="stylesheet" href="{{ ini.css }}">'
    link += '{% if ini.house_style %}<link rel="stylesheet" href="{{ ini.house_style }}">{% endif %}'
    script = '<script src="{{ ini.script }}" defer></script>'
    in_head, in_scripts = ("", script) if "head" in blocks else (link, script)
    in_scripts = "" if "scripts" in blocks else in_scripts
    parts = [
        "{% extends " + extends + " %}",
        _block(
            blocks["content"],
            f"{in_head}{opening}{{% block ini_page %}}{{% endblock %}}{closing}{in_scripts}",
        ),
    ]
    if "title" in blocks:
        prefix, suffix = settings.title_format.split("{title}")
        parts.append(_block(blocks["title"], f"{prefix}{{{{ ini.title }}}}{suffix}"))
    if "head" in blocks:
        parts.append(_block(blocks["head"], "{{ super() }}" + link))
    if "scripts" in blocks:
        parts.append(_block(blocks["scripts"], "{{ super() }}" + script))
    return "\n".join(parts)


def _block(name: str, content: str) -> str:
    return "{% block " + name + " %}" + content + "{% endblock %}"
