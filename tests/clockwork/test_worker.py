"""The worker does what is due, shows that it is alive, and survives what goes wrong."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask

from flask_initiatieven import mount as mounts
from flask_initiatieven.clockwork import life, worker
from flask_initiatieven.clockwork.models import WorkerBeat
from tests.conftest import MakeApp, inside


def test_a_job_that_fails_does_not_stop_the_others(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> int:
        raise ValueError("no")

    with inside(app):
        found = worker.do_round({"kapot": broken, "heel": lambda: 3})
    assert (found.failed, found.total) == (("kapot",), 3)
    assert "Job kapot failed" in caplog.text


def test_one_round_from_the_command_line_shows_what_it_did(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["initiatieven", "worker", "--eenmaal"])
    assert answer.exit_code == 0
    assert "mail versturen: 0" in answer.output
    with inside(app):
        assert life.is_alive()


def test_a_worker_not_seen_for_a_while_is_not_alive(app: Flask) -> None:
    with inside(app) as mount:
        worker.beat("een", mount.now(), worker.Round({}))
        WorkerBeat.update(seen_at=mount.now() - life.SILENCE - timedelta(seconds=1)).execute()
        assert not life.is_alive()


def test_the_worker_goes_round_until_it_is_stopped(app: Flask) -> None:
    stop = threading.Event()
    running = threading.Thread(target=worker.run, args=(app, mounts.of(app), 0.01, stop))
    running.start()
    for _try in range(500):
        with inside(app):
            if life.last_seen():
                break
        stop.wait(0.01)
    stop.set()
    running.join(10)
    assert not running.is_alive()
    with inside(app):
        assert life.is_alive()


def test_a_worker_does_nothing_before_install(make_app: MakeApp) -> None:
    app = make_app(installed=False)
    answer = app.test_cli_runner().invoke(args=["initiatieven", "worker", "--eenmaal"])
    assert answer.exit_code == 1
    assert "install" in answer.output
