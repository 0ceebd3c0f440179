"""A confirmed agreement never changes, whichever way one tries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from flask_initiatieven.agreements.models import Agreement, AgreementItem, AgreementTerm, Confirmation
from flask_initiatieven.errors import Immutable
from tests.agreements.conftest import MakeAgreement
from tests.conftest import inside

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
