"""Pages of the registry: start, list, one initiative as a story, intake, editing by section, status."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, current_app, request
from flask.typing import ResponseReturnValue

from .. import access, dutch
from ..access import Permission
from ..database import today
from ..i18n import gettext as _
from ..mount import current
from ..pages import page
from . import actions, forms, labels, queries, story
from .models import Initiative
from .story import Story


def add_routes(bp: Blueprint) -> None:
    bp.add_url_rule("/", "start", start)
    bp.add_url_rule("/lijst", "initiatives", overview)
    bp.add_url_rule("/initiatief/<number>", "initiative", show)


@dataclass(frozen=True)
class Credit:
    """Who gets the credit: names that may be shown, and how many residents stay unnamed."""

    names: tuple[str, ...]
    unnamed: int


def start() -> ResponseReturnValue:
    access.require(Permission.READ_INITIATIVES)
    looking = access.viewer()
    person_id = looking.person_id if looking else None
    return page(
        "initiatives/start.html",
        _("Begin"),
        mine=queries.of_person(person_id) if person_id else (),
        is_person=person_id is not None,
        orphans=queries.without_contact() if access.may(Permission.CREATE_INITIATIVES) else (),
        labels=labels,
        has=has_page,
    )


def overview() -> ResponseReturnValue:
    access.require(Permission.READ_INITIATIVES)
    form = forms.SearchForm(request.args)
    all_names = access.may(Permission.READ_CONTACT_DATA)
    return page(
        "initiatives/list.html",
        _("Initiatieven"),
        form=form,
        found=queries.found(form.search(), all_names),
        labels=labels,
        has=has_page,
    )


def show(number: str) -> ResponseReturnValue:
    initiative = access.fetch(Permission.READ_INITIATIVES, queries.initiative, number)
    found = story.story(initiative, access.may(Permission.READ_CONTACT_DATA, initiative), today())
    if found.holds_contact_data:
        actions.note_contact_data_read(initiative)
    return page(
        "initiatives/show.html",
        initiative.title,
        story=found,
        credit=credit(found),
        labels=labels,
        has=has_page,
    )


def credit(found: Story) -> str:
    """Een initiatief van Samira El Khadri en Gerrit Dorsman; who may not be named is "een bewoner"."""
    names = [each.name for each in found.initiators if each.may_be_named]
    unnamed = found.hidden_initiators + sum(not each.may_be_named for each in found.initiators)
    if unnamed == 1:
        names.append(_("een bewoner"))
    elif unnamed > 1:
        names.append(_("%(count)s bewoners", count=unnamed))
    return dutch.enumeration(names)


def has_page(endpoint: str) -> bool:
    """Is there a page of this name in this mount?"""
    return f"{current().name}.{endpoint}" in current_app.view_functions


def of(number: str) -> Initiative:
    return access.fetch(Permission.EDIT_INITIATIVES, queries.initiative, number)
