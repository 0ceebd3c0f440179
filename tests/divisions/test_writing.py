"""Editing the role division: working copy, rows without a script, adopting, conflict, old versions back."""

from __future__ import annotations

from datetime import date
from typing import Any

import peewee as pw
import pytest
from flask import Flask

from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.divisions import actions, queries
from flask_initiatieven.divisions.division import Party, TableState
from flask_initiatieven.divisions.models import RoleTable, RoleTableActor, RoleTableCell, RoleTableLetter, RoleTableRow
from flask_initiatieven.errors import Conflict, Immutable
from tests.conftest import inside
from tests.divisions.conftest import PLACE, AsPerson, said, save, table, typed
from tests.vision.filling import fields, send


def states(app: Flask) -> list[tuple[int, str]]:
    with inside(app):
        return [(row.number, row.state) for row in RoleTable.select().order_by(RoleTable.number)]


def begin(app: Flask, as_person: AsPerson) -> str:
    manager = as_person("manager")
    return str(manager.post(f"{PLACE}/nieuw", data=fields(manager.get(PLACE).text, f"{PLACE}/nieuw")).location)


def test_a_working_copy_says_the_same_and_the_adopted_table_stays(
    app: Flask, as_person: AsPerson, role_table: None
) -> None:
    assert begin(app, as_person).endswith("/rolverdeling/versie/2/bewerken")
    assert said(app, 1) == said(app, 2)
    assert states(app) == [(1, "vastgesteld"), (2, "concept")]


def test_there_is_one_concept_at_a_time(app: Flask, concept: str) -> None:
    with inside(app):
        assert actions.begin("").number == 2
        assert RoleTable.select().count() == 2


def test_the_first_table_begins_empty_with_the_five_letters(app: Flask, as_person: AsPerson) -> None:
    begin(app, as_person)
    division = said(app, 1)
    assert list(division.meanings or {}) == ["R", "A", "S", "C", "I"]
    assert division.tasks == ()


def test_the_whole_table_is_edited_in_one_form(app: Flask, as_person: AsPerson, concept: str) -> None:
    changed: dict[str, Any] = {
        "title": "Wie doet het",
        "tasks__0__task": "Een idee hebben",
        "tasks__0__cells__1": "I",
        "tasks__1__phases": ["akkoord", "in_beheer"],
        "actors__0__name": "inwoner",
    }
    assert save(as_person("manager"), f"{concept}/bewerken", **changed).status_code == 302
    division = said(app, 2)
    assert division.title == "Wie doet het"
    assert division.tasks[0].letters == ("A/R", "I")
    assert division.tasks[0].phases == ("verkenning",)
    assert division.tasks[1].phases == ("akkoord", "in_beheer")
    assert (division.actors[0].name, division.actors[0].party) == ("inwoner", Party.RESIDENT)


@pytest.mark.parametrize(
    ("wish", "tasks", "cells"),
    [
        ("up-task-1", ["Geld geven", "Idee bedenken"], ["C", "A"]),
        ("down-task-0", ["Geld geven", "Idee bedenken"], ["C", "A"]),
        ("drop-task-0", ["Geld geven"], ["C", "A"]),
        ("down-actor-0", ["Idee bedenken", "Geld geven"], ["-", "A/R"]),
        ("drop-actor-0", ["Idee bedenken", "Geld geven"], ["-"]),
        ("add-actor", ["Idee bedenken", "Geld geven"], ["A/R", "-", "-"]),
        ("add-task", ["Idee bedenken", "Geld geven", ""], ["A/R", "-"]),
        ("up-task-77", ["Idee bedenken", "Geld geven"], ["A/R", "-"]),
        ("x", ["Idee bedenken", "Geld geven"], ["A/R", "-"]),
    ],
)
def test_buttons_rearrange_what_is_typed_and_save_nothing(
    app: Flask, as_person: AsPerson, concept: str, wish: str, tasks: list[str], cells: list[str]
) -> None:
    answer = save(as_person("manager"), f"{concept}/bewerken", do=wish, title="Anders")
    assert answer.status_code == 200
    data = typed(answer.text)
    assert [data[name] for name in data if name.endswith("-task")] == tasks
    assert [data[name] for name in data if name.startswith("ini-tasks-0-cells-")] == cells
    assert data["ini-title"] == "Anders"
    assert said(app, 2).title == "Wie doet wat"


def test_what_is_typed_after_rearranging_is_saved(app: Flask, as_person: AsPerson, concept: str) -> None:
    manager = as_person("manager")
    data = typed(save(manager, f"{concept}/bewerken", do="down-actor-0").text)
    assert manager.post(f"{concept}/bewerken", data=data).status_code == 302
    division = said(app, 2)
    assert [actor.name for actor in division.actors] == ["raad", "bewoner"]
    assert [task.letters for task in division.tasks] == [("-", "A/R"), ("A", "C")]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"title": ""}, "Geef de tabel een titel."),
        ({"tasks__0__task": ""}, "Schrijf de taak op, of haal de taak weg."),
        ({"actors__0__name": ""}, "Geef de partij een naam, of haal de partij weg."),
        ({"actors__0__name": "Raad"}, "Deze naam staat er al."),
        ({"tasks__0__cells__0": "X"}, "Kies iets uit de lijst."),
        ({"tasks__0__cells__0": "A/A"}, "Kies iets uit de lijst."),
        ({"tasks__0__task": "x" * 201}, "1 tekens te veel"),
        ({"actors__0__party": "burgemeester"}, "Kies iets uit de lijst."),
    ],
)
def test_a_mistake_is_named_and_nothing_is_lost(
    app: Flask, as_person: AsPerson, concept: str, changed: dict[str, str], message: str
) -> None:
    answer = save(as_person("manager"), f"{concept}/bewerken", **{"tasks__1__task": "Bewaard", **changed})
    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="Bewaard"' in answer.text
    assert said(app, 2).tasks[1].name == "Geld geven"


@pytest.mark.parametrize(
    "name", ["ini-tasks-²-cells-0", "ini-tasks-0-cells-²", "ini-tasks-99999-task", "ini-tasks-0-cells-77"]
)
def test_odd_numbers_of_rows_and_cells_do_no_harm(app: Flask, as_person: AsPerson, concept: str, name: str) -> None:
    manager = as_person("manager")
    data = typed(manager.get(f"{concept}/bewerken").text)
    data[name] = "A"
    assert manager.post(f"{concept}/bewerken", data=data).status_code in (302, 422)
    assert all(len(task.letters) == 2 for task in said(app, 2).tasks)


def test_an_imported_combination_of_letters_survives_editing(app: Flask, as_person: AsPerson, concept: str) -> None:
    with inside(app):
        cell = RoleTableCell.select().join(RoleTableRow).where(RoleTableRow.table == 2, RoleTableCell.letters == "C")
        RoleTableCell.update(letters="C/I").where(RoleTableCell.id == cell.get().id).execute()
    assert save(as_person("manager"), f"{concept}/bewerken", title="Nieuw").status_code == 302
    assert said(app, 2).tasks[1].letters == ("C/I", "A")


def test_who_saves_second_sees_both_texts_and_loses_nothing(app: Flask, as_person: AsPerson, concept: str) -> None:
    manager = as_person("manager")
    late = typed(manager.get(f"{concept}/bewerken").text)
    save(manager, f"{concept}/bewerken", tasks__0__task="Eerst opgeslagen")
    late["ini-tasks-0-task"] = "Later getypt"
    answer = manager.post(f"{concept}/bewerken", data=late)
    assert answer.status_code == 409
    assert "Taak: Eerst opgeslagen" in answer.text
    assert 'value="Later getypt"' in answer.text
    assert manager.post(f"{concept}/bewerken", data=typed(answer.text)).status_code == 302
    assert said(app, 2).tasks[0].name == "Later getypt"


def test_adopting_replaces_the_table_in_force(app: Flask, as_person: AsPerson, concept: str) -> None:
    with inside(app):
        RoleTableRow.update(task="Nieuwe taak").where(RoleTableRow.table == 2, RoleTableRow.position == 0).execute()
    changed = {"adopted_by": "raad", "adopted_on": "2026-07-01", "decision_number": "B-7"}
    assert send(as_person("manager"), f"{concept}/vaststellen", **changed).status_code == 302
    assert states(app) == [(1, "vervangen"), (2, "vastgesteld")]
    text = as_person("bob").get(PLACE).text
    assert "Nieuwe taak" in text
    assert "Besluit B-7." in text


def test_a_row_without_its_one_decider_keeps_the_table_a_concept_and_is_named(
    app: Flask, as_person: AsPerson, concept: str
) -> None:
    save(as_person("manager"), f"{concept}/bewerken", tasks__1__cells__0="A")
    changed = {"adopted_by": "raad", "adopted_on": "2026-07-01"}
    answer = send(as_person("manager"), f"{concept}/vaststellen", **changed)
    assert answer.status_code == 422
    assert f'<a href="{concept}/bewerken#ini-tasks-1">Geld geven</a>' in answer.text
    assert 'id="ini-tasks-1"' in as_person("manager").get(f"{concept}/bewerken").text
    assert states(app) == [(1, "vastgesteld"), (2, "concept")]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("adopted_by", "", "Kies wie de tabel heeft vastgesteld."),
        ("adopted_on", "", "Vul de datum van vaststellen in."),
        ("adopted_on", "2199-01-01", "Deze dag moet nog komen."),
    ],
)
def test_adopting_asks_by_whom_and_when(
    app: Flask, as_person: AsPerson, concept: str, field: str, value: str, message: str
) -> None:
    changed = {"adopted_by": "raad", "adopted_on": "2026-07-01", field: value}
    answer = send(as_person("manager"), f"{concept}/vaststellen", **changed)
    assert answer.status_code == 422
    assert message in answer.text


def test_what_changed_since_the_page_was_opened_is_not_adopted(app: Flask, concept: str) -> None:
    with inside(app):
        row = queries.numbered(2)
        assert row
        with pytest.raises(Conflict):
            actions.adopt(row, "raad", date(2026, 7, 1), "", row.version + 1)
    assert states(app) == [(1, "vastgesteld"), (2, "concept")]


def test_an_old_version_comes_back_as_a_concept(app: Flask, as_person: AsPerson) -> None:
    with inside(app):
        table(1, TableState.REPLACED)
        table(2, TableState.ADOPTED)
    manager, old = as_person("manager"), f"{PLACE}/versie/1"
    answer = manager.post(f"{old}/terugzetten", data=fields(manager.get(old).text, "terugzetten"))
    assert answer.location.endswith("/versie/3/bewerken")
    assert said(app, 3) == said(app, 1)


def test_nothing_comes_back_while_there_is_a_concept(app: Flask, concept: str) -> None:
    with inside(app):
        row = queries.numbered(1)
        assert row
        with pytest.raises(actions.ConceptExists, match="versie 2"):
            actions.restore(row)


def test_a_concept_can_be_thrown_away(app: Flask, as_person: AsPerson, concept: str) -> None:
    assert send(as_person("manager"), f"{concept}/weggooien").status_code == 302
    assert states(app) == [(1, "vastgesteld")]
    assert as_person("manager").get(concept).status_code == 404


def test_every_change_is_in_the_log(app: Flask, as_person: AsPerson, concept: str) -> None:
    save(as_person("manager"), f"{concept}/bewerken", title="Nieuw")
    send(as_person("manager"), f"{concept}/vaststellen", adopted_by="raad", adopted_on="2026-07-01")
    with inside(app):
        found = [(row.action, row.object) for row in AuditEntry.select().order_by(AuditEntry.id)]
    assert found[-3:] == [
        ("rolverdeling bewerken", "role_table:2"), ("vervangen", "role_table:1"), ("vaststellen", "role_table:2"),
    ]  # fmt: skip


PARTS = (RoleTableLetter, RoleTableActor, RoleTableRow, RoleTableCell)


@pytest.mark.parametrize("model", [RoleTable, *PARTS])
def test_the_models_refuse_to_change_what_is_adopted(app: Flask, role_table: None, model: Any) -> None:
    with inside(app):
        first = model.select().first()
        with pytest.raises(Immutable):
            model.delete().where(model.id == first.id).execute()
        name = {RoleTable: "title", RoleTableLetter: "meaning", RoleTableActor: "name", RoleTableRow: "task"}
        with pytest.raises(Immutable):
            model.update(**{name.get(model, "letters"): "x"}).where(model.id == first.id).execute()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE initiatieven_role_table SET title = 'x'",
        "DELETE FROM initiatieven_role_table",
        *(f"DELETE FROM initiatieven_role_table_{part}" for part in ("letter", "actor", "row", "cell")),
        "UPDATE initiatieven_role_table_cell SET letters = 'A'",
        "UPDATE initiatieven_role_table_row SET phases = ''",
        "UPDATE initiatieven_role_table_actor SET party = ''",
    ],
)
def test_the_database_refuses_to_change_what_is_adopted(app: Flask, role_table: None, statement: str) -> None:
    with inside(app) as mount, pytest.raises(pw.DatabaseError), mount.database.atomic():
        mount.database.execute_sql(statement)


@pytest.mark.usefixtures("role_table")
def test_a_second_table_can_not_be_in_force(app: Flask) -> None:
    with inside(app) as mount, pytest.raises(pw.IntegrityError), mount.database.atomic():
        table(2, TableState.ADOPTED)
