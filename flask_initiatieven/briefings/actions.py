"""Making a briefing: the same facts are never rendered twice."""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import current_app
from jinja2 import BaseLoader
from playhouse.pool import PooledDatabase

from .. import audit, paper, signals
from ..database import db, now
from ..host import current_user
from ..mount import Mount, current, leave
from . import queries
from .briefing import Briefing, compose, fingerprint
from .facts import VisitFacts
from .fit import MOST_PAGES, Fit, fit
from .models import StoredPaper
from .profiles import Profile
from .sheet import Sheet, sheet_of


@dataclass(frozen=True, slots=True)
class Prepared:
    """A briefing whose words are decided, ready to be printed; `key` changes with anything that is printed."""

    visit_id: int
    briefing: Briefing
    key: str
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Made:
    pdf: bytes
    fit: Fit


def prepare(visit_id: int, facts: VisitFacts, profile: Profile) -> Prepared:
    """Decide the words for this reader. Costs milliseconds and renders nothing."""
    sheet = sheet_of(_loader())
    briefing = compose(facts, profile)
    return Prepared(visit_id, briefing, fingerprint(briefing, *sheet.materials, paper.renderer_version()), sheet)


def make(prepared: Prepared) -> Made:
    """The PDF, made before or rendered now, with one audit entry.

    Raises PaperBusy, PaperTooHeavy, PaperUnavailable or PaperError; then the audit entry says so.
    """
    found = queries.stored(prepared.key)
    if found:
        note_download(prepared)
        return Made(found.pdf, fit(found.pages, json.loads(found.sections), prepared.briefing.is_short))
    try:
        rendered = _render(prepared)
    except paper.PaperError as error:
        note_download(prepared, result="mislukt", detail=type(error).__name__)
        raise
    with db.atomic():
        keep(prepared.key, f"visit:{prepared.visit_id}", rendered)
        note_download(prepared)
    user = current_user()
    signals.tell(signals.briefing_made, current().name, f"visit:{prepared.visit_id}", user.id if user else None)
    return Made(rendered.pdf, fit(rendered.pages, _sections(rendered), prepared.briefing.is_short))


def known_fit(prepared: Prepared) -> Fit | None:
    """How it lies on its pages; None as long as this version was not made."""
    found = queries.stored_size(prepared.key)
    return fit(found[0], json.loads(found[1]), prepared.briefing.is_short) if found else None


def note_download(prepared: Prepared, result: str = "gelukt", detail: str = "") -> None:
    """One audit entry for a briefing somebody got, or asked for in vain."""
    words = " ".join(word for word in (prepared.briefing.profile.value, prepared.key[:12], detail) if word)
    audit.record("briefing gedownload", f"visit:{prepared.visit_id}", result, words)


def note_read_again(prepared: Prepared) -> None:
    """The browser had it already: one entry a reader a day."""
    words = f"{prepared.briefing.profile.value} {prepared.key[:12]}"
    audit.record_once_a_day("briefing gedownload", f"visit:{prepared.visit_id}", words)


def limits(mount: Mount) -> paper.Limits:
    """What rendering may cost here, from the settings."""
    settings = mount.settings
    return paper.Limits(
        renderers=settings.renderers,
        seconds=settings.render_seconds,
        wait_seconds=settings.render_wait_seconds,
        memory_megabytes=settings.render_memory,
    )


def warm() -> None:
    """Have a renderer ready for the click that comes; returns at once. For the page of a visit."""
    paper.warm(limits(current()))


def _loader() -> BaseLoader | None:
    """The app's templates: a host may have replaced ours by a file of the same name."""
    return current_app.jinja_env.loader


def _render(prepared: Prepared) -> paper.Paper:
    """The paper. When page 2 runs over onto a third, the parts flow on from page 1, if that saves a page."""
    briefing, sheet, allowed = prepared.briefing, prepared.sheet, limits(current())
    first = sheet.document(briefing)
    if isinstance(current().database, PooledDatabase) and not db.in_transaction():
        leave()  # others may have the connection while this waits for a renderer; the next query opens one again
    made = paper.render(first, allowed)
    if made.pages != MOST_PAGES + 1 or briefing.is_short:
        return made
    flowing = paper.render(sheet.document(briefing, flows=True), allowed)
    return flowing if flowing.pages < made.pages else made


def keep(key: str, object: str, rendered: paper.Paper) -> None:
    """Store a finished paper, and only so many of them; two clicks at once keep one. Call it inside a transaction."""
    StoredPaper.insert(
        fingerprint=key,
        object=object,
        pdf=rendered.pdf,
        pages=rendered.pages,
        sections=json.dumps(_sections(rendered), ensure_ascii=False),
        made_at=now(),
    ).on_conflict_ignore().execute()
    kept = current().settings.stored_papers
    oldest = StoredPaper.select(StoredPaper.id).order_by(StoredPaper.id.desc()).offset(kept).limit(1)
    found = oldest.tuples().first()
    if found:
        StoredPaper.delete().where(StoredPaper.id <= found[0]).execute()


def _sections(rendered: paper.Paper) -> list[tuple[str, int, float]]:
    return [(part.label, part.page, part.millimetres) for part in rendered.sections]
