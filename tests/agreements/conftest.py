"""An initiative with two people of the municipality, and agreements in each state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from flask_initiatieven.agreements import actions, queries
from flask_initiatieven.agreements.agreement import Content, Side, Term
from flask_initiatieven.agreements.models import Agreement
from flask_initiatieven.initiatives.models import Initiative, Initiator
from flask_initiatieven.municipality.models import Municipality, Person
from tests.conftest import inside

CONTENT = Content(
    kind="uitvoeringsafspraak",
    about="Bewoners maken een tuin.",
    our_role="Carolien is uw aanspreekpunt.",
    we_do=("Wij maken de grond klaar.",),
    you_do=("U houdt de tuin open.", "U gebruikt geen gif."),
    we_do_not=("Wij betalen geen nieuwe planten.",),
    contact="stuiver",
    deputy="belhaj",
    terms=(Term("Grond klaarmaken", "gemeente", date(2026, 6, 5)),),
    money="Eenmalig € 1.900.",
    looking_back="Elk jaar in juni.",
    stopping="Stoppen mag altijd.",
)
BASE = "/initiatieven/initiatief/EW-2026-007/afspraak"
MakeAgreement = Callable[..., int]


@pytest.fixture
def initiative(app: Flask) -> str:
    """Number of an initiative whose contact is Contact and whose deputy is Rachid."""
    with inside(app):
        Municipality.create(name="Elzerwoude", full_name="Gemeente Elzerwoude", code="GM0999", phone="14 0999")
        contact = Person.create(key="stuiver", name="Carolien Stuiver", user_id="contact", phone="06 00 00 01 01")
        deputy = Person.create(key="belhaj", name="Rachid Belhaj", email="r.belhaj@example.nl")
        row = Initiative.create(
            number="EW-2026-007",
            title="Buurttuin",
            slug="buurttuin",
            contact=contact,
            deputy=deputy,
            status="akkoord",
            changed_at=datetime(2026, 5, 1, tzinfo=UTC),
        )
        Initiator.create(initiative=row, position=0, name="Samira El Khadri")
    return "EW-2026-007"


@pytest.fixture
def make_agreement(app: Flask, initiative: str) -> MakeAgreement:
    """make_agreement("aangeboden") gives the number of a version that got that far."""

    def make(state: str = "concept", **changed: Any) -> int:
        with inside(app):
            row = actions.make(Initiative.get(), replace(CONTENT, **changed), f"{Agreement.select().count():032x}")
            place = ("EW-2026-007", row.number)
            if state != "concept":
                actions.offer(row, row.version)
            if state == "bevestigd":
                for side in Side:
                    found = queries.agreement(place)
                    assert found
                    actions.confirm(found, yes(side), found.version)
        return int(row.number)

    return make


def yes(side: Side, **changed: Any) -> actions.Yes:
    name = "Samira El Khadri" if side is Side.RESIDENT else "Carolien Stuiver"
    said = actions.Yes(side, name, f"namens {side}", date(2026, 5, 20), "Handtekening op papier")
    return replace(said, **changed)


def state_of(app: Flask, version: int) -> str:
    with inside(app):
        found = queries.agreement(("EW-2026-007", version))
        assert found
        return str(found.state)
