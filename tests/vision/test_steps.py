"""From concept to published and on: which step, what it needs, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from flask_initiatieven import signals
from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.errors import Refused
from flask_initiatieven.vision import actions, queries
from flask_initiatieven.vision.models import Page, PageEvent, PageVersion
from flask_initiatieven.vision.publication import NEED_COMMENT, Refusal, Stage, Step, refusal
from tests.conftest import PageClient, inside
from tests.vision.conftest import version
from tests.vision.filling import fields, send

AsPerson = Callable[[str], PageClient]
PAGE = "/initiatieven/visie/visie"
COPY = f"{PAGE}/versie/2"
#: step → stages in which it can be done
POSSIBLE = {
    Step.EDIT: "draft", Step.SUBMIT: "draft", Step.TAKE_BACK: "review planned", Step.SEND_BACK: "review planned",
    Step.SCHEDULE: "draft review planned", Step.UNSCHEDULE: "planned", Step.PUBLISH: "draft review planned",
    Step.WITHDRAW: "published", Step.EXPIRE: "published", Step.COPY: "published", Step.REVERT: "replaced withdrawn",
    Step.DELETE: "draft review planned published replaced withdrawn", Step.RESTORE: "deleted",
}  # fmt: skip


@pytest.mark.parametrize("step", POSSIBLE)
def test_a_step_can_be_done_at_its_own_stages_alone(step: Step) -> None:
    can = {stage for stage in Stage if refusal(step, stage, "Omdat het moet.") is None}
    assert can == set(map(Stage, POSSIBLE[step].split()))


@pytest.mark.parametrize("step", POSSIBLE)
def test_sending_back_and_withdrawing_need_a_comment(step: Step) -> None:
    stage = Stage(POSSIBLE[step].split()[0])
    assert (refusal(step, stage, " \n") is Refusal.NO_COMMENT) == (step in NEED_COMMENT)


def current(app: Flask, number: int) -> PageVersion:
    with inside(app):
        found = queries.version(("visie", number))
        assert found
        return found


def story(app: Flask) -> list[tuple[str, str, str]]:
    """Steps with who and why, first first."""
    with inside(app):
        return [
            (row.action, row.by_name, row.comment) for row in PageEvent.select().order_by(PageEvent.id) if row.by_id
        ]


def test_the_walk_from_concept_to_published_by_an_editor_and_a_reviewer(
    app: Flask, as_person: AsPerson, draft: str
) -> None:
    editor, reviewer = as_person("editor"), as_person("reviewer")
    send(editor, f"{COPY}/insturen", comment="Klopt de missie?")
    assert current(app, 2).stage() == "review"
    send(reviewer, f"{COPY}/terugsturen", comment="De missie is te lang.")
    assert "De missie is te lang." in editor.get(COPY).text
    send(editor, f"{COPY}/insturen")
    send(reviewer, f"{COPY}/publiceren", page=COPY)
    assert (current(app, 1).stage(), current(app, 2).stage()) == ("replaced", "published")
    assert story(app) == [
        ("submit", "Editor", "Klopt de missie?"),
        ("send_back", "Reviewer", "De missie is te lang."),
        ("submit", "Editor", ""),
        ("publish", "Reviewer", ""),
    ]


def test_a_manager_publishes_a_concept_without_asking_anybody(app: Flask, as_person: AsPerson, draft: str) -> None:
    send(as_person("manager"), f"{draft}/publiceren", page=draft)
    assert current(app, 2).stage() == "published"


@pytest.mark.parametrize(("state", "place"), [("review", "terugsturen"), ("published", "intrekken")])
def test_without_comment_the_step_is_not_taken_and_the_field_says_so(
    app: Flask, as_person: AsPerson, state: str, place: str
) -> None:
    with inside(app):
        version(Page.create(key="visie"), 2, state=state)
    answer = send(as_person("reviewer"), f"{COPY}/{place}", comment="  ")
    assert answer.status_code == 422
    assert 'href="#ini-comment"' in answer.text
    assert current(app, 2).state == state
    row, step = current(app, 2), actions.send_back if state == "review" else actions.withdraw
    with inside(app), pytest.raises(Refused):
        step(row, 1, "")


def test_what_is_sent_in_can_be_taken_back_and_changed(app: Flask, as_person: AsPerson, draft: str) -> None:
    editor = as_person("editor")
    send(editor, f"{draft}/insturen")
    send(editor, f"{draft}/terugnemen", page=draft)
    assert send(editor, f"{draft}/bewerken", mission="Korter.").status_code == 302
    assert (current(app, 2).mission, current(app, 2).submitted_at) == ("Korter.", None)


def test_a_withdrawn_text_is_gone_for_readers_and_there_for_writers(
    app: Flask, as_person: AsPerson, page: Page
) -> None:
    send(as_person("manager"), f"{PAGE}/versie/1/intrekken", comment="Er komt een nieuwe.")
    for place in (PAGE, f"{PAGE}/versie/1"):
        answer = as_person("bob").get(place)
        assert answer.status_code == 410
        assert "geldt niet meer" in answer.text
    assert "Er komt een nieuwe." not in as_person("bob").get(PAGE).text
    assert "Er komt een nieuwe." in as_person("editor").get(f"{PAGE}/versie/1").text
    assert "Zo werken wij" not in as_person("bob").get("/initiatieven/visie").text


def test_withdrawing_says_on_which_day_it_ended(app: Flask, as_person: AsPerson, page: Page) -> None:
    with inside(app) as mount:
        yesterday = mount.now().date().toordinal() - 1
    send(as_person("manager"), f"{PAGE}/versie/1/intrekken", comment="Oud.")
    ended = current(app, 1).valid_until
    assert ended is not None
    assert abs(ended.toordinal() - yesterday) <= 1


@pytest.mark.parametrize(("place", "page_of", "word", "number"), [
    ("insturen", "", "ter beoordeling sturen", 2),
    ("publiceren", COPY, "publiceren", 2),
    ("verwijderen", "", "werkkopie weggooien", 2),
])  # fmt: skip
def test_each_step_is_in_the_log_and_told_to_the_host_once(
    app: Flask, as_person: AsPerson, draft: str, place: str, page_of: str, word: str, number: int
) -> None:
    heard: list[str] = []

    def listen(sender: Any, object: str, **rest: Any) -> None:
        heard.append(object)

    with signals.status_changed.connected_to(listen), signals.page_published.connected_to(listen):
        send(as_person("manager"), f"{COPY}/{place}", page=page_of)
    with inside(app):
        row = PageVersion.get(PageVersion.number == number)
        assert AuditEntry.select().where(AuditEntry.action == word).count() == 1
        assert heard == [f"page_version:{row.id}"]
        assert PageEvent.select().count() == 1


def test_a_comment_never_stands_in_the_log(app: Flask, as_person: AsPerson, draft: str) -> None:
    send(as_person("editor"), f"{COPY}/insturen", comment="Bel Jan.")
    with inside(app):
        assert not AuditEntry.select().where(AuditEntry.detail.contains("Jan")).exists()


def test_reverting_makes_a_new_concept_of_an_old_text_that_says_so(app: Flask, as_person: AsPerson, draft: str) -> None:
    manager = as_person("manager")
    send(manager, f"{draft}/publiceren", page=draft)
    made = send(manager, f"{PAGE}/versie/1/terugzetten", page=f"{PAGE}/versie/1")
    assert made.location.endswith("/versie/3/bewerken")
    found = current(app, 3)
    assert (found.title, found.state, found.change) == ("Zo werken wij", "draft", "Teruggezet naar versie 1.")
    assert story(app)[-1] == ("revert", "Manager", "teruggezet naar versie 1")
    assert current(app, 2).state == "published"


def test_reverting_with_a_working_copy_there_loses_nothing(app: Flask, as_person: AsPerson, page: Page) -> None:
    with inside(app):
        version(page, 2, state="replaced")
        version(page, 3, title="Half af")
    manager = as_person("manager")
    data = {"ini-csrf_token": fields(manager.get("/initiatieven/visie/nieuw").text)["ini-csrf_token"]}
    answer = manager.post(f"{PAGE}/versie/2/terugzetten", data=data, follow_redirects=True)
    assert "Er is al een nieuwe versie" in answer.text
    assert current(app, 3).title == "Half af"


@pytest.mark.parametrize("place", [
    "insturen", "publiceren", "plannen", "verwijderen", "bewaren", "bewerken",
])  # fmt: skip
def test_without_a_token_no_step_is_taken(app: Flask, as_person: AsPerson, draft: str, place: str) -> None:
    filled = {"ini-version": "1", "ini-title": "Anders", "ini-day": "2199-01-01", "ini-clock": "9.00"}
    assert as_person("manager").post(f"{draft}/{place}", data=filled).status_code == 400
    assert (current(app, 2).state, current(app, 2).title) == ("draft", "Zo werken wij nu")


def test_the_list_to_review_has_the_newest_first_with_who_and_how_long(app: Flask, as_person: AsPerson) -> None:
    with inside(app) as mount:
        for day, key in ((3, "oud"), (20, "nieuw")):
            row = version(Page.create(key=key), 1, state="review", title=f"De {key}e tekst")
            sent = mount.now().replace(day=1) if day == 3 else mount.now()
            PageVersion.update(submitted_at=sent, submitted_by="Eva").where(PageVersion.id == row.id).execute()
        planned = version(Page.create(key="gepland"), 1, state="review", title="De geplande tekst")
        PageVersion.update(publish_at=datetime(2199, 1, 1, tzinfo=UTC)).where(PageVersion.id == planned.id).execute()
    text = as_person("reviewer").get("/initiatieven/visie/te-beoordelen").text
    assert "Te beoordelen (2)" in text
    assert text.index("De nieuwe tekst") < text.index("De oude tekst")
    assert "Ingestuurd door Eva" in text
    assert "De geplande tekst" not in text
    assert "Te beoordelen" not in as_person("bob").get("/initiatieven/visie").text


def test_the_owner_and_dates_of_a_text_that_is_sent_in_are_fixed(app: Flask, as_person: AsPerson, draft: str) -> None:
    editor = as_person("editor")
    send(editor, f"{draft}/insturen")
    answer = editor.get(f"{draft}/bewerken", follow_redirects=True)
    assert "Versie 2 is nu: ter beoordeling" in answer.text
    assert current(app, 2).valid_from == date(2026, 11, 1)
