"""Two admins at the same moment: one of them wins, the other is told."""

from __future__ import annotations

import pytest
from flask import Flask

from flask_initiatieven.errors import Conflict
from flask_initiatieven.options import actions, queries
from flask_initiatieven.options.models import SettingChange
from tests.agreements.test_at_once import at_once
from tests.conftest import inside


def test_of_two_who_save_a_group_at_once_one_wins(app: Flask) -> None:
    answers = at_once(
        app, *(lambda days=days: actions.save("terms", {"terms.pause": days}, 0) for days in (10, 20, 30))
    )
    assert sum(isinstance(answer, Conflict) for answer in answers) == 2
    with inside(app):
        assert SettingChange.select().count() == 1
        assert queries.current().terms.pause in (10, 20, 30)


def test_two_groups_at_once_are_both_saved(app: Flask) -> None:
    answers = at_once(
        app,
        lambda: actions.save("terms", {"terms.pause": 10}, 0),
        lambda: actions.save("municipality", {"municipality.name": "Elzerwoude"}, 0),
        lambda: actions.save("municipality", {"municipality.phone": "14 0999"}, 0),
    )
    assert sum(isinstance(answer, Conflict) for answer in answers) == 1
    with inside(app):
        assert SettingChange.select().count() == 2


def test_a_file_that_was_looked_at_before_a_change_is_not_stored(app: Flask) -> None:
    with inside(app):
        seen = queries.state()
        actions.save("terms", {"terms.pause": 10}, 0)
        with pytest.raises(Conflict, match="Bekijk het verschil opnieuw"):
            actions.apply({"terms.pause": 20}, seen)
        assert queries.current().terms.pause == 10
