"""Dutch input: what people type is understood or refused with what to do, and stays on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from flask_initiatieven import forms
from flask_initiatieven import mount as mounts


class Row(forms.RowForm):
    what = forms.LineField("Wat", 20, required="Vul in wat.")
    who = forms.LineField("Wie", 20)


class Everything(forms.Form):
    line = forms.LineField("Regel", 10)
    text = forms.TextField("Tekst")
    day = forms.DateField("Dag")
    hour = forms.TimeField("Tijd")
    amount = forms.EuroField("Bedrag")
    number = forms.NumberField("Aantal", 1, 10)
    choice = forms.ChoiceField("Keuze", lambda: [("a", "A"), ("b", "B")])
    rows = forms.RowsField(Row, "Regels", most=4)


@pytest.fixture
def form(app: Flask) -> Iterator[Any]:
    """form(line="…") is the form as if that was sent."""
    app.config["WTF_CSRF_ENABLED"] = False
    contexts = []

    def sent(**values: str) -> Everything:
        data = {f"ini-{name.replace('__', '-')}": value for name, value in values.items()}
        context = app.test_request_context(method="POST", data=data)
        context.push()
        opened = mounts.of(app).opened()
        opened.__enter__()
        contexts.append((context, opened))
        return Everything(meta={"csrf": False})

    yield sent
    for context, opened in reversed(contexts):
        opened.__exit__(None, None, None)
        context.pop()


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("line", "  a\tb ", "a b"),
        ("line", "cafe\u0301", "caf\u00e9"),
        ("line", "a\u202eb\x00c", "abc"),
        ("text", "a\r\n\r\nb", "a\n\nb"),
        ("day", "2026-12-03", date(2026, 12, 3)),
        ("day", "3-12-2026", date(2026, 12, 3)),
        ("hour", "15:00", time(15)),
        ("hour", "15.00", time(15)),
        ("amount", "2.400,50", Decimal("2400.50")),
        ("amount", "€ 2400", Decimal(2400)),
        ("amount", "", None),
        ("number", "7", 7),
        ("choice", "b", "b"),
        ("choice", "", None),
    ],
)
def test_what_is_typed_is_understood(form: Any, field: str, typed: str, value: object) -> None:
    found = form(**{field: typed})
    assert found.validate(), found.errors
    assert found[field].data == value


@pytest.mark.parametrize(
    ("field", "typed", "advice"),
    [
        ("line", "x" * 13, "3 tekens te veel"),
        ("day", "31-2-2026", "Schrijf de datum zo: 3-12-2026"),
        ("day", "0001-01-01", "Kies een jaar van 1900 tot en met 2199"),
        ("day", "31-12-9999", "Kies een jaar van 1900 tot en met 2199"),
        ("hour", "25.00", "Schrijf de tijd zo: 15.00"),
        ("amount", "24,5,0", "Schrijf het bedrag zo"),
        ("amount", "-5", "Schrijf het bedrag zo"),
        ("amount", "NaN", "Schrijf het bedrag zo"),
        ("amount", "99.999.999.999", "Schrijf het bedrag zo"),
        ("number", "11", "van 1 tot en met 10"),
        ("number", "zeven", "van 1 tot en met 10"),
        ("choice", "c", "Kies iets uit de lijst"),
    ],
)
def test_what_is_not_understood_is_refused_with_advice_and_kept(form: Any, field: str, typed: str, advice: str) -> None:
    found = form(**{field: typed})
    assert not found.validate()
    assert advice in " ".join(map(str, found[field].errors))
    if field != "choice":
        assert typed in str(found[field]())


def test_blank_rows_are_left_out_and_half_rows_are_named(form: Any) -> None:
    found = form(
        rows__0__what="Welkom",
        rows__0__who="",
        rows__1__what="",
        rows__1__who="",
        rows__2__what="",
        rows__2__who="Samira",
    )
    assert not found.validate()
    assert found.rows.rows() == [{"what": "Welkom", "who": ""}, {"what": "", "who": "Samira"}]
    assert "Vul in wat." in str(found.errors)


def test_more_rows_can_be_asked_for_without_losing_anything(form: Any) -> None:
    found = form(rows__0__what="Welkom", line="te lang maar nu niet erg", more="ini-rows")
    assert not found.accepted()
    assert len(found.rows.entries) == 4
    assert found.rows[0].what.data == "Welkom"


@pytest.mark.parametrize("number", ["²", "9" * 5000, "99999", "-1", "x"])
def test_a_row_whose_number_is_no_number_is_no_row(form: Any, number: str) -> None:
    found = form(**{f"rows__{number}__what": "Welkom", "rows__1__what": "Koffie"})
    assert [row["what"] for row in found.rows.rows()] == ["Koffie"]


@pytest.mark.parametrize("sent", [[1, 2], {"ini-line": {"a": 1}}, {"ini-line": "\ud800"}, 7])
def test_a_form_takes_no_json(app: Flask, sent: Any) -> None:
    with app.test_request_context(method="POST", json=sent), mounts.of(app).opened():
        found = Everything()
        assert (found.accepted(), found.line.data, found.status) == (False, None, 400)


def test_a_form_takes_no_file_for_a_text(app: Flask) -> None:
    data = {"ini-line": (BytesIO(b"x"), "a.txt")}
    with app.test_request_context(method="POST", data=data), mounts.of(app).opened():
        assert Everything().line.data is None


@pytest.mark.parametrize("version", ["-1", "2147483648", "9" * 5000, "²"])
def test_a_version_number_that_no_column_holds_is_refused(app: Flask, version: str) -> None:
    with app.test_request_context(method="POST", data={"ini-version": version}), mounts.of(app).opened():
        found = forms.EditForm(meta={"csrf": False})
        assert not found.validate()


def test_a_form_is_not_accepted_without_token_whatever_the_host_says(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context(method="POST", data={"ini-line": "x"}), mounts.of(app).opened():
        found = Everything()
        assert not found.accepted()
        assert found.status == 400


@pytest.mark.parametrize("mark", ["\u061c", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069"])
def test_marks_of_direction_are_not_kept(mark: str) -> None:
    assert forms.clean_text(f"Jan{mark} Smit") == "Jan Smit"


def test_other_line_ends_are_lines_and_words_stay_apart() -> None:
    assert forms.clean_text("een\u2028twee\u2029drie\r\nvier") == "een\ntwee\ndrie\nvier"
    assert forms.clean_line("een\u2028twee") == "een twee"
