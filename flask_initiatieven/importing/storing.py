"""Checked values → rows of the municipality and its governing texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask_initiatieven.acknowledging.ticks import Audience
from flask_initiatieven.database import now
from flask_initiatieven.divisions.division import Task, is_decided, likely_party, likely_phases
from flask_initiatieven.divisions.models import (
    RoleTable,
    RoleTableActor,
    RoleTableCell,
    RoleTableLetter,
    RoleTableRow,
    TableState,
)
from flask_initiatieven.municipality.models import (
    Budget,
    District,
    Mandate,
    MandateCondition,
    Municipality,
    Neighbourhood,
    Person,
    PersonKind,
)
from flask_initiatieven.programme.models import Programme, ProgrammeItem, ProgrammeState
from flask_initiatieven.rich_text import to_html
from flask_initiatieven.vision.models import (
    Page,
    PageEvent,
    PageLine,
    PageLineKind,
    PageVersion,
    VersionState,
)
from flask_initiatieven.vision.publication import Step

from .batch import Batch, Node, Reference
from .findings import Row
from .queries import Present

_STATES = {"concept": VersionState.DRAFT, "geldig": VersionState.PUBLISHED, "vervangen": VersionState.REPLACED}
#: Who made the change, in columns that name a user.
IMPORTER = "import"


@dataclass(slots=True)
class Places:
    """Where references point: rows of the database and rows of this import, by key."""

    people: dict[str, Reference] = field(default_factory=dict)
    districts: dict[str, Reference] = field(default_factory=dict)
    neighbourhoods: dict[str, Reference] = field(default_factory=dict)
    budgets: dict[str, Reference] = field(default_factory=dict)
    mandates: dict[str, Reference] = field(default_factory=dict)
    points: dict[str, Reference] = field(default_factory=dict)
    pages: dict[str, Reference] = field(default_factory=dict)
    municipality_name: str = ""
    #: number of the newest role table, and whether one is in force
    last_role_table: int = 0
    has_adopted_table: bool = False
    has_programme_in_force: bool = False

    @classmethod
    def of(cls, present: Present, municipality_name: str) -> Places:
        """With what the database has; the import adds its own."""
        return cls(
            dict(present.people),
            dict(present.districts),
            dict(present.neighbourhoods),
            dict(present.budgets),
            dict(present.mandates),
            dict(present.points),
            dict(present.pages),
            municipality_name,
            present.last_role_table,
            present.has_adopted_table,
            present.has_programme_in_force,
        )

    def person(self, key: str | None) -> Reference | None:
        """The person with this key; None for no key."""
        return self.people[key] if key else None


def stamp() -> dict[str, Any]:
    """The columns that say when and by whom a row was last changed."""
    return {"version": 1, "changed_at": now(), "changed_by": IMPORTER}


def municipality(batch: Batch, row: Row, places: Places) -> Node:
    """The one municipality; what an admin filled in before, stays as he wrote it."""
    columns: dict[str, Any] = {
        "name": row["naam"],
        "full_name": row["volledige_naam"],
        "code": row["code"],
        "residents": row["inwoners"],
        "phone": row["telefoon"] or "",
        "form_of_address": row["aanspreekvorm"],
        "initiative_term": row["term_initiatief"],
        "college_meets_on": row["college_vergadert_op"] or "",
        "council_meets_on": row["raad_beeldvormend_op"] or "",
        "fictional": bool(row["fictief"]),
        "notice": row["melding_op_scherm"] or "",
    }
    by_hand = Municipality.get_or_none(Municipality.code == "")
    if by_hand is not None:
        columns |= {name: value for name, value in _filled_in(by_hand).items() if name in columns}
        by_hand.delete_instance()
    return batch.add(Municipality, **columns)


def _filled_in(row: Municipality) -> dict[str, Any]:
    """Columns of a row that say something else than nothing and than their default."""
    empty = {name: field.default for name, field in Municipality._meta.fields.items()}
    return {name: value for name, value in row.__data__.items() if value not in (None, "", empty[name])}


def person(batch: Batch, row: Row, places: Places) -> Node:
    """An employee, or an official: those have no role, department or address in the file."""
    node = batch.add(
        Person,
        key=row["id"],
        kind=PersonKind.EMPLOYEE if "rol" in row else PersonKind.OFFICIAL,
        name=row["naam"],
        job_title=row["functie"],
        role=row.get("rol") or "",
        department=row.get("afdeling") or "",
        phone=row.get("telefoon") or "",
        email=row.get("email") or "",
    )
    places.people[row["id"]] = node
    return node


def district(batch: Batch, row: Row, places: Places) -> Node:
    node = batch.add(
        District,
        code=row["code"],
        name=row["naam"],
        alderman=places.person(row["wijkwethouder"]),
        contact=places.person(row["aanspreekpunt"]),
    )
    places.districts[row["code"]] = node
    for hood in row["buurten"]:
        places.neighbourhoods[hood["code"]] = batch.add(
            Neighbourhood, code=hood["code"], name=hood["naam"], district=node
        )
    return node


def budget(batch: Batch, row: Row, places: Places) -> Node:
    holder = places.person(row["budgethouder"])
    node = batch.add(Budget, key=row["id"], name=row["naam"], amount=row["bedrag"], holder=holder)
    places.budgets[row["id"]] = node
    return node


def mandate(batch: Batch, row: Row, places: Places) -> Node:
    node = batch.add(
        Mandate,
        key=row["id"],
        role=row["voor_rol"],
        source=row["bron"],
        on_behalf_of=row["namens"],
        up_to_amount=row["tot_bedrag"],
        may_refuse=row["mag_afwijzen"],
    )
    batch.add_each(MandateCondition, row["voorwaarden"], mandate=node)
    places.mandates[row["id"]] = node
    return node


def programme(batch: Batch, row: Row, places: Places) -> Node:
    state = ProgrammeState.COMING if places.has_programme_in_force else ProgrammeState.CURRENT
    places.has_programme_in_force = True
    node = batch.add(Programme, title=row["titel"], period=row["periode"], state=state, **stamp())
    for position, point in enumerate(row["punten"]):
        places.points[point["nr"]] = batch.add(
            ProgrammeItem,
            programme=node,
            position=position,
            code=point["nr"],
            title=point["titel"],
            text=point["tekst"] or "",
            **stamp(),
        )
    return node


def page_version(batch: Batch, row: Row, places: Places) -> Node:
    key = row["sleutel"]
    if key not in places.pages:
        places.pages[key] = batch.add(Page, key=key)
    read = row["gelezen"] or {}
    node = batch.add(
        PageVersion,
        page=places.pages[key],
        number=row["versie"],
        state=_STATES[row["status"]],
        title=row["titel"],
        adopted_by=row["vastgesteld_door"] or "",
        adopted_on=row["vastgesteld_op"],
        decision_number=row["besluitnummer"] or "",
        valid_from=row["geldig_vanaf"],
        valid_until=row["geldig_tot"],
        review_on=row["opnieuw_bekijken_op"],
        owner=places.person(row["eigenaar"]),
        why=to_html(row["waarom"] or ""),
        mission=row["missie"] or "",
        vision=to_html(row["visie"] or ""),
        change=row["wijziging"] or "",
        replaced_by=row["vervangen_door_versie"],
        read_audience=read.get("gevraagd_aan") or "",
        read_statement=read.get("verklaring") or "",
        read_again=bool(read.get("opnieuw_bij_nieuwe_versie")),
        read_by=_audience(read),
        read_departments="\n".join(read.get("afdelingen") or ()),
        **stamp(),
    )
    for kind, lines in _page_lines(row):
        for position, (title, text) in enumerate(lines):
            batch.add(PageLine, page_version=node, kind=kind, position=position, title=title, text=text)
    return node


def _audience(read: Row) -> Audience:
    """A text that comes with something to read is for the departments that are named, else for everybody."""
    if not read:
        return Audience.NOBODY
    return Audience.DEPARTMENTS if read.get("afdelingen") else Audience.EVERYBODY


def page_history(batch: Batch, version: Node) -> None:
    """The first line of its history; it comes after the lines of the text, which from then on is closed."""
    made = version.columns["state"] == VersionState.DRAFT
    batch.add(
        PageEvent,
        page=version.columns["page"],
        version=version,
        action=Step.MAKE if made else Step.PUBLISH,
        by_name=IMPORTER,
        at=now(),
    )


def _page_lines(row: Row) -> Iterator[tuple[PageLineKind, list[tuple[str, str]]]]:
    yield PageLineKind.IN_SHORT, [("", text) for text in row["in_het_kort"]]
    yield PageLineKind.PRINCIPLE, [(line["titel"], line["tekst"]) for line in row["uitgangspunten"]]
    yield PageLineKind.EXPECTATION, [("", text) for text in row["wat_verwachten_wij_van_u_als_collega"]]
    yield PageLineKind.ROLE, [(line["rol"], line["tekst"]) for line in row["onze_rollen"]]


def role_table(batch: Batch, row: Row, places: Places) -> Node:
    """In force when it is adopted, whole, and no other table is in force; else a concept."""
    is_adopted = _is_whole(row) and not places.has_adopted_table
    places.has_adopted_table |= is_adopted
    places.last_role_table += 1
    table = batch.add(
        RoleTable,
        number=places.last_role_table,
        state=TableState.ADOPTED if is_adopted else TableState.CONCEPT,
        title=row["titel"],
        adopted_by=row["vastgesteld_door"] or "",
        adopted_on=row["vastgesteld_op"],
        **stamp(),
    )
    for position, (letter, meaning) in enumerate(row["letters"].items()):
        batch.add(RoleTableLetter, table=table, position=position, letter=letter, meaning=meaning)
    actors = {
        name: batch.add(RoleTableActor, table=table, position=position, name=name, party=likely_party(name))
        for position, name in enumerate(row["rollen"])
    }
    for position, line in enumerate(row["regels"]):
        phases = line.get("fasen") or likely_phases(line["wat"])
        task = batch.add(RoleTableRow, table=table, position=position, task=line["wat"], phases=" ".join(phases))
        for name, actor in actors.items():
            batch.add(RoleTableCell, row=task, actor=actor, letters=line[name])
    return table


def _is_whole(row: Row) -> bool:
    """Adopted by somebody on a day, and about each task exactly one decides."""
    tasks = (Task(line["wat"], tuple(line[name] for name in row["rollen"])) for line in row["regels"])
    return bool(row["vastgesteld_door"] and row["vastgesteld_op"]) and all(map(is_decided, tasks))
