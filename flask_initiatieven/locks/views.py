"""What the browser of an edit page tells: still open, closed, taken over."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from .. import access, writing
from ..access import Permission
from ..dutch import in_amsterdam
from ..i18n import gettext as _
from ..mount import User
from ..pages import kept_nowhere, tell
from . import actions
from .showing import LockForm, Signed, sign

#: header of the answer with what the browser sends next time
RENEWED = "Ini-Lock"


def add_routes(bp: Blueprint) -> None:
    bp.add_url_rule("/bezig/nog", "keep_lock", keep, methods=["POST"])
    bp.add_url_rule("/bezig/klaar", "leave_lock", leave, methods=["POST"])
    bp.add_url_rule("/bezig/overnemen", "take_over_lock", take_over, methods=["POST"])


def keep() -> ResponseReturnValue:
    """Empty when the lock is this user's; else the sentence to show him. With what was signed, signed anew."""
    form, what, user = _asked()
    found = actions.keep(what.object, user, form.page.data or "")
    words = ""
    if found is not None and found.user_id != user.id:
        at = writing.clock(in_amsterdam(found.since).time())
        words = _("%(name)s bewerkt dit nu, sinds %(time)s.", name=found.user_name, time=at)
    answer = Response(words, mimetype="text/plain")
    answer.headers[RENEWED] = sign(what, user)
    return kept_nowhere(answer)


def leave() -> ResponseReturnValue:
    form, what, user = _asked()
    actions.leave(what.object, user, form.page.data or "")
    return Response("", 204)


def take_over() -> ResponseReturnValue:
    form, what, user = _asked()
    actions.take_over(what.object, user, form.page.data or "")
    tell(_("U bewerkt dit nu. Wat de ander al had opgeslagen, ziet u hieronder."))
    return redirect(_back())


def _asked() -> tuple[LockForm, Signed, User]:
    """The object was signed for this user when he was let in to edit it, and he may still edit it: else 403 or 404."""
    access.require_somewhere(Permission.READ_INITIATIVES, Permission.READ_PAGES)
    looking = access.viewer()
    form = LockForm()
    if looking is None or not form.accepted() or len(form.page.data or "") > 32:
        abort(400)
    what = form.signed()
    if what is None:
        abort(400)
    what.ask()
    return form, what, looking.user


def _back() -> str:
    """The edit page itself: a path of ours, never another site's."""
    place = request.form.get("ini-back", "")
    root = url_for(".start")
    return place if place.startswith(root) and not set(place) & set("\\\r\n") and "//" not in place else root
