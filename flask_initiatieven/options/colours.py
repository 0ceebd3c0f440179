"""Contrast of colours by the formula of WCAG 2.2, and the nearest colour that passes. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

WHITE = "#ffffff"
#: colours of our own style sheet, used where the municipality chose none
ACCENT, ON_ACCENT = "#1b59a4", WHITE
#: text, also of links; 3:1 for a focus ring follows from it, because ring and links are judged against white
TEXT, RING = 4.5, 3.0


@dataclass(frozen=True)
class TooLow:
    """A colour that can't be read: measured and needed ratio, against which colour, and one that passes."""

    measured: float
    needed: float
    against: str
    nearest: str


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb: 0 is black, 1 is white."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def too_low(accent: str, on_accent: str, link: str) -> dict[str, TooLow]:
    """Which of accent, on_accent and link can't be read; an empty one is that of our style sheet.

    The accent is judged against white, as buttons, borders, focus ring and (without a colour of their own) links lie
    on it; the text on it against the accent, once that is one that passes.
    """
    found = {}
    ground = accent or ACCENT
    if accent and contrast(accent, WHITE) < (RING if link else TEXT):
        found["accent"] = _low(accent, WHITE, RING if link else TEXT)
    if link and contrast(link, WHITE) < TEXT:
        found["link"] = _low(link, WHITE, TEXT)
    if "accent" not in found and contrast(on_accent or ON_ACCENT, ground) < TEXT:
        text = on_accent or ON_ACCENT
        found["on_accent"] = _low(text, ground, TEXT)
    return found


def nearest_passing(colour: str, against: str, needed: float) -> str:
    """The same colour, only as much darker or lighter as the ratio asks; black or white when there is no other."""

    def passes(candidate: str) -> bool:
        return contrast(candidate, against) >= needed

    found = [_toward(colour, end, passes) for end in ("#000000", WHITE) if passes(end)]
    return min(found, key=lambda each: _distance(each, colour), default="#000000")


def _low(colour: str, against: str, needed: float) -> TooLow:
    measured = int(contrast(colour, against) * 100) / 100  # rounded down: 4,499 does not pass as 4,5
    return TooLow(measured, needed, against, nearest_passing(colour, against, needed))


def _toward(colour: str, end: str, passes: Callable[[str], bool]) -> str:
    """The first colour on the way to `end` that passes."""
    here, there = _parts(colour), _parts(end)
    low, high = 0, 255
    while low < high:
        middle = (low + high) // 2
        if passes(_mixed(here, there, middle)):
            high = middle
        else:
            low = middle + 1
    return _mixed(here, there, high)


def _mixed(here: tuple[int, ...], there: tuple[int, ...], share: int) -> str:
    return "#" + "".join(f"{round(a + (b - a) * share / 255):02x}" for a, b in zip(here, there, strict=True))


def _distance(one: str, other: str) -> int:
    return sum((a - b) ** 2 for a, b in zip(_parts(one), _parts(other), strict=True))


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
