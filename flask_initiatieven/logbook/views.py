"""Pages of the log: search it, take it along as a file, see whether it is whole."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from .. import access, audit
from ..access import Permission
from ..dutch import number
from ..i18n import gettext as _
from ..mount import current
from ..pages import kept_nowhere, page
from . import export, labels, objects, people, queries, verifying
from .forms import LogForm

#: entries looked at by a click; the command looks at all
LOOKED_AT = 20_000


def add_routes(bp: Blueprint) -> None:
    bp.add_url_rule("/beheer/logboek", "log", show)
    bp.add_url_rule("/beheer/logboek.csv", "log_file", download)
    bp.add_url_rule("/beheer/logboek/controle", "log_check", check)


def show() -> ResponseReturnValue:
    access.require(Permission.READ_AUDIT)
    form = LogForm(request.args)
    found = queries.found(form.asked())
    audit.record_once_a_day("logboek lezen", "audit:log")
    drawn = page(
        "logbook/show.html",
        _("Logboek"),
        form=form,
        found=found,
        names=people.names_of(entry.actor for entry in found.entries),
        objects=objects.names_of(found.entries),
        labels=labels,
        most=number(export.MOST),
    )
    return kept_nowhere(drawn)


def download() -> ResponseReturnValue:
    access.require(Permission.READ_AUDIT)
    name, content = export.export(LogForm(request.args).asked())
    answer = Response(content, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return kept_nowhere(answer)


def check() -> ResponseReturnValue:
    access.require(Permission.READ_AUDIT)
    verdict = verifying.verify(LOOKED_AT)
    drawn = page(
        "logbook/check.html",
        _("Is het logboek heel?"),
        verdict=verdict,
        sentences=[labels.break_sentence(each) for each in verdict.breaks],
        command=f"flask {current().name} audit verify",
    )
    return kept_nowhere(drawn)
