"""Pages of the steps: sending in and back, publishing, planning, withdrawing, deleting; and the list to review."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from ..access import Permission
from ..acknowledging import queries as acknowledging
from ..clockwork import life
from ..database import today
from ..dutch import AMSTERDAM
from ..errors import Conflict, Refused
from ..forms import EditForm
from ..i18n import gettext as _
from ..pages import page, tell
from . import actions, deleting, forms, labels, queries, reviewing
from .models import PageVersion
from .publication import obstacles
from .showing import asked, shown, to


def add_routes(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    place = "/visie/<key>/versie/<int:number>"
    bp.add_url_rule("/visie/te-beoordelen", "vision_reviews", reviews)
    bp.add_url_rule(f"{place}/insturen", "submit_vision_version", submit, methods=both)
    bp.add_url_rule(f"{place}/terugnemen", "take_back_vision_version", take_back, methods=["POST"])
    bp.add_url_rule(f"{place}/terugsturen", "send_back_vision_version", send_back, methods=both)
    bp.add_url_rule(f"{place}/publiceren", "publish_vision_version", publish, methods=["POST"])
    bp.add_url_rule(f"{place}/plannen", "schedule_vision_version", schedule, methods=both)
    bp.add_url_rule(f"{place}/niet-plannen", "unschedule_vision_version", unschedule, methods=["POST"])
    bp.add_url_rule(f"{place}/intrekken", "withdraw_vision_version", withdraw, methods=both)
    bp.add_url_rule(f"{place}/verwijderen", "delete_vision_version", delete, methods=both)


def menu() -> tuple[str, str] | None:
    """For who judges texts: how many wait."""
    count = reviewing.count()
    return None if count is None else (_("Te beoordelen (%(count)s)", count=count), "vision_reviews")


def reviews() -> ResponseReturnValue:
    if reviewing.count() is None:
        abort(403)
    return page(
        "vision/reviews.html",
        _("Te beoordelen"),
        rows=reviewing.waiting(),
        moment=labels.moment,
        waits=labels.waits,
        kind_label=forms.kind_label,
    )


def submit(key: str, number: int) -> ResponseReturnValue:
    row = asked(Permission.SUBMIT_PAGES, key, number)
    form = forms.CommentForm(data={"version": row.version})
    if not form.accepted():
        return _step_page("submit", _("Ter beoordeling sturen"), row, form)
    return _carried_out(
        row,
        lambda: actions.submit(row, form.version.data or 0, form.comment.data or ""),
        _("De tekst is ter beoordeling gestuurd. U kunt de tekst pas weer veranderen als u hem terugneemt."),
    )


def take_back(key: str, number: int) -> ResponseReturnValue:
    row = asked(Permission.TAKE_BACK_PAGES, key, number)
    seen = _seen()
    return _carried_out(row, lambda: actions.take_back(row, seen), _("De tekst is weer een concept."))


def send_back(key: str, number: int) -> ResponseReturnValue:
    row = asked(Permission.SEND_BACK_PAGES, key, number)
    form = forms.SendBackForm(data={"version": row.version})
    if not form.accepted():
        return _step_page("send_back", _("Terugsturen naar de schrijver"), row, form)
    return _carried_out(
        row,
        lambda: actions.send_back(row, form.version.data or 0, form.comment.data or ""),
        _("De tekst is teruggestuurd en is weer een concept."),
    )


def publish(key: str, number: int) -> ResponseReturnValue:
    row = asked(Permission.PUBLISH_PAGES, key, number)
    seen = _seen()
    done = _("De tekst is gepubliceerd.")
    return _carried_out(row, lambda: actions.publish(row, seen), done, url_for(".vision_page", key=key))


def schedule(key: str, number: int) -> ResponseReturnValue:
    row = asked(Permission.PUBLISH_PAGES, key, number)
    here = row.publish_at.astimezone(AMSTERDAM) if row.publish_at else None
    known = {"day": here.date() if here else row.valid_from, "clock": here.time() if here else None}
    form = forms.ScheduleForm(data={"version": row.version} | {name: value for name, value in known.items() if value})
    if not form.accepted():
        return _step_page("schedule", _("Publicatie plannen"), row, form)
    at = form.moment()
    try:
        actions.schedule(row, form.version.data or 0, at)
    except actions.Incomplete as incomplete:
        missing = labels.obstacle_sentences(incomplete.obstacles)
        return _step_page("schedule", _("Publicatie plannen"), row, form, 422, missing=missing)
    except Conflict as conflict:
        return _conflict(row, conflict)
    except Refused as refused:
        form.day.errors = [str(refused)]
        return _step_page("schedule", _("Publicatie plannen"), row, form, 422)
    tell(_("De tekst wordt gepubliceerd op %(moment)s.", moment=labels.moment(at)))
    return to(row)


def unschedule(key: str, number: int) -> ResponseReturnValue:
    row = asked(Permission.PUBLISH_PAGES, key, number)
    seen = _seen()
    done = _("De planning is geannuleerd. De tekst wacht op beoordeling.")
    return _carried_out(row, lambda: actions.unschedule(row, seen), done)


def withdraw(key: str, number: int) -> ResponseReturnValue:
    row = asked(Permission.WITHDRAW_PAGES, key, number)
    form = forms.WithdrawForm(data={"version": row.version})
    if not form.accepted():
        copy = queries.working_copy(row.page_id)
        return _step_page("withdraw", _("Intrekken"), row, form, copy=copy, badge=copy and labels.badge(copy))
    return _carried_out(
        row,
        lambda: actions.withdraw(row, form.version.data or 0, form.comment.data or ""),
        _("De tekst is ingetrokken. Lezers zien hem niet meer."),
    )


def delete(key: str, number: int) -> ResponseReturnValue:
    row = asked(Permission.DELETE_PAGES, key, number)
    form = EditForm(data={"version": row.version})
    whole = deleting.takes_page(row)
    if not form.accepted():
        title = _("Pagina verwijderen") if whole else _("Nieuwe versie weggooien")
        values: dict[str, Any] = {"whole": whole, "referrers": queries.referrers(key) if whole else []}
        values["asks_readers"] = acknowledging.has_asked(row.page_id)
        return _step_page("delete", title, row, form, **values)
    done = _("De pagina ligt in de prullenbak.") if whole else _("De nieuwe versie ligt in de prullenbak.")
    place = url_for(".vision") if whole else url_for(".vision_page", key=key)
    return _carried_out(row, lambda: deleting.delete(row, form.version.data or 0), done, place)


def _step_page(
    step: str, title: str, row: PageVersion, form: EditForm, status: int = 0, **values: Any
) -> ResponseReturnValue:
    values.setdefault("missing", [])
    template = f"vision/{step}.html"
    waiting = labels.obstacle_sentences(obstacles(queries.content(row), today(), row.page.kind))
    alive = life.is_alive()
    status = status or form.status
    return page(template, title, status=status, row=row, form=form, waiting=waiting, worker_alive=alive, **values)


def _seen() -> int:
    """The version number that a button was drawn for."""
    form = EditForm()
    if not form.accepted():
        abort(400)
    return form.version.data or 0


def _carried_out(row: PageVersion, do: Callable[[], Any], done: str, place: str = "") -> ResponseReturnValue:
    """Take the step and say so, or say why not."""
    try:
        do()
    except actions.Incomplete:
        return shown(row, status=422)
    except Conflict as conflict:
        return _conflict(row, conflict)
    tell(done)
    return redirect(place) if place else to(row)


def _conflict(row: PageVersion, conflict: Conflict) -> ResponseReturnValue:
    tell(str(conflict), "error")
    return to(row, "overtaken_vision_version" if isinstance(conflict, actions.Overtaken) else "vision_version")
