"""The page *Module beheren*: installing, upgrading, rehearsing, uninstalling. It also works when nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from .. import access, writing
from ..access import Permission
from ..errors import Failed, Refused
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..mount import current
from ..pages import page, tell
from ..version import VERSION
from . import actions, condition, kept, needs, steps, wording
from .forms import ModuleForm, RemoveForm
from .models import LifeEvent
from .report_words import done_words, name_of
from .states import Condition, Problem, State, number_of

_WHAT = {
    "installeren": _l("Installeren"),
    "bijwerken": _l("Bijwerken"),
    "verwijderen": _l("Verwijderen"),
    "stap": _l("Stap"),
}
_RESULT = {
    "bezig": _l("bezig of afgebroken"),
    "gelukt": _l("gelukt"),
    "mislukt": _l("mislukt"),
    "afgebroken": _l("afgebroken"),
    "niets te doen": _l("niets te doen"),
}
_MAY_INSTALL = (State.AVAILABLE, State.REMOVED)


@dataclass(frozen=True)
class StepRow:
    number: int
    meaning: str
    #: when it was done, as far as that is known; None when it is still to do
    done: str | None


@dataclass(frozen=True)
class EventRow:
    at: str
    who: str
    what: str
    result: str
    package: str
    version: int
    milliseconds: int | None
    detail: str


@dataclass(frozen=True)
class Deed:
    """Something to confirm: the states it makes sense in, what the page says, and what the button does."""

    states: tuple[State, ...]
    title: str
    label: str
    text: list[str]
    do: Callable[[str], ResponseReturnValue]


def add_routes(bp: Blueprint) -> None:
    bp.add_url_rule("/beheer/module", "module", show)
    for word, endpoint, view in (
        ("installeren", "module_install", install),
        ("bijwerken", "module_upgrade", upgrade),
        ("proefdraaien", "module_rehearse", rehearse),
        ("verwijderen", "module_uninstall", uninstall),
        ("gegevens-wissen", "module_remove", remove),
    ):
        bp.add_url_rule(f"/beheer/module/{word}", endpoint, view, methods=["GET", "POST"])


def show() -> ResponseReturnValue:
    return _show(_allowed())


def install() -> ResponseReturnValue:
    found = _allowed()
    text = [_("De module komt in gebruik voor iedereen in dit intranet die er een rol voor heeft.")]
    if found.state is State.REMOVED:
        text = [_("De gegevens van vroeger staan er nog. Na het installeren is alles er weer.")]
    deed = Deed(_MAY_INSTALL, _("Module installeren"), _("Installeren"), text, _install)
    return _confirmed(found, deed)


def upgrade() -> ResponseReturnValue:
    text = [
        _("Maak eerst een back-up van de database."),
        _("Alle stappen samen lukken, of er verandert niets. Uw gegevens blijven staan."),
    ]
    return _confirmed(_allowed(), Deed((State.UPGRADE,), _("Module bijwerken"), _("Bijwerken"), text, _install))


def rehearse() -> ResponseReturnValue:
    text = [
        _("De stappen worden echt uitgevoerd en daarna teruggedraaid. Na afloop is er niets veranderd."),
        _("Zolang het duurt, kan niemand iets opslaan."),
    ]
    states = (*_MAY_INSTALL, State.UPGRADE)
    return _confirmed(_allowed(), Deed(states, _("Proefdraaien"), _("Proefdraaien"), text, _rehearse))


def uninstall() -> ResponseReturnValue:
    found = _allowed()
    text = [
        _("Daarna is er in dit intranet niets meer van de module te zien: geen pagina's, geen links, geen taken."),
        _("Alle gegevens blijven bewaard: %(kept)s.", kept=kept.sentence(kept.counts_or_none(current()))),
        _("Wie de module later weer installeert, heeft alles terug."),
    ]
    states = (State.INSTALLED, State.UPGRADE, State.BROKEN)
    deed = Deed(states, _("Module verwijderen"), _("Verwijderen, gegevens bewaren"), text, _uninstall)
    return _confirmed(found, deed)


def remove() -> ResponseReturnValue:
    """Only of an add-on that was uninstalled first, or of tables that are of no use to anybody."""
    found = _allowed()
    name = name_of(current())
    if found.state not in (State.REMOVED, State.BROKEN) or found.problem is Problem.AWAY:
        return _overtaken(found)
    form = RemoveForm(name, data={"seen": found.mark})
    if not form.accepted():
        return page(
            "lifecycle/remove.html", _("Alle gegevens wissen"), form.status, bare=True, form=form, name=name,
            rows=kept.sentence(kept.counts_or_none(current())),
        )  # fmt: skip
    try:
        report = actions.remove(current(), form.seen.data or "")
    except (Refused, Failed) as error:
        tell(str(error), "error")
    else:
        tell(_("Gewist: %(rows)s.", rows=kept.sentence(report.rows)))
    return redirect(url_for(".module"))


def _allowed() -> Condition:
    """The condition of the add-on; 403 for who may not manage it."""
    if condition.is_alive(current()):
        access.require(Permission.MANAGE_ADDON)
    elif not access.may_by_host(Permission.MANAGE_ADDON):
        abort(403)
    return condition.status(current())


def _confirmed(found: Condition, deed: Deed) -> ResponseReturnValue:
    """A page that asks, and on its button the deed."""
    if found.state not in deed.states or found.problem is Problem.AWAY:
        return _overtaken(found)
    form = ModuleForm(data={"seen": found.mark})
    if form.accepted():
        try:
            return deed.do(form.seen.data or "")
        except (Refused, Failed) as error:
            tell(str(error), "error")
            return redirect(url_for(".module"))
    return page(
        "lifecycle/confirm.html",
        deed.title,
        form.status,
        bare=found.state is not State.INSTALLED,
        form=form,
        label=deed.label,
        text=deed.text,
        steps=[row for row in _steps(found) if row.done is None],
    )


def _overtaken(found: Condition) -> ResponseReturnValue:
    """This deed makes no sense in this state: an old page, or somebody else was first."""
    if request.method == "POST":
        tell(actions.overtaken(found), "warning")
    return redirect(url_for(".module"))


def _install(seen: str) -> ResponseReturnValue:
    report = actions.install(current(), seen)
    tell(done_words(report))
    return redirect(url_for(".module"))


def _uninstall(seen: str) -> ResponseReturnValue:
    report = actions.uninstall(current(), seen)
    tell(_("De module is verwijderd. Bewaard: %(kept)s.", kept=kept.sentence(report.rows)))
    return redirect(url_for(".module"))


def _rehearse(seen: str) -> ResponseReturnValue:
    report = actions.rehearse(current())
    return page("lifecycle/rehearsed.html", _("Proef gedaan"), bare=True, report=report)


def _show(found: Condition) -> ResponseReturnValue:
    mount = current()
    return page(
        "lifecycle/show.html",
        _("Module beheren"),
        bare=found.state is not State.INSTALLED,
        condition=found,
        state=wording.state_word(found),
        what=wording.what(found, mount),
        cure=wording.cure(found, mount),
        versions=wording.versions(found, steps.known()[-1].number),
        package=VERSION,
        lacking=needs.lacking(),
        changed_by=_who(found.profile.changed_by) if found.profile else "",
        steps=_steps(found),
        events=[_event(row) for row in condition.events(mount)],
    )


def _steps(found: Condition) -> list[StepRow]:
    known = [StepRow(step.number, step.meaning, _when(found, step.name)) for step in steps.known()]
    strange = _("Deze stap kent dit programma niet.")
    unknown = [StepRow(number_of(name), strange, writing.moment(found.applied[name])) for name in found.unknown]
    return [*known, *unknown]


def _when(found: Condition, name: str) -> str | None:
    return writing.moment(found.applied[name]) if name in found.done else None


def _event(row: LifeEvent) -> EventRow:
    what = str(_WHAT.get(row.what, row.what))
    return EventRow(
        writing.moment(row.at),
        _who(row.by),
        f"{what} {row.step}".strip(),
        str(_RESULT.get(row.result, row.result)),
        row.package,
        row.version,
        row.milliseconds,
        row.detail,
    )


def _who(user_id: str) -> str:
    if user_id == "opdrachtregel":
        return _("opdrachtregel")
    find = current().adapters.find_user
    found = find(user_id) if find else None
    return found.name if found and found.name else user_id
