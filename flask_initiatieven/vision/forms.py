"""Forms of governing texts."""

from __future__ import annotations

from typing import Any

from ..forms import ChoiceField, CreateForm, DateField, EditForm, LineField, RowForm, RowsField, TextField
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..municipality import queries as municipality
from . import rich_text
from .publication import Line, PageLineKind, VersionContent

BODIES = ("college", "raad", "directie")


def body_label(body: str) -> str:
    """Who adopted it, in words; a word we don't know stays as it is."""
    return {"college": _("het college"), "raad": _("de raad"), "directie": _("de directie")}.get(body, body)


def _bodies() -> list[tuple[str, str]]:
    return [(body, body_label(body)) for body in BODIES]


def _owners() -> list[tuple[int, str]]:
    return [(person.id, person.name) for person in municipality.employees()]


class RichTextField(TextField):
    """Rich text, typed plainly; `data` is what was typed, `html` what it becomes."""

    def process_data(self, value: Any) -> None:
        super().process_data(rich_text.to_typed(value) if value else value)

    @property
    def html(self) -> str:
        return rich_text.to_html(self.data or "")


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


#: fields of the form and of `VersionContent` alike
_PLAIN = (
    "title", "why", "mission", "vision", "if_no", "contact", "adopted_by", "adopted_on",
    "decision_number", "valid_from", "valid_until", "review_on", "owner_id", "change",
)  # fmt: skip


class NewPageForm(CreateForm):
    title = LineField(_l("Titel"), 200, required=_l("Geef de pagina een titel."))
    mission = LineField(_l("Missie, in één zin"), 300)


class VersionForm(EditForm):
    """Everything a version says, in reading order."""

    title = LineField(_l("Titel"), 200, required=_l("Geef de pagina een titel."))
    in_short = RowsField(BulletRow, _l("In het kort"), most=8)
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
    owner_id = ChoiceField(_l("Eigenaar"), _owners, number=True)
    change = LineField(_l("Wat is er veranderd, in één zin"), 300)

    def content(self) -> VersionContent:
        """What was filled in, as plain values."""
        return VersionContent(
            title=self.title.data or "",
            why=self.why.html,
            mission=self.mission.data or "",
            vision=self.vision.html,
            if_no=self.if_no.html,
            contact=self.contact.html,
            lines=tuple(line for kind, name in LISTS.items() for line in _lines(kind, self[name].rows())),
            adopted_by=self.adopted_by.data or "",
            adopted_on=self.adopted_on.data,
            decision_number=self.decision_number.data or "",
            valid_from=self.valid_from.data,
            valid_until=self.valid_until.data,
            review_on=self.review_on.data,
            owner_id=self.owner_id.data,
            change=self.change.data or "",
        )


def _lines(kind: PageLineKind, rows: list[dict[str, Any]]) -> list[Line]:
    return [Line(kind, row["text"] or "", row.get("title") or "") for row in rows]


def values(content: VersionContent, version: int) -> dict[str, Any]:
    """A version as values for the form."""
    lists = {name: [_row(line) for line in content.of(kind)] for kind, name in LISTS.items()}
    return {name: getattr(content, name) for name in _PLAIN} | lists | {"version": version}


def _row(line: Line) -> dict[str, str]:
    return {"title": line.title, "text": line.text}
