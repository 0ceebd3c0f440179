"""What tiles tell, with a fixed small number of bounded queries each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import peewee as pw

from ..initiatives import discretion
from ..initiatives.models import Evaluation, EvaluationPoint, Initiative, Initiator
from ..municipality.models import District

#: statuses in which a plan has become something
_DONE = ("afgerond", "in_beheer")


@dataclass(frozen=True)
class Success:
    """The newest plan that came off: what went well, in one sentence, and whose credit it is."""

    number: str
    title: str
    area: str
    sentence: str
    credit: tuple[str, ...]
    looked_back_on: date | None


def newest_success() -> Success | None:
    """The plan in or after upkeep that was looked back on last; residents only by name who may be named."""
    row = (
        Initiative.select(Initiative, District, Evaluation)
        .join_from(Initiative, District, pw.JOIN.LEFT_OUTER)
        .join_from(Initiative, Evaluation, pw.JOIN.LEFT_OUTER, attr="looked_back")
        .where(Initiative.status.in_(_DONE))
        .order_by(Evaluation.held_on.desc(nulls="last"), Initiative.id.desc())
        .first()
    )
    if row is None:
        return None
    looked_back = getattr(row, "looked_back", None)
    rewrite = discretion.rewrites([row]).get(row.id, str)
    return Success(
        number=row.number,
        title=rewrite(row.title),
        area=row.district.name if row.district else "",
        sentence=rewrite(_went_well(looked_back) or row.summary),
        credit=_credit(row.id),
        looked_back_on=looked_back.held_on if looked_back else None,
    )


def _went_well(looked_back: Evaluation | None) -> str:
    if looked_back is None or looked_back.id is None:
        return ""
    point = (
        EvaluationPoint.select()
        .where((EvaluationPoint.evaluation == looked_back.id) & (EvaluationPoint.kind == "goed"))
        .order_by(EvaluationPoint.position)
        .first()
    )
    return point.text if point else ""


def _credit(initiative_id: int) -> tuple[str, ...]:
    rows = Initiator.select().where((Initiator.initiative == initiative_id) & Initiator.may_be_named)
    return tuple(row.name for row in rows.order_by(Initiator.position).limit(5))
