"""Findings about the database: answers, writable, set up well, room on the disk, and the log in it whole."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import peewee as pw
from playhouse.pool import PooledDatabase

from ..lifecycle import condition, wording
from ..lifecycle.states import Problem, State
from ..logbook import labels, verifying
from ..mount import Mount
from .finding import CARE, WRONG, Finding

MEGABYTE = 1024 * 1024
#: free megabytes below which it is time to act, and below which writing may fail any moment
LITTLE_ROOM, NO_ROOM = 1024, 100
#: file systems of other machines: SQLite's locks and log don't work on them
NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "sshfs", "fuse.sshfs", "9p", "afs", "ceph",
                     "glusterfs", "fuse.glusterfs", "davfs", "ncpfs"})  # fmt: skip
LEAST_POSTGRES = 13
#: entries of the log that are verified here; the command looks at all
VERIFIED = 1_000
_BY_STATE = {
    State.AVAILABLE: "ini.D002",
    State.REMOVED: "ini.D002",
    State.UPGRADE: "ini.D003",
    State.BROKEN: "ini.D018",
}
TRIGGERS = {
    "sqlite": ("initiatieven_audit_no_UPDATE", "initiatieven_audit_no_DELETE", "initiatieven_audit_no_replace",
               "initiatieven_audit_link", "initiatieven_audit_head_no_INSERT", "initiatieven_audit_head_no_DELETE",
               "initiatieven_audit_head_moves"),
    "postgres": ("initiatieven_audit_append_only", "initiatieven_audit_link", "initiatieven_audit_head_moves",
                 "initiatieven_audit_head_stays"),
}  # fmt: skip


def is_ready(mount: Mount) -> bool:
    """Does the database answer, with all tables there and the add-on active?"""
    return condition.status(mount).state is State.INSTALLED


def connection_findings(mount: Mount) -> Iterator[Finding]:
    found = condition.status(mount)
    if found.state is not State.INSTALLED:
        id = "ini.D001" if found.problem is Problem.AWAY else _BY_STATE[found.state]
        cure = f"{wording.cure(found, mount)} Typ: {wording.command(found, mount)}"
        yield Finding(id, WRONG, wording.what(found, mount), cure)
    if found.problem is Problem.AWAY or found.state is State.AVAILABLE:
        return
    if isinstance(mount.database, pw.SqliteDatabase):
        yield from _sqlite_findings(mount.database)
    else:
        yield from _postgres_findings(mount.database)


def log_findings(mount: Mount) -> Iterator[Finding]:
    """The last entries of the log, and the triggers that keep them."""
    verdict = verifying.verify(VERIFIED)
    if not verdict.is_whole:
        what = " ".join(labels.break_sentence(each) for each in verdict.breaks[:3])
        cure = f"Bewaar een kopie van de database, waarschuw uw CISO, en typ: flask {mount.name} audit verify"
        yield Finding("ini.A001", WRONG, f"Het logboek is niet heel. {what}", cure)
    gone = [name for name in _wanted_triggers(mount.database) if name not in _triggers(mount.database)]
    if gone:
        what = f"Het logboek is niet meer beschermd: {', '.join(gone)} ontbreekt of staat uit."
        yield Finding("ini.A002", WRONG, what, "Zet een back-up terug, of zoek uit wie deze trigger weghaalde.")


def _wanted_triggers(database: pw.Database) -> tuple[str, ...]:
    return TRIGGERS["sqlite" if isinstance(database, pw.SqliteDatabase) else "postgres"]


def _triggers(database: pw.Database) -> set[str]:
    """Names of the triggers that are there and switched on."""
    statement = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if not isinstance(database, pw.SqliteDatabase):
        statement = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    return {name for (name,) in database.execute_sql(statement).fetchall()}


# SQLite


def _sqlite_findings(database: pw.SqliteDatabase) -> Iterator[Finding]:
    if str(database.database) == ":memory:":
        cure = "Geef INITIATIEVEN_DATABASE een bestand."
        yield Finding("ini.D005", WRONG, "De database staat alleen in het geheugen.", cure)
        return
    path = Path(database.database).resolve()
    yield from place_findings(path)
    if not is_writable(database):
        what = f"In {path} kan niet worden geschreven."
        yield Finding("ini.D004", WRONG, what, "Maak het bestand en zijn map schrijfbaar voor het intranet.")
    if _pragma(database, "journal_mode") != "wal":
        what = f"De database gebruikt geen WAL maar {_pragma(database, 'journal_mode')}: lezers wachten op schrijvers."
        yield Finding("ini.D006", CARE, what, "Geef INITIATIEVEN_DATABASE een pad in plaats van een Peewee-database.")
    if not _pragma(database, "foreign_keys"):
        what = "foreign_keys staat uit: regels kunnen naar iets wijzen dat er niet is."
        yield Finding("ini.D007", WRONG, what, "Geef INITIATIEVEN_DATABASE een pad in plaats van een Peewee-database.")
    yield from room_findings(path.parent)


def place_findings(path: Path) -> Iterator[Finding]:
    """A place that is emptied at a restart, is on another machine, or is readable by everybody."""
    temporary = [Path(folder).resolve() for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run", tempfile.gettempdir())]  # noqa: S108
    move = "Zet het bestand in een map op een eigen schijf van deze server, en geef dat pad aan INITIATIEVEN_DATABASE."
    if any(path.is_relative_to(folder) for folder in temporary):
        yield Finding("ini.D008", CARE, f"De database staat op een tijdelijke plaats ({path}).", move)
    kind = file_system_of(path)
    if kind in NETWORK:
        yield Finding(
            "ini.D009", WRONG, f"De database staat op een netwerkschijf ({kind}): SQLite raakt er stuk.", move
        )
    if path.exists() and path.stat().st_mode & stat.S_IROTH:
        what = f"Iedereen op deze server kan de database lezen ({path})."
        yield Finding("ini.D010", CARE, what, f"Typ: chmod o-rwx {path}")


def file_system_of(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """Kind of file system (ext4, nfs4) of this path; empty where Linux does not say."""
    try:
        lines = mounts.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    found, longest = "", -1
    for line in lines:
        _device, place, kind, *_rest = line.split(" ")
        place = place.replace("\\040", " ")
        if path.is_relative_to(place) and len(place) > longest:
            found, longest = kind, len(place)
    return found


def is_writable(database: pw.SqliteDatabase) -> bool:
    """Can a transaction that writes begin? It is taken back."""
    path = Path(database.database)
    if not os.access(path, os.W_OK) or not os.access(path.resolve().parent, os.W_OK):
        return False
    try:
        database.execute_sql("BEGIN IMMEDIATE")
    except pw.OperationalError as error:
        return "locked" in str(error)
    database.execute_sql("ROLLBACK")
    return True


def room_findings(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free // MEGABYTE
    what = f"Op de schijf van {folder} is nog {free} MB vrij."
    if free < NO_ROOM:
        yield Finding("ini.D011", WRONG, what, "Maak nu ruimte: opslaan kan elk moment mislukken.")
    elif free < LITTLE_ROOM:
        yield Finding("ini.D012", CARE, what, "Maak ruimte, of verplaats de database naar een grotere schijf.")


def _pragma(database: pw.Database, name: str) -> Any:
    return database.execute_sql(f"PRAGMA {name}").fetchone()[0]


# PostgreSQL


def _postgres_findings(database: pw.Database) -> Iterator[Finding]:
    if _shown(database, "transaction_read_only") == "on" or _ask(database, "SELECT pg_is_in_recovery()"):
        what = "In de database kan niet worden geschreven: deze server is een kopie of staat op alleen lezen."
        yield Finding("ini.D004", WRONG, what, "Geef INITIATIEVEN_DATABASE het adres van de server die schrijft.")
    version = int(_shown(database, "server_version_num")) // 10_000
    if version < LEAST_POSTGRES:
        what = f"PostgreSQL {version} wordt niet meer onderhouden."
        yield Finding("ini.D013", CARE, what, f"Ga naar PostgreSQL {LEAST_POSTGRES} of nieuwer.")
    encoding = _shown(database, "server_encoding")
    if encoding != "UTF8":
        cure = "Maak een database met ENCODING 'UTF8', en zet de gegevens over met pg_dump en pg_restore."
        yield Finding("ini.D014", WRONG, f"De database bewaart tekst als {encoding}, niet als UTF8.", cure)
    yield from _pool_findings(database)


def _pool_findings(database: pw.Database) -> Iterator[Finding]:
    example = "postgresql+pool://…?max_connections=10&timeout=5"
    if not isinstance(database, PooledDatabase):
        what = "Elk verzoek maakt een nieuwe verbinding met de database."
        yield Finding("ini.D015", CARE, what, f"Geef INITIATIEVEN_DATABASE zo: {example}")
        return
    pool: Any = database
    if not pool._wait_timeout:
        what = "Is elke verbinding met de database bezet, dan krijgt de gebruiker meteen een fout."
        yield Finding("ini.D016", CARE, what, f"Zet timeout in het adres van de database: {example}")
    most = int(_shown(database, "max_connections")) - int(_shown(database, "superuser_reserved_connections"))
    used = int(_ask(database, "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"))
    wanted = (pool._max_connections or 0) - len(pool._in_use) - len(pool._connections)
    if most - used < wanted:
        what = f"De server heeft nog {most - used} verbindingen vrij, en dit proces mag er nog {wanted} maken."
        yield Finding("ini.D017", CARE, what, "Verlaag max_connections in het adres, of verhoog het op de server.")


def _shown(database: pw.Database, name: str) -> str:
    return str(_ask(database, f"SHOW {name}"))


def _ask(database: pw.Database, statement: str) -> Any:
    return database.execute_sql(statement).fetchone()[0]
