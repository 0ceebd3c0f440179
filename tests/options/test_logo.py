"""The logo: decoded, written anew, and shown on paper; the colours never carry anything but colours."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from flask_initiatieven import pictures
from flask_initiatieven.briefings.sheet import Sheet
from flask_initiatieven.errors import Refused
from flask_initiatieven.options import forms, queries
from flask_initiatieven.options.models import SettingPicture
from tests.briefings import sample
from tests.conftest import PageClient, inside
from tests.options.conftest import BASE, Send, picture


def test_a_logo_is_kept_as_a_png_without_what_was_hidden_in_it(app: Flask, save: Send) -> None:
    image = Image.new("RGB", (2000, 500), "#00573d")
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif)
    assert save("huisstijl", logo=(io.BytesIO(file.getvalue()), "logo.jpg")).status_code == 302
    with inside(app):
        row = SettingPicture.get()
        assert bytes(row.data).startswith(b"\x89PNG")
        assert b"secret" not in bytes(row.data)
        assert (row.width, row.height) == (960, 240)
        assert queries.current().style.logo == row.digest


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Dit is geen afbeelding"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 3, "Dit is geen afbeelding"),
        (b"GIF89a" + b"\x00" * 50, "Dit is geen afbeelding"),
    ],
)
def test_what_is_no_picture_is_refused_at_its_field(app: Flask, save: Send, data: bytes, message: str) -> None:
    answer = save("huisstijl", logo=(io.BytesIO(data), "logo.png"), accent="#00573d")
    assert answer.status_code == 422
    assert message in answer.text
    assert "#00573d" in answer.text
    with inside(app):
        assert SettingPicture.select().count() == 0


def test_a_file_that_is_too_large_is_refused(save: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST_LOGO", 50)
    assert "Dit bestand is te groot" in save("huisstijl", logo=(picture(), "logo.png")).text


def test_a_small_file_with_a_huge_picture_is_not_decoded() -> None:
    file = io.BytesIO()
    Image.new("1", (6000, 6000)).save(file, "PNG")
    assert len(file.getvalue()) < 20_000
    with pytest.raises(Refused, match="25 miljoen"):
        pictures.rewritten(file.getvalue(), 100, 100)


def test_the_same_upload_gives_the_same_bytes() -> None:
    data = picture().getvalue()
    first, second = (pictures.rewritten(data, 400, 400) for _ in range(2))
    assert first == second
    assert pictures.rewritten(first.data, 400, 400).digest == first.digest


def test_a_photo_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    Image.new("RGB", (40, 20)).save(file, "JPEG", exif=exif)
    found = pictures.rewritten(file.getvalue(), 400, 400)
    assert (found.mime, found.width, found.height) == ("image/jpeg", 20, 40)


def test_a_logo_can_be_seen_and_taken_away(app: Flask, admin: PageClient, save: Send) -> None:
    save("huisstijl", logo=(picture(), "logo.png"))
    html = admin.get(f"{BASE}/groep/huisstijl").text
    with inside(app):
        address = f"/initiatieven/logo/{queries.current().style.logo}.png"
    assert address in html
    assert admin.get(address).mimetype == "image/png"
    save("huisstijl", logo_away="y")
    assert admin.get(address).status_code == 404
    with inside(app):
        assert SettingPicture.select().count() == 0


def test_saving_other_things_keeps_the_logo(app: Flask, save: Send) -> None:
    save("huisstijl", logo=(picture(), "logo.png"))
    save("huisstijl", accent="#00573d")
    with inside(app):
        assert queries.logo() is not None


def test_paper_shows_the_logo_where_the_municipality_wants_it(app: Flask, save: Send) -> None:
    save("huisstijl", logo=(picture(), "logo.png"))
    with inside(app):
        assert queries.logo_for_agreements() == queries.logo()
        assert queries.logo_for_briefings() is None
    save("huisstijl", logo_on_briefings="y", logo_on_agreements=None)
    with inside(app):
        assert queries.logo_for_agreements() is None
        assert queries.logo_for_briefings() == queries.logo()


def test_the_logo_is_one_of_the_facts_of_a_briefing(app: Flask, tmp_path: Path) -> None:
    from flask_initiatieven.briefings.briefing import compose

    briefing = compose(sample.garden())
    plain, marked = Sheet().document(briefing), Sheet().document(briefing, logo=picture().getvalue())
    assert plain.fingerprint != marked.fingerprint
    assert 'alt="Logo van de gemeente Elzerwoude"' in marked.html
    assert "logo" not in plain.images
