"""What the editor should look at before the briefing goes out. Never printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .. import dutch
from .briefing import HEADINGS, compose
from .facts import VisitFacts, VisitPlan
from .parts import SOUNDING_FRESH, Absent
from .profiles import Section
from .text import without_sign

MOST_TALKING_POINTS = 5
MOST_CORE_SENTENCES = 3
MOST_QUESTIONS = 6


@dataclass(frozen=True, slots=True)
class EditorWarning:
    """Something to mend in one part."""

    section: Section
    text: str

    @property
    def heading(self) -> str:
        return HEADINGS[self.section]


def warnings_of(facts: VisitFacts) -> tuple[EditorWarning, ...]:
    """All warnings, in the order of the parts."""
    found = [*_missing(facts), *_lengths(facts.visit), *_times(facts.visit), *_ages(facts), *_signs(facts)]
    return tuple(sorted(found, key=lambda warning: warning.section))


def _missing(facts: VisitFacts) -> Iterator[EditorWarning]:
    for part in compose(facts).parts:
        if isinstance(part.body, Absent):
            yield EditorWarning(Section(part.number), "Dit onderdeel is leeg. In de briefing staat nu: ontbreekt.")
    if facts.visit.deputy_on_the_day is None and facts.visit.contact_on_the_day is not None:
        yield EditorWarning(Section.CONTACT, "Er is geen vervanger voor op de dag.")
    if any(not line.decided_by for line in facts.visit.may_not_promise):
        yield EditorWarning(Section.PROMISES, "Niet overal staat wie erover beslist.")


def _lengths(visit: VisitPlan) -> Iterator[EditorWarning]:
    counts = (
        (Section.CORE, visit.core, MOST_CORE_SENTENCES, "zinnen"),
        (Section.TALKING_POINTS, visit.talking_points, MOST_TALKING_POINTS, "spreekpunten"),
        (Section.QUESTIONS, visit.questions, MOST_QUESTIONS, "vragen"),
    )
    for section, rows, most, what in counts:
        if len(rows) > most:
            yield EditorWarning(section, f"Er staan {len(rows)} {what}. Kies de {most} belangrijkste.")


def _times(visit: VisitPlan) -> Iterator[EditorWarning]:
    """Programme rows that overlap, leave a gap, or lie outside the visit."""
    if not visit.programme or visit.start is None or visit.end is None:
        return
    at = datetime.combine(visit.on, visit.start)
    for row in sorted(visit.programme, key=lambda row: row.start):
        begins = datetime.combine(visit.on, row.start)
        if begins != at:
            what = "overlapt met de regel ervoor" if begins < at else f"begint pas na een gat vanaf {at:%H.%M} uur"
            yield EditorWarning(Section.PROGRAMME, f"De regel van {dutch.clock(row.start)} {what}.")
        at = begins + timedelta(minutes=row.minutes or 0)
    if at != datetime.combine(visit.on, visit.end):
        yield EditorWarning(
            Section.PROGRAMME, f"Het programma eindigt om {at:%H.%M} uur, het bezoek om {dutch.clock(visit.end)}."
        )


def _ages(facts: VisitFacts) -> Iterator[EditorWarning]:
    sounding = facts.initiative.sounding
    if sounding and _is_old(sounding.on, facts.visit.on):
        yield EditorWarning(Section.BACKGROUND, "De mening van de buurt is dan ouder dan een half jaar.")
    if sounding and sounding.against and not sounding.strongest_objection:
        yield EditorWarning(Section.BACKGROUND, "Er zijn buren tegen, maar het sterkste bezwaar is niet ingevuld.")


def _signs(facts: VisitFacts) -> Iterator[EditorWarning]:
    if strange := without_sign(facts):
        yield EditorWarning(Section.VISIT, f"Deze tekens kan het papier niet tonen: {' '.join(strange)}")


def _is_old(asked: date | None, visit: date) -> bool:
    return asked is not None and visit - asked > SOUNDING_FRESH
