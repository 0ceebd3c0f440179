"""Rows of a file: how it is read, what is wrong with it by row, what it would change, and how it is written."""

from __future__ import annotations

from time import process_time

import pytest

from flask_initiatieven.programme.csv_rows import (
    MOST_BYTES,
    MOST_MISTAKES,
    MOST_ROWS,
    Row,
    Standing,
    compare,
    read,
    write,
)

HOLDERS = {"Els de Haan": [4], "Bart Mulder": [5], "Jan Smit": [6, 7]}
HEAD = "code;titel;tekst;portefeuillehouder\n"


def mistakes(text: str) -> list[tuple[int, str]]:
    return [(mistake.row, mistake.problem) for mistake in read(text.encode(), HOLDERS).mistakes]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_the_sign_between_cells_is_found(sign: str) -> None:
    text = sign.join(("code", "titel", "tekst", "portefeuillehouder")) + "\n" + sign.join(("1", "Groen", "", ""))
    assert read(text.encode(), HOLDERS).rows == (Row("1", "Groen"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_usual_encodings_are_read(encoding: str) -> None:
    found = read(f"{HEAD}1;Café in élke straat;;els de haan\n".encode(encoding), HOLDERS)
    assert found.rows == (Row("1", "Café in élke straat", "", 4),)


def test_a_text_may_have_lines_and_signs_between_quotes() -> None:
    found = read(f'{HEAD}1;"Groen; en meer";"Een.\r\n\r\nTwee ""aan"" zet.";\n'.encode(), HOLDERS)
    assert found.rows == (Row("1", "Groen; en meer", 'Een.\n\nTwee "aan" zet.'),)


def test_columns_may_stand_in_any_order_and_empty_rows_are_left_out() -> None:
    assert read(b"Titel,CODE\n\nGroen,1\n,\n", HOLDERS).rows == (Row("1", "Groen"),)


@pytest.mark.parametrize(
    ("text", "row", "problem"),
    [
        ("", 0, "Het bestand is leeg."),
        ("code;tekst\n1;x\n", 1, "De kolom 'titel' ontbreekt."),
        ("code;titel;tekts\n1;x;\n", 1, "De kolom 'tekts' kennen wij niet."),
        ("code;titel;titel\n1;x;\n", 1, "De kolom 'titel' staat er twee keer."),
        (HEAD, 1, "Er staan geen punten onder de kop."),
        (f"{HEAD};Groen;;\n", 2, "De code ontbreekt."),
        (f"{HEAD}1;;;\n", 2, "De titel ontbreekt."),
        (f"{HEAD}1;a;;\n2;b;;\n1;c;;\n", 4, "Code 1 staat ook op rij 2."),
        (f"{HEAD}1;a;;;te veel\n", 2, "Deze rij heeft 5 cellen, de kop heeft er 4."),
        (f"{HEAD}{'1' * 21};a;;\n", 2, "De kolom 'code' heeft 21 tekens. Het mogen er 20 zijn."),
        (f"{HEAD}1;{'a' * 201};;\n", 2, "De kolom 'titel' heeft 201 tekens. Het mogen er 200 zijn."),
        (f"{HEAD}1;a;{'a' * 4001};\n", 2, "De kolom 'tekst' heeft 4001 tekens. Het mogen er 4000 zijn."),
        (f"{HEAD}1;a;;Els de Han\n", 2, "Bestuurder 'Els de Han' bestaat niet."),
        (f"{HEAD}1;a;;Jan Smit\n", 2, "Er is meer dan één bestuurder die 'Jan Smit' heet."),
        (f'{HEAD}1;"a\nb";;\n2;;;\n', 4, "De titel ontbreekt."),
    ],
)
def test_a_mistake_names_its_row(text: str, row: int, problem: str) -> None:
    assert mistakes(text) == [(row, problem)]


def test_a_mistake_says_what_to_do() -> None:
    (mistake,) = read(f"{HEAD}1;a;;Els de Han\n".encode(), HOLDERS).mistakes
    assert mistake.cure.startswith("Bedoelde u 'Els de Haan'?")


def test_every_mistake_is_told_at_once_within_bounds() -> None:
    assert len(mistakes(HEAD + ";;x;\n" * 20)) == 40
    assert len(mistakes(HEAD + ";;x;\n" * 400)) == MOST_MISTAKES


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"x" * (MOST_BYTES + 1), "Het bestand is groter dan 250 kB."),
        (b"PK\x03\x04\x00\x00\x81", "Dit is geen tekstbestand dat wij kunnen lezen."),
        (b"\xff\xfea", "Dit is geen tekstbestand dat wij kunnen lezen."),
        (HEAD.encode() + b"1;a;;\n" * (MOST_ROWS + 1), "Het bestand heeft 501 rijen. Het mogen er 500 zijn."),
    ],
)
def test_what_is_no_list_of_items_is_refused_as_a_whole(content: bytes, problem: str) -> None:
    (mistake,) = read(content, HOLDERS).mistakes
    assert (mistake.row, mistake.problem) == (0, problem)


@pytest.mark.parametrize("row", ['1;"open;;\n2;b;;\n', '1;"a"b;;\n', "1;" + "a" * 140_000 + ";;\n"])
def test_what_can_not_be_cut_into_cells_is_refused_as_a_whole(row: str) -> None:
    (mistake,) = read((HEAD + row).encode(), HOLDERS).mistakes
    assert mistake.problem.startswith("De rijen zijn niet te lezen")


def test_signs_that_can_not_be_seen_are_taken_out() -> None:
    assert read(f"{HEAD}1;Gr\u202eo\x07en;;\n".encode(), HOLDERS).rows == (Row("1", "Groen"),)


def test_new_changed_equal_and_missing_items_are_told_apart() -> None:
    standing = [Standing(Row("1", "Oud")), Standing(Row("2", "Zelfde")), Standing(Row("3", "Weg"))]
    plan = compare([Row("1", "Nieuw"), Row("2", "Zelfde"), Row("4", "Erbij", "", 5)], standing)
    assert [row.code for row in plan.new] == ["4"]
    assert [(change.row.code, change.columns) for change in plan.changed] == [("1", ("titel",))]
    assert [row.code for row in plan.unchanged] == ["2"]
    assert plan.missing == ("3",)


def test_an_archived_item_in_the_file_comes_back_and_one_outside_it_is_not_missing() -> None:
    standing = [Standing(Row("1", "Terug"), True), Standing(Row("2", "Weg"), True)]
    plan = compare([Row("1", "Terug")], standing)
    assert plan.changed[0].columns == ("weer in gebruik",)
    assert plan.missing == ()


@pytest.mark.parametrize(
    "cell", ["=1+1", "+31 6", "-2", "@SUM(A1)", "\t=1", " =1", "'=1", "＝1", "＠A1", "\r=1", "\n=1"]
)
def test_no_cell_is_a_formula_to_a_spreadsheet(cell: str) -> None:
    text = write(("code", "titel"), [("1", cell)]).decode("utf-8-sig")
    written = text.splitlines()[1].split(";", 1)[1].strip('"')
    assert written.startswith("'")
    assert not written.lstrip().startswith(("=", "+", "-", "@"))


def test_what_is_written_reads_back_the_same() -> None:
    rows = [("1", '=Groen; "echt"', "Een.\n\n-twee", "Els de Haan"), ("2", "É", "", "")]
    content = write(("code", "titel", "tekst", "portefeuillehouder"), rows)
    assert content.startswith(b"\xef\xbb\xbf")
    assert read(content, HOLDERS).rows == (Row("1", '=Groen; "echt"', "Een.\n\n-twee", 4), Row("2", "É"))


def test_a_heading_of_thousands_of_columns_is_refused_at_once() -> None:
    begun = process_time()
    found = mistakes(";".join(f"titel{number}" for number in range(16_000)) + "\n1\n")
    assert process_time() - begun < 1
    assert found == [(0, "Het bestand heeft 16000 kolommen. Het mogen er 30 zijn.")]


@pytest.mark.parametrize("title", ["'=1", "''=1", "＝1", "＋1", "'s avonds", "'", "-", "- streep"])
def test_a_title_that_looks_like_a_formula_comes_back_as_it_was(title: str) -> None:
    assert read(write(("code", "titel"), [("1", title)]), {}).rows == (Row("1", title),)
