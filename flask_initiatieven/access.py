"""Who may what: roles × permissions × stage in one table, asked in the same call that fetches the object.

Roles come from the host, from the add-on, and for one object from sharing ("Delen"). Strangers to an object get 404,
readers of it who try more get 403. Default is no.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Protocol, TypeVar, runtime_checkable

from flask import abort, g

from .control import queries as control
from .host import current_user, host_roles
from .mount import User, current
from .municipality import queries as municipality


class Role(StrEnum):
    """Stable keys; their labels are a setting."""

    BEHEERDER = "beheerder"
    LEIDINGGEVENDE = "leidinggevende"
    REDACTEUR = "redacteur"
    BEOORDELAAR = "beoordelaar"
    UITVOERDER = "uitvoerder"
    AANSPREEKPUNT = "aanspreekpunt"
    VAKCOLLEGA = "vakcollega"
    BESTUURSADVISEUR = "bestuursadviseur"
    WETHOUDER = "wethouder"
    GRIFFIE = "griffie"
    LEZER = "lezer"


class Permission(StrEnum):
    READ_PAGES = "read_pages"
    READ_DRAFTS = "read_drafts"
    CREATE_PAGES = "create_pages"
    EDIT_PAGES = "edit_pages"
    SUBMIT_PAGES = "submit_pages"
    TAKE_BACK_PAGES = "take_back_pages"
    SEND_BACK_PAGES = "send_back_pages"
    PUBLISH_PAGES = "publish_pages"
    WITHDRAW_PAGES = "withdraw_pages"
    COPY_PAGES = "copy_pages"
    DELETE_PAGES = "delete_pages"
    RESTORE_PAGES = "restore_pages"
    PURGE_PAGES = "purge_pages"
    SHARE_PAGES = "share_pages"
    READ_READING = "read_reading"
    EDIT_ROLE_TABLE = "edit_role_table"
    EDIT_PROGRAMME = "edit_programme"
    READ_INITIATIVES = "read_initiatives"
    READ_CONTACT_DATA = "read_contact_data"
    CREATE_INITIATIVES = "create_initiatives"
    EDIT_INITIATIVES = "edit_initiatives"
    SHARE_INITIATIVES = "share_initiatives"
    READ_AGREEMENTS = "read_agreements"
    EDIT_AGREEMENTS = "edit_agreements"
    READ_VISITS = "read_visits"
    EDIT_VISITS = "edit_visits"
    BRIEFING_WETHOUDER = "briefing_wethouder"
    BRIEFING_INTERN = "briefing_intern"
    BRIEFING_RAAD = "briefing_raad"
    BRIEFING_OPENBAAR = "briefing_openbaar"
    MANAGE_ROLES = "manage_roles"
    MANAGE_SETTINGS = "manage_settings"
    MANAGE_RULES = "manage_rules"
    READ_AUDIT = "read_audit"
    MANAGE_ADDON = "manage_addon"


class Reach(Enum):
    """ALL objects, or only OWN: those that name the person as contact, deputy, adviser, visitor or asked colleague."""

    OWN = 1
    ALL = 2


_EDITORS = "leidinggevende uitvoerder"
_VISIT_EDITORS = "leidinggevende uitvoerder bestuursadviseur"
_EVERYBODY = " ".join(Role)
_WRITERS = "leidinggevende redacteur"
_REVIEWERS = "leidinggevende beoordelaar"
_PAGE_READERS = "leidinggevende redacteur beoordelaar beheerder"

#: permission → roles that have it for ALL objects, roles that have it for their OWN
_TABLE: dict[Permission, tuple[str, str]] = {
    Permission.READ_PAGES: (_EVERYBODY, ""),
    Permission.READ_DRAFTS: (_PAGE_READERS, ""),
    Permission.CREATE_PAGES: (_WRITERS, ""),
    Permission.EDIT_PAGES: (_WRITERS, ""),
    Permission.SUBMIT_PAGES: (_WRITERS, ""),
    Permission.TAKE_BACK_PAGES: (_WRITERS, ""),
    Permission.SEND_BACK_PAGES: (_REVIEWERS, ""),
    Permission.PUBLISH_PAGES: (_REVIEWERS, ""),
    Permission.WITHDRAW_PAGES: (_REVIEWERS, ""),
    Permission.COPY_PAGES: (_WRITERS, ""),
    Permission.DELETE_PAGES: (_WRITERS, ""),
    Permission.RESTORE_PAGES: ("leidinggevende beheerder", ""),
    Permission.PURGE_PAGES: ("beheerder", ""),
    Permission.SHARE_PAGES: ("leidinggevende beheerder", ""),
    Permission.READ_READING: ("leidinggevende", ""),
    Permission.EDIT_ROLE_TABLE: (_WRITERS, ""),
    Permission.EDIT_PROGRAMME: ("leidinggevende bestuursadviseur", ""),
    Permission.READ_INITIATIVES: (_EVERYBODY, ""),
    Permission.READ_CONTACT_DATA: (_EDITORS, "aanspreekpunt"),
    Permission.CREATE_INITIATIVES: ("leidinggevende uitvoerder aanspreekpunt", ""),
    Permission.EDIT_INITIATIVES: (_EDITORS, "aanspreekpunt"),
    Permission.SHARE_INITIATIVES: ("leidinggevende beheerder", "aanspreekpunt"),
    Permission.READ_AGREEMENTS: (_EVERYBODY.removesuffix(" griffie lezer"), ""),
    Permission.EDIT_AGREEMENTS: (_EDITORS, "aanspreekpunt"),
    Permission.READ_VISITS: (_VISIT_EDITORS + " griffie", "aanspreekpunt vakcollega wethouder"),
    Permission.EDIT_VISITS: (_VISIT_EDITORS, "aanspreekpunt"),
    Permission.BRIEFING_WETHOUDER: (_VISIT_EDITORS, "aanspreekpunt wethouder"),
    Permission.BRIEFING_INTERN: (_VISIT_EDITORS, "aanspreekpunt vakcollega wethouder"),
    Permission.BRIEFING_RAAD: (_VISIT_EDITORS + " griffie", "aanspreekpunt wethouder"),
    Permission.BRIEFING_OPENBAAR: (_VISIT_EDITORS + " griffie", "aanspreekpunt vakcollega wethouder"),
    Permission.MANAGE_ROLES: ("beheerder", ""),
    Permission.MANAGE_SETTINGS: ("beheerder", ""),
    Permission.MANAGE_RULES: ("beheerder", ""),
    Permission.READ_AUDIT: ("beheerder", ""),
    Permission.MANAGE_ADDON: ("beheerder", ""),
}  # fmt: skip

#: permission → stage of the object → roles that have it there; a stage that is not named: nobody
_STAGES: dict[Permission, dict[str, str]] = {
    Permission.EDIT_PAGES: {"draft": _WRITERS},
    Permission.SUBMIT_PAGES: {"draft": _WRITERS},
    Permission.TAKE_BACK_PAGES: {"review": _WRITERS, "planned": _WRITERS},
    Permission.SEND_BACK_PAGES: {"review": _REVIEWERS, "planned": _REVIEWERS},
    Permission.PUBLISH_PAGES: {"draft": "leidinggevende", "review": _REVIEWERS, "planned": _REVIEWERS},
    Permission.WITHDRAW_PAGES: {"published": _REVIEWERS},
    Permission.COPY_PAGES: {"published": _WRITERS, "replaced": _WRITERS, "withdrawn": _WRITERS},
    Permission.DELETE_PAGES: {
        "draft": _WRITERS, "review": "leidinggevende", "planned": "leidinggevende",
        "published": "leidinggevende", "replaced": "leidinggevende", "withdrawn": "leidinggevende",
    },
    Permission.RESTORE_PAGES: {"deleted": "leidinggevende beheerder"},
    Permission.PURGE_PAGES: {"deleted": "beheerder"},
}  # fmt: skip

#: own includes here what a colleague was asked to think along about
_ASKED_TOO = {Permission.READ_VISITS, Permission.BRIEFING_INTERN, Permission.BRIEFING_OPENBAAR}

#: who lacks this one does not learn that the object exists
_READING: dict[Permission, Permission] = {
    **{
        permission: Permission.READ_PAGES
        for permission in (
            Permission.EDIT_PAGES,
            Permission.SUBMIT_PAGES,
            Permission.TAKE_BACK_PAGES,
            Permission.SEND_BACK_PAGES,
            Permission.PUBLISH_PAGES,
            Permission.WITHDRAW_PAGES,
            Permission.COPY_PAGES,
            Permission.DELETE_PAGES,
            Permission.RESTORE_PAGES,
            Permission.PURGE_PAGES,
            Permission.SHARE_PAGES,
            Permission.READ_READING,
        )
    },
    Permission.SHARE_INITIATIVES: Permission.READ_INITIATIVES,
    Permission.READ_CONTACT_DATA: Permission.READ_INITIATIVES,
    Permission.EDIT_INITIATIVES: Permission.READ_INITIATIVES,
    Permission.READ_AGREEMENTS: Permission.READ_INITIATIVES,
    Permission.EDIT_AGREEMENTS: Permission.READ_AGREEMENTS,
    Permission.EDIT_VISITS: Permission.READ_VISITS,
    Permission.BRIEFING_WETHOUDER: Permission.READ_VISITS,
    Permission.BRIEFING_INTERN: Permission.READ_VISITS,
    Permission.BRIEFING_RAAD: Permission.READ_VISITS,
    Permission.BRIEFING_OPENBAAR: Permission.READ_VISITS,
}


class Concerning(Protocol):
    """An object that knows which persons (ids) of the municipality it is theirs."""

    def people(self) -> frozenset[int]: ...


@runtime_checkable
class Shared(Concerning, Protocol):
    """One that also knows who was asked to think along; such a colleague may read it, not change it."""

    def asked(self) -> frozenset[int]: ...


@runtime_checkable
class Staged(Protocol):
    """One whose permissions differ by stage (`draft`, `review` …)."""

    def stage(self) -> str: ...


@runtime_checkable
class Local(Protocol):
    """One that can be shared: somebody may have a role on this object alone."""

    def shared_as(self) -> str:
        """The object as it stands in the table of local roles, such as `page:3`."""
        ...


Key = TypeVar("Key")
Found = TypeVar("Found", bound=Concerning)


@dataclass(frozen=True)
class Viewer:
    """The user with our roles and, when he is one, the person of the municipality he is."""

    user: User
    roles: frozenset[Role]
    person_id: int | None


def table() -> dict[Permission, dict[Role, Reach]]:
    """The whole who-may-what table, as it is in force."""
    return {
        permission: {
            **{Role(word): Reach.OWN for word in own.split()},
            **{Role(word): Reach.ALL for word in everything.split()},
        }
        for permission, (everything, own) in _TABLE.items()
    }


def stages(permission: Permission) -> dict[str, frozenset[Role]]:
    """Stage → roles, of a permission that differs by stage; empty for the others."""
    return {stage: frozenset(map(Role, roles.split())) for stage, roles in _STAGES.get(permission, {}).items()}


_REACH = table()


def viewer() -> Viewer | None:
    """Who is looking, worked out once a request; None for strangers."""
    user = current_user()
    if user is None:
        return None
    known: dict[tuple[str, str], Viewer] = g.setdefault("_initiatieven_viewers", {})
    place = (current().name, user.id)
    if place not in known:
        known[place] = Viewer(user, roles_of(user), municipality.person_id_of(user.id, user.email))
    return known[place]


def roles_of(user: User) -> frozenset[Role]:
    """Our roles of a user: mapped from the host's words, given in the add-on, the default role and `admins`."""
    settings = current().settings
    words = set(control.roles_given_to(user)) | {settings.default_role}
    for word in host_roles(user):
        words.update(settings.role_map.get(word, [word]))
    if user.id in settings.admins or (user.email and user.email in settings.admins):
        words.add(Role.BEHEERDER)
    return frozenset(Role(word) for word in words if word in set(Role))


def reach(permission: Permission) -> Reach | None:
    """How far this permission goes for who is looking: all objects, only own, or None."""
    looking = viewer()
    return None if looking is None else _reach_of(permission, looking.roles)


def may(permission: Permission, row: Concerning | None = None) -> bool:
    """May who is looking do this, to this object? Buttons and routes ask the same question."""
    looking = viewer()
    if looking is None:
        return False
    roles = looking.roles | local_roles(row)
    if isinstance(row, Staged) and permission in _STAGES:
        return any(role in _STAGES[permission].get(row.stage(), "").split() for role in roles)
    far = _reach_of(permission, roles)
    if far is None or far is Reach.ALL:
        return far is not None
    return row is not None and looking.person_id in _whose(permission, row)


def local_roles(row: object) -> frozenset[Role]:
    """Roles who is looking has on this object alone; asked once a request and object."""
    looking = viewer()
    if looking is None or not isinstance(row, Local):
        return frozenset()
    known: dict[tuple[str, str, str], frozenset[Role]] = g.setdefault("_initiatieven_local_roles", {})
    place = (current().name, looking.user.id, row.shared_as())
    if place not in known:
        words = control.local_roles_of(looking.user, host_roles(looking.user), row.shared_as())
        known[place] = frozenset(Role(word) for word in words if word in set(Role))
    return known[place]


def _reach_of(permission: Permission, roles: frozenset[Role]) -> Reach | None:
    found = [_REACH[permission][role] for role in roles if role in _REACH[permission]]
    return max(found, key=lambda each: each.value, default=None)


def _whose(permission: Permission, row: Concerning) -> frozenset[int]:
    own = row.people()
    return own | row.asked() if permission in _ASKED_TOO and isinstance(row, Shared) else own


def require(permission: Permission) -> None:
    """For pages about no object in particular: 403 unless some role has it for all."""
    if reach(permission) is not Reach.ALL:
        abort(403)


def fetch(permission: Permission, query: Callable[[Key], Found | None], key: Key) -> Found:
    """The object, when it is there and this may be done to it; else 404 (not there, not yours) or 403 (read only)."""
    row = query(key)
    if row is None or not may(_READING.get(permission, permission), row):
        abort(404)
    if not may(permission, row):
        abort(403)
    return row


def only_own(permission: Permission) -> int | None:
    """For lists: None when all rows may be seen, else whose rows may be (0: nobody's). 403 without the permission."""
    far = reach(permission)
    if far is None:
        abort(403)
    looking = viewer()
    return None if far is Reach.ALL or looking is None else (looking.person_id or 0)
