"""What has happened, told to the host after commit. Sender is the Flask app.

Every signal carries `mount` (name), `object` (for instance "visit:4") and `user` (id, or None for a command).
A receiver that fails is logged and cannot undo our work.
"""

from __future__ import annotations

import logging

from blinker import NamedSignal, Namespace
from flask import Flask, current_app

_signals = Namespace()

created = _signals.signal("initiatieven-created")
changed = _signals.signal("initiatieven-changed")
status_changed = _signals.signal("initiatieven-status-changed")
page_published = _signals.signal("initiatieven-page-published")
agreement_confirmed = _signals.signal("initiatieven-agreement-confirmed")
briefing_made = _signals.signal("initiatieven-briefing-made")

ALL = (created, changed, status_changed, page_published, agreement_confirmed, briefing_made)


def tell(signal: NamedSignal, mount: str, object: str, user: str | None) -> None:
    """Call each receiver; log the ones that fail."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    for receiver in signal.receivers_for(app):
        try:
            receiver(app, mount=mount, object=object, user=user)
        except Exception:  # a host's receiver may raise anything; our change is already saved
            logging.getLogger(__name__).exception("A receiver of %s failed", signal.name)
