"""The commands that copy a PostgreSQL database and put it back; never with the password in them."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import peewee as pw

_SECRET = frozenset({"password", "passfile", "sslpassword"})


def dump_command(database: pw.Database, file: Path) -> str:
    """`pg_dump …`: the whole database, also what a host keeps in it, in one moment of the database."""
    return shlex.join(["pg_dump", "--format=custom", "--no-owner", f"--file={file}", f"--dbname={address(database)}"])


def restore_command(database: pw.Database, file: Path) -> str:
    """`pg_restore …`: all or nothing, over what is there."""
    words = ["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error"]
    return shlex.join([*words, f"--dbname={address(database)}", str(file)])


def address(database: pw.Database) -> str:
    """How libpq is told where the database is: `host='db' user='intranet' dbname='initiatieven'`."""
    given: dict[str, Any] = {**getattr(database, "connect_params", {}), "dbname": database.database}
    return " ".join(
        f"{name}={_quoted(value)}" for name, value in given.items() if name not in _SECRET and _is_plain(value)
    )


def has_password(database: pw.Database) -> bool:
    return bool(getattr(database, "connect_params", {}).get("password"))


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and value != ""


def _quoted(value: object) -> str:
    text = str(value).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{text}'" if not text.replace("-", "").replace("_", "").replace(".", "").isalnum() else text
