"""One renderer process: `python -m flask_initiatieven.paper.renderer IN OUT MEGABYTES SECONDS`.

It reads documents from descriptor IN and answers on descriptor OUT, both as frames; whatever third-party code
prints goes elsewhere. It holds WeasyPrint loaded and warm, runs below the web process in priority, has limits
of its own on memory and processor time, and ends when its input closes: when the web process dies, so does
this.
"""

from __future__ import annotations

import gc
import math
import os
import resource
import signal
import sys
import time
import warnings
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import BinaryIO

from .document import Document, Paper, SectionHeight
from .errors import PaperError, PaperTooHeavy
from .frames import BrokenFrame, Head, pack, unpack

#: How much nicer than the pages: a page never waits for a briefing that is being made.
NICENESS = 10

#: Everything a briefing uses once: both fonts, hyphens, a table, a list, a heading, a running footer.
_FIRST_PAGE = Document(
    html=(
        '<html lang="nl"><head><title>Opwarmen</title></head><body><h1>Opwarmen ✓</h1>'
        "<p>Verwachtingsovereenkomst <b>vet</b> <i>schuin</i> شارع</p><ul><li>een</li></ul>"
        '<table><tr><th scope="row">Tijd</th><td>10.00</td></tr></table></body></html>'
    ),
    css=(
        "@page { size: A4; @bottom-right { content: counter(page) } }"
        "html { font-family: 'Source Sans 3', 'DejaVu Sans' } p { hyphens: auto }"
    ),
    created=datetime(2000, 1, 1, tzinfo=UTC),
)


def main(arguments: Sequence[str]) -> int:
    """Serve until the input closes. The exit status is 0 then, and 1 after a job that used up the process."""
    reads, writes, megabytes = map(int, arguments[:3])
    seconds = float(arguments[3])
    incoming = os.fdopen(_private(reads), "rb", buffering=0)
    outgoing = os.fdopen(_private(writes), "wb", buffering=0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the web process, which then closes our input
    os.nice(NICENESS)
    _limit(megabytes)
    warnings.filterwarnings("error", message="No fonts configured")  # WeasyPrint would print boxes, or crash
    try:
        from .pdf import to_pdf

        to_pdf(_FIRST_PAGE)
    except (ImportError, OSError, UserWarning) as error:
        _answer(outgoing, {"unavailable": f"{type(error).__name__}: {error}"})
        return 1
    gc.collect()
    gc.freeze()
    _answer(outgoing, {"ready": True})
    return _serve(incoming, outgoing, seconds)


def _serve(incoming: BinaryIO, outgoing: BinaryIO, seconds: float) -> int:
    while True:
        try:
            head, parts = unpack(lambda size: _read_exactly(incoming, size))
        except BrokenFrame:
            return 0
        _answer(outgoing, {"begun": True})
        _allow_processor_time(seconds)
        answer, blobs = _make(head, parts)
        del parts
        _answer(outgoing, answer, blobs)
        if answer.get("spent"):
            return 1
        del blobs
        gc.collect()


def _make(head: Head, parts: list[bytes]) -> tuple[Head, list[bytes]]:
    """The answer to one job; it says "spent" when this process should not be trusted with another one."""
    from .pdf import to_pdf

    try:
        paper = to_pdf(document_from(head, parts))
    except MemoryError:
        return {"heavy": "memory", "spent": True}, []
    except RecursionError:
        return {"heavy": "depth", "spent": True}, []
    except PaperTooHeavy as error:
        return {"heavy": error.limit, "message": str(error)}, []
    except PaperError as error:
        return {"failed": str(error)}, []
    except Exception as error:  # whatever third-party code raises, the web process gets an answer
        return {"failed": f"WeasyPrint stopped with {type(error).__name__}.", "spent": True}, []
    return answer_of(paper), [paper.pdf]


def request_of(document: Document) -> bytes:
    """The frame that asks for a document."""
    names = list(document.images)
    texts = [part.encode("utf-8", "surrogatepass") for part in (document.html, document.css)]
    head = {"created": document.created.isoformat(), "images": names}
    return pack(head, [*texts, *(document.images[name] for name in names)])


def document_from(head: Head, parts: list[bytes]) -> Document:
    """The document in such a frame."""
    html, css = (part.decode("utf-8", "surrogatepass") for part in parts[:2])
    images = dict(zip(head["images"], parts[2:], strict=True))
    return Document(html, css, datetime.fromisoformat(head["created"]), images)


def answer_of(paper: Paper) -> Head:
    """Everything about a paper but its bytes."""
    return {
        "pages": paper.pages,
        "sections": [[part.label, part.page, part.millimetres] for part in paper.sections],
    }


def paper_from(head: Head, parts: list[bytes]) -> Paper:
    """The paper in an answer."""
    sections = tuple(SectionHeight(str(label), int(page), float(mm)) for label, page, mm in head["sections"])
    return Paper(pdf=parts[0], pages=int(head["pages"]), sections=sections)


def _private(descriptor: int) -> int:
    os.set_inheritable(descriptor, False)
    return descriptor


def _limit(megabytes: int) -> None:
    space = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # a renderer has no business writing files


def _allow_processor_time(seconds: float) -> None:
    """So many more seconds of processor; the kernel ends the process after that, whatever it is doing."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds) + 1, hard))


def _read_exactly(stream: BinaryIO, size: int) -> bytes:
    pieces, missing = [], size
    while missing:
        piece = stream.read(min(missing, 1 << 20))
        if not piece:
            raise BrokenFrame("The input closed.")
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


def _answer(outgoing: BinaryIO, head: Head, parts: Sequence[bytes] = ()) -> None:
    view = memoryview(pack(head, parts))
    while view:
        view = view[outgoing.write(view) :]


def run(arguments: Sequence[str]) -> None:
    """`main` as a process, ended without tidying: there is nothing of anybody's to lose."""
    try:
        status = main(arguments)
    except BrokenPipeError:  # the web process is gone
        status = 0
    os._exit(status)


if __name__ == "__main__":
    run(sys.argv[1:])
