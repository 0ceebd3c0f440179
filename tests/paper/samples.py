"""Documents to print in tests and benchmarks."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import UTC, datetime
from pathlib import Path

import segno
from PIL import Image

from flask_initiatieven.paper import Document

FOLDER = Path(__file__).parent
CREATED = datetime(2026, 2, 27, 9, 30, tzinfo=UTC)
STYLE = "@page { size: A4 } html { font-family: 'Source Sans 3', 'DejaVu Sans' }"


def simple(body: str, css: str = STYLE, **images: bytes) -> Document:
    """A page with one heading and whatever is given."""
    head = '<html lang="nl"><head><title>Proef</title></head>'
    return Document(f"{head}<body><h1>Proef</h1>{body}</body></html>", css, CREATED, images)


def briefing() -> Document:
    """Two pages as an alderman gets them: programme, chart, QR code, two photos, header and footer."""
    code = io.BytesIO()
    segno.make("https://intranet.example.org/initiatieven/bezoeken/3").save(code, kind="png", scale=4)
    images = {"foto1": photo("#7a9a5b"), "foto2": photo("#5b7a9a"), "qr": code.getvalue()}
    html = (FOLDER / "voorbeeld.html").read_text(encoding="utf-8")
    return Document(html, (FOLDER / "voorbeeld.css").read_text(encoding="utf-8"), CREATED, images)


def photo(colour: str) -> bytes:
    """A JPEG at print size."""
    coarse = Image.linear_gradient("L").resize((1000, 667)).convert("RGB")
    written = io.BytesIO()
    Image.blend(coarse, Image.new("RGB", coarse.size, colour), 0.6).save(written, "JPEG", quality=82)
    return written.getvalue()


def png_that_says_it_is(width: int, height: int) -> bytes:
    """A few hundred bytes that would become width × height pixels when decoded."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
