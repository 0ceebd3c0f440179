"""What a visit must be to be saved: times in order, a programme that fits, no report before the day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from .completeness import Section
from .content import Content
from .programme import Misfit, Slot, minutes_of, misfits, moved

PLANNED, HELD = "gepland", "geweest"


class Objection(Enum):
    """Why a section can't be saved; the value is the field of the form it is about."""

    ENDS_TOO_EARLY = "ends"
    NOT_HELD_YET = "state"
    PLANNED_IN_THE_PAST = "held_on"
    REPORT_TOO_EARLY = "report"


@dataclass(frozen=True, slots=True)
class RowObjection:
    """A row of the programme that does not fit."""

    misfit: Misfit
    slot: Slot


def objections(content: Content, section: Section, today: date) -> tuple[Objection, ...]:
    """What is wrong with this section, as it would be saved."""
    found = {
        Section.WHEN: (
            (Objection.ENDS_TOO_EARLY, content.ends <= content.begins),
            (Objection.NOT_HELD_YET, content.status == HELD and content.held_on > today),
            (Objection.PLANNED_IN_THE_PAST, content.status == PLANNED and content.held_on < today),
        ),
        Section.REPORT: ((Objection.REPORT_TOO_EARLY, _has_report(content) and content.held_on > today),),
    }
    return tuple(objection for objection, is_so in found.get(section, ()) if is_so)


def row_objections(content: Content) -> tuple[RowObjection, ...]:
    """Rows of the programme that do not fit the times of the visit."""
    rows = content.programme
    return tuple(RowObjection(found, rows[found.position]) for found in misfits(rows, content.begins, content.ends))


def with_moved_programme(before: Content, after: Content) -> Content:
    """When the visit begins earlier or later, its programme moves along."""
    shift = minutes_of(after.begins) - minutes_of(before.begins)
    return replace(after, programme=moved(after.programme, shift)) if shift else after


def with_report(content: Content) -> Content:
    """A visit with a report has been held."""
    return replace(content, status=HELD) if _has_report(content) and content.status == PLANNED else content


def _has_report(content: Content) -> bool:
    return bool(content.report or content.promises)
