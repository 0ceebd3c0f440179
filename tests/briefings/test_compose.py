"""What the briefing says, and in which order."""

from __future__ import annotations

import dataclasses
from datetime import date, time
from decimal import Decimal

import pytest

from flask_initiatieven.briefings import facts as f
from flask_initiatieven.briefings import parts
from flask_initiatieven.briefings.briefing import HEADINGS, Briefing, compose, is_short_visit
from flask_initiatieven.briefings.profiles import NOT_ON_ONE_PAGE, Profile, Section

from . import sample

MISSING = parts.Words("ontbreekt — navragen bij Carolien Stuiver", is_missing=True)


def body(briefing: Briefing, section: Section) -> parts.Body:
    part = briefing.part(section)
    assert part is not None
    return part.body


@pytest.mark.parametrize("facts", sample.planned_visits(), ids=lambda facts: facts.initiative.title)
def test_a_planned_visit_has_all_sixteen_parts_in_order(facts: f.VisitFacts) -> None:
    briefing = compose(facts)
    assert [part.number for part in briefing.parts] == list(range(1, 17))
    assert [part.heading for part in briefing.parts] == list(HEADINGS.values())


def test_an_empty_visit_has_all_sixteen_parts_too_and_says_whom_to_ask() -> None:
    briefing = compose(sample.bare_visit())
    assert [part.number for part in briefing.parts] == list(range(1, 17))
    absent = [part.number for part in briefing.parts if isinstance(part.body, parts.Absent)]
    assert absent == [2, 3, 4, 5, 7, 8, 11, 12, 13, 14, 15, 16]
    talking_points = body(briefing, Section.TALKING_POINTS)
    assert isinstance(talking_points, parts.Absent)
    assert talking_points.words == MISSING


def test_without_a_contact_the_author_is_asked() -> None:
    facts = sample.with_initiative(sample.bare_visit(), contact=None)
    facts = dataclasses.replace(facts, changed_by="Femke Oosterling")
    core = body(compose(facts), Section.CORE)
    assert isinstance(core, parts.Absent)
    assert core.words.text.endswith("navragen bij Femke Oosterling")


def test_the_first_part_says_when_and_where_in_dutch() -> None:
    visit = body(compose(sample.garden()), Section.VISIT)
    assert isinstance(visit, parts.Visit)
    assert visit.day == "donderdag 3 december 2026"
    assert visit.hours.text == "15.00–16.00\u00a0uur"
    assert visit.rows[0].words.text == "Jeroen Haverkate, wethouder Wijken, groen en participatie"
    assert visit.rows[-1].words.text == "3, gewijzigd 23-11-2026 om 14.05\u00a0uur door Carolien Stuiver"


def test_the_programme_is_sorted_by_time_and_ends_with_the_departure() -> None:
    visit = sample.garden().visit
    shuffled = sample.with_visit(sample.garden(), programme=tuple(reversed(visit.programme)))
    programme = body(compose(shuffled), Section.PROGRAMME)
    assert isinstance(programme, parts.Programme)
    assert [slot.time for slot in programme.slots] == ["15.00", "15.05", "15.25", "15.45", "15.55"]
    assert programme.closing == parts.TimeSlot("16.00", "", "Vertrek", "")


def test_costs_and_funding_are_in_euros_and_say_what_is_not_covered() -> None:
    cost = f.Cost(Decimal(2500), Decimal(300), "Grond.", (f.Funding("Wijkbudget", Decimal("1900.50"), False),))
    facts = sample.with_initiative(sample.garden(), facts=f.FiveFacts(cost=cost))
    background = body(compose(facts), Section.BACKGROUND)
    assert isinstance(background, parts.Background)
    assert background.rows[0].words.text == "€\u00a02.500 eenmalig en €\u00a0300 per jaar."
    assert background.funding == (parts.FundingRow("Wijkbudget (nog niet zeker)", "€\u00a01.900,50"),)
    assert background.funding_note == "€\u00a0599,50 nog niet gedekt."


def test_certainty_source_and_age_of_a_fact_are_printed() -> None:
    grounds = f.Grounds("berekend", "offerte", date(2026, 8, 1))
    facts = sample.with_initiative(sample.garden(), facts=f.FiveFacts(yields=f.Statement("Groen", grounds)))
    background = body(compose(facts), Section.BACKGROUND)
    assert isinstance(background, parts.Background)
    assert background.rows[1].grounds == "berekend, offerte, nagekeken 1-8-2026, verouderd"


def test_a_sounding_is_out_of_date_by_the_day_of_the_visit() -> None:
    def outdated(visit_on: date) -> str:
        background = body(compose(sample.with_visit(sample.garden(), on=visit_on)), Section.BACKGROUND)
        assert isinstance(background, parts.Background)
        assert background.voices is not None
        return background.voices.outdated

    assert outdated(date(2026, 10, 1)) == ""
    assert outdated(date(2026, 12, 3)).startswith("Verouderd")


def test_the_bar_of_the_neighbourhood_is_whole() -> None:
    background = body(compose(sample.garden()), Section.BACKGROUND)
    assert isinstance(background, parts.Background)
    assert background.voices is not None
    assert [voice.share for voice in background.voices.counts] == ["47 (81\u00a0%)", "7 (12\u00a0%)", "4 (7\u00a0%)"]
    assert sum(voice.width for voice in background.voices.counts) == 100


def test_people_against_without_an_objection_in_words_is_something_missing() -> None:
    sounding = f.Sounding(date(2026, 10, 1), "Aan de deur", 10, 6, 0, 4)
    background = body(compose(sample.with_initiative(sample.garden(), sounding=sounding)), Section.BACKGROUND)
    assert isinstance(background, parts.Background)
    assert background.voices is not None
    assert background.voices.gap == parts.Row("Sterkste bezwaar", MISSING)


def test_what_not_to_promise_has_its_reason_and_who_decides() -> None:
    line = f.PromiseLine("Een hek.", "De tuin blijft open", "het college")
    promises = body(compose(sample.with_visit(sample.garden(), may_not_promise=(line,))), Section.PROMISES)
    assert isinstance(promises, parts.Promises)
    assert promises.may_not == (parts.Promise("Een hek.", "De tuin blijft open. Hierover beslist: het college."),)
    assert promises.gap is None


def test_what_the_agreement_excludes_is_not_to_be_promised_either() -> None:
    promises = body(compose(sample.garden()), Section.PROMISES)
    assert isinstance(promises, parts.Promises)
    assert promises.not_agreed[1] == "Wij regelen niet wie wanneer water geeft."
    assert promises.gap == parts.Row("Wie beslist", MISSING)


def test_open_promises_come_before_settled_ones_and_own_before_others() -> None:
    rows = (
        f.EarlierPromise("Gedaan", "afgedaan", date(2026, 1, 1)),
        f.EarlierPromise("Van een ander", "open", date(2026, 1, 1), by="Soraya Lachmon"),
        f.EarlierPromise("Van hem", "open", date(2026, 2, 1), by="Jeroen Haverkate", due=date(2026, 3, 1)),
    )
    earlier = body(compose(sample.with_visit(sample.garden(), earlier_promises=rows)), Section.EARLIER_PROMISES)
    assert isinstance(earlier, parts.OldPromises)
    assert [promise.text for promise in earlier.promises] == ["Van hem", "Van een ander", "Gedaan"]
    assert earlier.promises[0].state == "open, vóór 1-3-2026"


def test_no_earlier_promises_is_said_in_words() -> None:
    earlier = body(compose(sample.garden()), Section.EARLIER_PROMISES)
    assert isinstance(earlier, parts.OldPromises)
    assert earlier.none == "Er zijn geen eerdere toezeggingen bekend."


def test_one_missing_practical_thing_is_named_beside_the_others() -> None:
    practical = dataclasses.replace(sample.garden().visit.practical, clothing="", bad_weather="")
    rows = body(compose(sample.with_visit(sample.garden(), practical=practical)), Section.PRACTICAL)
    assert isinstance(rows, parts.Rows)
    assert rows.gap == parts.Row("Kleding en slecht weer", MISSING)


@pytest.mark.parametrize(
    ("start", "end", "short"),
    [(time(8, 10), time(8, 50), True), (time(8, 0), time(8, 45), False), (time(9, 0), None, False)],
)
def test_a_visit_under_45_minutes_is_short(start: time, end: time | None, short: bool) -> None:
    assert is_short_visit(start, end) is short


def test_the_short_variant_names_what_it_leaves_out() -> None:
    briefing = compose(sample.short_visit())
    assert {part.number for part in briefing.parts} == set(Section) - NOT_ON_ONE_PAGE
    for section in NOT_ON_ONE_PAGE:
        assert f"{section.value} {HEADINGS[section]}" in briefing.short_note


def test_a_resident_who_does_not_want_to_be_named_is_marked_for_the_alderman() -> None:
    briefing = compose(sample.opening())
    assert briefing.credit == ("Een initiatief van Delano Pinas en Anouk Zijderhand (wil niet met naam genoemd worden)")


def test_the_file_name_has_the_day_the_initiative_and_the_reader() -> None:
    assert compose(sample.garden()).file_name == "briefing-2026-12-03-buurttuin-de-vergeten-hoek.pdf"
    name = compose(sample.garden(), Profile.COUNCIL).file_name
    assert name == "briefing-2026-12-03-buurttuin-de-vergeten-hoek-raad.pdf"


def test_a_title_without_latin_letters_still_gives_a_file_name() -> None:
    assert compose(sample.with_initiative(sample.garden(), title="شارع")).file_name == "briefing-2026-12-03.pdf"
