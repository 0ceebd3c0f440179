"""Programme and items: reading with their initiatives, editing, removing, archiving, a new programme."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.initiatives.models import Initiative, ProgrammeLink
from flask_initiatieven.municipality.models import Person
from flask_initiatieven.programme.models import Programme, ProgrammeItem
from tests.conftest import PEOPLE, inside
from tests.programme.conftest import PLACE, AsPerson, codes, item, point
from tests.vision.filling import fields, send


def clash(app: Flask) -> tuple[str, str]:
    """The number of the initiative that clashes with item 1, and the sentence that says so."""
    with inside(app):
        link = ProgrammeLink.get(ProgrammeLink.strength == "schuurt")
        return link.initiative.number, link.sentence


def test_the_list_tells_items_holders_and_initiatives_by_strength(app: Flask, as_person: AsPerson) -> None:
    with inside(app):
        ProgrammeItem.update(portfolio_holder=Person.get(Person.key == "b-haverkate")).where(
            ProgrammeItem.code == "6"
        ).execute()
    text = " ".join(as_person("bob").get(PLACE).text.split())
    assert "De buurt aan zet</a></th>" in text
    assert re.search(r"Jeroen Haverkate</td> <td [^>]*>3</td><td [^>]*>1</td>", text)


def test_an_item_tells_its_initiatives_with_their_sentence(app: Flask, as_person: AsPerson) -> None:
    text = as_person("bob").get(point(app, "6")).text
    assert "Buurttuin De Vergeten Hoek" in text
    assert "De buurt bedacht en verzorgt het zelf." in text


@pytest.mark.parametrize("person", sorted(PEOPLE))
def test_what_clashes_is_read_by_who_makes_the_aldermans_briefing(app: Flask, as_person: AsPerson, person: str) -> None:
    number, sentence = clash(app)
    reads = person in {"alice", "manager", "adviser", "contact"}  # the contact of that very initiative
    client = as_person(person)
    assert (sentence in client.get(f"/initiatieven/initiatief/{number}").text) is reads
    assert (sentence in client.get(point(app, "1")).text) is reads
    assert ("Schuurt" in client.get(PLACE).text) is (reads and person != "contact"), "counts are of all initiatives"


def test_the_portfolio_holder_reads_what_clashes_with_his_item(app: Flask, as_person: AsPerson) -> None:
    _, sentence = clash(app)
    with inside(app):
        alderman = Person.get(Person.user_id == "alderman")
        ProgrammeItem.update(portfolio_holder=alderman).where(ProgrammeItem.code == "1").execute()
    assert sentence in as_person("alderman").get(point(app, "1")).text


def test_a_resident_who_may_not_be_named_is_not_named_in_a_sentence(app: Flask, as_person: AsPerson) -> None:
    with inside(app):
        initiative = Initiative.get(Initiative.number == "EW-2026-007")
        initiative.initiators.model.update(may_be_named=False).execute()
        name = initiative.initiators.get().name
        ProgrammeLink.update(sentence=f"{name} plant bomen.").where(ProgrammeLink.initiative == initiative).execute()
    assert name not in as_person("bob").get(point(app, "1")).text
    assert name in as_person("alice").get(point(app, "1")).text


def test_an_item_is_added_and_changed(app: Flask, as_person: AsPerson, whole: str) -> None:
    adviser = as_person("adviser")
    made = send(adviser, f"{whole}/punt-toevoegen", code="7", title="Licht", text="Meer licht.")
    assert codes(app)[-1] == "7"
    assert send(adviser, f"{made.location}/bewerken", title="Meer licht").status_code == 302
    assert item(app, "7").title == "Meer licht"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"code": ""}, "Geef het punt een code"),
        ({"title": ""}, "Geef het punt een titel."),
        ({"code": "2"}, "Deze code is al in gebruik"),
        ({"portfolio_holder": "9999"}, "Kies iets uit de lijst."),
        ({"code": "x" * 21}, "1 tekens te veel"),
    ],
)
def test_a_mistake_in_an_item_is_named_and_nothing_is_lost(
    app: Flask, as_person: AsPerson, changed: dict[str, str], message: str
) -> None:
    answer = send(as_person("manager"), f"{point(app, '1')}/bewerken", **{"text": "Bewaard.", **changed})
    assert answer.status_code == 422
    assert message in answer.text
    assert "Bewaard." in answer.text
    assert item(app, "1").title == "Groen in elke straat"


@pytest.mark.parametrize("field", ["title", "text"])
def test_who_saves_an_item_second_sees_both(app: Flask, as_person: AsPerson, field: str) -> None:
    manager, url = as_person("manager"), f"{point(app, '1')}/bewerken"
    late = fields(manager.get(url).text) | {f"ini-{field}": "Later"}
    send(manager, url, **{field: "Eerst"})
    answer = manager.post(url, data=late)
    assert answer.status_code == 409
    assert "<dd>Eerst</dd>" in answer.text
    assert manager.post(url, data=fields(answer.text)).status_code == 302
    assert getattr(item(app, "1"), field) == "Later"


def test_an_item_with_initiatives_does_not_go_and_says_where_they_are(app: Flask, as_person: AsPerson) -> None:
    manager, url = as_person("manager"), f"{point(app, '3')}/verwijderen"
    with inside(app):
        link = ProgrammeLink.get(ProgrammeLink.item == item(app, "3").id)
        number = link.initiative.number
    assert number in manager.get(url).text
    token = fields(manager.get(f"{point(app, '3')}/bewerken").text)["ini-csrf_token"]
    answer = manager.post(url, data={"ini-csrf_token": token, "ini-version": "1"})
    assert answer.status_code == 422
    assert f'href="/initiatieven/initiatief/{number}#ini-programma"' in answer.text
    assert "3" in codes(app)


def test_an_item_without_initiatives_goes(app: Flask, as_person: AsPerson) -> None:
    with inside(app):
        ProgrammeLink.delete().where(ProgrammeLink.item == item(app, "3").id).execute()
    assert send(as_person("manager"), f"{point(app, '3')}/verwijderen").status_code == 302
    assert "3" not in codes(app)


def test_an_archived_item_keeps_its_links_and_takes_no_new_ones(app: Flask, as_person: AsPerson) -> None:
    manager, url = as_person("manager"), point(app, "3")
    manager.post(f"{url}/archiveren", data=fields(manager.get(url).text, "archiveren"))
    text = manager.get(url).text
    assert "gearchiveerd op 23 november 2026" in text
    assert "Schoolstraat" in text
    answer = send(
        manager, "/initiatieven/initiatief/EW-2026-030/bewerken/programma",
        items__0__item=str(item(app, "3").id), items__0__strength="raakt", items__0__sentence="Licht bij school.",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Dit punt geldt niet meer." in answer.text
    manager.post(f"{url}/terugzetten", data=fields(manager.get(url).text, "terugzetten"))
    assert "3" in codes(app)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"items__0__sentence": ""}, "Schrijf op wat het initiatief hiermee doet."),
        ({"items__0__strength": ""}, "Kies of het bijdraagt, raakt of schuurt."),
        ({"items__0__strength": "helpt"}, "Kies iets uit de lijst."),
    ],
)
def test_a_link_needs_its_strength_and_sentence(
    app: Flask, as_person: AsPerson, changed: dict[str, str], message: str
) -> None:
    filled = {"items__0__item": "2", "items__0__strength": "raakt", "items__0__sentence": "Een zin."}
    url = "/initiatieven/initiatief/EW-2026-030/bewerken/programma"
    answer = send(as_person("alice"), url, **{**filled, **changed})
    assert answer.status_code == 422
    assert message in answer.text
    with inside(app):
        assert not ProgrammeLink.select().join(Initiative).where(Initiative.number == "EW-2026-030").exists()


def test_a_new_programme_leaves_old_links_readable(app: Flask, as_person: AsPerson, whole: str) -> None:
    manager = as_person("manager")
    made = send(manager, f"{PLACE}/nieuw", title="Verder samen", period="2030-2034").location
    assert "In voorbereiding" in manager.get(made).text.replace("in voorbereiding", "In voorbereiding")
    assert send(manager, f"{made}/laten-gelden").status_code == 302
    with inside(app):
        assert [row.state for row in Programme.select().order_by(Programme.id)] == ["voorbij", "geldt"]
    assert "Verder samen" in manager.get(PLACE).text
    story = manager.get("/initiatieven/initiatief/EW-2026-007").text
    assert "uit programma 2026-2030" in story
    assert "Groen in elke straat" in story
    assert "geldt niet meer" in as_person("bob").get(whole).text


def test_links_to_an_old_programme_survive_editing_and_new_ones_are_refused(app: Flask, as_person: AsPerson) -> None:
    manager = as_person("manager")
    made = send(manager, f"{PLACE}/nieuw", title="Verder samen", period="2030-2034").location
    send(manager, f"{made}/punt-toevoegen", code="A", title="Nieuw punt")
    send(manager, f"{made}/laten-gelden")
    url = "/initiatieven/initiatief/EW-2026-007/bewerken/programma"
    new = str(item(app, "A").id)
    saved = send(manager, url, items__2__item=new, items__2__strength="raakt", items__2__sentence="Ook dit.")
    assert saved.status_code == 302
    with inside(app):
        assert ProgrammeLink.select().join(Initiative).where(Initiative.number == "EW-2026-007").count() == 3
    old = str(item(app, "2").id)
    refused = send(manager, url, items__3__item=old, items__3__strength="raakt", items__3__sentence="Oud.")
    assert "Dit punt geldt niet meer." in refused.text


def test_a_double_click_makes_one_programme(app: Flask, as_person: AsPerson) -> None:
    manager = as_person("manager")
    data = fields(manager.get(f"{PLACE}/nieuw").text) | {"ini-title": "Twee", "ini-period": "2030-2034"}
    assert manager.post(f"{PLACE}/nieuw", data=data).location == manager.post(f"{PLACE}/nieuw", data=data).location
    with inside(app):
        assert Programme.select().count() == 2


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"title": "Samen dichtbij"}, "Er is al een programma met deze titel."),
        ({"in_force_from": "2030-01-01", "in_force_until": "2029-01-01"}, "eindigt voordat het begint"),
        ({"period": ""}, "Vul de periode in"),
    ],
)
def test_a_mistake_in_a_programme_is_named(as_person: AsPerson, changed: dict[str, str], message: str) -> None:
    answer = send(as_person("manager"), f"{PLACE}/nieuw", **{"title": "Nieuw", "period": "2030-2034", **changed})
    assert answer.status_code == 422
    assert message in answer.text


def test_who_saves_a_programme_second_sees_both(app: Flask, as_person: AsPerson, whole: str) -> None:
    manager = as_person("manager")
    late = fields(manager.get(f"{whole}/bewerken").text) | {"ini-period": "2026-2031"}
    send(manager, f"{whole}/bewerken", in_force_from="2026-05-01")
    answer = manager.post(f"{whole}/bewerken", data=late)
    assert answer.status_code == 409
    assert manager.post(f"{whole}/bewerken", data=fields(answer.text)).status_code == 302


def test_changes_are_in_the_log_without_their_values(app: Flask, as_person: AsPerson) -> None:
    send(as_person("manager"), f"{point(app, '1')}/bewerken", title="Geheim")
    with inside(app):
        row = AuditEntry.select().order_by(AuditEntry.id.desc()).get()
    assert (row.action, row.object) == ("punt bewerken", f"programme_item:{item(app, '1').id}")
    assert "Geheim" not in row.detail


def test_without_programme_the_page_says_so(app: Flask, as_person: AsPerson) -> None:
    with inside(app):
        Programme.update(state="voorbij").execute()
    assert "nog geen coalitieprogramma dat geldt" in as_person("bob").get(PLACE).text
