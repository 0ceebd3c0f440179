"""Why somebody may do something, in words."""

from __future__ import annotations

from collections.abc import Mapping

from .. import labels, writing
from ..access import Ground, Role
from ..i18n import gettext as _
from ..roles.sources import Source, Via


def why(ground: Ground, names: Mapping[str, str]) -> str:
    """The reason; `names` are those of who gave something, by id."""
    reason = why_role(ground.source, names)
    return _("%(reason)s, omdat deze persoon hier zelf genoemd is", reason=reason) if ground.named else reason


def why_role(source: Source, names: Mapping[str, str]) -> str:
    """Where this role comes from."""
    role = labels.role_label(Role(source.role))
    by = names.get(source.by, source.by) or _("onbekend")
    day = writing.plain_date(source.at.date()) if source.at else ""
    if source.via is Via.EVERYBODY:
        return _("iedereen die is ingelogd (rol %(role)s)", role=role)
    if source.via is Via.ADMINS:
        return _("rol %(role)s volgens de instellingen van het intranet", role=role)
    if source.via is Via.GIVEN:
        return _("door rol %(role)s, gegeven door %(by)s op %(day)s", role=role, by=by, day=day)
    if source.via is Via.SETTING:
        return _("via groep %(group)s (rol %(role)s, instellingen van het intranet)", group=source.word, role=role)
    if source.via is Via.GROUP:
        return _(
            "via groep %(group)s (rol %(role)s, gegeven door %(by)s op %(day)s)",
            group=source.word, role=role, by=by, day=day,
        )  # fmt: skip
    if source.via is Via.HOST:
        return _("door rol %(role)s, die het intranet zelf geeft", role=role)
    return _shared(source, role, by, day)


def _shared(source: Source, role: str, by: str, day: str) -> str:
    values = {"role": role, "by": by, "day": day, "group": source.word}
    if source.word and source.until:
        return _(
            "via groep %(group)s: hier gedeeld als %(role)s door %(by)s op %(day)s, tot en met %(until)s",
            until=writing.plain_date(source.until), **values,
        )  # fmt: skip
    if source.word:
        return _("via groep %(group)s: hier gedeeld als %(role)s door %(by)s op %(day)s", **values)
    if source.until:
        return _(
            "hier gedeeld als %(role)s door %(by)s op %(day)s, tot en met %(until)s",
            until=writing.plain_date(source.until), **values,
        )  # fmt: skip
    return _("hier gedeeld als %(role)s door %(by)s op %(day)s", **values)
