"""Forms of visits: one to plan a visit, one for each section.

A section's form is made of the visit as it is saved (`Content`) and gives back new values for the fields of its
section, by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import wtforms
from wtforms.validators import ValidationError

from .. import dutch
from ..database import today
from ..forms import (
    ChoiceField,
    CreateForm,
    DateField,
    Form,
    LineField,
    NumberField,
    RowForm,
    RowsField,
    TextField,
    TimeField,
    clean_line,
    length,
    presence,
)
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..municipality import queries as municipality
from . import labels, planning
from .completeness import Section
from .content import Attendee, Content, EarlierPromise, Line, NewVisit, Promise, Question, fingerprint, values_of
from .models import VisitStatus
from .programme import Slot, chained

#: rows a list may have; more than any page of paper holds
MOST_ROWS = 200
MOST_CORE = 3
MOST_TALKING_POINTS = 5
MOST_QUESTIONS = 6
_YES, _NO = "ja", "nee"


def _officials() -> list[tuple[int, str]]:
    return [(person.id, _person_label(person)) for person in municipality.officials()]


def _employees() -> list[tuple[int, str]]:
    return [(person.id, _person_label(person)) for person in municipality.employees()]


def _person_label(person: Any) -> str:
    return f"{person.name}, {person.job_title}" if person.job_title else str(person.name)


def _statuses() -> list[tuple[str, str]]:
    return [(status.value, labels.status_label(status)) for status in VisitStatus]


def _promise_statuses() -> list[tuple[str, str]]:
    return [(status, labels.promise_label(status)) for status in labels.PROMISE_STATUSES]


def at_most(most: int, message: Any) -> Callable[[Any, Any], None]:
    """No more filled rows than this."""

    def check(form: Any, field: RowsField) -> None:
        if len(field.rows()) > most:
            raise ValidationError(str(message))

    return check


class SentenceField(wtforms.TextAreaField):
    """One line of text that is often longer than a field on a phone: shown on several lines, saved as one."""

    def __init__(self, label: Any, most: int, required: Any = None, **options: Any) -> None:
        checks = [*presence(required), length(most)]
        super().__init__(label, filters=[clean_line], validators=checks, render_kw={"rows": 2}, **options)


class NewVisitForm(CreateForm):
    official = ChoiceField(_l("Wethouder of burgemeester"), _officials, _l("Kies wie op bezoek komt."), number=True)
    held_on = DateField(_l("Datum"), required=_l("Vul de datum in."))
    begins = TimeField(_l("Begin"), required=_l("Vul in hoe laat het bezoek begint."))
    ends = TimeField(_l("Einde"), required=_l("Vul in hoe laat het bezoek eindigt."))
    place = LineField(_l("Plaats"), 300)
    kind = LineField(_l("Soort bezoek"), 60, default="werkbezoek")

    def validate_ends(self, field: TimeField) -> None:
        if self.begins.data and field.data and field.data <= self.begins.data:
            raise ValidationError(labels.objection_sentence(planning.Objection.ENDS_TOO_EARLY))

    def wish(self) -> NewVisit:
        """What was asked, of a form that was accepted."""
        held_on, begins, ends = self.held_on.data, self.begins.data, self.ends.data
        if held_on is None or begins is None or ends is None:
            raise ValueError("Ask wish() of an accepted form: it has a day and times.")
        return NewVisit(
            official_id=self.official.data,
            held_on=held_on,
            begins=begins,
            ends=ends,
            place=self.place.data or "",
            kind=self.kind.data or "werkbezoek",
            created_key=self.created_key.data or "",
        )


class SectionForm(Form):
    """A section of a visit. `version` is the fingerprint of the section as it was shown."""

    section: Section
    version = wtforms.HiddenField()

    def __init__(self, content: Content, **options: Any) -> None:
        self.content = content
        super().__init__(data={**self.shown(content), "version": fingerprint(content, self.section)}, **options)

    def shown(self, content: Content) -> dict[str, Any]:
        """Values of the fields of this form."""
        return values_of(content, self.section)

    def values(self) -> dict[str, Any]:
        """New values for fields of `Content`, by name."""
        return {name: self[name].data for name in values_of(self.content, self.section)}

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        found = planning.objections(replace(self.content, **self.values()), self.section, today())
        for objection in found:
            self[objection.value].errors = [labels.objection_sentence(objection)]
        return not found

    def show_saved(self, content: Content) -> list[tuple[str, str]]:
        """What is saved now and differs from what was typed, as (label, text).

        What was typed stays; saving again is compared with `content` from now on.
        """
        self.version.data = fingerprint(content, self.section)
        saved = type(self)(content, formdata=None)
        pairs = [(field, self[field.short_name]) for field in saved if not isinstance(field, wtforms.HiddenField)]
        return [(str(now.label.text), _words(now)) for now, typed in pairs if _words(now) != _words(typed)]


def _words(field: wtforms.Field) -> str:
    """The value of a field as a reader writes it."""
    if isinstance(field, RowsField):
        rows = [entry.form for entry in field.entries if not entry.form.is_blank()]
        return " | ".join(", ".join(filter(None, (_words(part) for part in row))) for row in rows)
    if isinstance(field, wtforms.SelectField):
        chosen = [str(choice[1]) for choice in field.choices or () if choice[0] and choice[0] == str(field.data)]
        return "".join(chosen)
    if isinstance(field, DateField):
        return dutch.short_date(field.data) if field.data else ""
    if isinstance(field, TimeField):
        return dutch.clock(field.data) if field.data else ""
    return str(field.data) if field.data not in (None, "") else ""


class WhenForm(SectionForm):
    section = Section.WHEN
    official_id = ChoiceField(_l("Wethouder of burgemeester"), _officials, _l("Kies wie op bezoek komt."), number=True)
    adviser_id = ChoiceField(_l("Bestuursadviseur"), _employees, number=True)
    held_on = DateField(_l("Datum"), required=_l("Vul de datum in."))
    begins = TimeField(_l("Begin"), required=_l("Vul in hoe laat het bezoek begint."))
    ends = TimeField(_l("Einde"), required=_l("Vul in hoe laat het bezoek eindigt."))
    place = LineField(_l("Plaats"), 300)
    kind = LineField(_l("Soort bezoek"), 60, required=_l("Vul in wat voor bezoek het is."))
    state = ChoiceField(_l("Stand"), _statuses, _l("Kies de stand van het bezoek."))

    def shown(self, content: Content) -> dict[str, Any]:
        return {**values_of(content, self.section), "state": content.status}

    def values(self) -> dict[str, Any]:
        """A form of ours has a `status` of its own, so the field has another name."""
        names = [name for name in values_of(self.content, self.section) if name != "status"]
        return {**{name: self[name].data for name in names}, "status": self.state.data}

    def validate(self, extra_validators: Any = None) -> bool:
        """The programme moves along with the beginning; what then does not fit is named."""
        if not super().validate(extra_validators):
            return False
        after = planning.with_moved_programme(self.content, replace(self.content, **self.values()))
        found = planning.row_objections(after)
        self.ends.errors = [labels.misfit_with_row(row.misfit, row.slot) for row in found[:1]]
        return not found


class SentenceRow(RowForm):
    text = SentenceField(_l("Zin"), 600)


class GoalForm(SectionForm):
    section = Section.GOAL
    goal = TextField(_l("Doel in één zin"), 500)
    why_now = TextField(_l("Waarom nu"), 500)
    core = RowsField(
        SentenceRow, _l("Kern"), most=MOST_ROWS,
        validators=[at_most(MOST_CORE, _l("Kies de 3 belangrijkste zinnen."))],
    )  # fmt: skip

    def shown(self, content: Content) -> dict[str, Any]:
        return {**values_of(content, self.section), "core": _sentences(content.core)}

    def values(self) -> dict[str, Any]:
        return {"goal": self.goal.data or "", "why_now": self.why_now.data or "", "core": _texts(self.core)}


def _sentences(texts: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"text": text} for text in texts]


def _texts(field: RowsField) -> tuple[str, ...]:
    return tuple(row["text"] for row in field.rows())


class ProgrammeRow(RowForm):
    begins = TimeField(_l("Begint om"))
    minutes = NumberField(_l("Minuten"), least=1, most=600, required=_l("Vul in hoeveel minuten dit duurt."))
    what = SentenceField(_l("Wat"), 300, required=_l("Vul in wat er gebeurt."))
    who = LineField(_l("Wie"), 200)


class ProgrammeForm(SectionForm):
    section = Section.PROGRAMME
    programme = RowsField(ProgrammeRow, _l("Programma"), blank=3, most=MOST_ROWS)

    def shown(self, content: Content) -> dict[str, Any]:
        return {"programme": [asdict(slot) for slot in content.programme]}

    def values(self) -> dict[str, Any]:
        """Rows without a time follow the row above; then all rows stand in order of time."""
        slots = [Slot(row["begins"], row["minutes"], row["what"], row["who"] or "") for row in self.programme.rows()]
        timed = chained(slots, self.content.begins)
        self._typed_at = sorted(range(len(timed)), key=lambda place: timed[place].begins or self.content.begins)
        return {"programme": tuple(timed[place] for place in self._typed_at)}

    def validate(self, extra_validators: Any = None) -> bool:
        """Each row that does not fit gets its own message, where it was typed."""
        if not super().validate(extra_validators):
            return False
        found = planning.row_objections(replace(self.content, **self.values()))
        for row in found:
            place = self._typed_at[row.misfit.position]
            self.programme.refuse(place, "begins", labels.misfit_sentence(row.misfit, row.slot))
        return not found


class AttendeeRow(RowForm):
    name = LineField(_l("Naam"), 160, required=_l("Vul de naam in."))
    function = LineField(_l("Functie of rol"), 300)
    note = SentenceField(_l("Alleen voor de wethouder"), 300)
    phone = LineField(_l("Telefoon"), 40)


class AttendeesForm(SectionForm):
    section = Section.ATTENDEES
    attendees = RowsField(AttendeeRow, _l("Aanwezigen"), most=MOST_ROWS)

    def shown(self, content: Content) -> dict[str, Any]:
        return {"attendees": [asdict(person) for person in content.attendees]}

    def values(self) -> dict[str, Any]:
        return {"attendees": tuple(Attendee(**_filled(row)) for row in self.attendees.rows())}


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    """The same row with empty text for text that was left out."""
    return {name: "" if value is None else value for name, value in row.items()}


class TalkingPointsForm(SectionForm):
    section = Section.TALKING_POINTS
    talking_points = RowsField(
        SentenceRow, _l("Spreekpunten"), most=MOST_ROWS,
        validators=[at_most(MOST_TALKING_POINTS, _l("Kies de 5 belangrijkste spreekpunten."))],
    )  # fmt: skip

    def shown(self, content: Content) -> dict[str, Any]:
        return {"talking_points": _sentences(content.talking_points)}

    def values(self) -> dict[str, Any]:
        return {"talking_points": _texts(self.talking_points)}


class QuestionRow(RowForm):
    question = SentenceField(_l("Vraag"), 300, required=_l("Vul de vraag in."))
    answer = TextField(_l("Antwoord"), 1000)


class QuestionsForm(SectionForm):
    section = Section.QUESTIONS
    questions = RowsField(
        QuestionRow, _l("Vragen en antwoorden"), most=MOST_ROWS,
        validators=[at_most(MOST_QUESTIONS, _l("Kies de 6 belangrijkste vragen."))],
    )  # fmt: skip

    def shown(self, content: Content) -> dict[str, Any]:
        return {"questions": [asdict(row) for row in content.questions]}

    def values(self) -> dict[str, Any]:
        return {"questions": tuple(Question(**_filled(row)) for row in self.questions.rows())}


class MayRow(RowForm):
    text = SentenceField(_l("Wat"), 600, required=_l("Vul in wat."))
    reason = SentenceField(_l("Waarom"), 300)
    decides = LineField(_l("Wie beslist"), 100)


class PromisesForm(SectionForm):
    section = Section.PROMISES
    may_promise = RowsField(MayRow, _l("Wel toezeggen"), most=MOST_ROWS)
    may_not_promise = RowsField(MayRow, _l("Niet toezeggen"), most=MOST_ROWS)

    def shown(self, content: Content) -> dict[str, Any]:
        return {name: [asdict(row) for row in rows] for name, rows in values_of(content, self.section).items()}

    def values(self) -> dict[str, Any]:
        fields = {"may_promise": self.may_promise, "may_not_promise": self.may_not_promise}
        return {name: tuple(Line(**_filled(row)) for row in field.rows()) for name, field in fields.items()}


class EarlierRow(RowForm):
    text = SentenceField(_l("Belofte"), 600, required=_l("Vul in wat is beloofd."))
    made_on = DateField(_l("Beloofd op"))
    status = ChoiceField(_l("Stand"), _promise_statuses, _l("Kies de stand van de belofte."))


class EarlierForm(SectionForm):
    section = Section.EARLIER
    earlier = RowsField(EarlierRow, _l("Eerdere beloftes"), most=MOST_ROWS)

    def shown(self, content: Content) -> dict[str, Any]:
        return {"earlier": [asdict(row) for row in content.earlier]}

    def values(self) -> dict[str, Any]:
        return {"earlier": tuple(EarlierPromise(**row) for row in self.earlier.rows())}


class SensitiveForm(SectionForm):
    section = Section.SENSITIVE
    sensitive = RowsField(SentenceRow, _l("Gevoelig"), most=MOST_ROWS)

    def shown(self, content: Content) -> dict[str, Any]:
        return {"sensitive": _sentences(content.sensitive)}

    def values(self) -> dict[str, Any]:
        return {"sensitive": _texts(self.sensitive)}


class PressForm(SectionForm):
    section = Section.PRESS
    press_invited = ChoiceField(_l("Is de pers uitgenodigd?"), lambda: [(_YES, _("Ja")), (_NO, _("Nee"))])
    press_arrangement = TextField(_l("Wat is afgesproken?"), 1000)
    spokesperson_id = ChoiceField(_l("Wie doet de woordvoering?"), _employees, number=True)

    def shown(self, content: Content) -> dict[str, Any]:
        word = {True: _YES, False: _NO, None: None}[content.press_invited]
        return {**values_of(content, self.section), "press_invited": word}

    def values(self) -> dict[str, Any]:
        return {
            "press_invited": {_YES: True, _NO: False}.get(self.press_invited.data),
            "press_arrangement": self.press_arrangement.data or "",
            "spokesperson_id": self.spokesperson_id.data,
        }


class PracticalForm(SectionForm):
    section = Section.PRACTICAL
    bike = SentenceField(_l("Fiets"), 300)
    public_transport = SentenceField(_l("Bus of trein"), 300)
    car = SentenceField(_l("Auto"), 300)
    accessibility = SentenceField(_l("Toegankelijk"), 300)
    clothing = SentenceField(_l("Kleding"), 300)
    bad_weather = SentenceField(_l("Slecht weer"), 300)


class ContactForm(SectionForm):
    section = Section.CONTACT
    contact_id = ChoiceField(_l("Contact op de dag"), _employees, number=True)
    deputy_id = ChoiceField(_l("Vervanger"), _employees, number=True)


class MadePromiseRow(RowForm):
    text = SentenceField(_l("Wat is beloofd, letterlijk?"), 600, required=_l("Vul in wat is beloofd."))
    made_to = LineField(_l("Aan wie"), 200, required=_l("Vul in aan wie het is beloofd."))
    made_by_id = ChoiceField(_l("Door wie"), _officials, _l("Kies wie het beloofde."), number=True)
    holder_id = ChoiceField(_l("Wie zorgt ervoor"), _employees, number=True)
    due_on = DateField(_l("Vóór"))
    status = ChoiceField(_l("Stand"), _promise_statuses, _l("Kies de stand van de belofte."))
    done_on = DateField(_l("Gedaan op"))
    explanation = SentenceField(_l("Uitleg"), 600)

    def validate(self, extra_validators: Any = None) -> bool:
        """What is done has a day, what was not kept an explanation."""
        valid = super().validate(extra_validators)
        if self.status.data == "afgedaan" and self.done_on.data is None:
            self.done_on.errors = [_("Vul in wanneer dit is gedaan.")]
        if self.status.data == "niet_nagekomen" and not self.explanation.data:
            self.explanation.errors = [_("Leg uit waarom dit niet is nagekomen.")]
        return valid and not self.errors


class ReportForm(SectionForm):
    section = Section.REPORT
    report = TextField(_l("Verslag"), 6000)
    promises = RowsField(MadePromiseRow, _l("Toegezegd bij dit bezoek"), blank=1, most=MOST_ROWS)

    def shown(self, content: Content) -> dict[str, Any]:
        return {"report": content.report, "promises": [asdict(row) for row in content.promises]}

    def values(self) -> dict[str, Any]:
        rows = tuple(Promise(**{**row, "explanation": row["explanation"] or ""}) for row in self.promises.rows())
        return {"report": self.report.data or "", "promises": rows}


FORMS: dict[Section, type[SectionForm]] = {
    form.section: form
    for form in (
        WhenForm, GoalForm, ProgrammeForm, AttendeesForm, TalkingPointsForm, QuestionsForm, PromisesForm, EarlierForm,
        SensitiveForm, PressForm, PracticalForm, ContactForm, ReportForm,
    )
}  # fmt: skip
