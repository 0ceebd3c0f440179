"""Errors a host may catch. All are children of `InitiatievenError`."""

from __future__ import annotations


class InitiatievenError(Exception):
    """Base of every error this package raises on purpose."""


class ConfigError(InitiatievenError):
    """A setting or adapter is wrong; the message says which one and what to give instead."""


class NoMount(InitiatievenError):
    """The database was asked for outside a request, command or `mount.opened()`."""


class NotInstalled(InitiatievenError):
    """The tables are not there yet: `flask initiatieven install` makes them."""


class Refused(InitiatievenError):
    """A rule says no. The message is for the user, in Dutch, and says what to do."""


class Conflict(Refused):
    """Somebody else saved this in the meantime."""


class Immutable(Refused):
    """A confirmed agreement or published version can't be changed; make a new version."""


class Failed(InitiatievenError):
    """Installing, upgrading or removing went wrong and was undone; the message is for the admin, in Dutch."""
