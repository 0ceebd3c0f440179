"""Who gets what: a withheld thing is nowhere in the briefing of that reader."""

from __future__ import annotations

import dataclasses
import json

import pytest

from flask_initiatieven.briefings import facts as f
from flask_initiatieven.briefings.briefing import compose
from flask_initiatieven.briefings.profiles import LEFT_OUT, Profile, Section
from flask_initiatieven.briefings.redaction import for_reader, hiding
from flask_initiatieven.briefings.sheet import Sheet

from . import sample

#: All visits, so that a leak in one corner of the data shows.
VISITS = [*sample.planned_visits(), sample.short_visit(), sample.short_garden()]


def words(facts: f.VisitFacts, profile: Profile) -> str:
    """All that this reader's briefing is made of: values, metadata, file name, and the page itself."""
    briefing = compose(facts, profile)
    values = json.dumps(dataclasses.asdict(briefing), default=str, ensure_ascii=False)
    return values + Sheet().document(briefing).html.replace("&#39;", "'")


def residents(facts: f.VisitFacts) -> list[f.Initiator | f.Attendee]:
    present = [person for person in facts.visit.attendees if person.is_resident]
    return [*facts.initiative.initiators, *present]


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("facts", VISITS, ids=lambda facts: facts.initiative.title)
def test_a_withheld_part_is_not_in_the_briefing(facts: f.VisitFacts, profile: Profile) -> None:
    numbers = {part.number for part in compose(facts, profile).parts}
    assert not numbers & {item for item in LEFT_OUT[profile] if isinstance(item, Section)}


@pytest.mark.parametrize("facts", VISITS, ids=lambda facts: facts.initiative.title)
def test_only_the_alderman_reads_what_is_sensitive(facts: f.VisitFacts) -> None:
    for line in facts.visit.sensitive:
        assert line in words(facts, Profile.ALDERMAN)
        assert not any(line in words(facts, profile) for profile in Profile if profile is not Profile.ALDERMAN)


@pytest.mark.parametrize("profile", [Profile.INTERNAL, Profile.COUNCIL, Profile.PUBLIC])
@pytest.mark.parametrize("facts", VISITS, ids=lambda facts: facts.initiative.title)
def test_residents_phone_numbers_stay_with_the_alderman(facts: f.VisitFacts, profile: Profile) -> None:
    assert not [person.phone for person in residents(facts) if person.phone and person.phone in words(facts, profile)]


@pytest.mark.parametrize("profile", [Profile.COUNCIL, Profile.PUBLIC])
@pytest.mark.parametrize("facts", VISITS, ids=lambda facts: facts.initiative.title)
def test_council_and_public_get_no_mobile_number_and_no_advice(facts: f.VisitFacts, profile: Profile) -> None:
    found = words(facts, profile)
    assert "06 00" not in found
    advice = [*facts.visit.talking_points, *(row.question for row in facts.visit.questions)]
    advice += [line.text for line in (*facts.visit.may_promise, *facts.visit.may_not_promise)]
    advice += [facts.visit.press.arrangement] if facts.visit.press else []
    assert not [text for text in advice if text in found]


@pytest.mark.parametrize("profile", [Profile.COUNCIL, Profile.PUBLIC])
@pytest.mark.parametrize("facts", VISITS, ids=lambda facts: facts.initiative.title)
def test_residents_without_consent_have_no_name(facts: f.VisitFacts, profile: Profile) -> None:
    found = words(facts, profile)
    for person in residents(facts):
        if not person.may_be_named:
            assert not [part for part in person.name.split() if part in found]


def test_the_public_reads_no_names_of_attendees_and_no_reason_for_the_visit() -> None:
    found = words(sample.garden(), Profile.PUBLIC)
    assert "Mieke" not in found
    assert "Twee andere straten" not in found
    assert "intranet.example.nl" not in found
    assert "47 van de 58 buren zijn voor" in found


def test_a_note_typed_behind_a_function_does_not_reach_the_council() -> None:
    assert "Zij was eerst tegen" in words(sample.garden(), Profile.INTERNAL)
    found = words(sample.garden(), Profile.COUNCIL)
    assert "eerst tegen" not in found
    assert "Buurvrouw" in found


def test_the_alderman_gets_the_facts_untouched() -> None:
    assert for_reader(sample.opening(), Profile.ALDERMAN) is not None
    assert for_reader(sample.opening(), Profile.ALDERMAN) == sample.opening()


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Met Anouk Zijderhand naar de loge.", "Met een bewoner naar de loge."),
        ("anouk helpt.", "Een bewoner helpt."),
        ("Vraag het ANOUK of mevrouw Zijderhand.", "Vraag het een bewoner of een bewoner."),
        ("Anouks kast, en Zijderhand's kast.", "Een bewoner kast, en een bewoner kast."),
        ("Anoúk en A. Zijderhand", "Een bewoner en een bewoner"),
        ("Anouk\u00a0Zijderhand.", "Een bewoner."),
        ("De anoukachtige kast blijft.", "De anoukachtige kast blijft."),
        ("Delano Pinas blijft Delano Pinas.", "Delano Pinas blijft Delano Pinas."),
    ],
)
def test_names_without_consent_are_taken_out_of_free_text(typed: str, printed: str) -> None:
    facts = sample.with_visit(sample.opening(), goal=typed)
    assert for_reader(facts, Profile.COUNCIL).visit.goal == printed


def test_somebody_else_with_the_same_first_name_keeps_her_full_name() -> None:
    colleague = f.Attendee("Anouk Peters", "Wijkagent", is_resident=False, may_be_named=True)
    facts = sample.with_visit(sample.opening(), attendees=(colleague,), goal="Anouk Peters en Anouk komen.")
    assert for_reader(facts, Profile.COUNCIL).visit.goal == "Anouk Peters en een bewoner komen."


@pytest.mark.parametrize(
    "typed",
    ["06 00 00 02 10", "06-00000210", "+31 6 00 00 02 10", "+31 (0)6 00000210", "06.00.00.02.10", "(06) 00000210"],
)
def test_a_phone_number_in_any_spelling_is_taken_out_of_free_text(typed: str) -> None:
    facts = sample.with_visit(sample.opening(), goal=f"Bel {typed} vooraf.")
    assert for_reader(facts, Profile.COUNCIL).visit.goal == "Bel (nummer weggelaten) vooraf."
    assert for_reader(facts, Profile.INTERNAL).visit.goal == "Bel (nummer weggelaten) vooraf."


def test_colleagues_keep_the_numbers_of_colleagues() -> None:
    facts = sample.with_visit(sample.opening(), goal="Bel 06 00 00 01 02, of mail d.pinas@example.org.")
    assert for_reader(facts, Profile.INTERNAL).visit.goal == "Bel 06 00 00 01 02, of mail (adres weggelaten)."
    assert for_reader(facts, Profile.COUNCIL).visit.goal == "Bel (nummer weggelaten), of mail (adres weggelaten)."


@pytest.mark.parametrize("typed", ["€ 25.000 op 08-10-2026", "09.00–10.00 uur", "Z-26-2204", "bel 14 0999"])
def test_amounts_dates_and_the_general_number_are_no_phone_numbers(typed: str) -> None:
    facts = sample.with_visit(sample.opening(), goal=typed)
    assert for_reader(facts, Profile.COUNCIL).visit.goal == typed


def test_a_name_in_the_title_is_not_in_the_file_name_of_the_council() -> None:
    briefing = compose(sample.with_initiative(sample.opening(), title="De kast van Anouk"), Profile.COUNCIL)
    assert briefing.file_name == "briefing-2027-01-23-de-kast-van-een-bewoner-raad.pdf"
    assert "Anouk" not in briefing.document_title


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u2060", "\u200d", "\ufeff"])
def test_a_sign_that_takes_no_room_hides_no_name(sign: str) -> None:
    rewrite = hiding(["Wilma Zuiderent"], [], ["06 12 34 98 76"], [])
    assert rewrite(f"Bel Zuider{sign}ent op 06 12{sign} 34 98 76.") == "Bel een bewoner op (nummer weggelaten)."


def with_clash() -> f.VisitFacts:
    """The garden, which also rubs against a point of the programme."""
    facts = sample.garden()
    clash = f.ProgrammeItem("3", "Veilig naar school", "", "schuurt", "De fietsroute wordt smaller.")
    items = (*facts.initiative.programme_items, clash)
    return dataclasses.replace(facts, initiative=dataclasses.replace(facts.initiative, programme_items=items))


@pytest.mark.parametrize("profile", Profile)
def test_what_clashes_with_the_programme_is_sensitive(profile: Profile) -> None:
    found = words(with_clash(), profile)
    for text in ("Schuurt met punt 3", "fietsroute wordt smaller", "Veilig naar school"):
        assert (text in found) is (profile is Profile.ALDERMAN)


def test_a_clash_stands_with_what_is_sensitive_and_not_with_the_programme() -> None:
    parts = {part.number: json.dumps(dataclasses.asdict(part), default=str) for part in compose(with_clash()).parts}
    assert "fietsroute" in parts[Section.SENSITIVE]
    assert "fietsroute" not in parts[Section.POLITICS]
    assert "Draagt bij: een kaal grasveld" in parts[Section.POLITICS]


def test_a_point_of_an_earlier_programme_says_of_which() -> None:
    facts = sample.garden()
    items = (f.ProgrammeItem("2", "Groen", "", "raakt", "Er komt gras.", "2022-2026"),)
    earlier = dataclasses.replace(facts, initiative=dataclasses.replace(facts.initiative, programme_items=items))
    assert "Punt 2 (2022-2026)" in words(earlier, Profile.ALDERMAN)
