"""What the editor should look at before the briefing goes out. Never printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from .. import writing
from ..i18n import gettext as _
from .briefing import HEADINGS, compose
from .facts import VisitFacts, VisitPlan
from .parts import Absent
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
        return _(HEADINGS[self.section])


def warnings_of(facts: VisitFacts) -> tuple[EditorWarning, ...]:
    """All warnings, in the order of the parts."""
    found = [*_missing(facts), *_lengths(facts.visit), *_times(facts.visit), *_ages(facts), *_signs(facts)]
    return tuple(sorted(found, key=lambda warning: warning.section))


def _missing(facts: VisitFacts) -> Iterator[EditorWarning]:
    for part in compose(facts).parts:
        if isinstance(part.body, Absent):
            yield EditorWarning(Section(part.number), _("Dit onderdeel is leeg. In de briefing staat nu: ontbreekt."))
    if facts.visit.deputy_on_the_day is None and facts.visit.contact_on_the_day is not None:
        yield EditorWarning(Section.CONTACT, _("Er is geen vervanger voor op de dag."))
    if any(not line.decided_by for line in facts.visit.may_not_promise):
        yield EditorWarning(Section.PROMISES, _("Niet overal staat wie erover beslist."))


def _lengths(visit: VisitPlan) -> Iterator[EditorWarning]:
    counts = (
        (Section.CORE, visit.core, MOST_CORE_SENTENCES, _("zinnen")),
        (Section.TALKING_POINTS, visit.talking_points, MOST_TALKING_POINTS, _("spreekpunten")),
        (Section.QUESTIONS, visit.questions, MOST_QUESTIONS, _("vragen")),
    )
    for section, rows, most, what in counts:
        if len(rows) > most:
            sentence = _(
                "Er staan %(count)s %(what)s. Kies de %(most)s belangrijkste.", count=len(rows), what=what, most=most
            )
            yield EditorWarning(section, sentence)


def _times(visit: VisitPlan) -> Iterator[EditorWarning]:
    """Programme rows that overlap, leave a gap, or lie outside the visit."""
    if not visit.programme or visit.start is None or visit.end is None:
        return
    at = datetime.combine(visit.on, visit.start)
    for row in sorted(visit.programme, key=lambda row: row.start):
        begins = datetime.combine(visit.on, row.start)
        if begins != at:
            yield EditorWarning(Section.PROGRAMME, _displaced(begins, at))
        at = begins + timedelta(minutes=row.minutes or 0)
    if at != datetime.combine(visit.on, visit.end):
        ends, closes = writing.clock(at.time()), writing.clock(visit.end)
        sentence = _("Het programma eindigt om %(ends)s, het bezoek om %(closes)s.", ends=ends, closes=closes)
        yield EditorWarning(Section.PROGRAMME, sentence)


def _displaced(begins: datetime, due: datetime) -> str:
    """Of a row that does not begin when the one before it ends, at `due`."""
    row, free = writing.clock(begins.time()), writing.clock(due.time())
    if begins < due:
        return _("De regel van %(row)s overlapt met de regel ervoor.", row=row)
    return _("De regel van %(row)s begint pas na een gat vanaf %(free)s.", row=row, free=free)


def _ages(facts: VisitFacts) -> Iterator[EditorWarning]:
    sounding = facts.initiative.sounding
    if sounding and sounding.on and (facts.visit.on - sounding.on).days > facts.fresh.sounding_days:
        period = writing.months(facts.fresh.sounding_months)
        sentence = _("De mening van de buurt is dan ouder dan %(period)s.", period=period)
        yield EditorWarning(Section.BACKGROUND, sentence)
    if sounding and sounding.against and not sounding.strongest_objection:
        yield EditorWarning(Section.BACKGROUND, _("Er zijn buren tegen, maar het sterkste bezwaar is niet ingevuld."))


def _signs(facts: VisitFacts) -> Iterator[EditorWarning]:
    if strange := without_sign(facts):
        yield EditorWarning(
            Section.VISIT, _("Deze tekens kan het papier niet tonen: %(signs)s", signs=" ".join(strange))
        )
