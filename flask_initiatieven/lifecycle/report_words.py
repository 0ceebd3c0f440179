"""What was done to the add-on, in words for page and command line; and the name to type before removing all."""

from __future__ import annotations

import peewee as pw

from ..i18n import gettext as _
from ..i18n import ngettext
from ..mount import Mount
from . import kept
from .actions import Report
from .states import State


def done_words(report: Report) -> str:
    """What installing or upgrading did."""
    if report.before is State.INSTALLED:
        return _("Er was niets te doen.")
    words = ngettext("1 stap gedaan.", "%(count)s stappen gedaan.", len(report.steps))
    if report.before is State.UPGRADE:
        return _("De module is bijgewerkt: %(steps)s", steps=words)
    if report.before is State.REMOVED:
        return _("De module is weer geïnstalleerd. Gevonden: %(kept)s.", kept=kept.sentence(report.rows))
    return _("De module is geïnstalleerd: %(steps)s", steps=words)


def name_of(mount: Mount) -> str:
    """The municipality's name; the mount's when there is none."""
    try:
        found = mount.database.execute_sql("SELECT name FROM initiatieven_municipality").fetchone()
    except pw.PeeweeException:
        found = None
    return str(found[0]) if found and found[0] else mount.name
