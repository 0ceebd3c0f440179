"""What a municipality sets is what the product does: terms, working days, words, in every process and mount."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from flask_initiatieven.initiatives.due import Course, Duty, answer_due, duties, months_after
from flask_initiatieven.initiatives.models import Decision
from flask_initiatieven.municipality.models import Mandate
from flask_initiatieven.options import actions, queries
from flask_initiatieven.options.registry import Options, Terms, WorkDays
from flask_initiatieven.outbox import smtp
from flask_initiatieven.visits import queries as visits
from tests.conftest import SAMPLE_NOW, MakeApp, PageClient, inside
from tests.options.conftest import fields_of

RECEIVED = date(2026, 11, 2)


def set_to(app: Flask, key: str, value: object) -> None:
    """Save one setting, as another process would."""
    with inside(app):
        group = key.split(".")[0]
        actions.save(group, {key: value}, queries.version(group))


def page(app: Flask, address: str, person: str = "manager") -> str:
    client = app.test_client()
    assert isinstance(client, PageClient)
    client.person = person
    return client.get(f"/initiatieven/{address}").text


@pytest.fixture
def sample(make_app: MakeApp) -> Flask:
    return make_app(sample=True, now=lambda: SAMPLE_NOW)


def test_the_day_of_a_decision_follows_its_term(sample: Flask) -> None:
    with inside(sample):
        from flask_initiatieven.initiatives.models import Initiative

        row = Initiative.select().where(Initiative.status == "uitwerking", Initiative.route == "gewoon").get()
        before, after = row.received_on + timedelta(56), row.received_on + timedelta(70)
    words = [f"vóór {day.day} " for day in (before, after)]
    assert words[0] in page(sample, f"initiatief/{row.number}")
    set_to(sample, "terms.decision_normal", 70)
    html = page(sample, f"initiatief/{row.number}")
    assert words[1] in html
    assert words[0] not in html


def test_the_terms_of_a_visit_follow_settings_and_closing_days(sample: Flask) -> None:
    with inside(sample):
        assert visits.deadlines_of(date(2026, 12, 3)).draft_on == date(2026, 11, 26)
    set_to(sample, "terms.briefing_draft", 3)
    set_to(sample, "work_days.closed_on", (date(2026, 12, 1),))
    set_to(sample, "visits.final_hour", 17)
    with inside(sample):
        found = visits.deadlines_of(date(2026, 12, 3))
        assert (found.draft_on, found.final_on, found.final_at.hour) == (date(2026, 11, 27), date(2026, 11, 30), 17)


def test_a_change_holds_at_once_in_a_process_that_has_read_already(sample: Flask) -> None:
    with inside(sample):
        assert queries.current().terms.pause == 90
    set_to(sample, "terms.pause", 30)
    with inside(sample):
        assert queries.current().terms.pause == 30


def test_one_request_asks_the_settings_once(sample: Flask) -> None:
    with sample.test_request_context("/initiatieven/"), inside(sample) as mount:
        first = queries.current()
        mount.database.close()
        assert queries.current() is first


def test_two_mounts_have_their_own_settings(make_app: MakeApp, tmp_path: Path) -> None:
    one, other = make_app(), make_app()
    set_to(one, "terms.pause", 30)
    with inside(one):
        assert queries.current().terms.pause == 30
    with inside(other):
        assert queries.current().terms.pause == 90


def test_settings_of_the_host_are_the_default_under_those_of_the_municipality(make_app: MakeApp) -> None:
    app = make_app(closing_days=("2026-12-24",), role_labels={"wethouder": "Bestuurder", "lezer": "Collega"})
    with inside(app):
        assert queries.current().work_days.closed_on == (date(2026, 12, 24),)
    set_to(app, "work_days.closed_on", ())
    set_to(app, "roles.labels", {"wethouder": "Portefeuillehouder"})
    with inside(app):
        found = queries.current()
        assert found.work_days.closed_on == ()
        assert found.roles.labels == {"wethouder": "Portefeuillehouder", "lezer": "Collega"}


def test_before_installation_the_defaults_hold_and_no_file_is_made(make_app: MakeApp) -> None:
    app = make_app(installed=False)
    with inside(app) as mount:
        assert queries.current() == Options()
        if str(mount.database.database).endswith(".sqlite"):
            assert not Path(mount.database.database).exists()


def test_a_value_that_this_version_does_not_take_is_left_out(app: Flask) -> None:
    with inside(app):
        queries.SettingValue.insert(key="terms.pause", value='"lang"').execute()
        queries.SettingValue.insert(key="terms.gone", value="3").execute()
        assert queries.current().terms.pause == 90


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("binnengekomen", {Duty.RECEIPT, Duty.FIRST_TALK, Duty.DECISION}),
        ("uitwerking", {Duty.DECISION}),
        ("akkoord", {Duty.AGREEMENT}),
        ("in_uitvoering", {Duty.EVALUATION}),
        ("in_beheer", {Duty.YEARLY_TALK}),
        ("aangehouden", set()),
        ("afgewezen", set()),
    ],
)
def test_every_status_has_its_duties(status: str, expected: set[Duty]) -> None:
    course = Course(status, "snel", RECEIVED, None, RECEIVED, RECEIVED, None, RECEIVED)
    assert {each.duty for each in duties(course, Terms(), (), RECEIVED)} == expected


def test_a_duty_of_yesterday_is_late() -> None:
    course = Course("akkoord", "snel", RECEIVED, decided_on=RECEIVED)
    found = [each.is_late for day in (14, 15) for each in duties(course, Terms(), (), RECEIVED + timedelta(day))]
    assert found == [False, True]


def test_a_colleague_answers_in_working_days() -> None:
    closed = WorkDays(closed_on=(date(2026, 11, 4),)).closed
    assert answer_due(RECEIVED, Terms(), closed) == date(2026, 11, 10)


def test_months_end_where_the_month_ends() -> None:
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)


def test_an_initiative_is_called_what_the_municipality_calls_it(sample: Flask) -> None:
    set_to(sample, "municipality.initiative", "buurtidee")
    set_to(sample, "municipality.initiatives", "buurtideeën")
    html = page(sample, "lijst", "alice")
    assert "Buurtideeën</h1>" in html
    assert "Buurtidee registreren" in html


def test_mail_comes_from_the_municipality(make_app: MakeApp) -> None:
    app = make_app(mail_from="intranet@example.nl")
    with inside(app):
        assert smtp.sender() == "intranet@example.nl"
    set_to(app, "mail.sender_name", "Gemeente Elzerwoude")
    with inside(app):
        assert smtp.sender() == "Gemeente Elzerwoude <intranet@example.nl>"
    set_to(app, "mail.sender_address", "initiatieven@elzerwoude.nl")
    with inside(app):
        assert smtp.sender() == "Gemeente Elzerwoude <initiatieven@elzerwoude.nl>"


@pytest.mark.parametrize(
    ("change", "typed", "message"),
    [
        ({"valid_until": date(2026, 1, 1)}, {}, "Dit mandaat geldt niet op de dag van het besluit."),
        ({"may_refuse": False}, {"ini-outcome": "nee"}, "Met dit mandaat kan niemand nee zeggen."),
    ],
)
def test_a_decision_fits_its_mandate(
    sample: Flask, change: dict[str, object], typed: dict[str, str], message: str
) -> None:
    with inside(sample):
        decision = Decision.select().where(Decision.mandate.is_null(False), Decision.decided_on > "2026-01-01").get()
        Mandate.update(**change).where(Mandate.id == decision.mandate_id).execute()
        address = f"/initiatieven/initiatief/{decision.initiative.number}/bewerken/besluit"
    client = sample.test_client()
    assert isinstance(client, PageClient)
    client.person = "manager"
    answer = client.post(address, data={**fields_of(client.get(address).text), **typed})
    assert answer.status_code == 422
    assert message in answer.text
