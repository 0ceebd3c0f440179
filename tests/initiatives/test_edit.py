"""Editing an initiative, part by part."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.initiatives import models, section_values
from flask_initiatieven.initiatives.forms import SECTIONS
from flask_initiatieven.initiatives.models import Initiative
from tests.conftest import PageClient, inside
from tests.initiatives.filling import filled_in, without

AsPerson = Callable[[str], PageClient]
GARDEN = "/initiatieven/initiatief/EW-2026-007"
#: section → a change that is right, and where the story then says it
CHANGES = {
    "basis": ({"title": "Tuin van de buurt"}, "Tuin van de buurt"),
    "aanspreekpunt": ({"deputy": "3"}, "Femke Oosterling"),
    "initiatiefnemers": ({"initiators-0-description": "Buurvrouw van nummer vijf"}, "Buurvrouw van nummer vijf"),
    "motivatie": ({"motive": "Omdat het kan."}, "Omdat het kan."),
    "buurt": ({"strongest_objection": "Te veel lawaai."}, "Te veel lawaai."),
    "peiling": ({"reached": "3", "in_favour": "3", "held_on": "2026-11-02"}, "2 november 2026"),
    "feiten": ({"yields": "Meer bijen.", "certainty_opbrengst": "berekend"}, "Meer bijen."),
    "dekking": ({"funding-0-amount": "1.901,50"}, "1.901,50"),
    "partijen": ({"parties-3-name": "De imker"}, "De imker"),
    "collegas": ({"involvements-0-answered_on": ""}, "Nog geen antwoord"),
    "programma": (
        {"items-2-item": "3", "items-2-strength": "raakt", "items-2-sentence": "Dichter bij de stoep."},
        "Veilig naar school",
    ),
    "besluit": ({"explanation": "Het is een goed plan."}, "Het is een goed plan."),
    "raad": (
        {"moments-0-happened_on": "2026-10-01", "moments-0-kind": "motie", "moments-0-text": "Motie tuinen."},
        "Motie tuinen.",
    ),
    "terugblik": ({"held_on": "2026-11-01", "mark": "9", "went_well-0-text": "De banken."}, "De banken."),
    "tijdlijn": ({"happened_on": "2026-11-20", "step": "gesprek", "text": "Koffie in de tuin."}, "Koffie in de tuin."),
}


def test_every_section_has_a_change_here() -> None:
    assert set(CHANGES) == set(SECTIONS)


def everything(app: Flask) -> dict[str, str]:
    """All parts of the garden as they are stored."""
    with inside(app):
        row = Initiative.get(Initiative.number == "EW-2026-007")
        return {section: section_values.canonical(section_values.read(row, section)) for section in SECTIONS}


@pytest.mark.parametrize("section", CHANGES)
def test_a_section_saves_itself_and_leaves_the_rest_alone(filled: Flask, as_person: AsPerson, section: str) -> None:
    changes, words = CHANGES[section]
    alice, before = as_person("alice"), everything(filled)
    url = f"{GARDEN}/bewerken/{section}"
    answer = alice.post(url, data=filled_in(alice.get(url).text, **changes))
    assert answer.status_code == 302, answer.text
    assert words in alice.get(GARDEN).text
    after = everything(filled)
    may_differ = {section} | ({"buurt"} if section == "peiling" else set())
    assert {part for part in after if before[part] != after[part]} <= may_differ


@pytest.mark.parametrize("section", sorted(set(CHANGES) - {"peiling", "tijdlijn", "buurt", "terugblik"}))
def test_a_form_sent_back_untouched_changes_nothing(filled: Flask, as_person: AsPerson, section: str) -> None:
    alice, before = as_person("alice"), everything(filled)
    url = f"{GARDEN}/bewerken/{section}"
    answer = alice.post(url, data=filled_in(alice.get(url).text), follow_redirects=True)
    assert "Er was niets veranderd." in answer.text
    assert everything(filled) == before


WRONG = {
    "basis": ({"title": ""}, "Geef het initiatief een titel.", "title"),
    "aanspreekpunt": ({"deputy": "1", "contact": "1"}, "iemand anders dan het aanspreekpunt", "deputy"),
    "initiatiefnemers": ({"initiators-0-email": "geen adres"}, "Dit is geen e-mailadres", "initiators-0-email"),
    "buurt": ({"reached": "90"}, "samen 58", "reached"),
    "feiten": ({"cost_once": "veel"}, "Dit is geen bedrag", "cost_once"),
    "dekking": ({"funding-0-source": ""}, "waar dit geld vandaan komt", "funding-0-source"),
    "collegas": ({"involvements-0-asked_on": "gisteren"}, "Dit is geen datum", "involvements-0-asked_on"),
    "besluit": ({"explanation": ""}, "Leg het besluit uit", "explanation"),
    "tijdlijn": ({"step": "akkoord", "happened_on": "2026-11-01", "text": "Zin."}, "Dit is een status", "step"),
}


@pytest.mark.parametrize("section", WRONG)
def test_what_was_typed_wrong_stays_with_the_error_beside_it(filled: Flask, as_person: AsPerson, section: str) -> None:
    changes, message, field = WRONG[section]
    alice, before = as_person("alice"), everything(filled)
    url = f"{GARDEN}/bewerken/{section}"
    answer = alice.post(url, data=filled_in(alice.get(url).text, **changes))
    assert answer.status_code == 422
    assert message in answer.text.split(f'id="ini-{field}-error"')[1].split("</p>")[0]
    assert filled_in(answer.text)[f"ini-{field}"] == changes[field]
    assert everything(filled) == before


def test_a_row_that_is_emptied_is_gone(filled: Flask, as_person: AsPerson) -> None:
    alice, url = as_person("alice"), f"{GARDEN}/bewerken/partijen"
    sent = filled_in(alice.get(url).text, **{"parties-0-name": "", "parties-0-role": ""})
    alice.post(url, data=sent)
    assert "Tuingroep Bloemenbuurt" not in everything(filled)["partijen"]


def test_a_colleague_chosen_without_a_date_is_not_dropped_in_silence(filled: Flask, as_person: AsPerson) -> None:
    alice, url = as_person("alice"), f"{GARDEN}/bewerken/collegas"
    answer = alice.post(url, data=filled_in(alice.get(url).text, **{"involvements-2-person": "3"}))
    assert answer.status_code == 422
    assert "Vul in wanneer u het vroeg." in answer.text


def test_two_people_saving_the_same_part_get_both_texts(filled: Flask, as_person: AsPerson) -> None:
    alice, manager, url = as_person("alice"), as_person("manager"), f"{GARDEN}/bewerken/motivatie"
    hers, his = alice.get(url).text, manager.get(url).text
    alice.post(url, data=filled_in(hers, motive="Van Alice."))
    answer = manager.post(url, data=filled_in(his, motive="Van de manager."))
    assert answer.status_code == 409
    assert "Van Alice." in answer.text
    assert filled_in(answer.text)["ini-motive"] == "Van de manager."
    assert manager.post(url, data=filled_in(answer.text)).status_code == 302
    assert "Van de manager." in everything(filled)["motivatie"]


def test_two_people_may_edit_two_parts_at_once(filled: Flask, as_person: AsPerson) -> None:
    alice, manager = as_person("alice"), as_person("manager")
    hers = alice.get(f"{GARDEN}/bewerken/motivatie").text
    his = manager.get(f"{GARDEN}/bewerken/partijen").text
    assert alice.post(f"{GARDEN}/bewerken/motivatie", data=filled_in(hers, motive="Nieuw.")).status_code == 302
    sent = filled_in(his, **{"parties-0-role": "Nieuw"})
    assert manager.post(f"{GARDEN}/bewerken/partijen", data=sent).status_code == 302


@pytest.mark.parametrize("section", ["tijdlijn", "peiling", "partijen"])
def test_a_double_click_saves_once(filled: Flask, as_person: AsPerson, section: str) -> None:
    alice, url = as_person("alice"), f"{GARDEN}/bewerken/{section}"
    sent = filled_in(alice.get(url).text, **CHANGES[section][0])
    assert [alice.post(url, data=sent).status_code for _ in range(2)] == [302, 302]
    with inside(filled):
        garden = Initiative.get(Initiative.number == "EW-2026-007").id
        counts = [
            model.select().where(model.initiative == garden).count()
            for model in (models.TimelineEntry, models.Sounding, models.Party)
        ]
    extra = {"tijdlijn": [10, 1, 3], "peiling": [9, 2, 3], "partijen": [9, 1, 4]}
    assert counts == extra[section]


def test_saving_contact_data_keeps_when_it_was_collected(filled: Flask, as_person: AsPerson) -> None:
    with inside(filled):
        models.ContactPerson.update(collected_on="2026-04-16", purpose="Alleen bellen").execute()
    alice, url = as_person("alice"), f"{GARDEN}/bewerken/initiatiefnemers"
    alice.post(url, data=filled_in(alice.get(url).text, **{"initiators-0-phone": "06 00 00 09 09"}))
    with inside(filled):
        row = models.ContactPerson.get(models.ContactPerson.phone == "06 00 00 09 09")
    assert (str(row.collected_on), row.purpose) == ("2026-04-16", "Alleen bellen")


def test_the_audit_log_names_the_section_and_no_words(filled: Flask, as_person: AsPerson) -> None:
    alice, url = as_person("alice"), f"{GARDEN}/bewerken/motivatie"
    alice.post(url, data=filled_in(alice.get(url).text, motive="Geheim van Samira."))
    with inside(filled):
        entry = AuditEntry.select().order_by(AuditEntry.id.desc()).get()
        written = " ".join(str(value) for value in entry.__data__.values())
    assert (entry.action, entry.detail, entry.actor) == ("bewerken", "motivatie", "alice")
    assert "Samira" not in written


def test_without_a_token_nothing_is_saved(filled: Flask, as_person: AsPerson) -> None:
    alice, before = as_person("alice"), everything(filled)
    for section in SECTIONS:
        url = f"{GARDEN}/bewerken/{section}"
        sent = without(filled_in(alice.get(url).text, **CHANGES[section][0]), "ini-csrf_token")
        assert alice.post(url, data=sent).status_code == 400
    assert everything(filled) == before


def test_a_neighbourhood_of_another_district_is_refused(filled: Flask, as_person: AsPerson) -> None:
    alice, url = as_person("alice"), f"{GARDEN}/bewerken/basis"
    answer = alice.post(url, data=filled_in(alice.get(url).text, district="1"))
    assert "Deze buurt ligt in een andere wijk" in answer.text


def test_an_unknown_section_is_not_found(filled: Flask, as_person: AsPerson) -> None:
    assert as_person("alice").get(f"{GARDEN}/bewerken/geheim").status_code == 404


@pytest.mark.parametrize("number", ["999", str(2**63)])
def test_a_neighbourhood_that_is_not_there_is_refused(filled: Flask, as_person: AsPerson, number: str) -> None:
    alice, url = as_person("alice"), f"{GARDEN}/bewerken/basis"
    answer = alice.post(url, data=filled_in(alice.get(url).text, neighbourhood=number))
    assert (answer.status_code, "Kies iets uit de lijst." in answer.text) == (422, True)


def test_a_theme_that_grows_in_small_letters_is_refused(filled: Flask, as_person: AsPerson) -> None:
    alice, url = as_person("alice"), f"{GARDEN}/bewerken/basis"
    answer = alice.post(url, data=filled_in(alice.get(url).text, themes="\u0130" * 60))
    assert (answer.status_code, "hooguit 60 tekens" in answer.text) == (422, True)
