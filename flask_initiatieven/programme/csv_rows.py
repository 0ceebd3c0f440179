"""Items of a programme as CSV: reading a file with every mistake by row, comparing, and writing it safely. Pure."""

from __future__ import annotations

import csv
import difflib
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..characters import FORBIDDEN, with_unix_lines
from ..spreadsheet import csv_bytes, without_mark

COLUMNS = ("code", "titel", "tekst", "portefeuillehouder")
COMPULSORY = ("code", "titel")
#: most characters of a cell
LONGEST = {"code": 20, "titel": 200, "tekst": 4000, "portefeuillehouder": 160}
#: what changes of an archived item that is in the file
BACK = "weer in gebruik"
MOST_ROWS = 500
MOST_COLUMNS = 30
MOST_BYTES = 250_000
MOST_MISTAKES = 200
_DELIMITERS = ";,\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One item; `holder_id` is a person of the municipality."""

    code: str
    title: str
    text: str = ""
    holder_id: int | None = None


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a row of the file and what to do; row 0 is the file as a whole, row 1 its heading."""

    row: int
    problem: str
    cure: str


@dataclass(frozen=True, slots=True)
class Found:
    rows: tuple[Row, ...]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """An item that is there and gets other words; `columns` are the ones that differ from what was there `before`."""

    row: Row
    before: Row
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. `missing` are codes that are there and not in the file."""

    new: tuple[Row, ...]
    changed: tuple[Change, ...]
    unchanged: tuple[Row, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """An item as it is now."""

    row: Row
    is_archived: bool = False


def read(content: bytes, holders: Mapping[str, Sequence[int]]) -> Found:
    """Every row of a file, and every mistake with its row. `holders` are ids by name as people write it."""
    if len(content) > MOST_BYTES:
        return too_large()
    text = _decoded(content)
    if text is None:
        return _refused(
            "Dit is geen tekstbestand dat wij kunnen lezen.",
            "Sla het in uw rekenprogramma op als CSV (UTF-8).",
        )
    if not text.strip():
        return _refused("Het bestand is leeg.", "Kies een ander bestand, of plak de rijen in het veld.")
    try:
        lines = list(_lines(text))
    except csv.Error as error:
        return _refused(
            f"De rijen zijn niet te lezen ({error}).",
            "Kijk of elk aanhalingsteken ook weer sluit, en sla het bestand opnieuw op als CSV.",
        )
    return _checked(lines, {_folded(name): tuple(ids) for name, ids in holders.items()}, tuple(holders))


def too_large() -> Found:
    """The answer to a file of more than `MOST_BYTES`."""
    most = f"{MOST_BYTES // 1000} kB"
    return _refused(f"Het bestand is groter dan {most}.", "Maak het kleiner, of importeer het in delen.")


def _refused(problem: str, cure: str) -> Found:
    return Found((), (Mistake(0, problem, cure),))


def _decoded(content: bytes) -> str | None:
    """UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252; None when it is none of these."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None


def _lines(text: str) -> Iterable[tuple[int, list[str]]]:
    """Number of the line on which a row begins, and its cells; empty rows are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    begins = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1


def _delimiter(text: str) -> str:
    """The sign that divides the heading most; a heading of one column is divided by ;"""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    outside = re.sub(r'"[^"]*"', "", heading)
    return max(_DELIMITERS, key=outside.count)


def _checked(lines: list[tuple[int, list[str]]], holders: Mapping[str, tuple[int, ...]], names: Sequence[str]) -> Found:
    (first, heading), rest = lines[0], lines[1:]
    if len(heading) > MOST_COLUMNS:
        return _refused(
            f"Het bestand heeft {len(heading)} kolommen. Het mogen er {MOST_COLUMNS} zijn.",
            f"Gebruik alleen: {', '.join(COLUMNS)}.",
        )
    columns = [_folded(cell) for cell in heading]
    mistakes = list(_heading_mistakes(first, columns))
    if mistakes:
        return Found((), tuple(mistakes[:MOST_MISTAKES]))
    if len(rest) > MOST_ROWS:
        return _refused(
            f"Het bestand heeft {len(rest)} rijen. Het mogen er {MOST_ROWS} zijn.", "Importeer het in delen."
        )
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for number, cells in rest:
        found, wrong = _row(number, columns, cells, holders, names)
        if found.code and (earlier := seen.setdefault(found.code, number)) != number:
            wrong.append(
                Mistake(number, f"Code {found.code} staat ook op rij {earlier}.", "Geef elk punt een eigen code.")
            )
        mistakes += wrong
        rows.append(found)
    if not rest:
        mistakes.append(Mistake(first, "Er staan geen punten onder de kop.", "Zet elk punt op een eigen rij."))
    return Found(tuple(rows), tuple(mistakes[:MOST_MISTAKES]))


def _heading_mistakes(row: int, columns: list[str]) -> Iterable[Mistake]:
    expected = ", ".join(COLUMNS)
    for name in COMPULSORY:
        if name not in columns:
            yield Mistake(row, f"De kolom '{name}' ontbreekt.", f"Zet op de eerste rij: {expected}.")
    for name in dict.fromkeys(columns):
        if name and name not in COLUMNS:
            near = difflib.get_close_matches(name, COLUMNS, 1)
            hint = f"Bedoelde u '{near[0]}'? " if near else ""
            yield Mistake(row, f"De kolom '{name[:40]}' kennen wij niet.", f"{hint}Gebruik: {expected}.")
        elif name and columns.count(name) > 1:
            yield Mistake(row, f"De kolom '{name}' staat er twee keer.", "Haal er een weg.")


def _row(
    number: int, columns: list[str], cells: list[str], holders: Mapping[str, tuple[int, ...]], names: Sequence[str]
) -> tuple[Row, list[Mistake]]:
    wrong: list[Mistake] = []
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        problem = f"Deze rij heeft {len(cells)} cellen, de kop heeft er {len(columns)}."
        wrong.append(Mistake(number, problem, "Zet tekst met een scheidingsteken erin tussen aanhalingstekens."))
    values = {name: _clean(name, cell) for name, cell in zip(columns, cells, strict=False) if name}
    for name in COMPULSORY:
        if not values.get(name):
            wrong.append(Mistake(number, f"De {name} ontbreekt.", f"Vul de kolom '{name}' in."))
    for name, value in values.items():
        if len(value) > LONGEST[name]:
            problem = f"De kolom '{name}' heeft {len(value)} tekens. Het mogen er {LONGEST[name]} zijn."
            wrong.append(Mistake(number, problem, "Maak de tekst korter."))
    holder_id = _holder(number, values.get("portefeuillehouder", ""), holders, names, wrong)
    return Row(values.get("code", ""), values.get("titel", ""), values.get("tekst", ""), holder_id), wrong


def _holder(
    number: int, name: str, holders: Mapping[str, tuple[int, ...]], names: Sequence[str], wrong: list[Mistake]
) -> int | None:
    if not name or len(name) > LONGEST["portefeuillehouder"]:
        return None
    ids = holders.get(_folded(name), ())
    if len(ids) == 1:
        return ids[0]
    if ids:
        problem = f"Er is meer dan één bestuurder die '{name}' heet."
        wrong.append(Mistake(number, problem, "Laat de cel leeg, en kies de portefeuillehouder daarna bij het punt."))
        return None
    near = difflib.get_close_matches(_folded(name), list(holders), 1)
    hint = next((f"Bedoelde u '{each}'? " for each in names if near and _folded(each) == near[0]), "")
    wrong.append(
        Mistake(
            number, f"Bestuurder '{name}' bestaat niet.", f"{hint}Schrijf de naam zoals die bij de bestuurders staat."
        )
    )
    return None


def _clean(name: str, cell: str) -> str:
    """NFC, no control characters; the sign before a formula, which our own export puts there, is taken off again."""
    text = without_mark(FORBIDDEN.sub("", unicodedata.normalize("NFC", with_unix_lines(cell))).strip()).strip()
    return text if name == "tekst" else " ".join(text.split())


def _folded(text: str) -> str:
    return " ".join(FORBIDDEN.sub("", unicodedata.normalize("NFC", with_unix_lines(text))).split()).casefold()


def compare(rows: Sequence[Row], standing: Sequence[Standing]) -> Plan:
    """What importing these rows would do to what stands; an archived item that is in the file comes back."""
    there = {each.row.code: each for each in standing}
    changed = []
    for row in rows:
        if row.code in there and (columns := _differing(row, there[row.code])):
            changed.append(Change(row, there[row.code].row, columns))
    touched = {change.row.code for change in changed}
    codes = {row.code for row in rows}
    return Plan(
        new=tuple(row for row in rows if row.code not in there),
        changed=tuple(changed),
        unchanged=tuple(row for row in rows if row.code in there and row.code not in touched),
        missing=tuple(each.row.code for each in standing if each.row.code not in codes and not each.is_archived),
    )


def _differing(row: Row, standing: Standing) -> tuple[str, ...]:
    now = standing.row
    pairs = (
        ("titel", row.title, now.title), ("tekst", row.text, now.text),
        ("portefeuillehouder", row.holder_id, now.holder_id),
    )  # fmt: skip
    found = tuple(name for name, new, old in pairs if new != old)
    return (*found, BACK) if standing.is_archived else found


def write(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A file that spreadsheets open as it is meant, and that `read` reads back as it was."""
    return csv_bytes(columns, rows)
