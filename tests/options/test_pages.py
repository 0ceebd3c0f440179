"""The pages: one form per group, wrong values at their field, conflict, back to the default, history."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.municipality.models import Municipality
from flask_initiatieven.options import labels, queries
from flask_initiatieven.options.models import SettingChange, SettingValue
from tests.conftest import PEOPLE, PageClient, inside
from tests.options.conftest import BASE, Send, fields_of

READ = ["", "/alles", "/geschiedenis", "/verschil", "/inlezen", "/groep/termijnen", "/groep/huisstijl/geschiedenis"]
WRITE = ["/groep/termijnen", "/standaard/terms.pause", "/bestand", "/inlezen", "/inlezen/bevestigen"]


@pytest.mark.parametrize("person", list(PEOPLE))
def test_only_the_beheerder_may_see_and_change_settings(app: Flask, person: str) -> None:
    client = app.test_client()
    headers = {"X-Person": person}
    assert {client.get(BASE + each, headers=headers).status_code for each in READ} == (
        {200} if person == "admin" else {403}
    )
    assert {client.post(BASE + each, headers=headers).status_code for each in WRITE} <= (
        {400, 422} if person == "admin" else {403}
    )


@pytest.mark.parametrize("slug", list(labels.SLUGS.values()))
def test_a_form_sent_back_as_it_came_changes_nothing(app: Flask, save: Send, slug: str) -> None:
    assert save(slug).status_code == 302
    with inside(app):
        assert SettingChange.select().count() == SettingValue.select().count() == 0


def test_what_is_saved_is_in_force_at_once_and_logged_from_old_to_new(app: Flask, save: Send) -> None:
    save("termijnen", decision_fast="21")
    save("termijnen", decision_fast="14")
    with inside(app):
        assert queries.current().terms.decision_days("snel") == 14
        changes = [(row.key, row.old, row.new, row.changed_by) for row in queries.changes()]
        assert changes == [
            ("terms.decision_fast", "21", "14", "admin"),
            ("terms.decision_fast", None, "21", "admin"),
        ]


def test_the_audit_log_names_the_setting_and_not_its_value(app: Flask, save: Send) -> None:
    save("gemeente", phone="14 0999")
    with inside(app):
        entry = AuditEntry.select().order_by(AuditEntry.id.desc()).first()
        assert (entry.action, entry.object, entry.detail) == (
            "instelling wijzigen", "settings:municipality", "municipality.phone",
        )  # fmt: skip


def test_the_overview_marks_what_differs_from_the_default(admin: PageClient, save: Send) -> None:
    assert "eigen keuze" not in admin.get(BASE).text
    save("werkdagen", bridge_days="y")
    assert admin.get(BASE).text.count("eigen keuze") == 1


def test_what_the_municipality_is_has_one_home(app: Flask, save: Send, admin: PageClient) -> None:
    save("gemeente", name="Elzerwoude", address="je")
    with inside(app):
        assert Municipality.get().form_of_address == "je"
        Municipality.update(name="Wilgenoord").execute()
    assert 'value="Wilgenoord"' in admin.get(f"{BASE}/groep/gemeente").text


@pytest.mark.parametrize(
    ("slug", "typed", "message"),
    [
        ("termijnen", {"pause": "0"}, "Vul een heel getal in van 1 tot en met 730."),
        ("termijnen", {"pause": ""}, "Vul dit in."),
        ("termijnen", {"decision_normal": "20"}, "Kies 28 of meer"),
        ("gemeente", {"initiative": ""}, "Vul dit in."),
        ("gemeente", {"name": "x" * 121}, "1 tekens te veel"),
        ("gemeente", {"address": "jij"}, "Kies iets uit de lijst."),
        ("rollen", {"labels__griffie": "x" * 41}, "1 tekens te veel"),
        ("werkdagen", {"closed_on-0-day": "30-2-2026"}, "Dit is geen datum."),
        ("werkdagen", {"closed_on-0-day": "24-12-2026", "closed_on-1-day": "24-12-2026"}, "twee keer"),
        ("huisstijl", {"accent": "geel"}, "Dit is geen kleur."),
        ("huisstijl", {"accent": "#ff8800"}, "het contrast met #ffffff is 2,39:1, nodig is 4,5:1"),
        ("mail", {"sender_address": "gemeente"}, "Dit is geen e-mailadres."),
    ],
)
def test_a_wrong_value_is_told_at_its_field_and_nothing_is_lost_or_stored(
    app: Flask, save: Send, slug: str, typed: dict[str, str], message: str
) -> None:
    answer = save(slug, **typed)
    assert answer.status_code == 422
    assert message in answer.text
    assert all(value in answer.text for value in typed.values() if value not in ("jij",))
    with inside(app):
        assert SettingValue.select().count() == SettingChange.select().count() == 0


def test_two_people_at_once_see_each_others_values(app: Flask, admin: PageClient) -> None:
    address = f"{BASE}/groep/termijnen"
    data = fields_of(admin.get(address).text)
    admin.post(address, data={**data, "ini-pause": "60"})
    answer = admin.post(address, data={**data, "ini-pause": "30"})
    assert answer.status_code == 409
    assert "Iemand anders heeft dit intussen veranderd" in answer.text
    assert "60 dagen" in answer.text
    assert 'value="30"' in answer.text
    again = {**fields_of(answer.text), "ini-pause": "30"}
    assert admin.post(address, data=again).status_code == 302


def test_a_setting_goes_back_to_its_default(app: Flask, admin: PageClient, save: Send) -> None:
    save("rollen", labels__wethouder="Portefeuillehouder")
    html = admin.get(f"{BASE}/groep/rollen").text
    address = f"{BASE}/standaard/roles.labels"
    assert admin.post(address, data=fields_of(html, address)).status_code == 302
    with inside(app):
        assert SettingValue.select().count() == 0
        assert [row.new for row in queries.changes()] == [None, '{"wethouder": "Portefeuillehouder"}']


def test_a_default_that_would_not_fit_the_rest_is_refused(app: Flask, admin: PageClient, save: Send) -> None:
    save("termijnen", decision_fast="80", decision_normal="85")
    html = admin.get(f"{BASE}/groep/termijnen").text
    address = f"{BASE}/standaard/terms.decision_normal"
    admin.post(address, data=fields_of(html, address))
    with inside(app):
        assert queries.current().terms.decision_normal == 85


def test_the_history_shows_old_and_new_as_people_read_them(admin: PageClient, save: Send) -> None:
    save("termijnen", agreement_review="12")
    for address in (f"{BASE}/geschiedenis", f"{BASE}/groep/termijnen/geschiedenis"):
        html = admin.get(address).text
        assert "<td>de standaard</td><td>12 maanden</td><td>Admin</td>" in html
    assert "Er is nog niets veranderd" in admin.get(f"{BASE}/groep/mail/geschiedenis").text


def test_all_settings_can_be_searched(admin: PageClient, save: Send) -> None:
    save("termijnen", pause="45")
    assert "1 instelling gevonden" in admin.get(f"{BASE}/alles?zoek=langste+pauze").text
    assert "1 instelling gevonden" in admin.get(f"{BASE}/alles?alleen_eigen=y").text
    assert "0 instellingen gevonden" in admin.get(f"{BASE}/alles?zoek=xyz").text


@pytest.mark.parametrize("place", ["/groep/onbekend", "/groep/onbekend/geschiedenis"])
def test_a_group_that_is_not_there_is_404(admin: PageClient, place: str) -> None:
    assert admin.get(BASE + place).status_code == 404


def test_a_role_is_called_what_the_municipality_calls_it(admin: PageClient, save: Send) -> None:
    save("rollen", labels__wethouder="Portefeuillehouder")
    assert "Portefeuillehouder" in admin.get("/initiatieven/beheer/rollen").text


def test_colours_reach_the_page_in_one_style_sheet_that_may_be_kept(admin: PageClient, save: Send) -> None:
    assert "huisstijl.css" not in admin.get(BASE).text
    save("huisstijl", accent="#00573d")
    html = admin.get(BASE).text
    assert html.count("huisstijl.css?v=") == 1
    address = re.findall(r'href="([^"]*huisstijl.css[^"]*)"', html)[0]
    answer = admin.get(address)
    assert answer.text == ".ini, .ini-own {\n  --ini-accent: #00573d;\n}\n"
    assert "immutable" in answer.headers["Cache-Control"]
