"""Changes to who has which role: given to people, and to groups of the host.

Nobody raises his own rights, nobody loses by his own doing the right to give roles, and one admin is always left.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from .. import access, audit
from ..access import Permission, Reach, Role
from ..database import db, now
from ..errors import Conflict, Refused
from ..host import current_user
from ..i18n import gettext as _
from . import queries
from .models import RoleAssignment, RoleGroup
from .queries import words_for

#: more groups than any municipality maps; every request reads those of one user
MOST_GROUPS = 500
_GIVES_ROLES = (Permission.MANAGE_ROLES, Reach.ALL)


def give_role(user_id: str, user_name: str, role: str) -> bool:
    """Give a role of ours to a user of the host; False when he had it already. Raises Refused for one's own.

    The command line is nobody: who may use that may give himself a role.
    """
    giver = current_user()
    if giver is not None and user_id in words_for(giver):
        raise Refused(_("U kunt uzelf geen rol geven. Vraag het aan een andere beheerder."))
    with db.atomic(), _within_own_rights():
        row, new = RoleAssignment.get_or_create(  # type: ignore[no-untyped-call]
            user_id=user_id,
            role=Role(role).value,
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
    with db.atomic(), _within_own_rights():
        if row.delete_instance():
            audit.record("rol wegnemen", f"role_assignment:{row.id}", detail=row.role)


def give_group(word: str, roles: frozenset[Role], version: int | None = None) -> None:
    """A group of the host gets exactly these roles, on top of what the host's own setting gives it.

    `version` is that of the row that was edited, None for a new group. Raises Conflict when somebody was first, and
    Refused for a word that is there already, for too many groups, and when it would change one's own rights.
    """
    text = " ".join(sorted(roles))
    with db.atomic(), _within_own_rights():
        row = queries.group(word)
        if version is None:
            row = _new_group(word, text, row)
        elif row is None or row.version != version:
            raise Conflict(_("Iemand anders heeft deze groep intussen veranderd. Kijk wat er nu staat."))
        else:
            row.roles, row.version = text, version + 1
            row.changed_at, row.changed_by = now(), _actor()
            row.save()
        audit.record("rollen van groep veranderen", f"role_group:{row.id}", detail=text)


def _new_group(word: str, roles: str, there: RoleGroup | None) -> RoleGroup:
    if there is not None:
        raise Refused(_("Deze groep staat er al. Verander de rollen in de lijst."))
    if RoleGroup.select().count() >= MOST_GROUPS:
        raise Refused(_("Er zijn al %(count)s groepen. Haal er eerst een weg.", count=MOST_GROUPS))
    return RoleGroup.create(word=word, roles=roles, changed_at=now(), changed_by=_actor())


def drop_group(row: RoleGroup, version: int) -> None:
    """A group of the host has by us no roles any more. Raises Conflict when it was changed in the meantime."""
    with db.atomic(), _within_own_rights():
        gone = RoleGroup.delete().where((RoleGroup.id == row.id) & (RoleGroup.version == version)).execute()
        if not gone:
            raise Conflict(_("Iemand anders heeft deze groep intussen veranderd. Kijk wat er nu staat."))
        audit.record("groep weghalen", f"role_group:{row.id}", detail=row.roles)


@contextmanager
def _within_own_rights() -> Iterator[None]:
    """Undo the change (raises Refused) when who makes it may not give roles any more, gains by it, or loses that right.

    Asked inside the transaction: two admins who take away each other's role at the same time can't both succeed.
    """
    giver = current_user()
    if giver is None:
        yield
        return
    before = access.rights_of(access.roles_of(giver))
    if _GIVES_ROLES not in before:
        raise Refused(_("U mag geen rollen meer geven. Iemand heeft uw rol intussen weggehaald."))
    yield
    after = access.rights_of(access.roles_of(giver))
    access.forget()
    if after - before:
        raise Refused(_("U zit zelf in deze groep en zou zo meer mogen dan nu. Vraag het aan een andere beheerder."))
    if _GIVES_ROLES not in after:
        raise Refused(_("Daarna zou u zelf geen rollen meer mogen geven. Vraag het aan een andere beheerder."))


def _actor() -> str:
    user = current_user()
    return user.id if user else "systeem"
