"""The registry: every setting has a word, a default that is right, and a way to storage and back."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from flask_initiatieven.access import Role
from flask_initiatieven.initiatives.process import status_model
from flask_initiatieven.options import labels
from flask_initiatieven.options.kinds import (
    Choice,
    Colour,
    Dates,
    Euros,
    Kind,
    Labels,
    Line,
    MailAddress,
    Number,
    Picture,
    Reason,
    Text,
    Unit,
    Wrong,
    YesNo,
)
from flask_initiatieven.options.registry import (
    GROUPS,
    ROLES,
    Municipality,
    Options,
    Terms,
    cross_check,
    nearest,
    settings,
)
from flask_initiatieven.workdays import Closed, days_after, is_working_day


@pytest.mark.parametrize("key", list(settings()))
def test_every_setting_has_a_label_and_a_default_that_is_right(key: str) -> None:
    kind, default = settings()[key].kind, Options().value(key)
    assert labels._WORDS[key][0]
    assert kind.read(kind.plain(default)) == default


def test_no_word_is_for_a_setting_that_is_not_there() -> None:
    assert set(labels._WORDS) == set(settings())
    assert set(labels.SLUGS) == set(labels.GROUPS) == set(labels.ABOUT) == set(GROUPS)


def test_roles_are_those_of_the_access_table() -> None:
    assert tuple(role.value for role in Role) == ROLES


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Line(), "Elzerwoude"),
        (Text(), "Twee\nregels"),
        (YesNo(), True),
        (Number(Unit.DAYS), 28),
        (Euros(), Decimal("2500.10")),
        (Dates(), (date(2026, 12, 24), date(2026, 12, 31))),
        (Choice(("u", "je")), "je"),
        (Colour(), "#1b59a4"),
        (MailAddress(), "initiatieven@elzerwoude.nl"),
        (Picture(), "a" * 64),
        (Labels(("griffie", "lezer")), {"griffie": "Raadsgriffie"}),
    ],
)
def test_a_value_comes_back_from_storage_as_it_was(kind: Kind, value: Any) -> None:
    assert kind.read(kind.plain(value)) == value


@pytest.mark.parametrize(
    ("kind", "plain", "reason"),
    [
        (Line(), 3, Reason.NO_TEXT),
        (Line(5), "zes zes", Reason.TOO_LONG),
        (Line(required=True), "  ", Reason.EMPTY),
        (Line(), "a\u202eb", Reason.STRANGE_SIGNS),
        (Line(), "a\u2028b", Reason.STRANGE_SIGNS),
        (Text(), "a\u2029b", Reason.STRANGE_SIGNS),
        (Line(), "a\u200fb", Reason.STRANGE_SIGNS),
        (Text(), "a\u2066b", Reason.STRANGE_SIGNS),
        (Line(), "twee\nregels", Reason.STRANGE_SIGNS),
        (Text(3), "vier", Reason.TOO_LONG),
        (YesNo(), "ja", Reason.NO_YES_OR_NO),
        (Number(Unit.DAYS), "28", Reason.NO_NUMBER),
        (Number(Unit.DAYS), True, Reason.NO_NUMBER),
        (Number(Unit.DAYS), 2.5, Reason.NO_NUMBER),
        (Number(Unit.DAYS), 0, Reason.OUT_OF_RANGE),
        (Euros(), 2500, Reason.NO_AMOUNT),
        (Euros(), "-1", Reason.NO_AMOUNT),
        (Euros(Decimal(10)), "10.01", Reason.OUT_OF_RANGE),
        (Dates(), "2026-12-24", Reason.NO_DATES),
        (Dates(), ["24-12-2026"], Reason.NO_DATES),
        (Dates(), ["2026-02-30"], Reason.NO_DATES),
        (Dates(), ["2026-12-24", "2026-12-24"], Reason.TWICE),
        (Dates(1), ["2026-12-24", "2026-12-25"], Reason.TOO_MANY),
        (Choice(("u", "je")), "jij", Reason.NOT_OFFERED),
        (Choice(("u", "je")), ["u"], Reason.NOT_OFFERED),
        (Colour(), "blauw", Reason.NO_COLOUR),
        (Colour(), "#12345", Reason.NO_COLOUR),
        (MailAddress(), "gemeente", Reason.NO_MAIL_ADDRESS),
        (Picture(), "logo.png", Reason.NO_PICTURE),
        (Labels(("a",)), ["a"], Reason.NO_LABELS),
        (Labels(("a",)), {"b": "x"}, Reason.NOT_OFFERED),
    ],
)
def test_a_wrong_value_is_refused_with_its_reason(kind: Kind, plain: Any, reason: Reason) -> None:
    with pytest.raises(Wrong) as refused:
        kind.read(plain)
    assert refused.value.reason is reason


def test_a_colour_may_be_written_short_and_without_a_sign() -> None:
    assert [Colour().read(word) for word in ("#FFF", "1B59A4", "")] == ["#ffffff", "#1b59a4", ""]


def test_options_cannot_be_changed_in_place() -> None:
    with pytest.raises(FrozenInstanceError):
        Options().terms.pause = 3  # type: ignore[misc]


def test_a_longer_route_cannot_be_shorter() -> None:
    assert list(cross_check(Options().with_values({"terms.decision_fast": 60}))) == ["terms.decision_normal"]
    assert cross_check(Options()) == {}


def test_the_nearest_setting_is_named() -> None:
    assert nearest("terms.decision_fasst") == "terms.decision_fast"


@pytest.mark.parametrize(
    ("one", "many", "plural"),
    [
        ("bewonersinitiatief", "", "bewonersinitiatieven"),
        ("idee", "ideeën", "ideeën"),
        ("buurtproject", "", "buurtprojecten"),
    ],
)
def test_a_plural_is_made_or_given(one: str, many: str, plural: str) -> None:
    assert Municipality(initiative=one, initiatives=many).plural == plural


def test_a_bridge_day_is_no_working_day_where_the_municipality_says_so() -> None:
    friday_after_ascension, bridged = date(2027, 5, 7), Closed(bridge_days=True)
    assert is_working_day(friday_after_ascension)
    assert not is_working_day(friday_after_ascension, bridged)
    assert days_after(date(2027, 5, 5), 1, bridged) == date(2027, 5, 10)


def test_the_terms_of_the_status_model_are_our_defaults() -> None:
    model, terms = status_model(), Terms()
    assert {key: route.days for key, route in model.routes.items()} == {
        key: terms.decision_days(key) for key in ("snel", "gewoon", "lang")
    }
    assert (model.terms["eerste_gesprek_dagen"], model.terms["bevestiging_werkdagen"]) == (
        terms.first_talk, terms.receipt,
    )  # fmt: skip
    assert model.terms["opnieuw_kijken_na_pauze_max_dagen"] == terms.pause
