"""Checked values → rows of an initiative with all that belongs to it, its agreements and its visit."""

from __future__ import annotations

import re
import unicodedata

from flask_initiatieven.agreements.agreement import Content, ItemKind, Side, Term, content_hash
from flask_initiatieven.agreements.models import Agreement, AgreementItem, AgreementTerm, Confirmation
from flask_initiatieven.citing.principles import slug
from flask_initiatieven.initiatives.models import (
    Alternative,
    ContactPerson,
    CouncilMoment,
    Decision,
    DecisionPrinciple,
    Evaluation,
    EvaluationPoint,
    FundingRow,
    Homework,
    Initiative,
    Initiator,
    Involvement,
    Lesson,
    MunicipalRole,
    Party,
    Pause,
    ProgrammeLink,
    Referral,
    Sounding,
    Stop,
    Theme,
    TimelineEntry,
    Worry,
)
from flask_initiatieven.programme.programme import Strength
from flask_initiatieven.visits.models import (
    Attendee,
    EarlierPromise,
    LineKind,
    ProgrammeRow,
    Question,
    Visit,
    VisitLine,
    VisitPromise,
)

from .batch import Batch, Node
from .findings import Row
from .initiative_rules import BODIES, speaks_for_municipality
from .storing import Places, stamp


def initiative(batch: Batch, row: Row, places: Places) -> Node:
    area = row["gebied"]
    received = [step["datum"] for step in row["tijdlijn"] if step["stap"] == "binnengekomen"]
    node = batch.add(
        Initiative,
        number=row["nummer"],
        title=row["titel"],
        slug=row["slug"],
        kind=row["soort"],
        status=row["status"],
        route=row["route"],
        municipal_role=row["gemeenterol"],
        district=places.districts[area["wijk"]],
        neighbourhood=places.neighbourhoods[area["buurt"]] if area["buurt"] else None,
        place=row["locatie"] or "",
        contact=places.person(row["aanspreekpunt"]),
        deputy=places.person(_deputy(row, row["aanspreekpunt"])),
        summary=row["samenvatting"],
        motive_cause=row["motivatie"]["aanleiding"],
        motive=row["motivatie"]["tekst"],
        received_on=received[0] if received else None,
        **stamp(),
    )
    for part in _PARTS:
        part(batch, node, row, places)
    return node


def _deputy(row: Row, contact: str | None) -> str | None:
    """The deputy of the newest agreement: the file names one nowhere else. Nobody is his own deputy."""
    newest = max(row["afspraken"], key=lambda agreement: (agreement["datum"], agreement["versie"]), default=None)
    deputy: str | None = newest["vervanger"] if newest else None
    return deputy if deputy != contact else None


def _people_behind(batch: Batch, node: Node, row: Row, places: Places) -> None:
    for position, who in enumerate(row["initiatiefnemers"]):
        initiator = batch.add(
            Initiator,
            initiative=node,
            position=position,
            name=who["naam"],
            description=who["wie"] or "",
            may_be_named=who["naam_noemen"],
        )
        if who["telefoon"] or who["email"] or who["contact_liefst"]:
            batch.add(
                ContactPerson,
                initiator=initiator,
                phone=who["telefoon"] or "",
                email=who["email"] or "",
                preference=who["contact_liefst"] or "",
            )
    for position, theme in enumerate(row["themas"]):
        batch.add(Theme, initiative=node, position=position, name=theme)


def _sounding(batch: Batch, node: Node, row: Row, places: Places) -> None:
    found = row["buurt"]
    if not any(found.values()):
        return
    sounding = batch.add(
        Sounding,
        initiative=node,
        held_on=found["gevraagd_op"],
        method=found["hoe_gevraagd"] or "",
        opinion=found["mening"] or "",
        reached=found["gesproken"] or 0,
        in_favour=found["voor"] or 0,
        neutral=found["neutraal"] or 0,
        against=found["tegen"] or 0,
    )
    batch.add_each(Worry, found["zorgen"], sounding=sounding)


def _facts(batch: Batch, node: Node, row: Row, places: Places) -> None:
    facts = row["feiten"]
    cost, duration = facts["kosten"], facts["duur"]
    batch.add(
        Homework,
        initiative=node,
        cost_once=cost["bedrag"],
        cost_yearly=cost["per_jaar"],
        cost_note=cost["toelichting"] or "",
        yields=facts["opbrengst"] or "",
        starts_on=duration["start"],
        ends_on=duration["eind"],
        duration_note=duration["toelichting"] or "",
        municipality_does=facts["gemeente_doet"] or "",
    )
    for position, share in enumerate(cost["dekking"]):
        batch.add(
            FundingRow,
            initiative=node,
            position=position,
            source=share["bron"],
            budget=places.budgets[share["budget"]] if share["budget"] else None,
            amount=share["bedrag"],
            certain=share["zeker"],
        )
    for position, party in enumerate(facts["partijen"]):
        batch.add(Party, initiative=node, position=position, name=party["naam"], role=party["rol"])


def _colleagues(batch: Batch, node: Node, row: Row, places: Places) -> None:
    for position, colleague in enumerate(row["collegas"]):
        batch.add(
            Involvement,
            initiative=node,
            position=position,
            person=places.people[colleague["medewerker"]],
            asked_on=colleague["gevraagd_op"],
            answered_on=colleague["antwoord_op"],
            contribution=colleague["bijdrage"] or "",
        )
    relations = {relation["punt"]: relation for relation in row["coalitie_relaties"]}
    for point in row["coalitie_punten"]:
        told = relations.get(point, {"sterkte": Strength.CONTRIBUTES, "zin": ""})
        batch.add(
            ProgrammeLink,
            initiative=node,
            item=places.points[point],
            strength=told["sterkte"],
            sentence=told["zin"],
        )
    for change in row["gemeenterol_verloop"]:
        batch.add(MunicipalRole, initiative=node, since=change["vanaf"], role=change["rol"])


def _decision(batch: Batch, node: Node, row: Row, places: Places) -> None:
    found = row["besluit"]
    decider = found["door"]
    decision = batch.add(
        Decision,
        initiative=node,
        outcome=_outcome(found["uitkomst"] or "nog_niet"),
        decided_on=found["datum"],
        decided_by=None if decider in BODIES else places.person(decider),
        decided_by_body=decider if decider in BODIES else "",
        level=found["niveau"],
        mandate=places.mandates[found["mandaat"]] if found["mandaat"] else None,
        explanation=found["uitleg"] or "",
        case_number=found["zaaknummer"] or "",
        proposed=_outcome(found["voorgesteld"] or ""),
        college_proposal=found["collegevoorstel"] or "",
        on_agenda=found["op_agenda"],
        portfolio_holder=places.person(found["portefeuillehouder"]),
        told_how=found["verteld_hoe"] or "",
        told_on=found["verteld_op"],
    )
    batch.add_each(Alternative, found["alternatief"], decision=decision)
    for position, cited in enumerate(found["uitgangspunten"]):
        title = cited["uitgangspunt"] or ""
        batch.add(
            DecisionPrinciple,
            decision=decision,
            position=position,
            page=places.pages[cited["pagina"]],
            key=slug(title) if title else "",
            title=title,
            deviates_because=cited["wijkt_af_want"] or "",
        )


def _outcome(word: str) -> str:
    """Two spellings of one outcome."""
    return "ja_als" if word == "ja_mits" else word


def _history(batch: Batch, node: Node, row: Row, places: Places) -> None:
    for position, step in enumerate(row["tijdlijn"]):
        batch.add(
            TimelineEntry,
            initiative=node,
            position=position,
            happened_on=step["datum"],
            step=step["stap"],
            text=step["tekst"],
        )
    for position, moment in enumerate(row["raad"]):
        batch.add(
            CouncilMoment,
            initiative=node,
            position=position,
            happened_on=moment["datum"],
            kind=moment["soort"],
            text=moment["tekst"],
        )


def _endings(batch: Batch, node: Node, row: Row, places: Places) -> None:
    if pause := row["aangehouden"]:
        batch.add(
            Pause,
            initiative=node,
            since=pause["sinds"],
            reason=pause["reden"],
            waiting_for=pause["wacht_op"] or "",
            look_again_on=pause["opnieuw_kijken_op"],
            told_on=pause["verteld_aan_initiatiefnemer_op"],
        )
    if stopped := row["gestopt"]:
        stop = batch.add(
            Stop,
            initiative=node,
            stopped_on=stopped["datum"],
            stopped_by=stopped["door"],
            reason=stopped["reden"],
            aftercare=stopped["nazorg"] or "",
        )
        batch.add_each(Lesson, stopped["wat_leren_wij"], stop=stop)
    if found := row["evaluatie"]:
        evaluation = batch.add(
            Evaluation,
            initiative=node,
            held_on=found["datum"],
            mark=found["cijfer_initiatiefnemer"],
            further=found["verder"] or "",
        )
        for kind in ("goed", "beter"):
            batch.add_each(EvaluationPoint, found[kind], evaluation=evaluation, kind=kind)


# Agreements


def _agreements(batch: Batch, node: Node, row: Row, places: Places) -> None:
    for agreement in row["afspraken"]:
        _agreement(batch, node, agreement, places)


def _agreement(batch: Batch, node: Node, row: Row, places: Places) -> None:
    content = _content(row)
    agreed = content_hash(content)
    agreement = batch.add(
        Agreement,
        initiative=node,
        number=row["versie"],
        kind=content.kind,
        state=row["status"],
        agreed_on=row["datum"],
        about=content.about,
        our_role=content.our_role,
        contact=places.person(row["aanspreekpunt"]),
        deputy=places.person(row["vervanger"]),
        money=content.money,
        upkeep=content.upkeep,
        safety=content.safety,
        publicity=content.publicity,
        personal_data=content.personal_data,
        looking_back=content.looking_back,
        stopping=content.stopping,
        change=content.change,
        content_hash=agreed,
        **stamp(),
    )
    batch.add_each(AgreementItem, row["u_mag_verwachten"], agreement=agreement, kind=ItemKind.WE_DO)
    batch.add_each(AgreementItem, row["wij_verwachten"], agreement=agreement, kind=ItemKind.YOU_DO)
    batch.add_each(AgreementItem, row["wij_doen_niet"], agreement=agreement, kind=ItemKind.WE_DO_NOT)
    for position, term in enumerate(row["termijnen"]):
        batch.add(
            AgreementTerm,
            agreement=agreement,
            position=position,
            what=term["wat"],
            who=term["wie"],
            due_on=term["voor"],
        )
    for confirmation in row["bevestigd_door"]:
        is_ours = speaks_for_municipality(confirmation["namens"], places.municipality_name)
        batch.add(
            Confirmation,
            agreement=agreement,
            side=Side.MUNICIPALITY if is_ours else Side.RESIDENT,
            name=confirmation["naam"],
            on_behalf_of=confirmation["namens"],
            confirmed_on=confirmation["datum"],
            how=confirmation["hoe"],
            content_hash=agreed,
        )


def _content(row: Row) -> Content:
    """What both sides said yes to."""
    return Content(
        kind=row["soort"],
        about=row["waar_gaat_het_over"],
        our_role=row["rol_gemeente"] or "",
        we_do=tuple(row["u_mag_verwachten"]),
        you_do=tuple(row["wij_verwachten"]),
        we_do_not=tuple(row["wij_doen_niet"]),
        contact=row["aanspreekpunt"],
        deputy=row["vervanger"] or "",
        terms=tuple(Term(term["wat"], term["wie"], term["voor"]) for term in row["termijnen"]),
        money=row["geld"] or "",
        upkeep=row["beheer_onderhoud"] or "",
        safety=row["veiligheid_verzekering"] or "",
        publicity=row["communicatie"] or "",
        personal_data=row["gegevens"] or "",
        looking_back=row["evaluatie"] or "",
        stopping=row["stoppen"] or "",
        change=row["wijziging_ten_opzichte_van_vorige"] or "",
    )


# Visits


def _visit(batch: Batch, node: Node, row: Row, places: Places) -> None:
    found = row["bezoek"]
    if not found:
        return
    press, practical, after = found["pers"], found["praktisch"], found["na_afloop"]
    visit = batch.add(
        Visit,
        initiative=node,
        status=found["status"],
        official=places.people[found["bestuurder"]],
        held_on=found["datum"],
        begins=found["begin"],
        ends=found["eind"],
        place=found["locatie"],
        kind=found["soort"],
        goal=found["doel"] or "",
        why_now=found["waarom_nu"] or "",
        contact=places.person(found["contact_op_de_dag"]),
        deputy=places.person(_deputy(row, found["contact_op_de_dag"])),
        press_invited=press["uitgenodigd"],
        press_arrangement=press["afspraak"] or "",
        spokesperson=places.person(press["woordvoering"]),
        bike=practical["fiets"] or "",
        public_transport=practical["ov"] or "",
        car=practical["auto"] or "",
        accessibility=practical["toegankelijk"] or "",
        clothing=practical["kleding"] or "",
        bad_weather=practical["bij_slecht_weer"] or "",
        report_due_on=after["verslag_voor"],
        report=after["verslag"] or "",
        **stamp(),
    )
    _visit_programme(batch, visit, found)
    _visit_lines(batch, visit, found)
    _visit_promises(batch, visit, found, places)


def _visit_programme(batch: Batch, visit: Node, found: Row) -> None:
    for position, line in enumerate(found["programma"]):
        batch.add(
            ProgrammeRow,
            visit=visit,
            position=position,
            begins=line["tijd"],
            minutes=line["minuten"],
            what=line["wat"],
            who=line["wie"] or "",
        )
    for position, somebody in enumerate(found["aanwezigen"]):
        batch.add(
            Attendee,
            visit=visit,
            position=position,
            name=somebody["naam"],
            function=somebody["functie"] or "",
            phone=somebody["telefoon"] or "",
        )


def _visit_lines(batch: Batch, visit: Node, found: Row) -> None:
    for kind, key in (
        (LineKind.CORE, "kern"),
        (LineKind.TALKING_POINT, "spreekpunten"),
        (LineKind.MAY_PROMISE, "wel_toezeggen"),
        (LineKind.MAY_NOT_PROMISE, "niet_toezeggen"),
        (LineKind.SENSITIVE, "gevoelig"),
    ):
        batch.add_each(VisitLine, found[key], visit=visit, kind=kind)
    for position, pair in enumerate(found["vragen_antwoorden"]):
        batch.add(Question, visit=visit, position=position, question=pair["vraag"], answer=pair["antwoord"])


def _visit_promises(batch: Batch, visit: Node, found: Row, places: Places) -> None:
    for position, promise in enumerate(found["eerdere_toezeggingen"]):
        batch.add(
            EarlierPromise,
            visit=visit,
            position=position,
            text=promise["tekst"],
            made_on=promise["datum"],
            status=promise["status"],
        )
    for position, promise in enumerate(found["na_afloop"]["toezeggingen"]):
        batch.add(
            VisitPromise,
            visit=visit,
            position=position,
            text=promise["tekst"],
            made_to=promise["aan"],
            made_by=places.people[promise["door"]],
            holder=places.people[promise["actiehouder"]],
            due_on=promise["voor"],
            status=promise["status"],
            done_on=promise["afgedaan_op"],
            explanation=promise["uitleg"] or "",
        )


_PARTS = (
    _people_behind,
    _sounding,
    _facts,
    _colleagues,
    _decision,
    _history,
    _endings,
    _agreements,
    _visit,
)


# Referrals


def referral(batch: Batch, row: Row, places: Places) -> Node:
    """A report or question that somebody else took over; it keeps its number in the registry."""
    node = batch.add(
        Initiative,
        number=row["nummer"],
        title=row["titel"],
        slug=_slug(f"{row['titel']} {row['nummer']}"),
        kind=row["soort"],
        status=row["status"],
        route="nog_onbekend",
        municipal_role=None,
        district=None,
        neighbourhood=None,
        place="",
        contact=None,
        deputy=None,
        summary="",
        motive_cause="",
        motive="",
        received_on=row["binnengekomen"],
        **stamp(),
    )
    batch.add(
        Referral,
        initiative=node,
        referred_on=row["doorverwezen_op"],
        referred_to=row["doorverwezen_naar"],
        reason=row["reden"],
        told_on=row["verteld_op"],
        told_how=row["verteld_hoe"] or "",
    )
    return node


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def series(numbers: list[str]) -> dict[tuple[str, int], int]:
    """The highest number per prefix and year: "EW-2026-007" is number 7 of EW in 2026."""
    highest: dict[tuple[str, int], int] = {}
    for number in numbers:
        prefix, year, last = number.rsplit("-", 2)
        key = (prefix, int(year))
        highest[key] = max(highest.get(key, 0), int(last))
    return highest
