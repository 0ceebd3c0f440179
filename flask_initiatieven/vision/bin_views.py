"""The recycle bin: what lies in it, taking something out, and throwing it away for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from .. import access
from ..access import Permission
from ..errors import Refused
from ..forms import ActionForm
from ..i18n import gettext as _
from ..pages import page, tell
from . import deleting, labels, queries

MOST_PAGES = 10_000


def add_routes(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    place = "/visie/prullenbak"
    bp.add_url_rule(place, "vision_bin", recycle_bin)
    bp.add_url_rule(f"{place}/pagina/<int:page_id>/terughalen", "restore_vision_page", restore_page, methods=["POST"])
    bp.add_url_rule(
        f"{place}/werkkopie/<int:version_id>/terughalen", "restore_vision_copy", restore_copy, methods=["POST"]
    )
    bp.add_url_rule(f"{place}/pagina/<int:page_id>/wissen", "purge_vision_page", purge_page, methods=both)
    bp.add_url_rule(f"{place}/werkkopie/<int:version_id>/wissen", "purge_vision_copy", purge_copy, methods=both)


def recycle_bin() -> ResponseReturnValue:
    access.require(Permission.RESTORE_PAGES)
    number = min(max(request.args.get("blad", 1, int), 1), MOST_PAGES)
    found, more = queries.bin_part(number)
    return page(
        "vision/bin.html",
        _("Prullenbak"),
        found=found,
        number=number,
        more=more,
        action=ActionForm(formdata=None),
        moment=labels.moment,
    )


def restore_page(page_id: int) -> ResponseReturnValue:
    access.fetch(Permission.RESTORE_PAGES, queries.page_in_bin, page_id)
    _want_token()
    try:
        found = deleting.restore_page(page_id)
    except Refused as refused:
        return _refused(refused)
    tell(_("De pagina is terug."))
    return redirect(url_for(".vision_page", key=found.key))


def restore_copy(version_id: int) -> ResponseReturnValue:
    access.fetch(Permission.RESTORE_PAGES, queries.copy_in_bin, version_id)
    _want_token()
    try:
        row = deleting.restore_copy(version_id)
    except Refused as refused:
        return _refused(refused)
    tell(_("De nieuwe versie is terug, als concept."))
    return redirect(url_for(".vision_version", key=row.page.key, number=row.number))


def purge_page(page_id: int) -> ResponseReturnValue:
    row = access.fetch(Permission.PURGE_PAGES, queries.page_in_bin, page_id)
    versions = queries.others_of_page(row) + 1
    return _purge(_("Pagina definitief verwijderen"), row, lambda: deleting.purge_page(page_id), versions=versions)


def purge_copy(version_id: int) -> ResponseReturnValue:
    row = access.fetch(Permission.PURGE_PAGES, queries.copy_in_bin, version_id)
    return _purge(_("Nieuwe versie definitief verwijderen"), row, lambda: deleting.purge_copy(version_id), versions=0)


def _purge(title: str, row: Any, do: Callable[[], None], versions: int) -> ResponseReturnValue:
    form = ActionForm()
    if not form.accepted():
        return page("vision/purge.html", title, status=form.status, row=row, form=form, versions=versions)
    try:
        do()
    except Refused as refused:
        return _refused(refused)
    tell(_("Dit is definitief verwijderd."))
    return redirect(url_for(".vision_bin"))


def _want_token() -> None:
    if not ActionForm().accepted():
        abort(400)


def _refused(refused: Refused) -> ResponseReturnValue:
    tell(str(refused), "error")
    return redirect(url_for(".vision_bin"))
