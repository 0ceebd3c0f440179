"""Uploaded pictures: told by their content, written anew, nothing hidden kept, bounded whatever somebody sends."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator

import pytest
from flask import Flask
from PIL import Image, ImageFile

from flask_initiatieven import pictures
from flask_initiatieven.errors import Refused
from tests.conftest import inside
from tests.illustrations.pictures import PNG, REFUSED, WASHED, jpeg_of, moving, photo, picture


@pytest.fixture(autouse=True)
def _in_a_mount(app: Flask) -> Iterator[None]:
    with inside(app):
        yield


def made(data: bytes) -> pictures.Image:
    return pictures.rewritten(data, 1600, 2400, formats=pictures.PHOTOS)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(made(data).data))


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_whole_picture_is_refused_with_a_sentence(what: str) -> None:
    with pytest.raises(Refused, match=r"^(Dit|Deze) .*\.$"):
        made(REFUSED[what])


@pytest.mark.parametrize("what", WASHED)
def test_what_was_hidden_in_a_picture_is_gone(what: str) -> None:
    data = made(WASHED[what]).data
    assert not any(
        word in data for word in (b"script", b"alert", b"php", b"PK\x03", b"Geheim", b"Exif", b"xmp", b"GPS")
    )
    assert opened(WASHED[what]).getexif() == {}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_four_kinds_are_taken_whatever_they_are_called(kind: str) -> None:
    assert opened(picture(kind)).size == (40, 30)


@pytest.mark.parametrize(
    ("kind", "mode", "becomes"),
    [("JPEG", "CMYK", "RGB"), ("JPEG", "L", "RGB"), ("PNG", "RGBA", "RGBA"), ("PNG", "P", "RGB"), ("PNG", "1", "RGB"),
     ("PNG", "I;16", "RGB"), ("PNG", "LA", "RGBA"), ("GIF", "P", "RGB")],
)  # fmt: skip
def test_colours_become_those_of_a_screen(kind: str, mode: str, becomes: str) -> None:
    assert opened(picture(kind, mode=mode)).mode == becomes


def test_a_photo_stands_upright_and_tells_no_place() -> None:
    assert opened(photo(orientation=6)).size == (30, 40)
    assert opened(photo(orientation=1)).size == (40, 30)


def test_a_wide_picture_becomes_at_most_1600_wide() -> None:
    assert opened(picture("PNG", (3200, 1000))).size == (1600, 500)
    assert opened(picture("JPEG", (6000, 4000))).size == (1600, 1067)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_what_moves_the_first_picture_is_taken(kind: str) -> None:
    still = opened(moving(kind))
    red = still.convert("RGB").getpixel((5, 5))
    assert getattr(still, "n_frames", 1) == 1
    assert isinstance(red, tuple)
    assert red[0] > 200
    assert red[1] < 60


def test_the_same_upload_gives_the_same_file() -> None:
    assert made(PNG).digest == made(PNG).digest


def test_a_refusal_for_size_says_how_large_it_may_be() -> None:
    with pytest.raises(Refused, match="hoogstens 50 miljoen beeldpunten"):
        made(jpeg_of(20_000, 3_000))


@pytest.mark.parametrize("what", ["PNG that unpacks to gigabytes", "PNG whose text unpacks to 100 megabytes"])
def test_a_bomb_does_not_take_memory(what: str) -> None:
    tracemalloc.start()
    with pytest.raises(Refused):
        made(REFUSED[what])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def test_half_a_picture_is_refused_too_where_weasyprint_was_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    stream = io.BytesIO()
    Image.new("RGB", (400, 300), "red").save(stream, "JPEG")
    with pytest.raises(Refused):
        made(stream.getvalue()[:-600])
    assert ImageFile.LOAD_TRUNCATED_IMAGES
