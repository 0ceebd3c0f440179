"""The things in an import file that are stored or left alone as a whole, each with its key and digest. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .findings import Row
from .mistakes import Path

MUNICIPALITY, PERSON, DISTRICT, BUDGET, MANDATE = "municipality", "person", "district", "budget", "mandate"
PROGRAMME, INITIATIVE, PAGE_VERSION, ROLE_TABLE = "programme", "initiative", "page_version", "role_table"

_LISTS = (
    ("medewerkers", PERSON, "id"), ("bestuurders", PERSON, "id"), ("wijken", DISTRICT, "code"),
    ("budgetten", BUDGET, "id"), ("mandaten", MANDATE, "id"), ("initiatieven", INITIATIVE, "nummer"),
    ("doorverwezen_voorbeelden", INITIATIVE, "nummer"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the file: what it is, its key, where it stands and what it says."""

    kind: str
    key: str
    path: Path
    row: Row

    @property
    def section(self) -> str:
        """The part of the file it stands in."""
        return str(self.path[0])


def items(data: Row) -> Iterator[Item]:
    """Every item of a checked file. The notice on screens belongs to the municipality."""
    if data["gemeente"]:
        own = {**data["gemeente"], "fictief": data["fictief"], "melding_op_scherm": data["melding_op_scherm"]}
        yield Item(MUNICIPALITY, data["gemeente"]["code"], ("gemeente",), own)
    for section, kind, key in _LISTS:
        for position, row in enumerate(data[section]):
            yield Item(kind, row[key], (section, position), row)
    if data["coalitieprogramma"]:
        programme = data["coalitieprogramma"]
        yield Item(PROGRAMME, programme["titel"], ("coalitieprogramma",), programme)
    for position, row in enumerate(data["visie_paginas"]):
        yield Item(PAGE_VERSION, f"{row['sleutel']}/{row['versie']}", ("visie_paginas", position), row)
    if data["rolverdeling"]:
        yield Item(ROLE_TABLE, data["rolverdeling"]["titel"], ("rolverdeling",), data["rolverdeling"])


def digest(value: Any) -> str:
    """SHA-256 of what it says: not of spacing or order of fields, nor of fields that are empty."""
    text = json.dumps(_filled(value), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _filled(value: Any) -> Any:
    """Without empty fields: a field that a later version adds must not make an old file look changed."""
    if isinstance(value, dict):
        inner = {key: _filled(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in (None, [], {})}
    if isinstance(value, list):
        return [_filled(item) for item in value]
    return value
