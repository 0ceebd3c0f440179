"""Finding initiatives."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from flask_initiatieven.database import now
from flask_initiatieven.initiatives import queries
from flask_initiatieven.initiatives.models import Homework, Initiative, Party
from flask_initiatieven.initiatives.queries import Search
from flask_initiatieven.municipality.models import District, Person
from tests.conftest import PageClient, inside
from tests.initiatives.counting import queries_of

AsPerson = Callable[[str], PageClient]
LIST = "/initiatieven/lijst"


def titles(text: str) -> list[str]:
    return re.findall(r'<h3><a href="[^"]+">([^<]+)</a></h3>', text)


def test_the_list_shows_every_initiative_newest_first(filled: Flask, as_person: AsPerson) -> None:
    page = as_person("bob").get(LIST).text
    assert "<strong>13 initiatieven</strong>" in page
    assert titles(page)[0] == "Licht in de steeg"
    assert titles(page)[-1] == "Aan tafel in de Havenbuurt"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("EW-2026-019", "Dorpsbus Oosterwiede"),
        ("vergeten", "Buurttuin De Vergeten Hoek"),
        ("broodrooster OR 1=1", None),
        ("portiersloge", "Heel Heel: repareren en lenen"),
        ("Nowicka", "Taalwandelen"),
        ("wipkip", "Speelplek Kruipdoor"),
        ("tuin bloemenbuurt", "Buurttuin De Vergeten Hoek"),
        ("%", None),
    ],
)
def test_words_are_sought_in_number_title_text_place_and_names(
    filled: Flask, as_person: AsPerson, words: str, title: str | None
) -> None:
    found = titles(as_person("bob").get(LIST, query_string={"ini-zoek": words}).text)
    assert found == ([title] if title else [])


def test_a_resident_without_consent_is_found_only_by_who_may_see_contact_data(
    filled: Flask, as_person: AsPerson
) -> None:
    asked = {"ini-zoek": "Zijderhand"}
    assert titles(as_person("bob").get(LIST, query_string=asked).text) == []
    assert titles(as_person("alice").get(LIST, query_string=asked).text) == ["Heel Heel: repareren en lenen"]


def test_filters_narrow_the_list_together(filled: Flask, as_person: AsPerson) -> None:
    with inside(filled):
        zonneveld = District.get(District.name == "Zonneveld").id
        stuiver = Person.get(Person.key == "m-stuiver").id
    bob = as_person("bob")

    def found(**asked: object) -> list[str]:
        return titles(bob.get(LIST, query_string={f"ini-{key}": value for key, value in asked.items()}).text)

    assert found(status="aangehouden") == ["Muur van Verhalen"]
    assert len(found(status="open")) == 9
    assert found(wijk=zonneveld, thema="energie") == ["Warm Zonneveld"]
    assert found(soort="uitdaagrecht") == ["Groen van Lage Wiede in eigen hand"]
    assert len(found(aanspreekpunt=stuiver, volgorde="titel")) == 6
    assert found(huiswerk="y") == ["Licht in de steeg"]
    assert found(volgorde="titel")[0] == "Aan tafel in de Havenbuurt"


def test_an_empty_result_says_what_to_do(filled: Flask, as_person: AsPerson) -> None:
    page = as_person("bob").get(LIST, query_string={"ini-zoek": "zwembad"}).text
    assert "<strong>0 initiatieven</strong>" in page
    assert "Zoek op één woord, of haal een filter weg." in page


def test_an_empty_registry_says_how_to_begin(app: Flask, as_person: AsPerson) -> None:
    assert "Nieuw initiatief" in as_person("alice").get(LIST).text
    assert "Een uitvoerder kan het eerste registreren." in as_person("bob").get(LIST).text


@pytest.mark.parametrize(
    "asked", ["ini-status=x", "ini-wijk=abc", "ini-blad=-4", "ini-blad=999", "ini-blad=x", "ini-wijk=9" + "9" * 30]
)
def test_what_the_address_asks_wrongly_asks_nothing(filled: Flask, as_person: AsPerson, asked: str) -> None:
    assert "<strong>13 initiatieven</strong>" in as_person("bob").get(f"{LIST}?{asked}").text


def many(count: int) -> None:
    rows = [
        {"number": f"EW-2026-{each:03d}", "title": f"Plan {each}", "slug": f"plan-{each}", "changed_at": now(),
         "received_on": date(2026, 1, 1), "changed_by": ""}
        for each in range(1, count + 1)
    ]  # fmt: skip
    Initiative.insert_many(rows).execute()


def test_sixty_initiatives_come_on_three_pages_each_once(app: Flask, as_person: AsPerson) -> None:
    with inside(app):
        many(60)
    pages = [as_person("bob").get(f"{LIST}?ini-blad={each}").text for each in (1, 2, 3)]
    found = [title for page in pages for title in titles(page)]
    assert [len(titles(page)) for page in pages] == [25, 25, 10]
    assert len(set(found)) == 60
    assert "Blad 2 van 3" in pages[1]


def test_a_longer_list_asks_no_more_queries(app: Flask) -> None:
    counts = []
    with inside(app) as mount:
        for count in (3, 25):
            Initiative.delete().execute()
            many(count)
            counts.append(queries_of(mount.database, lambda: queries.found(Search(), True)))
    assert counts[0] == counts[1] <= 8


def test_the_filter_on_homework_says_the_same_as_the_words(filled: Flask) -> None:
    with inside(filled):
        cards = queries.found(Search(), True).cards
        by_words = {card.number for card in cards if card.is_open and not card.readiness.is_complete}
        assert {card.number for card in queries.found(Search(not_ready=True), True).cards} == by_words
        garden, bus = (Initiative.get(Initiative.number == number).id for number in ("EW-2026-007", "EW-2026-019"))
        Homework.update(yields="").where(Homework.initiative == garden).execute()
        Party.delete().where(Party.initiative == bus).execute()
        cards = queries.found(Search(), True).cards
        by_words = {card.number for card in cards if card.is_open and not card.readiness.is_complete}
        assert {card.number for card in queries.found(Search(not_ready=True), True).cards} == by_words
    assert len(by_words) == 3
