"""The page Module beheren: in every state, for who may, by one of two admins at a time."""

from __future__ import annotations

import re
import threading

import peewee as pw
import pytest
from flask import Flask

from flask_initiatieven import mount as mounts
from flask_initiatieven.database import no_file_yet
from flask_initiatieven.errors import Conflict
from flask_initiatieven.lifecycle import actions as lifecycle
from flask_initiatieven.lifecycle import condition, needs, steps
from flask_initiatieven.lifecycle.states import State
from tests.conftest import MakeApp, PageClient, inside
from tests.lifecycle import releases

PAGE = "/initiatieven/beheer/module"


def browser(app: Flask, person: str = "admin") -> PageClient:
    found = app.test_client()
    assert isinstance(found, PageClient)
    found.person = person
    return found


def press(client: PageClient, deed: str, **typed: str) -> str:
    """Open the page that asks and press its button; the text of the page that follows."""
    return send(client, deed, fields(client, deed), **typed)


def fields(client: PageClient, deed: str) -> dict[str, str]:
    text = client.get(f"{PAGE}/{deed}").text
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text))


def send(client: PageClient, deed: str, hidden: dict[str, str], **typed: str) -> str:
    data = {**hidden, **{f"ini-{name}": value for name, value in typed.items()}}
    return client.post(f"{PAGE}/{deed}", data=data, follow_redirects=True).text


@pytest.fixture
def old(make_app: MakeApp) -> Flask:
    app = make_app(installed=False)
    with inside(app) as mount:
        releases.build(mount.database)
    return app


def test_an_admin_installs_with_two_clicks(make_app: MakeApp) -> None:
    client = browser(make_app(installed=False))
    assert "nog niet geïnstalleerd" in client.get(PAGE).text
    text = press(client, "installeren")
    assert f"De module is geïnstalleerd: {len(steps.known())} stappen gedaan." in text
    assert "Toestand: geïnstalleerd" in text
    assert client.get("/initiatieven/").status_code == 200


@pytest.mark.parametrize("person", ["alice", "manager", "bob"])
def test_before_installing_others_get_one_clear_page(make_app: MakeApp, person: str) -> None:
    client = browser(make_app(installed=False), person)
    for address in (PAGE, f"{PAGE}/installeren", "/initiatieven/", "/initiatieven/nergens"):
        answer = client.get(address)
        assert (answer.status_code, "nog niet geïnstalleerd" in answer.text) == (503, True)


def test_the_pages_before_installing_ask_nothing_of_a_database(make_app: MakeApp) -> None:
    app = make_app(installed=False)
    client = browser(app)
    for address in (PAGE, f"{PAGE}/installeren", f"{PAGE}/proefdraaien", "/initiatieven/"):
        client.get(address)
    with inside(app) as mount:
        assert condition.status(mount).state is State.AVAILABLE
        assert no_file_yet(mount.database) or releases.schema_of(mount.database) == []


def test_an_admin_by_our_own_table_only_is_told_to_use_the_command(make_app: MakeApp) -> None:
    app = make_app()
    app.test_cli_runner().invoke(args=["initiatieven", "role", "bob", "beheerder"])
    assert browser(app, "bob").get(PAGE).status_code == 200
    app.test_cli_runner().invoke(args=["initiatieven", "uninstall"])
    answer = browser(app, "bob").get(PAGE)
    assert (answer.status_code, "flask initiatieven install" in answer.text) == (404, True)


@pytest.mark.parametrize("person", ["alice", "manager", "bob"])
def test_who_does_not_manage_gets_403_when_it_is_installed(app: Flask, person: str) -> None:
    for deed in ("", "/verwijderen", "/gegevens-wissen"):
        assert browser(app, person).get(PAGE + deed).status_code == 403


def test_rehearsing_shows_what_each_step_would_do(old: Flask) -> None:
    text = press(browser(old), "proefdraaien")
    assert "Er is niets veranderd." in text
    assert "audit_entry.hash" in text
    with inside(old) as mount:
        assert condition.status(mount).state is State.UPGRADE


def test_upgrading_by_button(old: Flask) -> None:
    assert "bijwerken nodig" in browser(old).get(PAGE).text
    assert browser(old, "alice").get("/initiatieven/").status_code == 503
    assert "De module is bijgewerkt" in press(browser(old), "bijwerken")
    assert browser(old, "alice").get("/initiatieven/").status_code == 200


def test_uninstalling_and_wiping_by_button(make_app: MakeApp) -> None:
    app = make_app(sample=True)
    text = press(browser(app), "verwijderen")
    assert "Bewaard: 13 initiatieven" in text
    assert "verwijderd, gegevens bewaard" in text
    assert "Dit is een andere naam" in press(browser(app), "gegevens-wissen", name="Utrecht")
    assert "Gewist: 13 initiatieven" in press(browser(app), "gegevens-wissen", name="Elzerwoude")


def test_the_second_of_two_admins_is_told(make_app: MakeApp) -> None:
    app = make_app(installed=False)
    first, second = browser(app), browser(app)
    asked = fields(second, "installeren")
    press(first, "installeren")
    assert "Iemand anders was u voor (admin)" in send(second, "installeren", asked)
    with inside(app) as mount:
        assert [event.what for event in condition.events(mount) if event.what != "stap"] == ["installeren"]


def test_a_button_of_before_somebody_elses_change_does_nothing(app: Flask) -> None:
    client = browser(app)
    asked = fields(client, "verwijderen")
    for command in ("uninstall", "install"):
        app.test_cli_runner().invoke(args=["initiatieven", command])
    assert "Iemand anders was u voor (opdrachtregel)" in send(client, "verwijderen", asked)
    assert client.get("/initiatieven/").status_code == 200


def test_without_our_token_nothing_happens(app: Flask) -> None:
    asked = {**fields(browser(app), "verwijderen"), "ini-csrf_token": "x"}
    assert browser(app).post(f"{PAGE}/verwijderen", data=asked).status_code == 400
    assert browser(app).get("/initiatieven/").status_code == 200


SPOILS = {
    "nieuwer dan dit programma": "UPDATE initiatieven_migration SET name = '0999_later' WHERE name = '0004_profile'",
    "ontbreken tabellen": "DROP TABLE initiatieven_contact_person",
    "niet bekend is welke stappen": "DELETE FROM initiatieven_migration",
}


@pytest.mark.parametrize("words", SPOILS)
def test_what_is_broken_is_told_and_never_a_500(make_app: MakeApp, words: str) -> None:
    app = make_app(sample=True)
    with inside(app) as mount:
        mount.database.execute_sql(SPOILS[words])
    answer = browser(app).get(PAGE)
    assert (answer.status_code, "Toestand: kapot" in answer.text, words in answer.text) == (200, True, True)
    answer = browser(app, "alice").get("/initiatieven/initiatief/EW-2026-007")
    assert (answer.status_code, words in answer.text) == (503, True)


def test_a_database_that_is_away_is_told_on_the_page(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise pw.OperationalError("away")

    monkeypatch.setattr(mounts.of(app).database, "execute_sql", away)
    answer = browser(app).get(PAGE)
    assert (answer.status_code, "De database antwoordt niet" in answer.text) == (200, True)
    assert browser(app).get(f"{PAGE}/verwijderen").status_code == 302


def test_a_file_that_is_no_database_is_told(make_app: MakeApp, tmp_path: object) -> None:
    with open(f"{tmp_path}/no.sqlite", "wb") as stream:
        stream.write(b"no database " * 1000)
    app = make_app(installed=False, database=f"{tmp_path}/no.sqlite")
    assert "niet worden gelezen" in browser(app).get(PAGE).text
    assert browser(app, "alice").get("/initiatieven/").status_code == 503


def test_what_is_lacking_on_the_machine_is_a_warning(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "_is_here", lambda name: name != "weasyprint")
    needs.lacking.cache_clear()
    text = browser(app).get(PAGE).text
    needs.lacking.cache_clear()
    assert "Op deze server ontbreekt: weasyprint." in text
    assert "Toestand: geïnstalleerd" in text


def test_two_who_install_at_the_same_moment_make_one_installation(make_app: MakeApp) -> None:
    app = make_app(installed=False)
    done: list[int] = []

    def install() -> None:
        with inside(app) as mount:
            done.append(len(lifecycle.install(mount).steps))

    threads = [threading.Thread(target=install) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [0, 0, len(steps.known())]
    with inside(app) as mount:
        results = [event.result for event in condition.events(mount) if event.what == "installeren"]
        assert results.count("gelukt") == 1
        assert set(results) <= {"gelukt", "niets te doen"}


def test_while_another_installs_too_long_one_is_told(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    app, other = make_app(installed=False), None
    with inside(app) as mount:
        lifecycle.install(mount)
        lifecycle.uninstall(mount)
    monkeypatch.setattr(lifecycle, "_PATIENCE", "100ms")
    other = make_app(installed=False, database=mounts.of(app).settings.database)
    with inside(other) as busy, lifecycle._alone(busy), inside(app) as mount:
        if isinstance(mount.database, pw.SqliteDatabase):
            mount.database.pragma("busy_timeout", 100)
        with pytest.raises(Conflict, match="Iemand anders is hier nu mee bezig"):
            lifecycle.install(mount)
