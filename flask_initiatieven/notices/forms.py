"""The form of a rule."""

from __future__ import annotations

from typing import Any

from ..forms import ChoiceField, CreateForm, EditForm, LineField, NumberField, RowForm, RowsField, TextField
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..outbox.delivery import is_address
from . import labels
from .models import NoticeRule
from .rule import (
    PLACEHOLDERS,
    Condition,
    Deed,
    Event,
    Property,
    Rule,
    people_of,
    properties_of,
    unknown_placeholders,
)


def _events() -> list[tuple[str, str]]:
    return [(event.value, labels.of_event(event)) for event in Event]


def _deeds() -> list[tuple[str, str]]:
    return [(deed.value, labels.of_deed(deed)) for deed in Deed]


class RecipientRow(RowForm):
    who = ChoiceField(_l("Voor wie"), labels.recipients)

    def is_blank(self) -> bool:
        return self.who.data is None and not self.who.errors


class _RuleFields:
    name = LineField(_l("Naam van de regel"), 120, required=_l("Geef de regel een naam."))
    event = ChoiceField(_l("Als dit gebeurt"), _events, required=_l("Kies wanneer de regel werkt."))
    condition = ChoiceField(_l("Alleen als"), labels.conditions, blank=_l("altijd"))
    deed = ChoiceField(_l("Doe dan dit"), _deeds, required=_l("Kies een mail of een taak."))
    to = RowsField(RecipientRow, _l("Voor wie"), blank=2, most=6, description=_l("minstens één"))
    address = LineField(_l("Ook naar dit e-mailadres"), 255)
    subject = LineField(_l("Onderwerp van de mail, of titel van de taak"), 200, required=_l("Schrijf een onderwerp."))
    text = TextField(_l("Tekst"), 4000)
    due_days = NumberField(_l("Een taak moet klaar zijn na zoveel werkdagen"), 0, 260)

    def judge(self: Any) -> bool:
        """Rules between the fields; says at the field what to do."""
        self._judge_recipients()
        self._judge_address()
        prop = (self.condition.data or "").partition("=")[0]
        if prop and Property(prop) not in properties_of(Event(self.event.data)):
            self.condition.errors = [_("Dat kan bij deze gebeurtenis niet gevraagd worden. Kies een andere.")]
        for field in (self.subject, self.text):
            for word in unknown_placeholders(field.data or "")[:1]:
                known = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
                message = _("{%(word)s} wordt niet ingevuld. U kunt kiezen uit: %(known)s.", word=word, known=known)
                field.errors = [message]
        return not self.errors

    def _judge_recipients(self: Any) -> None:
        people = {who.value for who in people_of(Event(self.event.data))}
        for position, row in enumerate(self.to.rows()):
            if not row["who"].startswith("role:") and row["who"] not in people:
                self.to.refuse(position, "who", _("Die hoort niet bij wat hier gebeurt. Kies iemand anders."))
        if not self.to.rows() and not self.address.data:
            self.to.errors = [*self.to.errors, _("Kies ten minste één persoon of rol.")]

    def _judge_address(self: Any) -> None:
        if not self.address.data:
            return
        if self.deed.data == Deed.TASK:
            self.address.errors = [_("Een taak gaat naar een persoon of rol. Laat dit veld leeg.")]
        elif not is_address(self.address.data):
            self.address.errors = [_("Dit is geen e-mailadres. Schrijf het zo: naam@example.nl.")]

    def rule(self: Any) -> Rule:
        """What was filled in, as plain values."""
        prop, _equals, value = (self.condition.data or "").partition("=")
        return Rule(
            event=Event(self.event.data),
            deed=Deed(self.deed.data),
            to=tuple(dict.fromkeys(row["who"] for row in self.to.rows())),
            subject=self.subject.data or "",
            text=self.text.data or "",
            condition=Condition(prop, value),
            address=self.address.data or "",
            due_days=self.due_days.data,
        )


class NewRuleForm(_RuleFields, CreateForm):
    def validate(self, extra_validators: Any = None) -> bool:
        return bool(super().validate(extra_validators)) and self.judge()


class RuleForm(_RuleFields, EditForm):
    def validate(self, extra_validators: Any = None) -> bool:
        return bool(super().validate(extra_validators)) and self.judge()


def values(row: NoticeRule) -> dict[str, Any]:
    """A rule as values for the form."""
    plain = ("name", "event", "deed", "address", "subject", "text", "due_days", "version")
    return {
        **{name: getattr(row, name) for name in plain},
        "condition": f"{row.property}={row.value}" if row.property else None,
        "to": [{"who": word} for word in row.to.split()],
    }
