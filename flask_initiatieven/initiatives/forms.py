"""Forms of the registry: search, intake, one form for each part of an initiative, and one to move it on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import wtforms
from wtforms.validators import ValidationError

from .. import dutch
from ..citing import queries as citing
from ..database import today
from ..forms import (
    PREFIX,
    CheckField,
    ChoiceField,
    CreateForm,
    DateField,
    EditForm,
    EuroField,
    Form,
    LineField,
    NumberField,
    RowForm,
    RowsField,
    TextField,
    _Translated,
)
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..municipality import labels as municipality_labels
from ..municipality import queries as municipality
from ..municipality.mandate import Objection, objections
from ..options import queries as options
from ..programme import labels as programme_labels
from . import citations, labels, process, queries
from .homework import Fact
from .queries import OPEN, Search
from .section_values import choice_of
from .sounding import Answers


def _statuses() -> list[tuple[str, str]]:
    states = process.status_model().states.values()
    return [(OPEN, str(_l("Alle die nog lopen"))), *((state.key, _(state.label)) for state in states)]


def _districts() -> list[tuple[int, str]]:
    return [(row.id, row.name) for row in municipality.districts()]


def _neighbourhoods() -> list[tuple[int, str]]:
    return [(row.id, f"{row.name} ({row.district.name})") for row in municipality.neighbourhoods()]


def _employees() -> list[tuple[int, str]]:
    return [(row.id, f"{row.name}, {row.job_title}" if row.job_title else row.name) for row in municipality.employees()]


def _everybody() -> list[tuple[int, str]]:
    return [*_employees(), *((row.id, f"{row.name}, {row.job_title}") for row in municipality.officials())]


def _from(words: Mapping[Any, Any]) -> Callable[[], list[tuple[str, str]]]:
    return lambda: labels.choices(words)


def _contacts() -> list[tuple[int, str]]:
    return [(row.id, row.name) for row in queries.contacts()]


def _sorts() -> list[tuple[str, str]]:
    return [
        ("nummer", _("Nummer")),
        ("titel", _("Titel")),
        ("veranderd", _("Laatst veranderd")),
    ]


class SearchForm(_Translated, wtforms.Form):
    """What the address of the list asks; what it does not understand asks nothing."""

    zoek = LineField(_l("Zoekwoorden"), 100)
    status = ChoiceField(_l("Status"), _statuses, blank=_l("Alle"))
    wijk = ChoiceField(_l("Wijk"), _districts, number=True, blank=_l("Alle"))
    thema = ChoiceField(_l("Thema"), lambda: [(name, name) for name in queries.themes()], blank=_l("Alle"))
    aanspreekpunt = ChoiceField(_l("Aanspreekpunt"), _contacts, number=True, blank=_l("Iedereen"))
    soort = ChoiceField(_l("Soort"), _from(labels.KINDS), blank=_l("Alle"))
    volgorde = ChoiceField(_l("Volgorde"), _sorts, blank=_l("Nieuwste eerst"))
    huiswerk = CheckField(_l("Alleen wat nog niet klaar is voor een bezoek"))

    def __init__(self, asked: Any) -> None:
        super().__init__(asked, prefix=PREFIX)
        self.page = asked.get(PREFIX + "blad", 1, type=int)

    def search(self) -> Search:
        self.validate()
        chosen = {field.short_name: None if field.errors else field.data for field in self}
        return Search(
            words=chosen["zoek"] or "",
            status=chosen["status"],
            district_id=chosen["wijk"],
            theme=chosen["thema"],
            contact_id=chosen["aanspreekpunt"],
            kind=chosen["soort"],
            not_ready=bool(chosen["huiswerk"]),
            sort=chosen["volgorde"],
            page=self.page,
        )

    @property
    def is_used(self) -> bool:
        """Does it ask anything?"""
        return any(field.data for field in self if field.short_name != "volgorde")

    def address(self, page: int) -> dict[str, Any]:
        """Values of the address of another page of the same search."""
        asked = {field.name: field.data for field in self if field.data}
        return {**asked, PREFIX + "blad": page}


class Grouped:
    """A form that says how its fields are drawn: hints by field name, and groups of (heading, field names)."""

    HINTS: ClassVar[dict[str, Any]] = {}
    GROUPS: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ()

    def hint(self, field: wtforms.Field) -> str:
        return str(self.HINTS.get(field.short_name, ""))

    def groups(self) -> list[tuple[str, list[wtforms.Field]]]:
        """Every field that is drawn, in its group; the group without a heading is the rest."""
        fields = {field.short_name: field for field in self if field.widget.__class__.__name__ not in _HIDDEN}  # type: ignore[attr-defined]
        grouped = {name for _heading, names in self.GROUPS for name in names}
        rest = [field for name, field in fields.items() if name not in grouped]
        found = [(str(heading), [fields[name] for name in names]) for heading, names in self.GROUPS]
        return [("", rest), *found] if rest else found


_HIDDEN = ("HiddenInput",)


def _values(form: Form) -> dict[str, Any]:
    """What was filled in, as plain values by field name; rows as lists of dicts; nothing that is hidden."""
    return {
        name: field.rows() if isinstance(field, RowsField) else field.data
        for name, field in form._fields.items()
        if field.widget.__class__.__name__ not in _HIDDEN
    }


class SectionForm(Grouped, EditForm):
    """One part of an initiative. `version` is a digest of that part, so two parts can be edited at once."""

    def values(self) -> dict[str, Any]:
        return _values(self)

    def in_words(self) -> list[tuple[str, str]]:
        """Each field with its value as it reads, for comparing."""
        return [(field.label.text, _in_words(field)) for _heading, fields in self.groups() for field in fields]

    def renew(self, digest: int) -> None:
        """After a conflict: what is typed stays, and the next save knows the newest state."""
        field = self._fields["version"]
        field.data, field.raw_data = digest, [str(digest)]


def _in_words(field: wtforms.Field) -> str:
    if isinstance(field, RowsField):
        filled = (entry.form for entry in field.entries if not entry.form.is_blank())
        return "; ".join(", ".join(filter(None, map(_in_words, form))) for form in filled)
    if isinstance(field, wtforms.BooleanField):
        return field.label.text if field.data else ""
    if isinstance(field, wtforms.SelectField):
        return next((str(label) for value, label, *_chosen in field.iter_choices() if value == str(field.data)), "")
    if isinstance(field, DateField):
        return dutch.short_date(field.data) if field.data else ""
    written: Any = field
    return str(written._value())


class BasicsForm(SectionForm):
    title = LineField(_l("Titel"), 200, required=_l("Geef het initiatief een titel."))
    kind = ChoiceField(_l("Soort"), _from(labels.KINDS), required=_l("Kies een soort."))
    summary = TextField(_l("Samenvatting"), 2000)
    themes = LineField(_l("Thema's"), 300)
    district = ChoiceField(_l("Wijk"), _districts, number=True)
    neighbourhood = ChoiceField(_l("Buurt"), _neighbourhoods, number=True)
    place = LineField(_l("Plaats"), 300)
    municipal_role = ChoiceField(_l("Rol van de gemeente"), _from(labels.MUNICIPAL_ROLES))
    route = ChoiceField(_l("Route"), _from(labels.ROUTES), required=_l("Kies een route."))
    received_on = DateField(_l("Ontvangen op"))
    channel = ChoiceField(_l("Hoe kwam het binnen?"), _from(labels.CHANNELS))
    HINTS: ClassVar[dict[str, Any]] = {
        "summary": _l("Twee tot vier korte zinnen. Wie het niet kent, snapt het dan meteen."),
        "themes": _l("Woorden met een komma ertussen, bijvoorbeeld: groen, ontmoeten."),
        "place": _l("Waar is het precies? Schrijf geen huisadres van bewoners op."),
        "route": _l("Snel: u mag zelf beslissen. Gewoon: de leidinggevende. Lang: college of raad."),
    }

    def validate_neighbourhood(self, field: wtforms.Field) -> None:
        if field.data is None:
            return
        found = [row for row in municipality.neighbourhoods() if row.id == field.data]
        if not found:
            raise ValidationError(_("Kies iets uit de lijst."))
        if self.district.data != found[0].district.id:
            raise ValidationError(_("Deze buurt ligt in een andere wijk. Kies eerst de goede wijk."))

    def validate_themes(self, field: wtforms.Field) -> None:
        if any(len(word.strip().lower()) > 60 for word in (field.data or "").split(",")):
            raise ValidationError(_("Een thema is hooguit 60 tekens. Zet een komma tussen de thema's."))


class ContactForm(SectionForm):
    contact = ChoiceField(
        _l("Aanspreekpunt"), _employees, number=True, required=_l("Kies het aanspreekpunt van de bewoner.")
    )
    deputy = ChoiceField(
        _l("Vervanger"), _employees, number=True, required=_l("Kies wie er is als het aanspreekpunt vrij is.")
    )
    HINTS: ClassVar[dict[str, Any]] = {
        "contact": _l("De bewoner heeft één vast aanspreekpunt. Vertel het de bewoner als dit verandert."),
    }

    def validate_deputy(self, field: wtforms.Field) -> None:
        if field.data is not None and field.data == self.contact.data:
            raise ValidationError(_("De vervanger is iemand anders dan het aanspreekpunt."))


class InitiatorRow(RowForm):
    name = LineField(_l("Naam"), 160, required=_l("Vul de naam in van de bewoner of de groep."))
    description = LineField(_l("Wie is dat?"), 300)
    phone = LineField(_l("Telefoon"), 40)
    email = LineField(_l("E-mail"), 200)
    preference = LineField(_l("Liefst zo bereiken"), 200)
    may_be_named = CheckField(_l("Mag met naam genoemd worden"))

    def validate_email(self, field: wtforms.Field) -> None:
        _check_email(field.data)


def _check_email(typed: str | None) -> None:
    name, at, place = (typed or "").rpartition("@")
    if typed and (not at or not name or "." not in place or " " in typed):
        raise ValidationError(_("Dit is geen e-mailadres. Schrijf het zo: naam@example.org."))


_CAREFUL = _l(
    "Schrijf alleen op wat u nodig hebt. Niets over gezondheid, geloof, afkomst of geldzorgen. "
    "Ook geen burgerservicenummer."
)


class InitiatorsForm(SectionForm):
    initiators = RowsField(InitiatorRow, _l("Initiatiefnemers"), blank=1, most=20)
    HINTS: ClassVar[dict[str, Any]] = {"initiators": _CAREFUL}


class MotiveForm(SectionForm):
    motive = TextField(_l("Waarom wil de bewoner dit?"), 2000)
    motive_cause = ChoiceField(_l("Het begon met"), _from(labels.CAUSES))
    HINTS: ClassVar[dict[str, Any]] = {
        "motive": _l("In de eigen woorden van de bewoner. Dit leest iedereen als eerste."),
    }


class WorryRow(RowForm):
    text = LineField(_l("Zorg"), 300, required=_l("Schrijf de zorg op."))


class SoundingForm(SectionForm):
    held_on = DateField(_l("Gevraagd op"), description=_l("nodig als u mensen sprak"))
    method = LineField(_l("Hoe is het gevraagd?"), 300)
    reached = NumberField(_l("Mensen gesproken"))
    in_favour = NumberField(_l("Voor"))
    neutral = NumberField(_l("Neutraal"))
    against = NumberField(_l("Tegen"))
    opinion = TextField(_l("Wat vindt de buurt?"), 2000)
    strongest_objection = TextField(_l("Het sterkste bezwaar"), 1000, description=_l("nodig als iemand tegen is"))
    worries = RowsField(WorryRow, _l("Zorgen"), blank=1, most=20)
    HINTS: ClassVar[dict[str, Any]] = {
        "reached": _l("Voor, neutraal en tegen zijn samen dit getal. Schrijf geen namen op."),
        "opinion": _l("Is het nog niet gevraagd? Schrijf dan hier waarom niet, en wanneer wel."),
        "strongest_objection": _l("Het staat altijd in de briefing."),
    }

    def answers(self) -> Answers:
        return Answers(*(self[name].data or 0 for name in ("reached", "in_favour", "neutral", "against")))

    def validate(self, extra_validators: Any = None) -> bool:
        good = bool(super().validate(extra_validators))
        answers = self.answers()
        if not answers.adds_up:
            self.reached.errors = [*self.reached.errors, _does_not_add_up(answers)]
        if answers.reached and not self.held_on.data:
            self.held_on.errors = [*self.held_on.errors, _("Vul in wanneer u het de buurt vroeg.")]
        if answers.needs_objection and not self.strongest_objection.data:
            self.strongest_objection.errors = [_("Er zijn mensen tegen. Schrijf hun sterkste bezwaar op.")]
        return good and not self.errors


def _does_not_add_up(answers: Answers) -> str:
    total = answers.in_favour + answers.neutral + answers.against
    return _("Voor, neutraal en tegen zijn samen %(total)s. Maak dit getal ook %(total)s.", total=total)


def _grounds(fact: Fact) -> dict[str, Any]:
    return {
        f"certainty_{fact}": ChoiceField(_l("Hoe zeker is dit?"), _from(labels.CERTAINTIES)),
        f"source_{fact}": LineField(_l("Bron"), 200),
        f"checked_on_{fact}": DateField(_l("Nagekeken op")),
    }


def _fact_names(fact: Fact, *own: str) -> tuple[str, ...]:
    return (*own, f"certainty_{fact}", f"source_{fact}", f"checked_on_{fact}")


class FactsForm(SectionForm):
    cost_once = EuroField(_l("Eenmalig, in euro's"))
    cost_yearly = EuroField(_l("Daarna elk jaar, in euro's"))
    cost_note = TextField(_l("Toelichting op de kosten"), 1000)
    yields = TextField(_l("Opbrengst"), 1000)
    starts_on = DateField(_l("Begint op"))
    ends_on = DateField(_l("Eindigt op"))
    duration_note = TextField(_l("Toelichting op de duur"), 1000)
    municipality_does = TextField(_l("Bijdrage van de gemeente"), 1000)
    GROUPS: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = (
        (labels.FACT_HEADINGS[Fact.COST], _fact_names(Fact.COST, "cost_once", "cost_yearly", "cost_note")),
        (labels.FACT_HEADINGS[Fact.YIELD], _fact_names(Fact.YIELD, "yields")),
        (labels.FACT_HEADINGS[Fact.DURATION], _fact_names(Fact.DURATION, "starts_on", "ends_on", "duration_note")),
        (labels.FACT_HEADINGS[Fact.PARTIES], _fact_names(Fact.PARTIES)),
        (labels.FACT_HEADINGS[Fact.MUNICIPALITY_DOES], _fact_names(Fact.MUNICIPALITY_DOES, "municipality_does")),
    )
    HINTS: ClassVar[dict[str, Any]] = {
        "yields": _l("Voor wie is het, hoeveel mensen, en wat merken zij ervan?"),
        "certainty_partijen": _l("De partijen zelf vult u in bij het onderdeel Partijen."),
    }

    def validate_ends_on(self, field: wtforms.Field) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("Het einde ligt voor het begin. Verander een van de twee."))


for _fact in Fact:
    for _name, _field in _grounds(_fact).items():
        setattr(FactsForm, _name, _field)


class FundingFormRow(RowForm):
    source = LineField(_l("Van wie of waaruit"), 200, required=_l("Vul in waar dit geld vandaan komt."))
    amount = EuroField(_l("Bedrag in euro's"), required=_l("Vul het bedrag in."))
    budget = ChoiceField(
        _l("Budget van de gemeente"), lambda: [(row.id, row.name) for row in queries.budgets()], number=True
    )
    certain = CheckField(_l("Dit is zeker"))


class FundingForm(SectionForm):
    funding = RowsField(FundingFormRow, _l("Waar het geld vandaan komt"), most=40)
    HINTS: ClassVar[dict[str, Any]] = {"funding": _l("Samen moet dit evenveel zijn als de kosten.")}


class PartyRow(RowForm):
    name = LineField(_l("Naam"), 200, required=_l("Vul de naam in van de partij."))
    role = LineField(_l("Wat doet deze partij?"), 300)


class PartiesForm(SectionForm):
    parties = RowsField(PartyRow, _l("Partijen"), most=40)


class ChosenRow(RowForm):
    """A row in which a choice alone counts as filled in."""

    @classmethod
    def filled(cls, field: wtforms.Field) -> bool:
        if isinstance(field, ChoiceField):
            return bool(field.data is not None or field.errors or "".join(field.raw_data or ()))
        return RowForm.filled(field)


class ColleagueRow(ChosenRow):
    person = ChoiceField(_l("Collega"), _employees, number=True, required=_l("Kies een collega."))
    asked_on = DateField(_l("Gevraagd op"), required=_l("Vul in wanneer u het vroeg."))
    answered_on = DateField(_l("Antwoord op"))
    contribution = TextField(_l("Wat denkt of doet de collega?"), 1000)

    def validate_answered_on(self, field: wtforms.Field) -> None:
        if field.data and self.asked_on.data and field.data < self.asked_on.data:
            raise ValidationError(_("Het antwoord kwam voor de vraag. Verander een van de twee datums."))


class ColleaguesForm(SectionForm):
    involvements = RowsField(ColleagueRow, _l("Collega's die meedenken"), blank=1, most=30)
    no_colleagues_reason = TextField(_l("Is er niemand gevraagd? Waarom niet?"), 500)
    HINTS: ClassVar[dict[str, Any]] = {
        "involvements": _l("Vraag collega's vroeg. Laat 'Antwoord op' leeg zolang u wacht: geen antwoord is geen ja."),
    }


def _items() -> list[tuple[int, str]]:
    return [(row.id, programme_labels.item_label(row)) for row in queries.programme_items()]


class ItemRow(ChosenRow):
    item = ChoiceField(_l("Punt"), _items, number=True, required=_l("Kies een punt."))
    strength = ChoiceField(
        _l("Verband"),
        _from(programme_labels.STRENGTHS),
        required=_l("Kies of het bijdraagt, raakt of schuurt."),
    )
    sentence = TextField(_l("Leg dit uit in één zin"), 500, required=_l("Schrijf op wat het initiatief hiermee doet."))


class ProgrammeForm(SectionForm):
    items = RowsField(ItemRow, _l("Punten uit het coalitieprogramma"), blank=1, most=20)
    HINTS: ClassVar[dict[str, Any]] = {
        "items": _l(
            "Schuurt het met een punt? Dat komt bij 'Gevoelig' in de briefing. Wie die niet krijgt, leest het niet."
        ),
    }

    def validate_items(self, field: RowsField) -> None:
        chosen = [row["item"] for row in field.rows()]
        if len(chosen) != len(set(chosen)):
            raise ValidationError(_("Hetzelfde punt staat er twee keer. Haal er een weg."))
        linked = {row["item"] for row in field.object_data or ()}
        open_items = {row.id for row in queries.programme_items() if programme_labels.takes_links(row)}
        for place, item in enumerate(chosen):
            if item and item not in linked | open_items:
                field.refuse(place, "item", _("Dit punt geldt niet meer. Kies een punt dat nu geldt."))


class AlternativeRow(RowForm):
    text = LineField(_l("Wat wij wel doen"), 300, required=_l("Schrijf op wat wij wel doen."))


def _principles() -> list[tuple[str, str]]:
    """Those in force, and those that were cited but stand in no text any more."""
    found = citing.in_force()
    several = len({each.page_id for each in found}) > 1
    offered = {
        choice_of(each.page_id, each.key): f"{each.page_title}: {each.title}" if several else each.title
        for each in found
    }
    for page_id, key, title in citations.known():
        offered.setdefault(choice_of(page_id, key), _("%(title)s (geldt niet meer)", title=title))
    return list(offered.items())


class PrincipleRow(ChosenRow):
    principle = ChoiceField(_l("Uitgangspunt"), _principles)
    deviates_because = LineField(_l("Wijkt af, want …"), 500)


_DECIDED = citations.DECIDED
_WHEN_DECIDED = _l("nodig bij ja of nee")


def _mandates() -> list[tuple[int, str]]:
    """Two mandates may stand in one annex: who decides and up to what amount tell them apart."""
    return [(row.id, _mandate(row)) for row in queries.mandates()]


def _mandate(row: Any) -> str:
    holder, amount = municipality_labels.holder(row.role).lower(), dutch.euros(row.up_to_amount)
    return _("%(source)s: %(holder)s, tot en met %(amount)s", source=row.source, holder=holder, amount=amount)


class DecisionForm(SectionForm):
    outcome = ChoiceField(_l("Uitkomst"), _from(labels.OUTCOMES), required=_l("Kies een uitkomst."))
    decided_on = DateField(_l("Besloten op"), description=_WHEN_DECIDED)
    level = ChoiceField(_l("Wie beslist?"), _from(labels.LEVELS))
    decided_by = ChoiceField(_l("Besloten door"), _everybody, number=True, description=_WHEN_DECIDED)
    decided_by_body = ChoiceField(_l("Of besloten door"), _from(labels.BODIES))
    mandate = ChoiceField(_l("Volgens mandaat"), _mandates, number=True)
    explanation = TextField(_l("Uitleg in gewone taal"), 2000, description=_WHEN_DECIDED)
    proposed = ChoiceField(_l("Advies van het aanspreekpunt"), _from(labels.OUTCOMES))
    college_proposal = LineField(_l("Nummer van het voorstel aan het college"), 80)
    on_agenda = DateField(_l("Op de agenda van"))
    portfolio_holder = ChoiceField(
        _l("Portefeuillehouder"),
        lambda: [(row.id, row.name) for row in municipality.officials()],
        number=True,
    )
    case_number = LineField(_l("Zaaknummer"), 60)
    told_on = DateField(_l("Aan de bewoner verteld op"))
    told_how = TextField(_l("Hoe verteld?"), 500)
    principles = RowsField(PrincipleRow, _l("Past bij uitgangspunt, of wijkt af"), blank=1, most=12)
    alternatives = RowsField(AlternativeRow, _l("Bij een nee: wat wij wel doen"), blank=1, most=20)
    GROUPS: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = (
        (
            _l("Het besluit"),
            ("outcome", "decided_on", "level", "decided_by", "decided_by_body", "mandate", "explanation", "principles"),
        ),
        (_l("Het voorstel"), ("proposed", "college_proposal", "on_agenda", "portfolio_holder", "case_number")),
        (_l("Het gesprek met de bewoner"), ("told_on", "told_how", "alternatives")),
    )
    HINTS: ClassVar[dict[str, Any]] = {
        "decided_by": _l(
            "Kies hier een persoon, of in het volgende veld het college of de raad. Eén van de twee is genoeg."
        ),
        "told_how": _l("Vertel een nee eerst zelf. De brief komt daarna."),
        "principles": _l("Noem het uitgangspunt dat hierbij past. Wijkt het besluit ervan af? Schrijf dan waarom."),
    }

    def validate_principles(self, field: RowsField) -> None:
        chosen = [row["principle"] for row in field.rows() if row["principle"]]
        if len(chosen) != len(set(chosen)):
            raise ValidationError(_("Hetzelfde uitgangspunt staat er twee keer. Haal er een weg."))

    def validate(self, extra_validators: Any = None) -> bool:
        good = bool(super().validate(extra_validators))
        if self.outcome.data not in _DECIDED:
            return good
        wanted = {
            "decided_on": _("Vul in wanneer dit is besloten."),
            "explanation": _("Leg het besluit uit in gewone taal."),
        }
        for name, message in wanted.items():
            if not self[name].data and not self[name].errors:
                self[name].errors = [message]
                good = False
        if self.decided_by.data is None and self.decided_by_body.data is None:
            self.decided_by.errors = [_("Kies wie dit besloot.")]
            good = False
        return self._fits_mandate() and good

    def _fits_mandate(self) -> bool:
        """A decision rests on a mandate that held on its day, and that allows a no when it is one."""
        found = municipality.mandate(self.mandate.data) if self.mandate.data else None
        if found is None or self.decided_on.data is None:
            return True
        sentences = {
            Objection.NOT_IN_FORCE: _("Dit mandaat geldt niet op de dag van het besluit."),
            Objection.MAY_NOT_REFUSE: _("Met dit mandaat kan niemand nee zeggen."),
        }
        against = objections(found[1], self.decided_on.data, self.outcome.data == "nee")
        self.mandate.errors = [*self.mandate.errors, *(sentences[each] for each in against)]
        return not against


class CouncilRow(ChosenRow):
    happened_on = DateField(_l("Datum"), required=_l("Vul de datum in."))
    kind = ChoiceField(_l("Wat was het?"), _from(labels.COUNCIL_KINDS), required=_l("Kies wat het was."))
    text = TextField(_l("In één of twee zinnen"), 1000, required=_l("Schrijf op wat er gebeurde."))


class CouncilForm(SectionForm):
    moments = RowsField(CouncilRow, _l("Momenten in de gemeenteraad"), blank=1, most=30)


class PointRow(RowForm):
    text = LineField(_l("Punt"), 500, required=_l("Schrijf het punt op."))


class LookBackForm(SectionForm):
    held_on = DateField(_l("Samen teruggekeken op"), required=_l("Vul de datum in van het gesprek."))
    mark = NumberField(_l("Cijfer van de initiatiefnemer"), least=1, most=10)
    went_well = RowsField(PointRow, _l("Wat ging goed?"), blank=2, most=20)
    could_be_better = RowsField(PointRow, _l("Wat kan beter?"), blank=2, most=20)
    further = TextField(_l("Hoe gaat het verder?"), 1000)


class TimelineForm(SectionForm):
    happened_on = DateField(_l("Datum"), required=_l("Vul de datum in."))
    step = LineField(_l("Wat was het?"), 60, required=_l("Geef het een woord, bijvoorbeeld: gesprek."))
    text = TextField(_l("Wat gebeurde er, in één zin?"), 1000, required=_l("Schrijf op wat er gebeurde."))
    HINTS: ClassVar[dict[str, Any]] = {
        "step": _l("Eén woord: bevestigd, gesprek, buurt, opening, nazorg."),
        "text": _l("Geen telefoonnummers, adressen of gezondheid van bewoners."),
    }

    def validate_step(self, field: wtforms.Field) -> None:
        if (field.data or "").casefold() in process.status_model().states:
            raise ValidationError(_("Dit is een status. Gebruik 'Status veranderen'."))

    def validate_happened_on(self, field: wtforms.Field) -> None:
        if field.data and field.data > today():
            raise ValidationError(_("Deze dag moet nog komen. De tijdlijn gaat over wat er al is gebeurd."))


SECTIONS: dict[str, type[SectionForm]] = {
    "basis": BasicsForm,
    "aanspreekpunt": ContactForm,
    "initiatiefnemers": InitiatorsForm,
    "motivatie": MotiveForm,
    "buurt": SoundingForm,
    "peiling": SoundingForm,
    "feiten": FactsForm,
    "dekking": FundingForm,
    "partijen": PartiesForm,
    "collegas": ColleaguesForm,
    "programma": ProgrammeForm,
    "besluit": DecisionForm,
    "raad": CouncilForm,
    "terugblik": LookBackForm,
    "tijdlijn": TimelineForm,
}


class IntakeForm(Grouped, CreateForm):
    """A new initiative, in under a minute on a phone: motive first."""

    motive = TextField(_l("Wat wil de bewoner, en waarom?"), 2000, required=_l("Schrijf op wat de bewoner zei."))
    title = LineField(_l("Korte titel"), 200, required=_l("Geef het een korte titel."))
    district = ChoiceField(_l("Wijk"), _districts, number=True, required=_l("Kies de wijk."))
    name = LineField(_l("Naam van de bewoner of groep"), 160, required=_l("Vul een naam in."))
    phone = LineField(_l("Telefoon"), 40, description=_l("telefoon of e-mail is nodig"))
    email = LineField(_l("E-mail"), 200, description=_l("telefoon of e-mail is nodig"))
    received_on = DateField(_l("Ontvangen op"), required=_l("Vul in wanneer het binnenkwam."), default=today)
    channel = ChoiceField(_l("Hoe kwam het binnen?"), _from(labels.CHANNELS))
    HINTS: ClassVar[dict[str, Any]] = {
        "motive": _l("In de eigen woorden van de bewoner. Schrijf niets op over gezondheid of geloof."),
    }

    def validate_received_on(self, field: wtforms.Field) -> None:
        if field.data and field.data > today():
            raise ValidationError(_("Deze dag moet nog komen."))

    def validate_email(self, field: wtforms.Field) -> None:
        _check_email(field.data)

    def validate(self, extra_validators: Any = None) -> bool:
        good = bool(super().validate(extra_validators))
        if not self.phone.data and not self.email.data:
            self.phone.errors = [*self.phone.errors, _("Vul een telefoonnummer of een e-mailadres in.")]
            return False
        return good


class MoveForm(Grouped, Form):
    """The sentence that goes with every change of status."""

    seen_status = wtforms.HiddenField()
    comment = TextField(
        _l("Wat gebeurde er, in één of twee zinnen?"), 1000, required=_l("Schrijf een zin voor de tijdlijn.")
    )
    HINTS: ClassVar[dict[str, Any]] = {
        "comment": _l("Deze zin komt in de tijdlijn. Iedereen die het initiatief mag lezen, ziet hem."),
    }

    def details(self) -> dict[str, Any]:
        """What comes with this change, beside the comment."""
        return {name: value for name, value in _values(self).items() if name != "comment"}


class PauseForm(MoveForm):
    waiting_for = LineField(_l("Op wie wachten wij?"), 200, required=_l("Vul in op wie wij wachten."))
    look_again_on = DateField(_l("Opnieuw kijken op"), required=_l("Vul in wanneer wij opnieuw kijken."))
    told_on = DateField(_l("Aan de bewoner verteld op"), required=_l("Vertel het eerst aan de bewoner."))

    def validate_look_again_on(self, field: wtforms.Field) -> None:
        most = options.current().terms.pause
        if field.data and not 0 < (field.data - today()).days <= most:
            raise ValidationError(_("Kies een dag in de komende %(most)s dagen.", most=most))


class LessonRow(RowForm):
    text = LineField(_l("Les"), 500, required=_l("Schrijf de les op."))


def _stoppers() -> list[tuple[str, str]]:
    return [
        ("initiatiefnemer", _("De initiatiefnemer")),
        ("gemeente", _("De gemeente")),
        ("samen", _("Samen besloten")),
    ]


class StopForm(MoveForm):
    stopped_by = ChoiceField(_l("Wie stopt?"), _stoppers, required=_l("Kies wie stopt."))
    lessons = RowsField(LessonRow, _l("Wat leren wij hiervan?"), blank=2, most=10, description=_l("minstens één"))
    aftercare = TextField(_l("Nazorg voor de initiatiefnemer"), 1000, required=_l("Vul in wat wij nog doen."))

    def validate_lessons(self, field: RowsField) -> None:
        if not field.rows():
            raise ValidationError(_("Schrijf minstens één les op."))


class ReferralForm(MoveForm):
    referred_to = LineField(_l("Wie helpt de bewoner verder?"), 200, required=_l("Vul in wie verder helpt."))
    told_on = DateField(_l("Aan de bewoner verteld op"), required=_l("Vertel het eerst aan de bewoner."))
    told_how = TextField(_l("Hoe verteld?"), 500)


#: target of a change of status → the form that records what comes with it
MOVES: dict[str, type[MoveForm]] = {"aangehouden": PauseForm, "gestopt": StopForm, "doorverwezen": ReferralForm}
#: facts of statusmodel.yaml that the form itself asks
ASKED: dict[str, tuple[str, ...]] = {
    "aangehouden": ("reden", "wacht_op", "opnieuw_kijken_op", "verteld_op"),
    "gestopt": ("reden", "gestopt_door", "wat_leren_wij", "nazorg"),
    "doorverwezen": ("bestemming", "reden", "verteld_op"),
}
#: facts that the comment itself is
COMMENT = ("reden", "vraag", "reden_in_gewone_taal", "uitkomst")
