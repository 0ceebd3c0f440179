"""Fields of a file must fit each other."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.importing.sample import changed, initiative, mistakes_in

Day = datetime.date


def in_file(section: str, position: int, **fields: Any) -> Any:
    return lambda values: values[section][position].update(fields)


def both_concept(values: dict[str, Any]) -> None:
    for page in values["visie_paginas"]:
        page.update(status="concept", vervangen_door_versie=None)


def in_initiative(number: str, way: str, value: Any) -> Any:
    """Set one field of one initiative; the way is written with dots."""

    def change(values: dict[str, Any]) -> None:
        *steps, last = [int(step) if step.isdigit() else step for step in way.split(".")]
        place = initiative(values, number)
        for step in steps:
            place = place[step]
        place[last] = value

    return change


def role_cell(position: int, **cells: str) -> Any:
    return lambda values: values["rolverdeling"]["regels"][position].update(cells)


CASES = [
    ("unknown alderman of a district", in_file("wijken", 0, wijkwethouder="b-lachman"),
     "Bestuurder 'b-lachman' bestaat niet.", "Bedoelde u 'b-lachmon'?"),
    ("neighbourhood code of another district",
     lambda values: values["wijken"][3]["buurten"][1].update(code="BU99900502"),
     "BU99900502 hoort niet bij wijk WK999004.", "Verwacht: een code die begint met BU999004."),
    ("unknown holder of a budget", in_file("budgetten", 0, budgethouder="m-x"),
     "Medewerker 'm-x' bestaat niet.", "Gebruik een sleutel uit medewerkers"),
    ("two employees with one key", in_file("medewerkers", 12, id="m-kuiperij"),
     "m-kuiperij komt twee keer voor; de eerste is nummer 7 van deze lijst.", "Geef elke regel een eigen 'id'."),
    ("an employee and an alderman with one key", in_file("bestuurders", 3, id="m-elzinga"),
     "m-elzinga staat ook al bij medewerkers.", "Geef hier een ander 'id'."),
    ("a principle that no version of the page has",
     in_initiative("EW-2026-007", "besluit.uitgangspunten.0.uitgangspunt", "Eerst luistern"),
     "Uitgangspunt 'Eerst luistern' bestaat niet.", "Bedoelde u 'Eerst luisteren'?"),
    ("a principle of a page that is not there",
     in_initiative("EW-2026-007", "besluit.uitgangspunten.0.pagina", "visie-weg"),
     "Pagina 'visie-weg' bestaat niet.", "Gebruik een sleutel uit visie_paginas"),
    ("a citation of nothing", in_initiative("EW-2026-007", "besluit.uitgangspunten.0.uitgangspunt", None),
     "Hier staat geen uitgangspunt.", "Vul 'uitgangspunt' in, of schrijf 'wijkt_af_want'."),
    ("two initiatives with one slug", in_initiative("EW-2026-016", "slug", "warm-zonneveld"),
     "warm-zonneveld komt twee keer voor", "Geef elke regel een eigen 'slug'."),
    ("a referral with the number of an initiative", in_file("doorverwezen_voorbeelden", 0, nummer="EW-2026-007"),
     "EW-2026-007 staat ook al bij initiatieven.", "Geef hier een ander 'nummer'."),
    ("a referral before it came in", in_file("doorverwezen_voorbeelden", 0, doorverwezen_op=Day(2026, 11, 16)),
     "16-11-2026 ligt vóór 'binnengekomen' (17-11-2026).", "Verwacht: 17-11-2026 of later."),
    ("unknown district", in_initiative("EW-2026-007", "gebied.wijk", "WK999009"),
     "Wijk 'WK999009' bestaat niet.", "Bedoelde u"),
    ("neighbourhood of another district", in_initiative("EW-2026-007", "gebied.buurt", "BU99900301"),
     "Buurt 'BU99900301' hoort niet bij wijk WK999002.", "Deze buurt hoort bij wijk WK999003."),
    ("unknown colleague", in_initiative("EW-2026-007", "collegas.0.medewerker", "m-kuiper"),
     "Medewerker 'm-kuiper' bestaat niet.", "Bedoelde u 'm-kuiperij'?"),
    ("answer before the question", in_initiative("EW-2026-007", "collegas.0.antwoord_op", Day(2026, 4, 22)),
     "22-4-2026 ligt vóór 'gevraagd_op' (23-4-2026).", "Verwacht: 23-4-2026 of later."),
    ("unknown point of the programme", in_initiative("EW-2026-007", "coalitie_punten", [1, 6, 9]),
     "Punt '9' bestaat niet.", "Gebruik een sleutel uit coalitieprogramma → punten"),
    ("a point twice", in_initiative("EW-2026-007", "coalitie_punten", [1, 6, 1]),
     "Punt 1 staat hier twee keer.", "Haal er een weg."),
    ("a relation to a point that is not its own", in_initiative("EW-2026-007", "coalitie_relaties.0.punt", 2),
     "Punt 2 staat niet bij 'coalitie_punten'.", "Zet het daar ook."),
    ("two relations to a point", in_initiative("EW-2026-007", "coalitie_relaties.0.punt", 6),
     "Punt 6 staat hier twee keer.", "Haal er een weg."),
    ("sounding does not add up", in_initiative("EW-2026-007", "buurt.voor", 46),
     "Voor, neutraal en tegen zijn samen 57, maar er zijn 58 mensen gesproken.", "Maak 'gesproken' 57"),
    ("sounding without a date", in_initiative("EW-2026-007", "buurt.gevraagd_op", None),
     "'gevraagd_op' ontbreekt, maar er zijn 58 mensen gesproken.", "Vul 'gevraagd_op' in."),
    ("end before start", in_initiative("EW-2026-007", "feiten.duur.eind", Day(2026, 6, 5)),
     "5-6-2026 ligt vóór 'start' (6-6-2026).", "Verwacht: 6-6-2026 of later."),
    ("unknown budget", in_initiative("EW-2026-007", "feiten.kosten.dekking.0.budget", "wijkbudget"),
     "Budget 'wijkbudget' bestaat niet.", "Bedoelde u 'wijkbudget-"),
    ("too little funding for a yes", in_initiative("EW-2026-007", "feiten.kosten.bedrag", 2500),
     "De dekking is samen 2400 euro, maar de kosten zijn 2500 euro. Het besluit is ja", "Maak de bedragen samen 2500"),
    ("more funding than cost", in_initiative("EW-2026-024", "feiten.kosten.bedrag", 9000),
     "De dekking is samen 9800 euro, maar de kosten zijn 9000 euro.", "Maak de bedragen samen 9000"),
    ("a decision without its date", in_initiative("EW-2026-007", "besluit.datum", None),
     "'datum' ontbreekt, maar de uitkomst is ja.", "Vul 'datum' in."),
    ("a no that was told to nobody", in_initiative("EW-2026-011", "besluit.verteld_op", None),
     "'verteld_op' ontbreekt, maar een nee vertelt u eerst zelf aan de bewoner.", "Vul 'verteld_op' in."),
    ("told before decided", in_initiative("EW-2026-011", "besluit.verteld_op", Day(2026, 6, 15)),
     "15-6-2026 ligt vóór 'datum' (16-6-2026).", "Verwacht: 16-6-2026 of later."),
    ("unknown mandate", in_initiative("EW-2026-007", "besluit.mandaat", "mandaat-x"),
     "Mandaat 'mandaat-x' bestaat niet.", "Gebruik een sleutel uit mandaten"),
    ("unknown decider", in_initiative("EW-2026-013", "besluit.door", "colege"),
     "Beslisser 'colege' bestaat niet.", "Bedoelde u 'college'?"),
    ("a mandate of another role", in_initiative("EW-2026-007", "besluit.door", "m-windhorst"),
     "Dit mandaat is voor een wijkregisseur, maar m-windhorst is leidinggevende.", "Kies een ander mandaat"),
    ("a no under a mandate that can't refuse", lambda values: values["mandaten"][1].update(mag_afwijzen=False),
     "Met dit mandaat mag iemand geen nee zeggen.", "Kies een mandaat dat dat wel mag."),
    ("more than the mandate allows", lambda values: values["mandaten"][0].update(tot_bedrag=1800),
     "De gemeente betaalt 1900 euro, maar dit mandaat gaat tot 1800 euro.", "Kies een mandaat dat ver genoeg gaat."),
    ("on hold without a reason", in_initiative("EW-2026-025", "aangehouden", None),
     "'aangehouden' ontbreekt, maar de status is aangehouden.", "Vul 'aangehouden' in."),
    ("stopped without a lesson", in_initiative("EW-2026-005", "gestopt", None),
     "'gestopt' ontbreekt, maar de status is gestopt.", "Vul 'gestopt' in."),
    ("refused although the answer was no decision", in_initiative("EW-2026-011", "besluit.uitkomst", "niet_genomen"),
     "De status is afgewezen, maar de uitkomst van het besluit is 'niet_genomen'.", "Verwacht: nee."),
    ("under way without contact", in_initiative("EW-2026-013", "aanspreekpunt", None),
     "'aanspreekpunt' ontbreekt, maar de status is in_uitvoering.", "Vul 'aanspreekpunt' in."),
    ("timeline out of order", in_initiative("EW-2026-007", "tijdlijn.3.datum", Day(2026, 4, 20)),
     "20-4-2026 ligt vóór de stap erboven (22-4-2026).", "Zet de stappen op volgorde van datum."),
    ("timeline in the future", in_initiative("EW-2026-030", "tijdlijn.0.datum", Day(2026, 11, 24)),
     "24-11-2026 ligt na de peildatum (23-11-2026).", "Op de tijdlijn staat alleen wat al is gebeurd: verbeter"),
    ("status that the timeline does not reach", in_initiative("EW-2026-024", "status", "verkenning"),
     "De status is 'verkenning', maar de tijdlijn eindigt met 'uitwerking'.", "Maak de status uitwerking"),
    ("the quick way on another route", in_initiative("EW-2026-007", "route", "gewoon"),
     "Na 'verkenning' kan 'akkoord' niet komen (route gewoon).", "Na 'verkenning' mag: doorverwezen, uitwerking"),
    ("two agreements with one number", lambda values: initiative(values, "EW-2026-007")["afspraken"].append(
        {**initiative(values, "EW-2026-007")["afspraken"][0], "status": "vervangen"}),
     "Versie 1 komt twee keer voor.", "Geef elke afspraak een eigen versie."),
    ("two confirmed versions", lambda values: initiative(values, "EW-2026-007")["afspraken"].append(
        {**initiative(values, "EW-2026-007")["afspraken"][0], "versie": 2}),
     "Er zijn twee bevestigde versies van de uitvoeringsafspraak.", "Zet de oude op 'vervangen'."),
    ("a deputy who is the contact", in_initiative("EW-2026-007", "afspraken.0.vervanger", "m-stuiver"),
     "De vervanger is ook het aanspreekpunt.", "Kies iemand anders als vervanger."),
    ("confirmed by the municipality alone", in_initiative("EW-2026-022", "afspraken.0.status", "bevestigd"),
     "De status is bevestigd, maar een bevestiging namens de bewoners ontbreekt.", "Voeg de bevestiging"),
    ("confirmed by the residents alone", lambda values: initiative(values, "EW-2026-007")["afspraken"][0][
        "bevestigd_door"].pop(),
     "De status is bevestigd, maar een bevestiging namens de gemeente ontbreekt.", "Voeg de bevestiging"),
    ("a visit by nobody known", in_initiative("EW-2026-007", "bezoek.bestuurder", "m-stuiver"),
     "Bestuurder 'm-stuiver' bestaat niet.", "Gebruik een sleutel uit bestuurders"),
    ("a visit that ends before it begins", in_initiative("EW-2026-007", "bezoek.eind", "14.00"),
     "Het eind (14.00) ligt niet na het begin (15.00).", "Verwacht: een tijd na 15.00."),
    ("a planned visit in the past", in_initiative("EW-2026-007", "bezoek.datum", Day(2026, 11, 22)),
     "De status is gepland, maar de datum ligt vóór de peildatum (23-11-2026).", "Maak de status 'geweest'"),
    ("a visit held in the future", in_initiative("EW-2026-007", "bezoek.status", "geweest"),
     "De status is geweest, maar de datum ligt na de peildatum (23-11-2026).", "Maak de status 'gepland'"),
    ("a programme that begins early", in_initiative("EW-2026-007", "bezoek.programma.0.tijd", "14.55"),
     "Dit begint om 14.55, voordat het bezoek begint.", "Verwacht: 15.00 of later."),
    ("a programme that overlaps", in_initiative("EW-2026-007", "bezoek.programma.2.tijd", "15.20"),
     "Dit begint om 15.20, voordat de regel erboven is afgelopen.", "Verwacht: 15.25 of later."),
    ("a programme that lasts too long", in_initiative("EW-2026-007", "bezoek.programma.4.minuten", 10),
     "Dit duurt 5 minuten langer dan het bezoek, dat om 16.00 eindigt.", "Maak het ten hoogste 5 minuten"),
    ("a programme that begins after the visit", in_initiative("EW-2026-007", "bezoek.programma.4.tijd", "16.00"),
     "Dit begint om 16.00, maar het bezoek is om 16.00 afgelopen.", "Laat dit eerder beginnen"),
    ("a report due before the visit", in_initiative("EW-2026-007", "bezoek.na_afloop.verslag_voor", Day(2026, 12, 2)),
     "2-12-2026 ligt vóór 'datum' (3-12-2026).", "Verwacht: 3-12-2026 of later."),
    ("a promise kept on no date", in_initiative("EW-2025-031", "bezoek.na_afloop.toezeggingen.0.afgedaan_op", None),
     "'afgedaan_op' ontbreekt, maar de status is afgedaan.", "Vul 'afgedaan_op' in."),
    ("two versions in force", in_file("visie_paginas", 1, status="geldig", vervangen_door_versie=None),
     "Van 'visie-bewonersinitiatieven' zijn twee versies 'geldig'.", "Zet de oude versie op 'vervangen'."),
    ("two versions being written", both_concept,
     "Van 'visie-bewonersinitiatieven' zijn twee versies 'concept'.", "Laat één concept staan."),
    ("replaced by a version that is not there", in_file("visie_paginas", 1, vervangen_door_versie=3),
     "Versie 3 van 'visie-bewonersinitiatieven' bestaat niet.", "Gebruik het nummer van een versie"),
    ("nobody decides", role_cell(0, bewoner="R"),
     "Bij deze taak klopt het aantal beslissers niet: niemand beslist (A).", "Zet bij precies één rol een A."),
    ("two decide", role_cell(0, raad="A"),
     "Bij deze taak klopt het aantal beslissers niet: bewoner en raad beslissen allebei (A).", "Zet bij precies één"),
    ("a letter that means nothing", role_cell(0, raad="Q"),
     "'Q' is hier geen bekende letter.", "Verwacht: R, A, S, C, I"),
    ("a role that is not in the table", role_cell(0, wethouders="R"),
     "De rol 'wethouders' staat niet bij 'rollen'.", "Bedoelde u 'wethouder'?"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "problem", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_broken_rule_is_told_once_with_what_to_do(change: Any, problem: str, expected: str) -> None:
    (mistake,) = mistakes_in(changed(change))
    assert mistake.problem.startswith(problem)
    assert mistake.expected.startswith(expected)
    assert mistake.line > 0


def test_a_person_with_a_mistake_elsewhere_can_still_be_pointed_at() -> None:
    (mistake,) = mistakes_in(changed(in_file("medewerkers", 0, email="geen adres")))
    assert mistake.place == "medewerkers[1] (m-stuiver) → email"


def test_a_number_that_could_not_be_read_is_not_counted_wrong_as_well() -> None:
    (mistake,) = mistakes_in(changed(in_initiative("EW-2026-007", "buurt.voor", "veel")))
    assert mistake.problem == "'veel' is geen heel getal."


def test_a_file_in_which_nothing_stands_is_refused() -> None:
    (mistake,) = mistakes_in("schema: flask-initiatieven/voorbeelden/1\n")
    assert mistake.problem == "In dit bestand staat niets om te importeren."
