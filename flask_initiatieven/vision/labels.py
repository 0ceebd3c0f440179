"""Words for stages, steps and dates of governing texts."""

from __future__ import annotations

from datetime import datetime

from .. import writing
from ..database import today
from ..dutch import AMSTERDAM
from ..i18n import gettext as _
from ..i18n import ngettext
from . import queries
from .models import PageEvent, PageVersion
from .publication import Obstacle, Stage, Step, is_over


def stage_label(row: PageVersion) -> str:
    """The stage of a version in one or two words."""
    stage = Stage(row.stage())
    if stage is Stage.PUBLISHED and is_over(row.valid_until, today()):
        return _("verlopen")
    if stage is Stage.WITHDRAWN and queries.has_expired(row.id):
        return _("verlopen")
    return {
        Stage.DRAFT: _("concept"),
        Stage.REVIEW: _("ter beoordeling"),
        Stage.PLANNED: _("gepland"),
        Stage.PUBLISHED: _("gepubliceerd"),
        Stage.REPLACED: _("vervangen"),
        Stage.WITHDRAWN: _("ingetrokken"),
        Stage.DELETED: _("in de prullenbak"),
    }[stage]


def badge(row: PageVersion) -> str:
    """What the clock does or did to this version, for its writers; empty when nothing."""
    stage = Stage(row.stage())
    if stage is Stage.PLANNED:
        return _("wordt gepubliceerd op %(moment)s", moment=moment(row.publish_at))
    if row.valid_until is None:
        return ""
    day = writing.plain_date(row.valid_until)
    if stage is Stage.WITHDRAWN and queries.has_expired(row.id):
        return _("verlopen na %(day)s", day=day)
    if stage is Stage.PUBLISHED:
        over = is_over(row.valid_until, today())
        return _("verlopen na %(day)s", day=day) if over else _("verloopt na %(day)s", day=day)
    return ""


def moment(at: datetime) -> str:
    """3 december 2026, 09.00 uur"""
    here = at.astimezone(AMSTERDAM)
    return _("%(day)s, %(clock)s", day=writing.plain_date(here.date()), clock=writing.clock(here.time()))


def waits(since: datetime) -> str:
    """How long something waits, in whole days."""
    days = (today() - since.astimezone(AMSTERDAM).date()).days
    return ngettext("sinds gisteren", "%(count)s dagen", days) if days > 0 else _("sinds vandaag")


def event_label(event: PageEvent) -> str:
    """One line of the history as a sentence."""
    number = event.version.number if event.version is not None else ""
    if event.version is None:
        return {
            Step.DELETE: _("Pagina naar de prullenbak"),
            Step.RESTORE: _("Pagina teruggehaald uit de prullenbak"),
        }.get(Step(event.action), event.action)
    return {
        Step.MAKE: _("Versie %(number)s gemaakt", number=number),
        Step.COPY: _("Nieuwe versie (concept) gemaakt: versie %(number)s", number=number),
        Step.REVERT: _("Nieuw concept gemaakt: versie %(number)s", number=number),
        Step.SUBMIT: _("Versie %(number)s ter beoordeling gestuurd", number=number),
        Step.TAKE_BACK: _("Versie %(number)s teruggenomen", number=number),
        Step.SEND_BACK: _("Versie %(number)s teruggestuurd", number=number),
        Step.SCHEDULE: _("Publicatie van versie %(number)s gepland", number=number),
        Step.UNSCHEDULE: _("Planning van versie %(number)s geannuleerd", number=number),
        Step.PUBLISH: _("Versie %(number)s gepubliceerd", number=number),
        Step.WITHDRAW: _("Versie %(number)s ingetrokken", number=number),
        Step.EXPIRE: _("Versie %(number)s verlopen", number=number),
        Step.DELETE: _("Versie %(number)s naar de prullenbak", number=number),
        Step.RESTORE: _("Versie %(number)s teruggehaald uit de prullenbak", number=number),
    }.get(Step(event.action), event.action)


def obstacle_sentences(found: tuple[Obstacle, ...]) -> list[tuple[str, str]]:
    """Field and sentence of everything that stands in the way of publishing."""
    sentences = {
        Obstacle.NO_TITLE: _("De titel ontbreekt."),
        Obstacle.NO_TEXT: _("De tekst ontbreekt."),
        Obstacle.NO_MISSION: _("De missie ontbreekt."),
        Obstacle.NOT_ADOPTED: _("Er staat niet wie de tekst heeft vastgesteld."),
        Obstacle.NO_DATE_OF_ADOPTION: _("De datum van vaststellen ontbreekt, of ligt in de toekomst."),
        Obstacle.NOT_VALID_YET: _("De tekst geldt pas later. Plan de publicatie, of kies een eerdere datum."),
        Obstacle.ENDS_BEFORE_IT_BEGINS: _("De laatste dag ligt voor de eerste dag, of is al voorbij."),
    }
    return [(obstacle.value, sentences[obstacle]) for obstacle in found]
