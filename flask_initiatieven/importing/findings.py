"""What the rules of an import file are made of: known keys, findings, and the sentences they share. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from flask_initiatieven.initiatives.process import StatusModel

from .mistakes import Path, Wrong
from .shape import shown, suggestion

Row: TypeAlias = Mapping[str, Any]
Found: TypeAlias = Iterator[tuple[Path, Wrong]]


@dataclass(frozen=True)
class Known:
    """What references may point at: what the database already has, and what the file brings."""

    employees: Collection[str] = ()
    officials: Collection[str] = ()
    budgets: Collection[str] = ()
    #: per mandate the fields voor_rol, tot_bedrag and mag_afwijzen
    mandates: Mapping[str, Row] = field(default_factory=dict)
    #: per district the codes of its neighbourhoods
    districts: Mapping[str, Collection[str]] = field(default_factory=dict)
    points: Collection[str] = ()
    #: per page the numbers of its versions
    pages: Mapping[str, Collection[int]] = field(default_factory=dict)
    #: role of each employee
    roles: Mapping[str, str] = field(default_factory=dict)
    municipality_name: str = ""


@dataclass(frozen=True)
class World:
    """What every rule may ask: the known keys, and the day to which the file's dates belong."""

    known: Known
    today: datetime.date | None
    model: StatusModel


def found(path: Path, problem: str, expected: str) -> tuple[Path, Wrong]:
    """A mistake at this path."""
    return path, Wrong(problem, expected)


def rows(holder: Row | None, key: str, path: Path = ()) -> Iterator[tuple[Path, Row]]:
    """The rows of a list with their path; rows that could not be read are left out."""
    for position, row in enumerate((holder or {}).get(key) or ()):
        if isinstance(row, Mapping):
            yield (*path, key, position), row


def values(holder: Row | None, key: str, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    for position, value in enumerate((holder or {}).get(key) or ()):
        if value is not None:
            yield (*path, key, position), value


def unknown(value: str, what: str, known: Iterable[str], where: str) -> Wrong:
    return Wrong(
        f"{what} {shown(value)} bestaat niet.",
        f"{suggestion(value, sorted(known))}Gebruik een sleutel uit {where}, of voeg hem daar toe.",
    )


def reference(row: Row, key: str, path: Path, known: Collection[str], what: str, where: str) -> Found:
    value = row.get(key)
    if value and value not in known:
        yield (*path, key), unknown(value, what, known, where)


def employee(row: Row, key: str, path: Path, world: World) -> Found:
    yield from reference(row, key, path, world.known.employees, "Medewerker", "medewerkers")


def official(row: Row, key: str, path: Path, world: World) -> Found:
    yield from reference(row, key, path, world.known.officials, "Bestuurder", "bestuurders")


def not_before(row: Row, later: str, earlier: str, path: Path) -> Found:
    """The one date may not lie before the other."""
    first, second = row.get(earlier), row.get(later)
    if first and second and second < first:
        yield found(
            (*path, later),
            f"{day_in_words(second)} ligt vóór {quoted(earlier)} ({day_in_words(first)}).",
            f"Verwacht: {day_in_words(first)} of later.",
        )


def needs(row: Row, keys: Iterable[str], path: Path, because: str) -> Found:
    """These fields may not be empty now."""
    for key in keys:
        if key in row and not row[key]:
            yield found((*path, key), f"'{key}' ontbreekt, maar {because}.", f"Vul '{key}' in.")


def day_in_words(day: datetime.date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def quoted(key: str) -> str:
    return f"'{key}'"
