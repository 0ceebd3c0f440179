"""Changes to the registry: one function a change."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee as pw

from .. import audit, signals
from ..database import db, now, today
from ..errors import Conflict
from ..host import current_user
from ..i18n import gettext as _
from ..mount import current
from ..municipality.models import District
from . import section_saving, section_values
from .models import (
    ContactPerson,
    Initiative,
    Initiator,
    Lesson,
    NumberSeries,
    Pause,
    Referral,
    Stop,
)
from .process import Transition
from .section_values import Values

#: tries of a new number when another writer was faster
_TRIES = 5


def note_contact_data_read(initiative: Initiative) -> None:
    """Somebody saw contact data of residents; the log says of which initiative, not what."""
    audit.note_residents_read(f"initiative:{initiative.id}")


def save_section(initiative: Initiative, section: str, values: Values, seen: int) -> bool:
    """Store one part. `seen` is the digest of that part when the form was opened; False when nothing changed.

    Raises Conflict when somebody else changed this part since, to something else than this.
    """
    with db.atomic():
        fresh = _locked(initiative)
        stored = section_values.read(fresh, section)
        if section_values.canonical(stored) == section_values.canonical(values):
            return False
        if section_values.digest(stored) != seen:
            raise Conflict(_("Iemand anders heeft dit intussen veranderd."))
        section_saving.write(fresh, section, values)
        _touch(initiative)
        audit.record("bewerken", f"initiative:{initiative.id}", detail=section)
    _tell(signals.changed, initiative)
    return True


@dataclass(frozen=True, slots=True)
class Intake:
    """A new initiative as it came in; at least one of phone and e-mail is filled in."""

    title: str
    motive: str
    district_id: int
    name: str
    phone: str
    email: str
    received_on: date
    channel: str
    created_key: str


def register(intake: Intake, prefix: str) -> tuple[Initiative, bool]:
    """Register it under the next number of its year, with the contact of its district.

    False when this very form was sent before.
    """
    for attempt in range(_TRIES):
        known = Initiative.get_or_none(Initiative.created_key == intake.created_key)
        if known is not None:
            return known, False
        try:
            initiative = _register(intake, prefix)
        except pw.IntegrityError:
            if attempt == _TRIES - 1:
                raise
        else:
            _tell(signals.created, initiative)
            return initiative, True
    raise AssertionError("the loop returns or raises")


def _register(intake: Intake, prefix: str) -> Initiative:
    with db.atomic():
        number = _next_number(prefix, intake.received_on.year)
        initiative = Initiative.create(
            number=number,
            title=intake.title,
            slug=_slug(intake.title, number),
            district=intake.district_id,
            contact=District.get_by_id(intake.district_id).contact,
            motive=intake.motive,
            received_on=intake.received_on,
            channel=intake.channel,
            created_key=intake.created_key,
            changed_at=now(),
            changed_by=_actor(),
        )
        person = Initiator.create(initiative=initiative, position=0, name=intake.name)
        ContactPerson.insert(
            initiator=person.id, phone=intake.phone, email=intake.email, collected_on=intake.received_on
        ).execute()
        section_saving.add_to_timeline(
            initiative, intake.received_on, initiative.status, _("Het idee kwam bij ons binnen.")
        )
        audit.record("registreren", f"initiative:{initiative.id}")
    return initiative


def _next_number(prefix: str, year: int) -> str:
    """EW-2026-030. The row of the series is locked until the transaction ends, so no two writers get the same."""
    here = (NumberSeries.prefix == prefix) & (NumberSeries.year == year)
    if not NumberSeries.update(last=NumberSeries.last + 1).where(here).execute():
        NumberSeries.insert(prefix=prefix, year=year, last=1).execute()
    return f"{prefix}-{year}-{NumberSeries.get(here).last:03d}"


def _slug(title: str, number: str) -> str:
    plain = unicodedata.normalize("NFKD", f"{title[:180]} {number}").encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def change_status(initiative: Initiative, transition: Transition, comment: str, details: Values) -> None:
    """Move it on, with the sentence of the timeline and what belongs to a pause, stop or referral.

    Raises Conflict when it is no longer in the status that the button was for.
    """
    with db.atomic():
        here = (Initiative.id == initiative.id) & (Initiative.status == initiative.status)
        if not Initiative.update(status=transition.target).where(here).execute():
            raise Conflict(_("De status is intussen al veranderd. Kijk opnieuw wat er nu kan."))
        _touch(initiative)
        section_saving.add_to_timeline(initiative, today(), transition.target, comment)
        _record_details(initiative, transition.target, comment, details)
        audit.record("status veranderen", f"initiative:{initiative.id}", detail=transition.target)
    _tell(signals.status_changed, initiative)


def _record_details(initiative: Initiative, target: str, comment: str, details: Values) -> None:
    common: dict[str, Any] = {"initiative": initiative.id, "reason": comment}
    if target == "aangehouden":
        Pause.insert(since=today(), **common, **details).execute()
    elif target == "doorverwezen":
        Referral.insert(referred_on=today(), **common, **details).execute()
    elif target == "gestopt":
        lessons = details.pop("lessons")
        stop = Stop.create(stopped_on=today(), **common, **details)
        for position, lesson in enumerate(lessons):
            Lesson.insert(stop=stop.id, position=position, text=lesson["text"]).execute()


def _locked(initiative: Initiative) -> Initiative:
    """The row as it is now; other writers of this initiative wait until the transaction ends."""
    Initiative.update(version=Initiative.version).where(Initiative.id == initiative.id).execute()
    fresh: Initiative = Initiative.get_by_id(initiative.id)
    return fresh


def _touch(initiative: Initiative) -> None:
    stamp = {"version": Initiative.version + 1, "changed_at": now(), "changed_by": _actor()}
    Initiative.update(**stamp).where(Initiative.id == initiative.id).execute()


def _actor() -> str:
    user = current_user()
    return user.id if user else "systeem"


def _tell(signal: Any, initiative: Initiative) -> None:
    user = current_user()
    signals.tell(signal, current().name, f"initiative:{initiative.id}", user.id if user else None)
