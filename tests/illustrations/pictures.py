"""Pictures for tests, honest and hostile."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any) -> bytes:
    """A picture with a gradient, so that it differs at each point."""
    target = io.BytesIO()
    made = Image.linear_gradient("L").resize(size).convert(mode if mode != "P" else "L")
    (made.convert("P") if mode == "P" else made).save(target, kind, **options)
    return target.getvalue()


def photo(**values: Any) -> bytes:
    """A JPEG of a telephone held on its side: EXIF with GPS and a thumbnail's worth of text, XMP and a comment."""
    exif = Image.Exif()
    exif[0x010F] = "Geheime telefoon"
    exif[0x0112] = values.pop("orientation", 6)
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 13.0, 20.0), 3: "E", 4: (6.0, 53.0, 10.0)})
    return picture("JPEG", exif=exif, comment=b"Geheime opmerking", xmp=b"<x>Geheime xmp</x>", **values)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, *more: bytes, data: bytes = b"\x00") -> bytes:
    """A PNG that says it is this large, whatever is in it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(data))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more) + body + chunk(b"IEND", b"")


def jpeg_of(width: int, height: int) -> bytes:
    """A JPEG whose header says it is this large."""
    made = bytearray(picture("JPEG"))
    at = made.index(b"\xff\xc0")
    made[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(made)


def moving(kind: str) -> bytes:
    """Three frames, of which the first is all red."""
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    target = io.BytesIO()
    frames[0].save(target, kind, save_all=True, append_images=frames[1:], lossless=True)
    return target.getvalue()


def bomb() -> bytes:
    """Half a megabyte that unpacks to a picture of 40,000 by 40,000."""
    return png_of(40_000, 40_000, data=b"\x00" * 50_000_000)


JPEG, PNG = picture("JPEG", (400, 300)), picture("PNG", (400, 300))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"

#: what it is → the bytes; each has to be refused
REFUSED: dict[str, bytes] = {
    "nothing": b"",
    "one byte": b"\xff",
    "text": b"geen afbeelding",
    "SVG": SVG,
    "SVG with an XML head": b'<?xml version="1.0"?>' + SVG,
    "HTML as .jpg": HTML,
    "HTML after the magic of a GIF": b"GIF89a" + HTML,
    "HTML after the magic of a JPEG": b"\xff\xd8\xff\xe0" + HTML,
    "HTML after the magic of a PNG": b"\x89PNG\r\n\x1a\n" + HTML,
    "HTML after the magic of a WebP": b"RIFF\x00\x01\x00\x00WEBPVP8 " + HTML,
    "PDF": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>",
    "zip": b"PK\x03\x04" + b"\x00" * 100,
    "executable": b"MZ" + b"\x00" * 100,
    "EPS, which would start Ghostscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(id) run",
    "BMP": picture("BMP"),
    "TIFF": picture("TIFF"),
    "ICO": picture("ICO"),
    "PCX": picture("PCX"),
    "TGA": picture("TGA"),
    "JPEG 2000": b"\x00\x00\x00\x0cjP  \r\n\x87\n" + b"\x00" * 60,
    "JPEG cut off in its head": JPEG[:100],
    "JPEG cut off halfway": JPEG[: len(JPEG) // 2],
    "PNG cut off in its head": PNG[:30],
    "PNG cut off halfway": PNG[: len(PNG) // 2],
    "WebP cut off": picture("WEBP", (400, 300))[:200],
    "GIF cut off": picture("GIF", (400, 300))[:900],
    "PNG with a wrong checksum": PNG[:60] + b"\x00\x01\x02\x03" + PNG[64:],
    "PNG of no width": png_of(0, 10),
    "PNG of 65,000 by 65,000": png_of(65_000, 65_000),
    "PNG of 2 by 2 thousand million": png_of(2, 2_000_000_000),
    "JPEG of 65,000 by 65,000": jpeg_of(65_000, 65_000),
    "PNG that unpacks to gigabytes": bomb(),
    "PNG whose text unpacks to 100 megabytes": png_of(
        10, 10, chunk(b"zTXt", b"a\x00\x00" + zlib.compress(b"x" * 100_000_000))
    ),
    "PNG whose colours unpack to 100 megabytes": png_of(
        10, 10, chunk(b"iCCP", b"a\x00\x00" + zlib.compress(b"x" * 100_000_000))
    ),
    "PNG with too little in it": png_of(100, 100),
}

#: what it is → the bytes; a picture, with something in or behind it that must not be kept
WASHED: dict[str, bytes] = {
    "JPEG with HTML behind it": JPEG + HTML,
    "PNG with HTML behind it": PNG + HTML,
    "GIF that is a script too": picture("GIF", (20, 20), comment=b"*/=alert(1);/*"),
    "JPEG with a zip behind it": JPEG + b"PK\x03\x04<script>",
    "JPEG with PHP as comment": picture("JPEG", comment=b"<?php system('id'); ?>"),
    "PNG with a script as text": png_of(
        2,
        2,
        chunk(b"tEXt", b"Comment\x00<script>alert(1)</script>"),
        data=b"\x00" + b"\xff" * 6 + b"\x00" + b"\x00" * 6,
    ),
    "WebP with a script as XMP": picture("WEBP", xmp=b"<script>alert(1)</script>"),
    "JPEG with a script as colour profile": picture("JPEG", icc_profile=b"<script>alert(1)</script>" * 10),
    "photo with the place where it was taken": photo(),
}
