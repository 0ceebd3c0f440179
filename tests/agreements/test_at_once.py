"""Two people at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask

from flask_initiatieven.agreements import actions, queries
from flask_initiatieven.agreements.agreement import Side
from flask_initiatieven.agreements.models import Agreement, Confirmation
from flask_initiatieven.errors import Refused
from flask_initiatieven.initiatives.models import Initiative
from tests.agreements.conftest import CONTENT, MakeAgreement, state_of, yes
from tests.conftest import inside
from tests.together import at_once

#: what the database itself decides is tried in every case on both
EVERY_CASE = True


def test_two_people_who_start_a_version_get_one(app: Flask, initiative: str) -> None:
    def start(key: str) -> Callable[[], Any]:
        return lambda: actions.make(Initiative.get(), CONTENT, key * 32)

    answers = at_once(app, *(start(key) for key in "abcd"))
    assert sum(isinstance(answer, actions.AlreadyOpen) for answer in answers) == 3
    with inside(app):
        assert Agreement.select().count() == 1


def test_a_yes_and_a_change_at_once_never_confirm_a_text_nobody_saw(app: Flask, make_agreement: MakeAgreement) -> None:
    make_agreement("aangeboden")
    with inside(app):
        row = queries.agreement(("EW-2026-007", 1))
        assert row
        seen = row.version
        actions.confirm(row, yes(Side.MUNICIPALITY), seen)
        row = queries.agreement(("EW-2026-007", 1))
        assert row
        changed = CONTENT.__class__(**{**CONTENT.__dict__, "money": "Niets."})
    answers = at_once(
        app,
        lambda: actions.confirm(row, yes(Side.RESIDENT), row.version),
        lambda: actions.edit(row, changed, row.version, "overig"),
    )
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    with inside(app):
        after = queries.agreement(("EW-2026-007", 1))
        assert after
        counted = Confirmation.select().where(Confirmation.content_hash == after.content_hash).count()
    assert (state_of(app, 1) == "bevestigd") == (counted == len(Side))
