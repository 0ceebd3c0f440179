"""`check`: everything unsafe or missing, each with its cure. Reads only, and asks nothing that takes long."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from jinja2 import TemplateError, TemplateNotFound

from ..mount import Mount
from . import database, layout, paper, people
from .finding import CARE, WRONG, Finding

#: characters of a key; as many as `secrets.token_hex()` gives are twice as many
LEAST_SECRET = 16
LEAST_DIFFERENT = 8
#: what people put there to fill it in later
KNOWN_SECRETS = (
    "change", "default", "dev", "example", "geheim", "insecure", "password", "placeholder", "sample", "secret",
    "secretkey", "test", "todo", "vervang", "voorbeeld", "wachtwoord", "wijzig", "your", "xxx", "123",
)  # fmt: skip
_FILLERS = ("a", "app", "flask", "for", "here", "in", "key", "me", "production", "sleutel", "super", "the", "this")
_HARDLY = 6
_UNSEEN = {
    "content": "Onze pagina's blijven nu leeg.",
    "title": "De titel van onze pagina's is nu niet te zien.",
    "head": "Onze opmaak wordt nu niet geladen.",
    "scripts": "Onze scripts worden nu niet geladen.",
}


def check(app: Flask, mount: Mount) -> list[Finding]:
    """Findings about the host, then the layout, the database, people, paper and the worker."""
    found = [
        *_secret_findings(app),
        *_cookie_findings(app),
        *_address_findings(app, mount),
        *_layout_findings(app, mount),
        *database.connection_findings(mount),
    ]
    if database.is_ready(mount):
        found += [
            *database.log_findings(mount),
            *people.findings(mount),
            *worker_findings(mount),
        ]
    return [*found, *paper.findings()]


def worker_findings(mount: Mount) -> list[Finding]:
    """Is a worker alive? Asked with the tables there and the database answering."""
    from ..clockwork import life

    seen = life.last_seen()
    cure = f"Laat dit altijd draaien: flask {mount.name} worker"
    if seen is None:
        what = "Er heeft nog geen worker gedraaid: mail wacht, en plannen gaan pas door als iemand iets doet."
        return [Finding("ini.W001", CARE, what, cure)]
    if not life.is_alive():
        since = f"{seen:%Y-%m-%d %H:%M} UTC"
        what = f"De worker is stil sinds {since}: mail wacht, en plannen gaan pas door als iemand iets doet."
        return [Finding("ini.W002", WRONG, what, cure)]
    return []


def _secret_findings(app: Flask) -> Iterator[Finding]:
    secret = app.config.get("SECRET_KEY")
    make = "Maak er een met: python -c 'import secrets; print(secrets.token_hex())'"
    if not secret:
        yield Finding("ini.S001", WRONG, "SECRET_KEY ontbreekt: geen enkel formulier werkt.", make)
        return
    text = secret.decode("latin-1") if isinstance(secret, bytes) else str(secret)
    if len(text) < LEAST_SECRET:
        what = f"SECRET_KEY is kort: {len(text)} tekens, nodig zijn er ten minste {LEAST_SECRET}."
        yield Finding("ini.S002", WRONG, what, make)
    if is_known_secret(text):
        yield Finding("ini.S003", WRONG, "SECRET_KEY is een woord dat iedereen kan raden.", make)
    elif len(set(text)) < LEAST_DIFFERENT and len(text) >= LEAST_SECRET:
        yield Finding("ini.S004", WRONG, f"SECRET_KEY heeft maar {len(set(text))} verschillende tekens.", make)


def is_known_secret(text: str) -> bool:
    """Made of words for "to be filled in later", with hardly anything beside them: dev, changeme, your-secret-key."""
    rest = "".join(sign for sign in text.lower() if sign.isalpha())
    has_one = any(word in text.lower() for word in KNOWN_SECRETS)
    for word in sorted((*KNOWN_SECRETS, *_FILLERS), key=len, reverse=True):
        rest = rest.replace(word, "")
    return has_one and len(rest) < _HARDLY


def _cookie_findings(app: Flask) -> Iterator[Finding]:
    config = app.config
    if not config.get("SESSION_COOKIE_SECURE"):
        cure = "Zet deze op True zodra het intranet https gebruikt."
        yield Finding("ini.S010", CARE, "SESSION_COOKIE_SECURE staat uit: de sessie gaat ook over http.", cure)
    if not config.get("SESSION_COOKIE_HTTPONLY", True):
        cure = "Haal de instelling weg, of zet deze op True."
        yield Finding("ini.S011", WRONG, "SESSION_COOKIE_HTTPONLY staat uit: een script kan de sessie lezen.", cure)
    if str(config.get("SESSION_COOKIE_SAMESITE") or "none").lower() == "none":
        what = (
            "SESSION_COOKIE_SAMESITE is leeg of None: andere sites kunnen met de sessie van de gebruiker iets vragen."
        )
        yield Finding("ini.S012", CARE, what, "Zet deze op Lax.")
    if hasattr(app, "login_manager") and not config.get("REMEMBER_COOKIE_SECURE"):
        cure = "Zet deze op True zodra het intranet https gebruikt."
        yield Finding("ini.S013", CARE, "REMEMBER_COOKIE_SECURE staat uit: 'onthoud mij' gaat ook over http.", cure)
    if app.debug:
        what = "De app draait in debug: wie een fout ziet, kan programmacode uitvoeren."
        yield Finding("ini.S014", WRONG if is_public(app) else CARE, what, "Zet debug uit buiten uw eigen computer.")


def is_public(app: Flask) -> bool:
    """Does the host say it is reached over https?"""
    return str(app.config.get("PREFERRED_URL_SCHEME")) == "https"


def _address_findings(app: Flask, mount: Mount) -> Iterator[Finding]:
    address = mount.settings.public_url
    example = "Zet deze op het adres van uw intranet, bijvoorbeeld https://intranet.example.nl."
    if not address:
        what = "INITIATIEVEN_PUBLIC_URL is leeg: het adres in QR-codes en agendabestanden komt dan uit het verzoek."
        yield Finding("ini.H001", CARE, what, example)
    elif not address.startswith("https://"):
        what = f"INITIATIEVEN_PUBLIC_URL is {address}: zonder https kan iedereen op het netwerk meelezen."
        yield Finding("ini.H002", CARE, what, example)
    if not is_public(app) and not (address and address.startswith("http://")):
        what = "PREFERRED_URL_SCHEME is niet https: adressen die een commando maakt, beginnen dan met http."
        yield Finding("ini.H003", CARE, what, "Zet deze op https.")


def _layout_findings(app: Flask, mount: Mount) -> list[Finding]:
    """A base template or block that is not there: Jinja is silent about a block, and the page stays empty."""
    base = mount.settings.base_template
    if not base or base.startswith("="):
        return []
    try:
        blocks = layout.blocks_of(app, base)
    except TemplateNotFound as error:
        there = ", ".join(name for name, _ in layout.bases(app)) or "geen"
        what = f"De basistemplate {error.name} bestaat niet."
        return [Finding("ini.L001", WRONG, what, f"Gevonden basistemplates: {there}.")]
    except TemplateError as error:
        return [Finding("ini.L002", WRONG, f"Jinja kan {base} niet lezen ({error}).", "Verbeter deze template.")]
    if blocks is None:
        return []
    there = ", ".join(sorted(blocks)) or "geen"
    return [
        Finding(
            "ini.L003",
            WRONG if part == "content" else CARE,
            f"{base} heeft geen blok {block} (INITIATIEVEN_BLOCKS, {part}).",
            f"{_UNSEEN[part]} Blokken die er wel zijn: {there}.",
        )
        for part, block in mount.settings.blocks.items()
        if block not in blocks
    ]
