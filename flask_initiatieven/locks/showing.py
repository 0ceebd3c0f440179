"""What an edit page shows of its lock. A view passes `lock=showing.of("visit:4:programma", 4)` to `page`.

The lock itself is taken by the browser, with a POST: opening a page changes nothing. At each such POST the right is
asked again, by what the room of the edit page said with `asks`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import wtforms
from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from ..forms import Form
from ..host import current_user
from ..mount import User, current
from . import queries

#: seconds that what was signed holds; every time the browser says the form is still open it gets a new one
LONGEST = 2 * 3600

#: kind of object → fetches it by its key for who is looking, and aborts when he may not edit it (now)
_ASKS: dict[str, Callable[[Any], object]] = {}


def asks(kind: str, fetch: Callable[[Any], object]) -> None:
    """Locks on objects of this kind are for whom `fetch` lets through; said once, where the edit page is."""
    _ASKS[kind] = fetch


@dataclass(frozen=True)
class Signed:
    """What an edit page was drawn of; `key` is plain JSON."""

    object: str
    key: Any

    def ask(self) -> None:
        """Aborts when who is looking may not edit it any more."""
        _ASKS[_kind(self.object)](self.key)


class LockForm(Form):
    """Which object, signed when the page was drawn for somebody who may edit it; and which page in his browser."""

    class Meta(Form.Meta):
        #: seconds; longer than other forms, so that a page that stays open keeps its lock
        csrf_time_limit = 24 * 3600

    what = wtforms.HiddenField()
    page = wtforms.HiddenField()

    def signed(self) -> Signed | None:
        """The object, when this user was given it; None for anything else, and when that is too long ago."""
        user = current_user()
        try:
            object, key, user_id = _signer().loads(self.what.data or "", max_age=LONGEST)
        except (BadData, ValueError, TypeError):
            return None
        return Signed(str(object), key) if user is not None and user.id == user_id else None


@dataclass(frozen=True)
class Shown:
    """`name` and `since` of somebody else who has this form open; empty when nobody has."""

    form: LockForm
    name: str = ""
    since: datetime | None = None


def of(object: str, key: Any) -> Shown:
    """The lock on this object for a user who may edit it; by `key` the object is fetched when he is asked again."""
    user = current_user()
    assert user is not None, "edit pages are behind the login wall"
    assert _kind(object) in _ASKS, f"nobody said who may edit a {_kind(object)}"
    data = {"what": sign(Signed(object, key), user), "page": secrets.token_hex(8)}
    form = LockForm(formdata=None, data=data)
    found = queries.lock(object)
    if found is None or found.user_id == user.id:
        return Shown(form)
    return Shown(form, found.user_name, found.since)


def sign(what: Signed, user: User) -> str:
    return str(_signer().dumps([what.object, what.key, user.id]))


def _kind(object: str) -> str:
    return object.partition(":")[0]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=f"initiatieven-lock-{current().name}")
