"""Who may what, as it is in force: the table of access in the order and the words of a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import access, labels
from ..access import Permission, Reach, Role
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..spreadsheet import csv_bytes

#: stages of a governing text, in the order of its life
STAGES = {
    "draft": _l("concept"),
    "review": _l("ter beoordeling"),
    "planned": _l("wacht op de datum"),
    "published": _l("gepubliceerd"),
    "replaced": _l("vervangen"),
    "withdrawn": _l("ingetrokken"),
    "deleted": _l("in de prullenbak"),
}
#: heading → what the keys of its permissions end with
_GROUPS = (
    (_l("Visie en missie"), ("_pages", "_drafts", "_reading", "_role_table", "_programme")),
    (_l("Initiatieven"), ("_initiatives", "_contact_data")),
    (_l("Afspraken"), ("_agreements",)),
    (_l("Bezoeken en briefings"), ("_visits", "_wethouder", "_intern", "_raad", "_openbaar")),
    (_l("Beheer"), ("",)),
)


@dataclass(frozen=True)
class Row:
    """A permission with the roles that have it for all, and for their own; or, when it differs, by stage."""

    permission: Permission
    everything: tuple[Role, ...] = ()
    own: tuple[Role, ...] = ()
    by_stage: tuple[tuple[Role, ...], ...] = ()


@dataclass(frozen=True)
class Group:
    heading: str
    rows: tuple[Row, ...]
    staged: tuple[Row, ...]


def in_force() -> tuple[Group, ...]:
    """Every permission once, in groups."""
    left = list(Permission)
    found = []
    for heading, endings in _GROUPS:
        mine = [each for each in left if each.value.endswith(endings)]
        left = [each for each in left if each not in mine]
        rows = [row(each) for each in mine]
        found.append(
            Group(
                str(heading),
                tuple(each for each in rows if not each.by_stage),
                tuple(each for each in rows if each.by_stage),
            )
        )
    return tuple(found)


def row(permission: Permission) -> Row:
    if access.stages(permission):
        return Row(permission, by_stage=tuple(_who(permission, stage) for stage in STAGES))
    own = tuple(role for role in Role if access.table()[permission].get(role) is Reach.OWN)
    return Row(permission, _who(permission), own)


def _who(permission: Permission, stage: str | None = None) -> tuple[Role, ...]:
    return tuple(role for role in Role if access.gives(role, permission, stage))


def in_words(roles: tuple[Role, ...]) -> str:
    if not roles:
        return _("niemand")
    if set(roles) == set(Role):
        return _("iedereen met een rol")
    return ", ".join(labels.role_label(role) for role in roles)


def as_csv() -> bytes:
    """A line for each role, permission and stage: ja, eigen or nee."""
    return csv_bytes([_("Rol"), _("Wat"), _("Toestand van de tekst"), _("Mag")], _lines())


def _lines() -> Iterator[tuple[str, ...]]:
    for group in in_force():
        for each in (*group.rows, *group.staged):
            for role in Role:
                label, what = labels.role_label(role), labels.permission_label(each.permission)
                for stage, word in _cells(each, role):
                    yield label, what, stage, word


def _cells(each: Row, role: Role) -> list[tuple[str, str]]:
    yes, no = _("ja"), _("nee")
    if each.by_stage:
        pairs = zip(STAGES.values(), each.by_stage, strict=True)
        return [(str(stage), yes if role in roles else no) for stage, roles in pairs]
    return [("", yes if role in each.everything else _("eigen") if role in each.own else no)]
