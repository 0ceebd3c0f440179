"""Rules: on an event, when the condition holds, a mail or a task."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

import flask_initiatieven
from flask_initiatieven import audit
from flask_initiatieven.database import db
from flask_initiatieven.initiatives.models import Initiative
from flask_initiatieven.municipality.models import District, Person
from flask_initiatieven.notices import actions, queries
from flask_initiatieven.notices.models import Task
from flask_initiatieven.notices.rule import BY_ACTION, Condition, Deed, Event, Property, Rule, Who
from flask_initiatieven.outbox.models import Mail
from flask_initiatieven.roles import actions as roles
from flask_initiatieven.vision.models import PageVersion
from tests.conftest import MakeApp, inside

MAIL = Rule(
    Event.INITIATIVE_REGISTERED, Deed.MAIL, (Who.CONTACT,), "Nieuw: {titel}", "Kijk op {link}. Groet, {wie} {onbekend}"
)


@pytest.fixture
def initiative(app: Flask) -> Initiative:
    with inside(app) as mount:
        kees = Person.create(key="kees", name="Kees", email="kees@example.nl")
        district = District.create(code="WK01", name="Zonneveld", contact=kees)
        found: Initiative = Initiative.create(
            number="EW-2026-001", title="Buurttuin", slug="buurttuin", contact=kees, district=district,
            changed_at=mount.now(),
        )  # fmt: skip
    return found


def switched_on(rule: Rule) -> None:
    actions.switch(actions.make_rule("Proef", rule, f"{rule.deed:0>32}"), True)


def happens(initiative: Initiative, action: str = "registreren") -> None:
    with db.atomic():
        audit.record(action, f"initiative:{initiative.id}")


def changed(rule: Rule, **values: Any) -> Rule:
    return Rule(**{**vars(rule), **values})


def test_a_mail_waits_for_the_contact_with_the_words_filled_in(app: Flask, initiative: Initiative) -> None:
    with inside(app):
        switched_on(MAIL)
        happens(initiative)
        row = Mail.get()
    assert (row.address, row.subject) == ("kees@example.nl", "Nieuw: Buurttuin")
    assert row.text == "Kijk op /initiatieven/initiatief/EW-2026-001. Groet, het systeem {onbekend}"


def test_the_link_in_a_mail_is_of_the_public_address(make_app: MakeApp) -> None:
    app = make_app(sample=True, public_url="https://intranet.example.nl")
    with inside(app):
        rule = actions.outcome(MAIL, f"initiative:{Initiative.get(Initiative.contact.is_null(False)).id}")
    assert "https://intranet.example.nl/initiatieven/initiatief/" in rule.text


def test_a_rule_that_is_off_does_nothing(app: Flask, initiative: Initiative) -> None:
    with inside(app):
        actions.make_rule("Proef", MAIL, "0" * 32)
        happens(initiative)
        assert Mail.select().count() == 0


def test_a_change_that_is_undone_leaves_no_mail(app: Flask, initiative: Initiative) -> None:
    with inside(app):
        switched_on(MAIL)
        with db.atomic() as change:
            audit.record("registreren", f"initiative:{initiative.id}")
            change.rollback()
        assert Mail.select().count() == 0


@pytest.mark.parametrize(("status", "mails"), [("binnengekomen", 1), ("verkenning", 0)])
def test_a_condition_decides(app: Flask, initiative: Initiative, status: str, mails: int) -> None:
    with inside(app):
        switched_on(changed(MAIL, condition=Condition(Property.STATUS, status)))
        happens(initiative)
        assert Mail.select().count() == mails


def test_a_task_for_a_role_is_on_the_desk_of_who_has_it_until_one_finishes_it(
    app: Flask, initiative: Initiative
) -> None:
    with inside(app):
        rule = changed(MAIL, deed=Deed.TASK, to=("role:leidinggevende",), due_days=5)
        switched_on(rule)
        happens(initiative)
        number = Task.get().id
    client = app.test_client()
    page = client.get("/initiatieven/taken", headers={"X-Person": "manager"})
    assert "Nieuw: Buurttuin" in page.text
    token = page.text.split('name="ini-csrf_token" value="')[1].split('"')[0]
    post = {"data": {"ini-csrf_token": token}}
    assert client.post(f"/initiatieven/taken/{number}/klaar", headers={"X-Person": "bob"}, **post).status_code == 404
    client.post(f"/initiatieven/taken/{number}/klaar", headers={"X-Person": "manager"}, **post)
    assert "U hebt geen taken" in client.get("/initiatieven/taken", headers={"X-Person": "manager"}).text


def test_mail_to_a_role_goes_to_who_was_given_it_and_to_employees_with_that_word(
    app: Flask, initiative: Initiative
) -> None:
    with inside(app):
        roles.give_role("zoe@example.nl", "Zoë", "leidinggevende")
        Person.create(key="jan", name="Jan", email="jan@example.nl", role="leidinggevende")
        switched_on(changed(MAIL, to=("role:leidinggevende", Who.CONTACT, Who.CONTACT)))
        happens(initiative)
        addresses = sorted(row.address for row in Mail.select())
    assert addresses == ["jan@example.nl", "kees@example.nl", "zoe@example.nl"]


def test_a_rule_that_fails_does_not_undo_the_work(
    app: Flask, initiative: Initiative, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(object: str) -> None:
        raise ValueError("no")

    monkeypatch.setattr("flask_initiatieven.notices.facts.about", broken)
    with inside(app):
        switched_on(MAIL)
        happens(initiative)
        assert audit.AuditEntry.select().where(audit.AuditEntry.action == "registreren").count() == 1
    assert "Rule 1 failed" in caplog.text


def test_a_dry_run_says_what_would_have_happened_and_sends_nothing(app: Flask, initiative: Initiative) -> None:
    with inside(app):
        happens(initiative)
        row = actions.make_rule("Proef", changed(MAIL, address="post@example.nl"), "0" * 32)
        [(_entry, outcome)] = actions.dry_run(queries.as_rule(row))
        assert [each.email for each in outcome.to] == ["kees@example.nl", "post@example.nl"]
        assert Mail.select().count() == 0
    page = app.test_client().get(f"/initiatieven/beheer/regels/{row.id}/proef", headers={"X-Person": "admin"})
    assert "Nieuw: Buurttuin" in page.text


def test_a_dry_run_says_why_a_rule_does_nothing(app: Flask, initiative: Initiative) -> None:
    with inside(app):
        for rule, reason in (
            (changed(MAIL, condition=Condition(Property.STATUS, "gestopt")), "De voorwaarde klopt hier niet."),
            (changed(MAIL, to=(Who.DEPUTY,)), "Er is niemand voor wie dit is."),
        ):
            assert actions.outcome(rule, f"initiative:{initiative.id}").why_not == reason
        assert actions.outcome(MAIL, "initiative:999").why_not == "Dit is er niet meer."


def test_the_owner_of_a_text_hears_that_it_was_sent_back(make_app: MakeApp) -> None:
    app = make_app(sample=True)
    with inside(app):
        row = PageVersion.get(PageVersion.owner.is_null(False))
        switched_on(Rule(Event.PAGE_SENT_BACK, Deed.MAIL, (Who.OWNER,), "Terug: {titel}", "{link}"))
        with db.atomic():
            audit.record("terugsturen", f"page_version:{row.id}")
        found = Mail.get()
    assert found.subject == f"Terug: {row.title}"
    assert found.address == "g.windhorst@example.nl"


def test_every_event_is_one_that_the_log_knows() -> None:
    source = "".join(path.read_text("utf-8") for path in Path(flask_initiatieven.__file__).parent.rglob("*.py"))
    assert not [word for word in BY_ACTION if source.count(f'"{word}"') < 2]


def test_a_task_leads_to_what_it_is_about(app: Flask, initiative: Initiative) -> None:
    with inside(app) as mount:
        number = Task.create(
            role="leidinggevende", object=f"initiative:{initiative.id}", title="Kijk", made_at=mount.now()
        ).id
    client, place = app.test_client(), f"/initiatieven/taken/{number}"
    answer = client.get(place, headers={"X-Person": "manager"})
    assert answer.location == "/initiatieven/initiatief/EW-2026-001"
    assert client.get(place, headers={"X-Person": "bob"}).status_code == 404
