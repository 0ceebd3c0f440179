"""Changes to the registry: one function a change."""

from __future__ import annotations

from .. import audit
from ..database import db
from .models import Initiative


def note_contact_data_read(initiative: Initiative) -> None:
    """Somebody saw contact data of residents; the log says of which initiative, not what."""
    with db.atomic():
        audit.record("contactgegevens lezen", f"initiative:{initiative.id}")
