"""The calendar file follows RFC 5545 and holds nothing about residents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from flask import Flask

from flask_initiatieven.initiatives.models import ContactPerson, Initiator
from flask_initiatieven.visits.calendar import Event, calendar, folded
from flask_initiatieven.visits.models import Attendee, Visit, VisitLine
from tests.conftest import PageClient, inside

EVENT = Event(
    uid="bezoek-4@proef",
    sequence=3,
    changed_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    held_on=date(2026, 7, 3),
    begins=time(15),
    ends=time(16),
    summary="Werkbezoek: tuin; met thee, en koek \\ taart",
    description="Eerste regel\nTweede regel " + "één € " * 30,
)


def unfolded(text: str) -> dict[str, str]:
    """Name → value of each line of the file, folding and escapes undone."""
    lines = text.replace("\r\n ", "").split("\r\n")
    pairs = [line.split(":", 1) for line in lines if line]
    return {name: value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";") for name, value in pairs}


def test_each_line_ends_in_crlf_and_has_at_most_75_octets() -> None:
    lines = calendar(EVENT).encode().split(b"\r\n")
    assert lines[-1] == b""
    assert max(len(line) for line in lines) == 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_what_was_folded_reads_the_same_again() -> None:
    found = unfolded(calendar(EVENT))
    assert found["DESCRIPTION"] == EVENT.description
    assert found["SUMMARY"] == "Werkbezoek: tuin; met thee, en koek \\\\ taart"


def test_folding_never_cuts_a_character_in_two() -> None:
    assert folded("a" * 74 + "é").encode() == b"a" * 74 + b"\r\n \xc3\xa9"


def test_times_are_in_utc_in_summer_and_in_winter() -> None:
    assert unfolded(calendar(EVENT))["DTSTART"] == "20260703T130000Z"
    assert unfolded(calendar(replace(EVENT, held_on=date(2026, 12, 3))))["DTSTART"] == "20261203T140000Z"


def test_a_line_break_in_a_title_cannot_add_a_line_to_the_file() -> None:
    text = calendar(replace(EVENT, summary="Tuin\r\nATTENDEE:mailto:x@example.nl"))
    assert "\r\nATTENDEE" not in text


def test_a_cancelled_visit_is_cancelled_in_the_calendar() -> None:
    assert unfolded(calendar(replace(EVENT, is_cancelled=True)))["STATUS"] == "CANCELLED"


def test_the_file_of_a_visit_has_goal_and_core_and_the_same_bytes_each_time(
    as_person: Callable[[str], PageClient], garden: int
) -> None:
    first, second = (as_person("alice").get(f"/initiatieven/bezoek/{garden}.ics") for _ in range(2))
    found = unfolded(first.text)
    assert first.mimetype == "text/calendar"
    assert first.data == second.data
    assert found["DESCRIPTION"].startswith("Zien wat de buurt zelf heeft gemaakt.")
    assert (found["SEQUENCE"], found["DTSTAMP"]) == ("1", "20261123T120000Z")


def test_no_resident_stands_in_the_file(app: Flask, as_person: Callable[[str], PageClient], garden: int) -> None:
    with inside(app):
        visit = Visit.get_by_id(garden)
        people = list(Initiator.select().where(Initiator.initiative == visit.initiative_id))
        names = [word for person in people for word in person.name.split()[:1]]
        phones = [row.phone for row in ContactPerson.select() if row.phone]
        VisitLine.create(visit=garden, kind="core", position=9, text=f"Bel {people[0].name}: {phones[0]}")
        Attendee.create(visit=garden, position=9, name="Wilma Zuiderent")
        VisitLine.create(visit=garden, kind="core", position=10, text="Wilma Zuiderent opent de poort.")
    text = unfolded(as_person("alice").get(f"/initiatieven/bezoek/{garden}.ics").text)["DESCRIPTION"]
    assert "opent de poort" in text
    for word in (*names, *phones, "Wilma", "Zuiderent"):
        assert word not in text
