"""What is printed of a governing text: every word decided. In Dutch whatever the language of the screen."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from .. import dutch
from ..paper import clean
from .publication import Line, PageKind, PageLineKind, Stage, VersionContent

KINDS = {
    PageKind.VISION: "Visie",
    PageKind.MISSION: "Missie",
    PageKind.ROLES: "Rolverdeling",
    PageKind.FREE: "",
}
BODIES = {"college": "het college", "raad": "de raad", "directie": "de directie"}
STATES = {
    Stage.DRAFT: "concept",
    Stage.REVIEW: "concept, ter beoordeling",
    Stage.PLANNED: "concept, publicatie is gepland",
    Stage.PUBLISHED: "gepubliceerd",
    Stage.REPLACED: "vervangen door een nieuwe versie",
    Stage.WITHDRAWN: "ingetrokken",
    Stage.DELETED: "verwijderd",
}
EXPIRED = "verlopen"
_DRAFTS = (Stage.DRAFT, Stage.REVIEW, Stage.PLANNED)
_TAG = re.compile(r"(<[^>]*>)")


@dataclass(frozen=True)
class Facts:
    """Plain values of one version. `rich` holds its rich text as HTML for paper, by the name of the field."""

    content: VersionContent
    rich: dict[str, str]
    kind: str
    key: str
    number: int
    stage: str
    is_over: bool
    owner: str
    municipality: str
    changed_at: datetime


@dataclass(frozen=True)
class Point:
    title: str
    text: str


@dataclass(frozen=True)
class Part:
    """One section: at most one of rich text, a sentence to remember, points, items and questions."""

    heading: str
    rich: Markup = Markup()
    sentence: str = ""
    points: tuple[Point, ...] = ()
    is_ordered: bool = False
    items: tuple[str, ...] = ()
    questions: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Fact:
    label: str
    words: str


@dataclass(frozen=True)
class Composed:
    """The text in words. `warning` says in capitals that it is not in force; empty when it is."""

    title: str
    kind: str
    municipality: str
    version: str
    warning: str
    credit: str
    in_short: tuple[str, ...]
    text: Markup
    parts: tuple[Part, ...]
    facts: tuple[Fact, ...]
    created: datetime
    file_name: str


def compose(facts: Facts) -> Composed:
    """Decide every word of the paper."""
    content = facts.content
    state = EXPIRED if facts.stage == Stage.PUBLISHED and facts.is_over else STATES[Stage(facts.stage)]
    return Composed(
        title=content.title,
        kind=KINDS[PageKind(facts.kind)],
        municipality=facts.municipality,
        version=f"Versie {facts.number} · {state}",
        warning=_warning(facts),
        credit=_credit(content),
        in_short=tuple(line.text for line in content.of(PageLineKind.IN_SHORT)),
        text=_lifted(_printable(facts.rich.get("text", ""))),
        parts=tuple(part for part in _parts(facts) if _has_words(part)),
        facts=tuple(Fact(label, words) for label, words in _about(facts, state) if words),
        created=facts.changed_at,
        file_name=f"{facts.key}-versie-{facts.number}.pdf",
    )


def _warning(facts: Facts) -> str:
    if facts.stage in _DRAFTS:
        return "Concept"
    return "" if facts.stage == Stage.PUBLISHED and not facts.is_over else "Geldt niet meer"


def _credit(content: VersionContent) -> str:
    """ "Vastgesteld door het college op 22 september 2026, besluit B-2026-212." """
    if not content.adopted_by:
        return ""
    on = f" op {dutch.plain_date(content.adopted_on)}" if content.adopted_on else ""
    number = f", besluit {content.decision_number}" if content.decision_number else ""
    return f"Vastgesteld door {BODIES.get(content.adopted_by, content.adopted_by)}{on}{number}."


def _parts(facts: Facts) -> tuple[Part, ...]:
    content = facts.content
    rich = {name: _printable(text) for name, text in facts.rich.items()}
    return (
        Part("Waarom", rich.get("why", Markup())),
        Part("Onze missie", sentence=content.mission),
        Part("Onze visie", rich.get("vision", Markup())),
        Part("Onze uitgangspunten", points=_points(content, PageLineKind.PRINCIPLE), is_ordered=True),
        Part("Onze rollen", points=_points(content, PageLineKind.ROLE)),
        Part("Zo werkt het", points=_points(content, PageLineKind.STEP), is_ordered=True),
        Part(
            "Wat verwachten wij van u als collega?",
            items=tuple(line.text for line in content.of(PageLineKind.EXPECTATION)),
        ),
        Part("Wat als het nee is?", rich.get("if_no", Markup())),
        Part(
            "Veelgestelde vragen",
            questions=tuple((line.title, _paragraphs(line.text)) for line in content.of(PageLineKind.QUESTION)),
        ),
        Part("Contact", rich.get("contact", Markup())),
    )


def _has_words(part: Part) -> bool:
    return bool(part.rich or part.sentence or part.points or part.items or part.questions)


def _points(content: VersionContent, kind: PageLineKind) -> tuple[Point, ...]:
    return tuple(Point(_heading(line), " ".join(line.text.split())) for line in content.of(kind))


def _heading(line: Line) -> str:
    """With a capital and a full stop, as the text goes on behind it."""
    title = line.title[:1].upper() + line.title[1:]
    return title if title.endswith((".", "?", "!")) or not title else f"{title}."


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip())


def _about(facts: Facts, state: str) -> tuple[tuple[str, str], ...]:
    content = facts.content
    begins, ends = (dutch.plain_date(day) if day else "" for day in (content.valid_from, content.valid_until))
    until = f"tot en met {ends}" if ends else ""
    return (
        ("Versie", f"{facts.number}, {state}"),
        ("Vastgesteld door", BODIES.get(content.adopted_by, content.adopted_by)),
        ("Vastgesteld op", dutch.plain_date(content.adopted_on) if content.adopted_on else ""),
        ("Besluitnummer", content.decision_number),
        ("Geldig", " ".join(filter(None, (f"vanaf {begins}" if begins else "", until)))),
        ("Opnieuw bekijken op", dutch.plain_date(content.review_on) if content.review_on else ""),
        ("Eigenaar", facts.owner),
        ("Wat is er veranderd", content.change),
    )


def _printable(rich: str) -> Markup:
    """The same HTML with its words as they can be printed."""
    pieces = _TAG.split(rich)
    words = [
        piece if piece.startswith("<") else html.escape(clean(html.unescape(piece)), quote=False) for piece in pieces
    ]
    return Markup("".join(words))  # noqa: S704 # nosec B704 (cleaned HTML, and words that were escaped)


def _lifted(rich: Markup) -> Markup:
    """The text itself has no heading above it: its own headings come one level up."""
    return Markup(re.sub(r"(</?h)([34])>", lambda found: f"{found[1]}{int(found[2]) - 1}>", rich))  # noqa: S704 # nosec B704
