"""Settings as a file: the same bytes after a round trip, every mistake named, old and new before anything is stored."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from flask import Flask

from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.options import actions, exchange, forms, queries
from flask_initiatieven.options.models import SettingChange
from flask_initiatieven.options.registry import Options, settings
from tests.conftest import MakeApp, PageClient, inside
from tests.options.conftest import BASE, Send, fields_of, picture


def run(app: Flask, *words: str) -> Any:
    return app.test_cli_runner().invoke(args=["initiatieven", "settings", *words])


def file_of(path: Path, values: dict[str, Any], **parts: Any) -> str:
    path.write_text(json.dumps({"schema": exchange.SCHEMA, "settings": values, **parts}), encoding="utf-8")
    return str(path)


def fill(app: Flask) -> None:
    """Something of every group, of every kind."""
    chosen = {
        "municipality.name": "Elzerwoude",
        "municipality.address": "je",
        "roles.labels": {"wethouder": "Portefeuillehouder"},
        "terms.decision_fast": 21,
        "work_days.closed_on": (date(2026, 12, 24),),
        "work_days.bridge_days": True,
        "visits.final_hour": 16,
        "style.accent": "#00573d",
        "mail.sender_address": "initiatieven@elzerwoude.nl",
        "reading.smallest_group": 5,
    }
    with inside(app):
        for key, value in chosen.items():
            group = key.split(".")[0]
            actions.save(group, {key: value}, queries.version(group))


def test_export_import_elsewhere_and_export_gives_the_same_bytes(make_app: MakeApp, save: Send, tmp_path: Path) -> None:
    one, other = make_app(), make_app(closing_days=("2026-12-31",))
    fill(one)
    client = one.test_client()
    assert isinstance(client, PageClient)
    client.person = "admin"
    save("huisstijl", client, logo=(picture(), "logo.png"))
    first = run(one, "export").output
    (tmp_path / "a.json").write_text(first, encoding="utf-8")
    assert run(other, "import", str(tmp_path / "a.json")).exit_code == 0
    assert run(other, "export").output == first
    again = run(other, "import", str(tmp_path / "a.json"))
    assert again.output.endswith("0 instellingen opgeslagen.\n")


def test_a_new_site_has_a_file_of_nulls(app: Flask) -> None:
    content = json.loads(run(app, "export").output)
    assert set(content["settings"]) == set(settings())
    assert set(content["settings"].values()) == {None}


def test_a_trial_shows_old_and_new_and_stores_nothing(app: Flask, tmp_path: Path) -> None:
    found = run(app, "import", file_of(tmp_path / "a.json", {"terms.pause": 30}), "--proef")
    assert found.output == "terms.pause: de standaard → 30 dagen\nProef: 1 instelling, niets opgeslagen.\n"
    with inside(app):
        assert queries.current() == Options()


def test_null_is_back_to_the_default_and_what_is_not_named_stays(app: Flask, tmp_path: Path) -> None:
    fill(app)
    run(app, "import", file_of(tmp_path / "a.json", {"terms.decision_fast": None, "municipality.address": None}))
    with inside(app):
        found = queries.current()
        assert (found.terms.decision_fast, found.municipality.address) == (28, "u")
        assert found.visits.final_hour == 16


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"terms.pauze": 30}, "terms.pauze: Deze instelling bestaat niet. Bedoelt u terms.pause?"),
        ({"xyz": 30}, "xyz: Deze instelling bestaat niet."),
        ({"terms.pause": "lang"}, "terms.pause: Geef een heel getal."),
        ({"terms.pause": 0}, "terms.pause: Vul een heel getal in van 1 tot en met 730."),
        ({"terms.decision_fast": 90}, "terms.decision_normal: Kies 90 of meer"),
        ({"style.accent": "#ff8800"}, "style.accent: Deze kleur is niet goed te lezen"),
        ({"style.logo": "a" * 64}, "style.logo: De afbeelding zelf staat niet in het bestand."),
        ({"municipality.name": "a\u202eb"}, "municipality.name: Hier staan tekens in die niet te zien zijn."),
    ],
)
def test_every_mistake_is_named_and_nothing_is_stored(
    app: Flask, tmp_path: Path, values: dict[str, Any], message: str
) -> None:
    found = run(app, "import", file_of(tmp_path / "a.json", {"visits.final_hour": 9, **values}))
    assert found.exit_code == 1
    assert message in found.output
    with inside(app):
        assert SettingChange.select().count() == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Dit is geen JSON."),
        ("[" * 100_000, "Dit is geen JSON."),
        ("[]", "Dit is geen bestand met instellingen"),
        ('{"schema": "flask-initiatieven/settings/2", "settings": {}}', "een nieuwere versie van de module"),
        ('{"schema": "flask-initiatieven/settings/1", "settings": []}', "Dit is geen bestand met instellingen"),
        ('{"schema": "flask-initiatieven/settings/1", "settings": {}, "x": 1}', "x: Dit is geen bestand"),
        (
            '{"schema": "flask-initiatieven/settings/1", "settings": {"terms.pause": 1, "terms.pause": 2}}',
            "terms.pause: Staat er twee keer in.",
        ),
    ],
)
def test_a_file_that_is_not_ours_is_refused(app: Flask, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    found = run(app, "import", str(tmp_path / "a.json"))
    assert (found.exit_code, message in found.output) == (1, True)


def test_a_file_that_is_not_there_is_a_sentence(app: Flask, tmp_path: Path) -> None:
    assert "kan niet gelezen worden" in run(app, "import", str(tmp_path / "none.json")).output
    assert "kan niet geschreven worden" in run(app, "export", str(tmp_path / "none" / "a.json")).output


def test_a_picture_in_a_file_is_written_anew_like_an_upload(app: Flask, tmp_path: Path) -> None:
    bad = file_of(tmp_path / "a.json", {"style.logo": "a" * 64}, pictures={"a" * 64: "PHN2Zy8+"})
    assert "Dit is geen afbeelding die wij kunnen lezen." in run(app, "import", bad).output


def upload(client: PageClient, content: dict[str, Any] | bytes) -> Any:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    form = {**fields_of(client.get(f"{BASE}/inlezen").text), "ini-file": (io.BytesIO(data), "a.json")}
    return client.post(f"{BASE}/inlezen", data=form, content_type="multipart/form-data")


def test_in_the_browser_one_sees_old_and_new_and_then_confirms(app: Flask, admin: PageClient) -> None:
    answer = upload(admin, {"schema": exchange.SCHEMA, "settings": {"terms.pause": 30}})
    assert "<td>de standaard</td><td>30 dagen</td>" in answer.text
    with inside(app):
        assert queries.current().terms.pause == 90
    address = f"{BASE}/inlezen/bevestigen"
    data = fields_of(answer.text, address)
    assert admin.post(address, data=data).status_code == 302
    with inside(app):
        assert queries.current().terms.pause == 30
        assert AuditEntry.select().order_by(AuditEntry.id.desc()).first().action == "instellingen inlezen"


def test_who_was_overtaken_looks_again(app: Flask, admin: PageClient, save: Send) -> None:
    answer = upload(admin, {"schema": exchange.SCHEMA, "settings": {"terms.pause": 30}})
    save("termijnen", pause="60")
    address = f"{BASE}/inlezen/bevestigen"
    data = fields_of(answer.text, address)
    assert admin.post(address, data=data).location.endswith("/inlezen")
    with inside(app):
        assert queries.current().terms.pause == 60


def test_mistakes_are_told_by_key_in_the_browser(admin: PageClient) -> None:
    answer = upload(admin, {"schema": exchange.SCHEMA, "settings": {"terms.pauze": 1, "terms.report": "x"}})
    assert answer.status_code == 422
    assert "Bedoelt u terms.pause?" in answer.text
    assert "Geef een heel getal." in answer.text


def test_a_file_without_json_or_too_large_is_refused(admin: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert upload(admin, b"\xff\xfe").status_code == 422
    monkeypatch.setattr(forms, "MOST_FILE", 1000)
    assert "hoogstens 1 kB" in upload(admin, b"x" * 1001).text
    assert upload(admin, b"x" * 70_000).status_code == 413


def test_a_download_is_logged(app: Flask, admin: PageClient) -> None:
    html = admin.get(f"{BASE}/verschil").text
    answer = admin.post(f"{BASE}/bestand", data=fields_of(html, f"{BASE}/bestand"))
    assert json.loads(answer.text)["schema"] == exchange.SCHEMA
    assert answer.headers["Cache-Control"] == "private, no-store"
    with inside(app):
        assert AuditEntry.select().order_by(AuditEntry.id.desc()).first().action == "instellingen downloaden"


def test_the_difference_with_the_default_is_shown(admin: PageClient, save: Send) -> None:
    assert "Er is geen verschil." in admin.get(f"{BASE}/verschil").text
    save("termijnen", pause="30")
    assert "<td>90 dagen</td><td>30 dagen</td>" in admin.get(f"{BASE}/verschil").text


def test_a_file_of_thousands_of_keys_is_refused_at_once(app: Flask) -> None:
    content = {"schema": exchange.SCHEMA, "settings": {f"terms.pauze{number}": 1 for number in range(20_000)}}
    begun = process_time()
    with inside(app), pytest.raises(exchange.BadFile) as bad:
        exchange.read(json.dumps(content).encode(), {})
    assert process_time() - begun < 1
    assert bad.value.mistakes == [("settings", "Er staan 20000 instellingen in. Het mogen er 200 zijn.")]


@pytest.mark.parametrize(
    ("key", "shown"), [("\ud800", "?"), ("\ud800a", "a"), ("x\u202ey\n", "xy"), ("k" * 100_000, "k" * 80)]
)
@pytest.mark.parametrize("place", ["settings", "schema"])
def test_a_strange_key_is_shown_clean_and_short(admin: PageClient, key: str, shown: str, place: str) -> None:
    content: dict[str, Any] = {"schema": exchange.SCHEMA, "settings": {}}
    (content["settings"] if place == "settings" else content)[key] = 1
    data = fields_of(admin.get(f"{BASE}/inlezen").text)
    file = (io.BytesIO(json.dumps(content).encode()), "a.json")
    answer = admin.post(f"{BASE}/inlezen", data={**data, "ini-file": file})
    assert answer.status_code == 422
    assert f'<th scope="row">{shown}</th>' in answer.text
