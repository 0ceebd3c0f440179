"""YAML text → plain values that remember their line.

Read event by event instead of with a loader: a loader loses lines, lets the last of two equal keys win,
expands aliases without end and turns `no` into False and 21:30 into 1290. Here `true`, `false`, numbers,
dates (2026-12-03) and null get their type; decimals keep their digits; all else is the text as written.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any, TypeAlias

import yaml

from .mistakes import ImportRefused, Mistake, Path

MAX_BYTES = 10 * 1024 * 1024
MAX_DEPTH = 20
MAX_VALUES = 1_000_000

# The reader in C is ten times faster; PyYAML has it where libyaml was there at build time.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEAN = {word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")}
_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DECIMAL_NUMBER = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,6}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Control characters, lone surrogates, and marks that turn the reading direction of text around them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_NAMING_KEYS = ("nummer", "id", "code", "sleutel")


class Mapping(dict[str, Any]):
    """A mapping of the file, with the line of each key."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str | int, int] = {}


class Sequence(list[Any]):
    """A list of the file, with the line of each item."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str | int, int] = {}


Container: TypeAlias = Mapping | Sequence


@dataclass(frozen=True, slots=True)
class Source:
    """A file that could be read: its values, and what was wrong in how it was written."""

    values: Mapping
    mistakes: tuple[Mistake, ...] = ()

    def mistake(self, path: Path, problem: str, expected: str) -> Mistake:
        """A mistake at this path, with its line and its place in words."""
        return Mistake(self.line(path), self.place(path), problem, expected)

    def line(self, path: Path) -> int:
        """The line of the value; of what should have held it when it is not there."""
        node: Any = self.values
        line = self.values.line
        for step in path:
            line = node.lines.get(step, line) if isinstance(node, Container) else line
            node = _child(node, step)
        return line

    def place(self, path: Path) -> str:
        """`initiatieven[3] (EW-2026-011) → feiten → kosten → bedrag`; positions count from 1."""
        node: Any = self.values
        parts: list[str] = []
        for step in path:
            node = _child(node, step)
            if isinstance(step, int) and parts:
                parts[-1] += f"[{step + 1}]{_name_of(node)}"
            else:
                parts.append(_short(str(step)))
        return " → ".join(parts)


def _child(node: Any, step: str | int) -> Any:
    if isinstance(node, Mapping):
        return node.get(str(step))
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
        return node[step]
    return None


def _name_of(node: Any) -> str:
    """The name by which people know a row: " (EW-2026-011)", or nothing."""
    names = [node.get(key) for key in _NAMING_KEYS] if isinstance(node, Mapping) else []
    return next((f" ({name[:40]})" for name in names if isinstance(name, str) and name), "")


def read(file: str | FilePath) -> Source:
    """Read an import file.

    Raises ImportRefused when there is nothing to go on: no file, no UTF-8, no YAML, too big, no mapping.
    """
    return parse(_text_of(FilePath(file)))


def _text_of(file: FilePath) -> str:
    if file.is_dir():
        raise _refused(0, f"{file} is een map.", "Geef de naam van een bestand.")
    if not file.is_file():
        raise _refused(0, f"Het bestand {file} bestaat niet.", "Kijk de naam en de map na.")
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise _refused(0, f"Het bestand {file} is niet te lezen: {error.strerror}.", "Kijk de rechten na.") from None
    if len(data) > MAX_BYTES:
        raise _refused(0, "Het bestand is groter dan 10 MB.", "Verdeel het over meer bestanden.")
    return _decoded(data)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refused(
            line, "Hier staat een teken dat geen UTF-8 is.", "Sla het bestand op met de codering UTF-8."
        ) from None


def parse(text: str) -> Source:
    """Read YAML text. Raises ImportRefused as `read` does."""
    text = unicodedata.normalize("NFC", text)
    _refuse_invisible(text)
    reader = _Reader()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            reader.take(event)
    except ImportRefused as refused:
        raise ImportRefused([*reader.mistakes, *refused.mistakes]) from None
    except yaml.YAMLError as error:
        raise ImportRefused([*reader.mistakes, _syntax_mistake(error)]) from None
    return reader.finished()


def _refuse_invisible(text: str) -> None:
    found = [
        _invisible(text.count("\n", 0, match.start()) + 1, match[0])
        for match, _ in zip(_INVISIBLE.finditer(text), range(100), strict=False)
    ]
    if found:
        raise ImportRefused(found)


@dataclass(slots=True)
class _Frame:
    container: Container
    path: Path
    key: str | None = None
    duplicate: bool = False


@dataclass(slots=True)
class _Reader:
    """Builds the values from the parser's events, without recursion."""

    mistakes: list[Mistake] = field(default_factory=list)
    root: Any = None
    documents: int = 0
    count: int = 0
    stack: list[_Frame] = field(default_factory=list)

    def take(self, event: Any) -> None:
        """Handle one event of the parser."""
        line = event.start_mark.line + 1
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_tag(event, line)
            self._refuse_escaped(event.value, line)
            self._place(event.value if self._at_key() else _value_of(event), line)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_tag(event, line)
            self._enter(Mapping(line) if isinstance(event, yaml.MappingStartEvent) else Sequence(line), line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            raise _refused(
                line,
                f"Hier staat een verwijzing naar een ander stuk van het bestand (*{event.anchor}).",
                "Schrijf het stuk hier voluit op.",
            )
        elif isinstance(event, yaml.DocumentStartEvent):
            self._start_document(line)

    def finished(self) -> Source:
        """The whole file. Raises ImportRefused when it is empty or not a mapping."""
        if self.root is None:
            raise _refused(0, "Het bestand is leeg.", "Kijk in voorbeelden.yaml hoe een bestand eruitziet.")
        if not isinstance(self.root, Mapping):
            raise _refused(
                1,
                "Het bestand begint niet met namen van onderdelen.",
                "Begin met: schema: flask-initiatieven/voorbeelden/1.",
            )
        return Source(self.root, tuple(self.mistakes))

    def _start_document(self, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _refused(line, "Hier begint een tweede document (---).", "Zet alles in één document.")

    def _refuse_tag(self, event: Any, line: int) -> None:
        if event.tag not in (None, "!"):
            raise _refused(
                line,
                f"Hier staat een YAML-label ({event.tag}).",
                "Haal het label weg; alleen gewone waarden mogen.",
            )

    def _refuse_escaped(self, text: str, line: int) -> None:
        """Text in double quotes may name any character by its number."""
        if found := _INVISIBLE.search(text):
            raise ImportRefused([_invisible(line, found[0])])

    def _at_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].container, Mapping) and self.stack[-1].key is None

    def _enter(self, container: Container, line: int) -> None:
        if self._at_key():
            raise _refused(
                line,
                "Een naam van een veld kan geen lijst of groep zijn.",
                "Staat er een { of [ in een tekst? Zet de tekst dan tussen aanhalingstekens.",
            )
        path = self._place(container, line)
        if len(self.stack) >= MAX_DEPTH:
            raise _refused(line, f"Hier zitten meer dan {MAX_DEPTH} lagen in elkaar.", "Kijk de inspringing na.")
        self.stack.append(_Frame(container, path))

    def _place(self, value: Any, line: int) -> Path:
        """Put a key or value where it belongs; the path it now has."""
        self.count += 1
        if self.count > MAX_VALUES:
            raise _refused(
                line, f"Het bestand heeft meer dan {MAX_VALUES} waarden.", "Verdeel het over meer bestanden."
            )
        if not self.stack:
            self.root = value
            return ()
        frame = self.stack[-1]
        if isinstance(frame.container, Sequence):
            frame.container.lines[len(frame.container)] = line
            frame.container.append(value)
            return (*frame.path, len(frame.container) - 1)
        if frame.key is None:
            self._start_key(frame, frame.container, value, line)
            return frame.path
        return self._finish_key(frame, frame.container, value)

    def _start_key(self, frame: _Frame, container: Mapping, key: str, line: int) -> None:
        frame.key, frame.duplicate = key, key in container
        if not frame.duplicate:
            container.lines[key] = line
            return
        place = Source(self.root).place((*frame.path, key))
        self.mistakes.append(
            Mistake(
                line,
                place,
                f"'{_short(key)}' staat hier voor de tweede keer; de eerste keer is op regel {container.lines[key]}.",
                "Haal een van de twee weg.",
            )
        )

    def _finish_key(self, frame: _Frame, container: Mapping, value: Any) -> Path:
        key = str(frame.key)
        frame.key = None
        if not frame.duplicate:
            container[key] = value
        return (*frame.path, key)


def _value_of(event: Any) -> Any:
    """What a scalar means: quoted text is text; plain text may be null, a boolean, a number or a date."""
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _NULL:
        return None
    if text in _BOOLEAN:
        return _BOOLEAN[text]
    if _WHOLE_NUMBER.fullmatch(text):
        return int(text)
    if _DECIMAL_NUMBER.fullmatch(text):
        return Decimal(text)
    return date_or_text(text)


def date_or_text(text: str) -> datetime.date | str:
    """The date that "2026-12-03" means; the text itself when it is no date of the calendar."""
    if not _DATE.fullmatch(text):
        return text
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text


#: What the parser says, and what the writer of the file can do about it.
_ADVICE = (
    (
        "mapping values are not allowed",
        "Er staat een dubbele punt te veel, of de regel springt verkeerd in.",
        "Zet een tekst met een dubbele punt tussen aanhalingstekens.",
    ),
    (
        "cannot start any token",
        "Hier staat een tab of een teken dat hier niet mag.",
        "Spring in met spaties, en zet een tekst met bijzondere tekens tussen aanhalingstekens.",
    ),
    (
        "expected <block end>",
        "Deze regel springt anders in dan de regels erboven.",
        "Laat regels die bij elkaar horen even ver inspringen.",
    ),
    (
        "did not find expected key",
        "Deze regel springt anders in dan de regels erboven, of er mist een aanhalingsteken.",
        "Laat regels die bij elkaar horen even ver inspringen.",
    ),
    (
        "did not find expected '-' indicator",
        "Deze regel springt anders in dan de regels erboven.",
        "Laat regels die bij elkaar horen even ver inspringen.",
    ),
    (
        "expected ',' or",
        "Hier mist een komma of een haakje.",
        "Scheid waarden met een komma en sluit elk haakje.",
    ),
    (
        "could not find expected ':'",
        "Hier mist een dubbele punt na de naam van het veld.",
        "Schrijf: naam: waarde.",
    ),
    ("expected node content", "Hier hoort een waarde.", "Vul een waarde in, of haal het teken hiervoor weg."),
    ("comment or line break", "Achter > of | hoort niets meer te staan.", "Begin de tekst op de volgende regel."),
    (
        "alphabetic or numeric character",
        "Een waarde begint met & of *.",
        "Zet een tekst met bijzondere tekens tussen aanhalingstekens.",
    ),
    ("<document start>", "Hier begint iets dat nergens bij hoort.", "Kijk de inspringing na."),
    (
        "unexpected end of stream",
        "Er is een aanhalingsteken dat niet wordt gesloten.",
        "Sluit de tekst met een aanhalingsteken.",
    ),
)


def _syntax_mistake(error: yaml.YAMLError) -> Mistake:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    for words, problem, expected in _ADVICE:
        if words in str(error):
            return _mistake(line, f"De YAML klopt niet, bij teken {column}. {problem}", expected)
    return _mistake(
        line,
        f"De YAML klopt niet, bij teken {column}.",
        "Kijk de inspringing, de aanhalingstekens en de haakjes op deze en de vorige regel na.",
    )


def _invisible(line: int, character: str) -> Mistake:
    number = f"U+{ord(character):04X}"
    return _mistake(line, f"Hier staat een onzichtbaar teken ({number}).", "Haal het weg, of typ de regel opnieuw.")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _mistake(line: int, problem: str, expected: str) -> Mistake:
    return Mistake(line, "", problem, expected)


def _refused(line: int, problem: str, expected: str) -> ImportRefused:
    return ImportRefused([_mistake(line, problem, expected)])
