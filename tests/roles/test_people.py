"""Finding people of the host: a few at a time, whatever the host does."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from flask import Flask

from flask_initiatieven import User
from flask_initiatieven.municipality.models import Person, PersonWord
from flask_initiatieven.municipality.name_words import words_of
from flask_initiatieven.roles import people
from tests.conftest import MakeApp, inside
from tests.initiatives.counting import queries_of
from tests.roles.test_local_roles import client

NAMES = ("Zoë van der Berg-Kaya", "Piet Jansen", "Jan Pietersen", "Şükran Öztürk", "O'Brien, Sean")


def make_people() -> None:
    for number, name in enumerate(NAMES):
        Person.create(key=f"p{number}", name=name, email=f"p{number}@example.nl", department="Groen")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("zoe", NAMES[0]),
        ("ZOË kaya", NAMES[0]),
        ("jans", NAMES[1]),
        ("piet jan", NAMES[1]),
        ("sukran", NAMES[3]),
        ("ÖZTÜRK", NAMES[3]),
        ("obrien", None),
        ("brien", NAMES[4]),
        ("p4@", NAMES[4]),
        ("ansen", None),
        ("%%", None),
        ("__", None),
    ],
)
def test_people_are_found_by_the_begin_of_their_words(app: Flask, words: str, name: str | None) -> None:
    with inside(app):
        make_people()
        found = [user.name for user in people.search(words)]
        assert (name in found) if name else found == []


def test_two_words_must_both_be_his(app: Flask) -> None:
    with inside(app):
        make_people()
        assert {user.name for user in people.search("jan piet")} == {NAMES[1], NAMES[2]}
        assert people.search("jan kaya") == []


def test_words_follow_a_name_that_changes_and_go_with_the_person(app: Flask) -> None:
    with inside(app):
        person = Person.create(key="a", name="Ali Baba", email="ali@example.nl")
        Person.update(name="Ali Çelik").where(Person.id == person.id).execute()
        assert [user.name for user in people.search("celik")] == ["Ali Çelik"]
        assert people.search("baba") == []
        person.delete_instance()
        assert PersonWord.select().count() == 0


@pytest.mark.parametrize("name", [*NAMES, 'Quote " back \\ slash', "tab\tnew\nline", "x" * 160, "李 小龍", "💚 groen"])
def test_the_database_and_the_search_cut_a_name_into_the_same_words(app: Flask, name: str) -> None:
    with inside(app):
        Person.create(key="a", name=name)
        kept = {row.word for row in PersonWord.select()}
        assert kept == set(words_of(name)) or not any(word.isascii() for word in kept ^ set(words_of(name)))


def test_who_can_not_log_in_is_not_found(app: Flask) -> None:
    with inside(app):
        Person.create(key="a", name="Zonder Adres")
        assert people.search("zonder") == []


@pytest.mark.parametrize("words", ["", " ", "j", "\x00\x00"])
def test_too_few_letters_find_nobody(app: Flask, words: str) -> None:
    with inside(app):
        make_people()
        assert people.search(words) == []


def test_no_more_is_read_of_the_host_than_asked(make_app: MakeApp) -> None:
    given = itertools.count()

    def endless(words: str, limit: int) -> Iterator[User]:
        return (User(str(number), f"Jan {number}") for number in given)

    with inside(make_app(people=endless)):
        assert len(people.search("jan", limit=7)) == 7
        assert next(given) == 7


def test_what_is_no_user_of_the_host_is_left_out(make_app: MakeApp) -> None:
    strange = [None, "jan", User(""), User("x" * 300), User("a\x00"), User(7), User("1", "Jan"), User("1", "Jan")]  # type: ignore[arg-type]
    with inside(make_app(people=lambda words, limit: strange)):
        assert people.search("jan") == [User("1", "Jan")]


@pytest.mark.parametrize("answer", [ZeroDivisionError("no"), TypeError("x"), ConnectionError("away")])
def test_a_host_that_can_not_search_gives_a_message(
    make_app: MakeApp, answer: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(words: str, limit: int) -> list[User]:
        raise answer

    page = client(make_app(people=failing), "admin").get("/initiatieven/beheer/rollen?ini-persoon=jan")
    assert page.status_code == 200
    assert "kan nu niets over personen zeggen" in page.text
    assert "could not be asked about its people" in caplog.text


def test_a_generator_that_fails_half_way_gives_a_message(make_app: MakeApp) -> None:
    def failing(words: str, limit: int) -> Iterator[User]:
        yield User("1", "Jan")
        raise ConnectionError("away")

    page = client(make_app(people=failing), "admin").get("/initiatieven/beheer/rollen?ini-persoon=jan")
    assert "kan nu niets over personen zeggen" in page.text


def test_fifty_thousand_people_fit_on_a_page(app: Flask) -> None:
    with inside(app) as mount:
        with mount.database.atomic():
            for start in range(0, 50_000, 1000):
                Person.insert_many(
                    {"key": f"k{n}", "name": f"Jan{n % 7} van den Achternaam{n}", "email": f"jan{n}@example.nl"}
                    for n in range(start, start + 1000)
                ).execute()
        assert queries_of(mount.database, lambda: people.search("achternaam4")) == 1
        assert [user.name for user in people.search("achternaam49999")] == ["Jan5 van den Achternaam49999"]
    admin = client(app, "admin")
    for words in ("jan", "achternaam", "van den jan"):
        page = admin.get("/initiatieven/beheer/rollen", query_string={"ini-persoon": words})
        assert page.text.count('type="radio"') == 20
        assert len(page.data) <= 40_000
