"""Kinds of settings: what a value may be, and how it is kept as plain JSON. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Protocol

from ..characters import FORBIDDEN

MAIL_ADDRESS = re.compile(r"[^@\s<>\",;:]+@[^@\s<>\",;:]+\.[A-Za-z]{2,}")


class Reason(StrEnum):
    """Why a value is refused; the sentence is in labels.py."""

    EMPTY = "empty"
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    STRANGE_SIGNS = "strange_signs"
    NO_YES_OR_NO = "no_yes_or_no"
    NO_NUMBER = "no_number"
    OUT_OF_RANGE = "out_of_range"
    NO_AMOUNT = "no_amount"
    NO_DATES = "no_dates"
    TWICE = "twice"
    TOO_MANY = "too_many"
    NOT_OFFERED = "not_offered"
    NO_COLOUR = "no_colour"
    LOW_CONTRAST = "low_contrast"
    NO_MAIL_ADDRESS = "no_mail_address"
    NO_PICTURE = "no_picture"
    NO_LABELS = "no_labels"
    ORDER = "order"


class Wrong(ValueError):
    """A value that is refused: the reason and what its sentence names."""

    def __init__(self, reason: Reason, **values: Any) -> None:
        super().__init__(reason.value)
        self.reason, self.values = reason, values


class Kind(Protocol):
    """`read` makes a value of plain JSON and raises Wrong; `plain` is the way back."""

    def read(self, plain: Any) -> Any: ...

    def plain(self, value: Any) -> Any: ...


@dataclass(frozen=True)
class Line:
    """One line of text."""

    most: int = 120
    required: bool = False

    def read(self, plain: Any) -> str:
        if not isinstance(plain, str):
            raise Wrong(Reason.NO_TEXT)
        if FORBIDDEN.search(plain) or set(plain) & set("\n\t"):
            raise Wrong(Reason.STRANGE_SIGNS)
        return _sized(plain.strip(), self.most, self.required)

    def plain(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Text:
    """Text of several lines."""

    most: int = 2000
    required: bool = False

    def read(self, plain: Any) -> str:
        if not isinstance(plain, str):
            raise Wrong(Reason.NO_TEXT)
        if FORBIDDEN.search(plain):
            raise Wrong(Reason.STRANGE_SIGNS)
        return _sized(plain.strip(), self.most, self.required)

    def plain(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class YesNo:
    def read(self, plain: Any) -> bool:
        if not isinstance(plain, bool):
            raise Wrong(Reason.NO_YES_OR_NO)
        return plain

    def plain(self, value: bool) -> bool:
        return value


class Unit(StrEnum):
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    HOUR = "hour"
    PEOPLE = "people"


@dataclass(frozen=True)
class Number:
    """A whole number of some unit."""

    unit: Unit
    least: int = 1
    most: int = 365

    def read(self, plain: Any) -> int:
        if isinstance(plain, bool) or not isinstance(plain, int):
            raise Wrong(Reason.NO_NUMBER)
        if not self.least <= plain <= self.most:
            raise Wrong(Reason.OUT_OF_RANGE, least=self.least, most=self.most)
        return plain

    def plain(self, value: int) -> int:
        return value


@dataclass(frozen=True)
class Euros:
    """An amount, kept as text so that no cent is lost."""

    most: Decimal = Decimal("9999999999.99")

    def read(self, plain: Any) -> Decimal:
        if not isinstance(plain, str) or not re.fullmatch(r"\d{1,10}(\.\d{1,2})?", plain):
            raise Wrong(Reason.NO_AMOUNT)
        try:
            amount = Decimal(plain)
        except InvalidOperation:
            raise Wrong(Reason.NO_AMOUNT) from None
        if amount > self.most:
            raise Wrong(Reason.OUT_OF_RANGE, least=0, most=self.most)
        return amount

    def plain(self, value: Decimal) -> str:
        return f"{value:f}"


@dataclass(frozen=True)
class Dates:
    """Days, each once, oldest first."""

    most: int = 60

    def read(self, plain: Any) -> tuple[date, ...]:
        if not isinstance(plain, list) or not all(isinstance(each, str) for each in plain):
            raise Wrong(Reason.NO_DATES)
        try:
            days = [date.fromisoformat(each) for each in plain if re.fullmatch(r"\d{4}-\d\d-\d\d", each)]
        except ValueError:
            raise Wrong(Reason.NO_DATES) from None
        if len(days) != len(plain):
            raise Wrong(Reason.NO_DATES)
        if len(set(days)) != len(days):
            raise Wrong(Reason.TWICE)
        if len(days) > self.most:
            raise Wrong(Reason.TOO_MANY, most=self.most)
        return tuple(sorted(days))

    def plain(self, value: tuple[date, ...]) -> list[str]:
        return [day.isoformat() for day in value]


@dataclass(frozen=True)
class Choice:
    """One of these words."""

    words: tuple[str, ...]

    def read(self, plain: Any) -> str:
        if not isinstance(plain, str) or plain not in self.words:
            raise Wrong(Reason.NOT_OFFERED, offered=", ".join(word for word in self.words if word))
        return plain

    def plain(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Colour:
    """#rrggbb in small letters, or empty: the colour of the style sheet."""

    def read(self, plain: Any) -> str:
        if not isinstance(plain, str):
            raise Wrong(Reason.NO_COLOUR)
        word = plain.strip().lower()
        if re.fullmatch(r"#?[0-9a-f]{3}", word):
            word = "".join(letter * 2 for letter in word.lstrip("#"))
        if word and not re.fullmatch(r"#?[0-9a-f]{6}", word):
            raise Wrong(Reason.NO_COLOUR)
        return word if not word or word.startswith("#") else f"#{word}"

    def plain(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class MailAddress:
    """An e-mail address, or empty."""

    most: int = 200

    def read(self, plain: Any) -> str:
        word = Line(self.most).read(plain)
        if word and not MAIL_ADDRESS.fullmatch(word):
            raise Wrong(Reason.NO_MAIL_ADDRESS)
        return word

    def plain(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Picture:
    """A PNG of ours, kept beside the settings; the value is its SHA-256, or empty."""

    most_bytes: int = 100_000
    most_pixels: int = 1_000_000

    def read(self, plain: Any) -> str:
        if not isinstance(plain, str) or not re.fullmatch(r"([0-9a-f]{64})?", plain):
            raise Wrong(Reason.NO_PICTURE)
        return plain

    def plain(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Labels:
    """A word for some of these keys; a key without a word keeps ours."""

    keys: tuple[str, ...]
    word: Line = field(default_factory=lambda: Line(40))

    def read(self, plain: Any) -> Mapping[str, str]:
        if not isinstance(plain, dict):
            raise Wrong(Reason.NO_LABELS)
        for key in plain:
            if key not in self.keys:
                raise Wrong(Reason.NOT_OFFERED, offered=", ".join(self.keys))
        words = {key: self.word.read(plain[key]) for key in self.keys if key in plain}
        return {key: word for key, word in words.items() if word}

    def plain(self, value: Mapping[str, str]) -> dict[str, str]:
        return {key: value[key] for key in self.keys if value.get(key)}


def _sized(text: str, most: int, required: bool) -> str:
    if required and not text:
        raise Wrong(Reason.EMPTY)
    if len(text) > most:
        raise Wrong(Reason.TOO_LONG, surplus=len(text) - most, most=most)
    return text
