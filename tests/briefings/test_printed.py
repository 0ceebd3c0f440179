"""The finished PDF of the sample visits: pages, words, accessibility, and what must not be in it."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from flask_initiatieven.briefings.briefing import HEADINGS, compose
from flask_initiatieven.briefings.facts import VisitFacts
from flask_initiatieven.briefings.profiles import Profile
from flask_initiatieven.briefings.sheet import Sheet
from flask_initiatieven.paper import Limits, Paper, pool, render
from tests.paper.reading import complaints, everything_inside, opened, words

from . import sample

ROOMY = Limits(renderers=1, seconds=30, wait_seconds=60, memory_megabytes=1024)
PLANNED = ["Buurttuin De Vergeten Hoek", "Warm Zonneveld", "Heel Heel: repareren en lenen"]


@pytest.fixture(scope="module", autouse=True)
def _no_renderer_outlives_the_tests() -> Iterator[None]:
    yield
    pool.close()


def printed(facts: VisitFacts, profile: Profile = Profile.ALDERMAN) -> Paper:
    return render(Sheet().document(compose(facts, profile)), ROOMY)


@cache
def planned(title: str, profile: Profile = Profile.ALDERMAN) -> Paper:
    facts = next(visit for visit in sample.planned_visits() if visit.initiative.title == title)
    return printed(facts, profile)


@pytest.mark.parametrize("title", PLANNED)
def test_a_planned_visit_fits_on_two_pages_and_is_accessible(title: str) -> None:
    paper = planned(title)
    assert paper.pages == 2
    assert complaints(paper.pdf) == []
    assert len(paper.pdf) < 60_000


@pytest.mark.parametrize("title", PLANNED)
def test_page_one_has_parts_one_to_five_and_page_two_the_rest(title: str) -> None:
    where = {section.label: section.page for section in planned(title).sections}
    expected = {f"{number}. {heading}": 1 if number < 6 else 2 for number, heading in enumerate(HEADINGS.values(), 1)}
    assert {label: page for label, page in where.items() if label in expected} == expected


def test_the_reader_of_a_file_list_sees_a_good_title() -> None:
    with opened(planned(PLANNED[0]).pdf) as pdf:
        assert str(pdf.docinfo["/Title"]) == (
            "Briefing werkbezoek Buurttuin De Vergeten Hoek, donderdag 3 december 2026"
        )
        assert str(pdf.Root.Lang) == "nl"


def test_version_page_number_and_woo_stand_on_the_pages() -> None:
    found = words(planned(PLANNED[0]).pdf)
    assert found.count("Kan onder de Woo openbaar worden") == 2
    assert "Versie 3, gewijzigd 23-11-2026 om 14.05 uur door Carolien Stuiver" in found
    assert "Pagina 2 van 2" in found


def test_forty_minutes_get_one_page() -> None:
    for facts in (sample.short_visit(), sample.short_garden()):
        assert printed(facts).pages == 1


def test_far_too_much_text_is_all_there_on_more_pages() -> None:
    facts = sample.long_visit()
    paper = printed(facts)
    found = words(paper.pdf)
    assert paper.pages > 2
    assert complaints(paper.pdf) == []
    assert all(f"Vraag {number}" in found for number in range(1, 5))
    assert found.count("Dat hoort bij een ander dossier.") == 15


def test_a_visit_with_nothing_in_it_prints_too() -> None:
    paper = printed(sample.bare_visit())
    assert complaints(paper.pdf) == []
    assert words(paper.pdf).count("ontbreekt — navragen bij Carolien Stuiver") > 15


#: reader → what may not be anywhere in the file
ABSENT = {
    Profile.INTERNAL: ["06 00 00 02 10", "noem haar", "niet met naam in de krant"],
    Profile.COUNCIL: ["Anouk", "Zijderhand", "06 00 00", "example.org", "Huur voor jaar 2", "Vlasblom"],
    Profile.PUBLIC: ["Anouk", "Zijderhand", "06 00 00", "intranet", "Huur voor jaar 2", "Openingstijden", "Vlasblom"],
}


@pytest.mark.parametrize("profile", ABSENT)
def test_what_a_reader_may_not_have_is_nowhere_in_the_file(profile: Profile) -> None:
    pdf = planned(PLANNED[2], profile).pdf
    inside = everything_inside(pdf).decode("latin-1") + everything_inside(pdf).decode("utf-16-be", "ignore")
    assert "Delano Pinas" in words(pdf)
    assert not [text for text in ABSENT[profile] if text in words(pdf) or text in inside]
    assert complaints(pdf) == []


HOSTILE = [
    "a" * 60_000,
    "<b>" * 500 + "&amp;" * 500,
    "\u202e\u0000\ud800 gewoon",
    "javascript:alert(1) file:///etc/passwd http://169.254.169.254/",
    "😀 مرحبا שלום 漢字",
    "z\u0301\u0302\u0303\u0304" * 2000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_ends_in_a_pdf(text: str) -> None:
    facts = sample.with_visit(sample.garden(), goal=text, sensitive=(text,), place=text[:300])
    paper = printed(dataclasses.replace(facts, changed_by=text[:200]))
    assert paper.pdf.startswith(b"%PDF-")
    assert not [complaint for complaint in complaints(paper.pdf) if "kop" in complaint]


def test_another_process_zone_and_locale_give_the_same_bytes() -> None:
    script = (
        "import hashlib\n"
        "from tests.briefings.test_printed import printed, sample\n"
        "print(hashlib.sha256(printed(sample.garden()).pdf).hexdigest())"
    )
    environment = {**os.environ, "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    digests = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=Path(__file__).parents[2], env={**environment, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(digests) == 1
