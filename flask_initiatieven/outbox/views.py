"""The outbox for whoever looks after the add-on: what waits, what is stuck, send again."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from .. import access
from ..access import Permission
from ..clockwork import life
from ..forms import ActionForm
from ..i18n import gettext as _
from ..pages import kept_nowhere, page, tell
from . import actions, queries, smtp
from .models import Mail


def add_routes(bp: Blueprint) -> None:
    bp.add_url_rule("/beheer/post", "outbox", show)
    bp.add_url_rule("/beheer/post/<int:mail_id>/opnieuw", "send_mail_again", send_again, methods=["POST"])
    bp.add_url_rule("/beheer/post/<int:mail_id>/weg", "throw_mail_away", throw_away, methods=["POST"])


def show() -> ResponseReturnValue:
    access.require(Permission.MANAGE_RULES)
    drawn = page(
        "outbox/show.html",
        _("Post die nog weg moet"),
        stand=queries.stand(),
        rows=queries.unsent(),
        set_up=smtp.is_set_up(),
        worker_alive=life.is_alive(),
        action=ActionForm(),
    )
    return kept_nowhere(drawn)


def send_again(mail_id: int) -> ResponseReturnValue:
    actions.send_again(_asked_for(mail_id))
    tell(_("De mail wordt opnieuw verstuurd."))
    return redirect(url_for(".outbox"))


def throw_away(mail_id: int) -> ResponseReturnValue:
    actions.throw_away(_asked_for(mail_id))
    tell(_("De mail wordt niet meer verstuurd."))
    return redirect(url_for(".outbox"))


def _asked_for(mail_id: int) -> Mail:
    access.require(Permission.MANAGE_RULES)
    row = queries.mail(mail_id) or abort(404)
    if not ActionForm().accepted():
        abort(400)
    return row
