"""In which condition the add-on is here: cheaply at each request, in full for the admin."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import peewee as pw
from flask import g, has_request_context
from playhouse.pool import MaxConnectionsExceeded

from ..database import no_file_yet
from ..errors import NotInstalled
from ..mount import Mount
from . import schema, steps, wording
from .models import LifeEvent
from .models import Profile as ProfileRow
from .states import Condition, Found, Problem, Profile, State, judge

#: names of the steps done; Peewee's `playhouse.migrations` made this table in the first release
HISTORY = "initiatieven_migration"
PROFILE = "initiatieven_profile"
LOG = "initiatieven_life_event"
BOOKKEEPING = frozenset({HISTORY, PROFILE, LOG})
_QUICK = f'SELECT h.name, p.active FROM "{HISTORY}" h LEFT JOIN "{PROFILE}" p ON p.id = 1'
_KNOWN = "_initiatieven_alive"
#: the database, or the pool in front of it, did not answer as it should
_NO_ANSWER = (pw.PeeweeException, MaxConnectionsExceeded)


def is_alive(mount: Mount) -> bool:
    """Is the add-on installed, active and of this version? One small query, once a request; False when in doubt.

    Asked anew each time, because another process may have uninstalled or upgraded in the meantime.
    """
    if not has_request_context():
        return _ask(mount)
    known: dict[str, bool] = g.setdefault(_KNOWN, {})
    if mount.name not in known:
        known[mount.name] = _ask(mount)
    return known[mount.name]


def require_alive(mount: Mount) -> None:
    """For commands and jobs. Raises NotInstalled, which says in which state we are and what to type."""
    if not _ask(mount):
        found = status(mount)
        if found.state is not State.INSTALLED:
            raise NotInstalled(f"{wording.what(found, mount)} {wording.to_type(found, mount)}")


def forget() -> None:
    """The state was changed in this request: ask it anew."""
    if has_request_context():
        g.pop(_KNOWN, None)


def status(mount: Mount) -> Condition:
    """The condition in full, whatever is the matter; connects, changes nothing and raises nothing."""
    if no_file_yet(mount.database):
        return judge(Found(), steps.names(), BOOKKEEPING, steps.tables_of)
    try:
        found = _look(mount.database)
    except _NO_ANSWER:
        return Condition(State.BROKEN, problem=Problem.AWAY)
    return judge(found, steps.names(), BOOKKEEPING, steps.tables_of)


def events(mount: Mount, most: int = 50) -> list[LifeEvent]:
    """The log, newest first; empty when there is none."""
    try:
        if no_file_yet(mount.database) or LOG not in schema.tables(mount.database):
            return []
        return list(LifeEvent.select().order_by(LifeEvent.id.desc()).limit(most))
    except _NO_ANSWER:
        return []


def _ask(mount: Mount) -> bool:
    if no_file_yet(mount.database):
        return False
    try:
        found = mount.database.execute_sql(_QUICK).fetchall()
    except _NO_ANSWER:
        return False
    return {name for name, _ in found} == set(steps.names()) and all(active for _, active in found)


def _look(database: pw.Database) -> Found:
    tables = schema.tables(database)
    applied = {}
    if HISTORY in tables:
        rows = database.execute_sql(f'SELECT name, applied FROM "{HISTORY}"').fetchall()
        applied = {name: _moment(at) for name, at in rows}
    return Found(applied, tables, _profile() if PROFILE in tables else None)


def _moment(value: Any) -> datetime:
    """SQLite gives text, PostgreSQL a datetime."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _profile() -> Profile | None:
    row = ProfileRow.get_or_none(ProfileRow.id == 1)
    if row is None:
        return None
    return Profile(
        row.active,
        row.version,
        row.package,
        row.installed_at,
        row.installed_by,
        row.changed_at,
        row.changed_by,
    )
