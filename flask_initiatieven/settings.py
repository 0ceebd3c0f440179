"""Every setting: type, default, meaning. Keyword to `init_app` beats `app.config["INITIATIEVEN_…"]` beats default."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import peewee as pw

from .errors import ConfigError

PREFIX = "INITIATIEVEN_"
FLASH_KINDS = ("success", "info", "warning", "error")
BLOCKS = ("content", "title", "head", "scripts")


@dataclass(frozen=True)
class Settings:
    #: where the add-on lives below the host: one or more path segments, no trailing slash
    url_prefix: str = "/initiatieven"
    #: path, `sqlite:///…`, `postgresql+pool://…` or a Peewee database; None is `<instance_path>/<name>.sqlite`
    database: str | Path | pw.Database | None = None
    #: the host's layout; `=expression` is a Jinja expression; None is our own full page
    base_template: str | None = None
    #: our part → the host's block name; parts: content (compulsory), title, head, scripts
    blocks: Mapping[str, str] = field(default_factory=lambda: {"content": "content"})
    #: template variable in which the host's base expects the page title
    title_var: str | None = None
    #: how a title is written in the host's title block; only {title}
    title_format: str = "{title}"
    #: class names of divs put around our content, outermost first
    wrapper: tuple[str, ...] = ()
    #: draw our own h1; False when the host's base draws the title
    heading: bool = True
    #: who shows flashed messages: host or own
    flash: str = "own"
    #: success, info, warning, error → the host's category words
    flash_categories: Mapping[str, str] = field(default_factory=dict)
    #: ids or e-mail addresses of users who are beheerder whatever the role table says
    admins: tuple[str, ...] = ()
    #: role of every logged-in user; empty string: no role without assignment
    default_role: str = "lezer"
    #: host role word → list of our role keys, used with the `roles` adapter
    role_map: Mapping[str, Iterable[str]] = field(default_factory=dict)
    #: role key → label on screens
    role_labels: Mapping[str, str] = field(default_factory=dict)
    #: own or host: who draws 403, 404 and the like below our prefix
    error_pages: str = "own"
    #: nosniff, SAMEORIGIN, Referrer-Policy, Cache-Control; only set where the host set nothing
    security_headers: bool = True
    #: attachment or inline
    pdf_disposition: str = "attachment"
    #: host (ask its Flask-Babel, else Dutch) or a language code of ours: nl, en
    locale: str = "host"
    #: absolute address of the intranet, for the QR code and calendar files; None: from the request
    public_url: str | None = None
    #: letters in front of an initiative's number (EW-2026-007)
    number_prefix: str = "EW"
    #: renderer processes of one web process
    renderers: int = 1
    #: seconds one PDF may take
    render_seconds: int = 20
    #: seconds a click waits for a free renderer
    render_wait_seconds: int = 15
    #: megabytes of address space of one renderer
    render_memory: int = 1024
    #: made PDFs kept in the database
    stored_papers: int = 200
    #: `smtp://host:25`, `smtps://user:password@host` or `smtp+starttls://…`; None: mail waits in the outbox
    mail_server: str | None = None
    #: address in the From of our mail
    mail_from: str = "intranet@localhost"
    #: extra closing days (ISO dates) that are no working days
    closing_days: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, check, cure in _CHECKS:
            if not check(getattr(self, name)):
                raise ConfigError(f"{PREFIX}{name.upper()} is {getattr(self, name)!r}. {cure}")


def _is_date(word: str) -> bool:
    try:
        date.fromisoformat(word)
    except ValueError:
        return False
    return True


_CHECKS: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    ("url_prefix", lambda v: bool(re.fullmatch(r"(/[\w.~-]+)+", v)),
     "Give a path such as /initiatieven, no slash at the end."),
    ("blocks", lambda v: "content" in v and set(v) <= set(BLOCKS) and all(x.isidentifier() for x in v.values()),
     "Give a dict with at least content; further title, head, scripts; values are block names."),
    ("title_var", lambda v: v is None or v.isidentifier(), "Give the name of a template variable."),
    ("title_format", lambda v: re.findall(r"{\w*}", v) == ["{title}"], "Use {title} once and no other braces."),
    ("wrapper", lambda v: all(re.fullmatch(r"[\w -]*", x) for x in v), "Give a list of class names."),
    ("flash", lambda v: v in ("host", "own"), "Give host or own."),
    ("flash_categories", lambda v: set(v) <= set(FLASH_KINDS), "Keys are success, info, warning, error."),
    ("error_pages", lambda v: v in ("own", "host"), "Give own or host."),
    ("pdf_disposition", lambda v: v in ("attachment", "inline"), "Give attachment or inline."),
    ("locale", lambda v: v in ("host", "nl", "en"), "Give host, nl or en."),
    ("public_url", lambda v: v is None or re.match(r"https?://[^/]+", v) is not None,
     "Give an address such as https://intranet.example.nl."),
    ("number_prefix", lambda v: re.fullmatch(r"[A-Z]{1,6}", v) is not None, "Give one to six capital letters."),
    ("renderers", lambda v: 1 <= v <= 16, "Give a number from 1 to 16."),
    ("render_seconds", lambda v: 1 <= v <= 300, "Give seconds from 1 to 300."),
    ("render_wait_seconds", lambda v: 0 <= v <= 300, "Give seconds from 0 to 300."),
    ("render_memory", lambda v: 256 <= v <= 16384, "Give megabytes from 256 to 16384."),
    ("mail_server", lambda v: v is None or re.match(r"smtp(s|\+starttls)?://[^/]+$", v) is not None,
     "Give an address such as smtp://localhost:25."),
    ("mail_from", lambda v: re.fullmatch(r"[^\r\n]+@[^\r\n]+", v) is not None, "Give an e-mail address."),
    ("closing_days", lambda v: all(re.fullmatch(r"\d{4}-\d\d-\d\d", x) and _is_date(x) for x in v),
     "Give ISO dates such as 2026-12-24."),
    ("stored_papers", lambda v: 1 <= v <= 100_000, "Give a number from 1 to 100000."),
)  # fmt: skip


def read(config: Mapping[str, Any], keywords: Mapping[str, Any], use_config: bool = True) -> Settings:
    """Settings from the host's config (only of the first mount) and keywords.

    Raises ConfigError naming an unknown key, or a value of the wrong type or range.
    """
    found = {key.removeprefix(PREFIX).lower(): value for key, value in config.items() if key.startswith(PREFIX)}
    values = {**(found if use_config else {}), **keywords}
    known = {entry.name: entry for entry in fields(Settings)}
    for name in values:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f" Did you mean {PREFIX}{near[0].upper()}?" if near else " See the list of settings in the README."
            raise ConfigError(f"Unknown setting {PREFIX}{name.upper()}.{hint}")
    return Settings(**{name: _typed(known[name], value) for name, value in values.items()})


def _typed(entry: Field[Any], value: Any) -> Any:
    default = entry.default if entry.default is not MISSING else None
    if isinstance(default, tuple):
        if isinstance(value, str):
            raise ConfigError(f"{PREFIX}{entry.name.upper()} is a string. Give a list.")
        return tuple(str(item) for item in value)
    if isinstance(default, bool) and not isinstance(value, bool):
        raise ConfigError(f"{PREFIX}{entry.name.upper()} is {value!r}. Give True or False.")
    if (
        isinstance(default, int)
        and not isinstance(default, bool)
        and (not isinstance(value, int) or isinstance(value, bool))
    ):
        raise ConfigError(f"{PREFIX}{entry.name.upper()} is {value!r}. Give a whole number.")
    if isinstance(default, str) and not isinstance(value, str):
        raise ConfigError(f"{PREFIX}{entry.name.upper()} is {value!r}. Give a text.")
    return value
