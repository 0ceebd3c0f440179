"""What the database already has: what references may point at, and which keys are taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import peewee as pw

from flask_initiatieven.divisions.models import RoleTable, TableState
from flask_initiatieven.initiatives.models import Initiative
from flask_initiatieven.municipality.models import (
    Budget,
    District,
    Mandate,
    Municipality,
    Neighbourhood,
    Person,
    PersonKind,
)
from flask_initiatieven.programme.models import Programme, ProgrammeItem, ProgrammeState
from flask_initiatieven.vision.models import Page, PageVersion, VersionState
from flask_initiatieven.vision.publication import OPEN

from .findings import Known
from .models import ImportedObject

Ids = Mapping[str, int]


@dataclass(frozen=True)
class Present:
    """Ids of what is there, by the key the file uses for it."""

    municipality: str | None
    people: Ids
    districts: Ids
    neighbourhoods: Ids
    budgets: Ids
    mandates: Ids
    programmes: Ids
    points: Ids
    initiatives: Ids
    slugs: Ids
    pages: Ids
    page_versions: Ids
    published: frozenset[str]
    #: keys of pages with a version that is being written
    open: frozenset[str]
    role_tables: Ids
    last_role_table: int
    has_adopted_table: bool
    has_programme_in_force: bool


def known() -> Known:
    """What references of a file may point at besides the file itself."""
    people = _all(Person.select(Person.key, Person.kind, Person.role))
    municipality = Municipality.select().first()
    return Known(
        employees={key for key, kind, _ in people if kind == PersonKind.EMPLOYEE},
        officials={key for key, kind, _ in people if kind == PersonKind.OFFICIAL},
        budgets={key for (key,) in _all(Budget.select(Budget.key))},
        mandates=_mandates(),
        districts=_districts(),
        points={code for (code,) in _all(ProgrammeItem.select(ProgrammeItem.code))},
        pages=_pages(),
        roles={key: role for key, _, role in people},
        municipality_name=municipality.full_name if municipality else "",
    )


def _all(query: Any) -> list[Any]:
    """Rows as tuples: read here, so that no lazy query leaves this module."""
    return list(query.tuples())


def _mandates() -> dict[str, dict[str, Any]]:
    query = Mandate.select(Mandate.key, Mandate.role, Mandate.up_to_amount, Mandate.may_refuse)
    return {
        key: {"voor_rol": role, "tot_bedrag": amount, "mag_afwijzen": may_refuse}
        for key, role, amount, may_refuse in _all(query)
    }


def _districts() -> dict[str, set[str]]:
    districts: dict[str, set[str]] = {code: set() for (code,) in _all(District.select(District.code))}
    for district, hood in _all(Neighbourhood.select(District.code, Neighbourhood.code).join(District)):
        districts[district].add(hood)
    return districts


def _pages() -> dict[str, set[int]]:
    pages: dict[str, set[int]] = {}
    for key, number in _all(PageVersion.select(Page.key, PageVersion.number).join(Page)):
        pages.setdefault(key, set()).add(number)
    return pages


def present() -> Present:
    """Everything by key; a few queries, whatever the size of the file."""
    municipality = Municipality.select().first()
    versions = PageVersion.select(Page.key, PageVersion.number, PageVersion.id, PageVersion.state).join(Page)
    page_versions = _all(versions)
    # of two points with one code the one of the programme in force counts, else the newest
    is_current = pw.Case(None, [(Programme.state == ProgrammeState.CURRENT, 1)], 0)
    points = ProgrammeItem.select(ProgrammeItem.code, ProgrammeItem.id).join(Programme)
    points = points.order_by(is_current, ProgrammeItem.id)
    tables = _all(RoleTable.select(RoleTable.title, RoleTable.id, RoleTable.number, RoleTable.state))
    return Present(
        municipality=(municipality.code or None) if municipality else None,
        people=dict(_all(Person.select(Person.key, Person.id))),
        districts=dict(_all(District.select(District.code, District.id))),
        neighbourhoods=dict(_all(Neighbourhood.select(Neighbourhood.code, Neighbourhood.id))),
        budgets=dict(_all(Budget.select(Budget.key, Budget.id))),
        mandates=dict(_all(Mandate.select(Mandate.key, Mandate.id))),
        programmes=dict(_all(Programme.select(Programme.title, Programme.id))),
        points=dict(_all(points)),
        initiatives=dict(_all(Initiative.select(Initiative.number, Initiative.id))),
        slugs=dict(_all(Initiative.select(Initiative.slug, Initiative.id))),
        pages=dict(_all(Page.select(Page.key, Page.id))),
        page_versions={f"{key}/{number}": identity for key, number, identity, _ in page_versions},
        open=frozenset(key for key, _, _, state in page_versions if state in OPEN),
        published=frozenset(key for key, _, _, state in page_versions if state == VersionState.PUBLISHED),
        role_tables={title: identity for title, identity, _, _ in tables},
        last_role_table=max((number for _, _, number, _ in tables), default=0),
        has_adopted_table=any(state == TableState.ADOPTED for _, _, _, state in tables),
        has_programme_in_force=Programme.select().where(Programme.state == ProgrammeState.CURRENT).exists(),
    )


def imported() -> dict[tuple[str, str], str]:
    """Digest of each object that an earlier import brought, by kind and key."""
    query = ImportedObject.select(ImportedObject.kind, ImportedObject.key, ImportedObject.digest)
    return {(kind, key): digest for kind, key, digest in _all(query)}
