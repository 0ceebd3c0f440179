"""Pages of the registry: start, list, one initiative as a story, intake, editing by section, status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from .. import access, writing
from .. import labels as words
from ..access import Permission, Role
from ..agreements import queries as agreements
from ..database import today
from ..divisions import division as divisions
from ..divisions import labels as division_labels
from ..divisions import queries as division_queries
from ..divisions.division import InPhase, Party
from ..errors import Conflict
from ..i18n import gettext as _
from ..locks import showing as locks
from ..mount import current
from ..options import queries as options
from ..pages import kept_nowhere, page, tell
from ..programme import labels as programme_labels
from ..roles.scope import Scope
from ..vision import queries as vision
from ..vision import reviewing
from ..visits import queries as visits
from . import actions, due, forms, labels, process, queries, section_values, showing, story
from .models import Initiative
from .process import Actor, Transition
from .story import Story

NEXT_VISITS = 5
_WITH_CONTACT_DATA = "initiatiefnemers"
_BOTH_SIDES = "uitvoeringsafspraak_bevestigd_door_beide_kanten"
_PARTIES = {
    Role.VAKCOLLEGA: Party.COLLEAGUE,
    Role.LEIDINGGEVENDE: Party.MANAGER,
    Role.WETHOUDER: Party.ALDERMAN,
}
_MOVERS = {
    Actor.OFFICER: {Role.UITVOERDER, Role.AANSPREEKPUNT},
    Actor.MANAGER: {Role.LEIDINGGEVENDE},
}


def add_routes(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    place = "/initiatief/<number>"
    bp.add_url_rule("/", "start", start)
    bp.add_url_rule("/lijst", "initiatives", overview)
    bp.add_url_rule("/nieuw", "new_initiative", register, methods=both)
    bp.add_url_rule(place, "initiative", show)
    bp.add_url_rule(f"{place}/bewerken/<section>", "edit_initiative", edit, methods=both)
    bp.add_url_rule(f"{place}/status", "status", status)
    bp.add_url_rule(f"{place}/status/<target>", "change_status", change_status, methods=both)


# Reading


def start() -> ResponseReturnValue:
    access.only_own(Permission.READ_INITIATIVES)
    looking = access.viewer()
    person_id = looking.person_id if looking else None
    return page(
        "initiatives/start.html",
        _("Begin"),
        mine=queries.of_person(person_id, showing.knows) if person_id else (),
        shared=queries.shared(access.shared(Permission.READ_INITIATIVES), showing.knows),
        orphans=queries.without_contact(showing.knows) if access.may(Permission.CREATE_INITIATIVES) else (),
        visits=_next_visits(),
        # a place may name a resident; readers from outside get it in their briefing, without names
        shows_place=access.reach(Permission.BRIEFING_INTERN) is not None,
        governing=_governing_sentence(),
        returned=reviewing.returned() if has_page("vision_version") else (),
        labels=labels,
        has=has_page,
    )


def overview() -> ResponseReturnValue:
    scope = access.only_own(Permission.READ_INITIATIVES)
    form = forms.SearchForm(request.args)
    all_names = access.may(Permission.READ_CONTACT_DATA)
    return page(
        "initiatives/list.html",
        words.initiatives(),
        form=form,
        found=queries.found(form.search(), all_names, scope),
        labels=labels,
        has=has_page,
    )


def show(number: str) -> ResponseReturnValue:
    initiative = access.fetch(Permission.READ_INITIATIVES, queries.initiative, number)
    contact_data = access.may(Permission.READ_CONTACT_DATA, initiative)
    found = story.story(initiative, contact_data, today(), access.may(Permission.BRIEFING_WETHOUDER, initiative))
    drawn = _story_page(initiative, found)
    if not found.holds_contact_data:
        return drawn
    actions.note_contact_data_read(initiative)
    return kept_nowhere(drawn)


def _story_page(initiative: Initiative, found: Story) -> ResponseReturnValue:
    return page(
        "initiatives/show.html",
        found.initiative.title,
        story=found,
        credit=credit(found),
        visits=_visits_to(initiative),
        agreements=_agreements_on(initiative),
        labels=labels,
        duties=due.duties(found.course, options.current().terms, options.current().work_days.closed, today()),
        answer_due=lambda asked: due.answer_due(asked, options.current().terms, options.current().work_days.closed),
        review_on=lambda agreed: due.months_after(agreed, options.current().terms.agreement_review),
        phase=_in_phase(found),
        phase_words=division_labels,
        programme_words=programme_labels,
        dial=dial,
        has=has_page,
    )


def _in_phase(found: Story) -> InPhase | None:
    """Who does what in the phase it is in, or was in before a pause, by the role table in force; None when unknown."""
    division, phase = division_queries.division_in_force(), found.phase
    return None if division is None or phase is None else divisions.in_phase(division, phase, _parties(found))


def _parties(found: Story) -> set[Party]:
    """Which actors of the role table who is looking is for this initiative: the contact by name, others by role."""
    looking = access.viewer()
    if looking is None:
        return set()
    parties = {party for role, party in _PARTIES.items() if role in looking.roles}
    if looking.person_id in found.initiative.people():
        parties.add(Party.CONTACT)
    if looking.person_id in {each.person_id for each in found.involvements}:
        parties.add(Party.COLLEAGUE)
    return parties


def credit(found: Story) -> str:
    """Samira El Khadri en Gerrit Dorsman; who may not be named is "een bewoner"."""
    names = [each.name for each in found.initiators if each.may_be_named]
    unnamed = found.hidden_initiators + sum(not each.may_be_named for each in found.initiators)
    if unnamed == 1:
        names.append(_("een bewoner"))
    elif unnamed > 1:
        names.append(_("%(count)s bewoners", count=unnamed))
    return writing.enumeration(names)


def dial(phone: str) -> str:
    """A phone number as a link calls it: digits, and a plus in front."""
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")


def has_page(endpoint: str) -> bool:
    """Is there a page of this name in this mount?"""
    return f"{current().name}.{endpoint}" in current_app.view_functions


def _next_visits() -> list[visits.Card]:
    if not access.somewhere(Permission.READ_VISITS):
        return []
    scope = access.only_own(Permission.READ_VISITS)
    return visits.upcoming(today(), scope, showing.knows, NEXT_VISITS)


def _visits_to(initiative: Initiative) -> list[visits.Card]:
    """The visits that who is looking may read."""
    if not access.somewhere(Permission.READ_VISITS):
        return []
    cards = visits.visits_to(initiative.id, showing.knows)
    if access.may(Permission.READ_VISITS, initiative):
        return cards
    return [card for card in cards if access.may(Permission.READ_VISITS, visits.visit(card.id))]


def _agreements_on(initiative: Initiative) -> tuple[agreements.AgreementLine, ...]:
    """The versions of its agreements, for who may read them."""
    if not access.may(Permission.READ_AGREEMENTS, initiative):
        return ()
    return showing.text(initiative, tuple(agreements.of_initiative(initiative.id)))


def _governing_sentence() -> tuple[str, str] | None:
    """The mission in one sentence with the key of its page; None until one is published."""
    scope = access.only_own(Permission.READ_PAGES) if access.somewhere(Permission.READ_PAGES) else Scope()
    found = vision.mission(scope)
    return (found.version.mission, found.version.page.key) if found else None


# Registering


def register() -> ResponseReturnValue:
    access.require(Permission.CREATE_INITIATIVES)
    form = forms.IntakeForm()
    if not form.accepted():
        return page("initiatives/new.html", words.new_initiative(), status=form.status, form=form)
    initiative, is_new = actions.register(_intake(form), current().settings.number_prefix)
    if is_new:
        tell(_("%(number)s is geregistreerd. Laat de bewoner weten dat het idee er is.", number=initiative.number))
    return redirect(url_for(".initiative", number=initiative.number))


def _intake(form: forms.IntakeForm) -> actions.Intake:
    return actions.Intake(
        title=form.title.data or "",
        motive=form.motive.data or "",
        district_id=form.district.data,
        name=form.name.data or "",
        phone=form.phone.data or "",
        email=form.email.data or "",
        received_on=form.received_on.data or today(),
        channel=form.channel.data or "",
        created_key=form.created_key.data or "",
    )


# Editing


def edit(number: str, section: str) -> ResponseReturnValue:
    initiative = access.fetch(Permission.EDIT_INITIATIVES, queries.initiative, number)
    form_class = forms.SECTIONS.get(section) or abort(404)
    if section == _WITH_CONTACT_DATA:
        _open_contact_data(initiative)
    stored = section_values.read(initiative, section)
    form = form_class(data={**stored, **_first_guess(section), "version": section_values.digest(stored)})
    if not form.accepted():
        return _edit_page(initiative, section, form, form.status)
    try:
        changed = actions.save_section(initiative, section, form.values(), form.version.data or 0)
    except Conflict:
        return _conflict_page(initiative, section, form)
    tell(_("Opgeslagen: %(part)s.", part=labels.SECTIONS[section]) if changed else _("Er was niets veranderd."))
    return redirect(url_for(".initiative", number=number, _anchor=f"ini-{section}"))


def _first_guess(section: str) -> dict[str, Any]:
    """What a part that only adds begins with: today, and the word that a missing fact asks for."""
    if section != "tijdlijn":
        return {}
    return {"happened_on": today(), "step": story.CONFIRMED if request.args.get("stap") == story.CONFIRMED else ""}


def _open_contact_data(initiative: Initiative) -> None:
    if not access.may(Permission.READ_CONTACT_DATA, initiative):
        abort(403)
    actions.note_contact_data_read(initiative)


def _conflict_page(initiative: Initiative, section: str, form: forms.SectionForm) -> ResponseReturnValue:
    """What is stored now beside what was typed; the next save knows the newest state."""
    stored = section_values.read(queries.initiative(initiative.number) or abort(404), section)
    with_stored = forms.SECTIONS[section](formdata=None, data=stored)
    form.renew(section_values.digest(stored))
    return _edit_page(initiative, section, form, 409, with_stored.in_words())


def _edit_page(
    initiative: Initiative,
    section: str,
    form: forms.SectionForm,
    status: int,
    conflict: list[tuple[str, str]] | None = None,
) -> ResponseReturnValue:
    drawn = page(
        "initiatives/edit.html",
        str(labels.SECTIONS[section]),
        status=status,
        initiative=initiative,
        section=section,
        form=form,
        conflict=conflict,
        lock=locks.of(f"initiative:{initiative.id}:{section}", [initiative.number, section]),
    )
    return kept_nowhere(drawn) if section == _WITH_CONTACT_DATA else drawn


# Moving on


@dataclass(frozen=True)
class Button:
    """A transition as who is looking sees it: what is missing with the page to mend it, what to check, who may."""

    transition: Transition
    label: str
    missing: tuple[tuple[str, str], ...]
    to_confirm: tuple[str, ...]
    may: bool
    who: str

    @property
    def works(self) -> bool:
        return self.may and not self.missing


def status(number: str) -> ResponseReturnValue:
    initiative = access.fetch(Permission.EDIT_INITIATIVES, queries.initiative, number)
    found = story.story(initiative, False, today())
    return page(
        "initiatives/status.html",
        _("Status veranderen"),
        initiative=initiative,
        state=found.state,
        buttons=_buttons(found),
        model=process.status_model(),
    )


def change_status(number: str, target: str) -> ResponseReturnValue:
    initiative = access.fetch(Permission.EDIT_INITIATIVES, queries.initiative, number)
    found = story.story(initiative, False, today())
    form = forms.MOVES.get(target, forms.MoveForm)(data={"seen_status": initiative.status})
    if form.is_submitted() and form.seen_status.data != initiative.status:
        return _already_moved(initiative, target)
    button = next((each for each in _buttons(found) if each.transition.target == target), None) or abort(404)
    if not button.may:
        abort(403)
    if button.missing or not form.accepted():
        code = 422 if button.missing and form.is_submitted() else form.status
        return page("initiatives/move.html", button.label, code, initiative=initiative, button=button, form=form)
    return _move(initiative, button, form)


def _move(initiative: Initiative, button: Button, form: forms.MoveForm) -> ResponseReturnValue:
    try:
        actions.change_status(initiative, button.transition, form.comment.data or "", form.details())
    except Conflict as conflict:
        tell(str(conflict), "warning")
        return redirect(url_for(".status", number=initiative.number))
    label = labels.step_label(button.transition.target)
    tell(_("De status is nu: %(status)s.", status=label))
    return redirect(url_for(".initiative", number=initiative.number))


def _already_moved(initiative: Initiative, target: str) -> ResponseReturnValue:
    """The second of two clicks, or somebody else was first: the story shows what happened."""
    if initiative.status != target:
        tell(_("De status is intussen al veranderd. Kijk opnieuw wat er nu kan."), "warning")
    return redirect(url_for(".initiative", number=initiative.number))


def _buttons(found: Story) -> list[Button]:
    known = {**story.known(found), _BOTH_SIDES: _has_agreement(found.initiative)}
    possible = process.status_model().possible(found.initiative.status, found.steps)
    return [_button(transition, known, found.initiative) for transition in possible]


def _has_agreement(initiative: Initiative) -> bool:
    """Both sides said yes to an agreement on carrying it out."""
    return any(
        each.is_in_force and each.kind == "uitvoeringsafspraak" for each in agreements.of_initiative(initiative.id)
    )


def _button(transition: Transition, known: dict[str, bool], initiative: Initiative) -> Button:
    asked = (*forms.ASKED.get(transition.target, ()), *forms.COMMENT)
    missing = [fact for fact in process.missing(transition, known) if fact not in asked]
    confirm = [fact for fact in process.to_confirm(transition, known) if fact not in asked]
    return Button(
        transition,
        _(transition.button),
        tuple((labels.word(labels.REQUIRED, fact), _where_to_mend(fact, initiative)) for fact in missing),
        tuple(labels.word(labels.REQUIRED, fact) for fact in confirm),
        any(_is(actor, initiative) for actor in transition.actors),
        writing.enumeration(sorted(labels.word(labels.ACTORS, actor) for actor in transition.actors)),
    )


def _where_to_mend(fact: str, initiative: Initiative) -> str:
    if fact == _BOTH_SIDES:
        return url_for(".initiative", number=initiative.number, _anchor="ini-afspraken")
    word = story.CONFIRMED if fact == "bevestigd_op" else None
    return url_for(".edit_initiative", number=initiative.number, section=story.SECTION_OF[fact], stap=word)


def _is(actor: Actor, initiative: Initiative) -> bool:
    """Is who is looking this actor? The contact is the contact or deputy of this very initiative."""
    looking = access.viewer()
    if looking is None:
        return False
    if actor is Actor.CONTACT:
        return looking.person_id in initiative.people()
    return bool((looking.roles | access.local_roles(initiative)) & _MOVERS[actor])


def _may_still_edit(place: tuple[str, str]) -> None:
    number, section = place
    initiative = access.fetch(Permission.EDIT_INITIATIVES, queries.initiative, number)
    if section == _WITH_CONTACT_DATA and not access.may(Permission.READ_CONTACT_DATA, initiative):
        abort(403)


locks.asks("initiative", _may_still_edit)
