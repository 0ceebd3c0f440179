"""Making a briefing: the same facts are never rendered twice."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256

from flask import current_app
from jinja2 import BaseLoader

from .. import paper, signals
from ..database import db
from ..host import current_user
from ..mount import current
from ..options import queries as options
from ..printing import making, store
from ..printing.making import Download
from .briefing import Briefing, compose, fingerprint
from .facts import VisitFacts
from .fit import MOST_PAGES, Fit, fit
from .profiles import Profile
from .sheet import Sheet, sheet_of


@dataclass(frozen=True, slots=True)
class Prepared:
    """A briefing whose words are decided, ready to be printed; `key` changes with anything that is printed."""

    visit_id: int
    briefing: Briefing
    key: str
    sheet: Sheet
    #: file of the municipality's logo; None: none is printed
    logo: bytes | None = None

    @property
    def download(self) -> Download:
        return Download(f"visit:{self.visit_id}", "briefing gedownload", self.key, self.briefing.profile.value)


@dataclass(frozen=True, slots=True)
class Made:
    pdf: bytes
    fit: Fit


def prepare(visit_id: int, facts: VisitFacts, profile: Profile) -> Prepared:
    """Decide the words for this reader. Costs milliseconds and renders nothing."""
    sheet = sheet_of(_loader())
    briefing = compose(facts, profile)
    logo = options.logo_for_briefings()
    materials = (*sheet.materials, paper.renderer_version(), *([sha256(logo).hexdigest()] if logo else []))
    return Prepared(visit_id, briefing, fingerprint(briefing, *materials), sheet, logo)


def make(prepared: Prepared) -> Made:
    """The PDF, made before or rendered now, with one audit entry.

    Raises PaperBusy, PaperTooHeavy, PaperUnavailable or PaperError; then the audit entry says so.
    """
    found = store.stored(prepared.key)
    if found:
        making.note_download(prepared.download)
        return Made(found.pdf, fit(found.pages, json.loads(found.sections), prepared.briefing.is_short))
    try:
        rendered = _render(prepared)
    except paper.PaperError as error:
        making.note_download(prepared.download, "mislukt", type(error).__name__)
        raise
    with db.atomic():
        store.keep(prepared.key, f"visit:{prepared.visit_id}", rendered)
        making.note_download(prepared.download)
    user = current_user()
    signals.tell(signals.briefing_made, current().name, f"visit:{prepared.visit_id}", user.id if user else None)
    return Made(rendered.pdf, fit(rendered.pages, store.sections(rendered), prepared.briefing.is_short))


def known_fit(prepared: Prepared) -> Fit | None:
    """How it lies on its pages; None as long as this version was not made."""
    found = store.stored_size(prepared.key)
    return fit(found[0], json.loads(found[1]), prepared.briefing.is_short) if found else None


def warm() -> None:
    """Have a renderer ready for the click that comes; returns at once. For the page of a visit."""
    paper.warm(making.limits(current()))


def _loader() -> BaseLoader | None:
    """The app's templates: a host may have replaced ours by a file of the same name."""
    return current_app.jinja_env.loader


def _render(prepared: Prepared) -> paper.Paper:
    """The paper. When page 2 runs over onto a third, the parts flow on from page 1, if that saves a page."""
    briefing, sheet = prepared.briefing, prepared.sheet
    made = making.render(sheet.document(briefing, logo=prepared.logo))
    if made.pages != MOST_PAGES + 1 or briefing.is_short:
        return made
    flowing = making.render(sheet.document(briefing, flows=True, logo=prepared.logo))
    return flowing if flowing.pages < made.pages else made
