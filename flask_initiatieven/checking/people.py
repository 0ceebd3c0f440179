"""Findings about people: roles that nobody has, and roles of people the host does not know."""

from __future__ import annotations

from collections.abc import Iterator

from ..mount import Mount
from ..roles.models import RoleAssignment, RoleGroup
from .finding import CARE, Finding

#: role → what does not get done when nobody has it
NEEDED = {
    "beheerder": "Niemand kan rollen geven of het logboek lezen.",
    "leidinggevende": "Niemand kan teksten publiceren of een besluit vastleggen.",
    "uitvoerder": "Niemand kan initiatieven bijhouden of bezoeken plannen.",
}
#: so many people with a role are looked up, and so many are named
MOST_ASKED, MOST_NAMED = 500, 10


def findings(mount: Mount) -> Iterator[Finding]:
    yield from _missing_roles(mount)
    yield from _unknown_people(mount)


def _missing_roles(mount: Mount) -> Iterator[Finding]:
    """Where the `roles` adapter gives roles we can't know who has them, so nothing is said."""
    if mount.adapters.roles is not None:
        return
    given = {row.role for row in RoleAssignment.select(RoleAssignment.role).distinct()}
    given |= {role for row in RoleGroup.select(RoleGroup.roles) for role in row.roles.split()}
    given |= {str(role) for roles in mount.settings.role_map.values() for role in roles}
    given |= {mount.settings.default_role} | ({"beheerder"} if mount.settings.admins else set())
    for role, loss in NEEDED.items():
        if role not in given:
            also = " of zet INITIATIEVEN_ADMINS" if role == "beheerder" else ""
            cure = (
                f"Typ: flask {mount.name} role ID {role}{also}. Komt de rol uit uw intranet, dan is er niets te doen."
            )
            yield Finding("ini.R001", CARE, f"Niemand is {role}. {loss}", cure)


def _unknown_people(mount: Mount) -> Iterator[Finding]:
    """Ids that the host's `find_user` does not know; an address is no id, so it is not looked up."""
    find = mount.adapters.find_user
    if find is None:
        return
    rows = RoleAssignment.select(RoleAssignment.user_id).where(~RoleAssignment.user_id.contains("@")).distinct()
    ids = [row.user_id for row in rows.order_by(RoleAssignment.user_id).limit(MOST_ASKED)]
    unknown = [id for id in ids if find(id) is None]
    if unknown:
        more = f" en nog {len(unknown) - MOST_NAMED}" if len(unknown) > MOST_NAMED else ""
        what = f"Uw intranet kent deze mensen met een rol niet: {', '.join(unknown[:MOST_NAMED])}{more}."
        yield Finding("ini.R002", CARE, what, "Neem hun rol weg bij Beheer, Rollen van personen.")
