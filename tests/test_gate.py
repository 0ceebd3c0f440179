"""What happens around every request below our prefix."""

from __future__ import annotations

from collections.abc import Callable

import peewee as pw
import pytest
from flask import Flask

from flask_initiatieven import ConfigError
from flask_initiatieven import mount as mounts
from tests.conftest import MakeApp, PageClient


@pytest.mark.parametrize(
    "path", ["/initiatieven/visie/%00", "/initiatieven/lijst?ini-zoek=a%00b", "/initiatieven/nergens"]
)
def test_an_address_that_is_nobodys_is_a_page_of_ours(as_person: Callable[[str], PageClient], path: str) -> None:
    answer = as_person("alice").get(path)
    assert (answer.status_code, "Deze pagina is er niet" in answer.text) == (404, True)


@pytest.mark.parametrize("number", [str(2**31), str(2**63), "9" * 30, "9" * 5000])
@pytest.mark.parametrize(
    "path",
    [
        "/bezoek/{}",
        "/bezoeken/{}/briefing",
        "/bezoeken/{}/briefing.pdf",
        "/initiatief/EW-2026-007/afspraak/{}",
        "/visie/x/versie/{}",
    ],
)
def test_a_number_that_no_column_holds_is_nobodys(
    as_person: Callable[[str], PageClient], path: str, number: str
) -> None:
    assert as_person("manager").get("/initiatieven" + path.format(number)).status_code == 404


def test_protecting_headers_are_set_where_the_host_set_none(as_person: Callable[[str], PageClient]) -> None:
    headers = as_person("alice").get("/initiatieven/lijst").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_host_that_sets_a_header_wins(make_app: MakeApp) -> None:
    app = make_app()
    app.after_request(lambda response: response.headers.set("X-Frame-Options", "DENY") or response)
    headers = app.test_client().get("/initiatieven/lijst", headers={"X-Person": "alice"}).headers
    assert headers.getlist("X-Frame-Options") == ["DENY"]


def test_the_style_sheet_needs_no_login_and_is_kept_a_year(app: Flask) -> None:
    with app.test_client().get("/initiatieven/static/initiatieven.css") as answer:
        assert (answer.status_code, answer.cache_control.max_age) == (200, 365 * 24 * 3600)


def test_an_error_of_ours_shows_a_number_and_no_internals(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["initiatieven.initiatives"] = lambda: 1 / 0
    answer = app.test_client().get("/initiatieven/lijst", headers={"X-Person": "alice"})
    assert answer.status_code == 500
    assert "Nummer van deze fout" in answer.text
    assert "ZeroDivision" not in answer.text


def test_a_database_that_is_away_gives_a_clear_page(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:

    client = app.test_client()
    client.get("/initiatieven/lijst", headers={"X-Person": "alice"})

    def away(*args: object, **kwargs: object) -> None:
        raise pw.OperationalError("away")

    monkeypatch.setattr(mounts.of(app).database, "execute_sql", away)
    answer = client.get("/initiatieven/lijst", headers={"X-Person": "alice"})
    assert (answer.status_code, "De database antwoordt niet" in answer.text) == (503, True)


def test_a_host_without_secret_key_is_told_so(make_app: MakeApp) -> None:
    app = make_app()
    app.secret_key = None
    with pytest.raises(ConfigError, match="no SECRET_KEY"):
        app.test_client().get("/initiatieven/lijst", headers={"X-Person": "alice"})
