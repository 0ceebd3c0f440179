"""What rules do when something happens, in the transaction of what happened; and changes to rules and tasks."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from .. import audit, signals
from ..audit import AuditEntry
from ..database import db, now, today
from ..errors import Conflict
from ..host import current_user
from ..i18n import gettext as _
from ..mount import current
from ..options import queries as options
from ..outbox import actions as outbox
from ..workdays import days_after
from . import facts, queries
from .models import NoticeRule, Task
from .rule import BY_ACTION, About, Deed, Recipient, Rule, Who, filled, holds

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What a rule does, or would do, for one event. `why_not` is empty when it does something."""

    title: str
    to: tuple[Recipient, ...] = ()
    subject: str = ""
    text: str = ""
    why_not: str = ""


def follow(entry: AuditEntry) -> None:
    """Do what the rules say about this entry of the log. A rule that fails is logged; the work goes on."""
    event = BY_ACTION.get(entry.action)
    if event is None or entry.result != "gelukt":
        return
    for row in queries.switched_on(event):
        try:
            with db.atomic():
                _carry_out(row, entry.object)
        except Exception:  # a rule may be wrong in any way; nobody's work is undone for it
            log.exception("Rule %s failed on %s", row.id, entry.object)


def outcome(rule: Rule, object: str) -> Outcome:
    """What this rule does about this object; changes nothing."""
    about = facts.about(object)
    if about is None:
        return Outcome(object, why_not=_("Dit is er niet meer."))
    if not holds(rule.condition, about):
        return Outcome(about.title, why_not=_("De voorwaarde klopt hier niet."))
    to = _recipients(rule, about)
    if not to:
        return Outcome(about.title, why_not=_("Er is niemand voor wie dit is."))
    return Outcome(about.title, to, filled(rule.subject, about), filled(rule.text, about))


def dry_run(rule: Rule) -> list[tuple[AuditEntry, Outcome]]:
    """What the rule would have done about the last times this happened."""
    return [(entry, outcome(rule, entry.object)) for entry in queries.latest(rule.event)]


def _carry_out(row: NoticeRule, object: str) -> None:
    rule = queries.as_rule(row)
    found = outcome(rule, object)
    if found.why_not:
        return
    if rule.deed is Deed.MAIL:
        for each in found.to:
            outbox.queue(each.email, found.subject, found.text, object)
        return
    due = days_after(today(), rule.due_days, options.current().work_days.closed) if rule.due_days is not None else None
    for each in found.to:
        Task.insert(
            rule=row.id, person=each.person_id, role=each.role, object=object, title=found.subject[:200],
            text=found.text, due_on=due, made_at=now(),
        ).execute()  # fmt: skip


def _recipients(rule: Rule, about: About) -> tuple[Recipient, ...]:
    """Nobody twice; for mail only who has an address."""
    found: list[Recipient] = []
    for word in rule.to:
        role = word.removeprefix("role:")
        if role != word:
            found += [Recipient(role, role=role)] if rule.deed is Deed.TASK else facts.with_role(role)
        elif word in about.people:
            found.append(about.people[Who(word)])
    if rule.deed is Deed.TASK:
        return tuple(dict.fromkeys(found))
    if rule.address:
        found.append(Recipient(rule.address, rule.address))
    return tuple({each.email.lower(): each for each in found if each.email}.values())


def make_rule(name: str, rule: Rule, created_key: str) -> NoticeRule:
    """A new rule, switched off; the same key again gives the rule that was made before."""
    earlier = queries.made_with(created_key)
    if earlier is not None:
        return earlier
    with db.atomic():
        row: NoticeRule = NoticeRule.create(created_key=created_key, **_columns(name, rule), **_stamp())
        audit.record("regel maken", f"notice_rule:{row.id}")
    _tell(signals.created, row.id)
    return row


def edit_rule(row: NoticeRule, name: str, rule: Rule, seen: int) -> None:
    """Raises Conflict when it is not the version that was seen."""
    with db.atomic():
        updated = (
            NoticeRule.update(**_columns(name, rule), **_stamp(), version=NoticeRule.version + 1)
            .where((NoticeRule.id == row.id) & (NoticeRule.version == seen))
            .execute()
        )
        if not updated:
            raise Conflict(_("Iemand anders heeft dit intussen veranderd."))
        audit.record("regel bewerken", f"notice_rule:{row.id}")
    _tell(signals.changed, row.id)


def switch(row: NoticeRule, is_on: bool) -> None:
    with db.atomic():
        NoticeRule.update(is_on=is_on, version=NoticeRule.version + 1, **_stamp()).where(
            NoticeRule.id == row.id
        ).execute()
        audit.record("regel aanzetten" if is_on else "regel uitzetten", f"notice_rule:{row.id}")
    _tell(signals.changed, row.id)


def remove_rule(row: NoticeRule) -> None:
    """The rule goes; tasks it set stay."""
    with db.atomic():
        row.delete_instance()
        audit.record("regel weghalen", f"notice_rule:{row.id}")
    _tell(signals.changed, row.id)


def finish(row: Task) -> None:
    """The task is done; saying so twice changes nothing."""
    user = current_user()
    with db.atomic():
        done = (
            Task.update(done_at=now(), done_by=user.id if user else "systeem")
            .where((Task.id == row.id) & Task.done_at.is_null())
            .execute()
        )
        if done:
            audit.record("taak afronden", f"task:{row.id}")
    _tell(signals.changed, row.id, "task")


def _columns(name: str, rule: Rule) -> dict[str, Any]:
    return {
        "name": name,
        "event": rule.event,
        "property": rule.condition.property,
        "value": rule.condition.value,
        "deed": rule.deed,
        "to": "\n".join(rule.to),
        "address": rule.address,
        "subject": rule.subject,
        "text": rule.text,
        "due_days": rule.due_days,
    }


def _stamp() -> dict[str, Any]:
    user = current_user()
    return {"changed_at": now(), "changed_by": user.id if user else "systeem"}


def _tell(signal: Any, number: int, kind: str = "notice_rule") -> None:
    user = current_user()
    signals.tell(signal, current().name, f"{kind}:{number}", user.id if user else None)
