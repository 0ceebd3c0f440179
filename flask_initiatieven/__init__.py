"""flask_initiatieven: residents' initiatives and one-click visit briefings, inside an existing Flask intranet."""

from __future__ import annotations

from typing import Any

from flask import Flask

from . import signals
from .errors import (
    ConfigError,
    Conflict,
    Immutable,
    InitiatievenError,
    NoMount,
    NotInstalled,
    Refused,
)
from .extension import Initiatieven
from .mount import Page, User
from .pages import Link, links
from .tiles.drawing import tile
from .version import VERSION as __version__


def register_plugin(app: Flask, **options: Any) -> None:
    """For hosts that load plug-ins by name."""
    Initiatieven(app, **options)


__all__ = [
    "ConfigError", "Conflict", "Immutable", "Initiatieven", "InitiatievenError", "Link", "NoMount", "NotInstalled",
    "Page", "Refused", "User", "__version__", "links", "register_plugin", "signals", "tile",
]  # fmt: skip
