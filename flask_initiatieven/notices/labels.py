"""Words for the keys of this room."""

from __future__ import annotations

from ..access import Role
from ..i18n import gettext
from ..i18n import lazy_gettext as _l
from ..initiatives.labels import KINDS
from ..initiatives.process import status_model
from ..labels import role_label
from ..municipality import queries as municipality
from ..vision.publication import PageKind
from .rule import Deed, Event, Property, Who

EVENTS = {
    Event.PAGE_SUBMITTED: _l("Een tekst gaat ter beoordeling"),
    Event.PAGE_SENT_BACK: _l("Een tekst wordt teruggestuurd"),
    Event.PAGE_PUBLISHED: _l("Een tekst wordt gepubliceerd"),
    Event.PAGE_WITHDRAWN: _l("Een tekst wordt ingetrokken of verloopt"),
    Event.INITIATIVE_REGISTERED: _l("Een initiatief wordt geregistreerd"),
    Event.INITIATIVE_MOVED: _l("Een initiatief krijgt een andere status"),
    Event.AGREEMENT_OFFERED: _l("Een afspraak wordt aangeboden"),
    Event.AGREEMENT_CONFIRMED: _l("Een afspraak wordt bevestigd"),
    Event.VISIT_PLANNED: _l("Een bezoek wordt gepland"),
}
DEEDS = {Deed.MAIL: _l("Stuur een mail"), Deed.TASK: _l("Zet een taak klaar")}
PEOPLE = {
    Who.OWNER: _l("De eigenaar van de tekst"),
    Who.CONTACT: _l("Het aanspreekpunt"),
    Who.DEPUTY: _l("De vervanger"),
    Who.OFFICIAL: _l("De wethouder die op bezoek gaat"),
    Who.ADVISER: _l("De bestuursadviseur van het bezoek"),
}
PROPERTIES = {
    Property.PAGE_KIND: _l("Bij een tekst: de soort is %(value)s"),
    Property.DISTRICT: _l("Bij een initiatief: de wijk is %(value)s"),
    Property.STATUS: _l("Bij een initiatief: de nieuwe status is %(value)s"),
    Property.INITIATIVE_KIND: _l("Bij een initiatief: de soort is %(value)s"),
}
_PAGE_KINDS = {"vision": _l("visie"), "mission": _l("missie"), "roles": _l("rolverdeling"), "free": _l("vrije pagina")}


def of_event(event: str) -> str:
    return gettext(EVENTS[Event(event)].message)


def of_deed(deed: str) -> str:
    return gettext(DEEDS[Deed(deed)].message)


def of_recipient(word: str) -> str:
    """The word of a recipient, as a rule keeps it."""
    role = word.removeprefix("role:")
    if role == word:
        return gettext(PEOPLE[Who(word)].message)
    return gettext("Iedereen met de rol %(role)s", role=role_label(Role(role)))


def recipients() -> list[tuple[str, str]]:
    words = [*(who.value for who in Who), *(f"role:{role.value}" for role in Role)]
    return [(word, of_recipient(word)) for word in words]


def conditions() -> list[tuple[str, str]]:
    """Every condition there is, as `property=value`, with its words."""
    values: dict[Property, list[tuple[str, str]]] = {
        Property.PAGE_KIND: [(kind.value, _page_kind(kind)) for kind in PageKind],
        Property.DISTRICT: [(str(row.id), row.name) for row in municipality.districts()],
        Property.STATUS: [(state.key, gettext(state.label)) for state in status_model().states.values()],
        Property.INITIATIVE_KIND: [(key, gettext(label.message)) for key, label in KINDS.items()],
    }
    return [
        (f"{each}={value}", gettext(PROPERTIES[each].message, value=words))
        for each, offered in values.items()
        for value, words in offered
    ]


def _page_kind(kind: PageKind) -> str:
    return str(_PAGE_KINDS.get(kind.value, kind.value))
