"""Changes to who has which role."""

from __future__ import annotations

from .. import audit
from ..database import db, now
from ..errors import Refused
from ..host import current_user
from ..i18n import gettext as _
from .models import RoleAssignment
from .queries import words_for


def give_role(user_id: str, user_name: str, role: str) -> bool:
    """Give a role of ours to a user of the host; False when he had it already. Raises Refused for one's own.

    The command line is nobody: who may use that may give himself a role.
    """
    giver = current_user()
    if giver is not None and user_id in words_for(giver):
        raise Refused(_("U kunt uzelf geen rol geven. Vraag het aan een andere beheerder."))
    with db.atomic():
        row, new = RoleAssignment.get_or_create(  # type: ignore[no-untyped-call]
            user_id=user_id,
            role=role,
            defaults={
                "user_name": user_name,
                "given_at": now(),
                "given_by": giver.id if giver else "systeem",
            },
        )
        if new:
            audit.record("rol geven", f"role_assignment:{row.id}", detail=role)
    return bool(new)


def take_role(row: RoleAssignment) -> None:
    """Take a role away. Nobody takes away his own, so an admin can't lock himself out."""
    taker = current_user()
    if taker is not None and row.user_id in words_for(taker):
        raise Refused(_("U kunt uw eigen rol niet weghalen. Vraag het aan een andere beheerder."))
    with db.atomic():
        row.delete_instance()
        audit.record("rol wegnemen", f"role_assignment:{row.id}", detail=row.role)
