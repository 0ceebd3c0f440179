"""Words for settings: label and hint of each, names of groups, values as people read them, and why one is refused."""

from __future__ import annotations

import json
from typing import Any

from .. import dutch
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..i18n import ngettext
from ..writing import short_date
from .kinds import Choice, Colour, Dates, Euros, Kind, Labels, Number, Picture, Reason, Unit, Wrong, YesNo
from .registry import settings

#: word of a group in an address
SLUGS = {
    "municipality": "gemeente",
    "roles": "rollen",
    "terms": "termijnen",
    "work_days": "werkdagen",
    "visits": "bezoek",
    "style": "huisstijl",
    "mail": "mail",
    "reading": "gelezen",
}
GROUPS = {
    "municipality": _l("Gemeente"),
    "roles": _l("Namen van rollen"),
    "terms": _l("Termijnen"),
    "work_days": _l("Werkdagen"),
    "visits": _l("Bezoek"),
    "style": _l("Huisstijl"),
    "mail": _l("Mail"),
    "reading": _l("Gelezen"),
}
ABOUT = {
    "municipality": _l("Hoe de gemeente heet en hoe wij mensen aanspreken."),
    "roles": _l("Het woord dat collega's voor een rol gebruiken. Wat een rol mag, verandert hier niet door."),
    "terms": _l("Hoe lang iets mag duren."),
    "work_days": _l("Wanneer het gemeentehuis dicht is, naast het weekend en de feestdagen."),
    "visits": _l("Afspraken over bezoeken van een bestuurder."),
    "style": _l("Logo en kleuren. Kleuren die te weinig contrast hebben, slaan wij niet op."),
    "mail": _l("Van wie mail komt. Wie mail krijgt, staat in de regels."),
    "reading": _l("Wat u ziet over wie een tekst gelezen heeft."),
}
#: key → label and hint
_WORDS: dict[str, tuple[Any, Any]] = {
    "municipality.name": (_l("Naam"), _l("Zonder het woord gemeente, zoals: Elzerwoude.")),
    "municipality.full_name": (_l("Volledige naam"), _l("Zoals: gemeente Elzerwoude.")),
    "municipality.phone": (_l("Algemeen telefoonnummer"), _l("Staat op afspraken en briefings.")),
    "municipality.initiative": (_l("Woord voor een initiatief"), _l("Met kleine letter, zoals: bewonersinitiatief.")),
    "municipality.initiatives": (
        _l("Woord voor meer initiatieven"),
        _l("Leeg: wij maken het meervoud zelf, met -en of -ven."),
    ),
    "municipality.address": (_l("Aanspreekvorm"), _l("Geldt voor schermen, papier en mail.")),
    "municipality.college_meets_on": (_l("Het college vergadert op"), ""),
    "municipality.council_meets_on": (_l("De raad vergadert op"), ""),
    "roles.labels": (_l("Namen van rollen"), _l("Leeg: ons eigen woord.")),
    "terms.receipt": (_l("Ontvangst bevestigen, en antwoorden op een vraag"), ""),
    "terms.first_talk": (_l("Eerste gesprek"), _l("Geteld vanaf de dag van ontvangst.")),
    "terms.decision_fast": (_l("Besluit, snelle route"), _l("Geteld vanaf de dag van ontvangst.")),
    "terms.decision_normal": (_l("Besluit, gewone route"), _l("Geteld vanaf de dag van ontvangst.")),
    "terms.decision_long": (_l("Besluit, lange route"), _l("Geteld vanaf de dag van ontvangst.")),
    "terms.advice": (_l("Advies van een collega"), ""),
    "terms.agreement": (_l("Afspraak maken na een ja"), ""),
    "terms.agreement_review": (_l("Een afspraak samen terugkijken"), _l("Geteld vanaf de dag van het akkoord.")),
    "terms.evaluation": (_l("Evaluatie na het einde"), ""),
    "terms.yearly_talk": (_l("Jaargesprek"), ""),
    "terms.pause": (_l("Langste pauze"), _l("Daarna kijken wij opnieuw.")),
    "terms.homework_fresh": (_l("Een feit is vers"), _l("Daarna staat erbij dat het verouderd is.")),
    "terms.sounding_fresh": (_l("De mening van de buurt is vers"), _l("Daarna staat erbij dat die verouderd is.")),
    "terms.briefing_draft": (_l("Concept van de briefing klaar"), _l("Geteld vóór het bezoek.")),
    "terms.briefing_final": (_l("Definitieve briefing klaar"), _l("Geteld vóór het bezoek.")),
    "terms.report": (_l("Verslag klaar"), _l("Geteld na het bezoek.")),
    "work_days.closed_on": (_l("Extra sluitingsdagen"), _l("Dagen waarop het gemeentehuis dicht is.")),
    "work_days.bridge_days": (
        _l("Brugdagen tellen niet als werkdag"),
        _l("Een brugdag ligt tussen een feestdag en het weekend, zoals de vrijdag na Hemelvaart."),
    ),
    "visits.final_hour": (_l("Uur waarop de definitieve briefing klaar is"), _l("Een heel uur, zoals 12.")),
    "style.logo": (_l("Logo"), _l("Een PNG of JPEG van hoogstens 2 MB. Een SVG kan niet.")),
    "style.logo_on_agreements": (_l("Logo op een afspraak op papier"), ""),
    "style.logo_on_briefings": (
        _l("Logo op een briefing"),
        _l("Een logo kost ruimte. De briefing past dan minder snel op twee pagina's."),
    ),
    "style.accent": (
        _l("Accentkleur"),
        _l("Van knoppen en randen, zoals #1b59a4. Leeg: de kleur van het intranet of van ons."),
    ),
    "style.on_accent": (_l("Tekst op de accentkleur"), _l("Leeg: wit.")),
    "style.link": (_l("Kleur van links"), _l("Leeg: de accentkleur.")),
    "mail.sender_name": (_l("Naam van de afzender"), ""),
    "mail.sender_address": (_l("E-mailadres van de afzender"), ""),
    "reading.smallest_group": (
        _l("Kleinste groep die wij laten zien"),
        _l("Is een afdeling kleiner, dan ziet u haar niet apart. Zo kunt u niet raden wie wat las."),
    ),
}
_UNITS = {
    Unit.DAYS: _l("in dagen"),
    Unit.WORKING_DAYS: _l("in werkdagen"),
    Unit.MONTHS: _l("in maanden"),
    Unit.HOUR: _l("uur"),
    Unit.PEOPLE: _l("mensen"),
}
#: choices that are shown as another word than their key
_CHOICES = {"u": _l("u"), "je": _l("je")}


def group_of(slug: str) -> str | None:
    """The group with this word in its address."""
    return next((group for group, word in SLUGS.items() if word == slug), None)


def label(key: str) -> str:
    return str(_WORDS[key][0])


def hint(key: str) -> str:
    """What helps to fill it in; with the unit of a number."""
    unit = settings()[key].kind
    words = [str(_WORDS[key][1])]
    if isinstance(unit, Number):
        words.insert(0, _("Een getal, %(unit)s.", unit=str(_UNITS[unit.unit])))
    return " ".join(word for word in words if word)


def choices(kind: Choice) -> list[tuple[str, str]]:
    return [(word, str(_CHOICES.get(word, word))) for word in kind.words if word]


def shown(kind: Kind, value: Any) -> str:
    """A typed value as people read it."""
    if isinstance(kind, YesNo):
        return _("ja") if value else _("nee")
    if isinstance(kind, Number):
        return _number(kind.unit, value)
    if isinstance(kind, Euros):
        return dutch.euros(value)
    if isinstance(kind, Dates):
        return ", ".join(short_date(day) for day in value) or _("geen")
    if isinstance(kind, Labels):
        named = [f"{key}: {word}" for key, word in value.items()]
        return ", ".join(named) or _("geen eigen woorden")
    if isinstance(kind, Picture):
        return _("een eigen logo (%(digest)s)", digest=value[:8]) if value else _("geen")
    if isinstance(kind, Colour) and not value:
        return _("niet gekozen")
    return str(value) or _("leeg")


def shown_plain(key: str, plain: str | None) -> str:
    """The same of JSON from the history; what no setting of today takes, is shown as it was kept."""
    if plain is None:
        return _("de standaard")
    if key not in settings():
        return plain
    kind = settings()[key].kind
    try:
        return shown(kind, kind.read(json.loads(plain)))
    except Wrong:
        return plain


def label_or_key(key: str) -> str:
    return label(key) if key in settings() else key


def sentence(wrong: Wrong) -> str:
    """Why a value is refused, and what to give instead."""
    values = wrong.values
    if wrong.reason is Reason.TOO_LONG:
        return _("Maak de tekst korter: %(surplus)s tekens te veel (het mogen er %(most)s zijn).", **values)
    if wrong.reason is Reason.OUT_OF_RANGE:
        return _("Vul een heel getal in van %(least)s tot en met %(most)s.", **values)
    if wrong.reason is Reason.TOO_MANY:
        return _("Dit zijn er te veel: hoogstens %(most)s.", **values)
    if wrong.reason is Reason.NOT_OFFERED:
        return _("Dit kan niet gekozen worden. Kies uit: %(offered)s.", **values)
    if wrong.reason is Reason.ORDER:
        return _("Kies %(least)s of meer: een langere route of eerdere stap kan niet korter zijn.", **values)
    if wrong.reason is Reason.LOW_CONTRAST:
        return _(
            "Deze kleur is niet goed te lezen: het contrast met %(against)s is %(measured)s, nodig is %(needed)s. "
            "De kleur %(nearest)s lijkt erop en kan wel.",
            against=values["against"],
            measured=_decimal(values["measured"]),
            needed=_decimal(values["needed"]),
            nearest=values["nearest"],
        )
    return _plain_sentence(wrong.reason)


def _plain_sentence(reason: Reason) -> str:
    return {
        Reason.EMPTY: _("Vul dit in."),
        Reason.NO_TEXT: _("Geef een tekst."),
        Reason.STRANGE_SIGNS: _("Hier staan tekens in die niet te zien zijn. Typ de tekst opnieuw."),
        Reason.NO_YES_OR_NO: _("Geef ja of nee (true of false)."),
        Reason.NO_NUMBER: _("Geef een heel getal."),
        Reason.NO_AMOUNT: _("Geef een bedrag, zoals 2400.50."),
        Reason.NO_DATES: _("Geef een lijst van datums, zoals 2026-12-24."),
        Reason.TWICE: _("Dezelfde dag staat er twee keer in."),
        Reason.NO_COLOUR: _("Dit is geen kleur. Schrijf een kleur zo: #1b59a4."),
        Reason.NO_MAIL_ADDRESS: _("Dit is geen e-mailadres. Schrijf het zo: naam@gemeente.nl."),
        Reason.NO_PICTURE: _("Dit is geen afbeelding die wij kunnen lezen. Kies een PNG of een JPEG."),
        Reason.NO_LABELS: _("Geef bij elke rol een woord."),
    }[reason]


def _number(unit: Unit, value: int) -> str:
    if unit is Unit.DAYS:
        return ngettext("%(count)s dag", "%(count)s dagen", value)
    if unit is Unit.WORKING_DAYS:
        return ngettext("%(count)s werkdag", "%(count)s werkdagen", value)
    if unit is Unit.MONTHS:
        return ngettext("%(count)s maand", "%(count)s maanden", value)
    if unit is Unit.HOUR:
        return _("%(hour)s.00 uur", hour=value)
    return ngettext("%(count)s persoon", "%(count)s mensen", value)


def _decimal(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",") + ":1"
