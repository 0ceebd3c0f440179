"""A resident who may not be named stands in titles and places; who may not know him reads him nowhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask, render_template_string

from flask_initiatieven import audit, tile
from flask_initiatieven.agreements.models import Agreement
from flask_initiatieven.database import db
from flask_initiatieven.initiatives import queries
from flask_initiatieven.initiatives.models import DecisionPrinciple, Initiative, Initiator, Involvement, ProgrammeLink
from flask_initiatieven.initiatives.queries import Search
from flask_initiatieven.municipality.models import Person
from flask_initiatieven.notices import actions as notices
from flask_initiatieven.notices.models import Task
from flask_initiatieven.notices.rule import Deed, Event, Rule
from flask_initiatieven.outbox.models import Mail
from flask_initiatieven.visits.models import Visit
from tests.conftest import SAMPLE_NOW, MakeApp, PageClient, inside
from tests.initiatives.counting import queries_of

AsPerson = Callable[[str], PageClient]
PREFIX, GARDEN = "/initiatieven", "EW-2026-007"
TITLE, PLACE = "Tuin van Zwaantje Quispel", "Achter het huis van Zwaantje Quispel"
TILES = '<!doctype html><html lang="nl"><title>Thuis</title><main><h1>Thuis</h1>{% for each in names %}{{ tile(each) }}'
#: read by role, named in no initiative that is about her, and the contact of other initiatives
STRANGERS = ("bob", "clerk", "colleague", "contact", "admin", "editor")


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    """The sample, in which most initiatives are of Zwaantje Quispel, with a task and a mail."""
    found = make_app(sample=True, now=lambda: SAMPLE_NOW)
    names = ("my_work", "next_visits", "vision", "success")
    page = TILES + "{% endfor %}</main></html>"
    found.add_url_rule("/thuis", "home", lambda: render_template_string(page, tile=tile, names=names))
    with inside(found):
        Person.update(user_id="contact").where(Person.key == "m-oosterling").execute()
        Person.update(user_id="colleague").where(Person.key == "m-brummel").execute()
        plant()
        tell_of_it()
    return found


def plant() -> None:
    """Not where the contact or the colleague has a part in it: they know who is behind that."""
    contact, colleague = Person.get(Person.user_id == "contact"), Person.get(Person.user_id == "colleague")
    asked = Involvement.select(Involvement.initiative).where(Involvement.person == colleague)
    for row in Initiative.select().where(Initiative.id.not_in(asked)):
        if contact.id not in row.people():
            Initiator.create(initiative=row, position=9, name="Zwaantje Quispel", may_be_named=False)
            row.title, row.place, row.summary = TITLE, PLACE, "Een tuin van Zwaantje."
            row.save()
            Visit.update(place=PLACE).where(Visit.initiative == row).execute()
            ProgrammeLink.update(sentence=f"{TITLE} past.").where(ProgrammeLink.initiative == row).execute()
            cancelled = Agreement.update(state="opgezegd", cancel_reason="Zwaantje Quispel verhuist.")
            cancelled.where(Agreement.initiative == row, Agreement.state == "bevestigd").execute()


def tell_of_it() -> None:
    """Rules that set a task and send a mail, and the event they wait for."""
    roles = ("role:lezer", "role:griffie", "role:vakcollega", "role:beheerder", "role:aanspreekpunt")
    for deed in (Deed.TASK, Deed.MAIL):
        rule = Rule(Event.INITIATIVE_REGISTERED, deed, roles, "Nieuw: {titel}", "Over {titel}", address="x@example.nl")
        notices.switch(notices.make_rule(f"Proef {deed}", rule, f"{deed:0>32}"), True)
    with db.atomic():
        audit.record("registreren", f"initiative:{Initiative.get(Initiative.number == GARDEN).id}")


def readable(client: PageClient, of_a_kind: int = 3) -> dict[str, str]:
    """Every page and file of ours that this person comes to by links; the tiles; no paper."""
    waiting = ["/thuis", f"{PREFIX}/", f"{PREFIX}/lijst", f"{PREFIX}/initiatief/{GARDEN}"]
    seen, kinds, found = set(waiting), Counter[str](), {}
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        assert answer.status_code < 400, address
        found[address] = answer.text
        for link in re.findall(r'href="([^"#]+)', answer.text if answer.mimetype == "text/html" else ""):
            kind = re.sub(r"(?<=[/=])[^/]*\d[^/.?]*", "N", link)
            is_ours = link.startswith(PREFIX) and not re.search(r"\.pdf|/static/|/stijl|&amp;", link)
            if is_ours and link not in seen and kinds[kind] < of_a_kind:
                seen.add(link)
                kinds[kind] += 1
                waiting.append(link)
    return found


def naming(pages: dict[str, str]) -> list[str]:
    return [address for address, text in pages.items() if re.search("zwaantje|quispel", text, re.IGNORECASE)]


@pytest.mark.parametrize("person", STRANGERS)
def test_who_may_not_know_a_resident_reads_the_name_on_no_page(as_person: AsPerson, person: str) -> None:
    pages = readable(as_person(person))
    assert len(pages) > 15
    assert naming(pages) == []
    assert "Tuin van een bewoner" in pages[f"{PREFIX}/initiatief/{GARDEN}"]


def test_the_pages_that_were_crawled_are_of_every_kind(as_person: AsPerson) -> None:
    clerk, admin = readable(as_person("clerk")), readable(as_person("admin"))
    for part in (f"{PREFIX}/bezoeken", "/bezoek/", ".ics", "/briefing", "/programma", "/visie"):
        assert any(part in address for address in clerk), part
    for part in ("/delen", "/proef", "/beheer/post", "/logboek", ".csv", "/afspraak/1", "/uitgangspunt/"):
        assert any(part in address for address in admin), part
    assert "Tuin van een bewoner" in clerk["/thuis"] + clerk[f"{PREFIX}/bezoeken"]


def test_the_planted_initiative_has_something_on_every_page(app: Flask) -> None:
    with inside(app):
        row = Initiative.get(Initiative.number == GARDEN)
        assert all(
            model.select().where(model.initiative == row).exists() for model in (Visit, Agreement, ProgrammeLink)
        )
        assert DecisionPrinciple.select().exists()
        assert {task.title for task in Task.select()} == {"Nieuw: Tuin van een bewoner"}
        assert {mail.text for mail in Mail.select()} == {"Over Tuin van een bewoner"}


def test_who_keeps_the_registry_still_reads_the_name(as_person: AsPerson) -> None:
    alice = as_person("alice")
    for address in ("/thuis", f"{PREFIX}/", f"{PREFIX}/lijst", f"{PREFIX}/bezoeken", f"{PREFIX}/initiatief/{GARDEN}"):
        assert TITLE in alice.get(address).text, address


def test_the_contact_reads_the_name_in_what_is_hers(app: Flask, as_person: AsPerson) -> None:
    with inside(app):
        Person.update(user_id=None).where(Person.user_id == "contact").execute()
        Person.update(user_id="contact").where(Person.key == "m-stuiver").execute()
    text = as_person("contact").get(f"{PREFIX}/").text
    mine, orphans = text.split("Nog zonder aanspreekpunt")
    assert TITLE in mine
    assert "Tuin van een bewoner" in orphans
    assert "Zwaantje" not in orphans


def found(app: Flask, words: str = "", sort: str | None = None, all_names: bool = False) -> list[str]:
    """Titles on the first page of the list."""
    with inside(app):
        return [card.title for card in queries.found(Search(words=words, sort=sort), all_names).cards]


@pytest.mark.parametrize("words", ["Zwaantje", "QUISPEL", "waantj", "uispe", "tuin quispel", "Qui", "van-Quispel"])
def test_a_hidden_name_is_found_by_none_of_its_letters(app: Flask, words: str) -> None:
    assert found(app, words=words) == []


def test_who_may_know_the_name_finds_by_it(app: Flask) -> None:
    assert TITLE in found(app, words="tuin quispel", all_names=True)


@pytest.mark.parametrize(
    ("words", "is_found"), [("uispel", False), ("een", True), ("bewoner", True), ("wispelt", True)]
)
def test_words_are_sought_in_what_one_reads_whatever_the_hidden_name(app: Flask, words: str, is_found: bool) -> None:
    """Else a reader learns a hidden name letter by letter: from what is found, or from what is not."""
    with inside(app):
        row = Initiative.get(Initiative.number == GARDEN)
        Initiative.update(title="Kwispeltuin van Leen Quispel", summary="", motive="").where(
            Initiative.id == row.id
        ).execute()
        Initiator.update(name="Leen Quispel").where(Initiator.initiative == row, ~Initiator.may_be_named).execute()
        Initiative.update(place="").where(Initiative.id == row.id).execute()
    assert ("Kwispeltuin van een bewoner" in found(app, words=words)) is is_found


def test_the_place_in_the_order_tells_nothing_of_a_hidden_name(app: Flask) -> None:
    with inside(app):
        Initiative.update(title="Quispel").where(Initiative.number == GARDEN).execute()
        Initiative.update(title="Quispel").where(Initiative.number == "EW-2026-011").execute()
        Initiative.update(title="Fietspad").where(Initiative.number == "EW-2026-024").execute()
    titles = found(app, sort="titel")
    assert titles.index("Een bewoner") < titles.index("Fietspad")


def test_more_initiatives_ask_no_more_queries(app: Flask) -> None:
    counts = []
    for again in range(2):
        with inside(app) as mount:
            counts.append(queries_of(mount.database, lambda: queries.found(Search(words="tuin", sort="titel"), False)))
            for number in range(40):
                row = Initiative.create(
                    number=f"EW-2027-{again}{number}",
                    slug=f"t{again}-{number}",
                    title=TITLE,
                    changed_at=SAMPLE_NOW,
                    contact=Person.get(),
                )
                Initiator.create(initiative=row, position=0, name="Zwaantje Quispel")
    assert counts[0] == counts[1]
