"""`tile("vision")` in a template of the host: never an error there, never slow, empty for strangers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

import peewee as pw
from flask import g
from markupsafe import Markup

from .. import access, writing
from .. import mount as mounts
from ..access import Permission
from ..database import today
from ..i18n import language
from ..initiatives import queries as initiatives
from ..initiatives import showing
from ..lifecycle import condition
from ..mount import KEY
from ..notices import queries as notices
from ..pages import Ini, words
from ..vision import queries as vision
from ..visits import queries as visits
from . import queries
from .cache import Cache

log = logging.getLogger(__name__)
#: rows of a list in a tile
MOST = 3
_STYLED = "_initiatieven_tile_styled"
_caches: WeakKeyDictionary[pw.Database, Cache] = WeakKeyDictionary()


def tile(name: str, level: int = 2, mount: str = KEY) -> Markup:
    """One tile as HTML: `my_work`, `next_visits`, `vision` or `success`; its heading is an h2, or of `level`.

    Empty for strangers, for who may not see it, when there is nothing to tell, and whenever anything goes wrong.
    """
    try:
        with mounts.of(name=mount).opened() as here:
            text = _drawn(name, level, here)
    except Exception:  # the host's page goes on, whatever is wrong with us
        log.exception("Tile %s could not be drawn", name)
        return Markup("")
    return Markup(text)  # noqa: S704 # nosec B704


def forget(here: mounts.Mount) -> None:
    """Throw away what is kept of this mount: when it is not installed any more."""
    _cache(here).clear()


def _drawn(name: str, level: int, here: mounts.Mount) -> str:
    if name not in _TILES:
        raise LookupError(f"No tile {name!r}. There is: {', '.join(_TILES)}.")
    if not condition.is_alive(here):
        forget(here)
        return ""
    looking = access.viewer()
    if looking is None:
        return ""
    key = (name, level, looking.user.id, looking.roles, looking.person_id, language(), today())
    kept = _cache(here).get(key)
    if kept is None:
        facts = _TILES[name]()
        kept = "" if facts is None else words(f"tiles/{name}.html", ini=_ini(here, level, facts))
        _cache(here).put(key, kept)
    return _style(here) + kept if kept else ""


def _cache(here: mounts.Mount) -> Cache:
    return _caches.setdefault(here.database, Cache())


def _ini(here: mounts.Mount, level: int, facts: Mapping[str, Any]) -> Ini:
    return Ini(title="", mount=here, heading=f"h{min(6, max(2, level))}", **facts)


def _style(here: mounts.Mount) -> str:
    """Our style sheet and the colours of the municipality, once a page: a link to one may stand in the body."""
    if g.get(_STYLED):
        return ""
    setattr(g, _STYLED, True)
    ini = Ini(title="", mount=here)
    return "".join(
        Markup('<link rel="stylesheet" href="{}">').format(each) for each in (ini.css, ini.house_style) if each
    )


def _my_work() -> Mapping[str, Any] | None:
    looking = access.viewer()
    if looking is None or not access.somewhere(Permission.READ_INITIATIVES):
        return None
    tasks = notices.open_tasks(looking.person_id, looking.roles)
    mine = initiatives.of_person(looking.person_id, showing.knows) if looking.person_id else ()
    if not tasks and not mine:
        return None
    return {"tasks": tasks[:MOST], "more_tasks": len(tasks) - MOST, "mine": mine[:MOST], "more": len(mine) - MOST}


def _next_visits() -> Mapping[str, Any] | None:
    if not access.somewhere(Permission.READ_VISITS):
        return None
    found = visits.upcoming(today(), access.only_own(Permission.READ_VISITS), showing.knows, MOST)
    return {"visits": found} if found else None


def _vision() -> Mapping[str, Any] | None:
    if not access.somewhere(Permission.READ_PAGES):
        return None
    found = vision.mission(access.only_own(Permission.READ_PAGES))
    return {"governing": found} if found else None


def _success() -> Mapping[str, Any] | None:
    if access.reach(Permission.READ_INITIATIVES) is None:
        return None
    found = queries.newest_success()
    return {"success": found, "credit": writing.enumeration(list(found.credit))} if found else None


_TILES: Mapping[str, Callable[[], Mapping[str, Any] | None]] = {
    "my_work": _my_work,
    "next_visits": _next_visits,
    "vision": _vision,
    "success": _success,
}
