"""Pages of agreements: read, edit, offer, a side's yes, cancel, on paper, as mail."""

from __future__ import annotations

import logging
from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from .. import access, audit, dutch, paper, writing
from ..access import Permission
from ..database import today
from ..errors import Conflict
from ..forms import EditForm
from ..host import current_user
from ..i18n import gettext as _
from ..i18n import spoken
from ..initiatives import labels, showing
from ..initiatives import queries as initiatives
from ..initiatives.models import Initiative
from ..locks import showing as locks
from ..municipality import queries as municipality
from ..pages import kept_nowhere, page, tell
from ..printing import sending
from . import actions, forms, printing, queries
from . import agreement as rules
from .agreement import AgreementState, Section, Side
from .composition import HEADINGS, STATES, Facts, as_mail, compose, state_since
from .models import Agreement

log = logging.getLogger(__name__)
#: side → word in the address
SIDES = {Side.MUNICIPALITY: "gemeente", Side.RESIDENT: "initiatiefnemer"}


def add_routes(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    place = "/initiatief/<number>/afspraak/<int:version>"
    bp.add_url_rule("/initiatief/<number>/afspraak/nieuw", "new_agreement", new, methods=both)
    bp.add_url_rule(place, "agreement", show)
    bp.add_url_rule(f"{place}/bewerken/<group>", "edit_agreement", edit, methods=both)
    bp.add_url_rule(f"{place}/aanbieden", "offer_agreement", offer, methods=["POST"])
    bp.add_url_rule(f"{place}/bevestigen/<side>", "confirm_agreement", confirm, methods=both)
    bp.add_url_rule(f"{place}/opzeggen", "cancel_agreement", cancel, methods=both)
    bp.add_url_rule(f"{place}/afspraak.pdf", "agreement_pdf", download)
    bp.add_url_rule(f"{place}/mail", "agreement_mail", mail)


def show(number: str, version: int) -> ResponseReturnValue:
    return _shown(access.fetch(Permission.READ_AGREEMENTS, queries.agreement, (number, version)))


def new(number: str) -> ResponseReturnValue:
    initiative = access.fetch(Permission.EDIT_AGREEMENTS, initiatives.initiative, number)
    form = forms.NewForm(data=_suggested(initiative))
    if not form.accepted():
        return _new_page(initiative, form)
    kind = form.kind.data
    if queries.in_force(initiative.id, kind) and not form.change.data:
        form.change.errors = [_("Schrijf waarom er een nieuwe versie komt.")]
        return _new_page(initiative, form)
    content = actions.new_content(initiative, kind, bool(form.is_short.data), form.change.data or "")
    try:
        row = actions.make(initiative, content, form.created_key.data or "")
    except actions.AlreadyOpen as refusal:
        tell(str(refusal), "warning")
        return redirect(url_for(".agreement", number=number, version=refusal.number))
    tell(_("Het concept is gemaakt. Vul nu de onderdelen in."))
    return redirect(url_for(".edit_agreement", number=number, version=row.number, group="inhoud"))


def edit(number: str, version: int, group: str) -> ResponseReturnValue:
    row = access.fetch(Permission.EDIT_AGREEMENTS, queries.agreement, (number, version))
    if group not in forms.GROUPS:
        abort(404)
    if not rules.may_edit(row.state):
        tell(_("Deze versie verandert niet meer. Maak een nieuwe versie."), "warning")
        return _to(row)
    content = queries.content(row)
    form = forms.GROUPS[group].of(content, row.version)
    if not form.accepted():
        return _edit_page(row, group, form, form.status)
    try:
        lost = actions.edit(row, form.applied(content), form.version.data or 0, group)
    except Conflict:
        return _edit_conflict(row, group, form)
    tell(_("De afspraak is opgeslagen."))
    if lost:
        tell(_lost_words(lost), "warning")
    return _to(row)


def offer(number: str, version: int) -> ResponseReturnValue:
    row = access.fetch(Permission.EDIT_AGREEMENTS, queries.agreement, (number, version))
    form = EditForm()
    if not form.accepted():
        abort(400)
    if not rules.may_offer(row.state):  # a double click: it is done already
        return _to(row)
    try:
        actions.offer(row, form.version.data or 0)
    except actions.Incomplete:
        return _shown(row, status=422)
    except Conflict as conflict:
        tell(str(conflict), "error")
        return _to(row)
    tell(_("De afspraak is aangeboden. Leg nu vast dat beide kanten ja zeggen."))
    return _to(row)


def confirm(number: str, version: int, side: str) -> ResponseReturnValue:
    row = access.fetch(Permission.EDIT_AGREEMENTS, queries.agreement, (number, version))
    whose = next((each for each, word in SIDES.items() if word == side), None) or abort(404)
    form = forms.ConfirmForm(data=_suggested_yes(row, whose))
    if request.method == "GET" and not rules.may_confirm(row.state):
        tell(_("Deze versie kan nu niet worden bevestigd."), "warning")
        return _to(row)
    if not form.accepted():
        return _confirm_page(row, whose, form, form.status)
    try:
        agreed = actions.confirm(row, _yes(whose, form), form.version.data or 0)
    except (Conflict, actions.Incomplete) as refusal:
        tell(str(refusal), "error")
        return _to(row)
    tell(_("Beide kanten hebben ja gezegd. De afspraak geldt.") if agreed else _("De bevestiging is vastgelegd."))
    return _to(row)


def cancel(number: str, version: int) -> ResponseReturnValue:
    row = access.fetch(Permission.EDIT_AGREEMENTS, queries.agreement, (number, version))
    if not rules.may_cancel(row.state):
        tell(_("Deze versie kan niet worden opgezegd."), "warning")
        return _to(row)
    form = forms.CancelForm(data={"on": today(), "version": row.version})
    if not form.accepted():
        title = _("%(kind)s opzeggen", kind=row.kind.capitalize())
        return page("agreements/cancel.html", title, status=form.status, row=row, form=form)
    assert form.on.data is not None
    try:
        actions.cancel(row, Side(form.by.data), form.reason.data or "", form.on.data, form.version.data or 0)
    except Conflict as conflict:
        tell(str(conflict), "error")
        return _to(row)
    tell(_("De afspraak is opgezegd."))
    return _to(row)


def download(number: str, version: int) -> ResponseReturnValue:
    row = access.fetch(Permission.READ_AGREEMENTS, queries.agreement, (number, version))
    prepared = printing.prepare(row.id, compose(_facts(row), spoken))
    return sending.answer(
        prepared.download,
        make=lambda: printing.make(prepared),
        file_name=prepared.composed.file_name,
        refused=lambda error: _refused(row, error),
    )


def mail(number: str, version: int) -> ResponseReturnValue:
    row = access.fetch(Permission.READ_AGREEMENTS, queries.agreement, (number, version))
    composed = compose(_facts(row), spoken)
    audit.record("mailtekst lezen", f"agreement:{row.id}")
    return kept_nowhere(
        page("agreements/mail.html", _("Tekst voor de mail"), row=row, text=as_mail(composed), composed=composed)
    )


def _shown(row: Agreement, status: int = 200) -> ResponseReturnValue:
    facts = _facts(row)
    _note_read(row)
    composed = compose(facts, spoken)
    kind = labels.word(labels.AGREEMENT_KINDS, row.kind)
    said = queries.confirmations(row.id)
    there = {each.side for each in facts.confirmed}
    drawn = page(
        "agreements/show.html",
        _("%(kind)s: %(title)s", kind=kind, title=composed.title),
        status=status,
        row=row,
        composed=composed,
        state=_state_in_words(facts),
        missing=_missing(row) if rules.may_edit(row.state) else [],
        offer_form=EditForm(formdata=None, data={"version": row.version}),
        waiting=[(side, forms.side_label(side), word) for side, word in SIDES.items() if side not in there],
        outdated=[each for each in said if each.content_hash != row.content_hash] if _knows_all(row) else [],
        groups=[(group, forms.group_label(group)) for group in forms.GROUPS],
        may_edit=access.may(Permission.EDIT_AGREEMENTS, row),
        rules=rules,
        versions=showing.text(row.initiative, tuple(queries.of_initiative(row.initiative_id))),
        cancel_reason=showing.text(row.initiative, row.cancel_reason),
        side_label=forms.side_label,
        labels=labels,
        has_paper=paper.available(),
    )
    return kept_nowhere(drawn)


def _knows_all(row: Agreement) -> bool:
    """May who is looking know the residents who are not to be named?"""
    return showing.knows(row.initiative)


def _note_read(row: Agreement) -> None:
    """An agreement names residents; to who may not know them it does not."""
    if _knows_all(row):
        audit.note_residents_read(f"agreement:{row.id}")


def _facts(row: Agreement) -> Facts:
    return queries.facts(row) if _knows_all(row) else queries.facts_without_names(row)


def _new_page(initiative: Initiative, form: forms.NewForm) -> ResponseReturnValue:
    return page("agreements/new.html", _("Nieuwe afspraak"), status=form.status, initiative=initiative, form=form)


def _edit_page(row: Agreement, group: str, form: forms.SectionForm, status: int, **values: Any) -> ResponseReturnValue:
    _note_read(row)
    said = [each for each in queries.confirmations(row.id) if each.content_hash == row.content_hash]
    drawn = page(
        "agreements/edit.html",
        _("Afspraak bewerken: %(part)s", part=forms.group_label(group)),
        status=status,
        row=row,
        group=group,
        form=form,
        groups=[(each, forms.group_label(each)) for each in forms.GROUPS],
        confirmed=said if row.state == AgreementState.OFFERED else [],
        lock=locks.of(f"agreement:{row.id}", [row.initiative.number, row.number]),
        **values,
    )
    return kept_nowhere(drawn)


def _edit_conflict(row: Agreement, group: str, form: forms.SectionForm) -> ResponseReturnValue:
    """What is saved now, beside what was typed; sending again saves over it."""
    latest = queries.agreement((row.initiative.number, row.number)) or abort(404)
    if not rules.may_edit(latest.state):
        tell(_("Deze versie is intussen bevestigd en verandert niet meer. Maak een nieuwe versie."), "warning")
        return _to(latest)
    form.version.raw_data = [str(latest.version)]
    saved = queries.content(latest)
    typed = form.applied(saved)
    differs = [name for name in form.names if name in form and getattr(saved, name) != getattr(typed, name)]
    now = [(form[name].label.text, _as_text(getattr(saved, name))) for name in differs]
    return _edit_page(latest, group, form, 409, now=now)


def _as_text(value: Any) -> str:
    if isinstance(value, tuple):
        return " · ".join(_as_text(each) for each in value)
    if isinstance(value, rules.Term):
        day = dutch.short_date(value.due_on) if value.due_on else ""
        return ", ".join(filter(None, (value.what, value.who, day)))
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return str(value)


def _confirm_page(row: Agreement, side: Side, form: forms.ConfirmForm, status: int) -> ResponseReturnValue:
    _note_read(row)
    title = _("Bevestiging door %(side)s", side=forms.side_label(side))
    return kept_nowhere(page("agreements/confirm.html", title, status=status, row=row, side=side, form=form))


def _suggested(initiative: Initiative) -> dict[str, Any]:
    """A process agreement until the decision, and the short form on the fast route."""
    decided = initiative.status in ("akkoord", "in_uitvoering", "in_beheer", "afgerond")
    usual = rules.AgreementKind.EXECUTION if decided else rules.AgreementKind.PROCESS
    return {"kind": request.args.get("soort", usual.value), "is_short": initiative.route == "snel"}


def _suggested_yes(row: Agreement, side: Side) -> dict[str, Any]:
    user, here = current_user(), municipality.municipality()
    first = next(iter(queries.initiators(row.initiative_id)), "")
    ours = {"name": user.name if user else "", "on_behalf_of": here.full_name if here else ""}
    theirs = {"name": first, "on_behalf_of": ""}
    return (ours if side is Side.MUNICIPALITY else theirs) | {"confirmed_on": today(), "version": row.version}


def _yes(side: Side, form: forms.ConfirmForm) -> actions.Yes:
    assert form.confirmed_on.data is not None
    return actions.Yes(
        side=side,
        name=form.name.data or "",
        on_behalf_of=form.on_behalf_of.data or "",
        confirmed_on=form.confirmed_on.data,
        how=form.how.data or "",
        reference=form.reference.data or "",
    )


def _state_in_words(facts: Facts) -> str:
    """The same as on paper, in the language of the screen."""
    words, day = _(STATES[AgreementState(facts.state)]), state_since(facts)
    return _("%(state)s op %(day)s", state=words, day=writing.plain_date(day)) if day else words


def _lost_words(lost: frozenset[Side]) -> str:
    who = writing.enumeration([forms.side_label(side) for side in Side if side in lost])
    return _(
        "De tekst is veranderd. De bevestiging door %(who)s telt niet meer mee. Vraag opnieuw om een bevestiging.",
        who=who,
    )


def _missing(row: Agreement) -> list[tuple[str, str, str]]:
    """Heading, group and field of every section that is needed and not there."""
    found = rules.missing(queries.content(row))
    return [(_heading(section), forms.group_of(section), section.value) for section in found]


def _heading(section: Section) -> str:
    """As the field is called on the screen."""
    return _("Wie belt u?") if section is Section.CONTACT else _(HEADINGS[section])


def _to(row: Agreement) -> ResponseReturnValue:
    return redirect(url_for(".agreement", number=row.initiative.number, version=row.number))


def _refused(row: Agreement, error: paper.PaperError) -> ResponseReturnValue:
    """A page that says why there is no PDF; the same words stand on the agreement's page."""
    log.warning("No paper of agreement %s: %s: %s", row.id, type(error).__name__, error)
    status, reason = sending.reason(
        error,
        too_heavy=_("De afspraak is te groot om te maken. Maak de teksten korter."),
        again=_("Het maken van de PDF is mislukt. Probeer het opnieuw, of lees de afspraak op het scherm."),
    )
    return page("agreements/refused.html", _("Er is geen PDF gemaakt"), status, reason=reason, row=row)


locks.asks("agreement", lambda place: access.fetch(Permission.EDIT_AGREEMENTS, queries.agreement, tuple(place)))
