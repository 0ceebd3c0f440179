"""What the page of a text, and the overview of texts, show to a reader who is asked to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .. import access
from ..database import today
from ..forms import ActionForm
from ..vision import queries as vision
from ..vision.models import PageVersion
from . import queries
from .forms import TickForm
from .queries import Reader, ToRead


@dataclass(frozen=True)
class Box:
    """What stands at the end of a text for a reader who is asked to read it."""

    form: TickForm
    action: ActionForm
    description: str
    ticked_on: date | None
    may_take_back: bool


def box(row: PageVersion) -> Box | None:
    """The question to who is looking; None when he is not asked."""
    reader = asked(row)
    if reader is None:
        return None
    question = queries.question(row)
    tick = queries.has_ticked(row, reader)
    return Box(
        form=TickForm(question.statement, formdata=None),
        action=ActionForm(formdata=None),
        description=question.description,
        ticked_on=tick.ticked_on if tick else None,
        may_take_back=tick is not None and tick.ticked_on == today(),
    )


def still_to_read() -> list[ToRead]:
    """Texts that who is looking is asked to read and did not tick."""
    reader = looking()
    return queries.to_read(reader) if reader else []


def asked(row: PageVersion) -> Reader | None:
    """The reader, when this version is in force and he is asked to read it."""
    reader = looking() if vision.is_in_force(row) else None
    is_asked = reader is not None and queries.question(row).concerns(reader.department)
    return reader if is_asked else None


def looking() -> Reader | None:
    """The reader who is looking; None when who is looking is none."""
    viewer = access.viewer()
    return queries.reader_of(viewer.user, viewer.person_id) if viewer else None
