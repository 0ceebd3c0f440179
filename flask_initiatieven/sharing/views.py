"""Pages of sharing: who can see or do this and why, giving a role here, taking it away, and one question."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from .. import access
from ..access import Permission
from ..errors import Refused
from ..forms import PREFIX, ActionForm
from ..i18n import gettext as _
from ..initiatives import queries as initiatives
from ..initiatives import showing
from ..mount import User
from ..pages import kept_nowhere, page, tell
from ..roles import people, picking
from ..vision import queries as vision
from . import actions, forms, queries
from .actions import GROUP, USER, Grant
from .place import Place


def add_routes(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    of_page, of_initiative = "/visie/<key>/delen", "/initiatief/<number>/delen"
    bp.add_url_rule(of_page, "share_page", share_page, methods=both)
    bp.add_url_rule(f"{of_page}/<int:share_id>/weg", "unshare_page", unshare_page, methods=["POST"])
    bp.add_url_rule(of_initiative, "share_initiative", share_initiative, methods=both)
    bp.add_url_rule(f"{of_initiative}/<int:share_id>/weg", "unshare_initiative", unshare_initiative, methods=["POST"])


def share_page(key: str) -> ResponseReturnValue:
    return _shared(_page(key))


def unshare_page(key: str, share_id: int) -> ResponseReturnValue:
    return _unshared(_page(key), share_id)


def share_initiative(number: str) -> ResponseReturnValue:
    return _shared(_initiative(number))


def unshare_initiative(number: str, share_id: int) -> ResponseReturnValue:
    return _unshared(_initiative(number), share_id)


def _page(key: str) -> Place:
    row = access.fetch(Permission.SHARE_PAGES, vision.newest, key)
    if row.page.deleted_at is not None:
        abort(404)
    return Place(row, row.title, lambda: vision.newest(key), "page", {"key": key})


def _initiative(number: str) -> Place:
    row = access.fetch(Permission.SHARE_INITIATIVES, initiatives.initiative, number)
    return Place(row, showing.title(row), lambda: initiatives.initiative(number), "initiative", {"number": number})


def _shared(place: Place) -> ResponseReturnValue:
    form = forms.form_of(place)
    if not form.accepted():
        return _drawn(place, form)
    try:
        grant = _grant(form)
        if grant is None:
            return _drawn(place, form)
        new = actions.share(place, grant)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _drawn(place, form)
    tell(_("Het is gedeeld.") if new else _("Het was al zo gedeeld."))
    return redirect(url_for(f".share_{place.endpoint}", **place.address))


def _grant(form: Any) -> Grant | None:
    """To whom; None, with a message in the form, unless it is exactly one person or one group."""
    user, group = form.chosen(), form.group.data
    if user is not None and group:
        form.group.errors = [_("Kies een persoon of een groep, niet allebei.")]
    elif user is not None:
        return Grant(USER, user.id, user.name, access.Role(form.role.data), form.until.data)
    elif group:
        return Grant(GROUP, group, "", access.Role(form.role.data), form.until.data)
    else:
        form.person.errors = [_("Zoek een persoon en kies hem, of vul een groep in.")]
    return None


def _unshared(place: Place, share_id: int) -> ResponseReturnValue:
    if not ActionForm().validate_on_submit():
        abort(400)
    try:
        actions.unshare(place, share_id)
    except Refused as refusal:
        tell(str(refusal), "error")
    else:
        tell(_("Het is niet meer gedeeld."))
    return redirect(url_for(f".share_{place.endpoint}", **place.address))


def _drawn(place: Place, form: Any) -> ResponseReturnValue:
    """The host's colleagues by name, so it stays in no browser's store."""
    answer, trouble = _asked(place)
    drawn = page(
        "sharing/show.html",
        _("Delen: %(title)s", title=place.title),
        status=form.status,
        place=place,
        form=form,
        search=picking.SearchForm(),
        found=picking.found(),
        who=queries.who_may(place),
        stop=ActionForm(formdata=None),
        question=picking.QuestionForm(),
        candidates=picking.found(picking.QUESTION),
        described=picking.described,
        answer=answer,
        trouble=trouble,
        manages_roles=access.may(Permission.MANAGE_ROLES),
    )
    return kept_nowhere(drawn)


def _asked(place: Place) -> tuple[queries.Answer | None, str]:
    """The answer to "may this person do this?", or why there is none."""
    asked = request.args.get(f"{PREFIX}wie", "")[:255]
    if not asked:
        return None, ""
    try:
        user: User | None = people.find(asked) or picking.found(picking.QUESTION).user(asked)
        if user is None:
            return None, _("Deze persoon is niet gevonden. Zoek opnieuw.")
        return queries.ask(place, user), ""
    except people.Unanswered as unanswered:
        return None, str(unanswered)
