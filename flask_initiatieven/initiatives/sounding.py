"""What the neighbourhood said, in numbers: when they add up, when they are old. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Answers:
    """Numbers of people, never names."""

    reached: int
    in_favour: int
    neutral: int
    against: int

    @property
    def adds_up(self) -> bool:
        return self.in_favour + self.neutral + self.against == self.reached

    @property
    def needs_objection(self) -> bool:
        """Who is against is heard: the strongest objection must be written down."""
        return self.against > 0

    def share(self, part: int) -> int:
        """Whole percents of who was reached; 0 when nobody was."""
        return round(100 * part / self.reached) if self.reached else 0


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of the chart: where it starts and how long it is, in hundredths of the whole."""

    key: str
    start: float
    length: float


def bars(answers: Answers) -> tuple[Bar, ...]:
    """The parts of the chart, left to right; parts of nobody are left out."""
    parts = (("for", answers.in_favour), ("neutral", answers.neutral), ("against", answers.against))
    total = sum(count for _, count in parts)
    found: list[Bar] = []
    start = 0.0
    for key, count in parts:
        if count:
            length = round(100 * count / total, 2)
            found.append(Bar(key, round(start, 2), length))
            start += length
    return tuple(found)


def is_old(held_on: date | None, today: date, fresh_days: int = 183) -> bool:
    """Longer than so many days ago; 183 is six months."""
    return held_on is not None and (today - held_on).days > fresh_days
