"""The page of a visit: one click to the briefing, what is missing, and when it must be ready."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from flask_initiatieven import mount as mounts
from flask_initiatieven.briefings.address import page_address
from flask_initiatieven.briefings.briefing import compose
from flask_initiatieven.briefings.facts import VisitFacts
from flask_initiatieven.briefings.parts import Absent
from flask_initiatieven.briefings.profiles import Section as BriefingPart
from flask_initiatieven.briefings.queries import facts_of
from flask_initiatieven.visits import queries, views
from flask_initiatieven.visits.completeness import SECTION_OF, Part, Section, missing
from flask_initiatieven.visits.models import ProgrammeRow, Question, Visit, VisitLine
from tests.conftest import PageClient, inside

#: parts of the briefing that this room fills in
OURS = {
    BriefingPart.GOAL: {Part.GOAL, Part.WHY_NOW},
    BriefingPart.CORE: {Part.CORE},
    BriefingPart.PROGRAMME: {Part.PROGRAMME},
    BriefingPart.ATTENDEES: {Part.ATTENDEES},
    BriefingPart.TALKING_POINTS: {Part.TALKING_POINTS},
    BriefingPart.QUESTIONS: {Part.QUESTIONS},
    BriefingPart.SENSITIVE: {Part.SENSITIVE},
    BriefingPart.PRESS: {Part.PRESS},
    BriefingPart.PRACTICAL: {Part.PRACTICAL},
}


def page(client: PageClient, visit_id: int) -> str:
    return client.get(f"/initiatieven/bezoek/{visit_id}").text


def facts(app: Flask, visit_id: int) -> VisitFacts:
    with inside(app):
        found = facts_of(visit_id)
    assert found is not None
    return found


def test_the_briefing_is_one_click_away_and_a_renderer_is_made_ready(
    as_person: Callable[[str], PageClient], garden: int, warmed: list[bool]
) -> None:
    text = page(as_person("alice"), garden)
    assert f'href="/initiatieven/bezoeken/{garden}/briefing.pdf?profiel=wethouder">Briefing maken (pdf)<' in text
    assert warmed == [True]


def test_the_page_says_when_where_and_who(as_person: Callable[[str], PageClient], garden: int) -> None:
    text = page(as_person("alice"), garden)
    for words in ("donderdag 3 december 2026", "15.00–16.00", "hoek Dahliastraat en Tulppad", "Haverkate"):
        assert words in text


def test_the_deadlines_are_in_working_days(as_person: Callable[[str], PageClient], garden: int) -> None:
    text = page(as_person("alice"), garden)
    assert "vóór donderdag 26 november 2026" in text
    assert "dinsdag 1 december 2026, 12.00" in text


def test_the_clerk_is_offered_the_briefing_for_the_council_first(
    as_person: Callable[[str], PageClient], garden: int
) -> None:
    text = page(as_person("clerk"), garden)
    assert "briefing.pdf?profiel=raad" in text
    assert "profiel=wethouder" not in text


def test_what_is_missing_is_named_with_a_link_to_where_it_is_filled_in(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    with inside(app):
        Question.delete().where(Question.visit == garden).execute()
        Visit.update(contact=None).where(Visit.id == garden).execute()
    text = page(as_person("alice"), garden)
    assert "Nog te doen: 2 onderdelen ontbreken" in text
    assert f'/bezoek/{garden}/bewerken/vragen">Ontbreekt: vragen en antwoorden<' in text
    assert f'/bezoek/{garden}/bewerken/contact">Ontbreekt: contact op de dag<' in text


def test_a_visit_with_everything_filled_in_says_so(as_person: Callable[[str], PageClient], garden: int) -> None:
    assert "Alle onderdelen zijn ingevuld" in page(as_person("alice"), garden)


def test_a_gap_in_the_programme_is_named(app: Flask, as_person: Callable[[str], PageClient], garden: int) -> None:
    with inside(app):
        ProgrammeRow.delete().where(ProgrammeRow.visit == garden, ProgrammeRow.minutes == 10).execute()
    assert "10 minuten niet ingevuld" in page(as_person("alice"), garden)


def test_missing_here_is_missing_in_the_briefing(app: Flask, garden: int) -> None:
    with inside(app):
        Question.delete().execute()
        VisitLine.delete().where(VisitLine.kind == "core").execute()
        ids = [visit.id for visit in Visit.select()]
    for visit_id in ids:
        known = facts(app, visit_id)
        absent = {part.number for part in compose(known).parts if isinstance(part.body, Absent)}
        here = set(missing(known.visit))
        for part, ours in OURS.items():
            assert (part in absent) == (ours <= here) or compose(known).part(part) is None


def test_every_part_has_a_section_to_fill_it_in() -> None:
    assert set(SECTION_OF) == set(Part)
    assert set(SECTION_OF.values()) == set(Section) - {Section.EARLIER, Section.REPORT}


def test_upcoming_visits_come_first_and_past_ones_newest_first(app: Flask, garden: int) -> None:
    with inside(app):
        today = Visit.get_by_id(garden).held_on.replace(day=1)
        upcoming, past = queries.upcoming(today), queries.past(today)
    assert [card.held_on for card in upcoming] == sorted(card.held_on for card in upcoming)
    assert upcoming[0].id == garden
    assert [card.held_on for card in past.cards] == sorted((card.held_on for card in past.cards), reverse=True)


def test_past_visits_are_paged_by_key_without_losing_one(
    app: Flask, garden: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE_SIZE", 1)
    found: list[int] = []
    with inside(app):
        today = Visit.get_by_id(garden).held_on
        expected = Visit.select().where((Visit.status != "gepland") | (Visit.held_on < today)).count()
        step = queries.past(today)
        found += [card.id for card in step.cards]
        while step.older:
            step = queries.past(today, before=step.older)
            found += [card.id for card in step.cards]
    assert len(found) == len(set(found)) == expected


def test_a_wrong_page_key_shows_the_first_page(as_person: Callable[[str], PageClient]) -> None:
    client = as_person("alice")
    for key in ("", "x", "2026-01-01", "2026-01-01.x", "0001-01-01.99999999999999999999"):
        assert client.get("/initiatieven/bezoeken", query_string={"voor": key}).status_code == 200


def test_the_address_in_the_qr_code_is_the_page(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    with app.test_request_context():
        address = page_address(mounts.of(app), garden)
    assert "Bezoek aan Buurttuin" in as_person("alice").get(address).text


def test_an_unknown_visit_or_section_is_not_there(as_person: Callable[[str], PageClient], garden: int) -> None:
    client = as_person("alice")
    for at in (
        f"bezoek/{10**30}",
        "bezoek/999",
        "bezoek/999.ics",
        "bezoek/999/bewerken/doel",
        f"bezoek/{garden}/bewerken/onzin",
    ):
        assert client.get(f"/initiatieven/{at}").status_code == 404


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("06 00 00 02 01", "0600000201"),
        ("+31 (0)6-00 00 02 01", "+31600000201"),
        ("06 00000201 (na 18 uur)", "0600000201"),
        ("via de balie", ""),
    ],
)
def test_a_number_is_dialled_without_what_is_written_around_it(written: str, dialled: str) -> None:
    assert views.dial(written) == dialled


def test_a_visit_without_report_asks_for_it_afterwards(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    with inside(app):
        Visit.update(held_on="2026-11-20", status="geweest").where(Visit.id == garden).execute()
    text = page(as_person("alice"), garden)
    assert "Nog te doen: het verslag ontbreekt" in text
    assert f"/bezoek/{garden}/bewerken/verslag" in text


def test_a_deadline_that_passed_while_parts_are_missing_says_so(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    with inside(app):
        Visit.update(held_on="2026-11-25", goal="").where(Visit.id == garden).execute()
    assert "(voorbij)" in page(as_person("alice"), garden)


def test_what_somebody_typed_is_shown_and_never_run(
    app: Flask, as_person: Callable[[str], PageClient], garden: int
) -> None:
    hostile = "<script>alert(1)</script> %(title)s {{ 7 * 7 }} javascript:x"
    with inside(app):
        Visit.update(goal=hostile, place=hostile, bike=hostile).where(Visit.id == garden).execute()
    text = page(as_person("alice"), garden)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; %(title)s {{ 7 * 7 }}" in text
