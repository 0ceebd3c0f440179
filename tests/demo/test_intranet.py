"""The demo intranet as a host: who signs in, what roles that gives, where it sends people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from flask_initiatieven import access
from flask_initiatieven.demo import staff
from flask_initiatieven.demo.intranet import ROLES, create_app
from flask_initiatieven.mount import User, of


@pytest.fixture
def intranet(tmp_path: Path) -> Iterator[Flask]:
    app = create_app(tmp_path)
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    of(app).database.close()


def _signed_in(intranet: Flask, person: str, wanted: str = "") -> tuple[FlaskClient, str]:
    client = intranet.test_client()
    answer = client.post(f"/inloggen?next={wanted}", data={"person": person})
    return client, answer.location


@pytest.mark.parametrize("person", staff.colleagues())
def test_everybody_of_the_sample_can_sign_in(intranet: Flask, person: str) -> None:
    client, _ = _signed_in(intranet, person)
    assert staff.colleagues()[person].name in client.get("/").text


def test_every_group_has_somebody_and_roles_of_ours() -> None:
    assert set(staff.GROUPS) == set(ROLES) == {person.group for person in staff.colleagues().values()}
    assert {role for roles in ROLES.values() for role in roles} == {role.value for role in access.Role}


def test_the_sign_in_page_shows_everybody_once(intranet: Flask) -> None:
    page = intranet.test_client().get("/inloggen").text
    assert all(page.count(f'value="{person}"') == 1 for person in staff.colleagues())


def test_every_page_says_that_this_is_a_demo(intranet: Flask) -> None:
    client, _ = _signed_in(intranet, "m-lezer")
    for address in ("/", "/wie-is-wie", "/inloggen", "/weg", "/initiatieven/"):
        words = "Dit is een demo. De gemeente, de mensen en de bedragen zijn verzonnen."
        assert words in client.get(address).text


def test_nobody_signs_in_as_somebody_who_is_not_there(intranet: Flask) -> None:
    client = intranet.test_client()
    assert client.post("/inloggen", data={"person": "m-niemand"}).status_code == 400
    assert client.get("/").location == "/inloggen?next=%2F"


@pytest.mark.parametrize("wanted", ["//evil.example", "/\\evil.example", "https://evil.example", "/%09/evil.example"])
def test_after_signing_in_nobody_is_sent_elsewhere(intranet: Flask, wanted: str) -> None:
    _, sent_to = _signed_in(intranet, "m-stuiver", wanted)
    assert sent_to == "/"


def test_after_signing_in_one_comes_where_one_was_going(intranet: Flask) -> None:
    _, sent_to = _signed_in(intranet, "m-stuiver", "/initiatieven/bezoeken")
    assert sent_to == "/initiatieven/bezoeken"


def test_the_adapters_know_the_staff(intranet: Flask) -> None:
    adapters = of(intranet).adapters
    assert adapters.find_user
    stuiver = User("m-stuiver", "Carolien Stuiver", "c.stuiver@example.nl", department="Wijken en Participatie")
    assert adapters.find_user("m-stuiver") == stuiver
    assert adapters.people
    assert list(adapters.people("STUI", 5)) == [stuiver]
    assert adapters.find_user("m-niemand") is None


def test_two_demos_do_not_share_a_key(tmp_path: Path) -> None:
    keys = {create_app(tmp_path / name).config["SECRET_KEY"] for name in ("one", "two", "one")}
    assert len(keys) == 2
    assert (tmp_path / "one" / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "asked",
    [
        {"headers": {"Host": "intranet.example.nl"}},
        {"headers": {"Host": "127.0.0.1.example.nl:5000"}},
        {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}},
    ],
)
def test_the_demo_answers_only_on_its_own_machine(intranet: Flask, asked: dict[str, Any]) -> None:
    for page in ("/inloggen", "/initiatieven/lijst"):
        assert intranet.test_client().get(page, **asked).status_code == 403
