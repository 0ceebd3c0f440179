"""One initiative, as a story; and who sees which part of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from flask import Flask

from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.database import db
from flask_initiatieven.initiatives import queries, story
from flask_initiatieven.initiatives.models import ContactPerson, Initiative, Initiator, TimelineEntry
from flask_initiatieven.options import queries as options
from tests.conftest import PageClient, inside
from tests.initiatives.counting import queries_of

AsPerson = Callable[[str], PageClient]
PAGE = "/initiatieven/initiatief/"
GARDEN, REPAIR = PAGE + "EW-2026-007", PAGE + "EW-2026-022"


@pytest.mark.parametrize("person", ["alice", "bob", "contact", "alderman"])
def test_every_sample_initiative_reads_as_a_story(filled: Flask, as_person: AsPerson, person: str) -> None:
    with inside(filled):
        rows = [(row.number, row.title) for row in Initiative.select()]
    assert len(rows) == 13
    for number, title in rows:
        answer = as_person(person).get(PAGE + number)
        assert answer.status_code == 200
        assert title in answer.text


def test_the_story_begins_with_the_residents_and_why(filled: Flask, as_person: AsPerson) -> None:
    page = as_person("bob").get(GARDEN).text
    order = [
        "Een initiatief van Samira El Khadri en Gerrit Dorsman",
        "Onze kinderen spelen op straat",
        "maken samen een tuin",
        "Uw idee loopt",
        "Carolien Stuiver",
        "47 voor, 7 neutraal, 4 tegen",
        "2.400</strong> eenmalig",
        "2 van 2 meegedacht",
        "Groen in elke straat",
        "Het is klein en eenmalig",
        "Samira spreekt Carolien aan op de markt.",
    ]
    places = [page.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_a_silent_colleague_is_named_as_silent(filled: Flask, as_person: AsPerson) -> None:
    page = as_person("bob").get(PAGE + "EW-2026-024").text
    assert "1 van 2 meegedacht" in page
    assert "Nog geen antwoord</span>" in page


def test_what_is_missing_is_said(filled: Flask, as_person: AsPerson) -> None:
    page = as_person("bob").get(PAGE + "EW-2026-030").text
    assert "Huiswerk 0 van 5" in page
    assert "Nog geen aanspreekpunt" in page


def test_a_pause_a_stop_a_look_back_and_a_referral_are_told(filled: Flask, as_person: AsPerson) -> None:
    told = {
        "EW-2026-025": "De eigenaar wil tot januari nadenken.",
        "EW-2026-005": "Zoek eerst een plek die beschikbaar blijft.",
        "EW-2025-031": "Cijfer van de initiatiefnemer: 8",
        "EW-2026-011": "Een zebrapad met verlichting",
    }
    for number, words in told.items():
        assert words in as_person("bob").get(PAGE + number).text


def test_contact_data_is_only_for_who_may_see_it(filled: Flask, as_person: AsPerson) -> None:
    for person in ("alice", "manager", "contact"):
        assert "06 00 00 02 01" in as_person(person).get(GARDEN).text
    for person in ("bob", "charlie", "colleague", "adviser", "alderman", "clerk", "admin"):
        page = as_person(person).get(GARDEN).text
        assert "06 00 00 02 01" not in page
        assert "s.elkhadri@example.org" not in page


def test_the_contact_sees_contact_data_of_his_own_initiatives_only(filled: Flask, as_person: AsPerson) -> None:
    assert "w.kooistra@example.org" not in as_person("contact").get(PAGE + "EW-2026-027").text


def test_a_resident_without_consent_is_a_resident(filled: Flask, as_person: AsPerson) -> None:
    page = as_person("bob").get(REPAIR).text
    assert "Een initiatief van Delano Pinas en een bewoner" in page
    assert "Zijderhand" not in page
    page = as_person("alice").get(REPAIR).text
    assert "Een initiatief van Delano Pinas en een bewoner" in page
    assert "Anouk Zijderhand" in page
    assert "niet met naam noemen" in page


def test_reading_contact_data_is_written_down_without_any_of_it(filled: Flask, as_person: AsPerson) -> None:
    as_person("bob").get(GARDEN)
    as_person("alice").get(GARDEN)
    with inside(filled):
        entries = list(AuditEntry.select().where(AuditEntry.action == "contactgegevens lezen"))
        garden = Initiative.get(Initiative.number == "EW-2026-007").id
    assert [(entry.actor, entry.object, entry.detail) for entry in entries] == [("alice", f"initiative:{garden}", "")]


def test_a_page_with_contact_data_stays_in_no_cache(filled: Flask, as_person: AsPerson) -> None:
    for path in (GARDEN, f"{GARDEN}/bewerken/initiatiefnemers"):
        assert as_person("alice").get(path).headers["Cache-Control"] == "private, no-store"
    assert "no-store" not in as_person("bob").get(GARDEN).headers["Cache-Control"]


def test_a_long_story_asks_a_fixed_number_of_queries(filled: Flask) -> None:
    counts = {}
    with inside(filled) as mount:
        options.current()  # read once a request, whatever is on the page
        for number in ("EW-2026-007", "EW-2025-031", "EW-2026-013"):
            row = queries.initiative(number)
            assert row is not None
            ask = partial(story.story, row, True, date(2026, 11, 23))
            counts[number] = queries_of(mount.database, ask)
    assert len(set(counts.values())) == 1
    assert max(counts.values()) <= 28


def test_editing_links_are_for_who_may_edit(filled: Flask, as_person: AsPerson) -> None:
    links = {person: as_person(person).get(GARDEN).text.count("/bewerken/") for person in ("alice", "contact", "bob")}
    assert links["alice"] == links["contact"] >= 14
    assert links["bob"] == 0


def test_reading_changes_nothing_but_the_audit_log(filled: Flask, as_person: AsPerson) -> None:
    before = dump(filled)
    for path in ("", "lijst", "nieuw", "initiatief/EW-2026-007", "initiatief/EW-2026-007/status"):
        assert as_person("alice").get(f"/initiatieven/{path}").status_code == 200
    assert dump(filled) == before


def dump(app: Flask) -> dict[str, list[object]]:
    """Every row of every table but the audit log."""
    with inside(app) as mount:
        tables = [name for name in mount.database.get_tables() if name.startswith("initiatieven_")]
        return {
            name: sorted(map(str, db.execute_sql(f'SELECT * FROM "{name}"').fetchall()))
            for name in tables
            if not name.startswith("initiatieven_audit_")
        }


@pytest.mark.parametrize("number", ["EW-1999-001", "x", "EW-2026-007'--", "%00"])
def test_a_number_that_is_not_there_is_not_found(filled: Flask, as_person: AsPerson, number: str) -> None:
    assert as_person("alice").get(PAGE + number).status_code == 404


def test_hostile_words_are_shown_as_words(filled: Flask, as_person: AsPerson) -> None:
    with inside(filled):
        Initiative.update(title="<script>alert(1)</script>", motive="<b>x</b>").where(Initiative.id == 1).execute()
        number = Initiative.get_by_id(1).number
    page = as_person("bob").get(PAGE + number).text
    assert "<script>alert" not in page
    assert "&lt;b&gt;x" in page


def test_the_start_page_shows_my_work_and_the_next_visits(filled: Flask, as_person: AsPerson) -> None:
    page = as_person("contact").get("/initiatieven/").text
    assert "Buurttuin De Vergeten Hoek" in page
    assert "donderdag 3 december 2026" in page
    assert "Wij helpen bewoners die hun buurt beter willen maken." in page
    assert "De volgende bezoeken" not in as_person("bob").get("/initiatieven/").text


@pytest.mark.parametrize("person", ["bob", "clerk", "colleague"])
def test_texts_name_no_resident_without_consent_to_who_may_not_see_contact_data(
    filled: Flask, as_person: AsPerson, person: str
) -> None:
    told = "Bij Wilma Zuider\u200bent, 06 12 34 98 76, wilma@example.org."
    with inside(filled):
        row = Initiative.get(Initiative.number == "EW-2026-007")
        wilma = Initiator.create(initiative=row, position=9, name="Wilma Zuiderent")
        ContactPerson.create(initiator=wilma, phone="+31 612349876", email="wilma@example.org")
        Initiative.update(title=told, place=told, summary=told, motive=told).where(Initiative.id == row.id).execute()
        TimelineEntry.update(text=told).where(TimelineEntry.initiative == row.id).execute()
    for page in ("/initiatieven/initiatief/EW-2026-007", "/initiatieven/lijst"):
        text = as_person(person).get(page).text.replace("\u200b", "")
        assert not {word for word in ("Wilma", "Zuiderent", "34 98 76", "wilma@") if word in text}
        assert "Bij een bewoner" in text
        assert "Zuiderent" in as_person("alice").get(page).text.replace("\u200b", "")
