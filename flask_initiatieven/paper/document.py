"""What goes in and what comes out: plain frozen values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

_NAME = re.compile(r"[A-Za-z0-9-]+")


@dataclass(frozen=True)
class Document:
    """All there is to one PDF: nothing else is fetched from disk or network.

    `created` is an aware moment taken from the facts, never from the clock: it is printed in the file's
    metadata. `images` are PNG or JPEG bytes, addressed in the HTML as `ini:NAME`.
    """

    html: str
    css: str
    created: datetime
    images: Mapping[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.images:
            if not _NAME.fullmatch(name):
                raise ValueError(f"Image name {name!r} cannot stand in an address. Use letters, digits and - only.")
        if self.created.tzinfo is None:
            raise ValueError("Document.created has no time zone. Give an aware datetime, in UTC.")

    @property
    def size(self) -> int:
        """Bytes that have to travel to a renderer, near enough to refuse by."""
        return len(self.html) + len(self.css) + sum(len(image) for image in self.images.values())

    @property
    def fingerprint(self) -> str:
        """Hash of everything in the document; the same document has the same one everywhere."""
        digest = sha256()
        parts = [self.html, self.css, self.created.isoformat()]
        for part in parts:
            digest.update(_counted(part.encode("utf-8", "surrogatepass")))
        for name in sorted(self.images):
            digest.update(_counted(name.encode("utf-8", "surrogatepass")))
            digest.update(_counted(self.images[name]))
        return digest.hexdigest()


@dataclass(frozen=True)
class SectionHeight:
    """How much room the part under one heading takes; `page` is where it starts, counted from 1."""

    label: str
    page: int
    millimetres: float


@dataclass(frozen=True)
class Paper:
    """A finished PDF, its number of pages, and where the room on them went."""

    pdf: bytes
    pages: int
    sections: tuple[SectionHeight, ...]


@dataclass(frozen=True)
class Limits:
    """What rendering may cost; everything that shares these numbers shares one pool of renderers.

    `seconds` is for one document, `wait_seconds` for a place in the queue, `memory_megabytes` the address
    space of one renderer.
    """

    renderers: int = 1
    seconds: float = 20
    wait_seconds: float = 15
    memory_megabytes: int = 768


def _counted(part: bytes) -> bytes:
    return len(part).to_bytes(8, "big") + part
