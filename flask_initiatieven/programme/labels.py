"""Words of the coalition programme."""

from __future__ import annotations

from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from .models import ProgrammeItem
from .programme import ProgrammeState, Strength

STRENGTHS = {
    Strength.CONTRIBUTES: _l("draagt bij"),
    Strength.TOUCHES: _l("raakt"),
    Strength.CLASHES: _l("schuurt"),
}
STATES = {
    ProgrammeState.COMING: _l("in voorbereiding"),
    ProgrammeState.CURRENT: _l("geldt nu"),
    ProgrammeState.PAST: _l("geldt niet meer"),
}


def takes_links(item: ProgrammeItem) -> bool:
    """May an initiative be newly linked to this item? Its programme must be at hand."""
    return item.programme.state == ProgrammeState.CURRENT and item.archived_on is None


def item_label(item: ProgrammeItem) -> str:
    """3. Veilig naar school; one of an earlier programme says so."""
    if item.programme.state == ProgrammeState.PAST:
        return _(
            "%(code)s. %(title)s (uit programma %(period)s)",
            code=item.code, title=item.title, period=item.programme.period,
        )  # fmt: skip
    return f"{item.code}. {item.title}"
