"""What can be shared: one page or one initiative, with the rights that its table shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .. import access
from ..access import Permission, Role
from ..i18n import lazy_gettext as _l


@dataclass(frozen=True)
class Right:
    """A column of the table: a permission, at the stage in which it matters; no stage: as the object is."""

    label: Any
    permission: Permission
    stage: str | None = None


RIGHTS: dict[str, tuple[Right, ...]] = {
    "page": (
        Right(_l("Lezen wat gepubliceerd is"), Permission.READ_PAGES, "published"),
        Right(_l("Concepten lezen"), Permission.READ_DRAFTS, "draft"),
        Right(_l("Een concept bewerken"), Permission.EDIT_PAGES, "draft"),
        Right(_l("Beoordelen en terugsturen"), Permission.SEND_BACK_PAGES, "review"),
        Right(_l("Publiceren"), Permission.PUBLISH_PAGES, "review"),
        Right(_l("Een nieuwe versie beginnen"), Permission.COPY_PAGES, "published"),
        Right(_l("Delen"), Permission.SHARE_PAGES),
    ),
    "initiative": (
        Right(_l("Lezen"), Permission.READ_INITIATIVES),
        Right(_l("Telefoon en e-mail van bewoners zien"), Permission.READ_CONTACT_DATA),
        Right(_l("Bewerken"), Permission.EDIT_INITIATIVES),
        Right(_l("Afspraken lezen"), Permission.READ_AGREEMENTS),
        Right(_l("Afspraken maken"), Permission.EDIT_AGREEMENTS),
        Right(_l("Bezoeken lezen"), Permission.READ_VISITS),
        Right(_l("Bezoeken voorbereiden"), Permission.EDIT_VISITS),
        Right(_l("Delen"), Permission.SHARE_INITIATIVES),
    ),
}

#: what each role means on one object
ROLES: dict[str, dict[Role, Any]] = {
    "page": {
        Role.LEZER: _l("ook concepten lezen"),
        Role.REDACTEUR: _l("schrijven en ter beoordeling sturen"),
        Role.BEOORDELAAR: _l("beoordelen en publiceren"),
    },
    "initiative": {
        Role.LEZER: _l("meelezen"),
        Role.VAKCOLLEGA: _l("meelezen en meedenken, ook bij bezoeken"),
        Role.UITVOERDER: _l("bewerken"),
    },
}

SHARE = {"page": Permission.SHARE_PAGES, "initiative": Permission.SHARE_INITIATIVES}


@dataclass(frozen=True)
class Place:
    """One shared object. `find` fetches it anew; `endpoint` and `address` lead to its page of sharing."""

    row: Any
    title: str
    find: Callable[[], Any]
    endpoint: str
    address: dict[str, Any]

    @property
    def object(self) -> str:
        found: str = self.row.shared_as()
        return found

    @property
    def kind(self) -> str:
        return self.object.partition(":")[0]

    @property
    def rights(self) -> tuple[Right, ...]:
        return RIGHTS[self.kind]

    def at(self, stage: str | None) -> Any:
        """The object as it would be at this stage, for the question who may what there."""
        return self.row if stage is None else _AtStage(self.row, stage)


@dataclass(frozen=True)
class _AtStage:
    row: Any
    at: str

    def people(self) -> frozenset[int]:
        found: frozenset[int] = self.row.people()
        return found

    def stage(self) -> str:
        return self.at

    def shared_as(self) -> str:
        found: str = self.row.shared_as()
        return found


def delegable(place: Place) -> list[Role]:
    """Roles that who is looking may give here: those that give nothing he may not do here himself."""
    return [role for role in ROLES[place.kind] if all(_has(place, each) for each in _given_by(place.kind, role))]


def _given_by(kind: str, role: Role) -> list[tuple[Permission, str | None]]:
    """Everything this role gives on an object of this kind, by stage where it differs."""
    pairs = [(each, stage) for each in access.OBJECT_PERMISSIONS[kind] for stage in (access.stages(each) or [None])]
    return [(each, stage) for each, stage in pairs if access.gives_here(kind, role, each, stage)]


def _has(place: Place, right: tuple[Permission, str | None]) -> bool:
    return access.may(right[0], place.at(right[1]))
