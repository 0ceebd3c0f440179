"""Words for the keys of this room."""

from __future__ import annotations

from ..briefings.profiles import Profile
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..writing import clock, period
from .completeness import Part, Section
from .models import VisitStatus
from .planning import Objection
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
#: what to think of before filling in a section
ADVICE = {
    Section.WHEN: (_l("Verandert u het begin? Dan schuift het programma mee."),),
    Section.PROGRAMME: (
        _l("Een regel zonder tijd sluit aan op de regel erboven. De regels komen vanzelf op volgorde van tijd."),
    ),
    Section.ATTENDEES: (
        _l("Vul een telefoonnummer alleen in van wie op de dag zelf bereikbaar moet zijn."),
        _l("Deze lijst kan onder de Woo openbaar worden."),
    ),
    Section.TALKING_POINTS: (
        _l("Ten hoogste 5, in spreektaal. Bedank in het eerste punt de bewoners en zeg wat zij zelf deden."),
    ),
    Section.QUESTIONS: (_l("De 3 tot 6 vragen die bewoners waarschijnlijk stellen, met een eerlijk antwoord."),),
    Section.PROMISES: (
        _l("Een belofte van een wethouder kan de gemeente binden. Schrijf erbij waarom en wie erover beslist."),
    ),
    Section.EARLIER: (_l("Wat is bewoners eerder beloofd? Schrijf het zo op als het is gezegd."),),
    Section.SENSITIVE: (
        _l("Schrijf neutraal en zonder oordeel over personen. Dit kan onder de Woo openbaar worden."),
        _l("Schrijf geen gezondheid, geloof, afkomst of strafzaken op."),
    ),
    Section.PRESS: (_l("Denk aan foto's, aan kinderen, en aan wie het nieuws als eerste brengt: de bewoners."),),
    Section.CONTACT: (_l("Wie belt de wethouder als er onderweg iets is?"),),
    Section.REPORT: (
        _l("Schrijf op wie er waren en wat u hoorde. Schrijf geen persoonlijke verhalen van bewoners op."),
        _l("Noteer elke belofte letterlijk. Daarna staat het bezoek op “Geweest”."),
    ),
}
FIELD_HINTS = {
    "goal": _l("Waarom gaat de wethouder erheen? Eén zin."),
    "why_now": _l("Waarom juist nu, en niet over een half jaar?"),
    "core": _l("Ten hoogste 3 zinnen: wat het is, hoe het ervoor staat, wat zij hopen te horen."),
    "held_on": _l("Bijvoorbeeld 3-12-2026."),
    "begins": _l("Bijvoorbeeld 15.00."),
    "place": _l("Straat en plek, zodat iemand op de fiets het vindt."),
    "accessibility": _l("Drempels, verharding, toilet."),
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


def misfit_with_row(misfit: Misfit, slot: Slot) -> str:
    """The same, naming the row."""
    begins = clock(slot.begins) if slot.begins else ""
    return _(
        "Het programma past niet. De regel van %(begins)s, “%(what)s”: %(sentence)s",
        begins=begins, what=slot.what, sentence=misfit_sentence(misfit, slot),
    )  # fmt: skip


def objection_sentence(objection: Objection) -> str:
    """Why this can't be saved and what to do."""
    return {
        Objection.ENDS_TOO_EARLY: _("Het bezoek eindigt voordat het begint. Kies een later einde."),
        Objection.NOT_HELD_YET: _("De datum is nog niet geweest. Kies “Gepland”, of verander de datum."),
        Objection.PLANNED_IN_THE_PAST: _("Deze datum is voorbij. Kies een latere datum, of kies bij stand “Geweest”."),
        Objection.REPORT_TOO_EARLY: _("Het bezoek moet nog komen. Vul het verslag na het bezoek in."),
    }[objection]
