"""Importing a file: everything is checked before anything is stored, and all of it is stored or nothing."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath

import peewee as pw

from flask_initiatieven import audit, mount, signals
from flask_initiatieven.agreements.models import Agreement
from flask_initiatieven.database import Model, db, now
from flask_initiatieven.divisions.models import RoleTable
from flask_initiatieven.initiatives.models import Initiative, NumberSeries
from flask_initiatieven.municipality.models import Budget, District, Mandate, Municipality, Person
from flask_initiatieven.programme.models import Programme
from flask_initiatieven.vision.models import PageVersion
from flask_initiatieven.visits.models import Visit

from . import consistency, objects, queries, shape, source, storing, storing_initiatives
from .batch import Batch, Node
from .findings import Row
from .mistakes import ImportRefused, Mistake
from .models import ImportedFile, ImportedObject
from .objects import Item
from .shift import shifted, weeks_ahead
from .storing import Places

_STORE: dict[str, Callable[[Batch, Row, Places], Node]] = {
    objects.MUNICIPALITY: storing.municipality,
    objects.PERSON: storing.person,
    objects.DISTRICT: storing.district,
    objects.BUDGET: storing.budget,
    objects.MANDATE: storing.mandate,
    objects.PROGRAMME: storing.programme,
    objects.INITIATIVE: storing_initiatives.initiative,
    objects.PAGE_VERSION: storing.page_version,
    objects.ROLE_TABLE: storing.role_table,
}
#: What is pointed at comes before what points.
_ORDER = tuple(kind for kind in _STORE if kind != objects.INITIATIVE) + (objects.INITIATIVE,)
#: What has a name of its own in the audit log and in signals.
_NAMES: dict[type[Model], str] = {
    Municipality: "municipality",
    Person: "person",
    District: "district",
    Budget: "budget",
    Mandate: "mandate",
    Programme: "programme",
    Initiative: "initiative",
    Agreement: "agreement",
    Visit: "visit",
    PageVersion: "page_version",
    RoleTable: "role_table",
}


@dataclass(frozen=True)
class Report:
    """How many objects of each kind were made, how many were there already, and how far dates were moved."""

    created: Mapping[str, int]
    unchanged: int
    weeks: int


def import_file(path: str | FilePath, today: datetime.date, shift: bool = False) -> Report:
    """Store what the file brings that is not there yet.

    With `shift` all dates move by whole weeks, so that planned visits lie ahead of `today`.
    Raises ImportRefused with every mistake; then nothing was stored.
    """
    found = source.read(path)
    data, mistakes = shape.check(found)
    mistakes = [*found.mistakes, *mistakes, *consistency.check(data, found, queries.known())]
    if mistakes:
        raise ImportRefused(mistakes)
    weeks = weeks_ahead(_planned(data), today) if shift else 0
    try:
        with db.atomic():
            new, count = _new_items(data, found)
            made = _store(data, new, weeks) if new else []
    except pw.IntegrityError as error:
        raise _changed_meanwhile() from error
    _tell(made)
    return Report(Counter(item.section for item in new), count - len(new), weeks if new else 0)


def _planned(data: Row) -> list[datetime.date]:
    visits = [row["bezoek"] for row in data["initiatieven"] if row["bezoek"]]
    return [visit["datum"] for visit in visits if visit["status"] == "gepland"]


def _new_items(data: Row, found: source.Source) -> tuple[list[Item], int]:
    """What is not there yet, and how much the file holds. Raises ImportRefused when something is there and differs."""
    imported, present = queries.imported(), queries.present()
    everything = list(objects.items(data))
    new: list[Item] = []
    mistakes: list[Mistake] = []
    for item in everything:
        before = imported.get((item.kind, item.key))
        if before is None:
            new.append(item)
            mistakes += _taken(item, present, found)
        elif before != objects.digest(item.row):
            mistakes.append(_different(item, found))
    if mistakes:
        raise ImportRefused(mistakes)
    return new, len(everything)


def _different(item: Item, found: source.Source) -> Mistake:
    return found.mistake(
        item.path,
        f"{item.key} bestaat al en is anders; importeren overschrijft niets.",
        "Verander het in het programma zelf, of haal het uit het bestand.",
    )


def _taken(item: Item, present: queries.Present, found: source.Source) -> Iterator[Mistake]:
    """A key that is in use by something that no import brought."""
    for key, taken, words in _claims(item, present):
        if key in taken:
            yield found.mistake(
                item.path,
                f"{words} {key} bestaat al en komt niet uit een import; importeren overschrijft niets.",
                "Haal het uit het bestand, of geef het een andere sleutel.",
            )
    if item.kind == objects.MUNICIPALITY and present.municipality:
        yield found.mistake(
            item.path,
            f"Er is al een gemeente: {present.municipality}.",
            "Gebruik voor een andere gemeente een andere database.",
        )
    if (
        item.kind == objects.PAGE_VERSION
        and item.row["status"] == "geldig"
        and item.row["sleutel"] in present.published
    ):
        yield found.mistake(
            (*item.path, "status"),
            f"Van '{item.row['sleutel']}' is al een versie gepubliceerd.",
            "Maak de status 'concept', en publiceer in het programma zelf.",
        )
    if item.kind == objects.PAGE_VERSION and item.row["status"] == "concept" and item.row["sleutel"] in present.open:
        yield found.mistake(
            (*item.path, "status"),
            f"Van '{item.row['sleutel']}' is al een nieuwe versie (concept).",
            "Publiceer die eerst in het programma, of gooi die weg.",
        )


def _claims(item: Item, present: queries.Present) -> Iterator[tuple[str, Collection[str], str]]:
    """The keys that this item wants to use, with those that are in use."""
    taken: dict[str, tuple[Collection[str], str]] = {
        objects.PERSON: (present.people, "Persoon"),
        objects.DISTRICT: (present.districts, "Wijk"),
        objects.BUDGET: (present.budgets, "Budget"),
        objects.MANDATE: (present.mandates, "Mandaat"),
        objects.PROGRAMME: (present.programmes, "Coalitieprogramma"),
        objects.INITIATIVE: (present.initiatives, "Initiatief"),
        objects.PAGE_VERSION: (present.page_versions, "Pagina"),
        objects.ROLE_TABLE: (present.role_tables, "Rolverdeling"),
    }
    if item.kind in taken:
        yield (item.key, *taken[item.kind])
    for hood in item.row.get("buurten", ()):
        yield hood["code"], present.neighbourhoods, "Buurt"
    if "slug" in item.row:
        yield item.row["slug"], present.slugs, "Slug"


def _store(data: Row, new: list[Item], weeks: int) -> list[str]:
    """Write the new items; the names of the objects made, such as "visit:4"."""
    batch, places = Batch(), _places(data)
    for item in sorted(new, key=lambda item: _ORDER.index(item.kind)):
        store = storing_initiatives.referral if item.section == "doorverwezen_voorbeelden" else _STORE[item.kind]
        store(batch, shifted(item.row, weeks), places)
    nodes = [node for node in batch.nodes if node.model in _NAMES]
    batch.flush()
    for node in sorted((node for node in nodes if node.model is PageVersion), key=lambda node: node.columns["number"]):
        storing.page_history(batch, node)
    batch.flush()
    _remember(batch, data, new, weeks)
    _raise_series([item.key for item in new if item.kind == objects.INITIATIVE])
    made = [f"{_NAMES[node.model]}:{node.id}" for node in nodes]
    for name in made:
        audit.record("importeren", name)
    return made


def _places(data: Row) -> Places:
    name = (data["gemeente"] or {}).get("volledige_naam") or queries.known().municipality_name
    return Places.of(queries.present(), name)


def _remember(batch: Batch, data: Row, new: list[Item], weeks: int) -> None:
    for item in new:
        batch.add(ImportedObject, kind=item.kind, key=item.key, digest=objects.digest(item.row))
    batch.add(
        ImportedFile,
        digest=objects.digest(data),
        format=data["schema"],
        language=data["taal"] or "",
        language_level=data["taalniveau"] or "",
        reference_date=shifted(data["peildatum"], weeks),
        weeks_moved=weeks,
        imported_at=now(),
    )
    batch.flush()


def _raise_series(numbers: list[str]) -> None:
    """New initiatives get numbers after the imported ones."""
    for (prefix, year), last in storing_initiatives.series(numbers).items():
        here = (NumberSeries.prefix == prefix) & (NumberSeries.year == year)
        if not NumberSeries.select().where(here).exists():
            NumberSeries.insert(prefix=prefix, year=year, last=last).execute()
        NumberSeries.update(last=last).where(here & (NumberSeries.last < last)).execute()


def _tell(made: list[str]) -> None:
    for name in made:
        signals.tell(signals.created, mount.current().name, name, None)


def _changed_meanwhile() -> ImportRefused:
    problem = "Iemand anders heeft intussen iets met dezelfde sleutel opgeslagen."
    return ImportRefused([Mistake(0, "", problem, "Probeer het opnieuw.")])
