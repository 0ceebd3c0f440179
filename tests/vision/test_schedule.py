"""Published and expired by the clock: on time, in order, once, and the same whether or not the worker slept."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from flask_initiatieven.clockwork.worker import JOBS
from flask_initiatieven.dutch import AMSTERDAM
from flask_initiatieven.errors import Conflict, Refused
from flask_initiatieven.vision import actions, deleting, queries
from flask_initiatieven.vision.models import Page, PageEvent, PageVersion
from flask_initiatieven.vision.publication import VersionContent
from flask_initiatieven.vision.schedule import carry_out
from tests.conftest import MakeApp, PageClient, inside
from tests.vision.conftest import version
from tests.vision.filling import send
from tests.vision.moving import Clock

#: what the database itself decides is tried in every case on both
EVERY_CASE = True

PAGE = "/initiatieven/visie/visie"
START = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
def app(make_app: MakeApp, clock: Clock) -> Flask:
    return make_app(now=clock)


@pytest.fixture
def planned(app: Flask) -> Page:
    """Version 1 is published, version 2 publishes itself on 3 December at nine."""
    with inside(app):
        page: Page = Page.create(key="visie")
        version(page, 1, state="published", valid_from=date(2026, 10, 1))
        row = version(page, 2, title="De nieuwe tekst", valid_from=None)
        actions.schedule(row, row.version, datetime(2026, 12, 3, 9, tzinfo=AMSTERDAM))
    return page


def states() -> dict[int, str]:
    return {row.number: row.stage() for row in PageVersion.select(PageVersion, Page).join(Page)}


def test_a_planned_text_is_published_at_its_moment_and_not_before(app: Flask, clock: Clock, planned: Page) -> None:
    with inside(app):
        clock.at = datetime(2026, 12, 3, 7, 59, tzinfo=UTC)
        assert (carry_out(), states()) == (0, {1: "published", 2: "planned"})
        clock.forward(minutes=1)
        assert (carry_out(), states()) == (1, {1: "replaced", 2: "published"})


def test_it_is_carried_out_once_and_the_worker_knows_it(app: Flask, clock: Clock, planned: Page) -> None:
    clock.forward(days=30)
    with inside(app):
        assert [JOBS["teksten publiceren en laten verlopen"](), carry_out(), carry_out()] == [1, 0, 0]
        assert PageEvent.select().where(PageEvent.action == "publish").count() == 1


def test_after_days_of_sleep_dates_are_those_of_the_moment_it_was_due(app: Flask, clock: Clock, planned: Page) -> None:
    clock.forward(days=40)
    with inside(app):
        carry_out()
        old, new = queries.version(("visie", 1)), queries.version(("visie", 2))
        event = PageEvent.get(PageEvent.action == "publish")
        assert old
        assert new
        assert (old.valid_until, new.valid_from) == (date(2026, 12, 2), date(2026, 12, 3))
        assert (event.due_at, event.at) == (datetime(2026, 12, 3, 8, tzinfo=UTC), clock.at)
        assert (event.by_id, event.by_name) == ("", "systeem")


def test_a_text_expires_after_its_last_day(app: Flask, clock: Clock) -> None:
    with inside(app):
        version(Page.create(key="visie"), 1, state="published", valid_until=date(2026, 11, 30))
        clock.at = datetime(2026, 11, 30, 22, 59, tzinfo=UTC)
        assert carry_out() == 0
        clock.forward(minutes=1)
        assert (carry_out(), states()) == (1, {1: "withdrawn"})
        event = PageEvent.get()
        assert (event.action, event.comment, event.due_at) == ("expire", "verlopen", clock.at)


def test_what_is_past_its_last_day_is_not_shown_although_no_worker_came(
    app: Flask, as_person: Callable[[str], PageClient], clock: Clock
) -> None:
    with inside(app):
        version(Page.create(key="visie"), 1, state="published", valid_until=date(2026, 11, 30))
    assert as_person("bob").get(PAGE).status_code == 200
    clock.forward(days=10)
    assert as_person("bob").get(PAGE).status_code == 410
    assert "Zo werken wij" not in as_person("bob").get("/initiatieven/visie").text
    assert "verlopen na 30 november 2026" in as_person("editor").get(f"{PAGE}/versie/1").text


def test_editors_see_when_it_happens_and_readers_do_not(
    app: Flask, as_person: Callable[[str], PageClient], planned: Page
) -> None:
    assert "wordt gepubliceerd op 3 december 2026, 09.00" in as_person("editor").get(f"{PAGE}/versie/2").text
    assert "wordt gepubliceerd op 3 december 2026" in as_person("editor").get("/initiatieven/visie").text
    assert "3 december" not in as_person("bob").get(PAGE).text


def test_the_manager_plans_chooses_another_moment_and_cancels(
    app: Flask, as_person: Callable[[str], PageClient], planned: Page
) -> None:
    manager, url = as_person("manager"), f"{PAGE}/versie/2"
    assert 'value="2026-12-03"' in manager.get(f"{url}/plannen").text
    send(manager, f"{url}/plannen", day="4-12-2026", clock="10.30")
    with inside(app):
        assert PageVersion.get(PageVersion.number == 2).publish_at == datetime(2026, 12, 4, 9, 30, tzinfo=UTC)
    send(manager, f"{url}/niet-plannen", page=url)
    with inside(app):
        assert states()[2] == "review"


@pytest.mark.parametrize(("day", "words"), [
    ("2026-11-22", "Kies een moment dat nog komt."),
    ("", "Kies een dag."),
    ("31-31-2026", "Dit is geen datum"),
])  # fmt: skip
def test_a_moment_that_is_past_or_no_moment_is_refused(
    app: Flask, as_person: Callable[[str], PageClient], planned: Page, day: str, words: str
) -> None:
    answer = send(as_person("manager"), f"{PAGE}/versie/2/plannen", day=day)
    assert answer.status_code == 422
    assert words in answer.text
    with inside(app):
        assert states()[2] == "planned"


def test_a_text_that_would_not_be_valid_on_that_day_is_not_planned(
    app: Flask, as_person: Callable[[str], PageClient]
) -> None:
    with inside(app):
        version(Page.create(key="visie"), 1, valid_from=date(2026, 12, 24))
    answer = send(as_person("manager"), f"{PAGE}/versie/1/plannen", day="2026-12-23")
    assert answer.status_code == 422
    assert f"{PAGE}/versie/1/bewerken#ini-valid_from" in answer.text
    assert send(as_person("manager"), f"{PAGE}/versie/1/plannen", day="2026-12-24").status_code == 302


def test_two_workers_at_once_do_each_thing_once(app: Flask, clock: Clock) -> None:
    with inside(app):
        for number in range(6):
            row = version(Page.create(key=f"p{number}"), 1)
            actions.schedule(row, 1, clock.at + timedelta(hours=1 + number))
    clock.forward(days=2)
    together = Barrier(2)

    def work(_: int) -> int:
        with inside(app):
            together.wait(10)
            return carry_out()

    with ThreadPoolExecutor(2) as threads:
        assert sum(threads.map(work, range(2))) == 6
    with inside(app):
        assert PageEvent.select().where(PageEvent.action == "publish").count() == 6


def test_several_due_things_are_done_in_the_order_in_which_they_fell_due(app: Flask, clock: Clock) -> None:
    with inside(app):
        page = Page.create(key="visie")
        version(page, 1, state="published", valid_until=date(2026, 12, 1))
        row = version(page, 2, valid_from=None, valid_until=date(2026, 12, 9))
        actions.schedule(row, 1, datetime(2026, 12, 5, 9, tzinfo=AMSTERDAM))
        version(Page.create(key="ander"), 1, state="published", valid_until=date(2026, 12, 4))
        clock.forward(days=60)
        assert carry_out() == 4
        done = [
            (e.page.key, e.action) for e in PageEvent.select(PageEvent, Page).join(Page) if e.due_at and not e.by_id
        ]
        assert done[-4:] == [("visie", "expire"), ("ander", "expire"), ("visie", "publish"), ("visie", "expire")]


def test_what_takes_the_place_of_a_text_goes_before_its_expiry(app: Flask, clock: Clock) -> None:
    with inside(app):
        page = Page.create(key="visie")
        version(page, 1, state="published", valid_until=date(2026, 12, 2))
        row = version(page, 2, valid_from=None)
        actions.schedule(row, 1, datetime(2026, 12, 3, 0, tzinfo=AMSTERDAM))
        clock.forward(days=60)
        carry_out()
        assert states() == {1: "replaced", 2: "published"}


def test_what_is_planned_is_not_published_from_the_bin(app: Flask, clock: Clock, planned: Page) -> None:
    with inside(app):
        row = queries.version(("visie", 1))
        assert row
        deleting.delete(row, row.version)
        clock.forward(days=30)
        assert carry_out() == 0
        deleting.restore_page(planned.id)
        assert states() == {1: "published", 2: "review"}


class World:
    """People do things at moments; the worker comes at other moments, or does not come for days."""

    def __init__(self, clock: Clock, key: str) -> None:
        self.clock, self.key = clock, key
        self.page = Page.create(key=key)
        row = version(self.page, 1, state="published", valid_from=date(2026, 10, 1))
        PageEvent.create(page=self.page, version=row, action="publish", at=START)

    def do(self, what: str, days: int, hour: int) -> None:
        """Somebody does what he can with what he sees; after a conflict he looks again, once.

        Where he sees nothing to do it with, the worker has just not come by yet: he waits for it.
        """
        for _ in range(2):
            try:
                if self.tried(what, days, hour):
                    return
                actions.settle(self.page.id)
            except Conflict:
                continue
            except Refused:
                return

    def tried(self, what: str, days: int, hour: int) -> bool:
        copy, in_force = queries.working_copy(self.page.id), queries.published_of(self.page.id)
        if what == "copy":
            actions.make_working_copy(self.page)
        elif what == "revert":
            actions.revert(queries.history(self.page.id, with_drafts=True)[-1])
        elif what == "withdraw" and in_force is not None:
            actions.withdraw(in_force, in_force.version, "Oud.")
        elif what == "fill" and copy is not None:
            ends = None if days % 3 == 0 else self.today() + timedelta(days=days)
            actions.edit(copy, content(copy, self.today(), ends), copy.version)
        elif what == "plan" and copy is not None:
            at = datetime.combine(self.today() + timedelta(days=days), time(hour), AMSTERDAM)
            actions.schedule(copy, copy.version, at)
        elif copy is not None:
            self.with_copy(what, copy)
        else:
            return False
        return True

    def with_copy(self, what: str, copy: PageVersion) -> None:
        if what == "publish":
            actions.publish(copy, copy.version)
        elif what == "send back":
            actions.send_back(copy, copy.version, "Nee.")
        elif what == "unplan":
            actions.unschedule(copy, copy.version)
        elif what == "discard":
            deleting.delete(copy, copy.version)

    def today(self) -> date:
        return self.clock.at.astimezone(AMSTERDAM).date()

    def told(self) -> list[Any]:
        """All that is left of it, but the moments at which the clock's steps were carried out."""
        rows = PageVersion.select().where(PageVersion.page == self.page).order_by(PageVersion.number)
        events = PageEvent.select(PageEvent, PageVersion).join(PageVersion).where(PageEvent.page == self.page)
        return [
            [(r.number, r.state, r.valid_from, r.valid_until, r.replaced_by, r.publish_at, r.based_on) for r in rows],
            [
                (e.version and e.version.number, e.action, e.comment, e.due_at, None if e.due_at else e.at)
                for e in events.order_by(PageEvent.id)
            ],
        ]


def content(copy: PageVersion, adopted: date, ends: date | None) -> VersionContent:
    return VersionContent(copy.title, mission="Wij helpen.", adopted_by="college", adopted_on=adopted, valid_until=ends)


WHAT = ("copy", "revert", "fill", "fill", "plan", "plan", "publish", "withdraw", "send back", "unplan", "discard")


@pytest.mark.parametrize("what", ["copy", "revert", "withdraw", "publish", "send back", "unplan", "discard"])
def test_whatever_somebody_does_what_is_due_goes_first(app: Flask, clock: Clock, planned: Page, what: str) -> None:
    with inside(app):
        world = World.__new__(World)
        world.clock, world.page = clock, planned
        clock.forward(days=30)
        with suppress(Refused):
            world.tried(what, 1, 1)
        assert {1: "replaced", 2: "published"}.items() <= states().items()


@pytest.mark.parametrize("seed", range(8))
def test_a_worker_that_slept_leaves_the_same_as_one_that_never_did(app: Flask, clock: Clock, seed: int) -> None:
    chance = random.Random(seed)
    plan = sorted((chance.randrange(0, 90 * 24), chance.choice(WHAT), chance.randrange(1, 25), chance.randrange(24))
                  for _ in range(40))  # fmt: skip
    awake, asleep = set(range(0, 120 * 24, 6)), {chance.randrange(0, 110 * 24) for _ in range(seed % 4)}
    left = []
    with inside(app):
        for key, ticks in (("wakker", awake), ("slaap", asleep)):
            clock.at = START
            world = World(clock, key)
            for hour in sorted(ticks | {moment for moment, *_ in plan} | {120 * 24}):
                clock.at = START + timedelta(hours=hour)
                if hour in ticks or hour == 120 * 24:
                    actions.settle(world.page.id)
                for _moment, what, days, clock_hour in (each for each in plan if each[0] == hour):
                    world.do(what, days, clock_hour)
            left.append(world.told())
    assert left[0] == left[1]
    assert len(left[0][1]) > 2
