"""Forms of the registry."""

from __future__ import annotations

from typing import Any

import wtforms

from ..forms import PREFIX, CheckField, ChoiceField, LineField, _Translated
from ..i18n import lazy_gettext as _l
from ..municipality import queries as municipality
from . import labels, process, queries
from .queries import OPEN, Search


def _statuses() -> list[tuple[str, str]]:
    states = process.status_model().states.values()
    return [(OPEN, str(_l("Alle die nog lopen"))), *((state.key, state.label) for state in states)]


def _districts() -> list[tuple[int, str]]:
    return [(row.id, row.name) for row in municipality.districts()]


def _sorts() -> list[tuple[str, str]]:
    return [
        ("nummer", str(_l("Nummer"))),
        ("titel", str(_l("Titel"))),
        ("veranderd", str(_l("Laatst veranderd"))),
    ]


class SearchForm(_Translated, wtforms.Form):
    """What the address of the list asks; what it does not understand asks nothing."""

    zoek = LineField(_l("Zoekwoorden"), 100)
    status = ChoiceField(_l("Status"), _statuses)
    wijk = ChoiceField(_l("Wijk"), _districts, number=True)
    thema = ChoiceField(_l("Thema"), lambda: [(name, name) for name in queries.themes()])
    aanspreekpunt = ChoiceField(
        _l("Aanspreekpunt"), lambda: [(row.id, row.name) for row in queries.contacts()], number=True
    )
    soort = ChoiceField(_l("Soort"), lambda: labels.choices(labels.KINDS))
    volgorde = ChoiceField(_l("Volgorde"), _sorts)
    huiswerk = CheckField(_l("Alleen wat nog niet klaar is voor een bezoek"))

    def __init__(self, asked: Any) -> None:
        super().__init__(asked, prefix=PREFIX)
        self.page = asked.get(PREFIX + "blad", 1, type=int)

    def search(self) -> Search:
        self.validate()
        chosen = {field.short_name: None if field.errors else field.data for field in self}
        return Search(
            words=(chosen["zoek"] or "")[:100],
            status=chosen["status"],
            district_id=chosen["wijk"],
            theme=chosen["thema"],
            contact_id=chosen["aanspreekpunt"],
            kind=chosen["soort"],
            not_ready=bool(chosen["huiswerk"]),
            sort=chosen["volgorde"],
            page=self.page,
        )

    @property
    def is_used(self) -> bool:
        """Does it ask anything?"""
        return any(field.data for field in self if field.short_name != "volgorde")

    def address(self, page: int) -> dict[str, Any]:
        """Values of the address of another page of the same search."""
        asked = {field.name: field.data for field in self if field.data}
        return {**asked, PREFIX + "blad": page}
