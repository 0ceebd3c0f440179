"""What an agreement says, when it can be offered, and when both sides said yes to the same text."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest

from flask_initiatieven.agreements.agreement import (
    FOOTER,
    STANDARD_DISAGREEING,
    Content,
    SaidYes,
    Section,
    Side,
    Term,
    content_hash,
    is_agreed,
    missing,
    sections,
    sides_that_count,
)
from flask_initiatieven.agreements.composition import Confirmed, Facts, Phone, as_mail, compose
from tests.agreements.conftest import CONTENT

HASH = content_hash(CONTENT)


def facts(content: Content = CONTENT, state: str = "concept", confirmed: tuple[Confirmed, ...] = ()) -> Facts:
    return Facts(
        content=content,
        number=1,
        state=state,
        initiative_number="EW-2026-007",
        initiative_title="Buurttuin",
        municipality="Elzerwoude",
        municipality_phone="14 0999",
        contact=Phone("Carolien Stuiver", "06 00 00 01 01", ""),
        deputy=None,
        initiators=("Samira El Khadri",),
        confirmed=confirmed,
        changed_at=datetime(2026, 5, 20, tzinfo=UTC),
    )


@pytest.mark.parametrize("name", [field.name for field in fields(Content) if field.name != "is_short"])
def test_every_word_of_the_text_counts_in_its_hash(name: str) -> None:
    value = getattr(CONTENT, name)
    other = (*value, "Nog een.") if isinstance(value, tuple) and name != "terms" else f"{value} anders"
    changed = (Term("Grond klaarmaken", "gemeente", date(2026, 6, 6)),) if name == "terms" else other
    assert content_hash(replace(CONTENT, **{name: changed})) != HASH


def test_the_same_text_has_the_same_hash_on_any_day() -> None:
    assert content_hash(replace(CONTENT)) == HASH
    assert HASH == "acafc9f9ecd2bd41311c5e2647653c6e3280ced4ccedf691dd25c86d53efc668"


def test_a_sentence_moved_to_the_other_side_is_another_text() -> None:
    moved = replace(CONTENT, we_do=(*CONTENT.we_do, CONTENT.you_do[0]), you_do=CONTENT.you_do[1:])
    assert content_hash(moved) != HASH


def test_what_the_short_form_does_not_print_does_not_count() -> None:
    short = replace(CONTENT, is_short=True)
    assert content_hash(replace(short, upkeep="U wiedt.")) == content_hash(short)
    assert content_hash(short) != HASH


def test_both_sides_must_say_yes_to_the_same_text() -> None:
    ours, theirs = SaidYes(Side.MUNICIPALITY, HASH), SaidYes(Side.RESIDENT, HASH)
    assert is_agreed([ours, theirs], HASH)
    assert not is_agreed([ours, ours], HASH)
    assert not is_agreed([ours, SaidYes(Side.RESIDENT, "older")], HASH)
    assert sides_that_count([ours, SaidYes(Side.RESIDENT, "older")], HASH) == {Side.MUNICIPALITY}


def test_an_empty_agreement_lacks_what_is_needed_in_the_order_of_the_sections() -> None:
    lacking = missing(Content("procesafspraak"))
    assert lacking[:4] == (Section.ABOUT, Section.OUR_ROLE, Section.WE_DO, Section.YOU_DO)
    assert missing(CONTENT) == ()


def test_a_contact_who_is_his_own_deputy_is_not_enough() -> None:
    assert missing(replace(CONTENT, deputy=CONTENT.contact)) == (Section.CONTACT,)


def test_the_long_form_has_seventeen_sections_and_the_short_form_ten() -> None:
    assert len(sections(is_short=False)) == 17
    numbers = [list(Section).index(section) + 1 for section in sections(is_short=True)]
    assert numbers == [1, 3, 4, 5, 6, 7, 8, 9, 15, 16]


def test_every_section_is_printed_and_an_empty_one_says_so() -> None:
    parts = compose(facts()).parts
    assert [part.number for part in parts] == list(range(1, 18))
    empty = {part.key for part in parts if part.is_empty}
    assert empty == {"upkeep", "safety", "publicity", "personal_data"}


def test_empty_sections_on_change_and_disagreement_get_the_standard_text() -> None:
    last = compose(facts()).parts[-1]
    assert last.heading == "Bent u het niet eens?"
    assert last.paragraphs == (STANDARD_DISAGREEING,)


def test_who_we_are_is_as_written_else_who_said_yes_else_who_it_is_about() -> None:
    said = tuple(Confirmed(side, side, "zichzelf", date(2026, 5, 20), "E-mail") for side in Side)
    assert compose(facts()).parts[1].paragraphs == ("Samira El Khadri en Carolien Stuiver (Gemeente Elzerwoude).",)
    assert "municipality (zichzelf)" in compose(facts(confirmed=said)).parts[1].paragraphs[0]
    assert compose(facts(replace(CONTENT, parties="Wij."), confirmed=said)).parts[1].paragraphs == ("Wij.",)


def test_the_mail_has_every_section_and_the_fixed_footer() -> None:
    text = as_mail(compose(facts()))
    for words in (
        "1. Waar gaat het over?",
        "- U gebruikt geen gif.",
        "- 5 juni 2026, gemeente: Grond klaarmaken",
        FOOTER,
    ):
        assert words in text
