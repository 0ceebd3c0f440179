"""Pages of the role division."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from .. import access
from ..access import Permission
from ..i18n import gettext as _
from ..pages import page
from ..vision.forms import body_label
from . import division as rules
from . import queries


def add_routes(bp: Blueprint) -> None:
    bp.add_url_rule("/rolverdeling", "role_table", role_table)


def role_table() -> ResponseReturnValue:
    access.require(Permission.READ_PAGES)
    found = queries.role_division()
    title = found.title if found else _("Wie doet wat")
    division = found.division if found else rules.RoleDivision((), {}, ())
    return page(
        "divisions/show.html",
        title,
        found=found,
        division=division,
        undecided=rules.undecided(division),
        in_words=rules.in_words,
        parts=rules.parts,
        body_label=body_label,
    )
