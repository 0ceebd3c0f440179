"""Forms of governing texts."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime, time
from typing import Any

from ..dutch import AMSTERDAM
from ..forms import (
    CheckField,
    ChoiceField,
    CreateForm,
    DateField,
    EditForm,
    LineField,
    RowForm,
    RowsField,
    TextField,
    TimeField,
)
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..illustrations.field import RichTextField
from ..municipality import queries as municipality
from .publication import SECTIONS, Line, PageKind, PageLineKind, VersionContent, moment_of, sections_left_out

BODIES = ("college", "raad", "directie")


def body_label(body: str) -> str:
    """Who adopted it, in words; a word we don't know stays as it is."""
    return {"college": _("het college"), "raad": _("de raad"), "directie": _("de directie")}.get(body, body)


def _bodies() -> list[tuple[str, str]]:
    return [(body, body_label(body)) for body in BODIES]


def owners() -> list[tuple[int, str]]:
    return [(person.id, person.name) for person in municipality.employees()]


class BulletRow(RowForm):
    text = LineField(_l("Zin"), 300)


class TitledRow(RowForm):
    title = LineField(_l("Titel"), 120, required=_l("Geef een titel."))
    text = TextField(_l("Tekst"), 1000, required=_l("Schrijf een tekst."))


class RoleRow(RowForm):
    title = LineField(_l("Rol"), 120, required=_l("Noem de rol."))
    text = TextField(_l("Wat wij dan doen, met een voorbeeld"), 1000, required=_l("Schrijf een tekst."))


class QuestionRow(RowForm):
    title = LineField(_l("Vraag"), 200, required=_l("Schrijf de vraag."))
    text = TextField(_l("Antwoord"), 1000, required=_l("Schrijf het antwoord."))


#: list of a version → field of the form
LISTS = {
    PageLineKind.IN_SHORT: "in_short",
    PageLineKind.PRINCIPLE: "principles",
    PageLineKind.ROLE: "roles",
    PageLineKind.STEP: "steps",
    PageLineKind.EXPECTATION: "expectations",
    PageLineKind.QUESTION: "questions",
}


def kind_label(kind: str) -> str:
    """What kind of page it is, in words."""
    return {
        PageKind.VISION: _("visie"),
        PageKind.MISSION: _("missie"),
        PageKind.ROLES: _("rolverdeling"),
        PageKind.FREE: _("vrije pagina"),
    }[PageKind(kind)]


def _kinds() -> list[tuple[str, str]]:
    return [
        (PageKind.VISION, _("Visie: waarom, missie, uitgangspunten, rollen en vragen")),
        (PageKind.MISSION, _("Missie: alleen wat u altijd doet, voor wie en hoe")),
        (PageKind.ROLES, _("Rolverdeling: wie doet wat, in woorden")),
        (PageKind.FREE, _("Vrije pagina: een titel en een tekst")),
    ]


class NewPageForm(CreateForm):
    title = LineField(_l("Titel"), 200, required=_l("Geef de pagina een titel."))
    kind = ChoiceField(_l("Soort pagina"), _kinds, required=_l("Kies een soort pagina."), default=PageKind.VISION)


class CommentForm(EditForm):
    """A step that may be explained."""

    comment = TextField(_l("Opmerking"), 1000)


class SendBackForm(EditForm):
    comment = TextField(_l("Wat moet er anders?"), 1000, required=_l("Schrijf wat er anders moet."))


class WithdrawForm(EditForm):
    comment = TextField(_l("Waarom trekt u deze tekst in?"), 1000, required=_l("Schrijf waarom."))


class ScheduleForm(EditForm):
    """Day and time by the clock in the Netherlands."""

    day = DateField(_l("Dag"), required=_l("Kies een dag."))
    clock = TimeField(_l("Tijd"), required=_l("Kies een tijd."), default=time(9))

    def moment(self) -> datetime:
        """What was chosen, of an accepted form."""
        assert self.day.data is not None
        assert self.clock.data is not None
        return moment_of(self.day.data, self.clock.data, AMSTERDAM)


class VersionForm(EditForm, CreateForm):
    """Everything a version says, in reading order; `kind` decides which sections are offered.

    Its key counts when what was typed becomes a page.
    """

    title = LineField(_l("Titel"), 200, required=_l("Geef de pagina een titel."))
    in_short = RowsField(BulletRow, _l("In het kort"), most=8)
    text = RichTextField(_l("De tekst zelf"), 20_000)
    why = RichTextField(_l("Waarom"), 4000)
    mission = LineField(_l("Missie, in één zin"), 300)
    vision = RichTextField(_l("Visie"), 4000)
    principles = RowsField(TitledRow, _l("Uitgangspunten"), blank=1, most=12)
    roles = RowsField(RoleRow, _l("Onze rollen"), blank=1, most=8)
    steps = RowsField(TitledRow, _l("Zo werkt het"), blank=1, most=15)
    expectations = RowsField(BulletRow, _l("Wat verwachten wij van u als collega"), blank=1, most=12)
    if_no = RichTextField(_l("Wat als het nee is"), 4000)
    questions = RowsField(QuestionRow, _l("Veelgestelde vragen"), blank=1, most=30)
    contact = RichTextField(_l("Contact"), 2000)
    adopted_by = ChoiceField(_l("Vastgesteld door"), _bodies)
    adopted_on = DateField(_l("Vastgesteld op"))
    decision_number = LineField(_l("Besluitnummer"), 80)
    valid_from = DateField(_l("Geldig vanaf"))
    valid_until = DateField(_l("Geldig tot en met"))
    review_on = DateField(_l("Opnieuw bekijken op"))
    owner_id = ChoiceField(_l("Eigenaar"), owners, number=True)
    change = LineField(_l("Wat is er veranderd, in één zin"), 300)
    major = CheckField(_l("Dit is een grote wijziging"))

    def __init__(self, *args: Any, kind: str = PageKind.VISION, page_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            if isinstance(field, RichTextField):
                field.page_id = page_id
        for name in sections_left_out(kind):
            del self[name]
        self.sections = [self[name] for name in SECTIONS[PageKind(kind)]]

    def content(self, before: VersionContent) -> VersionContent:
        """What was filled in, as plain values; sections that are not offered stay as they were."""
        typed = {name: self._value(name) for name in _PLAIN if name in self}
        lines = [
            line
            for kind, name in LISTS.items()
            for line in (_lines(kind, self[name].rows()) if name in self else before.of(kind))
        ]
        return replace(before, **typed, lines=tuple(lines))

    def _value(self, name: str) -> Any:
        field = self[name]
        if isinstance(field, RichTextField):
            return field.html
        return field.data if name in _NOT_TEXT else field.data or ""


#: fields of the form and of `VersionContent` alike, and those that may be None
_PLAIN = tuple(field.name for field in fields(VersionContent) if field.name != "lines")
_NOT_TEXT = {"adopted_on", "valid_from", "valid_until", "review_on", "owner_id", "major"}


def _lines(kind: PageLineKind, rows: list[dict[str, Any]]) -> list[Line]:
    return [Line(kind, row["text"] or "", row.get("title") or "") for row in rows]


def values(content: VersionContent, version: int) -> dict[str, Any]:
    """A version as values for the form."""
    lists = {name: [_row(line) for line in content.of(kind)] for kind, name in LISTS.items()}
    return {name: getattr(content, name) for name in _PLAIN} | lists | {"version": version}


def _row(line: Line) -> dict[str, str]:
    return {"title": line.title, "text": line.text}
