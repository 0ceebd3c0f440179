"""How entries of the audit log are chained: each holds the hash of the one before it, and its own over all it says.

Whoever changes, removes or inserts an entry afterwards breaks the chain, or must make all later hashes anew; then the
last hash differs from the one written down elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

#: version of the canonical form; part of what is hashed
FORM = "ini-audit-1"
#: what the first entry has for the hash before it
NOTHING = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as it stands in the chain. Only the technical `id` of the row is left out: nothing refers to it."""

    number: int
    previous: str
    at: datetime
    actor: str
    action: str
    kind: str
    object: str
    result: str
    origin: str
    detail: str


def digest(link: Link) -> str:
    """SHA-256 over the canonical form: a JSON list, so that no two entries are written alike; the moment in UTC."""
    at = link.at.astimezone(UTC) if link.at.tzinfo else link.at
    words = [
        FORM,
        link.number,
        link.previous,
        at.replace(tzinfo=None).isoformat(timespec="microseconds"),
        link.actor,
        link.action,
        link.kind,
        link.object,
        link.result,
        link.origin,
        link.detail,
    ]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def kind_of(object: str) -> str:
    """`visit` of `visit:4`: what entries are searched by."""
    return object.partition(":")[0][:40]
