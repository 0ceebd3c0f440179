"""Every field of the format has its kind and bounds; each refusal says what was expected."""

from __future__ import annotations

from typing import Any

import pytest

from flask_initiatieven.importing import shape, source
from flask_initiatieven.initiatives import labels as initiatives
from flask_initiatieven.visits import labels as visits
from tests.importing.sample import changed, initiative, mistakes_in

NUMBER = "EW-2026-007"


def only_mistake(field: str, value: Any, number: str = NUMBER) -> tuple[str, str, str]:
    """Set one field of an initiative ("bezoek.begin") and give the only mistake: place, problem, expected."""
    *way, last = field.split(".")

    def change(values: dict[str, Any]) -> None:
        place = initiative(values, number)
        for step in way:
            place = place[int(step) if step.isdigit() else step]
        place[int(last) if last.isdigit() else last] = value

    (mistake,) = mistakes_in(changed(change))
    return mistake.place, mistake.problem, mistake.expected


def test_the_sample_has_no_mistakes() -> None:
    assert mistakes_in(changed(lambda values: None)) == ()


def test_an_unknown_field_is_refused_with_the_one_that_may_be_meant() -> None:
    def change(values: dict[str, Any]) -> None:
        row = initiative(values, NUMBER)
        row["samenvating"] = row.pop("samenvatting")

    missing, unknown = sorted(mistakes_in(changed(change)), key=lambda mistake: mistake.problem)
    assert missing.place == "initiatieven[1] (EW-2026-007) → samenvatting"
    assert missing.problem == "Dit veld ontbreekt."
    assert unknown.problem == "Het veld 'samenvating' bestaat hier niet."
    assert unknown.expected.startswith("Bedoelde u 'samenvatting'?")


@pytest.mark.parametrize(
    ("field", "value", "problem", "expected"),
    [
        ("titel", None, "Dit veld is leeg.", "Verwacht: tekst van ten hoogste 160 tekens."),
        ("titel", "x" * 161, "Deze tekst heeft 161 tekens.", "Maak hem korter: ten hoogste 160 tekens."),
        ("locatie", 12, "Hier hoort tekst, maar '12' is geen tekst zonder aanhalingstekens.", 'Schrijf: "12"'),
        ("locatie", True, "Hier hoort tekst, maar true is geen tekst zonder aanhalingstekens.", 'Schrijf: "true"'),
        ("locatie", ["a"], "Een lijst past hier niet.", "Verwacht: tekst"),
        ("route", "snell", "'snell' is hier geen bekend woord.", "Bedoelde u 'snel'? Verwacht: een van: snel, gewoon"),
        ("gebied", "Zonneveld", "'Zonneveld' past hier niet.", "Verwacht: een groep velden (naam: waarde)."),
        ("themas", "groen", "'groen' past hier niet.", "Verwacht: een lijst met ten hoogste 20 regels"),
        ("themas.1", None, "Deze regel van de lijst is leeg.", "Vul hem in of haal hem weg."),
        ("slug", "De Hoek!", "'De Hoek!' past hier niet.", "Verwacht: kleine letters, cijfers en streepjes"),
        ("nummer", "7", "'7' past hier niet.", "Verwacht: een nummer als EW-2026-007"),
        ("buurt.tegen", -4, "-4 is te klein.", "Verwacht: een heel getal van 0 tot en met 1000000"),
        ("buurt.tegen", "4", "'4' is tekst, want het staat tussen aanhalingstekens.", "Schrijf: 4."),
        ("feiten.kosten.bedrag", "€ 2.400", "'€ 2.400' is geen bedrag.", "Verwacht: een bedrag als 2400 of 2400.50"),
        ("feiten.kosten.per_jaar", -1, "Het bedrag -1 past hier niet.", "Verwacht: een bedrag"),
        ("feiten.kosten.dekking.0.zeker", "ja", "'ja' is geen ja of nee.", "Bedoelde u true?"),
        ("initiatiefnemers.0.email", "samira", "'samira' past hier niet.", "Verwacht: een e-mailadres"),
        ("initiatiefnemers.0.telefoon", "thuis", "'thuis' past hier niet.", "Verwacht: een telefoonnummer"),
        ("initiatiefnemers", [], "Deze lijst heeft 0 regels.", "Verwacht: ten minste 1 en ten hoogste 20 regels."),
        ("tijdlijn.0.datum", "16 april", "'16 april' is geen datum.", "Verwacht: een datum als 2026-12-03"),
        ("feiten.duur.eind", "3026-06-05", "Het jaar 3026 past hier niet.", "Verwacht: een datum tussen 1990 en 2099."),
        ("bezoek.begin", "9:30", "'9:30' is geen tijd.", 'Bedoelde u "09.30"? Verwacht: een tijd als "15.00"'),
        ("bezoek.begin", "25.00", "'25.00' is geen tijd.", 'Verwacht: een tijd als "15.00"'),
        ("bezoek.spreekpunten", list("abcdef"), "Deze lijst heeft 6 regels.", "Verwacht: ten hoogste 5 regels."),
        ("bezoek.programma.0.minuten", 0, "0 is te klein.", "Verwacht: een heel getal van 1 tot en met 1440"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_with_what_was_expected(field: str, value: Any, problem: str, expected: str) -> None:
    place, found, advice = only_mistake(field, value)
    assert place.startswith("initiatieven[1]")
    assert found == problem
    assert advice.startswith(expected)


def test_a_time_and_an_amount_may_be_written_without_quotes() -> None:
    text = (
        changed(lambda values: None)
        .replace("begin: '15.00'", "begin: 15.00")
        .replace("bedrag: 300\n", "bedrag: 300.00\n")
    )
    assert "begin: 15.00\n" in text
    assert "bedrag: 300.00\n" in text
    assert mistakes_in(text) == ()


def test_an_empty_value_and_a_field_left_out_are_the_same() -> None:
    def change(values: dict[str, Any]) -> None:
        row = initiative(values, "EW-2026-030")
        for field in (
            "buurt",
            "feiten",
            "collegas",
            "coalitie_punten",
            "besluit",
            "afspraken",
            "bezoek",
            "gemeenterol",
        ):
            del row[field]

    assert mistakes_in(changed(change)) == ()


def test_a_file_may_be_small() -> None:
    assert (
        mistakes_in(
            "schema: flask-initiatieven/voorbeelden/1\nbestuurders:\n  - {id: b-a, naam: A, functie: Wethouder}\n"
        )
        == ()
    )


def test_a_file_without_the_name_of_its_format_is_refused() -> None:
    (mistake,) = mistakes_in("bestuurders:\n  - {id: b-a, naam: A, functie: Wethouder}\n")
    assert (mistake.place, mistake.problem) == ("schema", "Dit veld ontbreekt.")


def test_mistakes_in_one_list_do_not_hide_those_further_on() -> None:
    def change(values: dict[str, Any]) -> None:
        values["medewerkers"][0] = None
        values["medewerkers"][2] = "Femke"
        values["initiatieven"][11]["route"] = "langzaam"

    places = [mistake.place for mistake in mistakes_in(changed(change)) if "bestaat niet" not in mistake.problem]
    assert places == ["medewerkers[1]", "medewerkers[3]", "initiatieven[12] (EW-2026-005) → route"]


def test_a_short_text_is_one_line_and_a_story_keeps_its_lines() -> None:
    def change(values: dict[str, Any]) -> None:
        row = initiative(values, NUMBER)
        row["titel"] = " Tuin\nen   hoek "
        row["motivatie"]["tekst"] = "Een.\n\nTwee.\n"

    data, mistakes = shape.check(source.parse(changed(change)))
    assert mistakes == []
    assert data["initiatieven"][0]["titel"] == "Tuin en hoek"
    assert data["initiatieven"][0]["motivatie"]["tekst"] == "Een.\n\nTwee."


def words(schema: type[shape.Fields], field: str) -> set[str]:
    choice = schema().fields[field]
    assert isinstance(choice, shape.Choice)
    return set(choice.words)


@pytest.mark.parametrize(
    ("schema", "field", "labels"),
    [
        (shape.Initiative, "soort", initiatives.KINDS),
        (shape.Referred, "soort", initiatives.KINDS),
        (shape.Initiative, "route", initiatives.ROUTES),
        (shape.Initiative, "gemeenterol", initiatives.MUNICIPAL_ROLES),
        (shape.Motive, "aanleiding", initiatives.CAUSES),
        (shape.Decision, "niveau", initiatives.LEVELS),
        (shape.CouncilMoment, "soort", initiatives.COUNCIL_KINDS),
        (shape.Agreement, "soort", initiatives.AGREEMENT_KINDS),
        (shape.Agreement, "status", initiatives.AGREEMENT_STATES),
        (shape.Visit, "status", visits.STATUSES),
        (shape.VisitPromise, "status", visits.PROMISE_STATUSES),
    ],
)
def test_a_word_that_may_be_written_has_a_label_on_the_pages(
    schema: type[shape.Fields], field: str, labels: dict[str, Any]
) -> None:
    assert words(schema, field) <= {str(key) for key in labels}


def test_two_spellings_of_yes_on_conditions_are_both_understood() -> None:
    assert words(shape.Decision, "uitkomst") - {"ja_mits"} == set(initiatives.OUTCOMES)
