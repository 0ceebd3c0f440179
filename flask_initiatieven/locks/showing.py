"""What an edit page shows of its lock. A view passes `lock=showing.of("visit:4:programma")` to `page`.

The lock itself is taken by the browser, with a POST: opening a page changes nothing.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

import wtforms
from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from ..forms import Form
from ..host import current_user
from ..mount import current
from . import queries

#: seconds an edit page may stay open
LONGEST = 24 * 3600


class LockForm(Form):
    """Which object, signed when the page was drawn for somebody who may edit it; and which page in his browser."""

    what = wtforms.HiddenField()
    page = wtforms.HiddenField()

    def object(self) -> str | None:
        """The object, when this user was given it; None for anything else."""
        user = current_user()
        try:
            name, user_id = _signer().loads(self.what.data or "", max_age=LONGEST)
        except (BadData, ValueError, TypeError):
            return None
        return str(name) if user is not None and user.id == user_id else None


@dataclass(frozen=True)
class Shown:
    """`name` and `since` of somebody else who has this form open; empty when nobody has."""

    form: LockForm
    name: str = ""
    since: datetime | None = None


def of(object: str) -> Shown:
    """The lock on this object for a user who may edit it."""
    user = current_user()
    assert user is not None, "edit pages are behind the login wall"
    data = {"what": _signer().dumps([object, user.id]), "page": secrets.token_hex(8)}
    form = LockForm(formdata=None, data=data)
    found = queries.lock(object)
    if found is None or found.user_id == user.id:
        return Shown(form)
    return Shown(form, found.user_name, found.since)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=f"initiatieven-lock-{current().name}")
