"""Reads of the settings. `current()` is the one that everybody asks."""

from __future__ import annotations

import hashlib
import json
import time
from datetime import date
from typing import Any

import peewee as pw
from flask import g, has_request_context, request
from playhouse.pool import MaxConnectionsExceeded

from ..database import db, no_file_yet
from ..mount import Mount
from ..mount import current as current_mount
from ..municipality.models import Municipality
from .kinds import Wrong
from .models import SettingChange, SettingGroup, SettingPicture, SettingValue
from .registry import Options, settings

#: settings whose home is the row of the municipality, which an import fills
IN_ROW: dict[str, pw.Field] = {
    "municipality.name": Municipality.name,
    "municipality.full_name": Municipality.full_name,
    "municipality.phone": Municipality.phone,
    "municipality.initiative": Municipality.initiative_term,
    "municipality.address": Municipality.form_of_address,
    "municipality.college_meets_on": Municipality.college_meets_on,
    "municipality.council_meets_on": Municipality.council_meets_on,
}
#: seconds that a command or worker, which has no request, may go on with what it read
_KEPT = 10
_CACHE = "_initiatieven_options"


def current() -> Options:
    """The settings in force in the current mount: one query a request; the defaults before installation."""
    mount = current_mount()
    known: dict[str, tuple[Any, float, Options]] = g.setdefault(_CACHE, {})
    during = request._get_current_object() if has_request_context() else None  # type: ignore[attr-defined]
    if mount.name in known:
        same, until, found = known[mount.name]
        if same is during and (during is not None or time.monotonic() < until):
            return found
    found = _in_force(mount)
    known[mount.name] = (during, time.monotonic() + _KEPT, found)
    return found


def forget() -> None:
    """The next `current()` asks the database again: after a change."""
    g.pop(_CACHE, None)


def ask_no_more() -> None:
    """For error pages: what is known already, else the defaults; the database may not answer."""
    mount = current_mount()
    known: dict[str, tuple[Any, float, Options]] = g.setdefault(_CACHE, {})
    during = request._get_current_object() if has_request_context() else None  # type: ignore[attr-defined]
    if mount.name not in known or known[mount.name][0] is not during:
        known[mount.name] = (during, time.monotonic() + _KEPT, defaults(mount))


def defaults(mount: Mount | None = None) -> Options:
    """What holds where the municipality chose nothing: the add-on's defaults under those of the host's programmer."""
    host = (mount or current_mount()).settings
    given: dict[str, Any] = {}
    if host.closing_days:
        given["work_days.closed_on"] = tuple(sorted({date.fromisoformat(day) for day in host.closing_days}))
    if host.role_labels:
        given["roles.labels"] = dict(host.role_labels)
    return Options().with_values(given)


def own_values() -> dict[str, Any]:
    """Plain JSON of every setting that has a value of its own, by key; one query.

    A setting in the row of the municipality has none while it is what it is by default.
    """
    parts = [Municipality.select(pw.Value(key), field, pw.Value(1)) for key, field in IN_ROW.items()]
    query: Any = SettingValue.select(SettingValue.key, SettingValue.value, pw.Value(0))
    for part in parts:
        query = query.union_all(part)
    found: dict[str, Any] = {}
    standard = Options()
    for key, value, is_text in list(query.tuples()):
        if not is_text:
            found[key] = json.loads(value)
        elif value != standard.value(key):
            found.setdefault(key, value)
    return found


def versions() -> dict[str, int]:
    """Version of each group that was ever changed."""
    return {row.name: row.version for row in SettingGroup.select()}


def version(group: str) -> int:
    return versions().get(group, 0)


def changes(prefix: str = "", most: int = 200) -> list[SettingChange]:
    """Newest first; of one group (`terms.`), one key, or all."""
    query = SettingChange.select().order_by(SettingChange.id.desc()).limit(most)
    if prefix:
        query = query.where(SettingChange.key.startswith(prefix))
    return list(query)


def picture(digest: str) -> SettingPicture | None:
    return SettingPicture.get_or_none(SettingPicture.digest == digest)


def typed(plain: dict[str, Any]) -> dict[str, Any]:
    """Values of plain JSON, without what another version of the add-on kept and this one does not take."""
    found = {}
    for key, value in plain.items():
        if key in settings():
            try:
                found[key] = settings()[key].kind.read(value)
            except Wrong:
                continue
    return found


def after(plain: dict[str, Any]) -> Options:
    """The settings as they would be with these values of their own."""
    return _over(defaults(), plain)


def logo() -> bytes | None:
    """The file of the logo in force; None without one."""
    digest = current().style.logo
    found = picture(digest) if digest else None
    return bytes(found.data) if found else None


def logo_for_agreements() -> bytes | None:
    """What an agreement on paper shows; None when there is none, or the municipality wants none there."""
    return logo() if current().style.logo_on_agreements else None


def logo_for_briefings() -> bytes | None:
    """The same of a briefing."""
    return logo() if current().style.logo_on_briefings else None


def _in_force(mount: Mount) -> Options:
    standard = defaults(mount)
    if no_file_yet(mount.database):
        return standard
    try:
        with_point = db.in_transaction() and not isinstance(mount.database, pw.SqliteDatabase)
        if with_point:  # a query that fails would otherwise spoil the transaction it is part of
            with db.savepoint():
                plain = own_values()
        else:
            plain = own_values()
    except (pw.PeeweeException, MaxConnectionsExceeded):
        return standard
    return _over(standard, plain)


def _over(standard: Options, plain: dict[str, Any]) -> Options:
    values = typed({key: value for key, value in plain.items() if value is not None})
    if "roles.labels" in values:
        values["roles.labels"] = {**standard.roles.labels, **values["roles.labels"]}
    return standard.with_values(values)


def state() -> str:
    """Changes with every setting that changes: versions of the groups, and what the row of the municipality says."""
    text = json.dumps([sorted(versions().items()), own_values()], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
