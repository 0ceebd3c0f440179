"""Every setting of the municipality: group, kind and default. Pure; the words for them are in labels.py.

A group is a frozen dataclass, so that code reads `options.current().terms.pause`. The key of a setting is the name of
its group and its own name: `terms.pause`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any

from ..workdays import Closed
from . import colours
from .kinds import (
    Choice,
    Colour,
    Dates,
    Kind,
    Labels,
    Line,
    MailAddress,
    Number,
    Picture,
    Reason,
    Unit,
    Wrong,
    YesNo,
)

#: keys of our roles, as in access.Role; a test compares them
ROLES = (
    "beheerder", "leidinggevende", "redacteur", "beoordelaar", "uitvoerder", "aanspreekpunt", "vakcollega",
    "bestuursadviseur", "wethouder", "griffie", "lezer",
)  # fmt: skip
ADDRESSES = ("u", "je")
WEEKDAYS = ("", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")


def _is(kind: Kind, default: Any) -> Any:
    """A field of a group: its kind and its default."""
    if isinstance(default, dict):
        return field(default_factory=lambda: dict(default), metadata={"kind": kind})
    return field(default=default, metadata={"kind": kind})


def _days(default: int, most: int = 730) -> Any:
    return _is(Number(Unit.DAYS, 1, most), default)


def _working_days(default: int, most: int = 60) -> Any:
    return _is(Number(Unit.WORKING_DAYS, 1, most), default)


def _months(default: int) -> Any:
    return _is(Number(Unit.MONTHS, 1, 60), default)


@dataclass(frozen=True)
class Municipality:
    name: str = _is(Line(120), "")
    full_name: str = _is(Line(160), "")
    phone: str = _is(Line(40), "")
    #: its word for one initiative, and for more; empty: made from the singular
    initiative: str = _is(Line(60, required=True), "bewonersinitiatief")
    initiatives: str = _is(Line(60), "")
    #: u or je
    address: str = _is(Choice(ADDRESSES), "u")
    college_meets_on: str = _is(Choice(WEEKDAYS), "")
    council_meets_on: str = _is(Choice(WEEKDAYS), "")

    @property
    def has_own_word(self) -> bool:
        """It calls an initiative otherwise than we do."""
        return self.initiative != Municipality().initiative or bool(self.initiatives)

    @property
    def plural(self) -> str:
        """More than one initiative: bewonersinitiatieven."""
        singular = self.initiative
        return self.initiatives or (singular[:-1] + "ven" if singular.endswith("f") else singular + "en")


@dataclass(frozen=True)
class Roles:
    labels: Mapping[str, str] = _is(Labels(ROLES), {})


@dataclass(frozen=True)
class Terms:
    """How long things may take. Days are calendar days unless the name of the unit says working days."""

    receipt: int = _working_days(2)
    first_talk: int = _days(14)
    decision_fast: int = _days(28)
    decision_normal: int = _days(56)
    decision_long: int = _days(91)
    advice: int = _working_days(5)
    agreement: int = _days(14)
    agreement_review: int = _months(6)
    evaluation: int = _days(42)
    yearly_talk: int = _days(365)
    pause: int = _days(90)
    homework_fresh: int = _days(90)
    sounding_fresh: int = _months(6)
    briefing_draft: int = _working_days(5)
    briefing_final: int = _working_days(2)
    report: int = _working_days(3)

    def decision_days(self, route: str) -> int | None:
        """Calendar days from receipt to decision on this route (snel, gewoon, lang); None for another word."""
        return {"snel": self.decision_fast, "gewoon": self.decision_normal, "lang": self.decision_long}.get(route)

    @property
    def sounding_fresh_days(self) -> int:
        """Months as days: six months are 183."""
        return round(self.sounding_fresh * 365.25 / 12)


@dataclass(frozen=True)
class WorkDays:
    closed_on: tuple[date, ...] = _is(Dates(), ())
    bridge_days: bool = _is(YesNo(), False)

    @property
    def closed(self) -> Closed:
        """Days that are no working days here, beside weekends and public holidays."""
        return Closed(frozenset(self.closed_on), self.bridge_days)


@dataclass(frozen=True)
class Visits:
    #: hour of the last day at which the final briefing is ready
    final_hour: int = _is(Number(Unit.HOUR, 7, 18), 12)


@dataclass(frozen=True)
class Style:
    logo: str = _is(Picture(), "")
    logo_on_agreements: bool = _is(YesNo(), True)
    logo_on_briefings: bool = _is(YesNo(), False)
    accent: str = _is(Colour(), "")
    on_accent: str = _is(Colour(), "")
    link: str = _is(Colour(), "")


@dataclass(frozen=True)
class Mail:
    sender_name: str = _is(Line(120), "")
    sender_address: str = _is(MailAddress(), "")


@dataclass(frozen=True)
class Reading:
    #: a group smaller than this is not shown: one could guess who read what
    smallest_group: int = _is(Number(Unit.PEOPLE, 3, 50), 3)


@dataclass(frozen=True)
class Options:
    """All settings of one municipality, as they are in force."""

    municipality: Municipality = field(default_factory=Municipality)
    roles: Roles = field(default_factory=Roles)
    terms: Terms = field(default_factory=Terms)
    work_days: WorkDays = field(default_factory=WorkDays)
    visits: Visits = field(default_factory=Visits)
    style: Style = field(default_factory=Style)
    mail: Mail = field(default_factory=Mail)
    reading: Reading = field(default_factory=Reading)

    def value(self, key: str) -> Any:
        group, name = key.split(".")
        return getattr(getattr(self, group), name)

    def with_values(self, values: Mapping[str, Any]) -> Options:
        """The same with these values, by key."""
        changed = {}
        for group in GROUPS:
            own = {key.split(".")[1]: value for key, value in values.items() if key.split(".")[0] == group}
            if own:
                changed[group] = replace(getattr(self, group), **own)
        return replace(self, **changed) if changed else self


#: groups in the order of the pages
GROUPS: dict[str, type[Any]] = {
    "municipality": Municipality,
    "roles": Roles,
    "terms": Terms,
    "work_days": WorkDays,
    "visits": Visits,
    "style": Style,
    "mail": Mail,
    "reading": Reading,
}


@dataclass(frozen=True)
class Setting:
    key: str
    kind: Kind

    @property
    def group(self) -> str:
        return self.key.split(".")[0]

    @property
    def name(self) -> str:
        return self.key.split(".")[1]


@cache
def settings() -> dict[str, Setting]:
    """Every setting by key, in the order of groups and fields."""
    return {
        f"{group}.{entry.name}": Setting(f"{group}.{entry.name}", entry.metadata["kind"])
        for group, table in GROUPS.items()
        for entry in fields(table)
    }


def of_group(group: str) -> list[Setting]:
    return [setting for setting in settings().values() if setting.group == group]


def nearest(key: str) -> str | None:
    """The setting that somebody probably meant."""
    found = get_close_matches(key, settings(), n=1)
    return found[0] if found else None


def cross_check(options: Options) -> dict[str, Wrong]:
    """What is wrong with settings that are right by themselves, by key."""
    found: dict[str, Wrong] = {}
    terms = options.terms
    if not terms.decision_fast <= terms.decision_normal:
        found["terms.decision_normal"] = Wrong(Reason.ORDER, least=terms.decision_fast)
    elif not terms.decision_normal <= terms.decision_long:
        found["terms.decision_long"] = Wrong(Reason.ORDER, least=terms.decision_normal)
    if terms.briefing_draft < terms.briefing_final:
        found["terms.briefing_draft"] = Wrong(Reason.ORDER, least=terms.briefing_final)
    style = options.style
    if any((style.accent, style.on_accent, style.link)):
        for name, low in colours.too_low(style.accent, style.on_accent, style.link).items():
            found[f"style.{name}"] = Wrong(
                Reason.LOW_CONTRAST, measured=low.measured, needed=low.needed, against=low.against, nearest=low.nearest
            )
    return found
