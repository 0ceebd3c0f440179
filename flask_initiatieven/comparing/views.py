"""Two versions of a governing text side by side, for eyes and ears."""

from __future__ import annotations

from typing import Any

import wtforms
from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from .. import access, writing
from ..access import Permission
from ..forms import LARGEST_NUMBER, ChoiceField, _Translated
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..i18n import ngettext
from ..pages import page
from ..vision import queries as vision
from ..vision.forms import body_label
from ..vision.models import PageVersion
from ..vision.publication import PageLineKind
from ..vision.showing import may_read
from . import kept
from .difference import Sort
from .sides import Passage, Side, shortened


def add_routes(bp: Blueprint) -> None:
    bp.add_url_rule("/visie/<key>/vergelijk", "compare_vision_versions", compare)


def compare(key: str) -> ResponseReturnValue:
    newest = access.fetch(Permission.READ_PAGES, vision.newest, key)
    numbers = [number for name in ("van", "tot") if (number := request.args.get(name, type=int))]
    asked_for = {near for number in numbers for near in (number, number - 1) if 0 < near <= LARGEST_NUMBER}
    versions = [row for row in vision.versions_in_brief(newest.page_id, asked_for) if may_read(row)]
    if not versions:
        abort(404)
    form = _form(versions)
    old, new = (vision.version((key, number)) or abort(404) for number in form.asked())
    found = kept.compared(old, _side(old), new, _side(new)) if old != new else None
    return page(
        "comparing/compare.html",
        _("Versies vergelijken"),
        row=new,
        form=form,
        old=old,
        new=new,
        found=found,
        counted=_counted(found.counted()) if found else "",
        part_labels=PART_LABELS,
        sort_label=_sort_label,
        kind_label=_kind_label,
        marks_label=_marks_label,
        shortened=shortened,
    )


class CompareForm(_Translated, wtforms.Form):
    """Which two; nothing chosen is the newest and the one before."""

    van: ChoiceField
    tot: ChoiceField

    def asked(self) -> tuple[int, int]:
        """Numbers of the old and the new version, the lower one first."""
        chosen = sorted(int(field.data) for field in (self.van, self.tot))
        return chosen[0], chosen[1]


def _form(versions: list[PageVersion]) -> CompareForm:
    offered = [(row.number, _version_label(row)) for row in versions]

    class Form(CompareForm):
        van = ChoiceField(_l("Van versie"), lambda: offered, number=True, id="ini-van")
        tot = ChoiceField(_l("Tot versie"), lambda: offered, number=True, id="ini-tot")

    numbers = [row.number for row in versions]
    wished = {name: request.args.get(name, type=int) for name in ("van", "tot")}
    if any(request.args.get(name) and wished[name] not in numbers for name in wished):
        abort(404)
    to = wished["tot"] or numbers[0]
    lower = [number for number in numbers if number < to]
    form = Form(data={"tot": to, "van": wished["van"] or (lower[0] if lower else to)})
    for field in (form.van, form.tot):
        field.choices = [(str(number), label) for number, label in offered]
    return form


def _version_label(row: PageVersion) -> str:
    return _("Versie %(number)s: %(title)s", number=row.number, title=row.title)


def _side(row: PageVersion) -> Side:
    content = vision.content(row)
    days = ("adopted_on", "valid_from", "valid_until", "review_on")
    about = {name: writing.plain_date(getattr(content, name)) for name in days if getattr(content, name)}
    about |= {
        "adopted_by": body_label(content.adopted_by) if content.adopted_by else "",
        "decision_number": content.decision_number,
        "owner": row.owner.name if row.owner else "",
        "major": _("ja") if content.major else _("nee"),
    }
    return Side(content, about)


PART_LABELS: dict[str, Any] = {
    "title": _l("Titel"),
    PageLineKind.IN_SHORT: _l("In het kort"),
    "text": _l("De tekst"),
    "why": _l("Waarom"),
    "mission": _l("Onze missie"),
    "vision": _l("Onze visie"),
    PageLineKind.PRINCIPLE: _l("Onze uitgangspunten"),
    PageLineKind.ROLE: _l("Onze rollen"),
    PageLineKind.STEP: _l("Zo werkt het"),
    PageLineKind.EXPECTATION: _l("Wat verwachten wij van u als collega?"),
    "if_no": _l("Wat als het nee is?"),
    PageLineKind.QUESTION: _l("Veelgestelde vragen"),
    "contact": _l("Contact"),
    "change": _l("Wijziging"),
    "adopted_by": _l("Vastgesteld door"),
    "adopted_on": _l("Vastgesteld op"),
    "decision_number": _l("Besluitnummer"),
    "valid_from": _l("Geldig vanaf"),
    "valid_until": _l("Geldig tot en met"),
    "review_on": _l("Opnieuw bekijken op"),
    "owner": _l("Eigenaar"),
    "major": _l("Grote wijziging"),
}


def _counted(counted: Any) -> str:
    """ "2 wijzigingen: 1 toegevoegd, 1 veranderd." """
    total = sum(counted.values())
    parts = [
        words
        for sort, words in (
            (Sort.ADDED, _("%(count)s toegevoegd", count=counted[Sort.ADDED])),
            (Sort.REMOVED, _("%(count)s verwijderd", count=counted[Sort.REMOVED])),
            (Sort.CHANGED, _("%(count)s veranderd", count=counted[Sort.CHANGED])),
        )
        if counted[sort]
    ]
    return ngettext("1 wijziging: %(parts)s.", "%(count)s wijzigingen: %(parts)s.", total, parts=", ".join(parts))


def _sort_label(passage: Passage) -> str:
    if passage.sort == Sort.KEPT:
        return _("verplaatst")
    return {
        Sort.ADDED: _("toegevoegd"),
        Sort.REMOVED: _("verwijderd"),
        Sort.RESTYLED: _("opmaak veranderd"),
        Sort.REWRITTEN: _("vervangen"),
    }.get(passage.sort, _("veranderd"))


def _kind_label(kind: str) -> str:
    if kind in ("h1", "h2", "h3", "h4", "h5", "h6", "title"):
        return _("kop")
    return {
        "ul": _("punt in een lijst"),
        "ol": _("genummerd punt"),
        "blockquote": _("citaat"),
    }.get(kind, _("alinea"))


def _marks_label(marks: tuple[str, ...]) -> str:
    """Markup in words: vet, cursief, link naar …"""
    return ", ".join(map(_mark_label, marks)) or _("gewoon")


def _mark_label(mark: str) -> str:
    word, _space, address = mark.partition(" ")
    if word == "link":
        return _("link naar %(address)s", address=address)
    return {"strong": _("vet"), "em": _("cursief"), "image": _("afbeelding")}.get(word, word)
