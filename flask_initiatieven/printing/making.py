"""One paper for somebody who asks for it: made before or rendered now, and written in the audit log."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from playhouse.pool import PooledDatabase

from .. import audit, paper
from ..database import db
from ..mount import Mount, current, leave
from .store import keep, stored


@dataclass(frozen=True, slots=True)
class Download:
    """What is asked for: the object, the word of the audit log, and a `key` that changes with anything printed."""

    object: str
    action: str
    key: str
    #: what the audit log says more, such as for whom a briefing is
    detail: str = ""


def key_of(document: paper.Document) -> str:
    """Hash of all that is printed and of what prints it."""
    return hashlib.sha256(f"{document.fingerprint} {paper.renderer_version()}".encode()).hexdigest()


def make(download: Download, document: paper.Document) -> bytes:
    """The PDF, with one entry in the audit log. Raises PaperError and its children; then the entry says so."""
    found = stored(download.key)
    if found:
        note_download(download)
        return found.pdf
    try:
        rendered = render(document)
    except paper.PaperError as error:
        note_download(download, "mislukt", type(error).__name__)
        raise
    with db.atomic():
        keep(download.key, download.object, rendered)
        note_download(download)
    return rendered.pdf


def render(document: paper.Document) -> paper.Paper:
    """Within what rendering may cost here; others may have our connection while this waits for a renderer."""
    if isinstance(current().database, PooledDatabase) and not db.in_transaction():
        leave()  # the next query opens one again
    return paper.render(document, limits(current()))


def limits(mount: Mount) -> paper.Limits:
    """What rendering may cost here, from the settings."""
    settings = mount.settings
    return paper.Limits(
        renderers=settings.renderers,
        seconds=settings.render_seconds,
        wait_seconds=settings.render_wait_seconds,
        memory_megabytes=settings.render_memory,
    )


def note_download(download: Download, result: str = "gelukt", failure: str = "") -> None:
    """One audit entry for a paper somebody got, or asked for in vain."""
    audit.record(download.action, download.object, result, _words(download, failure))


def note_read_again(download: Download) -> None:
    """The browser had it already: one entry a reader a day."""
    audit.record_once_a_day(download.action, download.object, _words(download))


def _words(download: Download, failure: str = "") -> str:
    return " ".join(filter(None, (download.detail, download.key[:12], failure)))
