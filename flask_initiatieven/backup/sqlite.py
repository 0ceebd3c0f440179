"""Back-up and restore of the mount's SQLite database; for PostgreSQL its own programs do that (postgres.py)."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import peewee as pw

from .. import audit
from ..database import Sqlite, describe, no_file_yet, now
from ..errors import Refused
from ..lifecycle import condition, wording
from ..lifecycle.states import State
from ..logbook import labels, verifying
from ..logbook.verifying import Noted
from ..mount import Mount
from . import copying

#: how often a copy of the present file is made anew because somebody wrote in the meantime
_TRIES = 5
_LOG = "initiatieven_audit_head"


@dataclass(frozen=True)
class BackedUp:
    """A finished copy: its size in bytes, and the last entry of the log in it (None before there was a chain)."""

    path: Path
    size: int
    last: Noted | None


@dataclass(frozen=True)
class Candidate:
    """A file that may be put back, looked at: `state` of the add-on in it, and its last entry of the log."""

    path: Path
    state: State
    last: Noted | None


@dataclass(frozen=True)
class Restored:
    """`kept`: where the file of before is now, None when there was none; `swapped`: the intranet must be restarted."""

    place: Path
    kept: Path | None
    state: State
    swapped: bool


def path_of(mount: Mount) -> Path:
    """The file of this mount. Raises Refused when its database is no file."""
    database = mount.database
    if not isinstance(database, pw.SqliteDatabase) or str(database.database) == ":memory:":
        raise Refused("Deze database is geen bestand.")
    return Path(database.database).resolve()


def back_up(mount: Mount, target: Path, overwrite: bool = False) -> BackedUp:
    """A checked copy of the database, while others go on writing. Recorded in the log, also in that of the copy.

    Raises Refused, and then there is no file, or the one that was there.
    """
    source = path_of(mount)
    _refuse_target(source, target, overwrite)
    _record(mount, "back-up maken", "gelukt", target.name)
    try:
        with copying.new_file(target) as fresh:
            copying.copy(source, fresh)
            if found := copying.faults(fresh):
                raise Refused(f"De kopie is niet heel: {'; '.join(found)}. De database zelf is beschadigd.")
            made = BackedUp(target, fresh.stat().st_size, _last_in(mount, fresh))
            copying.publish(fresh, target, overwrite)
    except Refused:
        _record(mount, "back-up maken", "mislukt", target.name)
        raise
    return made


def look_at(mount: Mount, file: Path) -> Candidate:
    """Is this a whole database of ours, of a version we know, with a log that is whole? Raises Refused when not.

    The file itself is not touched.
    """
    copying.make_folder(path_of(mount).parent)
    with copying.new_file(path_of(mount)) as fresh:
        return replace(_checked(mount, file, fresh), path=file)


def restore(mount: Mount, file: Path) -> Restored:
    """Put a back-up back, and keep what is there now beside it. Raises Refused; then nothing has changed.

    Whoever has the database open sees the restored facts at once. Only a present file that can't be read any more is
    swapped; then the intranet must be restarted.
    """
    place = path_of(mount)
    copying.make_folder(place.parent)
    with copying.new_file(place) as fresh:
        candidate = _checked(mount, file, fresh)
        was = _record(mount, "back-up terugzetten", "begonnen", file.name) if place.exists() else None
        _let_go(mount)
        kept, swapped = _put(fresh, place)
    condition.forget()
    before = f", hiervoor {was.number}:{was.hash}" if was else ""
    _record(mount, "back-up terugzetten", "gelukt", f"{file.name}{before}")
    return Restored(place, kept, candidate.state, swapped)


def _refuse_target(source: Path, target: Path, overwrite: bool) -> None:
    if target.resolve() in (source, *copying.beside(source)):
        raise Refused("Dat is de database zelf. Kies een andere plaats.")
    if not source.exists():
        raise Refused(f"Er is nog geen database ({source}).")
    if target.exists() and not overwrite:
        raise Refused(f"{target} bestaat al. Kies een andere naam, of geef --overschrijf.")


def _checked(mount: Mount, file: Path, fresh: Path) -> Candidate:
    """Look at a copy in `fresh`, so that no log appears beside the back-up itself."""
    if not file.is_file():
        raise Refused(f"{file} is er niet.")
    copying.copy(file, fresh)
    if found := copying.faults(fresh):
        raise Refused(f"{file} is beschadigd: {'; '.join(found)}.")
    there = replace(mount, database=describe(fresh))
    try:
        with there.opened():
            found_state = condition.status(there)
            if found_state.state is State.AVAILABLE:
                raise Refused(f"{file} is geen back-up van deze module: onze tabellen staan er niet in.")
            if found_state.state is State.BROKEN:
                raise Refused(f"{file} kan niet worden teruggezet. {wording.what(found_state, there)}")
            last = _verified(there, file)
    finally:
        cast(Sqlite, there.database).close_all()
    with copying.opened(fresh, read_only=False) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    return Candidate(fresh, found_state.state, last)


def _verified(there: Mount, file: Path) -> Noted | None:
    """The last entry of the log in the current mount; None before there was a chain. Raises Refused when broken."""
    if not _has_chain(there):
        return None
    verdict = verifying.verify()
    if not verdict.is_whole:
        raise Refused(f"Het logboek in {file} is niet heel. {labels.break_sentence(verdict.breaks[0])}")
    return verdict.last


def _put(fresh: Path, place: Path) -> tuple[Path | None, bool]:
    """The restored file becomes the present one; where the present one was kept, and whether files were swapped."""
    if not place.exists():
        copying.fit_in(fresh, place.parent)
        copying.publish(fresh, place, overwrite=False)
        return None, False
    kept = _free_name(place)
    try:
        with copying.opened(place, read_only=False) as present, copying.new_file(kept) as copied:
            _keep(present, place, copied)
            os.link(copied, kept)
            with copying.opened(fresh) as restored:
                copying.pour(restored, present)
    except copying.Unreadable:
        if kept.exists():  # it was read, so what failed is writing: leave it as it is
            raise
        _swap(fresh, place, kept)
        return kept, True
    except Refused:
        kept.unlink(missing_ok=True)
        raise
    return kept, False


def _keep(present: sqlite3.Connection, place: Path, copied: Path) -> None:
    """Copy until nobody wrote while that was being done."""
    for _ in range(_TRIES):
        version = present.execute("PRAGMA data_version").fetchone()
        copying.copy(place, copied)
        if present.execute("PRAGMA data_version").fetchone() == version:
            return
    raise Refused("Er wordt steeds geschreven. Zet het intranet stil en probeer het opnieuw.")


def _swap(fresh: Path, place: Path, kept: Path) -> None:
    """For a present file that is no database any more: move it aside with what SQLite keeps beside it."""
    copying.take_after(fresh, place)
    os.replace(place, kept)
    for old, new in zip(copying.beside(place), copying.beside(kept), strict=True):
        if old.exists():
            os.replace(old, new)
    copying.publish(fresh, place, overwrite=False)


def _free_name(place: Path) -> Path:
    stamp = f"{now():%Y%m%dT%H%M%S}"
    names = (f"{place.name}.voor-{stamp}", *(f"{place.name}.voor-{stamp}-{number}" for number in range(2, 100)))
    return next(path for name in names if not (path := place.with_name(name)).exists())


def _let_go(mount: Mount) -> None:
    """Close our own connections: a file must be free to be replaced."""
    if isinstance(mount.database, Sqlite):
        mount.database.close_all()
    elif not mount.database.is_closed():
        mount.database.close()


def _record(mount: Mount, action: str, result: str, detail: str) -> Noted | None:
    """An entry where there is a log that takes one; the last entry after it."""
    state = condition.status(mount).state
    if state in (State.BROKEN, State.AVAILABLE) or not _has_chain(mount):
        return None
    audit.record(action, "database:sqlite", result, detail[:300])
    return verifying.head()


def _has_chain(mount: Mount) -> bool:
    return not no_file_yet(mount.database) and _LOG in mount.database.get_tables()


def _last_in(mount: Mount, file: Path) -> Noted | None:
    with copying.opened(file) as connection:
        row = connection.execute("SELECT name FROM sqlite_master WHERE name = ?", (_LOG,)).fetchone()
        return Noted(*connection.execute(f"SELECT number, hash FROM {_LOG}").fetchone()) if row else None  # noqa: S608
