"""The agreements of the sample municipality, as an import brings them."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

from flask import Flask

from flask_initiatieven.agreements import queries
from flask_initiatieven.agreements.agreement import OPEN_STATES, SaidYes, Side, content_hash, is_agreed, missing
from flask_initiatieven.agreements.composition import compose
from flask_initiatieven.agreements.models import Agreement
from flask_initiatieven.importing.actions import import_file
from tests.conftest import inside


def test_every_imported_agreement_is_complete_and_agreed_by_our_own_rules(app: Flask) -> None:
    with inside(app):
        import_file(str(files("flask_initiatieven.demo") / "voorbeelden.yaml"), date(2026, 11, 23))
        rows = list(queries._agreements())
        assert len(rows) >= 9
        for row in rows:
            assert content_hash(queries.content(row)) == row.content_hash
            assert missing(queries.content(row)) == ()
            said = [SaidYes(Side(each.side), each.content_hash) for each in queries.confirmations(row.id)]
            assert is_agreed(said, row.content_hash) == (row.state not in OPEN_STATES)
            assert len(compose(queries.facts(row)).parts) == 17


def test_agreements_without_rows_are_no_agreements(app: Flask) -> None:
    with inside(app):
        assert queries.agreement(("EW-2026-007", 1)) is None
        assert queries.of_initiative(1) == []
        assert Agreement.select().count() == 0
