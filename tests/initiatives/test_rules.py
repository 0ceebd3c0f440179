"""The rules of the registry, without a database."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from flask_initiatieven.initiatives import forms, homework, labels, process, sounding, story
from flask_initiatieven.initiatives.homework import Fact
from flask_initiatieven.initiatives.process import Actor, Kind
from flask_initiatieven.initiatives.sounding import Answers

MODEL = process.status_model()
TODAY = date(2026, 11, 23)


def test_the_model_has_its_twelve_states_and_twenty_two_buttons() -> None:
    assert len(MODEL.states) == 12
    assert len(MODEL.transitions) == 22
    assert {state.kind for state in MODEL.states.values()} == set(Kind)


def test_every_state_but_the_first_is_reached_and_every_state_has_a_way_out() -> None:
    reached, waiting = set(), ["binnengekomen"]
    while waiting:
        status = waiting.pop()
        reached.add(status)
        targets = {each.target for each in MODEL.possible(status, ("verkenning",))}
        assert targets
        waiting += targets - reached
    assert reached == set(MODEL.states)


def test_after_a_pause_it_goes_on_where_it_was() -> None:
    steps = ("binnengekomen", "verkenning", "buurt", "uitwerking", "aangehouden")
    assert [each.target for each in MODEL.possible("aangehouden", steps)] == ["uitwerking", "gestopt"]
    assert MODEL.before_pause(("start", "opening", "aangehouden")) == "in_uitvoering"


def test_only_managers_say_no() -> None:
    refusing = [each for each in MODEL.transitions if each.target == "afgewezen"]
    assert [each.actors for each in refusing] == [frozenset({Actor.MANAGER})]


def test_missing_facts_block_and_unknown_ones_are_for_the_reader() -> None:
    button = next(each for each in MODEL.transitions if each.button == "Oppakken")
    known = {"aanspreekpunt": True, "vervanger": False}
    assert process.missing(button, known) == ("vervanger",)
    assert process.to_confirm(button, known) == ("bevestigd_op",)


def test_every_fact_of_the_model_has_words_and_every_judged_fact_a_place_to_mend_it() -> None:
    asked = {fact for each in MODEL.transitions for fact in each.facts}
    assert asked <= set(labels.REQUIRED)
    assert set(story.SECTION_OF.values()) <= set(forms.SECTIONS)


def test_every_section_has_a_name() -> None:
    assert set(labels.SECTIONS) == set(forms.SECTIONS)


def test_readiness_counts_and_names_what_is_missing() -> None:
    known = dict.fromkeys(Fact, True) | {Fact.PARTIES: False}
    found = homework.readiness(known)
    assert (found.done, found.total, found.missing) == (4, 5, (Fact.PARTIES,))
    assert not found.is_complete
    assert homework.readiness({}).done == 0


def test_a_fact_is_old_after_ninety_days() -> None:
    assert not homework.is_stale(TODAY - timedelta(days=90), TODAY)
    assert homework.is_stale(TODAY - timedelta(days=91), TODAY)
    assert not homework.is_stale(None, TODAY)


def test_funding_adds_up_or_says_what_is_left() -> None:
    rows = [(Decimal(1900), True), (Decimal(300), False)]
    found = homework.coverage(Decimal(2400), rows)
    assert (found.found, found.certain, found.gap, found.adds_up) == (2200, 1900, 200, False)
    assert homework.coverage(Decimal(2200), rows).adds_up
    assert homework.coverage(None, rows).gap is None


def test_answers_add_up_and_an_opponent_is_heard() -> None:
    assert Answers(58, 47, 7, 4).adds_up
    assert not Answers(58, 47, 7, 5).adds_up
    assert Answers(58, 47, 7, 4).needs_objection
    assert not Answers(2, 1, 1, 0).needs_objection


def test_the_bars_of_the_chart_fill_it() -> None:
    bars = sounding.bars(Answers(58, 47, 7, 4))
    assert [bar.key for bar in bars] == ["for", "neutral", "against"]
    assert round(sum(bar.length for bar in bars)) == 100
    assert [bar.key for bar in sounding.bars(Answers(3, 3, 0, 0))] == ["for"]
    assert sounding.bars(Answers(0, 0, 0, 0)) == ()
    assert Answers(0, 0, 0, 0).share(0) == 0


def test_a_sounding_is_old_after_half_a_year() -> None:
    assert sounding.is_old(date(2026, 4, 29), TODAY)
    assert not sounding.is_old(date(2026, 10, 7), TODAY)
