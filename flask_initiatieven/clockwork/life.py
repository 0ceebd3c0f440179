"""Is a worker alive?"""

from __future__ import annotations

from datetime import datetime, timedelta

from ..database import now
from .models import WorkerBeat

#: a worker that was not seen for so long is not alive
SILENCE = timedelta(minutes=5)


def last_seen() -> datetime | None:
    """When a worker last gave a sign of life."""
    row = WorkerBeat.select().order_by(WorkerBeat.seen_at.desc()).first()
    return row.seen_at if row else None


def is_alive() -> bool:
    seen = last_seen()
    return seen is not None and seen > now() - SILENCE
