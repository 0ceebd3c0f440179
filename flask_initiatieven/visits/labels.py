"""Words for the keys of this room."""

from __future__ import annotations

from ..briefings.profiles import Profile
from ..dutch import clock, period
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from .completeness import Part, Section
from .models import VisitStatus
from .programme import Fault, Gap, Misfit, Slot

SECTIONS = {
    Section.WHEN: _l("Wanneer, waar en wie"),
    Section.GOAL: _l("Doel en kern"),
    Section.PROGRAMME: _l("Programma"),
    Section.ATTENDEES: _l("Aanwezigen"),
    Section.TALKING_POINTS: _l("Spreekpunten"),
    Section.QUESTIONS: _l("Vragen en antwoorden"),
    Section.PROMISES: _l("Wel en niet toezeggen"),
    Section.EARLIER: _l("Eerdere beloftes"),
    Section.SENSITIVE: _l("Gevoelig"),
    Section.PRESS: _l("Pers en sociale media"),
    Section.PRACTICAL: _l("Praktisch"),
    Section.CONTACT: _l("Contact op de dag"),
    Section.REPORT: _l("Verslag"),
}
PARTS = {
    Part.PLACE: _l("plaats"),
    Part.GOAL: _l("doel in één zin"),
    Part.WHY_NOW: _l("waarom nu"),
    Part.CORE: _l("kern in drie zinnen"),
    Part.PROGRAMME: _l("programma"),
    Part.ATTENDEES: _l("aanwezigen"),
    Part.TALKING_POINTS: _l("spreekpunten"),
    Part.QUESTIONS: _l("vragen en antwoorden"),
    Part.MAY_PROMISE: _l("wat de wethouder wel mag toezeggen"),
    Part.MAY_NOT_PROMISE: _l("wat de wethouder niet mag toezeggen"),
    Part.SENSITIVE: _l("gevoelig"),
    Part.PRESS: _l("pers"),
    Part.PRACTICAL: _l("praktisch"),
    Part.CONTACT: _l("contact op de dag"),
}
STATUSES = {
    VisitStatus.PLANNED: _l("Gepland"),
    VisitStatus.HELD: _l("Geweest"),
    VisitStatus.CANCELLED: _l("Vervallen"),
}
PROMISE_STATUSES = {
    "open": _l("Open"),
    "afgedaan": _l("Gedaan"),
    "nagekomen": _l("Nagekomen"),
    "niet_nagekomen": _l("Niet nagekomen"),
    "onder_voorbehoud": _l("Onder voorbehoud"),
    "overgedragen": _l("Overgedragen"),
    "vervallen": _l("Vervallen"),
}
READERS = {
    Profile.ALDERMAN: _l("voor de wethouder"),
    Profile.INTERNAL: _l("voor collega's"),
    Profile.COUNCIL: _l("voor de raad"),
    Profile.PUBLIC: _l("openbaar"),
}


def section_label(section: Section) -> str:
    return str(SECTIONS[section])


def status_label(status: str) -> str:
    """The word for a status of a visit; a word we don't know stays as it is."""
    return str(STATUSES[VisitStatus(status)]) if status in set(VisitStatus) else status


def promise_label(status: str) -> str:
    return str(PROMISE_STATUSES.get(status, status))


def gap_sentence(gap: Gap) -> str:
    return _("%(period)s: %(count)s minuten niet ingevuld", period=period(gap.begins, gap.ends), count=gap.minutes)


def misfit_sentence(misfit: Misfit, slot: Slot) -> str:
    """What is wrong with this row and what to do."""
    at, minutes = clock(misfit.at), misfit.minutes
    if misfit.fault is Fault.TOO_EARLY:
        return _("Deze regel begint vóór het bezoek. Kies %(at)s of later.", at=at)
    if misfit.fault is Fault.OVERLAP:
        return _("De regel erboven is dan nog bezig. Kies %(at)s of later, of maak de regel erboven korter.", at=at)
    if misfit.fault is Fault.TOO_LATE:
        return _("Het bezoek is dan voorbij: het eindigt om %(at)s. Kies een eerdere tijd.", at=at)
    most = slot.minutes - minutes
    return _(
        "Deze regel duurt %(count)s minuten te lang: het bezoek eindigt om %(at)s. "
        "Maak er ten hoogste %(most)s minuten van.",
        count=minutes, at=at, most=most,
    )  # fmt: skip
