"""Whatever people type, the answer is a PDF or a clear error; never a hang, a crash or a leak."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from flask_initiatieven.paper import Document, Limits, Paper, PaperError, PaperTooHeavy, clean, pool, render
from tests.paper import samples
from tests.paper.conftest import ROOMY
from tests.paper.reading import complaints, everything_inside, links, opened, words

TIGHT = Limits(renderers=1, seconds=1, wait_seconds=30, memory_megabytes=400)


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A web server of our own, and the paths that were asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


def wants(address: str) -> Document:
    """A page that tries to fetch from there in every way HTML, CSS and SVG know."""
    css = f"""@import url({address}/a.css); @import url({address}/b.css) print;
        @font-face {{ font-family: Ver; src: url({address}/ver.woff2), local("DejaVu Sans") }}
        @page {{ background: url({address}/pagina.png); @top-left {{ content: url({address}/kop.png) }} }}
        html {{ font-family: Ver, "Source Sans 3"; background-image: url({address}/html.png) }}
        li {{ list-style-image: url({address}/punt.png) }} p::before {{ content: url({address}/voor.png) }}
        h1 {{ border-image: url({address}/rand.png) 3; mask-border-source: url({address}/masker.png) }}"""
    body = f"""<base href="{address}/"><link rel="stylesheet" href="{address}/c.css">
        <link rel="attachment" href="{address}/bijlage.txt"><style>@import "{address}/d.css";</style>
        <p>Woorden</p><img src="{address}/foto.png" alt="foto"><img src="relatief.png" alt="relatief">
        <object data="{address}/ding.svg"></object><embed src="{address}/ding.png">
        <iframe src="{address}/raam.html"></iframe><a rel="attachment" href="{address}/mee.txt">mee</a>
        <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title>
        <image href="{address}/in.svg" width="9" height="9"/><use href="{address}/stuk.svg#a"/></svg>"""
    return samples.simple(body, css)


def test_nothing_is_fetched_from_the_network() -> None:
    with listening() as (address, asked):
        paper = render(wants(address), ROOMY)
    assert asked == []
    assert "Woorden" in words(paper.pdf)


def test_nothing_is_fetched_from_disk(tmp_path: Path) -> None:
    for name in ("a.css", "bijlage.txt", "mee.txt", "foto.png", "ding.svg"):
        (tmp_path / name).write_text("p::after { content: 'GEHEIM' } /* GEHEIM */")
    paper = render(wants(tmp_path.as_uri()), ROOMY)
    assert b"GEHEIM" not in everything_inside(paper.pdf)
    assert "GEHEIM" not in words(paper.pdf)
    assert b"EmbeddedFile" not in everything_inside(paper.pdf)


def test_a_given_picture_is_not_handed_out_as_a_file() -> None:
    body = "<link rel='attachment' href='ini:foto'><a rel='attachment' href='ini:foto'>foto</a>"
    paper = render(samples.simple(body, foto=samples.photo("red")), ROOMY)
    assert b"EmbeddedFile" not in everything_inside(paper.pdf)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "vbscript:x",
        "//example.org/",
        "pad/naar/iets",
        "ini:foto",
    ],
)
def test_a_link_that_is_not_for_readers_loses_its_address_not_its_words(address: str) -> None:
    paper = render(samples.simple(f"<p><a href='{address}'>klik hier</a></p>"), ROOMY)
    assert links(opened(paper.pdf)) == []
    assert "klik hier" in words(paper.pdf)


def test_links_for_readers_stay() -> None:
    addresses = ["https://example.org/?a=1", "http://example.org/", "mailto:a@example.org", "tel:+31612345678"]
    body = "".join(f"<p><a href='{address}'>klik</a></p>" for address in addresses)
    assert links(opened(render(samples.simple(body), ROOMY).pdf)) == addresses


def test_a_link_within_the_document_goes_there() -> None:
    paper = render(samples.simple("<p><a href='#doel'>naar</a></p><h2 id='doel'>Doel</h2>"), ROOMY)
    assert b"/Dest (doel)" in everything_inside(paper.pdf)
    assert complaints(paper.pdf) == []


def test_lone_surrogates_and_controls_are_left_out() -> None:
    paper = render(samples.simple("<p>voor\ud800\x00\x1b\u202e na</p>", samples.STYLE + "/* \udfff */"), ROOMY)
    assert "voor na" in words(paper.pdf)


@pytest.mark.parametrize("image", [(12_000, 12_000), (60_000, 60_000)])
def test_a_huge_picture_is_refused_before_it_is_decoded(image: tuple[int, int]) -> None:
    document = samples.simple("<img src='ini:foto' alt='foto'>", foto=samples.png_that_says_it_is(*image))
    with pytest.raises(PaperTooHeavy, match=r"^A picture has too many pixels. Scale it when it is uploaded.$"):
        render(document, TIGHT)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7"])
def test_only_png_and_jpeg_are_pictures(data: bytes) -> None:
    with pytest.raises(PaperError, match="A picture is no readable PNG or JPEG"):
        render(samples.simple("<img src='ini:foto' alt='foto'>", foto=data), ROOMY)


def test_a_data_address_of_5_megabytes_is_not_decoded() -> None:
    huge = "data:image/png;base64," + "A" * 5_000_000
    started = time.monotonic()
    paper = render(samples.simple(f"<img src='{huge}' alt='te groot'>"), ROOMY)
    assert "te groot" in words(paper.pdf)
    assert time.monotonic() - started < 5


def test_a_document_that_is_too_large_is_not_even_sent() -> None:
    document = samples.simple("", foto=bytes(pool.LARGEST_DOCUMENT + 1))
    with pytest.raises(PaperTooHeavy, match="too large to print"):
        render(document, ROOMY)


def test_twenty_thousand_letters_without_a_space_print_when_cleaned() -> None:
    paper = render(samples.simple(f"<p>{clean('x' * 20_000)}</p>"), ROOMY)
    assert words(paper.pdf).replace(" ", "").count("x") >= 20_000


DOUBLING = "".join(f"--{chr(98 + n)}: var(--{chr(97 + n)}) var(--{chr(97 + n)});" for n in range(25))
HOSTILE = {
    "a word of 50,000 letters that may break anywhere": ("<p style='overflow-wrap: anywhere'>" + "x" * 50_000 + "</p>"),
    "more rows than anybody reads": "<table>" + "<tr><td>rij</td></tr>" * 10_000 + "</table>",
    "very many words in bold": "<p>" + "<b>vet</b> " * 30_000 + "</p>",
    "lists in lists in lists": "<ul><li>x" * 600 + "</li></ul>" * 600,
    "variables that double": "<p style='color: var(--z)'>x</p>",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_asks_too_much_is_stopped_in_time_and_the_next_document_prints(kind: str) -> None:
    started = time.monotonic()
    with pytest.raises(PaperTooHeavy) as stopped:
        render(samples.simple(HOSTILE[kind], f"html {{ --a: x x; {DOUBLING} }}"), TIGHT)
    assert stopped.value.limit in ("time", "memory", "depth")
    assert time.monotonic() - started < TIGHT.seconds + 4
    assert isinstance(render(samples.simple("<p>gewoon</p>"), TIGHT), Paper)


def test_memory_has_a_limit_of_its_own() -> None:
    small = Limits(seconds=30, memory_megabytes=310)
    with pytest.raises(PaperTooHeavy) as stopped:
        render(samples.simple(HOSTILE["variables that double"], f"html {{ --a: {'x ' * 200}; {DOUBLING} }}"), small)
    assert stopped.value.limit == "memory"
    pool._pool(small).close()


def test_what_weasyprint_cannot_handle_is_a_clear_error() -> None:
    with pytest.raises(PaperError, match=r"^WeasyPrint stopped with \w+Error.$"):
        render(samples.simple("<p style='font-size: 1e300px'>groot</p>"), ROOMY)
    assert render(samples.simple("<p>gewoon</p>"), ROOMY).pages == 1
