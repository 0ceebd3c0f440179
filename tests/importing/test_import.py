"""Importing stores everything the file says, once, or nothing at all."""

from __future__ import annotations

import datetime
import html
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import peewee as pw
import pytest
from flask import Flask

from flask_initiatieven import mount, signals
from flask_initiatieven.acknowledging import models as acknowledging
from flask_initiatieven.agreements import models as agreements
from flask_initiatieven.agreements import queries as agreement_queries
from flask_initiatieven.agreements.agreement import content_hash
from flask_initiatieven.agreements.models import Agreement, Confirmation
from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.divisions import models as divisions
from flask_initiatieven.divisions.models import RoleTableCell
from flask_initiatieven.importing import actions, shape, source
from flask_initiatieven.importing import models as importing
from flask_initiatieven.importing.actions import Report, import_file
from flask_initiatieven.importing.mistakes import ImportRefused
from flask_initiatieven.importing.models import ImportedFile, ImportedObject
from flask_initiatieven.initiatives import models as initiatives
from flask_initiatieven.initiatives.models import (
    Decision,
    FundingRow,
    Initiative,
    Initiator,
    NumberSeries,
    Sounding,
    TimelineEntry,
)
from flask_initiatieven.municipality import models as municipality
from flask_initiatieven.municipality.models import District, Municipality, Person
from flask_initiatieven.programme import models as programme
from flask_initiatieven.vision import models as vision
from flask_initiatieven.vision.models import Page, PageEvent, PageVersion
from flask_initiatieven.visits import models as visits
from flask_initiatieven.visits.models import ProgrammeRow, Visit, VisitLine
from tests.conftest import MakeApp, inside
from tests.importing.sample import SAMPLE, TODAY, Change, changed, initiative


@pytest.fixture
def inside_app(app: Flask) -> Iterator[None]:
    with inside(app):
        yield


@pytest.fixture
def sample(inside_app: None) -> Report:
    return import_file(SAMPLE, TODAY)


def file_with(folder: Path, change: Change) -> Path:
    path = folder / "veranderd.yaml"
    path.write_text(changed(change), "utf-8")
    return path


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Each row of each table of ours."""
    database = mount.current().database
    tables = sorted(table for table in database.get_tables() if table.startswith("initiatieven_"))
    return {table: sorted(database.execute_sql(f'SELECT * FROM "{table}"').fetchall(), key=repr) for table in tables}


def test_the_sample_is_imported_whole(sample: Report) -> None:
    assert dict(sample.created) == {
        "gemeente": 1, "medewerkers": 13, "bestuurders": 4, "wijken": 5, "budgetten": 6, "mandaten": 2,
        "initiatieven": 12, "doorverwezen_voorbeelden": 1, "coalitieprogramma": 1, "visie_paginas": 2,
        "rolverdeling": 1,
    }  # fmt: skip
    assert (sample.unchanged, sample.weeks) == (0, 0)


#: Words of the file that stand in the tables under another name.
OTHER_WORDS = {"geldig": "published", "vervangen": "replaced", "ja_mits": "ja_als"}


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from leaves(item)
    elif value is not None:
        yield value


def normal(value: Any) -> str:
    """One spelling of a value, whatever its type in the file and in the table."""
    if isinstance(value, bool):
        return str(int(value))
    text = html.unescape(re.sub("</?p>", "", str(value)))
    return re.sub(r"^([0-9]+)\.0+$", r"\1", text.removesuffix(":00") if re.fullmatch("[0-9:]{8}", text) else text)


@pytest.mark.usefixtures("sample")
def test_no_value_of_the_file_is_lost_on_the_way() -> None:
    data, _ = shape.check(source.read(SAMPLE))
    stored = {normal(cell) for rows in everything().values() for row in rows for cell in row if cell is not None}
    written = {normal(OTHER_WORDS.get(leaf, leaf) if isinstance(leaf, str) else leaf) for leaf in leaves(data)}
    keys = {row[key] for section, key in (("budgetten", "id"), ("mandaten", "id")) for row in data[section]}
    assert keys < stored
    assert written - stored == set()


def test_an_initiative_reads_back_as_the_file_says(sample: Report) -> None:
    found = Initiative.get(Initiative.number == "EW-2026-007")
    assert (found.title, found.status, found.route) == ("Buurttuin De Vergeten Hoek", "in_beheer", "snel")
    assert (found.district.name, found.neighbourhood.name) == ("Zonneveld", "Bloemenbuurt")
    assert (found.contact.name, found.deputy.name) == ("Carolien Stuiver", "Rachid Belhaj")
    assert found.received_on == datetime.date(2026, 4, 16)
    assert [theme.name for theme in found.themes.order_by("position")] == ["groen", "ontmoeten"]
    assert found.motive.startswith("'Onze kinderen spelen op straat")


def test_contact_data_stands_apart_from_the_initiator(sample: Report) -> None:
    samira = Initiator.get(Initiator.name == "Samira El Khadri")
    assert samira.contact_data.get().phone == "06 00 00 02 01"
    assert samira.contact_data.get().preference == "App, na 16.00 uur"
    assert samira.may_be_named


def test_the_neighbourhoods_opinion_reads_back(sample: Report) -> None:
    found = Sounding.select().join(Initiative).where(Initiative.number == "EW-2026-011").get()
    assert (found.reached, found.in_favour, found.neutral, found.against) == (88, 52, 12, 24)
    assert [worry.text for worry in found.worries][0] == "De brandweer moet door de straat"


def test_nobody_asked_yet_leaves_no_sounding(sample: Report) -> None:
    assert not Sounding.select().join(Initiative).where(Initiative.number == "EW-2026-030").exists()


def test_a_decision_is_tied_to_its_person_or_its_body(sample: Report) -> None:
    decisions = {row.initiative.number: row for row in Decision.select()}
    assert decisions["EW-2026-007"].decided_by.name == "Carolien Stuiver"
    assert decisions["EW-2026-013"].decided_by is None
    assert decisions["EW-2026-013"].decided_by_body == "college"
    assert decisions["EW-2026-019"].proposed == "ja_als"
    assert [row.text for row in decisions["EW-2026-011"].alternatives][2].startswith("Een plek om kinderen")


def test_funding_is_tied_to_its_budget(sample: Report) -> None:
    row = FundingRow.get(FundingRow.source == "Wijkbudget Zonneveld 2026")
    assert (row.amount, row.certain, row.budget.key) == (1900, True, "wijkbudget-zonneveld")


def test_both_sides_of_an_agreement_confirmed_the_same_content(sample: Report) -> None:
    agreement = Agreement.get(Agreement.number == 2)
    sides = {row.side: row.content_hash for row in agreement.confirmations}
    assert sides == {"resident": agreement.content_hash, "municipality": agreement.content_hash}
    assert Confirmation.select().count() == 17


def test_an_imported_agreement_has_the_hash_of_what_is_printed(sample: Report) -> None:
    for row in Agreement.select():
        assert content_hash(agreement_queries.content(row)) == row.content_hash


def test_a_visit_reads_back_with_its_programme_and_lines(sample: Report) -> None:
    visit = Visit.select().join(Initiative).where(Initiative.number == "EW-2026-007").get()
    assert (visit.held_on, visit.begins, visit.ends) == (
        datetime.date(2026, 12, 3),
        datetime.time(15),
        datetime.time(16),
    )
    assert (visit.official.name, visit.contact.name) == ("Jeroen Haverkate", "Carolien Stuiver")
    assert visit.deputy.name == "Rachid Belhaj"
    rows = visit.programme.order_by(ProgrammeRow.position)
    assert [(row.begins.minute, row.minutes) for row in rows] == [(0, 5), (5, 20), (25, 20), (45, 10), (55, 5)]
    may_not = visit.lines.where(VisitLine.kind == "may_not_promise").order_by(VisitLine.position)
    assert [line.text for line in may_not][2] == "Een hek of verlichting."
    assert visit.press_invited is False


def test_the_vision_page_is_published_and_its_first_version_replaced(sample: Report) -> None:
    states = {row.number: row.state for row in PageVersion.select()}
    assert states == {1: "replaced", 2: "published"}
    assert Page.select().count() == 1


def test_each_version_of_a_page_begins_its_history_with_the_import(sample: Report) -> None:
    events = PageEvent.select(PageEvent, PageVersion).join(PageVersion).order_by(PageEvent.id)
    assert [(event.version.number, event.action, event.by_name) for event in events] == [
        (1, "publish", "import"),
        (2, "publish", "import"),
    ]


def test_the_role_table_has_a_cell_for_each_task_and_role(sample: Report) -> None:
    assert RoleTableCell.select().count() == 12 * 7


def test_a_report_for_somebody_else_keeps_its_number(sample: Report) -> None:
    found = Initiative.get(Initiative.number == "EW-2026-029")
    assert (found.kind, found.status) == ("melding", "doorverwezen")
    assert found.slug == "kapotte-bank-bij-de-vijver-ew-2026-029"
    assert found.referrals.get().referred_to.startswith("Melding openbare ruimte")


def test_new_initiatives_get_numbers_after_the_imported_ones(sample: Report) -> None:
    last = {(row.prefix, row.year): row.last for row in NumberSeries.select()}
    assert last == {("EW", 2026): 30, ("EW", 2025): 31}


def test_each_stored_object_has_its_line_in_the_audit_log(sample: Report) -> None:
    entries = list(AuditEntry.select())
    kinds = Counter(entry.object.split(":")[0] for entry in entries)
    assert kinds == {
        "municipality": 1, "person": 17, "district": 5, "budget": 6, "mandate": 2, "programme": 1,
        "initiative": 13, "agreement": 9, "visit": 6, "page_version": 2, "role_table": 1,
    }  # fmt: skip
    assert {(entry.action, entry.result, entry.origin) for entry in entries} == {
        ("importeren", "gelukt", "opdrachtregel")
    }
    assert f"visit:{Visit.get().id}" in {entry.object for entry in entries}


def test_the_host_is_told_of_each_new_object_after_they_are_stored(inside_app: None) -> None:
    told: list[tuple[str, int]] = []

    def remember(sender: Flask, mount: str, object: str, user: str | None) -> None:
        told.append((object.split(":")[0], Initiative.select().count()))

    with signals.created.connected_to(remember):
        import_file(SAMPLE, TODAY)
    assert told.count(("initiative", 13)) == 13
    assert told.count(("visit", 13)) == 6


def test_the_same_file_twice_changes_nothing(sample: Report) -> None:
    before = everything()
    again = import_file(SAMPLE, TODAY)
    assert (dict(again.created), again.unchanged) == ({}, 48)
    assert everything() == before


def test_the_same_file_another_day_moved_changes_nothing_either(sample: Report) -> None:
    before = everything()
    again = import_file(SAMPLE, TODAY + datetime.timedelta(days=400), shift=True)
    assert (dict(again.created), again.weeks) == ({}, 0)
    assert everything() == before


def test_spacing_comments_and_order_of_fields_do_not_make_a_file_different(sample: Report, tmp_path: Path) -> None:
    def backwards(values: dict[str, Any]) -> None:
        values["initiatieven"] = [dict(reversed(row.items())) for row in values["initiatieven"]]

    assert import_file(file_with(tmp_path, backwards), TODAY).unchanged == 48


def test_only_what_is_new_in_a_longer_file_is_added(sample: Report, tmp_path: Path) -> None:
    def one_more(values: dict[str, Any]) -> None:
        values["initiatieven"].append({**initiative(values, "EW-2026-024"), "nummer": "EW-2026-099", "slug": "nieuw"})

    report = import_file(file_with(tmp_path, one_more), TODAY)
    assert (dict(report.created), report.unchanged) == ({"initiatieven": 1}, 48)
    assert Initiative.get(Initiative.number == "EW-2026-099").contact.name == "Rachid Belhaj"


def test_a_file_with_initiatives_alone_may_point_at_what_is_there(sample: Report, tmp_path: Path) -> None:
    def only_new(values: dict[str, Any]) -> None:
        row = {**initiative(values, "EW-2026-007"), "nummer": "EW-2026-099", "slug": "nieuw"}
        keep = {"schema": values["schema"], "initiatieven": [row]}
        values.clear()
        values.update(keep)

    assert dict(import_file(file_with(tmp_path, only_new), TODAY).created) == {"initiatieven": 1}
    assert Visit.select().where(Visit.status == "gepland").count() == 4


def test_what_is_there_and_differs_is_refused_and_not_overwritten(sample: Report, tmp_path: Path) -> None:
    before = everything()

    def change(values: dict[str, Any]) -> None:
        initiative(values, "EW-2026-007")["titel"] = "Andere titel"
        values["budgetten"][0]["bedrag"] = 1
        values["initiatieven"].append({**initiative(values, "EW-2026-024"), "nummer": "EW-2026-099", "slug": "nieuw"})

    with pytest.raises(ImportRefused) as refused:
        import_file(file_with(tmp_path, change), TODAY)
    assert [mistake.problem for mistake in refused.value.mistakes] == [
        "wijkbudget-oude-kern bestaat al en is anders; importeren overschrijft niets.",
        "EW-2026-007 bestaat al en is anders; importeren overschrijft niets.",
    ]
    assert everything() == before


def test_what_somebody_made_by_hand_is_never_taken_over(inside_app: None) -> None:
    Person.create(key="m-stuiver", name="Iemand anders")
    District.create(code="WK999001", name="Met de hand")
    Initiative.create(
        number="EW-2026-500", title="Zelf", slug="warm-zonneveld", changed_at=datetime.datetime.now(datetime.UTC)
    )
    with pytest.raises(ImportRefused) as refused:
        import_file(SAMPLE, TODAY)
    assert [(mistake.place, mistake.problem.split(" bestaat al")[0]) for mistake in refused.value.mistakes] == [
        ("wijken[1] (WK999001)", "Wijk WK999001"),
        ("medewerkers[1] (m-stuiver)", "Persoon m-stuiver"),
        ("initiatieven[11] (EW-2026-013)", "Slug warm-zonneveld"),
    ]
    assert Person.select().count() == 1


def test_a_second_municipality_is_refused(sample: Report, tmp_path: Path) -> None:
    def other(values: dict[str, Any]) -> None:
        values["gemeente"]["code"] = "GM-ANDERS"

    with pytest.raises(ImportRefused) as refused:
        import_file(file_with(tmp_path, other), TODAY)
    assert refused.value.mistakes[0].problem == "Er is al een gemeente: GM9990."
    assert Municipality.select().count() == 1


def test_what_an_admin_filled_in_before_the_import_stays(inside_app: None) -> None:
    Municipality.create(name="", full_name="", code="", phone="14 0123")
    import_file(SAMPLE, TODAY)
    [found] = Municipality.select()
    assert (found.phone, found.name, found.code) == ("14 0123", "Elzerwoude", "GM9990")


def test_a_failure_halfway_leaves_nothing_behind(inside_app: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything()

    def broken(numbers: list[str]) -> None:
        raise pw.OperationalError("disk full")

    monkeypatch.setattr(actions, "_raise_series", broken)
    with pytest.raises(pw.OperationalError):
        import_file(SAMPLE, TODAY)
    assert everything() == before


def test_somebody_who_was_faster_is_told_and_nothing_is_stored(
    inside_app: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*found: Any) -> Any:
        new = real(*found)
        Person.create(key="m-stuiver", name="Net iets eerder")
        return new

    real = actions._new_items
    monkeypatch.setattr(actions, "_new_items", meanwhile)
    with pytest.raises(ImportRefused) as refused:
        import_file(SAMPLE, TODAY)
    assert refused.value.mistakes[0].expected == "Probeer het opnieuw."
    assert Initiative.select().count() == 0


def test_two_who_import_at_the_same_time_store_it_once(app: Flask) -> None:
    def one(number: int) -> int | str:
        with inside(app):
            ready.wait()
            try:
                return sum(import_file(SAMPLE, TODAY).created.values())
            except ImportRefused as refused:
                return refused.mistakes[0].expected

    ready = threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(one, range(2)))
    assert results.count(48) == 1
    assert set(results) - {48} <= {0, "Probeer het opnieuw."}
    with inside(app):
        assert (Initiative.select().count(), ImportedObject.select().count()) == (13, 48)


def test_with_shift_every_date_moves_by_the_same_weeks(inside_app: None) -> None:
    today = datetime.date(2027, 3, 1)
    report = import_file(SAMPLE, today, shift=True)
    visit = Visit.select().where(Visit.status == "gepland").order_by(Visit.held_on).first()
    assert visit.held_on == datetime.date(2026, 12, 3) + datetime.timedelta(weeks=report.weeks)
    assert 7 <= (visit.held_on - today).days < 14
    first = TimelineEntry.get(TimelineEntry.text == "Samira spreekt Carolien aan op de markt.")
    assert first.happened_on == datetime.date(2026, 4, 16) + datetime.timedelta(weeks=report.weeks)
    assert ImportedFile.get().weeks_moved == report.weeks == 14


def every_model() -> tuple[Any, ...]:
    rooms = (acknowledging, agreements, divisions, importing, initiatives, municipality, programme, vision, visits)
    return tuple(model for room in rooms for model in room.TABLES)


def longest(values: Any, field: Any) -> Any:
    """The same values, each free text as long as the format allows."""
    if values is None or isinstance(field, (shape.Pattern, shape.Reference, shape.ItemCode)):
        return values
    if isinstance(field, shape.Text):
        return "x" * field.longest
    if isinstance(field, shape.Items):
        return [longest(item, field.item) for item in values]
    if isinstance(field, shape.Part):
        return longest(values, field.schema)
    if isinstance(field, shape.Fields):
        return {name: longest(value, field.fields.get(name)) for name, value in values.items()}
    return values


def test_the_longest_texts_that_may_be_written_fit_their_columns(inside_app: None, tmp_path: Path) -> None:
    def change(values: dict[str, Any]) -> None:
        del values["rolverdeling"]
        full = longest(values, shape.File())
        full["gemeente"]["volledige_naam"] = values["gemeente"]["volledige_naam"]
        for old, new in zip(values["initiatieven"], full["initiatieven"], strict=True):
            for before, after in zip(old["afspraken"], new["afspraken"], strict=True):
                for said, longer in zip(before["bevestigd_door"], after["bevestigd_door"], strict=True):
                    longer["namens"] = said["namens"].ljust(160, "x")
        values.update(full)

    assert import_file(file_with(tmp_path, change), TODAY).created["initiatieven"] == 12
    too_long = [
        (model.__name__, name)
        for model in every_model()
        for name, field in model._meta.fields.items()
        if isinstance(field, pw.CharField)
        for (value,) in model.select(field).tuples()
        if value and len(value) > field.max_length
    ]
    assert too_long == []


def test_two_hosts_do_not_see_each_others_import(make_app: MakeApp) -> None:
    first, second = make_app(), make_app()
    with inside(first):
        import_file(SAMPLE, TODAY)
    with inside(second):
        assert Initiative.select().count() == 0


def test_a_thousand_initiatives_are_imported_in_bounded_time(inside_app: None, tmp_path: Path) -> None:
    def many(values: dict[str, Any]) -> None:
        rows = values["initiatieven"]
        values["initiatieven"] = [
            {**rows[n % len(rows)], "nummer": f"EW-2026-{n + 1000}", "slug": f"nummer-{n}"} for n in range(1000)
        ]

    path = file_with(tmp_path, many)
    began = time.monotonic()
    assert import_file(path, TODAY).created["initiatieven"] == 1000
    assert time.monotonic() - began < 60
