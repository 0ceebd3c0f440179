"""Pages about the images of a governing text, and the images themselves."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, jsonify, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from .. import access, dutch, uploads
from ..access import Permission
from ..errors import Refused
from ..forms import ActionForm
from ..i18n import gettext as _
from ..pages import page, tell
from ..vision import queries as vision
from ..vision.models import PageVersion
from ..vision.publication import VersionState
from . import actions, queries
from .addresses import image_address
from .forms import ImageForm
from .queries import Shown

FOR_EVER = "private, max-age=31536000, immutable"


def add_routes(bp: Blueprint) -> None:
    place = "/visie/<key>/afbeeldingen"
    bp.add_url_rule(place, "vision_images", overview, methods=["GET", "POST"])
    bp.add_url_rule(f"{place}/<int:number>", "vision_image", image)
    bp.add_url_rule(f"{place}/<int:number>/<digest>", "vision_image_kept", image)
    bp.add_url_rule(f"{place}/<int:number>/verwijderen", "remove_vision_image", remove, methods=["POST"])


def overview(key: str) -> ResponseReturnValue:
    """The images of a page with a form to add one; as JSON for the editor, which asks for the same."""
    row = access.fetch(Permission.EDIT_PAGES, vision.newest, key)
    form, made, status = _answered(row)
    if _wants_json():
        return _as_json(key, row, form, made, status)
    if made is not None:
        tell(_("De afbeelding staat erbij."))
        return redirect(url_for(".vision_images", key=key))
    return _overview(key, row, form, status)


def image(key: str, number: int, digest: str = "") -> ResponseReturnValue:
    """The file, for who may read a version with this image in it, and for who writes the page.

    With its hash in the address it may be kept for ever.
    """
    found = access.fetch(Permission.READ_PAGES, lambda place: _Readable.of(queries.find(place)), (key, number)).image
    if digest and digest != found.short_digest:
        abort(404)
    answer = make_response(queries.data(found.id))
    answer.mimetype = found.mime
    answer.headers["Cache-Control"] = FOR_EVER if digest else "private, no-cache"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Content-Disposition"] = "inline"
    answer.set_etag(found.digest)
    return answer.make_conditional(request)


def remove(key: str, number: int) -> ResponseReturnValue:
    row = access.fetch(Permission.EDIT_PAGES, vision.newest, key)
    found = queries.find((key, number)) or abort(404)
    if not ActionForm().accepted():
        abort(400)
    try:
        actions.remove(found)
    except actions.InUse:
        return _overview(key, row, ImageForm(formdata=None), 409, refused=found.id)
    tell(_("De afbeelding is verwijderd."))
    return redirect(url_for(".vision_images", key=key))


class _Readable:
    """An image to the question who may read it: everybody a version that is or was in force, writers all of it."""

    def __init__(self, image: Shown) -> None:
        self.image = image

    @classmethod
    def of(cls, found: Shown | None) -> _Readable | None:
        return cls(found) if found is not None and _is_readable(found) else None

    def people(self) -> frozenset[int]:
        return frozenset()


def _is_readable(image: Shown) -> bool:
    versions = queries.used_in(image)
    if any(_is_public(row) for row in versions):
        return True
    newest = versions[0] if versions else queries.newest_version(image)
    return access.may(Permission.READ_DRAFTS, newest)


def _is_public(row: PageVersion) -> bool:
    """Readers may read this version: it is in force, or was and a later one replaced it."""
    if row.page.deleted_at is not None:
        return False
    return vision.is_in_force(row) or row.state == VersionState.REPLACED


def _wants_json() -> bool:
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]


def _answered(row: PageVersion) -> tuple[ImageForm, Shown | None, int]:
    """The form, the image that was added with it, and the status of the answer."""
    if request.method == "POST" and uploads.is_too_large(actions.LARGEST_FILE):
        form = ImageForm(formdata=None)
        form.file.errors = [_too_large()]
        return form, None, 413
    form = ImageForm()
    if not form.accepted():
        return form, None, form.status
    data = uploads.read(form.file.data, actions.LARGEST_FILE)
    try:
        if data is None:
            raise Refused(_too_large())
        return form, actions.add(row.page, data, form.alt.data or ""), 200
    except Refused as refused:
        form.file.errors = [str(refused)]
        return form, None, 422


def _too_large() -> str:
    most = actions.LARGEST_FILE // 1024 // 1024
    return _("Dit bestand is te groot: hoogstens %(most)s MB. Maak de afbeelding kleiner.", most=most)


def _overview(key: str, row: PageVersion, form: ImageForm, status: int, refused: int = 0) -> ResponseReturnValue:
    there = queries.of_page(row.page_id)
    return page(
        "illustrations/overview.html",
        _("Afbeeldingen bij %(title)s", title=row.title),
        status=status,
        row=row,
        form=form,
        action=ActionForm(formdata=None),
        images=[(one, image_address(key, one), [used.number for used in queries.used_in(one)]) for one in there],
        refused=refused,
        kilobytes=lambda size: dutch.number(max(1, round(size / 1024))),
    )


def _as_json(key: str, row: PageVersion, form: ImageForm, made: Shown | None, status: int) -> ResponseReturnValue:
    if request.method == "GET":
        return jsonify(images=[_told(key, one) for one in queries.of_page(row.page_id)])
    if made is not None:
        return jsonify(image=_told(key, made)), 201
    errors = {field.short_name: " ".join(map(str, field.errors)) for field in form if field.errors}
    if form.csrf_token.errors:
        errors = {"file": _("De pagina was te lang open. Sla eerst uw tekst op en probeer het dan opnieuw.")}
    return jsonify(errors=errors), status


def _told(key: str, one: Shown) -> dict[str, Any]:
    return {
        "number": one.id,
        "alt": one.alt,
        "address": image_address(key, one),
        "width": one.width,
        "height": one.height,
    }
