"""Making, offering, confirming, changing and ending an agreement, in the browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from flask_initiatieven import signals
from flask_initiatieven.agreements import actions, queries
from flask_initiatieven.agreements.agreement import Side
from flask_initiatieven.agreements.models import Agreement, Confirmation
from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.initiatives.models import Initiator
from tests.agreements.conftest import BASE, MakeAgreement, state_of, yes
from tests.conftest import PageClient, inside
from tests.paper.reading import words
from tests.vision.filling import fields, send

AsPerson = Callable[[str], PageClient]
NEW = f"{BASE}/nieuw"


def say_yes(client: PageClient, side: str, **changed: str) -> str:
    said = {"name": "Samira", "on_behalf_of": "Tuingroep", "confirmed_on": "2026-05-20", "how": "E-mail", **changed}
    return send(client, f"{BASE}/1/bevestigen/{side}", **said).location


def test_from_nothing_to_an_agreement_in_force(app: Flask, as_person: AsPerson, initiative: str) -> None:
    alice = as_person("alice")
    edit = send(alice, NEW, kind="uitvoeringsafspraak").location
    send(alice, edit, about="Een tuin.", our_role="Ik help.")
    send(alice, f"{BASE}/1/bewerken/over-en-weer", we_do__0__text="Wij komen.", you_do__0__text="U snoeit.")
    send(alice, f"{BASE}/1/bewerken/overig", looking_back="In juni.", stopping="Mag altijd.")
    send(alice, f"{BASE}/1/aanbieden", page=f"{BASE}/1")
    assert state_of(app, 1) == "aangeboden"
    say_yes(alice, "gemeente")
    say_yes(alice, "initiatiefnemer")
    assert state_of(app, 1) == "bevestigd"
    text = alice.get(f"{BASE}/1").text
    assert "Tuingroep" in text
    assert "U snoeit." in text


def test_a_new_agreement_knows_its_people_and_the_standard_texts(
    app: Flask, as_person: AsPerson, initiative: str
) -> None:
    send(as_person("alice"), NEW, kind="procesafspraak")
    with inside(app):
        row = queries.agreement(("EW-2026-007", 1))
        assert row
        assert (row.contact.name, row.deputy.name) == ("Carolien Stuiver", "Rachid Belhaj")
        assert row.disagreeing.startswith("Bent u het ergens niet mee eens?")


@pytest.mark.parametrize(
    ("person", "read", "write"),
    [
        ("alice", 200, 200), ("manager", 200, 200), ("contact", 200, 200), ("colleague", 200, 403),
        ("adviser", 200, 403), ("admin", 200, 403), ("bob", 403, 404), ("clerk", 403, 404), ("charlie", 403, 404),
    ],
)  # fmt: skip
def test_who_may_read_and_who_may_write(
    as_person: AsPerson, make_agreement: MakeAgreement, person: str, read: int, write: int
) -> None:
    make_agreement("aangeboden")
    client = as_person(person)
    for page in ("", "/mail"):
        assert client.get(f"{BASE}/1{page}").status_code == read
    for page in ("/bewerken/inhoud", "/bevestigen/gemeente", "/opzeggen"):
        assert client.get(f"{BASE}/1{page}").status_code == write
    assert client.post(f"{BASE}/1/aanbieden").status_code == (400 if write == 200 else write)


def test_a_contact_of_another_initiative_reads_but_does_not_write(
    app: Flask, as_person: AsPerson, make_agreement: MakeAgreement
) -> None:
    from flask_initiatieven.initiatives.models import Initiative
    from flask_initiatieven.municipality.models import Person

    make_agreement()
    with inside(app):
        Person.update(user_id=None).where(Person.key == "stuiver").execute()
        Person.create(key="other", name="Ander", user_id="contact")
        assert Initiative.get().people()
    assert as_person("contact").get(f"{BASE}/1").status_code == 200
    assert as_person("contact").get(f"{BASE}/1/bewerken/inhoud").status_code == 403
    assert as_person("contact").get(NEW).status_code == 403


def test_what_is_not_there_is_404(as_person: AsPerson, make_agreement: MakeAgreement) -> None:
    make_agreement()
    alice = as_person("alice")
    for page in ("/2", "/1/bewerken/iets", "/1/bevestigen/iemand"):
        assert alice.get(BASE + page).status_code == 404
    assert alice.get("/initiatieven/initiatief/EW-1999-001/afspraak/nieuw").status_code == 404


@pytest.mark.parametrize("page", ["bewerken/inhoud", "aanbieden", "bevestigen/gemeente", "opzeggen"])
def test_nothing_happens_without_a_token(
    app: Flask, as_person: AsPerson, make_agreement: MakeAgreement, page: str
) -> None:
    make_agreement("aangeboden" if page != "aanbieden" else "concept")
    before = state_of(app, 1)
    answer = as_person("alice").post(f"{BASE}/1/{page}", data={"ini-version": "2", "ini-about": "Anders"})
    assert answer.status_code == 400
    assert state_of(app, 1) == before


def test_a_double_click_makes_one_version(app: Flask, as_person: AsPerson, initiative: str) -> None:
    alice = as_person("alice")
    data = fields(alice.get(NEW).text)
    assert alice.post(NEW, data=data).location == alice.post(NEW, data=data).location
    with inside(app):
        assert Agreement.select().count() == 1


def test_a_second_open_version_is_refused(as_person: AsPerson, make_agreement: MakeAgreement) -> None:
    make_agreement()
    alice = as_person("alice")
    answer = send(alice, NEW, kind="uitvoeringsafspraak")
    assert answer.location.endswith(f"{BASE}/1")
    assert "Werk die eerst af" in alice.get(answer.location).text


def test_an_incomplete_draft_is_not_offered_and_says_what_is_missing(
    app: Flask, as_person: AsPerson, make_agreement: MakeAgreement
) -> None:
    make_agreement(stopping="", you_do=())
    alice = as_person("alice")
    text = alice.get(f"{BASE}/1").text
    assert f"{BASE}/1/bewerken/overig#ini-stopping" in text
    assert f"{BASE}/1/bewerken/over-en-weer#ini-you_do" in text
    data = fields(alice.get(f"{BASE}/1/bewerken/overig").text)
    assert alice.post(f"{BASE}/1/aanbieden", data=data).status_code == 422
    assert state_of(app, 1) == "concept"


def test_offering_twice_is_offering_once(app: Flask, as_person: AsPerson, make_agreement: MakeAgreement) -> None:
    make_agreement()
    alice = as_person("alice")
    data = fields(alice.get(f"{BASE}/1").text, "aanbieden")
    for _ in range(2):
        assert alice.post(f"{BASE}/1/aanbieden", data=data).location.endswith(f"{BASE}/1")
    with inside(app):
        assert AuditEntry.select().where(AuditEntry.action == "afspraak aanbieden").count() == 1


def test_the_same_yes_twice_is_one_yes(app: Flask, as_person: AsPerson, make_agreement: MakeAgreement) -> None:
    make_agreement("aangeboden")
    alice, url = as_person("alice"), f"{BASE}/1/bevestigen/initiatiefnemer"
    data = fields(alice.get(url).text) | {"ini-on_behalf_of": "Tuingroep", "ini-how": "E-mail"}
    for _ in range(2):
        assert alice.post(url, data=data).location.endswith(f"{BASE}/1")
    with inside(app):
        assert Confirmation.select().count() == 1
    assert "intussen veranderd" not in alice.get(f"{BASE}/1").text


def test_a_text_changed_after_a_yes_asks_for_a_new_yes_and_says_so(
    app: Flask, as_person: AsPerson, make_agreement: MakeAgreement
) -> None:
    make_agreement("aangeboden")
    alice = as_person("alice")
    say_yes(alice, "initiatiefnemer")
    assert "telt deze bevestiging niet meer mee" in alice.get(f"{BASE}/1/bewerken/overig").text
    send(alice, f"{BASE}/1/bewerken/overig", money="Toch € 2.000.")
    text = alice.get(f"{BASE}/1").text
    assert "De bevestiging door de initiatiefnemer telt niet meer mee" in text
    assert "De tekst is veranderd na deze bevestiging" in text
    say_yes(alice, "gemeente")
    assert state_of(app, 1) == "aangeboden"
    say_yes(alice, "initiatiefnemer")
    assert state_of(app, 1) == "bevestigd"


def test_saving_unchanged_keeps_every_yes(app: Flask, as_person: AsPerson, make_agreement: MakeAgreement) -> None:
    make_agreement("aangeboden")
    alice = as_person("alice")
    say_yes(alice, "initiatiefnemer")
    send(alice, f"{BASE}/1/bewerken/overig")
    say_yes(alice, "gemeente")
    assert state_of(app, 1) == "bevestigd"


def test_a_yes_to_a_text_that_changed_meanwhile_is_not_written_down(
    app: Flask, as_person: AsPerson, make_agreement: MakeAgreement
) -> None:
    make_agreement("aangeboden")
    alice, url = as_person("alice"), f"{BASE}/1/bevestigen/initiatiefnemer"
    data = fields(alice.get(url).text) | {"ini-on_behalf_of": "Tuingroep", "ini-how": "E-mail"}
    send(alice, f"{BASE}/1/bewerken/overig", money="Toch niet.")
    alice.post(url, data=data)
    with inside(app):
        assert Confirmation.select().count() == 0
    assert "intussen veranderd" in alice.get(f"{BASE}/1").text


def test_a_yes_of_tomorrow_or_of_nobody_is_refused(as_person: AsPerson, make_agreement: MakeAgreement) -> None:
    make_agreement("aangeboden")
    url = f"{BASE}/1/bevestigen/gemeente"
    answer = send(as_person("alice"), url, confirmed_on="2199-01-01", name="", on_behalf_of="x" * 201)
    assert answer.status_code == 422
    for sentence in ("ligt in de toekomst", "wie ja heeft gezegd", "1 tekens te veel"):
        assert sentence in answer.text


def test_a_text_that_was_emptied_after_offering_is_not_confirmed(
    app: Flask, as_person: AsPerson, make_agreement: MakeAgreement
) -> None:
    make_agreement("aangeboden")
    alice = as_person("alice")
    send(alice, f"{BASE}/1/bewerken/overig", stopping="")
    say_yes(alice, "gemeente")
    text = alice.get(f"{BASE}/1").text
    assert "nog niet compleet" in text
    assert f"{BASE}/1/bewerken/overig#ini-stopping" in text
    with inside(app):
        assert Confirmation.select().count() == 0


def test_a_draft_cannot_be_confirmed(app: Flask, as_person: AsPerson, make_agreement: MakeAgreement) -> None:
    make_agreement()
    alice = as_person("alice")
    data = fields(alice.get(f"{BASE}/1/bewerken/overig").text)
    said = {"ini-name": "S", "ini-on_behalf_of": "T", "ini-confirmed_on": "2026-05-20", "ini-how": "E-mail"}
    alice.post(f"{BASE}/1/bevestigen/gemeente", data=data | said)
    with inside(app):
        assert Confirmation.select().count() == 0


def test_a_new_version_needs_a_reason_and_the_old_one_stays_in_force_until_it_is_confirmed(
    app: Flask, as_person: AsPerson, make_agreement: MakeAgreement
) -> None:
    make_agreement("bevestigd")
    alice = as_person("alice")
    assert send(alice, NEW, kind="uitvoeringsafspraak").status_code == 422
    made = send(alice, NEW, kind="uitvoeringsafspraak", change="Onweer op 9 september.")
    assert made.location.endswith("/afspraak/2/bewerken/inhoud")
    assert "Bewoners maken een tuin." in alice.get(f"{BASE}/2").text
    send(alice, f"{BASE}/2/aanbieden", page=f"{BASE}/2")
    assert (state_of(app, 1), state_of(app, 2)) == ("bevestigd", "aangeboden")
    with inside(app):
        for side in Side:
            row = queries.agreement(("EW-2026-007", 2))
            assert row
            actions.confirm(row, yes(side, confirmed_on=date(2026, 10, 1)), row.version)
    assert (state_of(app, 1), state_of(app, 2)) == ("vervangen", "bevestigd")
    assert "Deze versie geldt niet meer" in alice.get(f"{BASE}/1").text


def test_an_agreement_of_the_other_kind_stays_in_force(app: Flask, make_agreement: MakeAgreement) -> None:
    make_agreement("bevestigd", kind="procesafspraak")
    make_agreement("bevestigd")
    assert (state_of(app, 1), state_of(app, 2)) == ("bevestigd", "bevestigd")


def test_ending_needs_a_reason_and_shows_it(app: Flask, as_person: AsPerson, make_agreement: MakeAgreement) -> None:
    make_agreement("bevestigd")
    alice, url = as_person("alice"), f"{BASE}/1/opzeggen"
    assert send(alice, url, by="resident").status_code == 422
    send(alice, url, by="resident", reason="De groep stopt.")
    assert state_of(app, 1) == "opgezegd"
    assert "Opgezegd door de initiatiefnemer: De groep stopt." in alice.get(f"{BASE}/1").text
    assert alice.get(url).location.endswith(f"{BASE}/1")


def test_saving_over_somebody_elses_change_shows_both_texts(as_person: AsPerson, make_agreement: MakeAgreement) -> None:
    make_agreement()
    alice, url = as_person("alice"), f"{BASE}/1/bewerken/overig"
    data = fields(alice.get(url).text)
    send(alice, url, money="Van een ander.")
    answer = alice.post(url, data=data | {"ini-money": "Van mij."})
    assert answer.status_code == 409
    assert "Van een ander." in answer.text
    alice.post(url, data=fields(answer.text))
    assert "Van mij." in alice.get(f"{BASE}/1").text


def test_a_confirmed_version_cannot_be_edited_by_address(as_person: AsPerson, make_agreement: MakeAgreement) -> None:
    make_agreement("bevestigd")
    alice = as_person("alice")
    assert alice.get(f"{BASE}/1/bewerken/inhoud").location.endswith(f"{BASE}/1")
    assert "verandert niet meer" in alice.get(f"{BASE}/1").text


def test_a_form_overtaken_by_the_confirmation_leads_to_the_agreement(
    app: Flask, as_person: AsPerson, make_agreement: MakeAgreement
) -> None:
    make_agreement("aangeboden")
    with inside(app):
        row = queries.agreement(("EW-2026-007", 1))
        assert row
        for side in Side:
            actions.confirm(queries.agreement(("EW-2026-007", 1)), yes(side), row.version + list(Side).index(side))  # type: ignore[arg-type]
        with pytest.raises(actions.Conflict):
            actions.edit(row, queries.content(row).__class__(kind="procesafspraak"), row.version, "inhoud")
    assert state_of(app, 1) == "bevestigd"


def test_too_long_is_refused_with_a_link_to_the_field(as_person: AsPerson, make_agreement: MakeAgreement) -> None:
    make_agreement()
    answer = send(as_person("alice"), f"{BASE}/1/bewerken/over-en-weer", we_do__0__text="x" * 301)
    assert answer.status_code == 422
    assert 'href="#ini-we_do-0-text"' in answer.text


def test_a_deputy_who_is_the_contact_is_refused(as_person: AsPerson, make_agreement: MakeAgreement) -> None:
    make_agreement()
    answer = send(as_person("alice"), f"{BASE}/1/bewerken/wanneer", deputy="stuiver")
    assert answer.status_code == 422
    assert "Kies iemand anders" in answer.text


def test_the_short_form_has_ten_sections(as_person: AsPerson, make_agreement: MakeAgreement) -> None:
    make_agreement(is_short=True, upkeep="Verborgen.")
    alice = as_person("alice")
    assert "ini-upkeep" not in alice.get(f"{BASE}/1/bewerken/overig").text
    text = alice.get(f"{BASE}/1").text
    assert "Verborgen." not in text
    assert text.count('class="ini-part-number"') == 10


def test_what_happens_is_told_and_written_in_the_audit_log(app: Flask, make_agreement: MakeAgreement) -> None:
    heard: list[str] = []

    def listen(sender: Any, object: str, **rest: Any) -> None:
        heard.append(object)

    with signals.agreement_confirmed.connected_to(listen):
        make_agreement("bevestigd")
    with inside(app):
        actions_done = [entry.action for entry in AuditEntry.select().order_by(AuditEntry.id)]
    assert actions_done == ["afspraak maken", "afspraak aanbieden", "afspraak bevestigen", "afspraak bevestigen"]
    assert heard == ["agreement:1"]


def test_the_list_of_an_initiative_says_who_still_has_to_say_yes(app: Flask, make_agreement: MakeAgreement) -> None:
    make_agreement("aangeboden")
    with inside(app):
        row = queries.agreement(("EW-2026-007", 1))
        assert row
        actions.confirm(row, yes(Side.MUNICIPALITY), row.version)
        (line,) = queries.of_initiative(row.initiative_id)
    assert line.waiting_for == (Side.RESIDENT,)
    assert not line.is_in_force


@pytest.mark.parametrize("page", ["", "/mail", "/afspraak.pdf"])
def test_who_may_not_see_contact_data_reads_no_name_without_consent(
    app: Flask, as_person: AsPerson, make_agreement: MakeAgreement, page: str
) -> None:
    make_agreement("bevestigd", about="Samira El Khadri maakt een tuin.")
    text = words_of(as_person("colleague").get(f"{BASE}/1{page}"))
    assert "Khadri" not in text
    assert "een bewoner" in text.lower()
    assert "Carolien Stuiver" in text
    assert "Samira El Khadri" in words_of(as_person("alice").get(f"{BASE}/1{page}"))


def test_who_agreed_to_be_named_is_named_to_everybody(
    app: Flask, as_person: AsPerson, make_agreement: MakeAgreement
) -> None:
    make_agreement("bevestigd")
    with inside(app):
        Initiator.update(may_be_named=True).execute()
    assert "Samira El Khadri" in as_person("colleague").get(f"{BASE}/1").text


@pytest.mark.parametrize("page", ["", "/mail"])
def test_an_agreement_is_kept_in_no_cache(as_person: AsPerson, make_agreement: MakeAgreement, page: str) -> None:
    make_agreement("bevestigd")
    assert as_person("alice").get(f"{BASE}/1{page}").headers["Cache-Control"] == "private, no-store"


def words_of(answer: TestResponse) -> str:
    """What can be read in a page or paper."""
    return words(answer.data) if answer.mimetype == "application/pdf" else answer.text
