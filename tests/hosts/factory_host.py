"""An app factory with users in SQLite, Bootstrap's class names, CSRFProtect everywhere, own error pages."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_login import LoginManager, UserMixin, login_required, login_user, logout_user
from flask_wtf import CSRFProtect, FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired

from flask_initiatieven import Initiatieven, User

PEOPLE = (
    (1, "Alice Aalders", "alice@example.nl", "uitvoering"),
    (2, "Bob Bos", "bob@example.nl", "kantoor"),
    (3, "Charlie Cornelissen", "charlie@example.nl", "beheer"),
)
ROLE_MAP = {"uitvoering": ["uitvoerder", "aanspreekpunt"], "beheer": ["beheerder", "leidinggevende"]}

login_manager = LoginManager()
login_manager.login_view = "main.login"
csrf = CSRFProtect()
main = Blueprint("main", __name__)


class Person(UserMixin):  # type: ignore[misc]
    def __init__(self, id: int, name: str, email: str, team: str) -> None:
        self.id, self.name, self.email, self.team = id, name, email, team


class SearchForm(FlaskForm):  # type: ignore[misc]
    words = StringField("Woorden", validators=[InputRequired()])


def create_app(folder: Path, mounted: bool = True, **settings: Any) -> Flask:
    app = Flask(__name__, instance_path=str(folder), template_folder="factory_templates")
    app.config.update(SECRET_KEY="plein", USERS=str(folder / "users.db"))
    login_manager.init_app(app)
    csrf.init_app(app)
    app.register_blueprint(main)
    app.register_error_handler(404, lambda error: (render_template("error.html", code=404), 404))
    app.register_error_handler(500, lambda error: (render_template("error.html", code=500), 500))
    with sqlite3.connect(app.config["USERS"]) as users:
        users.execute("CREATE TABLE IF NOT EXISTS person (id INTEGER PRIMARY KEY, name, email, team)")
        users.executemany("INSERT OR IGNORE INTO person VALUES (?, ?, ?, ?)", PEOPLE)
    users.close()
    if mounted:
        Initiatieven(
            app,
            **{
                "base_template": "base.html",
                "blocks": {"content": "content", "title": "title", "head": "head"},
                "flash": "host",
                "flash_categories": {"error": "danger"},
                "roles": lambda user: {_person(app, int(user.id)).team},
                "role_map": ROLE_MAP,
                "find_user": lambda user_id: _found(app, user_id),
                **settings,
            },
        )
    return app


def _person(app: Flask, person_id: int) -> Person:
    users = sqlite3.connect(app.config["USERS"])
    row = users.execute("SELECT id, name, email, team FROM person WHERE id = ?", (person_id,)).fetchone()
    users.close()
    return Person(*row)


def _found(app: Flask, user_id: str) -> User | None:
    if user_id not in {str(row[0]) for row in PEOPLE}:
        return None
    person = _person(app, int(user_id))
    return User(str(person.id), person.name, person.email)


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load_user(user_id: str) -> Person:
    from flask import current_app

    return _person(current_app._get_current_object(), int(user_id))  # type: ignore[attr-defined]


@main.route("/")
def index() -> Any:
    return render_template("index.html", items=[1, 2, 3])


@main.route("/zoeken", methods=["GET", "POST"])
@login_required  # type: ignore[untyped-decorator]
def search() -> Any:
    form = SearchForm()
    if form.validate_on_submit():
        flash("Niets gevonden", "warning")
        return redirect(url_for("main.search"))
    return render_template("search.html", form=form)


@main.route("/aanmelden", methods=["GET", "POST"])
def login() -> Any:
    if request.method == "POST":
        from flask import current_app

        number = next(row[0] for row in PEOPLE if row[1].startswith(request.form["name"].title()))
        login_user(_person(current_app._get_current_object(), number))  # type: ignore[attr-defined]
        return redirect(request.args.get("next") or url_for("main.index"))
    return render_template("login.html")


@main.route("/afmelden")
def logout() -> Any:
    logout_user()
    return redirect(url_for("main.index"))


@main.route("/kapot")
def broken() -> Any:
    raise RuntimeError("the host's own mistake")
