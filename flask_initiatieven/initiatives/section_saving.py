"""Storing each part of an initiative. Called inside the transaction of actions.save_section, the row locked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..citing.queries import in_force as principles_in_force
from ..database import today
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
    MunicipalRole,
    Party,
    ProgrammeLink,
    Sounding,
    Theme,
    TimelineEntry,
    Worry,
)
from .section_values import (
    BASICS,
    CONTACT_DATA,
    DECISION,
    FACTS,
    GROUNDS,
    SOUNDING,
    Values,
    choice_of,
    newest_evaluation,
    newest_sounding,
)


def write(initiative: Initiative, section: str, values: Values) -> None:
    """Make the stored part equal to the values; what belongs to other parts is left alone."""
    _WRITE[section](initiative, values)


def add_to_timeline(initiative: Initiative, happened_on: Any, step: str, text: str) -> None:
    """At the end of its day. The same entry twice is one: a double click adds nothing."""
    same = {"initiative": initiative.id, "happened_on": happened_on, "step": step, "text": text}
    if TimelineEntry.select().filter(**same).exists():
        return
    last = TimelineEntry.select(TimelineEntry.position).where(TimelineEntry.initiative == initiative.id)
    newest = last.order_by(TimelineEntry.position.desc()).first()
    TimelineEntry.insert(position=newest.position + 1 if newest else 0, **same).execute()


def _fitting(model: Any, values: Values, names: tuple[str, ...]) -> Values:
    """Values for these columns; empty where the column may not be None."""
    return {name: _or_blank(model._meta.fields[name], values.get(name)) for name in names}


def _or_blank(field: Any, value: Any) -> Any:
    if value is None and not field.null:
        return field.default if field.default is not None else ""
    return value


def _update(initiative: Initiative, values: Values, names: tuple[str, ...]) -> None:
    Initiative.update(**_fitting(Initiative, values, names)).where(Initiative.id == initiative.id).execute()


def _replace(model: Any, owner: dict[str, int], rows: list[Values]) -> None:
    """These rows, in this order, instead of the ones there are."""
    ((name, number),) = owner.items()
    model.delete().where(getattr(model, name) == number).execute()
    columns = [name for name in model._meta.fields if name not in ("id", "position", *owner)]
    ordered = [
        {**owner, "position": position, **_fitting(model, row, tuple(key for key in row if key in columns))}
        for position, row in enumerate(rows)
    ]
    if ordered:
        model.insert_many(ordered).execute()


def _basics(initiative: Initiative, values: Values) -> None:
    role = values["municipal_role"]
    if role and role != initiative.municipal_role:
        MunicipalRole.insert(initiative=initiative.id, since=today(), role=role).execute()
    _update(initiative, values, (*BASICS, "district", "neighbourhood"))
    names = dict.fromkeys(word.strip().lower() for word in (values["themes"] or "").split(","))
    _replace(Theme, {"initiative": initiative.id}, [{"name": name} for name in names if name])


def _contact(initiative: Initiative, values: Values) -> None:
    _update(initiative, values, ("contact", "deputy"))


def _initiators(initiative: Initiative, values: Values) -> None:
    """Rows are made anew; who keeps his name keeps the purpose and date of his contact data."""
    kept = {
        row.initiator.name: {"purpose": row.purpose, "basis": row.basis, "collected_on": row.collected_on}
        for row in ContactPerson.select(ContactPerson, Initiator)
        .join(Initiator)
        .where(Initiator.initiative == initiative.id)
    }
    Initiator.delete().where(Initiator.initiative == initiative.id).execute()
    for position, row in enumerate(values["initiators"]):
        person = Initiator.create(
            initiative=initiative.id,
            position=position,
            **_fitting(Initiator, row, ("name", "description", "may_be_named")),
        )
        data = _fitting(ContactPerson, row, CONTACT_DATA)
        if any(data.values()):
            grounds = kept.get(row["name"], {"collected_on": today()})
            ContactPerson.insert(initiator=person.id, **data, **grounds).execute()


def _motive(initiative: Initiative, values: Values) -> None:
    _update(initiative, values, ("motive", "motive_cause"))


def _sounding(initiative: Initiative, values: Values) -> None:
    row = newest_sounding(initiative)
    if row is None:
        _new_sounding(initiative, values)
        return
    Sounding.update(**_fitting(Sounding, values, SOUNDING)).where(Sounding.id == row.id).execute()
    _replace(Worry, {"sounding": row.id}, values["worries"])


def _new_sounding(initiative: Initiative, values: Values) -> None:
    """The same sounding twice is one: a double click adds nothing."""
    columns = _fitting(Sounding, values, SOUNDING)
    if Sounding.select().filter(initiative=initiative.id, **columns).exists():
        return
    row = Sounding.create(initiative=initiative.id, **columns)
    _replace(Worry, {"sounding": row.id}, values["worries"])


def _facts(initiative: Initiative, values: Values) -> None:
    columns = _fitting(Homework, values, FACTS)
    if not Homework.update(**columns).where(Homework.initiative == initiative.id).execute():
        Homework.insert(initiative=initiative.id, **columns).execute()
    FactCheck.delete().where(FactCheck.initiative == initiative.id).execute()
    for fact in Fact:
        grounds = _fitting(FactCheck, {name: values[f"{name}_{fact}"] for name in GROUNDS}, GROUNDS)
        if any(grounds.values()):
            FactCheck.insert(initiative=initiative.id, fact=fact.value, **grounds).execute()


def _funding(initiative: Initiative, values: Values) -> None:
    _replace(FundingRow, {"initiative": initiative.id}, values["funding"])


def _parties(initiative: Initiative, values: Values) -> None:
    _replace(Party, {"initiative": initiative.id}, values["parties"])


def _colleagues(initiative: Initiative, values: Values) -> None:
    _replace(Involvement, {"initiative": initiative.id}, values["involvements"])
    _update(initiative, values, ("no_colleagues_reason",))


def _programme(initiative: Initiative, values: Values) -> None:
    ProgrammeLink.delete().where(ProgrammeLink.initiative == initiative.id).execute()
    for row in values["items"]:
        ProgrammeLink.insert(initiative=initiative.id, **row).execute()


def _decision(initiative: Initiative, values: Values) -> None:
    columns = _fitting(Decision, values, DECISION)
    if not Decision.update(**columns).where(Decision.initiative == initiative.id).execute():
        Decision.insert(initiative=initiative.id, **columns).execute()
    row = Decision.get(Decision.initiative == initiative.id)
    _replace(Alternative, {"decision": row.id}, values["alternatives"])
    _cite(row, values["principles"])


def _cite(decision: Decision, rows: list[Values]) -> None:
    """A principle that was cited before keeps the title it had then; a new one gets the title it has now.

    One whose text is gone can't be chosen any more: it stays as it is.
    """
    mine = DecisionPrinciple.decision == decision.id
    gone = DecisionPrinciple.page.is_null() & (DecisionPrinciple.key != "")
    cited = {choice_of(row.page_id, row.key): row.title for row in DecisionPrinciple.select().where(mine)}
    titles = {choice_of(each.page_id, each.key): each.title for each in principles_in_force()} | cited
    DecisionPrinciple.delete().where(mine & ~gone).execute()
    for position, row in enumerate(rows):
        page_id, _slash, key = (row["principle"] or "").partition("/")
        DecisionPrinciple.insert(
            decision=decision.id,
            position=position,
            page=int(page_id) if page_id else None,
            key=key,
            title=titles.get(row["principle"] or "", ""),
            deviates_because=row["deviates_because"] or "",
        ).execute()


def _council(initiative: Initiative, values: Values) -> None:
    _replace(CouncilMoment, {"initiative": initiative.id}, values["moments"])


def _look_back(initiative: Initiative, values: Values) -> None:
    columns = _fitting(Evaluation, values, ("held_on", "mark", "further"))
    row = newest_evaluation(initiative)
    if row is None:
        row = Evaluation.create(initiative=initiative.id, **columns)
    else:
        Evaluation.update(**columns).where(Evaluation.id == row.id).execute()
    EvaluationPoint.delete().where(EvaluationPoint.evaluation == row.id).execute()
    for kind, name in (("goed", "went_well"), ("beter", "could_be_better")):
        for position, point in enumerate(values[name]):
            EvaluationPoint.insert(evaluation=row.id, kind=kind, position=position, text=point["text"]).execute()


def _timeline(initiative: Initiative, values: Values) -> None:
    add_to_timeline(initiative, values["happened_on"], values["step"], values["text"])


_WRITE: dict[str, Callable[[Initiative, Values], None]] = {
    "basis": _basics,
    "aanspreekpunt": _contact,
    "initiatiefnemers": _initiators,
    "motivatie": _motive,
    "buurt": _sounding,
    "peiling": _new_sounding,
    "feiten": _facts,
    "dekking": _funding,
    "partijen": _parties,
    "collegas": _colleagues,
    "programma": _programme,
    "besluit": _decision,
    "raad": _council,
    "terugblik": _look_back,
    "tijdlijn": _timeline,
}
