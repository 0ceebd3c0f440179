"""Everything that happens around a request below our prefix: mount, log-in, installed or not, headers, error pages."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import Any

import peewee as pw
from flask import Blueprint, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from jinja2 import TemplateError
from werkzeug.exceptions import HTTPException, InternalServerError

from . import access, audit
from . import mount as mounts
from .access import Permission
from .errors import ConfigError
from .forms import LARGEST_NUMBER
from .host import current_user, unauthorized
from .i18n import gettext as _
from .lifecycle import actions as lifecycle
from .lifecycle import condition, wording
from .lifecycle.states import Problem, State
from .mount import Mount
from .options import queries as options
from .pages import page

log = logging.getLogger(__name__)
CODES = (400, 403, 404, 405, 409, 410, 413, 415, 429, 500, 503)
ANY_METHOD = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
#: kinds of files that are handed over; pictures and style are parts of pages
FILES = frozenset({"application/pdf", "application/zip", "text/calendar", "text/csv"})
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}


def add_gate(blueprint: Blueprint, here: Mount) -> None:
    """Enter the mount, ask who is there, and whether the add-on is alive, before any view of ours."""
    blueprint.before_request(lambda: mounts.enter(here))
    blueprint.before_request(lambda: None if _is_static(here) else _login_wall())
    blueprint.before_request(lambda: None if _is_static(here) or condition.is_alive(here) else _not_alive(here))
    blueprint.before_request(_refuse_impossible)
    blueprint.teardown_request(lambda error: mounts.leave())
    blueprint.after_request(_note_handed_over)
    if here.settings.security_headers:
        blueprint.after_request(_protect)
    blueprint.add_url_rule("/<path:rest>", "nowhere", _nowhere, methods=ANY_METHOD)


def _is_static(here: Mount) -> bool:
    return request.endpoint == f"{here.name}.static"


def _refuse_impossible() -> None:
    """Databases refuse a NUL character and a number that fits no column: nothing of ours has such an address."""
    numbers = [value for value in (request.view_args or {}).values() if isinstance(value, int)]
    if "\x00" in request.path or any("\x00" in value for value in request.args.values()):
        abort(404)
    if any(number > LARGEST_NUMBER for number in numbers):
        abort(404)


def _login_wall() -> ResponseReturnValue | None:
    if not current_app.secret_key:
        raise ConfigError("The app has no SECRET_KEY. Set a long random one: no form works without it.")
    if current_user() is not None:
        return None
    return unauthorized() or page("unauthorized.html", _("Log eerst in"), 401, bare=True)


def _not_alive(here: Mount) -> ResponseReturnValue | None:
    """Only the page *Module beheren* answers, to whom the host calls an admin; everything else is one clear page.

    503 before installing, while an upgrade waits and when something is broken: come back later. 404 after
    uninstalling: there is nothing here any more, and nobody needs to come back.
    """
    found = condition.status(here)
    if found.state is State.INSTALLED:  # somebody installed it between the two questions
        condition.forget()
        return None
    lifecycle.let_go(here)
    is_admin = access.may_by_host(Permission.MANAGE_ADDON)
    if is_admin and (request.endpoint or "").startswith(f"{here.name}.module"):
        return None
    if found.problem is Problem.AWAY and not is_admin:
        raise pw.OperationalError("The database does not answer.")
    return page(
        "not_alive.html",
        _("Deze pagina is er niet") if found.state is State.REMOVED else _("Nog niet klaar voor gebruik"),
        404 if found.state is State.REMOVED else 503,
        bare=True,
        text=wording.what(found, here),
        command=wording.command(found, here),
        is_admin=is_admin,
    )


def _note_handed_over(response: Response) -> Response:
    """Every file that leaves is in the log: what a view did not record itself is recorded here.

    When that fails there is no file but an error page.
    """
    is_file = response.mimetype in FILES or "attachment" in response.headers.get("Content-Disposition", "")
    if is_file and response.status_code in (200, 206) and not audit.has_recorded():
        audit.record("bestand downloaden", f"route:{(request.endpoint or '').rpartition('.')[2]}"[:80])
    return response


def _protect(response: Response) -> Response:
    """Only where the host set nothing; its own hooks run later and win."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _nowhere(rest: str) -> ResponseReturnValue:
    """Nothing of ours: a 404 of ours, so that a catch-all route of the host never answers below our prefix."""
    abort(404)


def add_error_pages(blueprint: Blueprint, here: Mount) -> None:
    """Per code: Flask prefers the app's handler for a code above a blueprint's for all codes."""
    if here.settings.error_pages == "host":
        return

    def inside(answer: Callable[[Any], ResponseReturnValue]) -> Callable[[Any], ResponseReturnValue]:
        """The host's own checks (CSRF, rate limits) refuse a request before it has entered our mount."""

        def answer_inside(error: Exception) -> ResponseReturnValue:
            mounts.enter(here)
            return answer(error)

        return answer_inside

    for code in CODES:
        blueprint.register_error_handler(code, inside(_error_page))
    for refusal in (pw.OperationalError, pw.InterfaceError, pw.ProgrammingError):
        blueprint.register_error_handler(refusal, inside(_database_refuses))


def _error_page(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code >= 500:
        options.ask_no_more()
    number = ""
    if isinstance(error, InternalServerError):
        number = secrets.token_hex(4)
        log.error("Error %s on %s %s", number, request.method, request.path, exc_info=error.original_exception)
    title, text = _error_words(code)
    return _drawn(
        lambda: page("error.html", title, code, text=text, number=number, code=code, bare=True),
        f"{title}. {text}",
        code,
    )


def _database_refuses(error: pw.DatabaseError) -> ResponseReturnValue:
    """It does not answer, or tables of ours are gone from it; a mistake of ours in SQL stays a mistake of ours."""
    options.ask_no_more()
    number = secrets.token_hex(4)
    log.error("Database error %s on %s: %s", number, request.path, error)
    found = condition.status(mounts.current())
    if found.problem not in (None, Problem.AWAY):
        title, text = _("De module werkt nu niet"), wording.what(found, mounts.current())
    elif isinstance(error, pw.ProgrammingError):
        return _error_page(InternalServerError(original_exception=error))
    else:
        title = _("De database antwoordt niet")
        text = _("Er is niets opgeslagen. Probeer het over een minuut opnieuw.")
    return _drawn(
        lambda: page("error.html", title, 503, text=text, number=number, code=503, bare=True),
        f"{title}. {text}",
        503,
    )


def _drawn(draw: Callable[[], ResponseReturnValue], words: str, code: int) -> ResponseReturnValue:
    """In the host's base; when that fails (its base may need what it did not get to set), plain words."""
    try:
        return draw()
    except (TemplateError, ConfigError, LookupError, AttributeError, TypeError, pw.PeeweeException):
        log.exception("The error page could not be drawn in the host's base template")
        return Response(words, code, mimetype="text/plain")


def _error_words(code: int) -> tuple[str, str]:
    if code == 400:
        return _("Dit formulier is verlopen"), _("Ga terug, laad de pagina opnieuw en verstuur het nog een keer.")
    if code == 403:
        return _("Dit mag u niet"), _("U mag dit niet bekijken of veranderen. Vraag uw beheerder om de juiste rol.")
    if code in (404, 410):
        return _("Deze pagina is er niet"), _("Misschien is het adres verkeerd, of mag u de pagina niet zien.")
    if code == 405:
        return _("Dit kan hier niet"), _(
            "Deze pagina kunt u alleen openen, niet versturen. Ga terug en probeer het opnieuw."
        )
    if code == 413:
        return _("Dit is te groot"), _("Maak de tekst of het bestand kleiner en probeer het opnieuw.")
    if code == 429:
        return _("Te veel tegelijk"), _("Wacht een minuut en probeer het opnieuw.")
    if code == 503:
        return _("Dit lukt nu niet"), _("Probeer het over een minuut opnieuw.")
    return _("Er ging iets mis"), _(
        "Dit is een fout van ons. Probeer het opnieuw, of geef het nummer door aan uw beheerder."
    )
