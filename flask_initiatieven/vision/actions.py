"""Changes to governing texts: making, writing and every step from concept to published and on.

Each step: what is due by the clock goes first, then the rule is asked, and row, history and audit log are written in
one transaction. Steps raise Conflict when the version is not the one that was seen, or is in another stage by now.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import peewee as pw

from .. import audit, signals
from ..acknowledging.ticks import FIELDS as READ_FIELDS
from ..database import db, now, today
from ..dutch import AMSTERDAM
from ..errors import Conflict, Refused
from ..host import as_system
from ..i18n import gettext as _
from . import queries, storing
from .models import Page, PageVersion
from .publication import (
    Obstacle,
    PageKind,
    Refusal,
    Stage,
    Step,
    VersionContent,
    VersionState,
    is_overtaken,
    last_day,
    obstacles,
    refusal,
)
from .storing import change, tell, write_down

_DRAFT: dict[str, Any] = {"state": VersionState.DRAFT, "publish_at": None, "submitted_at": None, "submitted_by": ""}


class Incomplete(Refused):
    """The version can't be published: `obstacles` says what is missing."""

    def __init__(self, found: tuple[Obstacle, ...]) -> None:
        super().__init__(_("Deze tekst is nog niet klaar om te publiceren."))
        self.obstacles = found


class Overtaken(Conflict):
    """Another version was published after this working copy was taken: compare first."""

    def __init__(self) -> None:
        super().__init__(_("De gepubliceerde tekst is veranderd nadat deze nieuwe versie is gemaakt."))


def make_page(content: VersionContent, created_key: str, kind: str = PageKind.VISION) -> PageVersion:
    """A new page with its first draft; the same key again gives the page that was made before."""
    earlier = queries.page_made_with(created_key)
    if earlier is None:
        try:
            with db.atomic():
                page = Page.create(key=storing.free_key(content.title), kind=kind, created_key=created_key)
                row = storing.store(page.id, 1, content, based_on=0)
                write_down(Step.MAKE, "pagina maken", row, page.id)
        except pw.IntegrityError:
            earlier = queries.page_made_with(created_key)
            if earlier is None:
                raise Conflict(_("Er is net een pagina met deze naam gemaakt. Probeer het opnieuw.")) from None
        else:
            tell(signals.created, row.id)
            return row
    found = queries.newest(earlier.key)
    if found is None:
        raise Conflict(_("Deze pagina is gemaakt en weer verwijderd."))
    return found


def make_working_copy(page: Page) -> PageVersion:
    """A draft with the text of the version in force; the working copy there is already, if there is one.

    What belongs to one decision (adopted by, dates, number, change) starts empty.
    """
    settle(page.id)
    with db.atomic():
        storing.lock(page.id)
        existing = queries.working_copy(page.id)
        if existing is not None:
            return existing
        source = queries.published(page.key)
        if source is None:
            raise Conflict(_("Deze tekst is intussen ingetrokken."))
        row = _copy(source, _fresh(source))
        write_down(Step.COPY, "werkkopie maken", row, page.id)
    tell(signals.created, row.id)
    return row


def revert(row: PageVersion) -> PageVersion:
    """A new draft with the text of an old version. Raises Refused when there is a working copy already."""
    settle(row.page_id)
    with db.atomic():
        storing.lock(row.page_id)
        old = _now(row)
        _ask(Step.REVERT, old)
        if queries.working_copy(row.page_id) is not None:
            raise Refused(_("Er is al een nieuwe versie. Publiceer die eerst, of gooi die weg."))
        note = _("teruggezet naar versie %(number)s", number=old.number)
        made = _copy(old, replace(_fresh(old), change=note[:1].upper() + note[1:] + "."))
        write_down(Step.REVERT, "terugzetten", made, row.page_id, note)
    tell(signals.created, made.id)
    return made


def edit(row: PageVersion, content: VersionContent, seen: int) -> None:
    """Save a draft."""
    with db.atomic():
        if not storing.rewrite(row, content, seen):
            raise Conflict(_("Iemand anders heeft dit intussen veranderd."))
        audit.record("concept bewerken", f"page_version:{row.id}")
    tell(signals.changed, row.id)


class PageGone(Conflict):
    """What was typed has no page any more, and who typed it may not make one."""

    def __init__(self) -> None:
        super().__init__(_("De pagina is verwijderd."))


def save_typed(
    row: PageVersion, content: VersionContent, created_key: str = "", may_make_page: bool = False
) -> PageVersion:
    """What was typed in a draft that is none any more: taken back when it was sent in, else a new working copy.

    When its page was deleted, it becomes a page of its own; the same text with the same key is one page. Raises
    Conflict when somebody made another working copy in the meantime, and PageGone when a page may not be made.
    """
    settle(row.page_id)
    with db.atomic():
        storing.lock(row.page_id)
        found, target = queries.by_id(row.id), queries.working_copy(row.page_id)
        if target is None:
            target = _from_typed(row, content, created_key, may_make_page)
        elif found is not None and target.id == found.id and refusal(Step.TAKE_BACK, Stage(found.stage())) is None:
            change(found, **_DRAFT)
            write_down(Step.TAKE_BACK, "terugnemen", found, row.page_id)
            storing.rewrite(found, content, found.version + 1)
        else:
            raise Conflict(_("Iemand anders heeft intussen een nieuwe versie gemaakt."))
    tell(signals.changed, target.id)
    return target


def _from_typed(row: PageVersion, content: VersionContent, created_key: str, may_make_page: bool) -> PageVersion:
    """A new working copy, or a new page when the page was deleted."""
    source = queries.published_of(row.page_id) or queries.newest_of(row.page_id)
    if source is None:
        if not may_make_page:
            raise PageGone
        return _page_of_typed(row, content, created_key)
    made = _copy(source, content)
    write_down(Step.COPY, "werkkopie maken", made, row.page_id)
    return made


def _page_of_typed(row: PageVersion, content: VersionContent, created_key: str) -> PageVersion:
    """A page with what was typed; sent again it is the same page, and with other words another one."""
    key = sha256(f"{created_key} {content!r}".encode()).hexdigest()
    earlier = queries.page_made_with(key)
    if earlier is not None:
        found = queries.newest(earlier.key)
        if found is None:
            raise Conflict(_("Deze pagina is gemaakt en weer verwijderd."))
        return found
    page = Page.create(key=storing.free_key(content.title), kind=row.page.kind, created_key=key)
    made = storing.store(page.id, 1, content, based_on=0)
    write_down(Step.MAKE, "pagina maken", made, page.id)
    return made


def keep_mine(row: PageVersion, seen: int) -> None:
    """Whoever writes has seen what was published in the meantime, and goes on with the working copy as it is."""
    settle(row.page_id)
    with db.atomic():
        storing.lock(row.page_id)
        found = _now(row)
        _want_seen(found, seen)
        change(found, based_on=queries.number_in_force(row.page_id))
        audit.record("verdergaan met werkkopie", f"page_version:{row.id}")
    tell(signals.changed, row.id)


def submit(row: PageVersion, seen: int, comment: str = "") -> None:
    """Send a draft in for review."""
    _take(Step.SUBMIT, "ter beoordeling sturen", row, seen, comment, state=VersionState.REVIEW, **_sent_in())


def take_back(row: PageVersion, seen: int) -> None:
    """Who wrote it takes it back: a concept again, and no longer planned."""
    _take(Step.TAKE_BACK, "terugnemen", row, seen, **_DRAFT)


def send_back(row: PageVersion, seen: int, comment: str) -> None:
    """Who reviews it sends it back; the comment says what has to change."""
    _take(Step.SEND_BACK, "terugsturen", row, seen, comment, **_DRAFT)


def schedule(row: PageVersion, seen: int, at: datetime, comment: str = "") -> None:
    """The text is fixed and publishes itself at that moment. Raises Incomplete and Overtaken as `publish` does."""
    settle(row.page_id)
    if at <= now():
        raise Refused(_("Kies een moment dat nog komt."))
    _want_complete(row, at.astimezone(AMSTERDAM).date())
    sent_in = {} if row.submitted_at else _sent_in()
    _take(Step.SCHEDULE, "publicatie plannen", row, seen, comment, state=VersionState.REVIEW, publish_at=at, **sent_in)


def unschedule(row: PageVersion, seen: int) -> None:
    """It does not publish itself any more, and waits for review again."""
    _take(Step.UNSCHEDULE, "planning annuleren", row, seen, publish_at=None)


def withdraw(row: PageVersion, seen: int, comment: str) -> None:
    """The text is not in force any more, and nothing takes its place."""
    ends = last_day(row.valid_from, today(), row.valid_until)
    _take(Step.WITHDRAW, "intrekken", row, seen, comment, state=VersionState.WITHDRAWN, valid_until=ends)


def publish(row: PageVersion, seen: int) -> None:
    """The version becomes the one in force; the one that was, is replaced.

    Raises Incomplete with what is missing, and Overtaken when another version was published in the meantime.
    """
    settle(row.page_id)
    _want_complete(row, today())
    try:
        with db.atomic():
            storing.lock(row.page_id)
            found = _now(row)
            _ask(Step.PUBLISH, found)
            _want_seen(found, seen)
            _want_not_overtaken(found)
            _put_in_force(found, today())
    except pw.IntegrityError:
        raise Conflict(_("Iemand anders publiceerde net een andere versie.")) from None
    tell(signals.page_published, row.id)


def settle(page_id: int | None = None) -> int:
    """Carry out what is due by the clock, of one page or of all, in the order in which it fell due; how many.

    Every step of a person does this first, so that a worker that was away changes nothing about what happens.
    """
    done = 0
    while (due := queries.next_due(now(), page_id)) is not None:
        with as_system():
            done += _carry_out(due)
    return done


def _carry_out(due: queries.Due) -> int:
    """One due step; 0 when somebody else was first."""
    with db.atomic():
        storing.lock(due.row.page_id)
        found = queries.by_id(due.row.id)
        if found is None or queries.due_of(found, now()) != due.at:
            return 0
        if due.step is Step.PUBLISH:
            _put_in_force(found, due.at.astimezone(AMSTERDAM).date(), due.at)
        else:
            change(found, state=VersionState.WITHDRAWN)
            write_down(Step.EXPIRE, "verlopen", found, found.page_id, _("verlopen"), due.at)
    tell(signals.page_published if due.step is Step.PUBLISH else signals.status_changed, due.row.id)
    return 1


def _put_in_force(row: PageVersion, day: date, due_at: datetime | None = None) -> None:
    """Publish it as on that day; `due_at` when the clock does it."""
    begins = row.valid_from or day
    old = queries.published_of(row.page_id)
    if old is not None:
        ends = last_day(old.valid_from, begins, old.valid_until)
        change(old, state=VersionState.REPLACED, valid_until=ends, replaced_by=row.number)
        audit.record("vervangen", f"page_version:{old.id}")
    first_day = {} if row.valid_from else {"valid_from": begins}
    change(row, state=VersionState.PUBLISHED, publish_at=None, **first_day)
    write_down(Step.PUBLISH, "publiceren", row, row.page_id, due_at=due_at)


def _take(step: Step, word: str, row: PageVersion, seen: int, comment: str = "", **values: Any) -> None:
    settle(row.page_id)
    with db.atomic():
        storing.lock(row.page_id)
        found = _now(row)
        _ask(step, found, comment)
        _want_seen(found, seen)
        if step in (Step.SUBMIT, Step.SCHEDULE):
            _want_not_overtaken(found)
        change(found, **values)
        due_at = values.get("publish_at") if step is Step.SCHEDULE else None
        write_down(step, word, found, row.page_id, comment, due_at)
    tell(signals.status_changed, row.id)


def _now(row: PageVersion) -> PageVersion:
    """The row as it is in this transaction. Raises Conflict when it is gone."""
    found = queries.by_id(row.id)
    if found is None:
        raise Conflict(_("Iemand anders heeft deze tekst net weggegooid."))
    return found


def _ask(step: Step, row: PageVersion, comment: str = "") -> None:
    refused = refusal(step, Stage(row.stage()), comment)
    if refused is Refusal.NO_COMMENT:
        raise Refused(_("Schrijf erbij waarom. De schrijver moet weten wat er moet gebeuren."))
    if refused is not None:
        raise Conflict(_("Dit kan niet meer: iemand anders heeft intussen iets met deze tekst gedaan."))


def _want_seen(row: PageVersion, seen: int) -> None:
    if row.version != seen:
        raise Conflict(_("Iemand anders heeft dit intussen veranderd. Lees de tekst en probeer het opnieuw."))


def _want_complete(row: PageVersion, day: date) -> None:
    standing = obstacles(queries.content(row), day, row.page.kind)
    if standing:
        raise Incomplete(standing)


def _want_not_overtaken(row: PageVersion) -> None:
    if is_overtaken(row.based_on, queries.number_in_force(row.page_id)):
        raise Overtaken


def _sent_in() -> dict[str, Any]:
    return {"submitted_at": now(), "submitted_by": storing.name_of_user()}


def _copy(source: PageVersion, content: VersionContent) -> PageVersion:
    """A new draft of the same page, with who is asked to read it as in `source`."""
    reading = {name: getattr(source, name) for name in READ_FIELDS}
    return storing.store(
        source.page_id,
        storing.last_number(source.page_id) + 1,
        content,
        based_on=queries.number_in_force(source.page_id),
        **reading,
    )


def _fresh(source: PageVersion) -> VersionContent:
    return replace(
        queries.content(source),
        adopted_by="",
        adopted_on=None,
        decision_number="",
        valid_from=None,
        valid_until=None,
        review_on=None,
        change="",
        major=False,
    )
