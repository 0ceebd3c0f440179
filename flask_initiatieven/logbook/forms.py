"""The filters of the log."""

from __future__ import annotations

from typing import Any

import wtforms

from ..forms import PREFIX, ChoiceField, DateField, LineField, _Translated
from ..i18n import lazy_gettext as _l
from . import labels, queries
from .queries import Asked


def _actions() -> list[tuple[str, str]]:
    return [(action, labels.action_label(action)) for action in queries.actions()]


def _kinds() -> list[tuple[str, str]]:
    return sorted(((kind, labels.kind_label(kind)) for kind in queries.kinds()), key=lambda each: each[1].lower())


def _results() -> list[tuple[str, str]]:
    return [(word, str(label)) for word, label in labels.RESULTS]


class LogForm(_Translated, wtforms.Form):
    """What the address of the log asks. What it does not understand asks nothing, and is said beside the field."""

    actie = ChoiceField(_l("Actie"), _actions, blank=_l("Alle"))
    soort = ChoiceField(_l("Waarover"), _kinds, blank=_l("Alles"))
    object = LineField(_l("Nummer daarvan"), 80)
    wie = LineField(_l("Wie (naam of gebruikersnummer)"), 160)
    resultaat = ChoiceField(_l("Resultaat"), _results, blank=_l("Alle"))
    vanaf = DateField(_l("Vanaf"))
    tot = DateField(_l("Tot en met"))

    def __init__(self, asked: Any) -> None:
        super().__init__(asked, prefix=PREFIX)
        self.before = asked.get(f"{PREFIX}voor", type=int)
        self.validate()

    def asked(self) -> Asked:
        chosen = {field.short_name: None if field.errors else field.data for field in self}
        return Asked(
            action=chosen["actie"] or "",
            kind=chosen["soort"] or "",
            object_id=chosen["object"] or "",
            who=chosen["wie"] or "",
            result=chosen["resultaat"] or "",
            since=chosen["vanaf"],
            until=chosen["tot"],
            before=self.before if self.before is None or abs(self.before) < 2**31 else None,
        )

    @property
    def is_used(self) -> bool:
        """Does it ask anything?"""
        return any(field.data for field in self)

    def address(self, before: int | None = None) -> dict[str, Any]:
        """Values of the address of another page, or of the file, of the same search."""
        asked = {field.name: field.data for field in self if field.data and not field.errors}
        return {**asked, f"{PREFIX}voor": before} if before else asked
