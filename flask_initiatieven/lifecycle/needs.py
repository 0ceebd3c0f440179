"""What else must be on this machine: the packages we depend on, and WeasyPrint's libraries. Imports none of them."""

from __future__ import annotations

import ctypes
import re
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version

#: as WeasyPrint looks for them on Linux
_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")


@cache
def lacking() -> tuple[str, ...]:
    """Names of packages and libraries that are not here; asked once a process, as installing needs a restart."""
    libraries = _LIBRARIES if sys.platform == "linux" else ()
    return (*(name for name in _packages() if not _is_here(name)), *(name for name in libraries if not _loads(name)))


def _packages() -> list[str]:
    """What this package cannot do without; the extras are a host's own choice."""
    wanted = [line for line in requires("flask-initiatieven") or [] if "extra ==" not in line]
    return [re.split(r"[\s<>=!~;\[(]", line, maxsplit=1)[0] for line in wanted]


def _is_here(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
