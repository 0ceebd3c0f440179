"""Forms of agreements."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from wtforms import validators

from ..database import today
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
)
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..municipality import queries as municipality
from .agreement import WAYS, WHO, AgreementKind, Content, Section, Side, Term, sections


def kind_label(kind: str) -> str:
    return {
        AgreementKind.PROCESS: _("Procesafspraak: hoe wij werken tot het besluit"),
        AgreementKind.EXECUTION: _("Uitvoeringsafspraak: wat wij doen na een ja"),
    }[AgreementKind(kind)]


def side_label(side: str) -> str:
    return {Side.MUNICIPALITY: _("de gemeente"), Side.RESIDENT: _("de initiatiefnemer")}[Side(side)]


def who_label(who: str) -> str:
    return {"gemeente": _("de gemeente"), "initiatiefnemer": _("de initiatiefnemer"), "samen": _("samen")}.get(who, who)


def way_label(way: str) -> str:
    """How a side said yes, in words; other words, from an import, stay as they are."""
    labels = (
        _("Handtekening op papier"), _("E-mail"), _("App-bericht"), _("Mondeling + bevestigingsmail"),
        _("In dit systeem"),
    )  # fmt: skip
    return dict(zip(WAYS, labels, strict=True)).get(way, way)


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, kind_label(kind)) for kind in AgreementKind]


def _sides() -> list[tuple[str, str]]:
    return [(side.value, side_label(side)) for side in Side]


def _who() -> list[tuple[str, str]]:
    return [(who, who_label(who)) for who in WHO]


def _ways() -> list[tuple[str, str]]:
    return [(way, way_label(way)) for way in WAYS]


def _employees() -> list[tuple[str, str]]:
    return [(person.key, person.name) for person in municipality.employees()]


class NewForm(CreateForm):
    kind = ChoiceField(_l("Soort afspraak"), _kinds, required=_l("Kies een soort."))
    is_short = CheckField(_l("Korte vorm, op één bladzijde"))
    change = LineField(_l("Waarom komt er een nieuwe versie?"), 300)


class SectionForm(EditForm):
    """A group of sections that is saved by itself. `names` are the fields of `Content` behind it."""

    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, content: Content, version: int) -> SectionForm:
        """The form for this agreement; the short form has fewer fields."""
        form = cls(data={name: _to_form(getattr(content, name)) for name in cls.names} | {"version": version})
        printed = set(sections(content.is_short)) | {"is_short", "change", "deputy", "reaction"}
        for name in cls.names:
            if name not in printed:
                del form[name]
        return form

    def applied(self, content: Content) -> Content:
        """The text with what was filled in here."""
        return replace(content, **{name: _to_content(self[name]) for name in self.names if name in self})


class ItemRow(RowForm):
    text = LineField(_l("Zin"), 300)


class TermRow(RowForm):
    what = LineField(_l("Wat"), 300, required=_l("Schrijf wat er gebeurt."))
    who = ChoiceField(_l("Wie"), _who, required=_l("Kies wie het doet."))
    due_on = DateField(_l("Vóór"))


class AboutForm(SectionForm):
    names = ("about", "parties", "our_role", "is_short", "change")
    about = TextField(_l("Waar gaat het over?"), 2000)
    parties = TextField(_l("Wie zijn wij?"), 1000)
    our_role = TextField(_l("Mijn rol als aanspreekpunt"), 2000)
    is_short = CheckField(_l("Korte vorm, op één bladzijde"))
    change = LineField(_l("Wat is er veranderd sinds de vorige versie?"), 300)


class ItemsForm(SectionForm):
    names = ("we_do", "you_do", "we_do_not")
    we_do = RowsField(ItemRow, _l("Dit mag u van ons verwachten"), most=15)
    you_do = RowsField(ItemRow, _l("Dit verwachten wij van u"), most=15)
    we_do_not = RowsField(ItemRow, _l("Dit doen wij niet"), most=15)


class WhenForm(SectionForm):
    names = ("contact", "deputy", "reaction", "terms")
    contact = ChoiceField(_l("Aanspreekpunt"), _employees)
    deputy = ChoiceField(_l("Vervanger"), _employees)
    reaction = LineField(_l("Hoe snel krijgt de bewoner antwoord?"), 300)
    terms = RowsField(TermRow, _l("Wanneer?"), most=20)

    def validate_deputy(self, field: Any) -> None:
        if field.data and field.data == self.contact.data:
            raise validators.ValidationError(_("Kies iemand anders als vervanger."))


class OtherForm(SectionForm):
    names = (
        "money", "upkeep", "safety", "publicity", "personal_data", "when_things_change", "looking_back",
        "stopping", "disagreeing",
    )  # fmt: skip
    money = TextField(_l("Geld"), 2000)
    upkeep = TextField(_l("Onderhoud"), 2000)
    safety = TextField(_l("Veiligheid en verzekering"), 2000)
    publicity = TextField(_l("Wie vertelt het?"), 2000)
    personal_data = TextField(_l("Uw gegevens"), 2000)
    when_things_change = TextField(_l("Als er iets verandert"), 2000)
    looking_back = TextField(_l("Samen terugkijken"), 2000)
    stopping = TextField(_l("Stoppen"), 2000)
    disagreeing = TextField(_l("Bent u het niet eens?"), 2000)


#: word in the address → form
GROUPS: dict[str, type[SectionForm]] = {
    "inhoud": AboutForm,
    "over-en-weer": ItemsForm,
    "wanneer": WhenForm,
    "overig": OtherForm,
}


def group_label(group: str) -> str:
    return {
        "inhoud": _("Inhoud"),
        "over-en-weer": _("Over en weer"),
        "wanneer": _("Wie en wanneer"),
        "overig": _("Geld en andere afspraken"),
    }[group]


def group_of(section: Section) -> str:
    """Where a section is edited."""
    return next(group for group, form in GROUPS.items() if section in form.names)


class ConfirmForm(EditForm):
    name = LineField(_l("Naam"), 160, required=_l("Vul in wie ja heeft gezegd."))
    on_behalf_of = LineField(_l("Namens wie"), 200, required=_l("Vul in namens wie."))
    confirmed_on = DateField(_l("Op welke dag"), required=_l("Vul de dag in."))
    how = ChoiceField(_l("Hoe"), _ways, required=_l("Kies hoe."))
    reference = LineField(_l("Waar is dat te vinden?"), 200)

    def validate_confirmed_on(self, field: Any) -> None:
        _not_ahead(field)


class CancelForm(EditForm):
    by = ChoiceField(_l("Wie zegt op"), _sides, required=_l("Kies wie opzegt."))
    on = DateField(_l("Vanaf welke dag"), required=_l("Vul de dag in."))
    reason = TextField(_l("Waarom"), 1000, required=_l("Schrijf waarom."))

    def validate_on(self, field: Any) -> None:
        _not_ahead(field)


def _not_ahead(field: Any) -> None:
    if field.data and field.data > today():
        raise validators.ValidationError(_("Deze dag ligt in de toekomst."))


def _to_form(value: Any) -> Any:
    """Tuples of the rules as rows of the form."""
    if not isinstance(value, tuple):
        return value
    return [_term_row(each) if isinstance(each, Term) else {"text": each} for each in value]


def _term_row(term: Term) -> dict[str, Any]:
    return {"what": term.what, "who": term.who, "due_on": term.due_on}


def _to_content(field: Any) -> Any:
    if not isinstance(field, RowsField):
        return field.data if isinstance(field, CheckField) else field.data or ""
    if field.short_name == "terms":
        return tuple(Term(row["what"] or "", row["who"] or "", row["due_on"]) for row in field.rows())
    return tuple(row["text"] or "" for row in field.rows())
