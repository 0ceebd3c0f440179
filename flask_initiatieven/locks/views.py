"""What the browser of an edit page tells: still open, closed, taken over."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from .. import access, writing
from ..access import Permission
from ..dutch import in_amsterdam
from ..i18n import gettext as _
from ..mount import User
from ..pages import tell
from . import actions
from .showing import LockForm


def add_routes(bp: Blueprint) -> None:
    bp.add_url_rule("/bezig/nog", "keep_lock", keep, methods=["POST"])
    bp.add_url_rule("/bezig/klaar", "leave_lock", leave, methods=["POST"])
    bp.add_url_rule("/bezig/overnemen", "take_over_lock", take_over, methods=["POST"])


def keep() -> ResponseReturnValue:
    """Empty when the lock is this user's; else the sentence to show him."""
    form, object, user = _asked()
    found = actions.keep(object, user, form.page.data or "")
    if found is None or found.user_id == user.id:
        return Response("", mimetype="text/plain")
    at = writing.clock(in_amsterdam(found.since).time())
    words = _("%(name)s bewerkt dit nu, sinds %(time)s.", name=found.user_name, time=at)
    return Response(words, mimetype="text/plain")


def leave() -> ResponseReturnValue:
    form, object, user = _asked()
    actions.leave(object, user, form.page.data or "")
    return Response("", 204)


def take_over() -> ResponseReturnValue:
    form, object, user = _asked()
    actions.take_over(object, user, form.page.data or "")
    tell(_("U bewerkt dit nu. Wat de ander al had opgeslagen, ziet u hieronder."))
    return redirect(_back())


def _asked() -> tuple[LockForm, str, User]:
    """The object was signed for this user when he was let in to edit it."""
    access.require_somewhere(Permission.READ_INITIATIVES, Permission.READ_PAGES)
    looking = access.viewer()
    form = LockForm()
    if looking is None or not form.accepted() or len(form.page.data or "") > 32:
        abort(400)
    object = form.object()
    if object is None:
        abort(400)
    return form, object, looking.user


def _back() -> str:
    """The edit page itself: a path of ours, never another site's."""
    place = request.form.get("ini-back", "")
    root = url_for(".start")
    return place if place.startswith(root) and not set(place) & set("\\\r\n") and "//" not in place else root
