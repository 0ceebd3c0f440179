"""Users as real hosts have them: the default adapter reads them with care."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask_login import LoginManager

from flask_initiatieven import ConfigError, Initiatieven
from flask_initiatieven import mount as mounts
from flask_initiatieven.host import current_user


def host_with(person: Any, tmp_path: Path) -> Flask:
    app = Flask("host", instance_path=str(tmp_path))
    app.secret_key = "a secret for tests only"
    manager = LoginManager(app)
    manager.request_loader(lambda request: person)
    Initiatieven(app)
    return app


def user_of(app: Flask) -> Any:
    with app.test_request_context(), mounts.of(app).opened():
        return current_user()


def person(**values: Any) -> Any:
    return SimpleNamespace(**{"is_authenticated": True, "is_active": True, "get_id": lambda: "session-7", **values})


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (person(id=7, name="Carolien", email="c@x.nl"), ("7", "Carolien", "c@x.nl")),
        (person(id=7, get_full_name=lambda: "Carolien Stuiver"), ("7", "Carolien Stuiver", "")),
        (person(id=7, name=["Carolien"], display_name="Carolien S."), ("7", "Carolien S.", "")),
        (person(id="9f", first_name="Carolien", last_name="Stuiver"), ("9f", "Carolien Stuiver", "")),
        (person(id=7, naam="Carolien Stuiver", email="c@x.nl"), ("7", "Carolien Stuiver", "c@x.nl")),
        (person(id=7, voornaam="Carolien", achternaam="Stuiver"), ("7", "Carolien Stuiver", "")),
        (person(id=7, first_name="Jo", last_name="Wit", username="jow"), ("7", "Jo Wit", "")),
        (person(email="c@x.nl"), ("c@x.nl", "c@x.nl", "c@x.nl")),
        (person(id=7, is_authenticated=lambda: True, username="carolien"), ("7", "carolien", "")),
    ],
)
def test_id_name_and_mail_are_found_in_hosts_of_all_kinds(
    found: Any, expected: tuple[str, ...], tmp_path: Path
) -> None:
    user = user_of(host_with(found, tmp_path))
    assert (user.id, user.name, user.email) == expected


def test_a_user_without_id_and_mail_is_a_configuration_error_that_names_the_option(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Give user= to init_app"):
        user_of(host_with(person(id=None), tmp_path))


def test_is_authenticated_as_a_method_that_says_no_is_a_stranger(tmp_path: Path) -> None:
    assert user_of(host_with(person(id=1, is_authenticated=lambda: False), tmp_path)) is None


def test_without_login_manager_everybody_is_a_stranger_and_gets_a_page(tmp_path: Path) -> None:
    app = Flask("host", instance_path=str(tmp_path))
    app.secret_key = "a secret for tests only"
    Initiatieven(app)
    answer = app.test_client().get("/initiatieven/")
    assert (answer.status_code, "niet ingelogd" in answer.text) == (401, True)


def test_a_login_view_that_does_not_exist_gives_our_page_and_no_error(tmp_path: Path) -> None:
    app = Flask("host", instance_path=str(tmp_path))
    app.secret_key = "a secret for tests only"
    manager = LoginManager(app)
    manager.login_view = "there.is.none"
    manager.user_loader(lambda user_id: None)
    Initiatieven(app)
    assert app.test_client().get("/initiatieven/").status_code == 401
