"""All rules between the fields of an import file. Pure; each says what is wrong and what to do.

Values that have a mistake of their own are None or missing here, and no rule speaks about those.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from flask_initiatieven.initiatives.process import status_model

from . import file_rules, initiative_rules, visit_rules
from .findings import Found, Known, Row, World, rows
from .mistakes import Mistake, Path
from .source import Source


def check(data: Row, source: Source, existing: Known | None = None) -> list[Mistake]:
    """Every mistake against the rules. `existing` is what the database already has."""
    world = World(_with(existing or Known(), data, source), data.get("peildatum"), status_model())
    return [source.mistake(path, found.problem, found.expected) for path, found in _all(data, world)]


def _all(data: Row, world: World) -> Found:
    for rule in file_rules.RULES:
        yield from rule(data, world)
    for path, initiative in rows(data, "initiatieven"):
        yield from _initiative(initiative, path, world)


def _initiative(initiative: Row, path: Path, world: World) -> Found:
    for rule in initiative_rules.RULES:
        yield from rule(initiative, path, world)
    for at, agreement in rows(initiative, "afspraken", path):
        for agreement_rule in initiative_rules.AGREEMENT_RULES:
            yield from agreement_rule(agreement, at, world)
    visit: Row = initiative.get("bezoek") or {}
    for visit_rule in visit_rules.RULES if visit else ():
        yield from visit_rule(visit, (*path, "bezoek"), world)


def _with(existing: Known, data: Row, source: Source) -> Known:
    """The known keys with those of the file, also of rows that have a mistake elsewhere."""
    raw = source.values
    written_mandates: dict[str, Row] = {key: {} for key in _written(raw.get("mandaten"), "id")}
    mandates: dict[str, Row] = {row["id"]: row for _, row in rows(data, "mandaten") if "id" in row}
    staff = {row["id"]: row for _, row in rows(data, "medewerkers") if "id" in row}
    return Known(
        employees={*existing.employees, *_written(raw.get("medewerkers"), "id")},
        officials={*existing.officials, *_written(raw.get("bestuurders"), "id")},
        budgets={*existing.budgets, *_written(raw.get("budgetten"), "id")},
        mandates={**existing.mandates, **written_mandates, **mandates},
        districts={**existing.districts, **_districts(raw.get("wijken"))},
        points={*existing.points, *_points(raw)},
        pages=_pages(existing.pages, data),
        roles={**existing.roles, **{key: row["rol"] for key, row in staff.items() if "rol" in row}},
        municipality_name=(data.get("gemeente") or {}).get("volledige_naam") or existing.municipality_name,
    )


def _written(rows: Any, key: str) -> set[str]:
    found = rows if isinstance(rows, list) else []
    return {str(row[key]).strip() for row in found if isinstance(row, dict) and row.get(key) is not None}


def _districts(rows: Any) -> dict[str, set[str]]:
    found = rows if isinstance(rows, list) else []
    return {
        str(row["code"]).strip(): _written(row.get("buurten"), "code")
        for row in found
        if isinstance(row, dict) and row.get("code")
    }


def _points(raw: Row) -> set[str]:
    programme = raw.get("coalitieprogramma")
    return _written(programme.get("punten"), "nr") if isinstance(programme, dict) else set()


def _pages(existing: Mapping[str, Collection[int]], data: Row) -> dict[str, set[int]]:
    pages = {key: set(numbers) for key, numbers in existing.items()}
    for _, row in rows(data, "visie_paginas"):
        if row.get("sleutel") and row.get("versie"):
            pages.setdefault(row["sleutel"], set()).add(row["versie"])
    return pages
