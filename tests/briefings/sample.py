"""Facts of the planned visits in the sample municipality, straight from the file, and the extremes beside them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from flask_initiatieven.briefings import facts as f

CHANGED_AT = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)
PAGE_URL = "https://intranet.example.nl/initiatieven/bezoeken/{}"


@cache
def municipality() -> dict[str, Any]:
    text = (files("flask_initiatieven.demo") / "voorbeelden.yaml").read_text("utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)  # type: ignore[no-any-return]


def planned_visits() -> list[f.VisitFacts]:
    """The three planned visits, earliest first."""
    found = [row for row in municipality()["initiatieven"] if (row["bezoek"] or {}).get("status") == "gepland"]
    found.sort(key=lambda row: row["bezoek"]["datum"])
    return [_facts(row, number) for number, row in enumerate(found, 1)]


def garden() -> f.VisitFacts:
    return planned_visits()[0]


def opening() -> f.VisitFacts:
    """The visit of an initiative where one initiator does not want to be named: Anouk Zijderhand."""
    return next(visit for visit in planned_visits() if visit.initiative.title.startswith("Heel Heel"))


def short_visit() -> f.VisitFacts:
    """The visit of forty minutes."""
    row = next(r for r in municipality()["initiatieven"] if (r["bezoek"] or {}).get("soort") == "spontaan bezoek")
    return _facts(row, 4)


def short_garden() -> f.VisitFacts:
    """The garden in forty minutes, with everything filled in."""
    visit = garden().visit
    rows = tuple(row for row in visit.programme if row.start < time(15, 40))
    return with_visit(garden(), end=time(15, 40), programme=rows)


def bare_visit() -> f.VisitFacts:
    """A visit of which only the day is known."""
    return f.VisitFacts(
        municipality="Elzerwoude",
        initiative=f.InitiativeFacts("EW-2026-099", "Nieuw plan", contact=f.Employee("Carolien Stuiver")),
        visit=f.VisitPlan("werkbezoek", date(2026, 12, 3)),
        version=1,
        changed_at=CHANGED_AT,
        changed_by="Carolien Stuiver",
        page_url=PAGE_URL.format(9),
    )


def long_visit() -> f.VisitFacts:
    """The garden with far too much text."""
    visit = garden().visit
    answers = [
        f.Question(f"Vraag {number}: {row.question}", " ".join([row.answer] * 6))
        for number in range(1, 5)
        for row in visit.questions
    ]
    return with_visit(
        garden(),
        questions=tuple(answers),
        sensitive=tuple(" ".join([line] * 5) for line in visit.sensitive * 3),
        attendees=visit.attendees * 4,
        programme=visit.programme * 3,
    )


def with_visit(facts: f.VisitFacts, /, **changes: Any) -> f.VisitFacts:
    return dataclasses.replace(facts, visit=dataclasses.replace(facts.visit, **changes))


def with_initiative(facts: f.VisitFacts, /, **changes: Any) -> f.VisitFacts:
    return dataclasses.replace(facts, initiative=dataclasses.replace(facts.initiative, **changes))


# -- from the file -------------------------------------------------------------------------------------------


def _facts(row: dict[str, Any], number: int) -> f.VisitFacts:
    data = municipality()
    contact = employee(row["aanspreekpunt"])
    return f.VisitFacts(
        municipality=data["gemeente"]["naam"],
        municipality_phone=data["gemeente"]["telefoon"],
        initiative=_initiative(row),
        visit=_visit(row),
        version=3,
        changed_at=CHANGED_AT,
        changed_by=contact.name if contact else "",
        page_url=PAGE_URL.format(number),
    )


def employee(key: str | None) -> f.Employee | None:
    row = next((row for row in municipality()["medewerkers"] if row["id"] == key), None)
    return f.Employee(row["naam"], row["functie"], row["telefoon"]) if row else None


def _initiative(row: dict[str, Any]) -> f.InitiativeFacts:
    district = next(d for d in municipality()["wijken"] if d["code"] == row["gebied"]["wijk"])
    hoods = [hood["naam"] for hood in district["buurten"] if hood["code"] == row["gebied"].get("buurt")]
    agreement = row["afspraken"][-1] if row.get("afspraken") else {}
    return f.InitiativeFacts(
        number=row["nummer"],
        title=row["titel"],
        district=district["naam"],
        neighbourhood=hoods[0] if hoods else "",
        status=row["status"].replace("_", " ").capitalize(),
        contact=employee(row["aanspreekpunt"]),
        initiators=tuple(
            f.Initiator(p["naam"], p["wie"], p["telefoon"] or "", p["email"] or "", p["naam_noemen"])
            for p in row["initiatiefnemers"]
        ),
        sounding=_sounding(row["buurt"]),
        facts=_five_facts(row["feiten"]),
        colleagues=tuple(_colleague(c) for c in row["collegas"]),
        programme_items=tuple(_programme_items(row)),
        decision=_decision(row["besluit"]),
        council_moments=tuple(f.CouncilMoment(m["soort"], m["datum"], m["tekst"]) for m in row.get("raad", [])),
        not_doing=tuple(agreement.get("wij_doen_niet", ())) if agreement.get("status") == "bevestigd" else (),
    )


def _programme_items(row: dict[str, Any]) -> Iterator[f.ProgrammeItem]:
    told = {relation["punt"]: relation for relation in row.get("coalitie_relaties", ())}
    for point in municipality()["coalitieprogramma"]["punten"]:
        if point["nr"] in row["coalitie_punten"]:
            relation = told[point["nr"]]
            yield f.ProgrammeItem(
                str(point["nr"]), point["titel"], point["tekst"], relation["sterkte"], relation["zin"]
            )


def _sounding(row: dict[str, Any]) -> f.Sounding:
    return f.Sounding(
        on=row["gevraagd_op"],
        method=row["hoe_gevraagd"],
        reached=row["gesproken"],
        in_favour=row["voor"],
        neutral=row["neutraal"],
        against=row["tegen"],
        worries=tuple(row["zorgen"]),
    )


def _five_facts(row: dict[str, Any]) -> f.FiveFacts:
    cost = row["kosten"]
    return f.FiveFacts(
        cost=f.Cost(
            amount=Decimal(cost["bedrag"]),
            yearly=Decimal(cost["per_jaar"]),
            explanation=cost["toelichting"],
            funding=tuple(f.Funding(d["bron"], Decimal(d["bedrag"]), d["zeker"]) for d in cost["dekking"]),
        ),
        yields=f.Statement(row["opbrengst"]),
        duration=f.Duration(row["duur"]["start"], row["duur"]["eind"], row["duur"]["toelichting"]),
        parties=f.Parties(tuple(f.Party(p["naam"], p["rol"]) for p in row["partijen"])),
        municipality_does=f.Statement(row["gemeente_doet"]),
    )


def _colleague(row: dict[str, Any]) -> f.Colleague:
    person = employee(row["medewerker"])
    assert person is not None
    return f.Colleague(person.name, person.function, row["bijdrage"], row["antwoord_op"])


def _decision(row: dict[str, Any]) -> f.Decision:
    person = employee(row.get("door"))
    words = {"ja": "ja", "ja_als": "ja, als", "nee": "nee", "nog_niet": "nog niet genomen"}
    return f.Decision(
        outcome=words.get(row["uitkomst"], row["uitkomst"]),
        on=row.get("datum"),
        by=person.name if person else f"het {row['door']}" if row.get("door") else "",
        level=row["niveau"],
        reference=row.get("collegevoorstel", ""),
    )


def _visit(row: dict[str, Any]) -> f.VisitPlan:
    visit = row["bezoek"]
    official = next(b for b in municipality()["bestuurders"] if b["id"] == visit["bestuurder"])
    practical, press = visit["praktisch"], visit["pers"]
    agreement = row["afspraken"][-1] if row.get("afspraken") else {}
    return f.VisitPlan(
        kind=visit["soort"],
        on=visit["datum"],
        start=_time(visit["begin"]),
        end=_time(visit["eind"]),
        place=visit["locatie"],
        official=f.Official(official["naam"], official["functie"]),
        adviser=employee("m-groothedde"),
        goal=visit["doel"],
        why_now=visit["waarom_nu"],
        core=tuple(visit["kern"]),
        programme=tuple(f.ProgrammeRow(_time(p["tijd"]), p["minuten"], p["wat"], p["wie"]) for p in visit["programma"]),
        attendees=tuple(_attendee(a, row) for a in visit["aanwezigen"]),
        talking_points=tuple(visit["spreekpunten"]),
        questions=tuple(f.Question(q["vraag"], q["antwoord"]) for q in visit["vragen_antwoorden"]),
        may_promise=tuple(f.PromiseLine(text) for text in visit["wel_toezeggen"]),
        may_not_promise=tuple(f.PromiseLine(text) for text in visit["niet_toezeggen"]),
        earlier_promises=tuple(
            f.EarlierPromise(p["tekst"], p["status"], p["datum"]) for p in visit["eerdere_toezeggingen"]
        ),
        sensitive=tuple(visit["gevoelig"]),
        press=f.Press(press["uitgenodigd"], press["afspraak"], employee(press["woordvoering"])),
        practical=f.Practical(
            bike=practical["fiets"],
            public_transport=practical["ov"],
            car=practical["auto"],
            accessibility=practical["toegankelijk"],
            clothing=practical["kleding"],
            bad_weather=practical["bij_slecht_weer"],
        ),
        contact_on_the_day=employee(visit["contact_op_de_dag"]),
        deputy_on_the_day=employee(agreement.get("vervanger")),
        report_due=visit["na_afloop"]["verslag_voor"],
        report_by=getattr(employee(visit["contact_op_de_dag"]), "name", ""),
    )


def _attendee(row: dict[str, Any], initiative: dict[str, Any]) -> f.Attendee:
    staff = {person["naam"] for person in municipality()["medewerkers"]}
    consent = {person["naam"]: person["naam_noemen"] for person in initiative["initiatiefnemers"]}
    return f.Attendee(
        name=row["naam"],
        function=row["functie"],
        phone=row.get("telefoon") or "",
        is_resident=row["naam"] not in staff,
        may_be_named=row["naam"] in staff or consent.get(row["naam"], False),
    )


def _time(text: str) -> time:
    return time(*(int(part) for part in text.split(".")))
