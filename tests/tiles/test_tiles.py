"""Tiles on a page of the host: one call each, never an error, the same rights as everywhere."""

from __future__ import annotations

from collections.abc import Callable

import html5lib
import peewee as pw
import pytest
from flask import Flask, render_template_string

from flask_initiatieven import mount as mounts
from flask_initiatieven import tile
from flask_initiatieven.initiatives.models import Initiative, Initiator
from flask_initiatieven.notices.models import Task
from flask_initiatieven.tiles import drawing
from flask_initiatieven.tiles.cache import Cache
from tests.conftest import SAMPLE_NOW, MakeApp, inside
from tests.initiatives.counting import queries_of

NAMES = ("my_work", "next_visits", "vision", "success")
Show = Callable[..., str]


def host(make_app: MakeApp, **options: object) -> Flask:
    app = make_app(now=lambda: SAMPLE_NOW, **options)
    others = '{{ tile("success" if name == "vision" else "vision") }}'
    page = "<!doctype html><title>Start</title><main><h1>Start</h1>{{ tile(name) }}" + others + "</main>"
    app.add_url_rule("/thuis/<name>", "home", lambda name: render_template_string(page, tile=tile, name=name))
    return app


@pytest.fixture
def show(make_app: MakeApp) -> Show:
    app = host(make_app, sample=True)

    def get(name: str, person: str = "alice") -> str:
        answer = app.test_client().get(f"/thuis/{name}", headers={"X-Person": person})
        assert answer.status_code == 200
        return answer.text

    get.app = app  # type: ignore[attr-defined]
    return get


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("next_visits", "donderdag 3 december 2026"),
        ("vision", "Wij helpen bewoners die hun buurt beter willen maken."),
        ("success", "Het is gelukt"),
    ],
)
def test_a_tile_tells_its_piece_on_a_page_of_the_host(show: Show, name: str, words: str) -> None:
    assert words in show(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_of_the_host_stays_valid_with_the_style_sheet_once(show: Show, name: str) -> None:
    text = show(name)
    html5lib.HTMLParser(strict=True).parse(text)
    assert text.count('rel="stylesheet"') == 1


@pytest.mark.parametrize("name", [*NAMES, "no such tile"])
def test_a_stranger_sees_nothing_and_no_error(show: Show, name: str) -> None:
    assert "ini-tile" not in show(name, person="nobody")


def test_who_may_not_see_visits_gets_no_visits(show: Show) -> None:
    assert "ini-tile-next-visits" not in show("next_visits", person="bob")


def test_my_work_shows_my_tasks(show: Show) -> None:
    app: Flask = show.app  # type: ignore[attr-defined]
    with inside(app) as mount:
        Task.create(role="leidinggevende", object="page:1", title="Lees de visie", made_at=mount.now())
    assert "Lees de visie" in show("my_work", person="manager")
    assert "Lees de visie" not in show("my_work", person="alice")


@pytest.mark.parametrize("name", NAMES)
def test_a_tile_asks_few_queries_and_none_the_second_time(show: Show, name: str) -> None:
    app: Flask = show.app  # type: ignore[attr-defined]
    counts = []
    for _time in range(2):
        with app.test_request_context("/", headers={"X-Person": "alice"}):
            counts.append(queries_of(mounts.of(app).database, lambda: tile(name)))
    assert counts[0] <= 16
    assert counts[1] <= 6


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_shown_before_install(make_app: MakeApp, name: str) -> None:
    answer = host(make_app, installed=False).test_client().get(f"/thuis/{name}", headers={"X-Person": "alice"})
    assert answer.status_code == 200
    assert "ini-tile" not in answer.text


def test_a_database_that_is_away_leaves_the_page_of_the_host_whole(
    show: Show, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_args: object) -> None:
        raise pw.OperationalError("gone")

    monkeypatch.setattr(drawing.access, "viewer", away)
    assert "ini-tile" not in show("vision")
    assert "could not be drawn" in caplog.text


def test_a_success_names_only_who_may_be_named(show: Show) -> None:
    app: Flask = show.app  # type: ignore[attr-defined]
    with inside(app):
        done = Initiative.select(Initiative.id).where(Initiative.status.in_(("afgerond", "in_beheer")))
        Initiator.update(may_be_named=False).where(Initiator.initiative.in_(done)).execute()
        names = [row.name for row in Initiator.select().where(Initiator.initiative.in_(done))]
    text = show("success")
    assert names
    assert not [name for name in names if name in text]


def test_what_is_kept_is_bounded_and_forgotten_in_time() -> None:
    clock = [0.0]
    cache = Cache(seconds=60, most=2, clock=lambda: clock[0])
    for key in "abc":
        cache.put(key, key.upper())
    assert [cache.get(key) for key in "abc"] == [None, "B", "C"]
    clock[0] = 61
    assert cache.get("c") is None
