"""What is stored of each part of an initiative, as its form fills it in; and a digest to notice changes by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .homework import Fact
from .models import (
    Alternative,
    ContactPerson,
    CouncilMoment,
    Decision,
    DecisionPrinciple,
    Evaluation,
    EvaluationPoint,
    FactCheck,
    FundingRow,
    Homework,
    Initiative,
    Initiator,
    Involvement,
    Party,
    ProgrammeLink,
    Sounding,
    Theme,
    Worry,
)

Values = dict[str, Any]

SOUNDING = ("held_on", "method", "reached", "in_favour", "neutral", "against", "opinion", "strongest_objection")
FACTS = (
    "cost_once", "cost_yearly", "cost_note", "yields", "starts_on", "ends_on", "duration_note", "municipality_does",
)  # fmt: skip
GROUNDS = ("certainty", "source", "checked_on")
DECISION = (
    "outcome", "decided_on", "level", "decided_by", "decided_by_body", "mandate", "explanation", "proposed",
    "college_proposal", "on_agenda", "portfolio_holder", "case_number", "told_on", "told_how",
)  # fmt: skip
BASICS = ("title", "kind", "summary", "place", "municipal_role", "route", "received_on", "channel")
CONTACT_DATA = ("phone", "email", "preference")


def read(initiative: Initiative, section: str) -> Values:
    """The values of one part. Parts that only add ("peiling", "tijdlijn") begin empty."""
    return _READ[section](initiative)


def digest(values: Values) -> int:
    """A number that differs when the values differ; empty and None are the same."""
    return int.from_bytes(hashlib.sha256(canonical(values).encode()).digest()[:4]) >> 1


def canonical(values: Values) -> str:
    return json.dumps(_plain(values), sort_keys=True, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "" if value is None else str(value)


def newest_sounding(initiative: Initiative) -> Sounding | None:
    rows = Sounding.select().where(Sounding.initiative == initiative.id)
    found: Sounding | None = rows.order_by(Sounding.held_on.desc(nulls="LAST"), Sounding.id.desc()).first()
    return found


def newest_evaluation(initiative: Initiative) -> Evaluation | None:
    rows = Evaluation.select().where(Evaluation.initiative == initiative.id)
    found: Evaluation | None = rows.order_by(Evaluation.held_on.desc(), Evaluation.id.desc()).first()
    return found


def _columns(row: Any, names: tuple[str, ...]) -> Values:
    """Columns of a row, foreign keys as ids; None for each when there is no row."""
    return {name: getattr(row, _attribute(row, name)) if row is not None else None for name in names}


def _attribute(row: Any, name: str) -> str:
    return str(row._meta.fields[name].object_id_name) if hasattr(row._meta.fields[name], "rel_model") else name


def _rows(model: Any, owner: Any, *names: str) -> list[Values]:
    query = model.select().where(owner).order_by(model.position, model.id)
    return [_columns(row, names) for row in query]


def _basics(initiative: Initiative) -> Values:
    themes = Theme.select().where(Theme.initiative == initiative.id).order_by(Theme.position)
    return {
        **_columns(initiative, (*BASICS, "district", "neighbourhood")),
        "themes": ", ".join(row.name for row in themes),
    }


def _contact(initiative: Initiative) -> Values:
    return _columns(initiative, ("contact", "deputy"))


def _initiators(initiative: Initiative) -> Values:
    rows = list(Initiator.select().where(Initiator.initiative == initiative.id).order_by(Initiator.position))
    data = {
        row.initiator_id: row
        for row in ContactPerson.select().where(ContactPerson.initiator.in_([row.id for row in rows]))
    }
    return {
        "initiators": [
            {
                **_columns(row, ("name", "description", "may_be_named")),
                **_columns(data.get(row.id), CONTACT_DATA),
            }
            for row in rows
        ]
    }


def _motive(initiative: Initiative) -> Values:
    return _columns(initiative, ("motive", "motive_cause"))


def _sounding(initiative: Initiative) -> Values:
    row = newest_sounding(initiative)
    worries = _rows(Worry, Worry.sounding == row.id, "text") if row else []
    return {**_columns(row, SOUNDING), "worries": worries}


def _no_sounding(initiative: Initiative) -> Values:
    return {**_columns(None, SOUNDING), "worries": []}


def _facts(initiative: Initiative) -> Values:
    row = Homework.get_or_none(Homework.initiative == initiative.id)
    checks = {each.fact: each for each in FactCheck.select().where(FactCheck.initiative == initiative.id)}
    grounds = {
        f"{name}_{fact}": value for fact in Fact for name, value in _columns(checks.get(fact.value), GROUNDS).items()
    }
    return {**_columns(row, FACTS), **grounds}


def _funding(initiative: Initiative) -> Values:
    return {
        "funding": _rows(FundingRow, FundingRow.initiative == initiative.id, "source", "amount", "budget", "certain")
    }


def _parties(initiative: Initiative) -> Values:
    return {"parties": _rows(Party, Party.initiative == initiative.id, "name", "role")}


def _colleagues(initiative: Initiative) -> Values:
    names = ("person", "asked_on", "answered_on", "contribution")
    return {
        "involvements": _rows(Involvement, Involvement.initiative == initiative.id, *names),
        "no_colleagues_reason": initiative.no_colleagues_reason,
    }


def _programme(initiative: Initiative) -> Values:
    rows = ProgrammeLink.select().where(ProgrammeLink.initiative == initiative.id).order_by(ProgrammeLink.id)
    return {"items": [{"item": row.item_id, "strength": row.strength, "sentence": row.sentence} for row in rows]}


def _decision(initiative: Initiative) -> Values:
    row = Decision.get_or_none(Decision.initiative == initiative.id)
    alternatives = _rows(Alternative, Alternative.decision == row.id, "text") if row else []
    return {**_columns(row, DECISION), "alternatives": alternatives, "principles": _principles(row)}


def _principles(decision: Decision | None) -> list[Values]:
    """Each as page and key together, as the form offers them; without those of a text that is gone."""
    if decision is None:
        return []
    offered = DecisionPrinciple.page.is_null(False) | (DecisionPrinciple.key == "")
    rows = DecisionPrinciple.select().where((DecisionPrinciple.decision == decision.id) & offered)
    return [
        {"principle": choice_of(row.page_id, row.key) or None, "deviates_because": row.deviates_because}
        for row in rows.order_by(DecisionPrinciple.position)
    ]


def choice_of(page_id: int | None, key: str) -> str:
    """ "3/eerst-luisteren"; empty for no principle, or one of a text that is gone."""
    return f"{page_id}/{key}" if page_id and key else ""


def _council(initiative: Initiative) -> Values:
    return {"moments": _rows(CouncilMoment, CouncilMoment.initiative == initiative.id, "happened_on", "kind", "text")}


def _look_back(initiative: Initiative) -> Values:
    row = newest_evaluation(initiative)
    return {
        **_columns(row, ("held_on", "mark", "further")),
        "went_well": _points(row, "goed"),
        "could_be_better": _points(row, "beter"),
    }


def _points(row: Evaluation | None, kind: str) -> list[Values]:
    if row is None:
        return []
    here = (EvaluationPoint.evaluation == row.id) & (EvaluationPoint.kind == kind)
    return _rows(EvaluationPoint, here, "text")


def _no_entry(initiative: Initiative) -> Values:
    return {"happened_on": None, "step": "", "text": ""}


_READ: dict[str, Callable[[Initiative], Values]] = {
    "basis": _basics,
    "aanspreekpunt": _contact,
    "initiatiefnemers": _initiators,
    "motivatie": _motive,
    "buurt": _sounding,
    "peiling": _no_sounding,
    "feiten": _facts,
    "dekking": _funding,
    "partijen": _parties,
    "collegas": _colleagues,
    "programma": _programme,
    "besluit": _decision,
    "raad": _council,
    "terugblik": _look_back,
    "tijdlijn": _no_entry,
}
