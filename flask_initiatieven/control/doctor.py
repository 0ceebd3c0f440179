"""`check` finds unsafe settings; `doctor` looks at the host and proposes how to mount."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.util import find_spec

from flask import Flask
from jinja2 import TemplateError, TemplateNotFound

from ..mount import Mount
from . import condition, layout, wording
from .models import RoleAssignment
from .states import State

_UNSEEN = {
    "content": "Onze pagina's blijven nu leeg.",
    "title": "De titel van onze pagina's is nu niet te zien.",
    "head": "Onze opmaak wordt nu niet geladen.",
    "scripts": "Onze scripts worden nu niet geladen.",
}


@dataclass(frozen=True)
class Finding:
    """`grade` is FOUT (not safe or not working) or LET OP; `cure` says what to do."""

    grade: str
    what: str
    cure: str


def check(app: Flask, mount: Mount) -> list[Finding]:
    """Everything unsafe or missing, each with its cure."""
    return [
        *_host_findings(app),
        *_layout_findings(app, mount),
        *_address_findings(mount),
        *_database_findings(mount),
        *_paper_findings(),
    ]


def _host_findings(app: Flask) -> list[Finding]:
    found = []
    secret = app.config.get("SECRET_KEY")
    if not secret:
        found.append(
            Finding(
                "FOUT",
                "SECRET_KEY ontbreekt.",
                "Zonder sleutel werkt geen enkel formulier. Zet een lange, willekeurige waarde.",
            )
        )
    elif len(str(secret)) < 16:
        found.append(Finding("FOUT", "SECRET_KEY is kort.", "Neem ten minste 16 willekeurige tekens."))
    if not app.config.get("SESSION_COOKIE_SECURE"):
        found.append(
            Finding(
                "LET OP",
                "SESSION_COOKIE_SECURE staat uit.",
                "Zet deze aan zodra het intranet https gebruikt.",
            )
        )
    if app.config.get("SESSION_COOKIE_SAMESITE") is None:
        found.append(Finding("LET OP", "SESSION_COOKIE_SAMESITE is leeg.", "Zet deze op Lax."))
    if app.debug:
        found.append(Finding("LET OP", "De app draait in debug.", "Zet debug uit buiten uw eigen computer."))
    return found


def _layout_findings(app: Flask, mount: Mount) -> list[Finding]:
    """A base template or block that is not there: Jinja is silent about a block, and the page stays empty."""
    base = mount.settings.base_template
    if not base or base.startswith("="):
        return []
    try:
        blocks = layout.blocks_of(app, base)
    except TemplateNotFound as error:
        there = ", ".join(name for name, _ in layout.bases(app)) or "geen"
        return [Finding("FOUT", f"De basistemplate {error.name} bestaat niet.", f"Gevonden basistemplates: {there}.")]
    except TemplateError as error:
        return [Finding("FOUT", f"Jinja kan {base} niet lezen ({error}).", "Verbeter deze template.")]
    if blocks is None:
        return []
    there = ", ".join(sorted(blocks)) or "geen"
    return [
        Finding(
            "FOUT" if part == "content" else "LET OP",
            f"{base} heeft geen blok {block} (INITIATIEVEN_BLOCKS, {part}).",
            f"{_UNSEEN[part]} Blokken die er wel zijn: {there}.",
        )
        for part, block in mount.settings.blocks.items()
        if block not in blocks
    ]


def _address_findings(mount: Mount) -> list[Finding]:
    if mount.settings.public_url:
        return []
    what = "INITIATIEVEN_PUBLIC_URL is leeg: het adres in QR-codes en agendabestanden komt dan uit het verzoek."
    return [Finding("LET OP", what, "Zet deze op het adres van uw intranet, bijvoorbeeld https://intranet.example.nl.")]


def _database_findings(mount: Mount) -> list[Finding]:
    found = condition.status(mount)
    if found.state is not State.INSTALLED:
        cure = f"{wording.cure(found, mount)} Typ: {wording.command(found, mount)}"
        return [Finding("FOUT", wording.what(found, mount), cure)]
    given = RoleAssignment.select().where(RoleAssignment.role == "beheerder").exists()
    if not given and not mount.settings.admins and not mount.settings.role_map and mount.adapters.roles is None:
        cure = f"Typ: flask {mount.name} role ID beheerder, of zet INITIATIEVEN_ADMINS."
        return [Finding("LET OP", "Niemand is beheerder.", cure)]
    return []


def _paper_findings() -> list[Finding]:
    if find_spec("weasyprint") is None:
        return [Finding("FOUT", "WeasyPrint ontbreekt.", "Typ: pip install weasyprint")]
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return [Finding("FOUT", "Pango ontbreekt.", "Typ: apt install libpango-1.0-0 libpangoft2-1.0-0")]
    return []


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
