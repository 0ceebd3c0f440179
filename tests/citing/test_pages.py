"""Decisions cite principles; under each principle stand the decisions that do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from flask_initiatieven.initiatives import citations
from flask_initiatieven.initiatives.models import Decision, DecisionPrinciple, Initiative, Initiator
from flask_initiatieven.vision import actions, queries
from flask_initiatieven.vision.models import Page, PageLine
from flask_initiatieven.vision.publication import PageLineKind
from tests.conftest import SAMPLE_NOW, MakeApp, PageClient, inside
from tests.initiatives.filling import filled_in
from tests.vision.filling import send

AsPerson = Callable[[str], PageClient]
KEY = "visie-bewonersinitiatieven"
VISION = f"/initiatieven/visie/{KEY}"
GARDEN = "/initiatieven/initiatief/EW-2026-007"


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    """The sample municipality, in which six decisions cite the vision."""
    return make_app(sample=True, now=lambda: SAMPLE_NOW)


def page_id(app: Flask) -> int:
    with inside(app):
        return int(Page.get(Page.key == KEY).id)


def cite(client: PageClient, choice: str, because: str = "", row: int = 0) -> int:
    edit = f"{GARDEN}/bewerken/besluit"
    changes = {f"principles-{row}-principle": choice, f"principles-{row}-deviates_because": because}
    return client.post(edit, data=filled_in(client.get(edit).text, **changes)).status_code


def test_under_a_principle_stand_the_decisions_that_cite_it(as_person: AsPerson) -> None:
    text = as_person("bob").get(VISION).text
    assert "3 besluiten noemden dit:" in text
    assert "Buurttuin" in text.split('id="ini-uitgangspunt-eerst-luisteren"')[1].split("</li>")[0]
    assert "(wijkt af)" in text
    assert "Waarom wijkt een besluit af" in text


def test_the_initiative_says_which_principle_its_decision_fits(as_person: AsPerson) -> None:
    text = as_person("bob").get(GARDEN).text
    assert f'{VISION}#ini-uitgangspunt-eerst-luisteren">Eerst luisteren</a>' in text
    assert "Past bij:" in text


def test_all_decisions_of_a_principle_have_a_page_with_the_reasons(as_person: AsPerson) -> None:
    text = as_person("bob").get(f"{VISION}/uitgangspunt/feiten-op-een-rij").text
    assert "Wijkt af, want:" in text
    assert "een schatting van de kosten genoeg was" in text
    assert as_person("bob").get(f"{VISION}/uitgangspunt/bestaat-niet").status_code == 404


def test_the_form_offers_the_principles_in_force(as_person: AsPerson) -> None:
    text = as_person("manager").get(f"{GARDEN}/bewerken/besluit").text
    for title in ("Eerst luisteren", "Duidelijk zijn", "Eerlijk nee zeggen"):
        assert f">{title}</option>" in text


def test_a_citation_is_stored_with_the_title_as_it_stands(app: Flask, as_person: AsPerson) -> None:
    number = page_id(app)
    assert cite(as_person("manager"), f"{number}/eerlijk-nee-zeggen", "Niemand vroeg iets.") == 302
    with inside(app):
        row = DecisionPrinciple.get(DecisionPrinciple.key == "eerlijk-nee-zeggen", DecisionPrinciple.title != "")
        stored = citations.of_decision(Decision.get(Decision.initiative == Initiative.get(number="EW-2026-007")).id)
    assert row.page_id == number
    assert [(each.title, each.deviates_because) for each in stored] == [
        ("Eerlijk nee zeggen", "Niemand vroeg iets."),
        ("Feiten op een rij", ""),
    ]
    assert "Wijkt af van:" in as_person("bob").get(GARDEN).text


def test_a_decision_may_depart_from_the_whole_vision(as_person: AsPerson) -> None:
    assert cite(as_person("manager"), "", "Dit kon niet wachten.") == 302
    assert "Wijkt af van de visie, want: Dit kon niet wachten." in as_person("bob").get(GARDEN).text


@pytest.mark.parametrize("choice", ["999/eerst-luisteren", "1/verzonnen", "x"])
def test_a_principle_that_is_not_there_is_refused(as_person: AsPerson, choice: str) -> None:
    assert cite(as_person("manager"), choice) == 422


def test_the_same_principle_twice_is_refused(app: Flask, as_person: AsPerson) -> None:
    assert cite(as_person("manager"), f"{page_id(app)}/feiten-op-een-rij") == 422


def new_version(app: Flask, client: PageClient, **changed: str) -> None:
    """A copy of the vision with its first principle changed, published."""
    client.post(f"{VISION}/nieuwe-versie", data={"ini-csrf_token": _token(client)})
    edit = f"{VISION}/versie/3/bewerken"
    send(client, edit, adopted_by="college", adopted_on="2026-11-20", valid_from="2026-11-23", **changed)
    with inside(app), app.test_request_context(headers={"X-Person": "manager"}):
        row = queries.version((KEY, 3))
        assert row is not None
        actions.publish(row, row.version)


def _token(client: PageClient) -> str:
    text = client.get(VISION).text.split("nieuwe-versie")[1]
    return text.split('value="')[1].split('"')[0]


def test_a_citation_survives_a_new_version_with_another_title(app: Flask, as_person: AsPerson) -> None:
    client = as_person("manager")
    new_version(app, client, principles__0__title="Altijd luisteren")
    text = as_person("bob").get(VISION).text
    item = text.split('id="ini-uitgangspunt-eerst-luisteren"')[1].split("</li>")[0]
    assert "Altijd luisteren" in item
    assert "3 besluiten noemden dit:" in item
    assert ">Eerst luisteren</a>" in as_person("bob").get(GARDEN).text


def test_a_principle_that_is_gone_stays_with_the_decision(app: Flask, as_person: AsPerson) -> None:
    client = as_person("manager")
    new_version(app, client, principles__0__title="", principles__0__text="")
    assert "Past bij:" in as_person("bob").get(GARDEN).text
    edit = client.get(f"{GARDEN}/bewerken/besluit").text
    assert "Eerst luisteren (geldt niet meer)" in edit
    assert client.post(f"{GARDEN}/bewerken/besluit", data=filled_in(edit)).status_code == 302
    with inside(app):
        assert DecisionPrinciple.select().where(DecisionPrinciple.key == "eerst-luisteren").count() == 3


def test_when_the_page_is_gone_the_title_stays(app: Flask, as_person: AsPerson) -> None:
    with inside(app):
        DecisionPrinciple.update(page=None).execute()
    assert "Past bij: Eerst luisteren" in as_person("bob").get(GARDEN).text
    client = as_person("manager")
    edit = client.get(f"{GARDEN}/bewerken/besluit").text
    assert client.post(f"{GARDEN}/bewerken/besluit", data=filled_in(edit)).status_code == 302
    assert "Past bij: Eerst luisteren" in as_person("bob").get(GARDEN).text


def test_what_is_not_decided_is_not_under_the_principle(app: Flask, as_person: AsPerson) -> None:
    with inside(app):
        Decision.update(outcome="nog_niet").execute()
    assert "noemden dit" not in as_person("bob").get(VISION).text


def test_names_of_residents_without_consent_are_taken_out(app: Flask, as_person: AsPerson) -> None:
    with inside(app):
        garden = Initiative.get(Initiative.number == "EW-2026-007")
        Initiator.create(initiative=garden, position=9, name="Fatima Verborgen", may_be_named=False)
        Initiative.update(title="Tuin van Fatima Verborgen").where(Initiative.id == garden.id).execute()
    assert "Verborgen" not in as_person("bob").get(VISION).text
    assert "Tuin van Fatima Verborgen" in as_person("manager").get(VISION).text


def many(app: Flask, count: int) -> None:
    """So many more decisions that cite the first principle, one a day."""
    number = page_id(app)
    with inside(app) as mount, mount.database.atomic():
        for place in range(count):
            names = {"number": f"EW-2027-{place}", "title": f"Plan {place}", "slug": f"plan-{place}"}
            row = Initiative.create(**names, changed_at=SAMPLE_NOW)
            day = date(2027, 1, 1) + timedelta(days=place)
            decision = Decision.create(initiative=row, outcome="ja", decided_on=day)
            values = {"page": number, "key": "eerst-luisteren", "title": "Eerst luisteren"}
            DecisionPrinciple.create(decision=decision, position=0, **values)


def test_only_the_five_newest_stand_on_the_page_and_the_rest_on_their_own(app: Flask, as_person: AsPerson) -> None:
    many(app, 40)
    text = as_person("bob").get(VISION).text
    item = text.split('id="ini-uitgangspunt-eerst-luisteren"')[1].split("</li>")[0]
    assert "43 besluiten noemden dit:" in item
    assert item.count("#ini-besluit") == 5
    assert "Plan 39" in item
    first = as_person("bob").get(f"{VISION}/uitgangspunt/eerst-luisteren").text
    assert "Bladzijde 1 van 2" in first
    second = as_person("bob").get(f"{VISION}/uitgangspunt/eerst-luisteren?blad=2").text
    assert "Plan 0<" in second
    assert as_person("bob").get(f"{VISION}/uitgangspunt/eerst-luisteren?blad=99").status_code == 200


def test_keys_are_stored_with_a_new_version(app: Flask, as_person: AsPerson) -> None:
    new_version(app, as_person("manager"))
    with inside(app):
        rows = PageLine.select().where(PageLine.kind == PageLineKind.PRINCIPLE, PageLine.key != "")
        assert {row.key for row in rows} >= {"eerst-luisteren", "eerlijk-nee-zeggen"}
