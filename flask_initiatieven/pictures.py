"""Uploaded pictures: decoded within bounds and written anew, so that nothing but the picture itself is kept."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

from .errors import Refused
from .i18n import gettext as _

#: width × height of what we decode; a small file can hold a huge picture
MOST_PIXELS = 25_000_000
_FORMATS = ("PNG", "JPEG")


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


def rewritten(data: bytes, most_width: int, most_height: int, as_png: bool = False) -> Image:
    """The picture of an uploaded PNG or JPEG, turned upright, made to fit, without metadata.

    The same upload gives the same bytes. Raises Refused for anything else, and for what is too large to decode.
    """
    from PIL import Image as pillow  # a tenth of a second, for one page
    from PIL import ImageOps, UnidentifiedImageError

    try:
        with pillow.open(io.BytesIO(data), formats=_FORMATS) as opened:
            kind = opened.format
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused(_("Deze afbeelding is te groot: hoogstens 25 miljoen beeldpunten."))
            opened.load()
            upright = ImageOps.exif_transpose(opened)
    except (pillow.DecompressionBombError, pillow.DecompressionBombWarning):
        raise Refused(_("Deze afbeelding is te groot: hoogstens 25 miljoen beeldpunten.")) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise Refused(_("Dit is geen afbeelding die wij kunnen lezen. Kies een PNG of een JPEG.")) from None
    png = as_png or kind == "PNG"
    has_alpha = png and ("A" in upright.getbands() or "transparency" in upright.info)
    picture = upright.convert("RGBA" if has_alpha else "RGB")
    picture.thumbnail((most_width, most_height))
    bare = pillow.new(picture.mode, picture.size)
    bare.paste(picture)
    target = io.BytesIO()
    if png:
        bare.save(target, "PNG", optimize=True)
    else:
        bare.save(target, "JPEG", quality=88, optimize=True)
    return Image(target.getvalue(), "image/png" if png else "image/jpeg", *bare.size)
