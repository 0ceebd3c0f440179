"""Each section of a visit is saved by itself, and comes back as it was typed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.errors import Conflict
from flask_initiatieven.municipality.models import Person
from flask_initiatieven.visits import actions, queries
from flask_initiatieven.visits.completeness import Section
from flask_initiatieven.visits.content import FIELDS, Content, fingerprint, values_of
from flask_initiatieven.visits.models import ProgrammeRow, Visit
from tests.conftest import PageClient, inside
from tests.visits.typed import fields_of, save, without_token

#: what is typed in each section → the value that must be saved then
TYPED: dict[str, tuple[dict[str, str], str, Any]] = {
    "wanneer": ({"place": "Achter de kerk"}, "place", "Achter de kerk"),
    "doel": ({"goal": "Luisteren.", "core-0-text": "Eerste zin."}, "goal", "Luisteren."),
    "programma": ({"programme-0-what": "Welkom met taart"}, "programme.0.what", "Welkom met taart"),
    "aanwezigen": ({"attendees-0-note": "was eerst tegen"}, "attendees.0.note", "was eerst tegen"),
    "spreekpunten": ({"talking_points-3-text": "Tot ziens."}, "talking_points.3", "Tot ziens."),
    "vragen": ({"questions-0-answer": "Ja, graag."}, "questions.0.answer", "Ja, graag."),
    "toezeggingen": ({"may_not_promise-0-decides": "raad"}, "may_not_promise.0.decides", "raad"),
    "beloftes": ({"earlier-0-text": "Een bank.", "earlier-0-status": "open"}, "earlier.0.text", "Een bank."),
    "gevoelig": ({"sensitive-0-text": "Parkeren."}, "sensitive.0", "Parkeren."),
    "pers": ({"press_invited": "ja"}, "press_invited", True),
    "praktisch": ({"bike": "Bij het hek."}, "bike", "Bij het hek."),
    "contact": ({"deputy_id": ""}, "deputy_id", None),
}


def address(visit_id: int, section: str) -> str:
    return f"/initiatieven/bezoek/{visit_id}/bewerken/{section}"


def content(app: Flask, visit_id: int) -> Content:
    with inside(app):
        visit = queries.visit(visit_id)
        assert visit is not None
        return queries.content(visit)


def version(app: Flask, visit_id: int) -> int:
    with inside(app):
        return int(Visit.get_by_id(visit_id).version)


def look_up(found: Any, path: str) -> Any:
    for step in path.split("."):
        found = found[int(step)] if step.isdigit() else getattr(found, step)
    return found


def test_every_section_but_the_report_is_tried_here() -> None:
    assert set(TYPED) == set(Section) - {Section.REPORT}


@pytest.mark.parametrize("section", TYPED)
def test_what_is_typed_in_a_section_is_saved_and_nothing_else_changes(
    app: Flask, as_person: Callable[[str], PageClient], garden: int, section: str
) -> None:
    typed, path, expected = TYPED[section]
    before = content(app, garden)
    assert save(as_person("alice"), address(garden, section), **typed).status_code == 302
    after = content(app, garden)
    assert look_up(after, path) == expected
    for other in set(Section) - {section}:
        assert values_of(after, Section(other)) == values_of(before, Section(other))


@pytest.mark.parametrize("section", TYPED)
def test_saving_without_typing_anything_changes_nothing(
    app: Flask, as_person: Callable[[str], PageClient], garden: int, section: str
) -> None:
    before = content(app, garden)
    assert save(as_person("alice"), address(garden, section)).status_code == 302
    assert content(app, garden) == before
    assert version(app, garden) == 1


def test_each_save_counts_the_version_and_is_written_to_the_audit_log(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    save(as_person("alice"), address(garden, "praktisch"), bike="Bij het hek.")
    assert version(app, garden) == 2
    with inside(app):
        entry = AuditEntry.select().order_by(AuditEntry.id.desc()).get()
        assert Visit.get_by_id(garden).changed_by == "Alice"
    assert (entry.action, entry.object, entry.actor, entry.detail) == (
        "bezoek bewerken",
        f"visit:{garden}",
        "alice",
        "praktisch",
    )


def test_a_row_that_is_emptied_is_removed(app: Flask, as_person: Callable[[str], PageClient], garden: int) -> None:
    save(as_person("alice"), address(garden, "spreekpunten"), **{"talking_points-0-text": ""})
    assert len(content(app, garden).talking_points) == 2


def test_rows_are_added_without_javascript_and_what_was_typed_stays(
    as_person: Callable[[str], PageClient], garden: int
) -> None:
    client = as_person("alice")
    fields = fields_of(client.get(address(garden, "vragen")).text)
    data = {**fields, "ini-questions-0-answer": "Nog niet opgeslagen", "ini-more": "ini-questions"}
    text = client.post(address(garden, "vragen"), data=data).text
    assert "Nog niet opgeslagen" in text
    assert len(fields_of(text)) > len(fields)


@pytest.mark.parametrize("section", Section)
def test_every_part_of_a_visit_belongs_to_one_section(section: Section) -> None:
    others = {name for other, names in FIELDS.items() if other != section for name in names}
    assert not others & set(FIELDS[section])
    assert set(FIELDS[section]) <= set(Content.__slots__)


# -- what does not fit ---------------------------------------------------------------------------------------


def test_a_programme_that_does_not_fit_names_the_row_and_keeps_everything_typed(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    typed = {"programme-4-minutes": "25", "programme-0-what": "Welkom met taart"}
    answer = save(as_person("alice"), address(garden, "programma"), **typed)
    assert answer.status_code == 422
    assert "Programma, 5, Begint om: Deze regel duurt 20 minuten te lang" in answer.text
    fields = fields_of(answer.text)
    assert {name: fields[f"ini-{name}"] for name in typed} == typed
    assert content(app, garden).programme[0].what != "Welkom met taart"


def test_a_row_typed_at_the_bottom_comes_in_its_place(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    typed = {
        "programme-1-minutes": "10",
        "programme-5-begins": "15:15",
        "programme-5-minutes": "10",
        "programme-5-what": "Lied",
    }
    assert save(as_person("alice"), address(garden, "programma"), **typed).status_code == 302
    assert content(app, garden).programme[2].what == "Lied"


def test_an_overlap_is_told_at_the_row_where_it_was_typed(as_person: Callable[[str], PageClient], garden: int) -> None:
    typed = {"programme-5-begins": "15:10", "programme-5-minutes": "5", "programme-5-what": "Lied"}
    answer = save(as_person("alice"), address(garden, "programma"), **typed)
    assert 'href="#ini-programme-5-begins"' in answer.text
    assert "De regel erboven is dan nog bezig" in answer.text


def test_when_the_visit_begins_later_the_programme_moves_along(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    save(as_person("alice"), address(garden, "wanneer"), begins="15:30", ends="16:30")
    with inside(app):
        first = ProgrammeRow.select().where(ProgrammeRow.visit == garden).order_by(ProgrammeRow.position).get()
    assert f"{first.begins:%H.%M}" == "15.30"


def test_a_visit_is_not_made_too_short_for_its_programme(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    answer = save(as_person("alice"), address(garden, "wanneer"), ends="15:50")
    assert answer.status_code == 422
    assert "Het programma past niet" in answer.text
    assert content(app, garden).ends.hour == 16


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"ends": "14:00"}, "eindigt voordat het begint"),
        ({"held_on": "2026-11-20"}, "Deze datum is voorbij"),
        ({"state": "geweest"}, "nog niet geweest"),
        ({"held_on": "31-31-2026"}, "Dit is geen datum"),
        ({"official_id": "9999"}, "Kies iets uit de lijst"),
    ],
)
def test_a_visit_that_cannot_be_is_refused_with_what_to_do(
    app: Flask, as_person: Callable[[str], PageClient], garden: int, typed: dict[str, str], message: str
) -> None:
    before = content(app, garden)
    answer = save(as_person("alice"), address(garden, "wanneer"), **typed)
    assert answer.status_code == 422
    assert message in answer.text
    assert content(app, garden) == before


def test_six_talking_points_are_one_too_many(as_person: Callable[[str], PageClient], garden: int) -> None:
    client = as_person("alice")
    fields = fields_of(client.get(address(garden, "spreekpunten")).text)
    more = {f"ini-talking_points-{row}-text": f"Punt {row}" for row in range(6)}
    answer = client.post(address(garden, "spreekpunten"), data={**fields, **more})
    assert answer.status_code == 422
    assert "Kies de 5 belangrijkste" in answer.text


# -- two people at once --------------------------------------------------------------------------------------


def test_saving_over_a_colleagues_change_shows_both_and_loses_nothing(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    alice, manager = as_person("alice"), as_person("manager")
    opened = alice.get(address(garden, "praktisch")).text
    save(manager, address(garden, "praktisch"), bike="Bij de kerk.")
    answer = save(alice, address(garden, "praktisch"), opened, bike="Bij het hek.")
    assert answer.status_code == 409
    assert "<dt>Fiets</dt><dd>Bij de kerk.</dd>" in answer.text
    assert "<dt>Kleding</dt>" not in answer.text
    assert fields_of(answer.text)["ini-bike"] == "Bij het hek."
    assert content(app, garden).bike == "Bij de kerk."


def test_after_the_conflict_page_a_second_click_saves(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    alice, manager = as_person("alice"), as_person("manager")
    opened = alice.get(address(garden, "praktisch")).text
    save(manager, address(garden, "praktisch"), bike="Bij de kerk.")
    conflict = save(alice, address(garden, "praktisch"), opened, bike="Bij het hek.").text
    assert save(alice, address(garden, "praktisch"), conflict).status_code == 302
    assert content(app, garden).bike == "Bij het hek."


def test_two_people_who_typed_the_same_have_no_conflict(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    alice, manager = as_person("alice"), as_person("manager")
    opened = alice.get(address(garden, "praktisch")).text
    save(manager, address(garden, "praktisch"), bike="Bij de kerk.")
    assert save(alice, address(garden, "praktisch"), opened, bike="Bij de kerk.").status_code == 302
    assert version(app, garden) == 2


def test_two_people_save_different_sections_without_a_conflict(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    alice, manager = as_person("alice"), as_person("manager")
    opened = alice.get(address(garden, "praktisch")).text
    save(manager, address(garden, "doel"), goal="Luisteren.")
    assert save(alice, address(garden, "praktisch"), opened, bike="Bij het hek.").status_code == 302
    assert (content(app, garden).goal, content(app, garden).bike) == ("Luisteren.", "Bij het hek.")


def test_of_two_writers_at_the_same_moment_one_gets_a_conflict(app: Flask, garden: int) -> None:
    seen = fingerprint(content(app, garden), Section.PRACTICAL)
    start = Barrier(2)

    def write(bike: str) -> str:
        with inside(app):
            start.wait(10)
            try:
                actions.save(garden, Section.PRACTICAL, {"bike": bike}, seen)
            except Conflict:
                return "conflict"
        return bike

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(write, ("Bij de kerk.", "Bij het hek.")))
    assert answers[1] == "conflict"
    assert content(app, garden).bike == answers[0]
    assert version(app, garden) == 2


def test_of_two_writers_in_different_sections_both_are_saved(app: Flask, garden: int) -> None:
    before = content(app, garden)
    start = Barrier(2)

    def write(wish: tuple[Section, dict[str, str]]) -> None:
        section, values = wish
        with inside(app):
            start.wait(10)
            actions.save(garden, section, values, fingerprint(before, section))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, [(Section.PRACTICAL, {"bike": "Bij het hek."}), (Section.GOAL, {"goal": "Luisteren."})]))
    after = content(app, garden)
    assert (after.bike, after.goal, version(app, garden)) == ("Bij het hek.", "Luisteren.", 3)


def test_a_programme_is_judged_by_the_times_as_they_are_saved_now(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    alice, manager = as_person("alice"), as_person("manager")
    opened = alice.get(address(garden, "programma")).text
    with inside(app):
        Visit.update(ends="15:58").where(Visit.id == garden).execute()
    answer = save(alice, address(garden, "programma"), opened, **{"programme-0-what": "Welkom met taart"})
    assert answer.status_code == 422
    assert manager.get(f"/initiatieven/bezoek/{garden}").status_code == 200


# -- the report ----------------------------------------------------------------------------------------------


def held(app: Flask) -> int:
    """The visit of 18 November, which is over and has a report in concept."""
    with inside(app):
        return int(Visit.get(Visit.held_on == "2026-11-18").id)


def test_the_report_and_the_promises_made_are_saved(app: Flask, as_person: Callable[[str], PageClient]) -> None:
    visit_id = held(app)
    with inside(app):
        official = Person.get(Person.key == "b-lachmon").id
    typed = {
        "report": "Wij liepen mee.",
        "promises-2-text": "Een bankje.",
        "promises-2-made_to": "Wandelgroep",
        "promises-2-made_by_id": str(official),
        "promises-2-status": "open",
    }
    assert save(as_person("alice"), address(visit_id, "verslag"), **typed).status_code == 302
    saved = content(app, visit_id)
    assert saved.report == "Wij liepen mee."
    assert [row.text for row in saved.promises][2:] == ["Een bankje."]
    page = as_person("alice").get(f"/initiatieven/bezoek/{visit_id}").text
    assert "Een bankje." in page


def test_a_promise_that_was_not_kept_needs_an_explanation(app: Flask, as_person: Callable[[str], PageClient]) -> None:
    typed = {"promises-0-status": "niet_nagekomen", "promises-0-explanation": ""}
    answer = save(as_person("alice"), address(held(app), "verslag"), **typed)
    assert answer.status_code == 422
    assert "Leg uit waarom dit niet is nagekomen" in answer.text


def test_there_is_no_report_before_the_day(as_person: Callable[[str], PageClient], garden: int) -> None:
    answer = save(as_person("alice"), address(garden, "verslag"), report="Alvast.")
    assert answer.status_code == 422
    assert "Het bezoek moet nog komen" in answer.text


def test_a_planned_visit_with_a_report_has_been_held(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    with inside(app):
        Visit.update(held_on="2026-11-20").where(Visit.id == garden).execute()
    assert save(as_person("alice"), address(garden, "verslag"), report="Gedaan.").status_code == 302
    assert content(app, garden).status == "geweest"


def test_a_post_without_token_changes_nothing(app: Flask, as_person: Callable[[str], PageClient], garden: int) -> None:
    before, client = content(app, garden), as_person("alice")
    for section in Section:
        fields = without_token(fields_of(client.get(address(garden, section)).text))
        assert client.post(address(garden, section), data=fields).status_code == 400
    assert content(app, garden) == before
