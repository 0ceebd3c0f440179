"""Words for the keys of this room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import writing
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from .homework import Certainty, Fact, Readiness
from .process import Actor, status_model

KINDS = {
    "bewonersinitiatief": _l("Bewonersinitiatief"),
    "burgerinitiatief": _l("Burgerinitiatief (raadsagenda)"),
    "uitdaagrecht": _l("Uitdaagrecht"),
    "melding": _l("Melding"),
    "vraag": _l("Vraag"),
    "klacht": _l("Klacht"),
    "vergunning": _l("Vergunning"),
    "evenement": _l("Evenement"),
    "anders": _l("Anders"),
}
ROUTES = {
    "nog_onbekend": _l("Nog onbekend"),
    "snel": _l("Snel"),
    "gewoon": _l("Gewoon"),
    "lang": _l("Lang"),
}
MUNICIPAL_ROLES = {
    "loslaten": _l("Loslaten: de buurt doet het zelf"),
    "faciliteren": _l("Faciliteren: wij maken het mogelijk"),
    "stimuleren": _l("Stimuleren: wij moedigen het aan"),
    "meedoen": _l("Meedoen: wij doen samen"),
    "omarmen": _l("Omarmen: wij maken het ook ons plan"),
    "regisseren": _l("Regisseren: wij hebben de leiding"),
    "reguleren": _l("Reguleren: wij stellen regels"),
}
CHANNELS = {
    "straat": _l("Op straat"),
    "telefoon": _l("Telefoon"),
    "balie": _l("Balie of spreekuur"),
    "mail": _l("E-mail of brief"),
    "formulier": _l("Formulier op de website"),
}
CAUSES = {"kans": _l("Een kans"), "probleem": _l("Een probleem")}
FACTS = {
    Fact.COST: _l("kosten"),
    Fact.YIELD: _l("opbrengst"),
    Fact.DURATION: _l("duur"),
    Fact.PARTIES: _l("partijen"),
    Fact.MUNICIPALITY_DOES: _l("wat de gemeente doet"),
}
FACT_HEADINGS = {
    Fact.COST: _l("Wat kost het?"),
    Fact.YIELD: _l("Wat levert het op?"),
    Fact.DURATION: _l("Hoe lang duurt het?"),
    Fact.PARTIES: _l("Wie doen er mee?"),
    Fact.MUNICIPALITY_DOES: _l("Wat doet de gemeente?"),
}
CERTAINTIES = {
    Certainty.ESTIMATE: _l("schatting"),
    Certainty.CALCULATED: _l("berekend"),
    Certainty.CONFIRMED: _l("bevestigd"),
}
OUTCOMES = {
    "nog_niet": _l("Nog geen besluit"),
    "ja": _l("Ja"),
    "ja_als": _l("Ja, als"),
    "nee": _l("Nee"),
    "niet_genomen": _l("Niet genomen: eerder gestopt"),
}
LEVELS = {
    "wijkregisseur": _l("Wijkregisseur"),
    "leidinggevende": _l("Leidinggevende"),
    "college": _l("College"),
    "raad": _l("Gemeenteraad"),
}
DUTIES = {
    "receipt": _l("Ontvangst bevestigen"),
    "first_talk": _l("Eerste gesprek"),
    "decision": _l("Besluit"),
    "agreement": _l("Afspraak maken"),
    "evaluation": _l("Evaluatie"),
    "yearly_talk": _l("Jaargesprek"),
}
BODIES = {"college": _l("College"), "raad": _l("Gemeenteraad"), "burgemeester": _l("Burgemeester")}
COUNCIL_KINDS = {
    "presentatie": _l("Presentatie"),
    "raadsinformatiebrief": _l("Raadsinformatiebrief"),
    "motie": _l("Motie"),
    "raadsvraag": _l("Raadsvraag"),
    "besluit": _l("Besluit"),
}
AGREEMENT_KINDS = {
    "procesafspraak": _l("Procesafspraak"),
    "uitvoeringsafspraak": _l("Uitvoeringsafspraak"),
}
AGREEMENT_STATES = {
    "concept": _l("concept"),
    "aangeboden": _l("aangeboden"),
    "bevestigd": _l("bevestigd"),
    "vervangen": _l("vervangen"),
    "opgezegd": _l("opgezegd"),
    "beeindigd": _l("beëindigd"),
}
VISIT_STATES = {
    "gepland": _l("gepland"),
    "geweest": _l("geweest"),
    "vervallen": _l("gaat niet door"),
}
ACTORS = {
    Actor.OFFICER: _l("uitvoerder"),
    Actor.CONTACT: _l("aanspreekpunt van dit initiatief"),
    Actor.MANAGER: _l("leidinggevende"),
}
STOPPERS = {
    "initiatiefnemer": _l("de initiatiefnemer"),
    "gemeente": _l("de gemeente"),
    "samen": _l("beide kanten samen"),
}
SECTIONS = {
    "basis": _l("Titel, plaats en samenvatting"),
    "aanspreekpunt": _l("Aanspreekpunt"),
    "initiatiefnemers": _l("Initiatiefnemers"),
    "motivatie": _l("Motivatie"),
    "buurt": _l("Wat de buurt vindt"),
    "peiling": _l("Nieuwe vraag aan de buurt"),
    "feiten": _l("Vijf feiten"),
    "dekking": _l("Waar het geld vandaan komt"),
    "partijen": _l("Partijen"),
    "collegas": _l("Collega's die meedenken"),
    "programma": _l("Coalitieprogramma"),
    "besluit": _l("Besluit"),
    "raad": _l("De gemeenteraad"),
    "terugblik": _l("Terugkijken"),
    "tijdlijn": _l("Toevoegen aan de tijdlijn"),
}
#: facts that statusmodel.yaml asks for
REQUIRED = {
    "titel": _l("een titel"),
    "korte_omschrijving": _l("een samenvatting"),
    "gebied": _l("de wijk"),
    "een_contactweg": _l("een manier om de initiatiefnemer te bereiken"),
    "ontvangen_op": _l("de datum van ontvangst"),
    "aanspreekpunt": _l("een aanspreekpunt"),
    "vervanger": _l("een vervanger"),
    "bevestigd_op": _l("de ontvangst is aan de bewoner bevestigd"),
    "bestemming": _l("wie de bewoner verder helpt"),
    "reden": _l("de reden"),
    "verteld_op": _l("wanneer u het de bewoner vertelde"),
    "verteld_hoe": _l("hoe u het de bewoner vertelde"),
    "motivatie": _l("de motivatie van de initiatiefnemer"),
    "buurt_gevraagd_of_reden": _l("wat de buurt vindt, of waarom dat nog niet is gevraagd"),
    "rol_besproken": _l("de rol van de gemeente is besproken"),
    "vijf_feiten": _l("de vijf feiten"),
    "mandaat_klopt": _l("u mag dit zelf beslissen volgens uw mandaat"),
    "uitleg": _l("de uitleg bij het besluit"),
    "gemeenterol": _l("de rol van de gemeente"),
    "collega_gevraagd_of_reden": _l("een collega die meedenkt, of waarom dat niet nodig is"),
    "dekking": _l("een dekking die klopt met de kosten"),
    "beslisniveau": _l("wie beslist"),
    "advies": _l("het advies"),
    "reden_in_gewone_taal": _l("de reden in gewone taal"),
    "vraag": _l("de vraag"),
    "voorwaarden_bij_ja_als": _l("de voorwaarden bij 'ja, als'"),
    "verwijzing_besluit_bij_college_of_raad": _l("het nummer van het voorstel aan college of raad"),
    "alternatief_of_geen": _l("wat wij wel kunnen doen, of dat er niets anders is"),
    "uitvoeringsafspraak_bevestigd_door_beide_kanten": _l("een uitvoeringsafspraak met ja van beide kanten"),
    "vergunning_geregeld_of_niet_nodig": _l("de vergunning is geregeld of niet nodig"),
    "verzekering_bekeken": _l("de verzekering is bekeken"),
    "opgeleverd_op": _l("wanneer het klaar was"),
    "beheer_afgesproken": _l("het beheer is afgesproken"),
    "volgend_jaargesprek": _l("wanneer het volgende jaargesprek is"),
    "evaluatie": _l("een terugblik met de initiatiefnemer"),
    "open_toezeggingen_nul_of_overgedragen": _l("geen open toezeggingen, of ze zijn overgedragen"),
    "gesprek_op": _l("wanneer het gesprek was"),
    "uitkomst": _l("wat eruit kwam"),
    "wacht_op": _l("op wie wij wachten"),
    "opnieuw_kijken_op": _l("wanneer wij opnieuw kijken"),
    "gestopt_door": _l("wie stopt"),
    "wat_leren_wij": _l("wat wij leren"),
    "nazorg": _l("de nazorg"),
}


def word(words: Mapping[Any, Any], key: Any) -> str:
    """The word for a key; a key without one is shown as it is, with spaces."""
    found = words.get(key)
    return str(found) if found is not None else str(key or "").replace("_", " ")


def choices(words: Mapping[Any, Any]) -> list[tuple[str, str]]:
    return [(str(key), str(label)) for key, label in words.items()]


def step_label(step: str) -> str:
    """What a timeline calls a step: the label of the status it is, or the word itself."""
    states = status_model().states
    return _(states[step].label) if step in states else step.replace("_", " ").capitalize()


def readiness_in_words(readiness: Readiness) -> str:
    """Huiswerk 4 van 5: partijen ontbreekt"""
    counts = {"done": readiness.done, "total": readiness.total}
    if readiness.is_complete:
        return _("Huiswerk %(done)s van %(total)s: compleet", **counts)
    missing = writing.enumeration([word(FACTS, fact) for fact in readiness.missing])
    if len(readiness.missing) == 1:
        return _("Huiswerk %(done)s van %(total)s: %(facts)s ontbreekt", facts=missing, **counts)
    return _("Huiswerk %(done)s van %(total)s: %(facts)s ontbreken", facts=missing, **counts)
