"""The first page of control: the panels, and the state of the add-on."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from .. import access
from ..access import Permission
from ..i18n import gettext as _
from ..lifecycle import condition, wording
from ..mount import current
from ..pages import page
from ..version import VERSION
from . import panels


def add_routes(bp: Blueprint) -> None:
    bp.add_url_rule("/beheer", "control", show)


def show() -> ResponseReturnValue:
    access.require(Permission.MANAGE_ADDON)
    return page(
        "control/show.html",
        _("Beheer"),
        state=wording.state_word(condition.status(current())),
        version=VERSION,
        groups=panels.open_to_viewer(),
    )
