"""From the previous release, with its rows, to this one; rehearsed first."""

from __future__ import annotations

import re

import peewee as pw
import pytest
from flask import Flask

from flask_initiatieven import audit
from flask_initiatieven.database import no_file_yet
from flask_initiatieven.errors import Failed
from flask_initiatieven.lifecycle import actions as lifecycle
from flask_initiatieven.lifecycle import condition, steps
from flask_initiatieven.lifecycle.models import LifeEvent, Profile
from flask_initiatieven.lifecycle.states import State
from flask_initiatieven.version import VERSION
from tests.conftest import MakeApp, inside
from tests.lifecycle import releases


@pytest.fixture
def old(make_app: MakeApp) -> Flask:
    """A host whose database is of the previous release."""
    app = make_app(installed=False)
    with inside(app) as mount:
        releases.build(mount.database)
    return app


def run(app: Flask, *words: str) -> str:
    answer = app.test_cli_runner().invoke(args=["initiatieven", *words], catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_every_row_of_the_previous_release_is_there_after_upgrading(old: Flask) -> None:
    run(old, "upgrade")
    with inside(old) as mount:
        after = releases.rows(mount.database)
    for table, found in releases.ROWS.items():
        there = {row["id"]: row for row in after[table]}
        for values in found["rows"]:
            was = dict(zip(found["columns"], values, strict=True))
            now = {name: there[was["id"]][name] for name in was}
            assert plain(now) == plain(was), table


def plain(row: dict[str, object]) -> dict[str, object]:
    """PostgreSQL has true where SQLite has 1, and 12000.00 where it has 12000."""
    return {name: _number(value) for name, value in row.items()}


def _number(value: object) -> object:
    try:
        return float(str(int(value) if isinstance(value, bool) else value))
    except ValueError:
        return str(value)


def test_upgrading_gives_the_same_tables_as_installing(old: Flask, make_app: MakeApp) -> None:
    run(old, "upgrade")
    with inside(old) as mount:
        upgraded = releases.schema_of(mount.database)
    with inside(make_app(installed=False)) as mount:
        lifecycle.install(mount)
        assert releases.schema_of(mount.database) == upgraded


def test_a_rehearsal_changes_nothing_and_says_what_each_step_did(old: Flask) -> None:
    with inside(old) as mount:
        before = releases.schema_of(mount.database), releases.rows(mount.database)
        report = lifecycle.rehearse(mount)
        assert (releases.schema_of(mount.database), releases.rows(mount.database)) == before
        assert report.names == tuple(name for name in steps.names() if name > releases.LAST)
        chain = report.steps[0]
        assert chain.rows >= len(releases.ROWS["initiatieven_audit_entry"]["rows"])
        assert "initiatieven_audit_head" in chain.tables
        assert "initiatieven_audit_entry.hash" in chain.columns


def test_a_rehearsal_before_installing_makes_no_database(make_app: MakeApp) -> None:
    app = make_app(installed=False)
    assert f"Proef: {len(steps.known())} stappen gelukt" in run(app, "install", "--proef")
    with inside(app) as mount:
        assert condition.status(mount).state is State.AVAILABLE
        assert no_file_yet(mount.database) or releases.schema_of(mount.database) == []


def test_upgrading_writes_profile_log_and_audit(old: Flask) -> None:
    run(old, "upgrade")
    with inside(old):
        profile = Profile.get()
        assert (profile.active, profile.version, profile.package) == (True, steps.known()[-1].number, VERSION)
        events = list(LifeEvent.select().order_by(LifeEvent.id))
        assert (events[0].what, events[0].result, events[0].by) == ("bijwerken", "gelukt", "opdrachtregel")
        assert [event.step for event in events[1:]] == [name for name in steps.names() if name > releases.LAST]
        entry = audit.AuditEntry.select().order_by(audit.AuditEntry.id.desc()).get()
        assert (entry.action, entry.object) == ("bijwerken", "module:initiatieven")


def test_a_step_that_fails_takes_all_steps_back_and_is_in_the_log(old: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    last = steps.known()[-1]
    steps.tables_of(())  # known before the step is broken
    real = steps.Step.carry_out

    def carry_out(step: steps.Step, database: pw.Database) -> None:
        real(step, database)
        if step == last:
            raise ZeroDivisionError

    monkeypatch.setattr(steps.Step, "carry_out", carry_out)
    with inside(old) as mount:
        before = releases.rows(mount.database)
        with pytest.raises(
            Failed, match=f"Stap {last.name} is mislukt \\(ZeroDivisionError\\). Er is niets veranderd."
        ):
            lifecycle.install(mount)
        assert releases.rows(mount.database) == before
        event = LifeEvent.get()
        assert (event.result, last.name in event.detail) == ("mislukt", True)
        assert condition.status(mount).state is State.UPGRADE


def test_the_status_tells_both_versions_and_each_step(old: Flask) -> None:
    text = run(old, "status")
    assert "Toestand: bijwerken nodig" in text
    assert f"Versie van het programma: {VERSION}" in text
    assert f"Versie van de gegevens: 2 → {steps.known()[-1].number}" in text
    assert "gedaan  0002_fixed_texts  Zet bevestigde afspraken" in text
    assert "te doen 0004_profile  Maakt de tabellen voor de toestand" in text


def test_every_step_says_in_one_dutch_line_what_it_does() -> None:
    for step in steps.known():
        assert step.meaning.endswith("."), step.name
        assert re.search(r"\b(de|het|een|voor|van|en)\b", step.meaning), step.name


@pytest.mark.parametrize("command", ["install", "upgrade", "status", "uninstall"])
def test_help_is_dutch(old: Flask, command: str) -> None:
    text = run(old, command, "--help")
    assert text.startswith("Gebruik: ")
    assert "Laat deze uitleg zien." in text
    assert "Options" not in text
