"""Does it fit, where to shorten, and what the editor should look at."""

from __future__ import annotations

import dataclasses
from datetime import time

from flask_initiatieven.briefings import facts as f
from flask_initiatieven.briefings.briefing import compose
from flask_initiatieven.briefings.fit import Fit, fit, longest_part
from flask_initiatieven.briefings.profiles import Section
from flask_initiatieven.briefings.warnings import warnings_of

from . import sample

SECTIONS = [("De tuin", 1, 21.0), ("4. Programma", 1, 52.4), ("5. Aanwezigen", 2, 40.0), ("8. Vragen", 2, 61.0)]


def test_two_pages_fit() -> None:
    assert fit(2, SECTIONS, is_short=False) == Fit(2, True, "Past op 2 A4.")


def test_three_pages_do_not_and_the_largest_parts_are_named() -> None:
    assert fit(3, SECTIONS, is_short=False).sentence == (
        "Beslaat 3 A4, het mag er 2 zijn. Kort in bij Vragen (6,1\u00a0cm), Programma (5,2\u00a0cm) en"
        " Aanwezigen (4,0\u00a0cm)."
    )


def test_a_short_visit_has_one_page() -> None:
    assert fit(1, SECTIONS, is_short=True).fits
    assert fit(2, SECTIONS, is_short=True).sentence.startswith("Beslaat 2 A4, het mag er 1 zijn.")


def test_the_part_with_most_text_is_named_when_nothing_can_be_printed() -> None:
    heading, characters = longest_part(compose(sample.with_visit(sample.garden(), sensitive=("x" * 9000,))))
    assert heading == "Gevoelig"
    assert characters > 9000


def warned(facts: f.VisitFacts) -> dict[Section, list[str]]:
    found: dict[Section, list[str]] = {}
    for warning in warnings_of(facts):
        found.setdefault(warning.section, []).append(warning.text)
    return found


def test_a_programme_that_fits_the_times_gives_no_warning() -> None:
    assert Section.PROGRAMME not in warned(sample.garden())


def test_gaps_overlaps_and_a_late_end_in_the_programme_are_named() -> None:
    rows = (
        f.ProgrammeRow(time(15, 0), 10, "Welkom"),
        f.ProgrammeRow(time(15, 5), 10, "Rondje"),
        f.ProgrammeRow(time(15, 30), 45, "Thee"),
    )
    assert warned(sample.with_visit(sample.garden(), programme=rows))[Section.PROGRAMME] == [
        "De regel van 15.05\u00a0uur overlapt met de regel ervoor.",
        "De regel van 15.30\u00a0uur begint pas na een gat vanaf 15.15\u00a0uur.",
        "Het programma eindigt om 16.15\u00a0uur, het bezoek om 16.00\u00a0uur.",
    ]


def test_too_many_talking_points_are_printed_and_warned_about() -> None:
    facts = sample.with_visit(sample.garden(), talking_points=tuple("abcdef"))
    assert warned(facts)[Section.TALKING_POINTS] == ["Er staan 6 spreekpunten. Kies de 5 belangrijkste."]
    part = compose(facts).part(Section.TALKING_POINTS)
    assert part is not None
    assert dataclasses.astuple(part.body) == (tuple("abcdef"),)


def test_every_empty_part_is_a_warning() -> None:
    assert set(warned(sample.bare_visit())) >= {Section.GOAL, Section.CORE, Section.SENSITIVE, Section.FOLLOW_UP}


def test_signs_that_cannot_be_printed_are_named() -> None:
    facts = sample.with_visit(sample.garden(), goal="Welkom 漢 en gewoon é")
    assert warned(facts)[Section.VISIT] == ["Deze tekens kan het papier niet tonen: 漢"]
    assert Section.VISIT not in warned(sample.garden())
