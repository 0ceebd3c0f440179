"""In which state the add-on is, judged from what was found in a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from flask_initiatieven.lifecycle.states import Found, Problem, Profile, State, judge

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
STEPS = ("0001_first", "0002_second")
MADE = {"0001_first": {"ini_a", "ini_b"}, "0002_second": {"ini_c"}}
BOOKS = frozenset({"ini_history", "ini_profile"})
PROFILE = Profile(True, 2, "1.0", NOW, "x", NOW, "x")
WHOLE = Found(dict.fromkeys(STEPS, NOW), frozenset({"ini_a", "ini_b", "ini_c", *BOOKS}), PROFILE)


def tables_of(done: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(MADE[name] for name in done))


def state_of(found: Found) -> tuple[State, Problem | None]:
    condition = judge(found, STEPS, BOOKS, tables_of)
    return condition.state, condition.problem


def test_an_empty_database_is_available() -> None:
    assert state_of(Found()) == (State.AVAILABLE, None)


def test_what_an_attempt_leaves_that_was_killed_at_once_is_available() -> None:
    assert state_of(Found({}, BOOKS)) == (State.AVAILABLE, None)


def test_a_table_of_the_host_that_begins_like_ours_does_not_count() -> None:
    assert state_of(Found({}, frozenset({"ini_archive"}))) == (State.AVAILABLE, None)


def test_all_steps_and_an_active_profile_is_installed() -> None:
    assert state_of(WHOLE) == (State.INSTALLED, None)


def test_a_step_that_is_to_do_asks_for_an_upgrade() -> None:
    found = Found({"0001_first": NOW}, frozenset({"ini_a", "ini_b"}))
    condition = judge(found, STEPS, BOOKS, tables_of)
    assert (condition.state, condition.to_do, condition.version) == (State.UPGRADE, ("0002_second",), 1)


def test_a_profile_that_is_gone_asks_for_an_upgrade_which_writes_it_again() -> None:
    assert state_of(replace(WHOLE, profile=None)) == (State.UPGRADE, None)


def test_a_profile_that_is_not_active_is_removed_also_with_steps_to_do() -> None:
    off = replace(PROFILE, active=False)
    assert state_of(replace(WHOLE, profile=off)) == (State.REMOVED, None)
    assert state_of(replace(WHOLE, profile=off, applied={"0001_first": NOW})) == (State.REMOVED, None)


def test_a_step_this_package_does_not_know_is_broken() -> None:
    newer = replace(WHOLE, applied={**WHOLE.applied, "0003_third": NOW})
    assert state_of(newer) == (State.BROKEN, Problem.NEWER)


def test_a_table_that_is_gone_is_broken_and_named() -> None:
    condition = judge(replace(WHOLE, tables=WHOLE.tables - {"ini_b"}), STEPS, BOOKS, tables_of)
    assert (condition.problem, condition.tables) == (Problem.MISSING, ("ini_b",))


def test_half_a_set_of_tables_without_history_is_broken() -> None:
    condition = judge(Found({}, frozenset({"ini_a", *BOOKS})), STEPS, BOOKS, tables_of)
    assert (condition.problem, condition.tables) == (Problem.HALF, ("ini_a",))


def test_conditions_that_differ_have_different_marks() -> None:
    later = replace(PROFILE, changed_at=NOW.replace(hour=13))
    found = [Found(), WHOLE, replace(WHOLE, profile=later), replace(WHOLE, tables=BOOKS)]
    assert len({judge(each, STEPS, BOOKS, tables_of).mark for each in found}) == 4
