"""Give a role on one object, and take it away. Who shares gives no more than he has there himself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from .. import access, audit, signals
from ..access import Role
from ..database import db, now, today
from ..errors import Refused
from ..host import current_user
from ..i18n import gettext as _
from ..mount import current
from ..roles.local import GROUP, USER
from ..roles.models import LocalRole
from ..roles.queries import words_for
from .place import SHARE, Place, delegable

#: people and groups that share in one object
MOST = 100


@dataclass(frozen=True)
class Grant:
    """To whom (`kind` user or group), which role, and the last day; None: no end."""

    kind: str
    grantee: str
    name: str
    role: Role
    until: date | None = None


def share(place: Place, grant: Grant) -> bool:
    """Give the role; False when it was there already with the same end. Raises Refused, with what to do."""
    giver = current_user()
    if grant.until is not None and grant.until < today():
        raise Refused(_("Deze dag is al voorbij. Kies een dag in de toekomst, of laat het leeg."))
    if giver and grant.kind == USER and grant.grantee in words_for(giver):
        raise Refused(_("U kunt niet met uzelf delen. Vraag het aan een collega die dit ook mag delen."))
    with db.atomic(), _still_sharing(place):
        if grant.role not in delegable(place):
            raise Refused(_("Deze rol mag meer dan u hier zelf mag. U kunt hem niet geven."))
        row = _there(place, grant)
        if row is not None and row.until == grant.until:
            return False
        if row is None:
            _add(place, grant, giver.id if giver else "systeem")
        else:
            LocalRole.update(until=grant.until).where(LocalRole.id == row.id).execute()
        audit.record("delen", place.object, detail=f"{grant.role.value} {grant.kind}")
    _told(place)
    return True


def unshare(place: Place, share_id: int) -> None:
    """Take the role away, of this object alone; nothing happens when somebody did it already. Raises Refused."""
    with db.atomic(), _still_sharing(place):
        row = LocalRole.get_or_none((LocalRole.id == share_id) & (LocalRole.object == place.object))
        if row is None:
            return
        row.delete_instance()
        audit.record("delen stoppen", place.object, detail=f"{row.role} {row.grantee_kind}")
    _told(place)


def _there(place: Place, grant: Grant) -> LocalRole | None:
    return LocalRole.get_or_none(
        (LocalRole.object == place.object)
        & (LocalRole.grantee_kind == grant.kind)
        & (LocalRole.grantee == grant.grantee)
        & (LocalRole.role == grant.role.value)
    )


def _add(place: Place, grant: Grant, giver: str) -> None:
    if LocalRole.select().where(LocalRole.object == place.object).count() >= MOST:
        raise Refused(_("Dit is al met %(count)s personen en groepen gedeeld. Deel met een groep.", count=MOST))
    LocalRole.create(
        object=place.object,
        grantee_kind=grant.kind,
        grantee=grant.grantee,
        grantee_name=grant.name,
        role=grant.role.value,
        given_at=now(),
        given_by=giver,
        until=grant.until,
    )


@contextmanager
def _still_sharing(place: Place) -> Iterator[None]:
    """Inside the transaction: the object is still there and who is looking may share it, before and after."""
    access.forget()
    if place.find() is None or not access.may(SHARE[place.kind], place.row):
        raise Refused(_("U mag dit niet meer delen, of het is er niet meer."))
    yield
    access.forget()
    if not access.may(SHARE[place.kind], place.row):
        raise Refused(_("Daarna zou u dit zelf niet meer mogen delen. Vraag het aan een collega die dit ook mag."))


def _told(place: Place) -> None:
    user = current_user()
    signals.tell(signals.changed, current().name, place.object, user.id if user else None)


__all__ = ["GROUP", "USER", "Grant", "share", "unshare"]
