"""Uploaded pictures: decoded within bounds and written anew, so that nothing but the picture itself is kept."""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from .errors import Refused
from .i18n import gettext as _

#: width × height of what we decode; a small file can hold a huge picture
MOST_PIXELS = 25_000_000
#: of a JPEG, which can be decoded at an eighth of its size
MOST_JPEG_PIXELS = 50_000_000
#: bytes from which a PNG without anything transparent is better off as a JPEG
_HEAVY_PNG = 600_000
_FORMATS = ("PNG", "JPEG")
_one_at_a_time = threading.Lock()
#: also from phones and from the web; of what moves, the first picture
PHOTOS = ("PNG", "JPEG", "WEBP", "GIF")


@dataclass(frozen=True)
class Image:
    """A file of our own making: PNG or JPEG, without metadata."""

    data: bytes
    mime: str
    width: int
    height: int

    @property
    def digest(self) -> str:
        """SHA-256 of the file: also its address, for it never changes."""
        return hashlib.sha256(self.data).hexdigest()


def rewritten(
    data: bytes, most_width: int, most_height: int, as_png: bool = False, formats: tuple[str, ...] = _FORMATS
) -> Image:
    """The picture of an uploaded file, turned upright, made to fit, in RGB, without metadata.

    What it is, is read from its content, never from its name. The same upload gives the same bytes. Raises Refused,
    with what to do, for anything else than `formats`, for what is damaged, and for what is too large to decode.
    """
    from PIL import Image as pillow  # a tenth of a second, for one page
    from PIL import UnidentifiedImageError

    if not data:
        raise Refused(_("Dit bestand is leeg. Kies een ander bestand."))
    try:
        with _strictly(), pillow.open(io.BytesIO(data), formats=formats) as opened:
            kind = str(opened.format)
            _check_size(kind, opened.width * opened.height)
            if kind == "JPEG":
                opened.draft(None, (max(most_width, most_height),) * 2)
            picture = _upright(opened)
    except Refused:
        raise
    except (pillow.DecompressionBombError, pillow.DecompressionBombWarning):
        raise _too_large(MOST_PIXELS) from None
    except UnidentifiedImageError:
        raise Refused(_unknown(formats)) from None
    except Exception:  # Pillow raises whatever a damaged or hostile file makes it trip over
        raise Refused(
            _("Deze afbeelding is beschadigd of niet compleet. Bewaar haar opnieuw en probeer het dan.")
        ) from None
    picture.thumbnail((most_width, most_height))
    return _written(picture, png=as_png or kind in ("PNG", "GIF") or picture.mode == "RGBA", must_be_png=as_png)


@contextmanager
def _strictly() -> Iterator[None]:
    """Half a picture is no picture. WeasyPrint tells Pillow otherwise, for the whole process, when it is imported."""
    from PIL import ImageFile

    with _one_at_a_time:
        before = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _check_size(kind: str, pixels: int) -> None:
    most = MOST_JPEG_PIXELS if kind == "JPEG" else MOST_PIXELS
    if pixels > most:
        raise _too_large(most)


def _too_large(most: int) -> Refused:
    millions = most // 1_000_000
    return Refused(
        _(
            "Deze afbeelding is te groot: hoogstens %(millions)s miljoen beeldpunten. Maak haar kleiner.",
            millions=millions,
        )
    )


def _unknown(formats: tuple[str, ...]) -> str:
    if "WEBP" in formats:
        return _("Dit is geen afbeelding die wij kunnen lezen. Kies een JPEG, PNG, WebP of GIF.")
    return _("Dit is geen afbeelding die wij kunnen lezen. Kies een PNG of een JPEG.")


def _upright(opened: Any) -> Any:
    """Decoded, turned as the camera was held, in RGB or, when something is transparent, RGBA."""
    from PIL import ImageOps

    opened.load()
    picture = ImageOps.exif_transpose(opened)
    if picture.mode.startswith("I;16"):  # shades from 0 to 65535
        picture = picture.point(lambda shade: shade / 256, "L") if picture.mode == "I;16" else picture.convert("I")
    has_alpha = "A" in picture.getbands() or "a" in picture.getbands() or "transparency" in picture.info
    return picture.convert("RGBA" if has_alpha else "RGB")


def _written(picture: Any, png: bool, must_be_png: bool) -> Image:
    """Only its points, in a file of our own."""
    from PIL import Image as pillow

    bare = pillow.new(picture.mode, picture.size)
    bare.paste(picture)
    target = io.BytesIO()
    if png:
        bare.save(target, "PNG", optimize=True)
        if must_be_png or picture.mode == "RGBA" or target.tell() < _HEAVY_PNG:
            return Image(target.getvalue(), "image/png", *bare.size)
        target = io.BytesIO()
    bare.save(target, "JPEG", quality=88, optimize=True)
    return Image(target.getvalue(), "image/jpeg", *bare.size)
