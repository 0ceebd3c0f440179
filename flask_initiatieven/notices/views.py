"""Pages of rules (make, try, switch on) and of tasks."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from .. import access
from ..access import Permission
from ..database import today
from ..errors import Conflict
from ..forms import ActionForm
from ..i18n import gettext as _
from ..pages import kept_nowhere, page, tell
from . import actions, facts, forms, labels, queries
from .models import NoticeRule, Task
from .rule import PLACEHOLDERS


def add_routes(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    place = "/beheer/regels/<int:rule_id>"
    bp.add_url_rule("/beheer/regels", "rules", overview)
    bp.add_url_rule("/beheer/regels/nieuw", "new_rule", new_rule, methods=both)
    bp.add_url_rule(place, "rule", edit, methods=both)
    bp.add_url_rule(f"{place}/proef", "try_rule", try_rule)
    bp.add_url_rule(f"{place}/aan", "switch_rule_on", lambda rule_id: _switch(rule_id, True), methods=["POST"])
    bp.add_url_rule(f"{place}/uit", "switch_rule_off", lambda rule_id: _switch(rule_id, False), methods=["POST"])
    bp.add_url_rule(f"{place}/weg", "remove_rule", remove, methods=["POST"])
    bp.add_url_rule("/taken", "tasks", tasks)
    bp.add_url_rule("/taken/<int:task_id>", "open_task", open_task)
    bp.add_url_rule("/taken/<int:task_id>/klaar", "finish_task", finish, methods=["POST"])


def overview() -> ResponseReturnValue:
    access.require(Permission.MANAGE_RULES)
    return page(
        "notices/rules.html",
        _("Regels voor mail en taken"),
        rows=queries.rules(),
        labels=labels,
        action=ActionForm(),
    )


def new_rule() -> ResponseReturnValue:
    access.require(Permission.MANAGE_RULES)
    form = forms.NewRuleForm()
    if not form.accepted():
        return page("notices/edit.html", _("Nieuwe regel"), form.status, form=form, placeholders=PLACEHOLDERS)
    row = actions.make_rule(form.name.data or "", form.rule(), form.created_key.data or "")
    tell(_("De regel is gemaakt en staat nog uit. Kijk eerst wat hij zou doen."))
    return redirect(url_for(".try_rule", rule_id=row.id))


def edit(rule_id: int) -> ResponseReturnValue:
    row = _rule(rule_id)
    form = forms.RuleForm(data=forms.values(row))
    if not form.accepted():
        return _edit_page(row, form, form.status)
    try:
        actions.edit_rule(row, form.name.data or "", form.rule(), form.version.data or 0)
    except Conflict:
        return _conflict(form, rule_id)
    tell(_("De regel is opgeslagen."))
    return redirect(url_for(".try_rule", rule_id=row.id))


def _conflict(form: forms.RuleForm, rule_id: int) -> ResponseReturnValue:
    """What is saved now, beside what was typed; sending again saves over it."""
    row = _rule(rule_id)
    form.version.raw_data = [str(row.version)]
    now = [
        (str(form.subject.label.text), row.subject),
        (str(form.text.label.text), row.text),
        (str(form.to.label.text), " · ".join(labels.of_recipient(word) for word in row.to.split())),
    ]
    return _edit_page(row, form, 409, now=now)


def _edit_page(row: NoticeRule, form: forms.RuleForm, status: int, **values: object) -> ResponseReturnValue:
    title = _("Regel bewerken: %(name)s", name=row.name)
    return page("notices/edit.html", title, status, form=form, placeholders=PLACEHOLDERS, row=row, **values)


def try_rule(rule_id: int) -> ResponseReturnValue:
    """What the rule would have done about the last events; nothing is sent."""
    row = _rule(rule_id)
    drawn = page(
        "notices/try.html",
        _("Proefdraaien: %(name)s", name=row.name),
        row=row,
        labels=labels,
        outcomes=actions.dry_run(queries.as_rule(row)),
        action=ActionForm(),
    )
    return kept_nowhere(drawn)


def _switch(rule_id: int, is_on: bool) -> ResponseReturnValue:
    row = _rule(rule_id)
    _check_token()
    actions.switch(row, is_on)
    tell(_("De regel staat aan.") if is_on else _("De regel staat uit."))
    return redirect(url_for(".rules"))


def remove(rule_id: int) -> ResponseReturnValue:
    row = _rule(rule_id)
    _check_token()
    actions.remove_rule(row)
    tell(_("De regel is weg. Taken die al klaarstonden, blijven staan."))
    return redirect(url_for(".rules"))


def menu() -> tuple[str, str] | None:
    """For who has something to do: how much."""
    looking = access.viewer()
    count = queries.count_open(looking.person_id, looking.roles) if looking else 0
    return (_("Mijn taken (%(count)s)", count=count), "tasks") if count else None


def tasks() -> ResponseReturnValue:
    access.require_somewhere(Permission.READ_INITIATIVES)
    drawn = page(
        "notices/tasks.html",
        _("Mijn taken"),
        rows=[(row, queries.is_late(row, today())) for row in mine()],
        action=ActionForm(),
    )
    return kept_nowhere(drawn)


def mine() -> list[Task]:
    """The open tasks of who is looking."""
    looking = access.viewer()
    return queries.open_tasks(looking.person_id, looking.roles) if looking else []


def open_task(task_id: int) -> ResponseReturnValue:
    """To the page of what the task is about; that page asks who may see it."""
    about = facts.about(_mine(task_id).object)
    if about is None:
        tell(_("Waar deze taak over ging, is er niet meer."), "warning")
        return redirect(url_for(".tasks"))
    return redirect(request.script_root + facts.path_of(about))


def finish(task_id: int) -> ResponseReturnValue:
    row = _mine(task_id)
    _check_token()
    actions.finish(row)
    tell(_("De taak is klaar."))
    return redirect(url_for(".tasks"))


def _mine(task_id: int) -> Task:
    """The task, when it is for who is looking; else 404."""
    access.require_somewhere(Permission.READ_INITIATIVES)
    looking = access.viewer()
    row = queries.task(task_id)
    if row is None or looking is None or not _is_for(row, looking):
        abort(404)
    return row


def _is_for(row: Task, looking: access.Viewer) -> bool:
    return row.role in looking.roles or (row.person_id is not None and row.person_id == looking.person_id)


def _rule(rule_id: int) -> NoticeRule:
    access.require(Permission.MANAGE_RULES)
    return queries.rule(rule_id) or abort(404)


def _check_token() -> None:
    if not ActionForm().accepted():
        abort(400)
