"""What a test asks of the machine it runs on: a browser, a database server."""

from __future__ import annotations

import ctypes
import glob
import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def lacking(what: str) -> NoReturn:
    """This machine can't run the test: skipped with the reason; with CI=true that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} With CI set nothing may be skipped for that.", pytrace=False)
    pytest.skip(what)


def chromium() -> str:
    """The browser's program: TEST_CHROMIUM, Debian's, Google's, or the one `playwright install` made."""
    candidates = [os.environ.get("TEST_CHROMIUM"), *map(shutil.which, ("chromium", "google-chrome-stable"))]
    candidates += sorted(glob.glob(str(Path.home() / ".cache/ms-playwright/chromium-*/chrome-linux*/chrome")))
    found = next((path for path in candidates if path and os.access(path, os.X_OK)), None)
    return found or lacking("No chromium on this machine (Debian: apt-get install chromium).")


def playwright() -> None:
    """Playwright's driver is a node of its own, linked against a library that a small Debian lacks."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        lacking("Playwright can't start on this machine (Debian: apt-get install libatomic1).")


def postgres() -> str:
    """The address of a PostgreSQL server for tests; script/test starts one."""
    return os.environ.get("TEST_DATABASE_POSTGRES") or lacking("No PostgreSQL: run script/test, it starts one.")
