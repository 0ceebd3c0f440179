"""A confirmed agreement never changes, whichever way one tries."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import peewee as pw
import pytest
from flask import Flask

from flask_initiatieven.agreements.models import Agreement, AgreementItem, AgreementTerm, Confirmation
from flask_initiatieven.errors import Immutable
from flask_initiatieven.fixed import FixedModel
from flask_initiatieven.lifecycle import actions as lifecycle
from flask_initiatieven.vision.models import PageVersion
from tests.agreements.conftest import MakeAgreement
from tests.conftest import inside

#: what the database itself decides is tried in every case on both
EVERY_CASE = True

ATTEMPTS: dict[str, Callable[[Agreement], Any]] = {
    "save": lambda row: _changed(row, "about").save(),
    "save one field": lambda row: _changed(row, "money").save(only=[Agreement.money]),
    "update": lambda row: Agreement.update(about="x").execute(),
    "update this row": lambda row: Agreement.update({Agreement.about: "x"}).where(Agreement.id == row.id).execute(),
    "update text along with state": lambda row: Agreement.update(state="concept", about="x").execute(),
    "bulk update": lambda row: Agreement.bulk_update([_changed(row, "about")], [Agreement.about]),
    "delete": lambda row: row.delete_instance(),
    "delete all": lambda row: Agreement.delete().execute(),
    "item save": lambda row: _changed(AgreementItem.get(), "text").save(),
    "item update": lambda row: AgreementItem.update(text="x").execute(),
    "item delete": lambda row: AgreementItem.get().delete_instance(),
    "item more": lambda row: AgreementItem.create(agreement=row, kind="we_do", position=9, text="x"),
    "term save": lambda row: _changed(AgreementTerm.get(), "what").save(),
    "term more": lambda row: AgreementTerm.insert(agreement=row.id, position=9, what="x", who="samen").execute(),
    "term delete": lambda row: AgreementTerm.delete().execute(),
    "yes save": lambda row: _changed(Confirmation.get(), "name").save(),
    "yes delete": lambda row: Confirmation.delete().where(Confirmation.agreement == row).execute(),
}


FIXED = import_module("flask_initiatieven.migrations.0002_fixed_texts").FIXED
GUARDED: dict[type[FixedModel], set[str]] = {
    Agreement: set(FIXED[0].columns.split(", ")),
    PageVersion: {
        *import_module("flask_initiatieven.migrations.0005_publication").FIXED.split(", "),
        *import_module("flask_initiatieven.migrations.0007_reading").READERS.split(", "),
    },
}


def _changed(row: Any, name: str) -> Any:
    setattr(row, name, "x")
    return row


@pytest.mark.parametrize("way", ATTEMPTS)
def test_the_text_of_a_confirmed_agreement_never_changes(app: Flask, make_agreement: MakeAgreement, way: str) -> None:
    make_agreement("bevestigd")
    with inside(app):
        before = _everything()
        with pytest.raises(Immutable):
            ATTEMPTS[way](Agreement.get())
        assert _everything() == before


@pytest.mark.parametrize("way", ["save", "item save", "item more", "term delete", "yes delete"])
def test_the_same_is_free_as_long_as_it_is_a_draft(app: Flask, make_agreement: MakeAgreement, way: str) -> None:
    make_agreement()
    with inside(app):
        ATTEMPTS[way](Agreement.get())


def test_the_state_of_a_confirmed_agreement_may_change(app: Flask, make_agreement: MakeAgreement) -> None:
    make_agreement("bevestigd")
    with inside(app):
        row = Agreement.get()
        row.state = "beeindigd"
        row.save()
        assert Agreement.get().state == "beeindigd"


def _everything() -> list[Any]:
    return [list(table.select().tuples()) for table in (Agreement, AgreementItem, AgreementTerm, Confirmation)]


RAW = {
    "text": "UPDATE initiatieven_agreement SET about = 'x'",
    "hash": "UPDATE initiatieven_agreement SET content_hash = 'x'",
    "item": "UPDATE initiatieven_agreement_item SET text = 'x'",
    "item away": "DELETE FROM initiatieven_agreement_item",
    "term": "UPDATE initiatieven_agreement_term SET what = 'x'",
    "term away": "DELETE FROM initiatieven_agreement_term",
    "yes": "UPDATE initiatieven_confirmation SET name = 'x'",
    "yes away": "DELETE FROM initiatieven_confirmation",
}


@pytest.mark.parametrize("way", RAW)
def test_the_database_itself_refuses_too(app: Flask, make_agreement: MakeAgreement, way: str) -> None:
    make_agreement("bevestigd")
    with inside(app) as mount:
        before = _everything()
        with pytest.raises(pw.DatabaseError, match="fixed"):
            mount.database.execute_sql(RAW[way])
        if not mount.database.is_closed():
            mount.database.close()
        assert _everything() == before


@pytest.mark.parametrize("way", RAW)
def test_the_database_lets_a_draft_be_changed(app: Flask, make_agreement: MakeAgreement, way: str) -> None:
    make_agreement()
    with inside(app) as mount:
        mount.database.execute_sql(RAW[way])


@pytest.mark.parametrize("table", GUARDED)
def test_every_column_of_the_text_is_guarded_in_the_database(app: Flask, table: type[FixedModel]) -> None:
    columns = {field.column_name for field in table._meta.sorted_fields if field.name not in table.free}
    assert columns - {"id", "state", "owner_id"} == GUARDED[table]


def test_an_initiative_that_goes_takes_its_agreements_along(app: Flask, make_agreement: MakeAgreement) -> None:
    make_agreement("bevestigd")
    with inside(app) as mount:
        mount.database.execute_sql("DELETE FROM initiatieven_initiative")
        assert _everything() == [[], [], [], []]


def test_the_guards_can_be_taken_away_and_put_back_over_rows(app: Flask, make_agreement: MakeAgreement) -> None:
    make_agreement("bevestigd")
    with inside(app) as mount:
        lifecycle._runner(mount.database).down("0002_fixed_texts")
        mount.database.execute_sql(RAW["text"])
        assert "0002_fixed_texts" in lifecycle.install(mount).names
        with pytest.raises(pw.DatabaseError, match="fixed"):
            mount.database.execute_sql(RAW["text"])
