"""The format of an import file: every field by name, its kind and its bounds.

Messages are Dutch sentences for the writer of the file. Lengths are those of the columns.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence as AnySequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import marshmallow as ma
from marshmallow import ValidationError, fields

from flask_initiatieven.initiatives.process import status_model

from .mistakes import Mistake, Path, Wrong
from .source import Source, date_or_text

FORMAT = "flask-initiatieven/voorbeelden/1"
MAX_NUMBER = 1_000_000_000
# Comparing words is slow; a file full of wrong references must not hold the machine.
_MOST_SUGGESTED = 300
#: A list of so many known fields still helps.
_FEW_FIELDS = 10
#: Texts that may be longer than this keep their line breaks.
_ONE_LINE = 300

ROLES = ("loslaten", "faciliteren", "stimuleren", "regisseren", "reguleren", "meedoen", "omarmen")
STAFF_ROLES = (
    "wijkregisseur", "leidinggevende", "bestuursadviseur", "communicatieadviseur", "vakcollega", "griffie",
    "uitvoerder", "beheerder",
)  # fmt: skip
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
LEVELS = ("wijkregisseur", "leidinggevende", "college", "raad")
#: `ja_mits` is how some write `ja_als`.
OUTCOMES = ("nog_niet", "ja", "ja_als", "ja_mits", "nee", "niet_genomen")
KINDS = ("bewonersinitiatief", "burgerinitiatief", "uitdaagrecht", "anders")
ROUTES = ("snel", "gewoon", "lang", "nog_onbekend")
STATUSES = tuple(status_model().states)
#: Steps on the timeline that leave the status alone; `besluit` and `start` may change it.
OTHER_STEPS = (
    "bevestigd", "buurt", "besluit", "afspraak", "start", "opening", "tussenstand", "evaluatie",
    "raad", "bezoek", "nazorg", "herinnering",
)  # fmt: skip
PROMISE_STATUSES = (
    "open", "afgedaan", "nagekomen", "niet_nagekomen", "onder_voorbehoud", "overgedragen", "vervallen",
)  # fmt: skip


def check(source: Source) -> tuple[dict[str, Any], list[Mistake]]:
    """The checked values and all mistakes. Every field is present, None or an empty list when left out.

    With mistakes the values are what could be used, so that other rules can still be asked about the rest.
    """
    try:
        return dict(File().load(source.values)), []
    except ValidationError as error:
        valid = error.valid_data if isinstance(error.valid_data, dict) else {}
        return valid, [source.mistake(path, wrong.problem, wrong.expected) for path, wrong in _flat(error.messages)]


def _flat(messages: Any, path: Path = ()) -> list[tuple[Path, Wrong]]:
    """marshmallow's nested messages, one by one with their path."""
    if isinstance(messages, AnyMapping):
        return [found for key, inner in messages.items() for found in _flat(inner, (*path, key))]
    if isinstance(messages, Wrong):
        return [(path, messages)]
    return [found for message in messages for found in _flat(message, path)]


def shown(value: Any) -> str:
    """A value as the writer of the file knows it, short enough for a message."""
    if isinstance(value, AnyMapping):
        return "Een groep velden"
    if isinstance(value, AnySequence) and not isinstance(value, str):
        return "Een lijst"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = " ".join(str(value).split())
    return f"'{text}'" if len(text) <= 60 else f"'{text[:59]}…'"


def suggestion(word: str, known: AnySequence[str]) -> str:
    """ "Bedoelde u 'samenvatting'? ", or nothing when no known word is near or there are very many."""
    if len(word) > _ONE_LINE or len(known) > _MOST_SUGGESTED:
        return ""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"Bedoelde u '{near[0]}'? " if near else ""


def wrong(problem: str, expected: str) -> ValidationError:
    """The error a field raises."""
    return ValidationError([Wrong(problem, expected)])


# kinds of fields


if TYPE_CHECKING:
    _Field = fields.Field[Any]
else:  # marshmallow 3 has no generic fields
    _Field = fields.Field


class Value(_Field):
    """A single value. Left out or empty is None, unless `required`."""

    expected: ClassVar[str] = ""

    def __init__(self, *, required: bool = False, **options: Any) -> None:
        options.setdefault("load_default", ma.missing if required else None)
        super().__init__(required=required, allow_none=not required, **options)

    def make_error(self, key: str, **kwargs: Any) -> ValidationError:
        """marshmallow's own two messages, in Dutch."""
        problem = {"required": "Dit veld ontbreekt.", "null": "Dit veld is leeg."}[key]
        return wrong(problem, f"Verwacht: {self.expectation()}.")

    def expectation(self) -> str:
        """What may stand here, in words."""
        return self.expected

    def not_this(self, value: Any) -> ValidationError:
        """This value is of another kind."""
        return wrong(f"{shown(value)} past hier niet.", f"Verwacht: {self.expectation()}.")


class Text(Value):
    """Text of a bounded length, trimmed; a short one is one line.

    A number or date without quotes is refused: it is seldom meant.
    """

    def __init__(self, longest: int, **options: Any) -> None:
        super().__init__(**options)
        self.longest = longest

    def expectation(self) -> str:
        return f"tekst van ten hoogste {self.longest} tekens"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, (int, Decimal, datetime.date)):
            raise wrong(
                f"Hier hoort tekst, maar {shown(value)} is geen tekst zonder aanhalingstekens.",
                f'Schrijf: "{str(value).lower()}", of vul de tekst in die u bedoelde.',
            )
        if not isinstance(value, str):
            raise self.not_this(value)
        return self.of_length(value.strip() if self.longest > _ONE_LINE else " ".join(value.split()))

    def of_length(self, text: str) -> str | None:
        """The text; None when empty."""
        if not text and self.required:
            raise self.make_error("null")
        if len(text) > self.longest:
            raise wrong(
                f"Deze tekst heeft {len(text)} tekens.",
                f"Maak hem korter: ten hoogste {self.longest} tekens.",
            )
        return text or None


class Reference(Text):
    """The key of something elsewhere; that it exists is a rule of consistency."""


class Pattern(Text):
    """Text of a fixed form."""

    def __init__(self, pattern: str, form: str, longest: int = 80, **options: Any) -> None:
        super().__init__(longest, **options)
        self.pattern = re.compile(pattern)
        self.form = form

    def expectation(self) -> str:
        return self.form

    def of_length(self, text: str) -> str | None:
        text_or_none = super().of_length(text)
        if text_or_none is not None and not self.pattern.fullmatch(text_or_none):
            raise self.not_this(text)
        return text_or_none


class Choice(Value):
    """One of a list of words."""

    def __init__(self, *words: str, **options: Any) -> None:
        super().__init__(**options)
        self.words = words

    def expectation(self) -> str:
        return "een van: " + ", ".join(self.words)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, str) and value.strip() in self.words:
            return value.strip()
        hint = suggestion(value.strip().lower(), self.words) if isinstance(value, str) else ""
        raise wrong(f"{shown(value)} is hier geen bekend woord.", f"{hint}Verwacht: {self.expectation()}.")


class Whole(Value):
    """A whole number within bounds."""

    def __init__(self, least: int = 0, most: int = MAX_NUMBER, **options: Any) -> None:
        super().__init__(**options)
        self.least, self.most = least, most

    def expectation(self) -> str:
        return f"een heel getal van {self.least} tot en met {self.most}, zonder punten of aanhalingstekens"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, str) and re.fullmatch("[0-9]{1,15}", value.strip()):
            problem = f"{shown(value)} is tekst, want het staat tussen aanhalingstekens."
            raise wrong(problem, f"Schrijf: {int(value)}.")
        if isinstance(value, bool) or not isinstance(value, int):
            raise wrong(f"{shown(value)} is geen heel getal.", f"Verwacht: {self.expectation()}.")
        if not self.least <= value <= self.most:
            raise wrong(
                f"{value} is te {'klein' if value < self.least else 'groot'}.",
                f"Verwacht: {self.expectation()}.",
            )
        return value


class Euros(Value):
    """An amount of zero or more, with cents or without."""

    expected = "een bedrag als 2400 of 2400.50, zonder € en zonder punten voor duizenden"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            raise wrong(f"{shown(value)} is geen bedrag.", f"Verwacht: {self.expected}.")
        if not 0 <= value <= MAX_NUMBER:
            raise wrong(f"Het bedrag {value} past hier niet.", f"Verwacht: {self.expected}, van 0 tot {MAX_NUMBER}.")
        if value != round(value, 2):
            raise wrong(f"Het bedrag {value} heeft te veel cijfers na de punt.", f"Verwacht: {self.expected}.")
        return value


class YesNo(Value):
    """true or false."""

    expected = "true (ja) of false (nee), zonder aanhalingstekens"
    _MEANT: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("ja", "yes", "on", "true", "waar"), "true"),
        **dict.fromkeys(("nee", "no", "off", "false", "onwaar"), "false"),
    }

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, bool):
            return value
        meant = self._MEANT.get(str(value).strip().lower())
        hint = f"Bedoelde u {meant}? " if meant else ""
        raise wrong(f"{shown(value)} is geen ja of nee.", f"{hint}Verwacht: {self.expected}.")


class Day(Value):
    """A date, year first."""

    expected = "een datum als 2026-12-03 (jaar-maand-dag)"
    EARLIEST, LATEST = datetime.date(1990, 1, 1), datetime.date(2099, 12, 31)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        day = date_or_text(value.strip()) if isinstance(value, str) else value
        if not isinstance(day, datetime.date):
            raise wrong(f"{shown(value)} is geen datum.", f"Verwacht: {self.expected}.")
        if not self.EARLIEST <= day <= self.LATEST:
            raise wrong(f"Het jaar {day.year} past hier niet.", "Verwacht: een datum tussen 1990 en 2099.")
        return day


class Clock(Value):
    """A time of day."""

    expected = 'een tijd als "15.00" (uren.minuten, met aanhalingstekens)'
    _FORM = re.compile(r"([01][0-9]|2[0-3])\.([0-5][0-9])")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        found = self._FORM.fullmatch(str(value).strip()) if isinstance(value, (str, Decimal)) else None
        if found:
            return datetime.time(int(found[1]), int(found[2]))
        meant = re.fullmatch(r"([0-9]{1,2})[:.]([0-9]{2})", str(value).strip())
        hint = (
            f'Bedoelde u "{int(meant[1]):02d}.{meant[2]}"? '
            if meant and int(meant[1]) < 24 and int(meant[2]) < 60
            else ""
        )
        raise wrong(f"{shown(value)} is geen tijd.", f"{hint}Verwacht: {self.expected}.")


class ItemCode(Value):
    """A number or short code; always text afterwards."""

    expected = "een nummer of een korte code"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, (int, str)) or not 0 < len(str(value).strip()) <= 20:
            raise self.not_this(value)
        return str(value).strip()


class Items(Value):
    """A list of values; empty when left out. Items keep their position, a wrong one becomes None."""

    def __init__(self, item: Value, *, most: int = 100, least: int = 0, **options: Any) -> None:
        super().__init__(load_default=list, **options)
        self.item, self.most, self.least = item, most, least

    def expectation(self) -> str:
        return f"een lijst met ten hoogste {self.most} regels die met - beginnen"

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **kwargs: Any) -> Any:
        """Null is the same as left out."""
        return super().deserialize(ma.missing if value is None else value, attr, data, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, list):
            raise self.not_this(value)
        if not self.least <= len(value) <= self.most:
            least = f"ten minste {self.least} en " if self.least else ""
            raise wrong(f"Deze lijst heeft {len(value)} regels.", f"Verwacht: {least}ten hoogste {self.most} regels.")
        return self._each(value)

    def _each(self, value: list[Any]) -> list[Any]:
        items: list[Any] = []
        errors: dict[int, Any] = {}
        for position, item in enumerate(value):
            try:
                items.append(self._one(item))
            except ValidationError as error:
                items.append(error.valid_data)
                errors[position] = error.messages
        if errors:
            raise ValidationError(errors, valid_data=items)
        return items

    def _one(self, item: Any) -> Any:
        if item is None:
            raise wrong("Deze regel van de lijst is leeg.", "Vul hem in of haal hem weg.")
        return self.item.deserialize(item)


class Part(Value):
    """A group of fields. Left out or null: None, or with `always` a group of empty fields."""

    expected = "een groep velden (naam: waarde)"

    def __init__(self, schema: type[Fields], *, always: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.schema, self.always = schema(), always

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **kwargs: Any) -> Any:
        """An optional group that is always there is read as an empty one."""
        empty = self.always and (value is None or value is ma.missing)
        return super().deserialize({} if empty else value, attr, data, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, AnyMapping):
            raise self.not_this(value)
        return self.schema.load(value)


class Fields(ma.Schema):
    """A group whose fields are all known."""

    class Meta:
        unknown = ma.RAISE

    error_messages = {"unknown": "unknown"}

    def _advice(self) -> str:
        few = ", ".join(self.fields) if len(self.fields) <= _FEW_FIELDS else ""
        return f"Haal het weg of gebruik een bekend veld{f': {few}' if few else ''}."

    def handle_error(self, error: ValidationError, data: Any, *, many: bool, **kwargs: Any) -> None:
        """Say of an unknown field which one may be meant."""
        messages: Any = error.messages
        for name in [name for name, found in messages.items() if found == ["unknown"]]:
            others = sorted(set(self.fields) - set(data))
            messages[name] = [
                Wrong(
                    f"Het veld {shown(name)} bestaat hier niet.",
                    suggestion(str(name), others) + self._advice(),
                )
            ]


# shorthands


def key(form: str = "een naam in kleine letters, zoals m-stuiver", **options: Any) -> Pattern:
    """What other parts of the file refer to."""
    return Pattern(r"[a-z0-9]+([-_.][a-z0-9]+)*", form, 60, **options)


def reference(to: str, **options: Any) -> Reference:
    """The key of something in section `to`."""
    return Reference(60, **options)


def rows(schema: type[Fields], **options: Any) -> Items:
    """A list of groups."""
    return Items(Part(schema, required=True), **options)


def sentences(most: int = 20, longest: int = 500) -> Items:
    """A list of sentences."""
    return Items(Text(longest, required=True), most=most)


def name(**options: Any) -> Text:
    """A name of somebody or something."""
    return Text(120, **options)


def sentence(**options: Any) -> Text:
    """One or two sentences."""
    return Text(500, **options)


def story(**options: Any) -> Text:
    """Running text."""
    return Text(4000, **options)


def code(example: str) -> Pattern:
    """A code of an area; the form of the CBS is usual, own codes may be used."""
    return Pattern(r"[A-Za-z0-9][A-Za-z0-9._-]*", f"een code zonder spaties, zoals {example}", 20, required=True)


def phone() -> Pattern:
    """A phone number as people write it."""
    return Pattern(r"\+?[0-9][0-9 ()-]{2,23}", 'een telefoonnummer als "06 12 34 56 78"', 25)


def mail() -> Pattern:
    """An e-mail address."""
    return Pattern(r"[^@\s<>\",;:]+@[^@\s<>\",;:]+\.[A-Za-z]{2,}", "een e-mailadres als naam@gemeente.nl", 200)


# the municipality


class Municipality(Fields):
    naam = name(required=True)
    volledige_naam = name(required=True)
    code = code("GM0363")
    inwoners = Whole(0, 100_000_000)
    telefoon = phone()
    aanspreekvorm = Choice("u", "je", required=True)
    term_initiatief = Text(60, required=True)
    college_vergadert_op = Choice(*WEEKDAYS)
    raad_beeldvormend_op = Choice(*WEEKDAYS)


class Neighbourhood(Fields):
    code = code("BU03630001")
    naam = name(required=True)


class District(Fields):
    code = code("WK036300")
    naam = name(required=True)
    wijkwethouder = reference("bestuurders")
    aanspreekpunt = reference("medewerkers")
    buurten = rows(Neighbourhood, most=200)


class Employee(Fields):
    id = key(required=True)
    naam = name(required=True)
    functie = Text(160, required=True)
    rol = Choice(*STAFF_ROLES, required=True)
    afdeling = name()
    telefoon = phone()
    email = mail()


class Official(Fields):
    id = key(required=True)
    naam = name(required=True)
    functie = Text(160, required=True)


class ProgrammePoint(Fields):
    nr = ItemCode(required=True)
    titel = Text(200, required=True)
    tekst = story()


class CoalitionProgramme(Fields):
    titel = Text(120, required=True)
    periode = Pattern(r"[0-9]{4}-[0-9]{4}", "een periode als 2026-2030", required=True)
    punten = rows(ProgrammePoint, most=500)


class Budget(Fields):
    id = key(required=True)
    naam = name(required=True)
    bedrag = Euros(required=True)
    budgethouder = reference("medewerkers")


class Mandate(Fields):
    id = key(required=True)
    voor_rol = Choice(*STAFF_ROLES, required=True)
    bron = Text(200, required=True)
    namens = Choice("college", "burgemeester", "raad", required=True)
    tot_bedrag = Euros(required=True)
    mag_afwijzen = YesNo(required=True)
    voorwaarden = sentences()


# initiatives


class Area(Fields):
    wijk = reference("wijken", required=True)
    buurt = reference("buurten")


class Initiator(Fields):
    naam = name(required=True)
    wie = Text(200)
    telefoon = phone()
    email = mail()
    contact_liefst = Text(120)
    naam_noemen = YesNo(required=True)


class Motive(Fields):
    aanleiding = Choice("kans", "probleem", required=True)
    tekst = story(required=True)


class Sounding(Fields):
    mening = story()
    hoe_gevraagd = Text(300)
    gevraagd_op = Day()
    gesproken = Whole(0, 1_000_000)
    voor = Whole(0, 1_000_000)
    neutraal = Whole(0, 1_000_000)
    tegen = Whole(0, 1_000_000)
    zorgen = sentences(longest=300)


class Funding(Fields):
    bron = Text(200, required=True)
    budget = reference("budgetten")
    bedrag = Euros(required=True)
    zeker = YesNo(required=True)


class Cost(Fields):
    bedrag = Euros()
    per_jaar = Euros()
    toelichting = story()
    dekking = rows(Funding, most=50)


class Duration(Fields):
    start = Day()
    eind = Day()
    toelichting = story()


class Party(Fields):
    naam = Text(160, required=True)
    rol = Text(300, required=True)


class Facts(Fields):
    kosten = Part(Cost, always=True)
    opbrengst = story()
    duur = Part(Duration, always=True)
    partijen = rows(Party, most=50)
    gemeente_doet = story()


class Contribution(Fields):
    medewerker = reference("medewerkers", required=True)
    gevraagd_op = Day(required=True)
    antwoord_op = Day()
    bijdrage = story()


class CitedPrinciple(Fields):
    """Without `uitgangspunt` the decision departs from the page as a whole."""

    pagina = key("de sleutel van een visiepagina", required=True)
    uitgangspunt = Text(200)
    wijkt_af_want = Text(500)


class Decision(Fields):
    uitkomst = Choice(*OUTCOMES, load_default="nog_niet")
    datum = Day()
    door = reference("medewerkers")
    niveau = Choice(*LEVELS)
    mandaat = reference("mandaten")
    uitleg = story()
    zaaknummer = Text(60)
    portefeuillehouder = reference("bestuurders")
    voorgesteld = Choice(*OUTCOMES)
    collegevoorstel = Text(80)
    op_agenda = Day()
    alternatief = sentences(longest=300)
    uitgangspunten = rows(CitedPrinciple, most=12)
    verteld_hoe = sentence()
    verteld_op = Day()


class Term(Fields):
    wat = Text(200, required=True)
    wie = Choice("gemeente", "initiatiefnemer", "samen", required=True)
    voor = Day(required=True)


class Confirmation(Fields):
    naam = name(required=True)
    namens = Text(160, required=True)
    datum = Day(required=True)
    hoe = Text(200, required=True)


class Agreement(Fields):
    versie = Whole(1, 1000, required=True)
    soort = Choice("procesafspraak", "uitvoeringsafspraak", required=True)
    status = Choice("concept", "aangeboden", "bevestigd", "vervangen", "opgezegd", "beeindigd", required=True)
    datum = Day(required=True)
    waar_gaat_het_over = story(required=True)
    rol_gemeente = story()
    u_mag_verwachten = sentences()
    wij_verwachten = sentences()
    wij_doen_niet = sentences()
    aanspreekpunt = reference("medewerkers", required=True)
    vervanger = reference("medewerkers")
    termijnen = rows(Term)
    geld = story()
    beheer_onderhoud = story()
    veiligheid_verzekering = story()
    communicatie = story()
    gegevens = story()
    evaluatie = story()
    stoppen = story()
    wijziging_ten_opzichte_van_vorige = story()
    bevestigd_door = rows(Confirmation, most=20)


class TimelineStep(Fields):
    datum = Day(required=True)
    stap = Choice(*STATUSES, *OTHER_STEPS, required=True)
    tekst = story(required=True)


class RoleChange(Fields):
    vanaf = Day(required=True)
    rol = Choice(*ROLES, required=True)


class OnHold(Fields):
    sinds = Day(required=True)
    reden = story(required=True)
    wacht_op = Text(200)
    opnieuw_kijken_op = Day(required=True)
    verteld_aan_initiatiefnemer_op = Day()


class Stopped(Fields):
    datum = Day(required=True)
    door = Text(60, required=True)
    reden = story(required=True)
    wat_leren_wij = sentences()
    nazorg = story()


class Evaluation(Fields):
    datum = Day(required=True)
    goed = sentences()
    beter = sentences()
    cijfer_initiatiefnemer = Whole(1, 10)
    verder = story()


class CouncilMoment(Fields):
    datum = Day(required=True)
    soort = Choice("presentatie", "raadsinformatiebrief", "motie", "raadsvraag", "besluit", required=True)
    tekst = story(required=True)


# visits


class ProgrammeRow(Fields):
    tijd = Clock(required=True)
    minuten = Whole(1, 1440, required=True)
    wat = Text(300, required=True)
    wie = Text(200)


class Attendee(Fields):
    naam = name(required=True)
    functie = Text(200)
    telefoon = phone()


class Answer(Fields):
    vraag = Text(300, required=True)
    antwoord = Text(1000, required=True)


class EarlierPromise(Fields):
    tekst = sentence(required=True)
    datum = Day(required=True)
    status = Choice(*PROMISE_STATUSES, required=True)


class VisitPromise(Fields):
    tekst = sentence(required=True)
    aan = Text(160, required=True)
    door = reference("bestuurders", required=True)
    actiehouder = reference("medewerkers", required=True)
    voor = Day(required=True)
    status = Choice(*PROMISE_STATUSES, required=True)
    afgedaan_op = Day()
    uitleg = story()


class Press(Fields):
    uitgenodigd = YesNo()
    afspraak = sentence()
    woordvoering = reference("medewerkers")


class Practical(Fields):
    fiets = Text(300)
    ov = Text(300)
    auto = Text(300)
    toegankelijk = Text(300)
    kleding = Text(300)
    bij_slecht_weer = Text(300)


class Afterwards(Fields):
    verslag_voor = Day()
    verslag = story()
    toezeggingen = rows(VisitPromise, most=50)


class Visit(Fields):
    status = Choice("gepland", "geweest", "vervallen", required=True)
    bestuurder = reference("bestuurders", required=True)
    datum = Day(required=True)
    begin = Clock(required=True)
    eind = Clock(required=True)
    locatie = Text(200, required=True)
    soort = Text(60, required=True)
    doel = sentence()
    waarom_nu = sentence()
    kern = sentences(3)
    programma = rows(ProgrammeRow, most=50)
    aanwezigen = rows(Attendee)
    spreekpunten = sentences(5)
    vragen_antwoorden = rows(Answer, most=20)
    gevoelig = sentences()
    wel_toezeggen = sentences()
    niet_toezeggen = sentences()
    eerdere_toezeggingen = rows(EarlierPromise, most=50)
    pers = Part(Press, always=True)
    praktisch = Part(Practical, always=True)
    contact_op_de_dag = reference("medewerkers")
    na_afloop = Part(Afterwards, always=True)


def number(**options: Any) -> Pattern:
    """The number of an initiative."""
    return Pattern(
        r"[A-Z]{1,6}-[0-9]{4}-[0-9]{3,6}",
        "een nummer als EW-2026-007 (letters-jaar-volgnummer)",
        required=True,
    )


class ProgrammeRelation(Fields):
    """What an initiative has to do with one of its points."""

    punt = ItemCode(required=True)
    sterkte = Choice("draagt_bij", "raakt", "schuurt", required=True)
    zin = sentence(required=True)


class Initiative(Fields):
    nummer = number()
    titel = Text(160, required=True)
    slug = Pattern(
        r"[a-z0-9]+(-[a-z0-9]+)*",
        "kleine letters, cijfers en streepjes, zoals buurttuin-de-hoek",
        200,
        required=True,
    )
    soort = Choice(*KINDS, required=True)
    themas = Items(Text(60, required=True), most=20)
    status = Choice(*STATUSES, required=True)
    route = Choice(*ROUTES, required=True)
    gemeenterol = Choice(*ROLES)
    gemeenterol_verloop = rows(RoleChange)
    gebied = Part(Area, required=True)
    locatie = Text(200)
    aanspreekpunt = reference("medewerkers")
    samenvatting = Text(2000, required=True)
    initiatiefnemers = rows(Initiator, most=20, least=1)
    motivatie = Part(Motive, required=True)
    buurt = Part(Sounding, always=True)
    feiten = Part(Facts, always=True)
    collegas = rows(Contribution)
    coalitie_punten = Items(ItemCode(required=True), most=50)
    coalitie_relaties = rows(ProgrammeRelation, most=50)
    besluit = Part(Decision, always=True)
    aangehouden = Part(OnHold)
    gestopt = Part(Stopped)
    afspraken = rows(Agreement, most=50)
    tijdlijn = rows(TimelineStep, most=1000, least=1)
    bezoek = Part(Visit)
    evaluatie = Part(Evaluation)
    raad = rows(CouncilMoment)


class Referred(Fields):
    nummer = number()
    titel = Text(160, required=True)
    soort = Choice("melding", "vraag", "klacht", "vergunning", "evenement", "anders", required=True)
    status = Choice("doorverwezen", required=True)
    binnengekomen = Day(required=True)
    doorverwezen_op = Day(required=True)
    doorverwezen_naar = Text(200, required=True)
    reden = story(required=True)
    verteld_op = Day()
    verteld_hoe = sentence()


# vision and roles


class Principle(Fields):
    titel = Text(200, required=True)
    tekst = story(required=True)


class OurRole(Fields):
    rol = Choice(*ROLES, required=True)
    tekst = story(required=True)


class Acknowledgement(Fields):
    gevraagd_aan = Text(200)
    verklaring = Text(300)
    opnieuw_bij_nieuwe_versie = YesNo()
    afdelingen = sentences(most=200, longest=120)


class VisionPage(Fields):
    sleutel = key("een naam in kleine letters, zoals visie-bewonersinitiatieven", required=True)
    versie = Whole(1, 1000, required=True)
    status = Choice("concept", "geldig", "vervangen", required=True)
    titel = Text(200, required=True)
    vastgesteld_door = Choice("college", "raad", "directie")
    vastgesteld_op = Day()
    besluitnummer = Text(80)
    geldig_vanaf = Day()
    geldig_tot = Day()
    opnieuw_bekijken_op = Day()
    eigenaar = reference("medewerkers")
    in_het_kort = sentences()
    missie = story()
    visie = story()
    waarom = story()
    uitgangspunten = rows(Principle, most=20)
    wat_verwachten_wij_van_u_als_collega = sentences()
    onze_rollen = rows(OurRole, most=20)
    gelezen = Part(Acknowledgement)
    wijziging = story()
    vervangen_door_versie = Whole(1, 1000)


class Letters(Value):
    """What each letter of the role table means."""

    expected = 'een letter en wat die betekent, zoals R: "doet het"'

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, AnyMapping):
            raise self.not_this(value)
        errors = {
            letter: [Wrong(f"{shown(letter)} met {shown(text)} past hier niet.", f"Verwacht: {self.expected}.")]
            for letter, text in value.items()
            if not (re.fullmatch("[A-Z]", letter) and isinstance(text, str) and 0 < len(text.strip()) <= 60)
        }
        if errors:
            raise ValidationError(errors)
        return {letter: text.strip() for letter, text in value.items()}


class RoleRow(Fields):
    """A task; its other fields are the roles of the table, so they are checked by consistency."""

    class Meta:
        unknown = ma.INCLUDE

    wat = Text(200, required=True)
    fasen = Items(Choice(*STATUSES), most=20)


class RoleTable(Fields):
    titel = Text(120, required=True)
    vastgesteld_door = Choice("college", "raad", "directie")
    vastgesteld_op = Day()
    letters = Letters(required=True)
    rollen = Items(Text(40, required=True), most=20, least=1)
    regels = rows(RoleRow, least=1)


class File(Fields):
    """The whole file. Only `schema` must be there."""

    schema = Choice(FORMAT, required=True)
    fictief = YesNo()
    taal = Pattern(r"[a-z]{2,3}(-[A-Z]{2})?", "een taal als nl-NL", 10)
    taalniveau = Choice("A2", "B1", "B2", "C1")
    peildatum = Day()
    melding_op_scherm = sentence()
    gemeente = Part(Municipality)
    wijken = rows(District, most=500)
    medewerkers = rows(Employee, most=5000)
    bestuurders = rows(Official, most=200)
    coalitieprogramma = Part(CoalitionProgramme)
    budgetten = rows(Budget, most=2000)
    mandaten = rows(Mandate, most=500)
    initiatieven = rows(Initiative, most=20_000)
    doorverwezen_voorbeelden = rows(Referred, most=20_000)
    visie_paginas = rows(VisionPage, most=500)
    rolverdeling = Part(RoleTable)
