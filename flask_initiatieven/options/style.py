"""The municipality's colours as a small style sheet: only custom properties of `.ini`. Pure."""

from __future__ import annotations

import hashlib

from .registry import Style

#: setting → custom property
_PROPERTIES = {"accent": "--ini-accent", "on_accent": "--ini-on-accent", "link": "--ini-link"}


def css(style: Style) -> str:
    """The style sheet; empty when no colour was chosen.

    As weighty as our own style sheet and read after it: what a host can win from ours, it wins from this.
    """
    chosen = {_PROPERTIES[name]: getattr(style, name) for name in _PROPERTIES if getattr(style, name)}
    if not chosen:
        return ""
    lines = "".join(f"  {name}: {value};\n" for name, value in chosen.items())
    return f".ini, .ini-own {{\n{lines}}}\n"


def version(style: Style) -> str:
    """Changes with the content."""
    return hashlib.sha256(css(style).encode()).hexdigest()[:12]
