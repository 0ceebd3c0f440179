"""The panels of the control room: what each is for, and who may open it."""

from __future__ import annotations

from dataclasses import dataclass

from .. import access
from ..access import Permission
from ..i18n import gettext as _


@dataclass(frozen=True)
class Panel:
    endpoint: str
    label: str
    about: str


def open_to_viewer() -> list[tuple[str, list[Panel]]]:
    """Heading and panels of each group, of what who is looking may open."""
    groups = [
        (heading, [panel for permission, panel in panels if access.may(permission)]) for heading, panels in _groups()
    ]
    return [(heading, panels) for heading, panels in groups if panels]


def _groups() -> list[tuple[str, list[tuple[Permission, Panel]]]]:
    return [
        (_("De gemeente"), [
            (Permission.MANAGE_SETTINGS, Panel(
                "settings", _("Instellingen"), _("Naam, woorden, termijnen, werkdagen, logo en kleuren."))),
            (Permission.MANAGE_SETTINGS, Panel(
                "mandates", _("Mandaten"), _("Wie mag beslissen, en tot welk bedrag."))),
        ]),
        (_("Mensen en rechten"), [
            (Permission.MANAGE_ROLES, Panel(
                "roles", _("Rollen van personen"), _("Zoek iemand en geef of neem een rol."))),
            (Permission.MANAGE_ROLES, Panel(
                "role_groups", _("Rollen van groepen"), _("Welke groep van het intranet welke rol krijgt."))),
            (Permission.MANAGE_ROLES, Panel(
                "rights", _("Wie mag wat"), _("De hele tabel, zoals die nu geldt."))),
        ]),
        (_("Vanzelf"), [
            (Permission.MANAGE_RULES, Panel(
                "rules", _("Regels"), _("Een mail of taak die vanzelf volgt als er iets gebeurt."))),
            (Permission.MANAGE_RULES, Panel(
                "outbox", _("Post"), _("Wat nog weg moet, en wat is vastgelopen."))),
        ]),
        (_("De module"), [
            (Permission.MANAGE_ADDON, Panel(
                "module", _("Module beheren"), _("Installeren, bijwerken of verwijderen, met proef vooraf."))),
            (Permission.READ_AUDIT, Panel(
                "log", _("Logboek"), _("Wie deed wat, en is er niets aan veranderd?"))),
        ]),
    ]  # fmt: skip
