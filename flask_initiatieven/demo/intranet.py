"""The intranet of Gemeente Elzerwoude: a host as somebody else would write it, with the add-on in it."""

from __future__ import annotations

import os
import re
import secrets
from operator import attrgetter
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_required, login_user, logout_user
from flask_wtf import CSRFProtect
from werkzeug.exceptions import HTTPException

from flask_initiatieven import Initiatieven, User, links, tile

from . import staff

#: What the intranet calls somebody, and which roles of the add-on belong to that.
ROLES = {
    "wijkregisseur": {"uitvoerder", "aanspreekpunt"},
    "leidinggevende": {"leidinggevende"},
    "vakcollega": {"vakcollega"},
    "communicatieadviseur": {"vakcollega", "redacteur"},
    "directie": {"beoordelaar"},
    "bestuursadviseur": {"bestuursadviseur"},
    "bestuurder": {"wethouder"},
    "griffie": {"griffie"},
    "beheerder": {"beheerder"},
    "medewerker": {"lezer"},
}

#: names of the machine itself
HERE = {"localhost", "127.0.0.1", "::1"}

NEWS = (
    ("Fietsenstalling dicht op vrijdag", "De stalling onder het gemeentehuis wordt geverfd.", "Facilitair"),
    ("Wij zoeken stembureauleden", "Wilt u op een zondag tellen? Meld u bij Burgerzaken.", "Burgerzaken"),
    ("Nieuwe koffie op de tweede", "De automaat maakt nu ook thee. Neem uw eigen beker mee.", "Facilitair"),
)


def create_app(folder: str | Path | None = None) -> Flask:
    """The intranet with its data in `folder` (default: $INTRANET_FOLDER, else instance/demo here)."""
    home = Path(folder or os.environ.get("INTRANET_FOLDER") or "instance/demo").resolve()
    app = Flask(__name__, instance_path=str(home))
    app.config.update(SECRET_KEY=_secret_key(home), SESSION_COOKIE_SAMESITE="Lax")
    CSRFProtect(app)
    app.before_request(_only_here)
    _add_sign_in(app)
    _add_pages(app)
    Initiatieven(
        app,
        base_template="base.html",
        blocks={"content": "content", "title": "title", "head": "head"},
        user=_current_user,
        roles=_groups,
        role_map=ROLES,
        find_user=_find_user,
        people=_search,
    )
    return app


def _secret_key(home: Path) -> str:
    """A key of this folder's own, so that nobody's demo shares one; made at the first start."""
    file = home / "secret_key"
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32), encoding="ascii")
    return file.read_text(encoding="ascii")


# --- what the add-on asks of us ---------------------------------------------------------------------------


def _as_user(person: staff.Colleague) -> User:
    return User(person.id, person.name, person.email, department=person.department)


def _current_user() -> User | None:
    return _as_user(current_user) if current_user.is_authenticated else None


def _find_user(user_id: str) -> User | None:
    person = staff.colleagues().get(user_id)
    return _as_user(person) if person else None


def _search(words: str, limit: int) -> list[User]:
    """Colleagues whose name has all these words in it."""
    wanted = words.lower().split()
    found = [person for person in staff.colleagues().values() if all(word in person.name.lower() for word in wanted)]
    return [_as_user(person) for person in found[:limit]]


def _groups(user: User) -> set[str]:
    return {staff.colleagues()[user.id].group}


# --- the intranet itself ----------------------------------------------------------------------------------


def _add_sign_in(app: Flask) -> None:
    manager = LoginManager(app)
    manager.login_view = "login"
    manager.login_message = None
    manager.user_loader(staff.colleagues().get)
    app.add_url_rule("/inloggen", view_func=login, methods=["GET", "POST"])
    app.add_url_rule("/uitloggen", view_func=logout, methods=["POST"])


def _add_pages(app: Flask) -> None:
    app.add_url_rule("/", view_func=login_required(home))
    app.add_url_rule("/wie-is-wie", view_func=login_required(people))
    app.context_processor(menu)
    app.register_error_handler(HTTPException, error)


def _only_here() -> None:
    """Who logs in by choosing a person is on this very machine: not on a network, nor by another site's name for it."""
    place = urlsplit(request.host_url).hostname
    if place not in HERE or request.remote_addr not in (None, "127.0.0.1", "::1"):
        abort(403, "This demo has no passwords. It answers only on the machine it runs on.")


def login() -> ResponseReturnValue:
    if request.method == "POST":
        login_user(staff.colleagues().get(request.form.get("person", "")) or abort(400))
        return redirect(_local(request.args.get("next")))
    return render_template("login.html", groups=staff.by_group())


def logout() -> ResponseReturnValue:
    logout_user()
    return redirect(url_for("login"))


def _local(address: str | None) -> str:
    """The path somebody was on his way to, when it is one of ours; the start page otherwise."""
    if address and re.fullmatch(r"/(?!/)[\w./~%?&=+:,;@-]*", address):
        return address
    return url_for("home")


def home() -> ResponseReturnValue:
    return render_template("home.html", news=NEWS, points=staff.sample()["coalitieprogramma"]["punten"], tile=tile)


def people() -> ResponseReturnValue:
    return render_template("people.html", people=sorted(staff.colleagues().values(), key=attrgetter("name")))


def menu() -> dict[str, object]:
    """The links of the menu, for every page: label, address, and whether the page is behind it."""
    if not current_user.is_authenticated:
        return {"menu": []}
    own = [
        ("Start", url_for("home"), request.endpoint == "home"),
        ("Wie is wie", url_for("people"), request.endpoint == "people"),
    ]
    initiatives = [("Bewonersinitiatieven", links()[0].url, request.blueprint == "initiatieven")] if links() else []
    return {"menu": own + initiatives}


def error(problem: HTTPException) -> ResponseReturnValue:
    return render_template("error.html", problem=problem), problem.code or 500
