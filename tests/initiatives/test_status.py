"""Moving an initiative on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from flask_initiatieven import mount as mounts
from flask_initiatieven import signals
from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.initiatives.models import Initiative, Lesson, Pause, Referral, Stop, TimelineEntry
from tests.conftest import PageClient, inside
from tests.initiatives.filling import filled_in, without

AsPerson = Callable[[str], PageClient]
PLACE = "/initiatieven/initiatief/"
WALL, GARDEN, PLAY, ALLEY = (PLACE + f"EW-2026-{number}" for number in ("025", "007", "024", "030"))


def status_of(app: Flask, url: str) -> str:
    with inside(app):
        found: str = Initiative.get(Initiative.number == url.rsplit("/", 1)[1]).status
        return found


def test_a_paused_plan_goes_on_where_it_was(filled: Flask, as_person: AsPerson) -> None:
    contact, url = as_person("contact"), f"{WALL}/status/uitwerking"
    assert "Weer verder" in contact.get(f"{WALL}/status").text
    sent = filled_in(contact.get(url).text, comment="De eigenaar zegt ja.")
    page = contact.post(url, data=sent, follow_redirects=True).text
    assert "De status is nu: Plan uitwerken." in page
    assert "De eigenaar zegt ja." in page
    assert status_of(filled, WALL) == "uitwerking"


def test_the_sentence_is_compulsory(filled: Flask, as_person: AsPerson) -> None:
    contact, url = as_person("contact"), f"{WALL}/status/uitwerking"
    answer = contact.post(url, data=filled_in(contact.get(url).text))
    assert answer.status_code == 422
    assert "Schrijf een zin voor de tijdlijn." in answer.text
    assert status_of(filled, WALL) == "aangehouden"


def test_a_button_whose_facts_are_missing_names_them_with_a_link(filled: Flask, as_person: AsPerson) -> None:
    page = as_person("alice").get(f"{ALLEY}/status").text
    oppakken = page.split("<h3>Oppakken</h3>")[1].split("</li>\n  \n")[0]
    for words, section in (("een aanspreekpunt", "aanspreekpunt"), ("een vervanger", "aanspreekpunt")):
        assert f'/bewerken/{section}">{words}</a>' in oppakken
    assert "/status/verkenning" not in page


def test_a_button_whose_facts_are_missing_does_not_work_by_hand_either(filled: Flask, as_person: AsPerson) -> None:
    alice = as_person("alice")
    sent = filled_in(alice.get(f"{ALLEY}/status/doorverwezen").text, comment="Toch.")
    answer = alice.post(f"{ALLEY}/status/verkenning", data=sent)
    assert answer.status_code == 422
    assert "Dit kan nog niet" in answer.text
    assert status_of(filled, ALLEY) == "binnengekomen"


def test_the_link_to_the_missing_confirmation_brings_its_word_and_today(filled: Flask, as_person: AsPerson) -> None:
    alice = as_person("alice")
    assert f'href="{ALLEY}/bewerken/tijdlijn?stap=bevestigd"' in alice.get(f"{ALLEY}/status").text
    form = alice.get(f"{ALLEY}/bewerken/tijdlijn?stap=bevestigd").text
    sent = filled_in(form)
    assert (sent["ini-step"], sent["ini-happened_on"]) == ("bevestigd", "2026-11-23")
    assert filled_in(alice.get(f"{ALLEY}/bewerken/tijdlijn?stap=iets").text)["ini-step"] == ""


def test_a_confirmation_counts_with_a_capital_too(filled: Flask, as_person: AsPerson) -> None:
    alice = as_person("alice")
    url = f"{ALLEY}/bewerken/tijdlijn"
    alice.post(url, data=filled_in(alice.get(url).text, step="Bevestigd", text="Gebeld."))
    assert "de ontvangst is aan de bewoner bevestigd" not in alice.get(f"{ALLEY}/status").text


def test_only_the_contact_or_deputy_moves_what_the_contact_moves(filled: Flask, as_person: AsPerson) -> None:
    page = as_person("alice").get(f"{WALL}/status").text
    assert "Wie dit doet: aanspreekpunt van dit initiatief." in page
    assert as_person("alice").get(f"{WALL}/status/uitwerking").status_code == 403


def test_only_the_manager_decides(filled: Flask, as_person: AsPerson) -> None:
    bus = PLACE + "EW-2026-019"
    assert as_person("alice").get(f"{bus}/status/akkoord").status_code == 403
    assert as_person("manager").get(f"{bus}/status/akkoord").status_code == 200


def test_a_step_that_the_model_does_not_know_is_not_found(filled: Flask, as_person: AsPerson) -> None:
    for target in ("afgewezen", "onzin", "binnengekomen"):
        assert as_person("contact").get(f"{GARDEN}/status/{target}").status_code == 404


def test_a_double_click_moves_once(filled: Flask, as_person: AsPerson) -> None:
    contact, url = as_person("contact"), f"{WALL}/status/uitwerking"
    sent = filled_in(contact.get(url).text, comment="Verder.")
    assert [contact.post(url, data=sent).status_code for _ in range(2)] == [302, 302]
    with inside(filled):
        assert TimelineEntry.select().where(TimelineEntry.text == "Verder.").count() == 1


def test_who_comes_second_hears_that_it_moved(filled: Flask, as_person: AsPerson) -> None:
    contact = as_person("contact")
    late = filled_in(contact.get(f"{GARDEN}/status/gestopt").text, comment="Stop.")
    sent = filled_in(
        contact.get(f"{GARDEN}/status/aangehouden").text,
        comment="Even stil.",
        waiting_for="De school",
        look_again_on="2026-12-20",
        told_on="2026-11-20",
    )
    assert contact.post(f"{GARDEN}/status/aangehouden", data=sent).status_code == 302
    page = contact.post(f"{GARDEN}/status/gestopt", data=late, follow_redirects=True).text
    assert "De status is intussen al veranderd." in page
    assert status_of(filled, GARDEN) == "aangehouden"


def test_a_pause_says_for_whom_we_wait_and_until_when(filled: Flask, as_person: AsPerson) -> None:
    contact, url = as_person("contact"), f"{GARDEN}/status/aangehouden"
    sent = filled_in(contact.get(url).text, comment="Vorst.", waiting_for="De dooi", told_on="2026-11-20")
    answer = contact.post(url, data={**sent, "ini-look_again_on": "2028-01-01"})
    assert "Kies een dag in de komende 90 dagen." in answer.text
    contact.post(url, data={**sent, "ini-look_again_on": "2026-12-20"})
    with inside(filled):
        pause = Pause.get(Pause.reason == "Vorst.")
    assert (pause.waiting_for, str(pause.look_again_on)) == ("De dooi", "2026-12-20")


def test_stopping_asks_for_a_lesson(filled: Flask, as_person: AsPerson) -> None:
    contact, url = as_person("contact"), f"{GARDEN}/status/gestopt"
    sent = filled_in(
        contact.get(url).text, comment="De groep stopt.", stopped_by="initiatiefnemer", aftercare="Bedankbrief."
    )
    assert "Schrijf minstens één les op." in contact.post(url, data=sent).text
    contact.post(url, data={**sent, "ini-lessons-0-text": "Begin klein."})
    with inside(filled):
        stop = Stop.get(Stop.reason == "De groep stopt.")
        assert [lesson.text for lesson in Lesson.select().where(Lesson.stop == stop.id)] == ["Begin klein."]


def test_a_referral_says_who_helps_and_when_it_was_told(filled: Flask, as_person: AsPerson) -> None:
    alice, url = as_person("alice"), f"{ALLEY}/status/doorverwezen"
    sent = filled_in(alice.get(url).text, comment="Het is een melding.", referred_to="Team Licht", told_on="2026-11-20")
    page = alice.post(url, data=sent, follow_redirects=True).text
    assert "naar Team Licht. Het is een melding." in page
    with inside(filled):
        assert Referral.select().where(Referral.referred_to == "Team Licht").count() == 1


def test_without_a_token_nothing_moves(filled: Flask, as_person: AsPerson) -> None:
    contact, url = as_person("contact"), f"{WALL}/status/uitwerking"
    sent = without(filled_in(contact.get(url).text, comment="Verder."), "ini-csrf_token")
    assert contact.post(url, data=sent).status_code == 400
    assert status_of(filled, WALL) == "aangehouden"


def test_the_host_hears_of_it_and_the_audit_log_too(filled: Flask, as_person: AsPerson) -> None:
    heard: list[str] = []

    def listen(sender: Flask, mount: str, object: str, user: str) -> None:
        heard.append(f"{mount} {object} {user}")

    contact, url = as_person("contact"), f"{WALL}/status/uitwerking"
    with signals.status_changed.connected_to(listen, filled):
        contact.post(url, data=filled_in(contact.get(url).text, comment="Geheim van Milan."))
    with inside(filled):
        wall = Initiative.get(Initiative.number == "EW-2026-025").id
        entry = AuditEntry.get(AuditEntry.action == "status veranderen")
    assert heard == [f"{mounts.KEY} initiative:{wall} contact"]
    assert (entry.object, entry.actor, entry.detail) == (f"initiative:{wall}", "contact", "uitwerking")


@pytest.mark.parametrize("person", ["contact", "manager", "alice"])
def test_every_page_of_every_button_of_every_initiative_opens(filled: Flask, as_person: AsPerson, person: str) -> None:
    with inside(filled):
        numbers = [row.number for row in Initiative.select()]
    client, seen = as_person(person), 0
    for number in numbers:
        page = client.get(f"{PLACE}{number}/status")
        links = [part.split('"')[0] for part in page.text.split('class="ini-button" href="')[1:]]
        for link in links:
            seen += 1
            assert client.get(link).status_code == 200
    assert seen >= 3
