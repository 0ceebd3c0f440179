"""Copies of a SQLite file: taken while others write, in one moment of the database, and complete or not there."""

from __future__ import annotations

import os
import secrets
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from ..errors import Refused

#: only the owner reads and writes: residents' data are in it
_PRIVATE = 0o600
#: a database: the group of the intranet too, as far as the umask lets it
_SHARED = 0o660
_BUSY_SECONDS = 10.0
#: SQLite keeps these beside a file
BESIDE = ("-wal", "-shm", "-journal")


class Unreadable(Refused):
    """The file is no SQLite database, or is damaged beyond reading; not merely busy."""


@contextmanager
def opened(path: Path, read_only: bool = True) -> Iterator[sqlite3.Connection]:
    """A connection of our own. Raises Unreadable when it is no SQLite database, Refused when it is busy or not ours."""
    address = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rw'}"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            yield connection
    except sqlite3.OperationalError as error:
        raise Refused(f"{path} is bezet of niet toegankelijk ({error}).") from error
    except sqlite3.DatabaseError as error:
        raise Unreadable(f"{path} is geen SQLite-database die te lezen is ({error}).") from error


@contextmanager
def new_file(place: Path) -> Iterator[Path]:
    """An empty private file beside `place`, gone afterwards unless it was moved. Raises Refused when that fails."""
    fresh = place.with_name(f".{place.name}.{secrets.token_hex(6)}")
    try:
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE))
    except OSError as error:
        raise Refused(f"In {place.parent} kan niet worden geschreven ({error.strerror}).") from error
    try:
        yield fresh
    finally:
        for path in (fresh, *beside(fresh)):
            path.unlink(missing_ok=True)


def copy(source: Path, target: Path) -> None:
    """Everything of `source` into the existing file `target`, as one file without a log beside it.

    In one step: with WAL that keeps no writer waiting, and no writer makes it begin again.
    """
    with opened(source) as old, opened(target, read_only=False) as new:
        pour(old, new)
        new.execute("PRAGMA journal_mode = DELETE").fetchone()
    _flush(target)


def pour(old: sqlite3.Connection, new: sqlite3.Connection) -> None:
    """Everything of one database into another. Raises Refused when it stays locked: Python itself waits for ever."""
    latest = time.monotonic() + _BUSY_SECONDS

    def progress(status: int, left: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > latest:
            raise Refused("De database is bezet. Zet het intranet stil en probeer het opnieuw.")

    old.backup(new, progress=progress, sleep=0.05)


def faults(path: Path) -> list[str]:
    """What SQLite finds wrong in a file: damaged pages and indexes, values that break a rule of their table."""
    with opened(path) as connection:
        return [row[0] for row in connection.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]


def publish(fresh: Path, target: Path, overwrite: bool) -> None:
    """Give the finished file its name. Raises Refused when there is one of that name and it may not be overwritten."""
    try:
        if overwrite:
            os.replace(fresh, target)
        else:
            os.link(fresh, target)
            fresh.unlink()
    except FileExistsError as error:
        raise Refused(f"{target} bestaat al. Kies een andere naam, of geef --overschrijf.") from error
    except OSError as error:
        raise Refused(f"{target} kan niet worden geschreven ({error.strerror}).") from error
    _flush(target.parent)


def beside(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(path.name + ending) for ending in BESIDE)


def take_after(path: Path, example: Path) -> None:
    """The same owner and rights as `example`, where we may: the intranet runs as somebody else than an admin."""
    known = example.stat()
    with suppress(OSError):
        os.chown(path, known.st_uid, known.st_gid)
    with suppress(OSError):
        os.chmod(path, stat.S_IMODE(known.st_mode))


def make_folder(folder: Path) -> None:
    """The folder, and those above it that are not there, of whoever owns the one above. Raises Refused."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{folder} kan niet worden gemaakt ({error.strerror}).") from error
    for each in reversed(missing):
        _give_to_owner_of(each.parent, each)


def fit_in(path: Path, folder: Path) -> None:
    """Rights and owner of a database that is new in this folder: an admin makes it, the intranet writes in it."""
    umask = os.umask(0)
    os.umask(umask)
    os.chmod(path, _SHARED & ~umask)
    _give_to_owner_of(folder, path)


def _give_to_owner_of(folder: Path, path: Path) -> None:
    """Only root can give a file away; anybody else keeps what he made."""
    if os.geteuid() == 0:
        known = folder.stat()
        os.chown(path, known.st_uid, known.st_gid)


def owner_and_rights(path: Path) -> tuple[str, str]:
    """Name of the owner, or his number when he has none; and the rights as chmod takes them (`640`)."""
    try:
        owner = path.owner()
    except KeyError:
        owner = str(path.stat().st_uid)
    return owner, f"{stat.S_IMODE(path.stat().st_mode):03o}"


def _flush(path: Path) -> None:
    """To the disk, so that a power cut leaves a whole file or none; some systems can't for a folder."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
