"""YAML text becomes plain values that know their line; what can't be read is refused in plain Dutch."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from flask_initiatieven.importing import source
from flask_initiatieven.importing.mistakes import ImportRefused, Mistake
from tests.importing.sample import SAMPLE


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def either_reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML's reader in C and the one in Python."""
    if not hasattr(yaml, request.param):
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(source, "_LOADER", getattr(yaml, request.param))


def refusal(text: str) -> tuple[Mistake, ...]:
    with pytest.raises(ImportRefused) as refused:
        source.parse(text)
    return refused.value.mistakes


@pytest.mark.usefixtures("either_reader")
def test_the_sample_reads_as_a_plain_yaml_loader_reads_it() -> None:
    text = SAMPLE.read_text("utf-8")
    assert source.parse(text).values == yaml.safe_load(text)


def test_every_value_knows_its_line_and_its_place_in_words() -> None:
    found = source.read(SAMPLE)
    path = ("initiatieven", 5, "feiten", "kosten", "bedrag")
    assert "bedrag: 14000" in SAMPLE.read_text("utf-8").splitlines()[found.line(path) - 1]
    assert found.place(path) == "initiatieven[6] (EW-2026-011) → feiten → kosten → bedrag"


def test_a_field_that_is_not_there_has_the_line_of_what_should_hold_it() -> None:
    found = source.parse("a: 1\ngroep:\n  b: 2\n")
    assert found.line(("groep", "weg")) == 2


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"), ("ja", "ja"), ("21:30", "21:30"), ("010", "010"), ("0612345678", "0612345678"),
        ("1_000", "1_000"), ("0x1F", "0x1F"), ("1e3", "1e3"), ("2026-02-30", "2026-02-30"), ('"12"', "12"),
        ("12", 12), ("-3", -3), ("true", True), ("~", None), ("", None), ("15.00", Decimal("15.00")),
        ("2026-12-03", datetime.date(2026, 12, 3)), ('"2026-12-03"', "2026-12-03"),
    ],
)  # fmt: skip
def test_a_value_means_what_its_writer_sees(written: str, meant: object) -> None:
    assert source.parse(f"veld: {written}").values == {"veld": meant}
    assert type(source.parse(f"veld: {written}").values["veld"]) is type(meant)


@pytest.mark.usefixtures("either_reader")
@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: [1, 2", 1, "Hier mist een komma of een haakje."),
        ("a: b: c", 1, "Er staat een dubbele punt te veel"),
        ("a:\n\t- b", 2, "Hier staat een tab of een teken dat hier niet mag."),
        ('a: "niet dicht', 1, "aanhalingsteken dat niet wordt gesloten"),
        ("a: 1\n- b", 2, "De YAML klopt niet"),
    ],
)
def test_a_syntax_error_is_told_in_dutch_with_its_line(text: str, line: int, words: str) -> None:
    (mistake,) = refusal(text)
    assert mistake.line in (line, line + 1)  # libyaml sees an open bracket only at the end
    assert words in mistake.problem


@pytest.mark.usefixtures("either_reader")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Het bestand is leeg."),
        ("# alleen uitleg\n", "Het bestand is leeg."),
        ("- 1\n", "Het bestand begint niet met namen van onderdelen."),
        ("a: &x 1\nb: *x\n", "Hier staat een verwijzing naar een ander stuk van het bestand (*x)."),
        ("a: !!python/object/apply:os.system [ls]\n", "Hier staat een YAML-label"),
        ("[a, b]: 1\n", "Een naam van een veld kan geen lijst of groep zijn."),
        ("a: 1\n---\nb: 2\n", "Hier begint een tweede document (---)."),
        ("a: " + "[" * 50, "Hier zitten meer dan 20 lagen in elkaar."),
        ("a: b\u202ec\n", "Hier staat een onzichtbaar teken (U+202E)."),
        ("a: b\x00c\n", "Hier staat een onzichtbaar teken (U+0000)."),
    ],
)
def test_what_an_import_file_never_needs_is_refused(text: str, words: str) -> None:
    assert refusal(text)[0].problem.startswith(words)


def test_a_key_that_stands_twice_is_a_mistake_and_the_first_one_counts() -> None:
    found = source.parse("groep:\n  a: 1\n  a: 2\n")
    (mistake,) = found.mistakes
    assert (mistake.line, mistake.place) == (3, "groep → a")
    assert mistake.problem == "'a' staat hier voor de tweede keer; de eerste keer is op regel 2."
    assert found.values == {"groep": {"a": 1}}


def test_a_mistake_before_a_syntax_error_is_told_too() -> None:
    assert [mistake.line for mistake in refusal("a: 1\na: 2\nb: [\n")] == [2, 4]


def test_a_bomb_of_aliases_is_refused_at_the_first_alias() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n"
    assert refusal(bomb)[0].line == 2


def test_letters_with_loose_accents_become_one_letter() -> None:
    assert source.parse("naam: Cafe\u0301").values == {"naam": "Café"}


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: None, "bestaat niet."),
        (lambda path: path.mkdir(), "is een map."),
        (lambda path: path.write_bytes(b"a: 1\nnaam: Caf\xe9\n"), "Hier staat een teken dat geen UTF-8 is."),
        (lambda path: path.write_bytes(b"#" * (source.MAX_BYTES + 1)), "Het bestand is groter dan 10 MB."),
    ],
)
def test_a_file_that_can_not_be_read_is_refused(tmp_path: Path, make: Any, words: str) -> None:
    path = tmp_path / "bestand.yaml"
    make(path)
    with pytest.raises(ImportRefused) as refused:
        source.read(path)
    assert words in refused.value.mistakes[0].problem


def test_the_line_of_a_wrong_byte_is_told(tmp_path: Path) -> None:
    (tmp_path / "bestand.yaml").write_bytes(b"a: 1\nnaam: Caf\xe9\n")
    with pytest.raises(ImportRefused) as refused:
        source.read(tmp_path / "bestand.yaml")
    assert refused.value.mistakes[0].line == 2


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "bestand.yaml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert source.read(tmp_path / "bestand.yaml").values == {"a": 1}


@pytest.mark.usefixtures("either_reader")
@pytest.mark.parametrize("escape", ["\\0", "\\x07", "\\u202E"])
def test_a_hidden_character_written_by_its_number_is_refused_too(escape: str) -> None:
    (mistake,) = refusal(f'a: 1\nb: "x{escape}y"\n')
    assert (mistake.line, mistake.problem[:36]) == (2, "Hier staat een onzichtbaar teken (U+")
