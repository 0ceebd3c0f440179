""" "Gelezen" on the pages: the reader's tick, who is asked, and what the manager sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import peewee as pw
import pytest
from flask import Flask

from flask_initiatieven import User
from flask_initiatieven.acknowledging.models import ReadTick
from flask_initiatieven.acknowledging.queries import mark
from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.lifecycle import actions as lifecycle
from flask_initiatieven.municipality.models import Person, PersonKind
from flask_initiatieven.vision.models import Page, PageVersion
from flask_initiatieven.vision.publication import VersionState
from tests.conftest import MakeApp, PageClient, inside, person_of_request
from tests.vision.conftest import version
from tests.vision.filling import send

AsPerson = Callable[[str], PageClient]
VISION = "/initiatieven/visie/beleid"
TICK = f"{VISION}/versie/1/gelezen"
SENTENCE = "Ik las dit."
ASKED = {"read_by": "everybody", "read_statement": SENTENCE, "read_again": True}


class Clock:
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def user_with_department() -> User | None:
    """Charlie is on no list of ours; his host says where he works."""
    user = person_of_request()
    return user._replace(department="Buitendienst") if user and user.id == "charlie" else user


@pytest.fixture
def app(make_app: MakeApp, clock: Clock) -> Flask:
    return make_app(user=user_with_department, now=lambda: clock.now)


@pytest.fixture
def text(app: Flask) -> Page:
    """A text in force that everybody is asked to read; Alice, Bob and three more work at Groen, the manager at Staf."""
    with inside(app):
        employee("alice", "Groen")
        employee("bob", "Groen")
        for number in range(3):
            employee(f"other{number}", "Groen")
            employee(f"staff{number}", "Staf")
        employee("manager", "Staf")
        page: Page = Page.create(key="beleid")
        version(page, 1, state=VersionState.PUBLISHED, **ASKED)
    return page


def employee(name: str, department: str, kind: PersonKind = PersonKind.EMPLOYEE) -> None:
    Person.create(key=name, name=name.title(), kind=kind, department=department, email=f"{name}@example.nl")


def tick(client: PageClient, number: int = 1, **changed: str) -> int:
    return send(client, f"{VISION}/versie/{number}/gelezen", page=VISION, **{"read": "y", **changed}).status_code


def test_who_is_asked_ticks_at_the_end_of_the_text(app: Flask, as_person: AsPerson, text: Page) -> None:
    bob = as_person("bob")
    assert SENTENCE in bob.get(VISION).text
    assert tick(bob) == 302
    assert "U hebt dit gelezen op 23 november 2026." in bob.get(VISION).text
    with inside(app):
        assert [(row.department, row.ticked_on) for row in ReadTick.select()] == [("Groen", date(2026, 11, 23))]


def test_a_double_click_is_one_tick(app: Flask, as_person: AsPerson, text: Page) -> None:
    bob = as_person("bob")
    data = {"ini-read": "y", "ini-csrf_token": token(bob)}
    assert [bob.post(TICK, data=data).status_code for _ in range(2)] == [302, 302]
    with inside(app):
        assert ReadTick.select().count() == 1


def token(client: PageClient) -> str:
    return client.get(VISION).text.split('name="ini-csrf_token"')[1].split('value="')[1].split('"')[0]


def test_without_a_tick_in_the_box_nothing_is_stored_and_it_says_so(
    app: Flask, as_person: AsPerson, text: Page
) -> None:
    bob = as_person("bob")
    answer = bob.post(TICK, data={"ini-csrf_token": token(bob)})
    assert (answer.status_code, "Zet een vinkje" in answer.text) == (422, True)
    with inside(app):
        assert ReadTick.select().count() == 0


def test_without_token_nothing_happens(as_person: AsPerson, text: Page) -> None:
    assert as_person("bob").post(TICK, data={"ini-read": "y"}).status_code == 400
    assert as_person("bob").post(f"{TICK}/intrekken").status_code == 400


def test_who_is_not_asked_sees_no_box_and_can_not_tick(app: Flask, as_person: AsPerson, text: Page) -> None:
    with inside(app):
        employee("alderman", "", PersonKind.OFFICIAL)
    for name in ("alderman", "clerk"):
        assert SENTENCE not in as_person(name).get(VISION).text
        assert as_person(name).post(TICK, data={"ini-read": "y"}).status_code == 403


def test_only_the_chosen_departments_are_asked(app: Flask, as_person: AsPerson, text: Page) -> None:
    with inside(app):
        values = {**ASKED, "read_by": "departments", "read_departments": "Staf\nRecht"}
        version(Page.create(key="staf"), 1, state=VersionState.PUBLISHED, title="Voor de staf", **values)
    place = "/initiatieven/visie/staf"
    assert SENTENCE not in as_person("bob").get(place).text
    assert SENTENCE in as_person("manager").get(place).text
    assert "Voor de staf" not in as_person("bob").get("/initiatieven/visie").text.split("</section>")[0]


def test_still_to_read_is_a_list_that_gets_shorter(as_person: AsPerson, text: Page) -> None:
    bob = as_person("bob")
    assert "Nog te lezen" in bob.get("/initiatieven/visie").text
    tick(bob)
    assert "Nog te lezen" not in bob.get("/initiatieven/visie").text


def test_a_tick_goes_away_on_the_same_day_only(as_person: AsPerson, text: Page, clock: Clock, app: Flask) -> None:
    bob = as_person("bob")
    tick(bob)
    send(bob, f"{TICK}/intrekken", page=VISION)
    assert SENTENCE in bob.get(VISION).text
    tick(bob)
    data = {"ini-csrf_token": token(bob)}
    clock.now += timedelta(days=1)
    assert "Vinkje weghalen" not in bob.get(VISION).text
    assert "alleen op de dag zelf" in bob.post(f"{TICK}/intrekken", data=data, follow_redirects=True).text
    with inside(app):
        assert ReadTick.select().count() == 1


def ticked(*people: str, department: str, number: int = 1, on: date = date(2026, 11, 23)) -> None:
    row = PageVersion.get(PageVersion.number == number)
    for name in people:
        ReadTick.create(version=row, reader=mark(name, row.page_id), department=department, ticked_on=on)


def replace(page: Page, number: int, **values: object) -> None:
    PageVersion.update(state=VersionState.REPLACED).where(PageVersion.page == page).execute()
    version(page, number, state=VersionState.PUBLISHED, **{**ASKED, **values})


@pytest.mark.parametrize(
    ("major", "again", "is_asked"), [(False, True, False), (True, True, True), (True, False, False)]
)
def test_only_a_major_version_that_asks_again_asks_again(
    app: Flask, as_person: AsPerson, text: Page, major: bool, again: bool, is_asked: bool
) -> None:
    bob = as_person("bob")
    tick(bob)
    with inside(app):
        replace(text, 2, major=major, read_again=again)
    assert (SENTENCE in bob.get(VISION).text) is is_asked
    assert ("Nog te lezen" in bob.get("/initiatieven/visie").text) is is_asked


def test_two_reports_for_other_readers_do_not_tell_about_one_colleague(
    app: Flask, as_person: AsPerson, text: Page
) -> None:
    with inside(app):
        ticked("bob", "alice", department="Groen")
        replace(text, 2, read_by="departments", read_departments="Groen")
    assert "Bijna) niemand las het" in as_person("manager").get(f"{VISION}/gelezen").text
    assert SENTENCE in as_person("bob").get(VISION).text
    assert "Nog te lezen" in as_person("bob").get("/initiatieven/visie").text


def test_of_a_department_that_read_it_all_no_number_is_shown(app: Flask, as_person: AsPerson, text: Page) -> None:
    with inside(app):
        ticked("manager", "staff0", "staff1", "staff2", department="Staf")
        ticked("bob", "alice", department="Groen", on=date(2026, 11, 20))
    page = as_person("manager").get(f"{VISION}/gelezen").text
    assert '<td class="ini-number" colspan="2">(bijna) iedereen</td>' in page
    assert "Tussen 5 en 6 collega&#39;s lazen het." in page
    assert "In de tijd" not in page


def test_a_version_that_was_replaced_while_reading_is_not_ticked(app: Flask, as_person: AsPerson, text: Page) -> None:
    bob = as_person("bob")
    data = {"ini-read": "y", "ini-csrf_token": token(bob)}
    with inside(app):
        replace(text, 2)
    assert "Lees die eerst" in bob.post(TICK, data=data, follow_redirects=True).text
    with inside(app):
        assert ReadTick.select().count() == 0


def test_the_manager_sees_numbers_by_department_and_no_names(app: Flask, as_person: AsPerson, text: Page) -> None:
    with inside(app):
        ticked("bob", "alice", department="Groen")
        ticked("manager", "staff0", department="Staf")
    page = as_person("manager").get(f"{VISION}/gelezen").text
    assert "Er zijn 9 collega's gevraagd." in page.replace("&#39;", "'")
    assert "Groen" in page
    assert "40 %" in page
    assert "44 % las het: 4 van 9." in page
    assert "5 collega&#39;s moeten het nog lezen." in page
    for name in ("Bob", "bob@", "Alice"):
        assert name not in page


def test_a_small_department_is_not_shown_by_itself(app: Flask, as_person: AsPerson, text: Page) -> None:
    with inside(app):
        employee("clerk", "Griffie")
    page = as_person("manager").get(f"{VISION}/gelezen").text
    assert "Te klein om te tonen" in page
    assert "Griffie</th>" not in page
    assert "Andere afdelingen samen" in page


def test_somebody_of_the_host_with_a_department_is_counted_once_he_ticked(
    app: Flask, as_person: AsPerson, text: Page
) -> None:
    for _ in range(2):
        as_person("charlie").get(VISION)
    assert tick(as_person("charlie")) == 302
    with inside(app):
        assert not ReadTick.get().is_employee
    assert "Er zijn 10 collega" in as_person("manager").get(f"{VISION}/gelezen").text


@pytest.mark.parametrize(
    ("person", "status"), [("manager", 200), ("bob", 403), ("alice", 403), ("admin", 403), ("contact", 403)]
)
def test_only_the_manager_sees_how_many_read_it(as_person: AsPerson, text: Page, person: str, status: int) -> None:
    client = as_person(person)
    assert client.get(f"{VISION}/gelezen").status_code == status
    assert ("hoeveel collega&#39;s" in client.get(VISION).text) is (status == 200)


def test_progress_is_a_picture_with_a_table(app: Flask, as_person: AsPerson, text: Page, clock: Clock) -> None:
    with inside(app):
        ticked("manager", "staff0", department="Staf")
        ticked("other0", department="Groen")
    clock.now += timedelta(days=3)
    tick(as_person("alice"))
    page = as_person("manager").get(f"{VISION}/gelezen").text
    assert 'aria-label="Van 3 op 23 november 2026 naar 4 op 26 november 2026."' in page
    assert page.count('<th scope="row">2') == 4


def test_nobody_can_be_found_by_the_log(app: Flask, as_person: AsPerson, text: Page) -> None:
    bob = as_person("bob")
    tick(bob)
    send(bob, f"{TICK}/intrekken", page=VISION)
    with inside(app):
        entries = list(AuditEntry.select().where(AuditEntry.action.startswith("gelezen")))
        assert [(row.actor, row.origin) for row in entries] == [("niet vastgelegd", "niet vastgelegd")] * 2
        assert "bob" not in {row.reader for row in ReadTick.select()}


def test_a_reader_who_leaves_is_forgotten(app: Flask, as_person: AsPerson, text: Page) -> None:
    tick(as_person("bob"))
    tick(as_person("alice"))
    said = app.test_cli_runner().invoke(args=["initiatieven", "forget-reader", "bob"]).output
    assert "Gewiste vinkjes en vragen: 1." in said
    with inside(app):
        assert ReadTick.select().count() == 1


def test_the_writer_chooses_departments_and_a_sentence(app: Flask, as_person: AsPerson, text: Page) -> None:
    with inside(app):
        version(text, 2)
    client, place = as_person("manager"), f"{VISION}/versie/2/lezers"
    page = client.get(place).text
    assert "Ik heb dit gelezen en ik weet bij wie ik terecht kan." in page
    assert send(client, place, read_by="departments", departments="Groen", statement="Ja.").status_code == 302
    with inside(app):
        row = PageVersion.get(PageVersion.number == 2)
        assert (row.read_by, row.read_departments, row.read_statement) == ("departments", "Groen", "Ja.")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"read_by": "departments"}, "minstens één afdeling"),
        ({"read_by": "departments", "departments": "Bestaat niet"}, "Kies iets uit de lijst"),
        ({"read_by": ""}, "Kies wie dit moet lezen"),
        ({"read_by": "everybody", "statement": ""}, "wat de lezer verklaart"),
    ],
)
def test_a_choice_that_is_not_complete_says_what_is_missing(
    app: Flask, as_person: AsPerson, text: Page, changed: dict[str, str], message: str
) -> None:
    with inside(app):
        version(text, 2)
    answer = send(as_person("manager"), f"{VISION}/versie/2/lezers", **changed)
    assert (answer.status_code, message in answer.text) == (422, True)


def test_who_is_asked_is_fixed_with_the_text(app: Flask, as_person: AsPerson, text: Page) -> None:
    assert as_person("manager").get(f"{VISION}/versie/1/lezers").status_code == 403
    with inside(app) as mount, pytest.raises(pw.DatabaseError, match="fixed"):
        mount.database.execute_sql("UPDATE initiatieven_page_version SET read_by = 'nobody'")


@pytest.mark.parametrize(("person", "status"), [("bob", 404), ("admin", 403), ("manager", 200)])
def test_who_may_choose_the_readers(app: Flask, as_person: AsPerson, text: Page, person: str, status: int) -> None:
    with inside(app):
        version(text, 2)
    assert as_person(person).get(f"{VISION}/versie/2/lezers").status_code == status


def test_two_writers_at_once_see_a_conflict_and_lose_nothing(app: Flask, as_person: AsPerson, text: Page) -> None:
    with inside(app):
        version(text, 2)
    place = f"{VISION}/versie/2/lezers"
    answer = send(as_person("manager"), place, version="7", read_by="everybody", statement="Mijn zin.")
    assert answer.status_code == 409
    assert "Mijn zin." in answer.text


def test_people_of_the_sample_are_asked(make_app: MakeApp) -> None:
    client = make_app(sample=True).test_client()
    headers = {"X-Person": "manager"}
    page = client.get("/initiatieven/visie/visie-bewonersinitiatieven/gelezen", headers=headers).text
    assert "Alle medewerkers" in page


def test_texts_that_came_with_a_sentence_to_tick_ask_everybody_after_the_upgrade(app: Flask, text: Page) -> None:
    with inside(app) as mount:
        version(text, 2, state=VersionState.REPLACED)
        lifecycle._runner(mount.database).down("0007_reading")
        lifecycle.install(mount)
        found = PageVersion.select(PageVersion.number, PageVersion.read_by).order_by(PageVersion.number).tuples()
        assert list(found) == [(1, "everybody"), (2, "nobody")]
