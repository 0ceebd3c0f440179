"""Importing items from a file: nothing is written before it is confirmed, and then all of it or nothing."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import itsdangerous
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.initiatives.models import ProgrammeLink
from flask_initiatieven.programme import forms
from flask_initiatieven.programme.models import ProgrammeItem
from tests.conftest import PageClient, inside
from tests.programme.conftest import AsPerson, codes, item, point
from tests.vision.filling import fields, send

FILE = 'code;titel;tekst;portefeuillehouder\n1;Groen overal;"Meer groen.";Jeroen Haverkate\n7;Licht;;\n'


def upload(client: PageClient, whole: str, content: str | bytes, name: str = "punten.csv") -> TestResponse:
    data: dict[str, Any] = {"ini-csrf_token": fields(client.get(f"{whole}/importeren").text)["ini-csrf_token"]}
    raw = content if isinstance(content, bytes) else content.encode()
    data["ini-file"] = (io.BytesIO(raw), name)
    return client.post(f"{whole}/importeren", data=data, content_type="multipart/form-data")


def confirm(client: PageClient, whole: str, page: TestResponse, **changed: str) -> TestResponse:
    return client.post(f"{whole}/importeren/bevestigen", data=fields(page.text, "bevestigen") | changed)


def test_the_preview_says_what_would_change_and_writes_nothing(app: Flask, as_person: AsPerson, whole: str) -> None:
    page = upload(as_person("adviser"), whole, FILE)
    assert page.status_code == 200
    assert "Nieuw: 1. Verandert: 1. Blijft gelijk: 0." in page.text
    plain = " ".join(page.text.split())
    assert '<th scope="rowgroup" rowspan="3">1</th><td>Titel</td><td>Groen in elke straat</td>' in plain
    assert "2, 3, 4, 5, 6" in page.text
    assert codes(app) == ["1", "2", "3", "4", "5", "6"]
    assert item(app, "1").title == "Groen in elke straat"


def test_confirming_writes_it_and_keeps_what_is_not_in_the_file(app: Flask, as_person: AsPerson, whole: str) -> None:
    adviser = as_person("adviser")
    assert confirm(adviser, whole, upload(adviser, whole, FILE)).status_code == 302
    assert codes(app) == ["1", "7", "2", "3", "4", "5", "6"]
    with inside(app):
        first = ProgrammeItem.get(ProgrammeItem.code == "1")
        assert (first.title, first.portfolio_holder.name) == ("Groen overal", "Jeroen Haverkate")


def test_what_is_not_in_the_file_is_archived_when_asked_and_keeps_its_links(
    app: Flask, as_person: AsPerson, whole: str
) -> None:
    adviser = as_person("adviser")
    with inside(app):
        before = ProgrammeLink.select().count()
    confirm(adviser, whole, upload(adviser, whole, FILE), **{"ini-archive_missing": "y"})
    assert codes(app) == ["1", "7"]
    with inside(app):
        assert ProgrammeLink.select().count() == before
    assert "gearchiveerd" in adviser.get(point(app, "2")).text


def test_rows_may_be_pasted_from_a_spreadsheet(app: Flask, as_person: AsPerson, whole: str) -> None:
    adviser = as_person("adviser")
    page = send(adviser, f"{whole}/importeren", pasted="code\ttitel\n9\tGeplakt")
    assert "Geplakt" in page.text
    confirm(adviser, whole, page)
    assert "9" in codes(app)


def test_mistakes_are_shown_by_row_and_nothing_goes_on(app: Flask, as_person: AsPerson, whole: str) -> None:
    page = upload(as_person("adviser"), whole, "code;titel;portefeuillehouder\n1;;\n2;x;Niemand\n")
    assert page.status_code == 422
    assert "<strong>Rij 2:</strong> De titel ontbreekt." in page.text
    assert "<strong>Rij 3:</strong> Bestuurder &#39;Niemand&#39; bestaat niet." in page.text
    assert "bevestigen" not in page.text


def test_pasted_rows_with_a_mistake_are_not_lost(as_person: AsPerson, whole: str) -> None:
    page = send(as_person("adviser"), f"{whole}/importeren", pasted="code;titel\n1;")
    assert page.status_code == 422
    assert "code;titel\n1;" in page.text


@pytest.mark.parametrize("size", [250_001, 400_000])
def test_a_file_that_is_too_large_is_refused(app: Flask, as_person: AsPerson, whole: str, size: int) -> None:
    page = upload(as_person("adviser"), whole, b"x" * size)
    assert page.status_code in (413, 422)
    assert "groter dan 250 kB" in page.text


def test_without_file_or_rows_the_form_says_so(as_person: AsPerson, whole: str) -> None:
    page = send(as_person("adviser"), f"{whole}/importeren")
    assert page.status_code == 422
    assert "Kies een bestand, of plak de rijen" in page.text


def test_html_in_a_file_is_text_on_the_page(as_person: AsPerson, whole: str) -> None:
    page = upload(as_person("adviser"), whole, "code;titel\n9;<script>alert(1)</script>\n")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;" in page.text


def test_rows_that_were_tampered_with_are_refused(app: Flask, as_person: AsPerson, whole: str) -> None:
    adviser = as_person("adviser")
    page = upload(adviser, whole, FILE)
    rows = fields(page.text, "bevestigen")["ini-rows"]
    for wrong in (rows[:-3] + "abc", "", "x" * 100, rows + "x"):
        answer = confirm(adviser, whole, page, **{"ini-rows": wrong})
        assert answer.location.endswith("/importeren")
    assert "7" not in codes(app)


def test_rows_of_somebody_else_or_for_another_programme_are_refused(
    app: Flask, as_person: AsPerson, whole: str
) -> None:
    manager = as_person("manager")
    rows = fields(upload(as_person("adviser"), whole, FILE).text, "bevestigen")["ini-rows"]
    other = send(manager, "/initiatieven/programma/nieuw", title="Ander", period="2030-2034").location
    mine = fields(upload(manager, whole, FILE).text, "bevestigen")
    assert manager.post(f"{whole}/importeren/bevestigen", data=mine | {"ini-rows": rows}).location.endswith(
        "importeren"
    )
    assert manager.post(f"{other}/importeren/bevestigen", data=mine).location.endswith("importeren")
    assert "7" not in codes(app)


def test_rows_can_be_confirmed_for_an_hour(
    app: Flask, as_person: AsPerson, whole: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    adviser = as_person("adviser")
    page = upload(adviser, whole, FILE)
    real = itsdangerous.TimestampSigner.get_timestamp
    late = int(timedelta(seconds=forms.CONFIRM_WITHIN + 5).total_seconds())
    monkeypatch.setattr(itsdangerous.TimestampSigner, "get_timestamp", lambda self: real(self) + late)
    answer = adviser.post(f"{whole}/importeren/bevestigen", data=fields(page.text, "bevestigen"), follow_redirects=True)
    assert "meer dan een uur geleden" in answer.text or answer.status_code == 400
    assert "7" not in codes(app)


def test_when_items_changed_since_the_check_the_preview_comes_again(
    app: Flask, as_person: AsPerson, whole: str
) -> None:
    adviser = as_person("adviser")
    page = upload(adviser, whole, FILE)
    send(adviser, f"{point(app, '2')}/bewerken", title="Intussen anders")
    again = confirm(adviser, whole, page)
    assert again.status_code == 409
    assert "7" not in codes(app)
    assert confirm(adviser, whole, again).status_code == 302
    assert "7" in codes(app)


def test_an_import_is_one_line_in_the_log(app: Flask, as_person: AsPerson, whole: str) -> None:
    adviser = as_person("adviser")
    confirm(adviser, whole, upload(adviser, whole, FILE))
    with inside(app):
        row = AuditEntry.select().order_by(AuditEntry.id.desc()).get()
    assert (row.action, row.detail) == ("importeren", "1 nieuw, 1 veranderd, 0 gearchiveerd")


def test_the_export_can_be_imported_and_changes_nothing(app: Flask, as_person: AsPerson, whole: str) -> None:
    adviser = as_person("adviser")
    send(adviser, f"{point(app, '2')}/bewerken", text="=1+1\n\nEn meer; echt.")
    content = adviser.get(f"{whole}/punten.csv").data
    page = upload(adviser, whole, content)
    assert "Nieuw: 0. Verandert: 0. Blijft gelijk: 6." in page.text


def test_the_largest_file_goes_through_both_steps(app: Flask, as_person: AsPerson, whole: str) -> None:
    adviser = as_person("adviser")
    rows = "".join(f"n{number};Punt {number};{'tekst ' * 60};\n" for number in range(500))
    page = upload(adviser, whole, ("code;titel;tekst;portefeuillehouder\n" + rows)[:249_000].rpartition("\n")[0])
    assert page.status_code == 200
    assert confirm(adviser, whole, page).status_code == 302
    assert len(codes(app)) > 500
