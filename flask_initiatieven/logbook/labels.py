"""Words of the log on screens and in commands."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..access import Role
from ..audit import AuditEntry
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..initiatives import labels as initiatives
from ..labels import role_label
from ..options import labels as options
from ..roles.local import GROUP, USER
from ..visits import labels as visits
from .verifying import Break, Fault

RESULTS = (("gelukt", _l("gelukt")), ("mislukt", _l("mislukt")), ("geweigerd", _l("geweigerd")))
#: word before the colon of an object → what it is; every kind that is recorded anywhere
KINDS = {
    "agreement": _l("afspraak"),
    "audit": _l("logboek"),
    "budget": _l("budgetpost"),
    "database": _l("database"),
    "district": _l("wijk"),
    "initiative": _l("initiatief"),
    "mail": _l("mail in de post"),
    "mandate": _l("mandaat"),
    "module": _l("de module"),
    "municipality": _l("gemeente"),
    "notice_rule": _l("regel voor mail of taak"),
    "page": _l("tekst"),
    "page_image": _l("afbeelding"),
    "page_version": _l("versie van een tekst"),
    "person": _l("persoon"),
    "programme": _l("coalitieprogramma"),
    "programme_item": _l("punt van een coalitieprogramma"),
    "reader": _l("leesvinkjes van een lezer"),
    "rights": _l("tabel van rechten"),
    "role_assignment": _l("gegeven rol"),
    "role_group": _l("rollen van een groep"),
    "role_table": _l("rolverdeling"),
    "route": _l("bestand"),
    "settings": _l("instellingen"),
    "task": _l("taak"),
    "visit": _l("bezoek"),
}
#: what stands behind the colon and is neither a number nor a name people know
_PLACES = {"all": "", "log": "", "0": "", "sqlite": "SQLite", "postgres": "PostgreSQL"}
_GRANTEES = {USER: _l("een persoon"), GROUP: _l("een groep")}
_SIDES = {"municipality": _l("gemeente"), "resident": _l("initiatiefnemer")}
#: how actions begin whose detail is roles
_OF_ROLES = ("rol ", "rollen ", "groep ", "delen")


def kind_label(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def action_label(action: str) -> str:
    """The recorded word, with what screens call a working copy."""
    return action.replace("werkkopie", _("nieuwe versie"))


def object_label(object: str, name: str = "") -> str:
    """`visit:4` as "bezoek 4"; with `name` instead of the number, and the part of it that it is about."""
    kind, _colon, rest = object.partition(":")
    id, _colon, part = rest.partition(":")
    place = str(options.GROUPS.get(id, "")) if kind == "settings" else ""
    known = name or place or _PLACES.get(id, id)
    words = f"{kind_label(kind)} {known}".strip()
    return f"{words}, {_part_label(kind, part)}" if part else words


def detail_label(entry: AuditEntry, names: Mapping[str, str]) -> str:
    """The details of an entry in words; `names` has those of the objects in it."""
    detail = str(entry.detail)
    if entry.kind == "settings":
        return ", ".join(options.label_or_key(key) for key in detail.split(", "))
    if entry.action == "status veranderen":
        return initiatives.step_label(detail)
    if entry.action.startswith(_OF_ROLES):
        return ", ".join(_role_word(word) for word in re.split(r"[ ,]+", detail) if word)
    if ":" in detail:
        return names.get(detail, detail)
    return _part_label(entry.kind, detail)


def _role_word(word: str) -> str:
    if word in _GRANTEES:
        return str(_GRANTEES[word])
    return role_label(Role(word)) if word in set(Role) else word


def _part_label(kind: str, part: str) -> str:
    """A part of an object by the word its own page has for it."""
    if kind == "initiative":
        return str(initiatives.SECTIONS.get(part, part))
    if kind == "visit":
        return str(visits.SECTIONS.get(part, part))  # type: ignore[call-overload]
    if kind == "agreement":
        return str(_SIDES.get(part, part))
    return part


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
