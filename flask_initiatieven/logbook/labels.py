"""Words of the log on screens and in commands."""

from __future__ import annotations

from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from .verifying import Break, Fault

RESULTS = (("gelukt", _l("gelukt")), ("mislukt", _l("mislukt")), ("geweigerd", _l("geweigerd")))
KINDS = {
    "agreement": _l("afspraak"),
    "audit": _l("logboek"),
    "database": _l("database"),
    "initiative": _l("initiatief"),
    "page": _l("tekst"),
    "page_version": _l("versie van een tekst"),
    "person": _l("persoon"),
    "programme": _l("coalitieprogramma"),
    "role_assignment": _l("gegeven rol"),
    "role_table": _l("rolverdeling"),
    "route": _l("bestand"),
    "task": _l("taak"),
    "visit": _l("bezoek"),
}


def kind_label(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def object_label(object: str) -> str:
    """`visit:4` as "bezoek 4"."""
    kind, _colon, id = object.partition(":")
    return f"{kind_label(kind)} {id}".strip()


def break_sentence(found: Break) -> str:
    """What is wrong, and at which number."""
    number, last, several = found.number, found.last, found.last > found.number
    if found.fault is Fault.CHANGED:
        return _("Regel %(number)s is veranderd.", number=number)
    if found.fault is Fault.REMOVED and several:
        return _("Regel %(number)s tot en met %(last)s zijn weggehaald.", number=number, last=last)
    if found.fault is Fault.REMOVED:
        return _("Regel %(number)s is weggehaald.", number=number)
    if found.fault is Fault.REMOVED_AT_END and several:
        return _("Aan het eind zijn regel %(number)s tot en met %(last)s weggehaald.", number=number, last=last)
    if found.fault is Fault.REMOVED_AT_END:
        return _("Aan het eind is regel %(number)s weggehaald.", number=number)
    if found.fault is Fault.INSERTED and several:
        return _("Regel %(number)s tot en met %(last)s zijn er later bij gezet.", number=number, last=last)
    if found.fault is Fault.INSERTED:
        return _("Regel %(number)s is er later bij gezet.", number=number)
    if found.fault is Fault.UNLINKED:
        return _("Regel %(number)s past niet bij de regel ervoor. Een van die twee is veranderd.", number=number)
    if found.fault is Fault.NOT_EXPECTED:
        return _(
            "Regel %(number)s is niet de regel die eerder is opgeschreven. Het logboek is daarna veranderd.",
            number=number,
        )
    return _("Het laatste nummer van het logboek is weg. Regels aan het eind kunnen zijn weggehaald.")
