"""A wiki: one global app, no CSRF protection, own Flask-Babel, own url_for and _, pages at the root."""

from __future__ import annotations

from typing import Any

import flask
from flask import Flask, redirect, render_template_string, request
from flask_babel import Babel
from flask_login import LoginManager, login_user, logout_user

app = Flask(__name__, template_folder="global_templates")
app.secret_key = "wiki"


def language() -> str:
    return request.args.get("lang") or request.accept_languages.best_match(["nl", "en"]) or "nl"


babel = Babel(app, locale_selector=language)
login = LoginManager(app)
login.login_view = "sign_in"


class Member:
    """Users as some write them: no UserMixin, `is_authenticated` a method, the id a number."""

    def __init__(self, number: int, name: str) -> None:
        self.id, self.name, self.email = number, name, f"{name.lower()}@example.nl"
        self.is_active, self.is_anonymous = True, False

    def is_authenticated(self) -> bool:
        return True

    def get_id(self) -> str:
        return str(self.id)


MEMBERS = {1: Member(1, "Alice"), 2: Member(2, "Bob"), 3: Member(3, "Charlie")}
login.user_loader(lambda text: MEMBERS.get(int(text)))


def wiki_url(endpoint: str, **values: Any) -> str:
    """This host's url_for knows only its own pages and puts a mark in each address."""
    if endpoint == "wiki":
        return flask.url_for("wiki", **values) + "#wiki"
    raise LookupError(f"The wiki knows no page {endpoint}")


app.jinja_env.globals.update(url_for=wiki_url, _=lambda text: f"«{text}»", language=language)


@app.context_processor
def everywhere() -> dict[str, Any]:
    return {
        "title": "The wiki's title",
        "user": "the wiki's user",
        "form": "the wiki's form",
        "items": ["wiki", "items"],
        "pagination": {"page": "wiki page 1"},
        "ini": "the wiki's ini",
    }


@app.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Any:
    if request.method == "POST":
        login_user(next(member for member in MEMBERS.values() if member.name == request.form["name"].title()))
        return redirect(request.args.get("next") or "/Home")
    return render_template_string('{% extends "wiki.html" %}{% block body %}<h1>Sign in</h1>{% endblock %}')


@app.route("/sign-out")
def sign_out() -> Any:
    logout_user()
    return redirect("/Home")


@app.route("/<path:page>", methods=["GET", "POST"])
@app.route("/<path:page>/edit", methods=["GET", "POST"])
@app.route("/<path:page>/history")
def wiki(page: str) -> Any:
    return flask.render_template("page.html", page=page)


@app.route("/")
def front() -> Any:
    return redirect(flask.url_for("wiki", page="Home"))
