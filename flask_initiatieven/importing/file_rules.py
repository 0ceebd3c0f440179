"""Rules for an import file as a whole: keys, areas, budgets, pages and the role table. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask_initiatieven.divisions.division import DECIDES, parts

from .findings import Found, Row, World, employee, found, not_before, official, quoted, reference, rows
from .mistakes import Path
from .shape import shown, suggestion

_UNIQUE = (
    ("wijken", ("code",)), ("medewerkers", ("id",)), ("bestuurders", ("id",)), ("budgetten", ("id",)),
    ("mandaten", ("id",)), ("initiatieven", ("nummer",)), ("initiatieven", ("slug",)),
    ("doorverwezen_voorbeelden", ("nummer",)), ("visie_paginas", ("sleutel", "versie")),
)  # fmt: skip


def _unique_keys(data: Row, world: World) -> Found:
    for section, keys in _UNIQUE:
        yield from _unique(rows(data, section), keys)
    yield from _unique(rows(data.get("coalitieprogramma"), "punten", ("coalitieprogramma",)), ("nr",))
    hoods = [hood for path, district in rows(data, "wijken") for hood in rows(district, "buurten", path)]
    yield from _unique(hoods, ("code",))
    people = [*rows(data, "medewerkers"), *rows(data, "bestuurders")]
    yield from _shared(people, "id", "medewerkers", "bestuurders")
    numbered = [*rows(data, "initiatieven"), *rows(data, "doorverwezen_voorbeelden")]
    yield from _shared(numbered, "nummer", "initiatieven", "doorverwezen_voorbeelden")


def _unique(rows: Iterable[tuple[Path, Row]], keys: tuple[str, ...]) -> Found:
    seen: dict[tuple[Any, ...], Path] = {}
    for path, row in rows:
        value = tuple(row.get(key) for key in keys)
        if any(part is None for part in value):
            continue
        first = seen.setdefault(value, path)
        if first != path:
            yield found(
                (*path, keys[-1]),
                f"{' versie '.join(str(part) for part in value)} komt twee keer voor; "
                f"de eerste is nummer {int(first[-1]) + 1} van deze lijst.",
                f"Geef elke regel een eigen {' en '.join(quoted(key) for key in keys)}.",
            )


def _shared(rows: Iterable[tuple[Path, Row]], key: str, first: str, second: str) -> Found:
    """Two lists that share one set of keys."""
    rows = list(rows)
    seen = {row.get(key) for path, row in rows if path[0] == first}
    for path, row in rows:
        if path[0] == second and row.get(key) and row[key] in seen:
            yield found((*path, key), f"{row[key]} staat ook al bij {first}.", f"Geef hier een ander '{key}'.")


def _something(data: Row, world: World) -> Found:
    if not any(value for key, value in data.items() if key in _SECTIONS) and data.keys() >= _SECTIONS:
        yield found((), "In dit bestand staat niets om te importeren.", "Zet er bijvoorbeeld 'initiatieven' in.")


_SECTIONS = {
    "gemeente", "wijken", "medewerkers", "bestuurders", "coalitieprogramma", "budgetten", "mandaten",
    "initiatieven", "doorverwezen_voorbeelden", "visie_paginas", "rolverdeling",
}  # fmt: skip


def _districts_fit(data: Row, world: World) -> Found:
    municipality = (data.get("gemeente") or {}).get("code")
    for path, district in rows(data, "wijken"):
        yield from official(district, "wijkwethouder", path, world)
        yield from employee(district, "aanspreekpunt", path, world)
        yield from _code_within(district, "WK", municipality, "GM", "gemeente", path)
        for at, hood in rows(district, "buurten", path):
            yield from _code_within(hood, "BU", district.get("code"), "WK", "wijk", at)


def _code_within(row: Row, prefix: str, outer: str | None, outer_prefix: str, what: str, path: Path) -> Found:
    """Codes in the form of the CBS begin with the code of the area around them."""
    code = row.get("code")
    if not code or not outer or not code.startswith(prefix) or not outer.startswith(outer_prefix):
        return
    if (code[2:] + outer[2:]).isdigit() and not code[2:].startswith(outer[2:]):
        beginning = prefix + outer[2:]
        yield found(
            (*path, "code"),
            f"{code} hoort niet bij {what} {outer}.",
            f"Verwacht: een code die begint met {beginning}.",
        )


def _budgets_fit(data: Row, world: World) -> Found:
    for path, budget in rows(data, "budgetten"):
        yield from employee(budget, "budgethouder", path, world)


def _referrals_fit(data: Row, world: World) -> Found:
    for path, referred in rows(data, "doorverwezen_voorbeelden"):
        yield from not_before(referred, "doorverwezen_op", "binnengekomen", path)
        yield from not_before(referred, "verteld_op", "binnengekomen", path)


def _pages_fit(data: Row, world: World) -> Found:
    in_force: dict[str, Path] = {}
    written: dict[str, Path] = {}
    for path, page in rows(data, "visie_paginas"):
        yield from employee(page, "eigenaar", path, world)
        yield from not_before(page, "geldig_tot", "geldig_vanaf", path)
        yield from _replacement(page, path, world)
        if page.get("status") == "geldig" and in_force.setdefault(page.get("sleutel", ""), path) != path:
            yield found(
                (*path, "status"),
                f"Van '{page.get('sleutel')}' zijn twee versies 'geldig'.",
                "Zet de oude versie op 'vervangen'.",
            )
        if page.get("status") == "concept" and written.setdefault(page.get("sleutel", ""), path) != path:
            yield found(
                (*path, "status"),
                f"Van '{page.get('sleutel')}' zijn twee versies 'concept'.",
                "Laat één concept staan.",
            )


def _principles_exist(data: Row, world: World) -> Found:
    """A decision cites a principle of a page in this file by the title it has in some version."""
    titles: dict[str, set[str]] = {}
    for _path, page in rows(data, "visie_paginas"):
        known = {str(line.get("titel")) for _at, line in rows(page, "uitgangspunten")}
        titles.setdefault(page.get("sleutel", ""), set()).update(known)
    for path, initiative in rows(data, "initiatieven"):
        for at, cited in rows(initiative.get("besluit"), "uitgangspunten", (*path, "besluit")):
            known = titles.get(cited.get("pagina", ""), set())
            if known:
                yield from reference(
                    cited, "uitgangspunt", at, known, "Uitgangspunt", "de uitgangspunten van die pagina"
                )


def _replacement(page: Row, path: Path, world: World) -> Found:
    number = page.get("vervangen_door_versie")
    if number is not None and number not in world.known.pages.get(page.get("sleutel", ""), ()):
        yield found(
            (*path, "vervangen_door_versie"),
            f"Versie {number} van '{page.get('sleutel')}' bestaat niet.",
            "Gebruik het nummer van een versie in dit bestand.",
        )
    elif number is not None and page.get("status") not in (None, "vervangen"):
        yield found(
            (*path, "status"),
            f"Deze versie is vervangen door versie {number}, maar de status is '{page['status']}'.",
            "Verwacht: vervangen.",
        )


def _role_table_fits(data: Row, world: World) -> Found:
    table = data.get("rolverdeling") or {}
    letters, actors = table.get("letters"), [actor for actor in table.get("rollen") or () if actor]
    for path, row in rows(table, "regels", ("rolverdeling",)):
        yield from _role_row(row, actors, letters or {}, path)


def _role_row(row: Row, actors: list[str], letters: Row, path: Path) -> Found:
    if not actors or not letters:
        return
    for actor in row.keys() - {"wat", "fasen", *actors}:
        yield found(
            (*path, actor),
            f"De rol '{actor}' staat niet bij 'rollen'.",
            f"{suggestion(actor, actors)}Verwacht: {', '.join(actors)}.",
        )
    cells = {actor: row.get(actor) for actor in actors}
    for actor, cell in cells.items():
        yield from _cell(cell, actor, letters, path)
    deciding = [actor for actor, cell in cells.items() if DECIDES in parts(str(cell or ""))]
    if len(deciding) != 1 and DECIDES in letters:
        who = "niemand beslist (A)" if not deciding else f"{' en '.join(deciding)} beslissen allebei (A)"
        yield found(path, f"Bij deze taak klopt het aantal beslissers niet: {who}.", "Zet bij precies één rol een A.")


def _cell(cell: Any, actor: str, letters: Row, path: Path) -> Found:
    known = isinstance(cell, str) and (cell == "-" or set(cell.split("/")) <= letters.keys()) and len(cell) <= 10
    if not known:
        yield found(
            (*path, actor),
            f"{'Leeg' if cell is None else shown(cell)} is hier geen bekende letter.",
            f'Verwacht: {", ".join(letters)}, twee met een / ertussen, of "-".',
        )


RULES: tuple[Callable[[Row, World], Found], ...] = (
    _unique_keys, _something, _districts_fit, _budgets_fit, _referrals_fit, _pages_fit, _principles_exist,
    _role_table_fits,
)  # fmt: skip
