"""Who may what: roles × permissions × stage in one table, asked in the same call that fetches the object.

Roles come from the host, from the add-on, and for one object from sharing ("Delen"). Strangers to an object get 404,
readers of it who try more get 403. Default is no.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from typing import Protocol, TypeVar, runtime_checkable

from flask import abort, g

from .host import current_user, host_roles, one_form
from .lifecycle import condition
from .mount import User, current
from .municipality import queries as municipality
from .roles import queries as given
from .roles.scope import Scope
from .roles.sources import Source, Via


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

#: kind of object → roles that may be given on one object alone ("Delen")
SHAREABLE: dict[str, tuple[Role, ...]] = {
    "page": (Role.REDACTEUR, Role.BEOORDELAAR, Role.LEZER),
    "initiative": (Role.UITVOERDER, Role.VAKCOLLEGA, Role.LEZER),
}

#: kind of object → what such a role can bring; never sharing itself, so that what is shared is not shared further
OBJECT_PERMISSIONS: dict[str, tuple[Permission, ...]] = {
    "page": (
        Permission.READ_PAGES, Permission.READ_DRAFTS, Permission.EDIT_PAGES, Permission.SUBMIT_PAGES,
        Permission.TAKE_BACK_PAGES, Permission.SEND_BACK_PAGES, Permission.PUBLISH_PAGES, Permission.WITHDRAW_PAGES,
        Permission.COPY_PAGES, Permission.DELETE_PAGES,
    ),
    "initiative": (
        Permission.READ_INITIATIVES, Permission.READ_CONTACT_DATA, Permission.EDIT_INITIATIVES,
        Permission.READ_AGREEMENTS, Permission.EDIT_AGREEMENTS, Permission.READ_VISITS, Permission.EDIT_VISITS,
        Permission.BRIEFING_WETHOUDER, Permission.BRIEFING_INTERN, Permission.BRIEFING_RAAD,
        Permission.BRIEFING_OPENBAAR,
    ),
}  # fmt: skip

#: what a role gives on one object alone, on top of what it gives everywhere: a reader of one page reads its concepts
_HERE_TOO = {Permission.READ_DRAFTS: {Role.LEZER}}

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
            Permission.SHARE_PAGES,
            Permission.READ_READING,
        )
    },
    Permission.EDIT_ROLE_TABLE: Permission.READ_PAGES,
    Permission.EDIT_PROGRAMME: Permission.READ_INITIATIVES,
    Permission.RESTORE_PAGES: Permission.READ_DRAFTS,
    Permission.PURGE_PAGES: Permission.READ_DRAFTS,
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
    """The user with the sources of his roles, the host's words for him and, when he is one, his person."""

    user: User
    sources: tuple[Source, ...]
    words: frozenset[str]
    person_id: int | None

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(source.role) for source in self.sources)


@dataclass(frozen=True)
class Ground:
    """One reason why somebody may do something: a role with its source.

    `named`: the role counts only because the object names him as contact, deputy, adviser, visitor or asked colleague.
    """

    source: Source
    named: bool = False


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
    known: dict[tuple[str, str], Viewer] = g.setdefault(_VIEWERS, {})
    place = (current().name, user.id)
    if place not in known:
        known[place] = viewer_of(user)
    return known[place]


def viewer_of(user: User, words: frozenset[str] | None = None) -> Viewer:
    """Anybody of the host, as if he were looking; `words` are those of the host for him, None: ask the host."""
    words = host_roles(user) if words is None else words
    alive = condition.is_alive(current())
    person = municipality.person_id_of(user.id, user.email) if alive else None
    return Viewer(user, _sources(user, words, alive), words, person)


def forget() -> None:
    """Ask again who may what: after a change of roles in this request."""
    for name in (_VIEWERS, _LOCAL, _SHARED_WITH):
        g.pop(name, None)


_VIEWERS, _LOCAL, _SHARED_WITH = "_initiatieven_viewers", "_initiatieven_local_roles", "_initiatieven_shared_with"


def roles_of(user: User) -> frozenset[Role]:
    """Our roles of a user, wherever they come from."""
    return viewer_of(user).roles


def _sources(user: User, words: frozenset[str], alive: bool) -> tuple[Source, ...]:
    """Given in the add-on, the default role, mapped from the host's words by the settings and by us, and `admins`.

    When the add-on is not `alive`, our tables are not asked.
    """
    settings = current().settings
    found = [*given.roles_given_to(user), *given.roles_of_groups(words)] if alive else []
    found.append(Source(settings.default_role, Via.EVERYBODY))
    by_setting = {one_form(word): roles for word, roles in settings.role_map.items()}
    for word in sorted(words):
        via = Via.SETTING if word in by_setting else Via.HOST
        found += [Source(role, via, word) for role in by_setting.get(word, [word])]
    if user.id in settings.admins or (user.email and user.email in settings.admins):
        found.append(Source(Role.BEHEERDER, Via.ADMINS))
    return tuple(source for source in found if source.role in set(Role))


def reach(permission: Permission) -> Reach | None:
    """How far this permission goes for who is looking: all objects, only own, or None.

    What was shared with him is not in it: see `somewhere`.
    """
    looking = viewer()
    return None if looking is None else _reach_of(permission, looking.roles)


def somewhere(permission: Permission) -> bool:
    """Is there any object, or may there be one, for which who is looking has this permission?"""
    return reach(permission) is not None or bool(_shared_roles(permission))


def may(permission: Permission, row: Concerning | None = None) -> bool:
    """May who is looking do this, to this object? Buttons and routes ask the same question."""
    looking = viewer()
    return looking is not None and bool(grounds(looking, permission, row))


def explain(user: User, permission: Permission, row: Concerning | None = None) -> tuple[Ground, ...]:
    """Why this user of the host may do this, to this object; empty: he may not. Decides as `may` does."""
    return grounds(viewer_of(user), permission, row)


def grounds(looking: Viewer, permission: Permission, row: Concerning | None = None) -> tuple[Ground, ...]:
    """Every reason why somebody may do this, to this object; none: he may not. The one place that decides."""
    found = [Ground(source) for source in looking.sources if gives(Role(source.role), permission, _stage(row))]
    if not _differs_by_stage(permission, row) and row is not None:
        own = [source for source in looking.sources if _REACH[permission].get(Role(source.role)) is Reach.OWN]
        if own and looking.person_id in _whose(permission, row):
            found += [Ground(source, named=True) for source in own]
    if isinstance(row, Local):
        kind = row.shared_as().partition(":")[0]
        local = _local_sources(looking, row.shared_as())
        found += [Ground(each) for each in local if gives_here(kind, Role(each.role), permission, _stage(row))]
    return tuple(found)


def gives(role: Role, permission: Permission, stage: str | None = None) -> bool:
    """Does this role give this permission for all objects? `stage` of the object, None when it has none."""
    if stage is not None and permission in _STAGES:
        return role in _STAGES[permission].get(stage, "").split()
    return _REACH[permission].get(role) is Reach.ALL


def gives_here(kind: str, role: Role, permission: Permission, stage: str | None = None) -> bool:
    """Does this role, given on one object of this kind alone, give this permission on it?"""
    if role not in SHAREABLE.get(kind, ()) or permission not in OBJECT_PERMISSIONS[kind]:
        return False
    if stage is not None and permission in _STAGES:
        return gives(role, permission, stage)
    return role in _REACH[permission] or role in _HERE_TOO.get(permission, ())


def rights_of(roles: frozenset[Role]) -> frozenset[tuple[Permission, Reach]]:
    """What these roles give anywhere: to see whether somebody would have more after a change than before."""
    return frozenset((permission, far) for permission in Permission if (far := _reach_of(permission, roles)))


def may_at_another_stage(permission: Permission, row: Concerning) -> bool:
    """Could who is looking do this if the object were not in the stage it is in? Then a button came too late."""
    looking = viewer()
    if looking is None:
        return False
    kind = row.shared_as().partition(":")[0] if isinstance(row, Local) else ""
    everywhere = any(gives(role, permission, stage) for role in looking.roles for stage in _STAGES.get(permission, {}))
    here = local_roles(row)
    return everywhere or any(
        gives_here(kind, role, permission, stage) for role in here for stage in _STAGES.get(permission, {})
    )


def local_roles(row: object) -> frozenset[Role]:
    """Roles who is looking has on this object alone."""
    looking = viewer()
    if looking is None or not isinstance(row, Local):
        return frozenset()
    allowed = SHAREABLE.get(row.shared_as().partition(":")[0], ())
    return frozenset(
        role for role in allowed if role in {each.role for each in _local_sources(looking, row.shared_as())}
    )


def _local_sources(looking: Viewer, object: str) -> tuple[Source, ...]:
    """Roles on this object: from what was shared with him, asked once a request, unless that is very much."""
    everything = _shared_with(looking)
    if everything is not None:
        return everything.get(object, ())
    known: dict[tuple[str, str, frozenset[str], str], tuple[Source, ...]] = g.setdefault(_LOCAL, {})
    place = (current().name, looking.user.id, looking.words, object)
    if place not in known:
        found = given.local_roles_of(looking.user, looking.words, object)
        known[place] = tuple(source for source in found if source.role in set(Role))
    return known[place]


def _shared_with(looking: Viewer) -> dict[str, tuple[Source, ...]] | None:
    """Object → roles on it; None when more was shared with him than is worth reading in one go."""
    known: dict[tuple[str, str, frozenset[str]], dict[str, tuple[Source, ...]] | None]
    known = g.setdefault(_SHARED_WITH, {})
    place = (current().name, looking.user.id, looking.words)
    if place not in known:
        found = given.shared_with(looking.user, looking.words)
        known[place] = (
            None
            if found is None
            else {
                object: tuple(source for source in sources if source.role in set(Role))
                for object, sources in found.items()
            }
        )
    return known[place]


def _shared_roles(permission: Permission) -> frozenset[str]:
    """Roles that who is looking has on some object alone and that give this permission there."""
    looking = viewer()
    if looking is None:
        return frozenset()
    everything = _shared_with(looking)
    if everything is None:  # then any role may be among them
        pairs = {(kind, role) for kind, roles in SHAREABLE.items() for role in roles}
    else:
        pairs = {(object.partition(":")[0], Role(each.role)) for object, got in everything.items() for each in got}
    return frozenset(role for kind, role in pairs if gives_here(kind, role, permission))


def _stage(row: Concerning | None) -> str | None:
    return row.stage() if isinstance(row, Staged) else None


def _differs_by_stage(permission: Permission, row: Concerning | None) -> bool:
    return isinstance(row, Staged) and permission in _STAGES


def _reach_of(permission: Permission, roles: frozenset[Role]) -> Reach | None:
    found = [_REACH[permission][role] for role in roles if role in _REACH[permission]]
    return max(found, key=lambda each: each.value, default=None)


def _whose(permission: Permission, row: Concerning) -> frozenset[int]:
    own = row.people()
    return own | row.asked() if permission in _ASKED_TOO and isinstance(row, Shared) else own


def may_by_host(permission: Permission) -> bool:
    """May who is looking do this by what the host and the settings say? For when our tables can't be asked."""
    user = current_user()
    if user is None:
        return False
    roles = frozenset(Role(source.role) for source in _sources(user, host_roles(user), alive=False))
    return _reach_of(permission, roles) is Reach.ALL


def require(permission: Permission) -> None:
    """For pages about no object in particular: 403 unless some role has it for all."""
    if reach(permission) is not Reach.ALL:
        abort(403)


def require_somewhere(*permissions: Permission) -> None:
    """For pages that hold only what is somebody's own anyway: 403 unless he has one of these for some object."""
    if not any(somewhere(permission) for permission in permissions):
        abort(403)


def fetch(permission: Permission, query: Callable[[Key], Found | None], key: Key) -> Found:
    """The object, when it is there and this may be done to it; else 404 (not there, not yours) or 403 (read only)."""
    row = query(key)
    if row is None or not may(_READING.get(permission, permission), row):
        abort(404)
    if not may(permission, row):
        abort(403)
    return row


def only_own(permission: Permission) -> Scope | None:
    """For lists: None when all rows may be seen, else which: own ones and what was shared. 403 when there are none."""
    looking = viewer()
    far = reach(permission)
    if looking is None or not somewhere(permission):
        abort(403)
    if far is Reach.ALL:
        return None
    return replace(shared(permission), person_id=(looking.person_id or 0) if far is Reach.OWN else 0)


def shared(permission: Permission) -> Scope:
    """For lists: only what was shared with who is looking in a role that gives this permission there."""
    looking = viewer()
    if looking is None:
        return Scope()
    words = tuple(given.words_for(looking.user))
    return Scope(0, words, tuple(sorted(looking.words)), _shared_roles(permission))
