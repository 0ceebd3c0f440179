"""Who may see and prepare which visit."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from flask import Flask

from flask_initiatieven import signals
from flask_initiatieven.access import Permission, Role, table
from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.briefings.queries import briefed_visit
from flask_initiatieven.initiatives.models import Initiative, ProgrammeLink
from flask_initiatieven.municipality.models import Person
from flask_initiatieven.roles.scope import Scope
from flask_initiatieven.visits import actions, queries
from flask_initiatieven.visits.content import NewVisit
from flask_initiatieven.visits.models import Attendee, Visit
from tests.conftest import PageClient, inside
from tests.visits.typed import fields_of, save, without_token

NEW = "/initiatieven/initiatief/EW-2026-007/bezoek/nieuw"
#: a day before every visit
NEVER = datetime.date(2000, 1, 1)
PLAN = {"held_on": "2026-12-10", "begins": "10:00", "ends": "11:00"}
#: what each person gets of the visit to the garden: page, section, calendar file
EXPECTED = {
    "alice": (200, 200, 200),
    "manager": (200, 200, 200),
    "adviser": (200, 200, 200),
    "contact": (200, 200, 200),
    "alderman": (200, 403, 200),
    "colleague": (200, 403, 200),
    "clerk": (200, 403, 200),
    "bob": (404, 404, 404),
    "charlie": (404, 404, 404),
    "admin": (404, 404, 404),
}


def pages(visit_id: int) -> tuple[str, str, str]:
    at = f"/initiatieven/bezoek/{visit_id}"
    return at, f"{at}/bewerken/doel", f"{at}.ics"


@pytest.mark.parametrize("person", EXPECTED)
def test_each_role_gets_what_the_table_says(as_person: Callable[[str], PageClient], garden: int, person: str) -> None:
    client = as_person(person)
    assert tuple(client.get(page).status_code for page in pages(garden)) == EXPECTED[person]


def others_visit(app: Flask) -> int:
    """A visit of alderman Lachmon, in which nobody of the tests has a part."""
    with inside(app):
        visit = Visit.get(Visit.held_on == "2026-11-18")
        nobody = Person.get(Person.key == "m-windhorst").id
        Visit.update(contact=nobody, deputy=None, adviser=None).where(Visit.id == visit.id).execute()
        type(visit.initiative).update(contact=nobody, deputy=None).where(
            type(visit.initiative).id == visit.initiative_id
        ).execute()
        visit.initiative.involvements.model.delete().execute()
    return int(visit.id)


@pytest.mark.parametrize("person", ["alderman", "contact", "colleague"])
def test_a_visit_of_somebody_else_is_not_there(app: Flask, as_person: Callable[[str], PageClient], person: str) -> None:
    visit_id, client = others_visit(app), as_person(person)
    assert [client.get(page).status_code for page in pages(visit_id)] == [404, 404, 404]
    assert f"/bezoek/{visit_id}" not in client.get("/initiatieven/bezoeken").text


def test_the_list_shows_everything_to_who_may_read_everything(
    app: Flask, as_person: Callable[[str], PageClient]
) -> None:
    visit_id = others_visit(app)
    assert f"/bezoek/{visit_id}" in as_person("clerk").get("/initiatieven/bezoeken").text


def test_the_list_is_refused_to_who_may_read_no_visit(as_person: Callable[[str], PageClient]) -> None:
    assert as_person("bob").get("/initiatieven/bezoeken").status_code == 403


@pytest.mark.parametrize("person", ["alderman", "colleague", "clerk"])
def test_readers_see_no_way_to_edit(as_person: Callable[[str], PageClient], garden: int, person: str) -> None:
    text = as_person(person).get(f"/initiatieven/bezoek/{garden}").text
    assert "/bewerken/" not in text
    assert "Nog te doen" not in text


def test_a_reader_who_posts_is_refused_and_changes_nothing(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    at = f"/initiatieven/bezoek/{garden}/bewerken/doel"
    fields = fields_of(as_person("alice").get(at).text)
    for person, code in (("clerk", 403), ("alderman", 403), ("bob", 404)):
        assert as_person(person).post(at, data={**fields, "ini-goal": "Anders."}).status_code == code
    with inside(app):
        assert Visit.get_by_id(garden).goal != "Anders."


# -- what is on the page -------------------------------------------------------------------------------------


def told(app: Flask, visit_id: int) -> dict[str, str]:
    """Words that some readers may not have, and where they stand."""
    with inside(app):
        resident = Attendee.select().where(Attendee.visit == visit_id, Attendee.phone != "").order_by("position").get()
        Attendee.update(note="was eerst tegen").where(Attendee.id == resident.id).execute()
        found = queries.visit(visit_id)
        assert found is not None
        content = queries.content(found)
    return {
        "sensitive": content.sensitive[0],
        "phone": resident.phone,
        "note": "was eerst tegen",
        "advice": content.talking_points[0],
        "goal": content.goal,
    }


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        ("alice", {"sensitive", "phone", "note", "advice", "goal"}),
        ("alderman", {"sensitive", "phone", "note", "advice", "goal"}),
        ("colleague", {"note", "advice", "goal"}),
        ("clerk", {"goal"}),
    ],
)
def test_each_reader_gets_the_parts_that_his_briefing_has(
    app: Flask, as_person: Callable[[str], PageClient], garden: int, person: str, sees: set[str]
) -> None:
    words = told(app, garden)
    text = as_person(person).get(f"/initiatieven/bezoek/{garden}").text
    assert {name for name, word in words.items() if word in text} == sees


def test_the_clerk_reads_no_name_of_a_resident_who_did_not_consent(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    with inside(app):
        Attendee.create(visit=garden, position=9, name="Wilma Zuiderent")
        Visit.update(place="Tuin van Wilma Zuiderent", goal="Wilma Zuiderent bedanken.").where(
            Visit.id == garden
        ).execute()
    for page in (f"/initiatieven/bezoek/{garden}", "/initiatieven/bezoeken", "/initiatieven/"):
        assert "Zuiderent" in as_person("alice").get(page).text
        assert "Zuiderent" not in as_person("clerk").get(page).text


@pytest.mark.parametrize("role", Role)
def test_who_may_read_visits_may_make_some_briefing(role: Role) -> None:
    in_force = table()
    may_read = in_force[Permission.READ_VISITS].get(role)
    reaches = [in_force[each].get(role) for each in Permission if each.startswith("briefing_")]
    assert may_read is None or may_read in reaches


def test_page_and_briefing_agree_on_whose_visit_it_is(app: Flask) -> None:
    with inside(app):
        for visit in Visit.select():
            briefed = briefed_visit(visit.id)
            assert briefed is not None
            assert (visit.people(), visit.asked()) == (briefed.people(), briefed.asked())


def test_the_lists_agree_with_the_page_on_whose_visit_it_is(app: Flask) -> None:
    with inside(app):
        for person in Person.select():
            listed = queries.upcoming(NEVER, Scope(person.id))
            own = {
                visit.id
                for visit in Visit.select()
                if visit.status == "gepland" and person.id in visit.people() | visit.asked()
            }
            assert {card.id for card in listed} == own


# -- planning one --------------------------------------------------------------------------------------------


def official(app: Flask) -> str:
    with inside(app):
        return str(Person.get(Person.key == "b-lachmon").id)


def test_a_visit_is_planned_with_the_contacts_of_the_initiative(
    app: Flask, as_person: Callable[[str], PageClient]
) -> None:
    answer = save(as_person("alice"), NEW, **PLAN, official=official(app))
    assert answer.status_code == 302
    with inside(app):
        visit = Visit.select().order_by(Visit.id.desc()).get()
        assert visit.contact_id == visit.initiative.contact_id
        assert (str(visit.report_due_on), visit.status) == ("2026-12-15", "gepland")
    assert "Nog te doen" in as_person("alice").get(answer.location).text


def test_a_double_click_plans_one_visit(app: Flask, as_person: Callable[[str], PageClient]) -> None:
    client = as_person("alice")
    opened = client.get(NEW).text
    answers = [save(client, NEW, opened, **PLAN, official=official(app)) for _ in range(2)]
    assert answers[0].location == answers[1].location
    with inside(app):
        assert Visit.select().where(Visit.held_on == "2026-12-10").count() == 1


def test_of_two_clicks_at_the_same_moment_one_plans_and_both_get_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = datetime.date(2026, 12, 10)
    with inside(app):
        wish = NewVisit(int(official(app)), day, datetime.time(10), datetime.time(11), "", "werkbezoek", "a" * 32)
        initiative = Initiative.get(Initiative.number == "EW-2026-007")
        first = actions.plan(initiative, wish)
        answers = iter([None, first])
        monkeypatch.setattr(queries, "made_with", lambda key: next(answers))
        assert actions.plan(initiative, wish).id == first.id
        assert Visit.select().where(Visit.held_on == day).count() == 1


def test_the_host_is_told_of_a_new_visit_and_of_each_change(app: Flask, as_person: Callable[[str], PageClient]) -> None:
    heard: list[tuple[str, object]] = []

    def hear(name: str) -> Callable[..., None]:
        return lambda sender, **told: heard.append((name, told["object"]))

    receivers = {name: hear(name) for name in ("created", "changed")}
    for name, receiver in receivers.items():
        getattr(signals, name).connect(receiver, app)
    address = save(as_person("alice"), NEW, **PLAN, official=official(app)).location
    number = address.rsplit("/", 1)[1]
    save(as_person("alice"), f"{address}/bewerken/doel", goal="Luisteren.")
    assert heard == [("created", f"visit:{number}"), ("changed", f"visit:{number}")]


def test_a_visit_that_ends_before_it_begins_is_not_planned(app: Flask, as_person: Callable[[str], PageClient]) -> None:
    answer = save(as_person("alice"), NEW, **{**PLAN, "ends": "09:00"}, official=official(app), place="Bij de brug")
    assert answer.status_code == 422
    assert "eindigt voordat het begint" in answer.text
    assert fields_of(answer.text)["ini-place"] == "Bij de brug"


def test_planning_without_token_is_refused(app: Flask, as_person: Callable[[str], PageClient]) -> None:
    client = as_person("alice")
    fields = without_token(fields_of(client.get(NEW).text))
    typed = {f"ini-{name}": value for name, value in {**PLAN, "official": official(app)}.items()}
    assert client.post(NEW, data={**fields, **typed}).status_code == 400
    with inside(app):
        assert not Visit.select().where(Visit.held_on == "2026-12-10").exists()


@pytest.mark.parametrize(("person", "code"), [("contact", 200), ("clerk", 403), ("alderman", 404), ("bob", 404)])
def test_who_may_plan_a_visit(as_person: Callable[[str], PageClient], person: str, code: int) -> None:
    assert as_person(person).get(NEW).status_code == code


def test_reading_changes_nothing_but_the_audit_log(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    before = rows(app)
    client = as_person("alice")
    for page in (*pages(garden), "/initiatieven/bezoeken", NEW):
        client.get(page)
        client.head(page)
    assert rows(app) == before
    with inside(app):
        assert AuditEntry.select().where(AuditEntry.action == "agendabestand gedownload").exists()


def test_pages_with_people_on_them_are_kept_nowhere(as_person: Callable[[str], PageClient], garden: int) -> None:
    for at in pages(garden):
        assert as_person("alice").get(at).headers["Cache-Control"] == "private, no-store"


def rows(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours but the audit log."""
    with inside(app) as mount:
        names = [name for name in mount.database.get_tables() if not name.startswith("initiatieven_audit_")]
        return {name: list(mount.database.execute_sql(f'SELECT * FROM "{name}"').fetchall()) for name in names}


def test_who_was_only_asked_to_think_along_reads_but_changes_nothing(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    with inside(app):
        Person.update(user_id=None).where(Person.user_id == "contact").execute()
        Person.update(user_id="contact").where(Person.key == "m-kuiperij").execute()
    contact = as_person("contact")
    assert contact.get(f"/initiatieven/bezoek/{garden}").status_code == 200
    assert contact.get(f"/initiatieven/bezoek/{garden}/bewerken/doel").status_code == 403
    assert contact.get(f"/initiatieven/bezoeken/{garden}/briefing?profiel=wethouder").status_code == 403
    assert contact.get(f"/initiatieven/bezoeken/{garden}/briefing?profiel=intern").status_code == 200


@pytest.mark.parametrize(("person", "reads"), [("alice", True), ("clerk", False), ("colleague", False)])
def test_what_clashes_with_the_programme_is_on_the_page_of_who_reads_what_is_sensitive(
    app: Flask, as_person: Callable[[str], PageClient], garden: int, person: str, reads: bool
) -> None:
    with inside(app):
        initiative = Visit.get_by_id(garden).initiative
        ProgrammeLink.update(strength="schuurt", sentence="De stoep wordt smal.").where(
            ProgrammeLink.initiative == initiative
        ).execute()
    assert ("De stoep wordt smal." in as_person(person).get(f"/initiatieven/bezoek/{garden}").text) is reads
