"""`doctor` looks at the host and proposes how to mount."""

from __future__ import annotations

import re

from flask import Flask

from . import layout


def examine(app: Flask) -> list[str]:
    """Base templates with their blocks, log-in, catch-alls and Babel of the host, and the lines to mount with."""
    bases = layout.bases(app)
    lines = ["Basistemplates van dit intranet, met hun blokken:"]
    lines += [f"  {name}: {', '.join(blocks)}" for name, blocks in bases] or ["  geen gevonden"]
    manager = getattr(app, "login_manager", None)
    lines.append(f"Inloggen: {_login_words(app, manager)}")
    catch_alls = [rule.rule for rule in app.url_map.iter_rules() if re.match(r"^/(<path:[^>]+>|<[^:>]+>)$", rule.rule)]
    lines.append(f"Routes die alles vangen: {', '.join(catch_alls) or 'geen'}")
    for name, key in (("Flask-Babel", "babel"), ("CSRFProtect", "csrf")):
        lines.append(f"{name}: {'ja' if key in app.extensions else 'nee'}")
    if bases:
        name, blocks = bases[0]
        named = ", ".join(f'"{part}": "{block}"' for part, block in layout.proposal(blocks).items())
        lines += [
            "Voorstel:",
            f'  Initiatieven(app, base_template="{name}", blocks={{{named}}}, admins=["uw e-mailadres"])',
        ]
    return lines


def _login_words(app: Flask, manager: object) -> str:
    if manager is None:
        return "geen Flask-Login; geef user= en unauthorized="
    view = getattr(manager, "login_view", None)
    if view is None:
        return "Flask-Login zonder login_view; geef unauthorized= of zet login_view"
    return (
        f"Flask-Login, naar {view}"
        if view in app.view_functions
        else f"Flask-Login, maar {view} bestaat niet; geef unauthorized="
    )
