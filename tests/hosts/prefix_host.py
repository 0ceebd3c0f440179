"""Below /diensten behind a proxy: strict CSP on every answer, users of its own, no Flask-Login at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask, abort, redirect, render_template, request, session, url_for
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix

from flask_initiatieven import Initiatieven, User

SCRIPT_NAME = "/diensten"
CSP = "default-src 'self'; object-src 'none'"
PEOPLE = {
    "alice": User("u-alice", "Alice", "alice@example.nl", frozenset({"uitvoerder", "aanspreekpunt"})),
    "bob": User("u-bob", "Bob", "bob@example.nl"),
    "charlie": User("u-charlie", "Charlie", "charlie@example.nl", frozenset({"beheerder", "leidinggevende"})),
}


def create_app(folder: Path, mounted: bool = True, **settings: Any) -> Flask:
    app = Flask(__name__, instance_path=str(folder), template_folder="prefix_templates")
    app.config.update(SECRET_KEY="diensten", THEME_BASE="theme/page.html")
    app.add_url_rule("/", "home", lambda: render_template("theme/home.html", people=PEOPLE))
    app.add_url_rule("/wie", "who", who, methods=["GET", "POST"])
    app.after_request(_protected)
    for code in (403, 404, 429, 500):
        app.register_error_handler(code, _error(code))
    if mounted:
        Initiatieven(
            app,
            **{
                "base_template": "=config.THEME_BASE",
                "blocks": {"content": "page_body", "head": "css", "scripts": "javascript"},
                "title_var": "title",
                "wrapper": ["ui container"],
                "user": lambda: PEOPLE.get(session.get("person", "")),
                "unauthorized": lambda: redirect(url_for("who", back=request.script_root + request.full_path)),
                **settings,
            },
        )
    below = DispatcherMiddleware(NotFound(), {SCRIPT_NAME: app.wsgi_app})
    app.wsgi_app = ProxyFix(below, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    return app


def who() -> Any:
    if request.method == "POST":
        session["person"] = request.form["name"] if request.form["name"] in PEOPLE else abort(400)
        return redirect(request.args.get("back") or url_for("home"))
    return render_template("theme/who.html")


def _protected(response: Any) -> Any:
    response.headers["Content-Security-Policy"] = CSP
    return response


def _error(code: int) -> Any:
    return lambda problem: (render_template("theme/error.html", code=code), code)
