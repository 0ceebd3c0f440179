"""Words of the role division."""

from __future__ import annotations

from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from .division import TOLD, InPhase, Part, Party, TableState, is_plural, with_article

PARTIES = {
    Party.RESIDENT: _l("De bewoner"),
    Party.CONTACT: _l("Het aanspreekpunt"),
    Party.COLLEAGUE: _l("De vakcollega"),
    Party.MANAGER: _l("De leidinggevende"),
    Party.ALDERMAN: _l("De wethouder"),
    Party.COLLEGE: _l("Het college"),
    Party.COUNCIL: _l("De gemeenteraad"),
}


def parties() -> list[tuple[str, str]]:
    return [(party.value, str(label)) for party, label in PARTIES.items()]


def state_label(state: str) -> str:
    return {
        TableState.CONCEPT: _("concept"),
        TableState.ADOPTED: _("vastgesteld"),
        TableState.REPLACED: _("vervangen"),
    }[TableState(state)]


def own_sentences(found: InPhase) -> list[str]:
    """What the reader himself does, his parts together: U beslist over: nee zeggen."""
    tasks: dict[str, list[str]] = {letter: [] for letter in TOLD}
    for part in found.mine:
        for letter, names in part.tasks:
            tasks[letter] += names
    return [_own(letter, _listed(tuple(dict.fromkeys(names)))) for letter, names in tasks.items() if names]


def other_sentences(found: InPhase) -> list[str]:
    """What each of the others does: De bewoner doet: idee bedenken en trekken."""
    return [_other(part, letter, _listed(tasks)) for part in found.others for letter, tasks in part.tasks]


def _own(letter: str, tasks: str) -> str:
    sentences = {
        "A": _("U beslist over: %(tasks)s.", tasks=tasks),
        "R": _("U doet: %(tasks)s.", tasks=tasks),
        "S": _("U helpt mee met: %(tasks)s.", tasks=tasks),
        "C": _("U denkt mee over: %(tasks)s.", tasks=tasks),
        "I": _("U krijgt bericht over: %(tasks)s.", tasks=tasks),
    }
    return sentences[letter]


def _other(part: Part, letter: str, tasks: str) -> str:
    name = with_article(part.actor.name)
    values = {"actor": name[:1].upper() + name[1:], "tasks": tasks}
    one = {
        "A": _("%(actor)s beslist over: %(tasks)s.", **values),
        "R": _("%(actor)s doet: %(tasks)s.", **values),
        "S": _("%(actor)s helpt mee met: %(tasks)s.", **values),
    }
    several = {
        "A": _("%(actor)s beslissen over: %(tasks)s.", **values),
        "R": _("%(actor)s doen: %(tasks)s.", **values),
        "S": _("%(actor)s helpen mee met: %(tasks)s.", **values),
    }
    return (several if is_plural(part.actor.name) else one)[letter]


def _listed(tasks: tuple[str, ...]) -> str:
    return ", ".join(task[:1].lower() + task[1:] for task in tasks)
