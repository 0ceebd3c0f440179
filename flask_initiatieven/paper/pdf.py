"""HTML and CSS → PDF/UA, in this process. The only module that knows WeasyPrint.

`to_pdf` is for renderer processes and for measuring; a web process asks `flask_initiatieven.paper.render`.
"""

from __future__ import annotations

import gc
import re
from base64 import b64decode
from binascii import Error as BadBase64
from collections.abc import Mapping
from datetime import UTC
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from .document import Document, Paper
from .errors import PaperError, PaperTooHeavy

if TYPE_CHECKING:
    from weasyprint import CSS

#: What a reader may click on. Anything else (javascript:, file:, relative) loses its link, not its words.
LINK_SCHEMES = ("http", "https", "mailto", "tel")
#: A photo at print size has 2 to 6 million pixels; many times that is somebody's mistake or attack.
MOST_PIXELS = 24_000_000
#: Small pictures (a QR code) may stand in the HTML itself.
LARGEST_DATA_URI = 64 * 1024
_KEPT_STYLESHEETS = 8
_TOO_MANY_PIXELS = "A picture has too many pixels. Scale it when it is uploaded."

#: Characters that no HTML may carry to paper: controls, lone surrogates, bidi overrides and isolates.
_UNWELCOME = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_FOR_READERS = re.compile(rf"#.|(?:{'|'.join(LINK_SCHEMES)}):", re.IGNORECASE)
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpeg);base64,", re.IGNORECASE)


def to_pdf(document: Document) -> Paper:
    """The document as PDF/UA-1: same document and fonts, same bytes, in any process and on any day.

    Raises PaperTooHeavy for a picture that is too large, PaperError for one that was not given. Whatever
    WeasyPrint raises on input it cannot handle goes through as it is.
    """
    from weasyprint import HTML
    from weasyprint.css.counters import CounterStyle
    from weasyprint.urls import FatalURLFetchingError

    from . import finishing, sections

    html, fetcher = _UNWELCOME.sub("", document.html), _fetcher(document.images)
    source = HTML(string=html, base_url="ini:", url_fetcher=fetcher)
    _make_harmless(source.etree_element)
    sheet, counters = _stylesheet(document.css)
    options: dict[str, Any] = {
        "stylesheets": [sheet],
        "font_config": _fonts(),
        "counter_style": CounterStyle(counters),
        "pdf_variant": "pdf/ua-1",
    }
    collecting = gc.isenabled()
    gc.disable()  # a render makes many objects and drops them all at once: collecting half-way costs 5 %
    try:
        laid_out = source.render(**options)
        moment = document.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        laid_out.metadata.created = laid_out.metadata.modified = moment
        laid_out.metadata.generator = None
        pdf = laid_out.write_pdf(
            finisher=finishing.finish,
            pdf_variant="pdf/ua-1",
        )
        pdf = _identified(pdf, document.fingerprint[:32])
        return Paper(pdf=pdf, pages=len(laid_out.pages), sections=sections.section_heights(laid_out))
    except FatalURLFetchingError as error:
        raise error.__cause__ or PaperError(str(error)) from None
    finally:
        if collecting:
            gc.enable()


def _identified(pdf: bytes, identifier: str) -> bytes:
    """The PDF with this identifier (hexadecimal) in the dictionary at its end.

    WeasyPrint can write one too, but serialises the whole file a second time for it: 4 % of all the work.
    Nothing moves: the file's only offsets point to what comes before.
    """
    last_part = int(pdf.rpartition(b"startxref\n")[2].split()[0])
    inside = pdf.index(b"<<", last_part) + 2
    return b"".join([pdf[:inside], f"/ID [<{identifier}> <{identifier}>]".encode(), pdf[inside:]])


def _make_harmless(root: Any) -> None:
    """Take out what could pull something in or let something out: bases, attachments, odd links."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in ("base", "link"):
            element.attrib.clear()
        element.attrib.pop("rel", None)
        href = element.get("href")
        if href is not None and element.tag in ("a", "area") and not _FOR_READERS.match(href.strip()):
            del element.attrib["href"]
    if not root.get("lang"):
        root.set("lang", "nl")


def _fetcher(images: Mapping[str, bytes]) -> Any:
    """A fetcher that knows these pictures and nothing else: no handlers for files or network exist in it."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Refused(FatalURLFetchingError):  # type: ignore[misc, unused-ignore]
        """Stops the render; WeasyPrint lets only this kind through."""

    class GivenImages(URLFetcher):  # type: ignore[misc, unused-ignore]
        _fail_on_errors = False

        def __init__(self) -> None:
            """Not URLFetcher's: that one installs handlers for http, ftp and file."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            data = _picture(url, images)
            try:
                mime = _checked(data)
            except PaperError as error:
                raise Refused(str(error)) from error
            return URLFetcherResponse(url, BytesIO(data), {"Content-Type": mime})

        def open(self, url: Any, data: Any = None, timeout: Any = None) -> Any:
            raise ValueError("Nothing is opened from paper.")

        def __call__(self, url: str) -> Any:
            return self.fetch(url)

    return GivenImages()


def _picture(url: str, images: Mapping[str, bytes]) -> bytes:
    """The bytes behind an `ini:` address or a small data address; ValueError for any other address."""
    if url.startswith("ini:") and url[4:] in images:
        return images[url[4:]]
    if _DATA_IMAGE.match(url) and len(url) <= LARGEST_DATA_URI:
        try:
            return b64decode(url.split(",", 1)[1], validate=True)
        except BadBase64 as error:
            raise ValueError("Unreadable data address.") from error
    raise ValueError("Only the given pictures can be fetched.")


def _checked(data: bytes) -> str:
    """The picture's media type, read from its first bytes; raises PaperError before anything is decoded."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            width, height = picture.size
            kind = picture.format
    except Image.DecompressionBombError as error:
        raise PaperTooHeavy(_TOO_MANY_PIXELS, "size") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise PaperError("A picture is no readable PNG or JPEG. Convert it when it is uploaded.") from error
    if width * height > MOST_PIXELS:
        raise PaperTooHeavy(_TOO_MANY_PIXELS, "size")
    return f"image/{str(kind).lower()}"


@cache
def _fonts() -> Any:
    """One font configuration a process: making it reads all fonts."""
    from weasyprint.text.fonts import FontConfiguration

    class OurFonts(FontConfiguration):  # type: ignore[misc, unused-ignore]
        def add_font_face(self, rule_descriptors: Any, url_fetcher: Any) -> None:
            """No other fonts: a stylesheet that brings one would write it to disk."""

    return OurFonts()


_stylesheets: dict[str, tuple[CSS, dict[str, Any]]] = {}


def _stylesheet(css: str) -> tuple[CSS, dict[str, Any]]:
    """The parsed stylesheet with its counter styles; parsing takes longer than any other fixed cost."""
    from weasyprint import CSS

    if css not in _stylesheets:
        if len(_stylesheets) >= _KEPT_STYLESHEETS:
            del _stylesheets[next(iter(_stylesheets))]
        counters: dict[str, Any] = {}
        sheet = CSS(
            string=_UNWELCOME.sub("", css),
            base_url="ini:",
            url_fetcher=_fetcher({}),
            font_config=_fonts(),
            counter_style=counters,
        )
        _stylesheets[css] = (sheet, counters)
    return _stylesheets[css]
