"""The state of the add-on in words, for the page and the command line: what is the matter, and what to do."""

from __future__ import annotations

from ..i18n import gettext as _
from ..i18n import ngettext
from ..mount import Mount
from .states import Condition, Problem, State


def state_word(condition: Condition) -> str:
    return {
        State.AVAILABLE: _("nog niet geïnstalleerd"),
        State.INSTALLED: _("geïnstalleerd"),
        State.UPGRADE: _("bijwerken nodig"),
        State.BROKEN: _("kapot"),
        State.REMOVED: _("verwijderd, gegevens bewaard"),
    }[condition.state]


def what(condition: Condition, mount: Mount) -> str:
    """What is the matter, in one or two sentences."""
    if condition.state is State.AVAILABLE:
        return _("De module is aangesloten, maar nog niet geïnstalleerd. De tabellen zijn er nog niet.")
    if condition.state is State.INSTALLED:
        return _("De module is geïnstalleerd en in gebruik.")
    if condition.state is State.REMOVED:
        return _("De module is verwijderd uit dit intranet. De gegevens staan nog in de database.")
    if condition.state is State.UPGRADE:
        return _("Er is een nieuwe versie. De tabellen zijn van een oudere versie. Uw gegevens blijven staan.")
    if condition.problem is Problem.AWAY:
        return _("De database antwoordt niet, of kan niet worden gelezen.")
    if condition.problem is Problem.NEWER:
        return _(
            "De gegevens zijn nieuwer dan dit programma. Het programma kent deze stappen niet: %(steps)s.",
            steps=", ".join(condition.unknown),
        )
    if condition.problem is Problem.HALF:
        return _(
            "Er staan tabellen van de module, maar niet bekend is welke stappen zijn gedaan. Gevonden: %(tables)s.",
            tables=_some(condition.tables),
        )
    return _(
        "Er ontbreken tabellen die er volgens de database wel horen te zijn: %(tables)s.",
        tables=_some(condition.tables),
    )


def cure(condition: Condition, mount: Mount) -> str:
    """What an admin does about it."""
    if condition.state is State.AVAILABLE:
        return _("Installeer de module.")
    if condition.state is State.INSTALLED:
        return _("U hoeft niets te doen.")
    if condition.state is State.REMOVED:
        return _("Installeer de module opnieuw. Dan is alles er weer.")
    if condition.state is State.UPGRADE:
        return _("Maak eerst een back-up en werk daarna bij.")
    if condition.problem is Problem.AWAY:
        return _("Kijk of de database draait en of INITIATIEVEN_DATABASE klopt.")
    if condition.problem is Problem.NEWER:
        return _(
            "Is het programma net bijgewerkt? Start het intranet dan opnieuw. Zet anders de nieuwere versie van het "
            "programma terug."
        )
    return _(
        "Zet een back-up terug. Zijn er geen gegevens die u wilt houden? Wis dan alle gegevens en installeer opnieuw."
    )


def command(condition: Condition, mount: Mount) -> str:
    """What to type on the server; empty when no command helps."""
    if condition.state in (State.AVAILABLE, State.REMOVED):
        return f"flask {mount.name} install"
    if condition.state is State.UPGRADE:
        return f"flask {mount.name} upgrade"
    return f"flask {mount.name} status" if condition.state is State.BROKEN else ""


def to_type(condition: Condition, mount: Mount) -> str:
    """The same as a sentence, for messages of other commands."""
    return _("Typ eerst: %(command)s", command=command(condition, mount))


def versions(condition: Condition, last: int) -> str:
    """How the two profile versions are apart."""
    if not condition.to_do:
        return _("%(number)s", number=condition.version)
    return ngettext(
        "%(now)s → %(last)s, 1 stap te doen",
        "%(now)s → %(last)s, %(count)s stappen te doen",
        len(condition.to_do),
        now=condition.version,
        last=last,
    )


def _some(tables: tuple[str, ...]) -> str:
    shown = ", ".join(tables[:5])
    return _("%(tables)s en nog %(count)s", tables=shown, count=len(tables) - 5) if len(tables) > 5 else shown
