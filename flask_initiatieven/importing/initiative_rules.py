"""Rules for one initiative and for one of its agreements. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from . import journey
from .findings import (
    Found,
    Row,
    World,
    day_in_words,
    employee,
    found,
    needs,
    not_before,
    official,
    reference,
    rows,
    unknown,
    values,
)
from .mistakes import Path, Wrong
from .shape import shown

#: Who may decide besides a person.
BODIES = ("college", "raad", "burgemeester")


def _area_exists(initiative: Row, path: Path, world: World) -> Found:
    area = initiative.get("gebied") or {}
    district, hood = area.get("wijk"), area.get("buurt")
    known = world.known.districts
    if district and district not in known:
        yield (*path, "gebied", "wijk"), unknown(district, "Wijk", known, "wijken")
    elif district and hood and hood not in known[district]:
        elsewhere = next((code for code, hoods in known.items() if hood in hoods), None)
        fits = ", ".join(sorted(known[district])) or "geen buurt"
        expected = f"Deze buurt hoort bij wijk {elsewhere}." if elsewhere else f"Verwacht: {fits}."
        yield found((*path, "gebied", "buurt"), f"Buurt {shown(hood)} hoort niet bij wijk {district}.", expected)


def _people_exist(initiative: Row, path: Path, world: World) -> Found:
    yield from employee(initiative, "aanspreekpunt", path, world)
    for at, colleague in rows(initiative, "collegas", path):
        yield from employee(colleague, "medewerker", at, world)
        yield from not_before(colleague, "antwoord_op", "gevraagd_op", at)


def _points_exist(initiative: Row, path: Path, world: World) -> Found:
    seen: set[str] = set()
    for at, point in values(initiative, "coalitie_punten", path):
        if point not in world.known.points:
            yield at, unknown(point, "Punt", world.known.points, "coalitieprogramma → punten")
        elif point in seen:
            yield found(at, f"Punt {point} staat hier twee keer.", "Haal er een weg.")
        seen.add(point)
    told: set[str] = set()
    for at, relation in rows(initiative, "coalitie_relaties", path):
        point = relation.get("punt")
        if point is None:
            continue
        if point not in seen:
            yield found((*at, "punt"), f"Punt {point} staat niet bij 'coalitie_punten'.", "Zet het daar ook.")
        elif point in told:
            yield found((*at, "punt"), f"Punt {point} staat hier twee keer.", "Haal er een weg.")
        told.add(point)


def _sounding_adds_up(initiative: Row, path: Path, world: World) -> Found:
    sounding = initiative.get("buurt") or {}
    parts: list[Any] = [sounding.get(key) for key in ("voor", "neutraal", "tegen")]
    total = sounding.get("gesproken")
    if total is not None and all(part is not None for part in parts) and sum(parts) != total:
        yield found(
            (*path, "buurt", "gesproken"),
            f"Voor, neutraal en tegen zijn samen {sum(parts)}, maar er zijn {total} mensen gesproken.",
            f"Maak 'gesproken' {sum(parts)}, of verbeter een van de drie getallen.",
        )
    if total and "gevraagd_op" in sounding:
        yield from needs(sounding, ("gevraagd_op",), (*path, "buurt"), f"er zijn {total} mensen gesproken")


def _duration_in_order(initiative: Row, path: Path, world: World) -> Found:
    duration = (initiative.get("feiten") or {}).get("duur") or {}
    yield from not_before(duration, "eind", "start", (*path, "feiten", "duur"))


def _funding_adds_up(initiative: Row, path: Path, world: World) -> Found:
    cost = (initiative.get("feiten") or {}).get("kosten") or {}
    at = (*path, "feiten", "kosten")
    shares = list(rows(cost, "dekking", at))
    for here, row in shares:
        yield from reference(row, "budget", here, world.known.budgets, "Budget", "budgetten")
    amounts: list[Any] = [row.get("bedrag") for _, row in shares]
    needed = cost.get("bedrag")
    if needed is None or None in amounts or len(shares) != len(cost.get("dekking") or ()):
        return
    covered, is_yes = sum(amounts), (initiative.get("besluit") or {}).get("uitkomst") in journey.YES
    if covered > needed or (is_yes and covered < needed):
        because = " Het besluit is ja, dus de dekking moet kloppen." if is_yes else ""
        yield found(
            (*at, "dekking"),
            f"De dekking is samen {covered} euro, maar de kosten zijn {needed} euro.{because}",
            f"Maak de bedragen samen {needed}, of verbeter 'kosten → bedrag'.",
        )


def _decision_complete(initiative: Row, path: Path, world: World) -> Found:
    decision, at = initiative.get("besluit") or {}, (*path, "besluit")
    outcome = decision.get("uitkomst")
    if outcome == "nee" or outcome in journey.YES:
        yield from needs(decision, ("datum", "door", "niveau", "uitleg"), at, f"de uitkomst is {outcome}")
    if outcome == "nee":
        yield from needs(decision, ("verteld_hoe", "verteld_op"), at, "een nee vertelt u eerst zelf aan de bewoner")
    yield from reference(decision, "mandaat", at, world.known.mandates, "Mandaat", "mandaten")
    yield from official(decision, "portefeuillehouder", at, world)
    yield from not_before(decision, "verteld_op", "datum", at)
    yield from _decider(decision, at, world)
    for here, cited in rows(decision, "uitgangspunten", at):
        yield from reference(cited, "pagina", here, world.known.pages, "Pagina", "visie_paginas")
        if not cited.get("uitgangspunt") and not cited.get("wijkt_af_want"):
            yield found(here, "Hier staat geen uitgangspunt.", "Vul 'uitgangspunt' in, of schrijf 'wijkt_af_want'.")


def _decider(decision: Row, at: Path, world: World) -> Found:
    decider, known = decision.get("door"), world.known
    if decider and not any(decider in keys for keys in (BODIES, known.employees, known.officials)):
        everybody = (*BODIES, *known.employees, *known.officials)
        yield (*at, "door"), unknown(decider, "Beslisser", everybody, "medewerkers, of schrijf college of raad")


def _mandate_covers(initiative: Row, path: Path, world: World) -> Found:
    """Who decides under a mandate must hold it, within its amount, and may refuse only if it says so."""
    decision, at = initiative.get("besluit") or {}, (*path, "besluit")
    mandate = world.known.mandates.get(decision.get("mandaat") or "")
    if not mandate:
        return
    role = world.known.roles.get(decision.get("door") or "")
    if role and mandate.get("voor_rol") and role != mandate["voor_rol"]:
        yield found(
            (*at, "mandaat"),
            f"Dit mandaat is voor een {mandate['voor_rol']}, maar {decision['door']} is {role}.",
            "Kies een ander mandaat of een andere beslisser.",
        )
    if decision.get("uitkomst") == "nee" and mandate.get("mag_afwijzen") is False:
        yield found(
            (*at, "uitkomst"),
            "Met dit mandaat mag iemand geen nee zeggen.",
            "Kies een mandaat dat dat wel mag.",
        )
    share = _municipal_share(initiative)
    limit = mandate.get("tot_bedrag")
    if decision.get("uitkomst") in journey.YES and limit is not None and share > limit:
        yield found(
            (*at, "mandaat"),
            f"De gemeente betaalt {share} euro, maar dit mandaat gaat tot {limit} euro.",
            "Kies een mandaat dat ver genoeg gaat.",
        )


def _municipal_share(initiative: Row) -> int:
    cost = (initiative.get("feiten") or {}).get("kosten") or {}
    return sum(row.get("bedrag") or 0 for _, row in rows(cost, "dekking") if row.get("budget"))


def _status_explained(initiative: Row, path: Path, world: World) -> Found:
    status, decision = initiative.get("status"), initiative.get("besluit") or {}
    for section in ("aangehouden", "gestopt"):
        if status == section:
            yield from needs(initiative, (section,), path, f"de status is {section}")
    outcome = decision.get("uitkomst")
    if status == "afgewezen" and outcome not in (None, "nee"):
        yield found(
            (*path, "besluit", "uitkomst"),
            f"De status is afgewezen, maar de uitkomst van het besluit is '{outcome}'.",
            "Verwacht: nee.",
        )
    if status in ("akkoord", "in_uitvoering", "in_beheer") and outcome is not None and outcome not in journey.YES:
        yield found(
            (*path, "besluit", "uitkomst"),
            f"De status is {status}, maar de uitkomst van het besluit is '{outcome}'.",
            "Verwacht: ja of ja_als.",
        )
    if status not in (None, "binnengekomen", "doorverwezen"):
        yield from needs(initiative, ("aanspreekpunt",), path, f"de status is {status}")
    yield from not_before(initiative.get("aangehouden") or {}, "opnieuw_kijken_op", "sinds", (*path, "aangehouden"))


def _timeline_in_order(initiative: Row, path: Path, world: World) -> Found:
    before: datetime.date | None = None
    for at, step in rows(initiative, "tijdlijn", path):
        day = step.get("datum")
        if before and day and day < before:
            yield found(
                (*at, "datum"),
                f"{day_in_words(day)} ligt vóór de stap erboven ({day_in_words(before)}).",
                "Zet de stappen op volgorde van datum.",
            )
        if world.today and day and day > world.today:
            yield found(
                (*at, "datum"),
                f"{day_in_words(day)} ligt na de peildatum ({day_in_words(world.today)}).",
                "Op de tijdlijn staat alleen wat al is gebeurd: verbeter de datum of de peildatum.",
            )
        before = day or before


def _timeline_legal(initiative: Row, path: Path, world: World) -> Found:
    entries = list(rows(initiative, "tijdlijn", path))
    steps: list[Any] = [row.get("stap") for _, row in entries]
    decision = initiative.get("besluit") or {}
    if None in steps or not steps or "route" not in initiative or "uitkomst" not in decision:
        return
    outcome, route = decision["uitkomst"], initiative["route"]
    wrong = journey.missteps(steps, outcome, route, world.model)
    for misstep in wrong:
        yield (*entries[misstep.position][0], "stap"), _misstep(misstep, route)
    end, status = journey.last_status(steps, outcome, world.model), initiative.get("status")
    if not wrong and status and end != status:
        yield found(
            (*path, "status"),
            f"De status is '{status}', maar de tijdlijn eindigt met '{end}'.",
            f"Maak de status {end}, of voeg de stap '{status}' aan de tijdlijn toe.",
        )


def _misstep(misstep: journey.Misstep, route: str | None) -> Wrong:
    if misstep.before is None:
        return Wrong(f"De tijdlijn begint met '{misstep.status}'.", "Begin met de stap 'binnengekomen'.")
    return Wrong(
        f"Na '{misstep.before}' kan '{misstep.status}' niet komen (route {route or 'onbekend'}).",
        f"Na '{misstep.before}' mag: {', '.join(misstep.allowed) or 'niets meer'}.",
    )


def _agreement_versions(initiative: Row, path: Path, world: World) -> Found:
    seen: dict[int, Path] = {}
    confirmed: dict[str, Path] = {}
    for at, agreement in rows(initiative, "afspraken", path):
        number, kind = agreement.get("versie"), agreement.get("soort")
        if number and seen.setdefault(number, at) != at:
            yield found(
                (*at, "versie"),
                f"Versie {number} komt twee keer voor.",
                "Geef elke afspraak een eigen versie.",
            )
        if kind and agreement.get("status") == "bevestigd" and confirmed.setdefault(kind, at) != at:
            yield found(
                (*at, "status"),
                f"Er zijn twee bevestigde versies van de {kind}.",
                "Zet de oude op 'vervangen'.",
            )


RULES: tuple[Callable[[Row, Path, World], Found], ...] = (
    _area_exists, _people_exist, _points_exist, _sounding_adds_up, _duration_in_order, _funding_adds_up,
    _decision_complete, _mandate_covers, _status_explained, _timeline_in_order, _timeline_legal,
    _agreement_versions,
)  # fmt: skip


def _agreement_people(agreement: Row, path: Path, world: World) -> Found:
    yield from employee(agreement, "aanspreekpunt", path, world)
    yield from employee(agreement, "vervanger", path, world)
    contact = agreement.get("aanspreekpunt")
    if contact and contact == agreement.get("vervanger"):
        yield found(
            (*path, "vervanger"),
            "De vervanger is ook het aanspreekpunt.",
            "Kies iemand anders als vervanger.",
        )


def speaks_for_municipality(on_behalf_of: str, municipality_name: str) -> bool:
    """Is this confirmation the municipality's own? Otherwise it is the residents'."""
    said = on_behalf_of.strip().casefold()
    return said == municipality_name.casefold() or said.split()[:1] == ["gemeente"]


def _both_sides_confirmed(agreement: Row, path: Path, world: World) -> Found:
    if agreement.get("status") not in ("bevestigd", "vervangen", "opgezegd", "beeindigd"):
        return
    confirmations = list(rows(agreement, "bevestigd_door"))
    if len(confirmations) != len(agreement.get("bevestigd_door", [None])) or any(
        "namens" not in row for _, row in confirmations
    ):
        return
    sides = {speaks_for_municipality(row["namens"], world.known.municipality_name) for _, row in confirmations}
    for is_ours, who in ((True, "de gemeente"), (False, "de bewoners")):
        if is_ours not in sides:
            yield found(
                (*path, "bevestigd_door"),
                f"De status is {agreement['status']}, maar een bevestiging namens {who} ontbreekt.",
                f"Voeg de bevestiging namens {who} toe, of maak de status 'aangeboden'.",
            )


AGREEMENT_RULES: tuple[Callable[[Row, Path, World], Found], ...] = (_agreement_people, _both_sides_confirmed)
