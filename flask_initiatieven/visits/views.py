"""Pages of visits: the lists, one visit on a phone in the street, its sections, its calendar file."""

from __future__ import annotations

import re
from dataclasses import replace

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from .. import access, audit
from ..access import Permission
from ..briefings import actions as briefings
from ..briefings.address import page_address
from ..briefings.facts import VisitFacts
from ..briefings.parts import clash
from ..briefings.profiles import Profile
from ..briefings.queries import facts_of
from ..briefings.redaction import for_reader, holds_residents
from ..database import today
from ..errors import Conflict, Refused
from ..i18n import gettext as _
from ..initiatives import queries as initiatives
from ..initiatives import showing
from ..locks import showing as locks
from ..mount import current
from ..pages import kept_nowhere, page, tell
from . import actions, forms, labels, queries, reading
from .calendar import Event, calendar
from .completeness import SECTION_OF, Section, missing
from .models import Visit, VisitStatus
from .programme import gaps

#: an id that fits a column; a longer number is no page of ours instead of a database error
_ID = "<int(max=2147483647):visit_id>"


def add_routes(bp: Blueprint) -> None:
    sections = f"<any({','.join(Section)}):section>"
    bp.add_url_rule("/bezoeken", "visits", overview)
    bp.add_url_rule(f"/bezoek/{_ID}", "visit", show)
    bp.add_url_rule(f"/bezoek/{_ID}.ics", "visit_calendar", calendar_file)
    bp.add_url_rule(f"/bezoek/{_ID}/bewerken/{sections}", "edit_visit", edit, methods=["GET", "POST"])
    bp.add_url_rule("/initiatief/<number>/bezoek/nieuw", "new_visit", new, methods=["GET", "POST"])


def overview() -> ResponseReturnValue:
    scope = access.only_own(Permission.READ_VISITS)
    day = today()
    return page(
        "visits/list.html",
        _("Bezoeken"),
        upcoming=queries.upcoming(day, scope, showing.knows),
        past=queries.past(day, scope, request.args.get("voor", ""), showing.knows),
        later_page="voor" in request.args,
        status_label=labels.status_label,
        # a place may name a resident; readers from outside get it in their briefing, without names
        shows_place=access.reach(Permission.BRIEFING_INTERN) is not None,
    )


def show(visit_id: int) -> ResponseReturnValue:
    visit = access.fetch(Permission.READ_VISITS, queries.visit, visit_id)
    facts = facts_of(visit_id, page_address(current(), visit_id)) or abort(404)
    readers = readers_of(visit)
    shown = for_reader(facts, readers[0])
    absent = missing(facts.visit)
    promises = queries.promises(visit_id)
    briefings.warm()
    if holds_residents(shown):
        audit.note_residents_read(f"visit:{visit_id}")
    answer = page(
        "visits/show.html",
        _("Bezoek aan %(title)s", title=shown.initiative.title),
        visit=visit,
        plan=shown.visit,
        initiative=shown.initiative,
        readers=readers,
        sections=[section for section in Section if section in reading.sections_for(readers[0])],
        may_edit=access.may(Permission.EDIT_VISITS, visit),
        absent=[(labels.PARTS[part], SECTION_OF[part]) for part in absent],
        attention=reading.attention(facts, absent),
        clashes=[clash(item) for item in shown.initiative.programme_items if item.clashes],
        fit=briefings.known_fit(briefings.prepare(visit_id, facts, readers[0])),
        deadlines=queries.deadlines_of(visit.held_on),
        gaps=[labels.gap_sentence(gap) for gap in gaps(queries.programme(visit_id), visit.begins, visit.ends)],
        promises=promises,
        names=queries.names(person for row in promises for person in (row.made_by_id, row.holder_id)),
        labels=labels,
        is_planned=visit.status == VisitStatus.PLANNED,
        is_over=visit.held_on <= today() and visit.status != VisitStatus.CANCELLED,
        dial=dial,
    )
    return kept_nowhere(answer)


def new(number: str) -> ResponseReturnValue:
    initiative = access.fetch(Permission.EDIT_VISITS, initiatives.initiative, number)
    form = forms.NewVisitForm(data={"place": showing.text(initiative, initiative.place), "kind": "werkbezoek"})
    if not form.accepted():
        return page(
            "visits/new.html",
            _("Een bezoek plannen"),
            status=form.status,
            form=form,
            initiative=initiative,
            initiative_title=showing.title(initiative),
        )
    visit = actions.plan(initiative, form.wish())
    tell(_("Het bezoek staat gepland. Vul nu de onderdelen van de briefing in."))
    return redirect(url_for(".visit", visit_id=visit.id))


def edit(visit_id: int, section: str) -> ResponseReturnValue:
    visit = access.fetch(Permission.EDIT_VISITS, queries.visit, visit_id)
    audit.note_residents_read(f"visit:{visit_id}")
    here = Section(section)
    form = forms.FORMS[here](queries.content(visit))
    if not form.accepted():
        return _edit_page(visit, form, form.status)
    try:
        actions.save(visit_id, here, form.values(), form.version.data or "")
    except Conflict:
        saved = queries.content(queries.visit(visit_id) or abort(404))
        return _edit_page(visit, form, 409, form.show_saved(saved))
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _edit_page(visit, form, form.status)
    tell(_("Opgeslagen: %(section)s.", section=labels.section_label(here)))
    return redirect(url_for(".visit", visit_id=visit_id, _anchor=f"ini-{here}"))


def _edit_page(
    visit: Visit, form: forms.SectionForm, status: int, saved: list[tuple[str, str]] | None = None
) -> ResponseReturnValue:
    answer = page(
        "visits/edit.html",
        labels.section_label(form.section),
        status=status,
        visit=visit,
        initiative_title=showing.title(visit.initiative),
        form=form,
        saved=saved,
        section=form.section,
        hints=labels.FIELD_HINTS,
        advice=labels.ADVICE.get(form.section, ()),
        lock=locks.of(f"visit:{visit.id}:{form.section.value}", visit.id),
    )
    return kept_nowhere(answer)


def calendar_file(visit_id: int) -> ResponseReturnValue:
    visit = access.fetch(Permission.READ_VISITS, queries.visit, visit_id)
    facts = facts_of(visit_id, page_address(current(), visit_id)) or abort(404)
    audit.record("agendabestand gedownload", f"visit:{visit_id}")
    answer = Response(calendar(_event(visit, facts)), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = f"attachment; filename=bezoek-{visit.held_on}-{visit.id}.ics"
    return kept_nowhere(answer)


def readers_of(visit: Visit) -> list[Profile]:
    """For whom who is looking may make a briefing, the one that holds most first."""
    found = [profile for profile in Profile if access.may(Permission(f"briefing_{profile.value}"), visit)]
    return found or abort(404)


def dial(phone: str) -> str:
    """The number as a phone dials it, without what is written around it; empty when there is none in the text."""
    found = re.search(r"\+?\d(?:[\s\-./()]{0,3}\d){6,14}", phone.replace("(0)", ""))
    return re.sub(r"[^\d+]", "", found[0]) if found else ""


def _event(visit: Visit, facts: VisitFacts) -> Event:
    """Goal and core without any resident in them; a calendar is shared, synchronised and shown on lock screens."""
    shown = for_reader(_nobody_named(facts), Profile.PUBLIC)
    return Event(
        uid=f"bezoek-{visit.id}@{current().name}.{facts.initiative.number.lower()}",
        sequence=visit.version,
        changed_at=facts.changed_at,
        held_on=visit.held_on,
        begins=visit.begins,
        ends=visit.ends,
        summary=f"{shown.visit.kind.capitalize()}: {shown.initiative.title}",
        place=shown.visit.place,
        description="\n".join(text for text in (shown.visit.goal, *shown.visit.core) if text),
        url=facts.page_url,
        is_cancelled=visit.status == VisitStatus.CANCELLED,
    )


def _nobody_named(facts: VisitFacts) -> VisitFacts:
    """The same facts, as if no resident had consented to be named."""
    initiators = tuple(replace(person, may_be_named=False) for person in facts.initiative.initiators)
    attendees = tuple(replace(person, may_be_named=not person.is_resident) for person in facts.visit.attendees)
    return replace(
        facts,
        initiative=replace(facts.initiative, initiators=initiators),
        visit=replace(facts.visit, attendees=attendees),
    )


locks.asks("visit", lambda visit_id: access.fetch(Permission.EDIT_VISITS, queries.visit, visit_id))
