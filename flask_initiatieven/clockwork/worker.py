"""The worker: one round does whatever is due; a process of its own does a round every half minute.

Every job may be run at any time, twice, or by two workers at once; what is due after a stop is done at the first round.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask

from ..database import now
from ..lifecycle import condition
from ..mount import Mount
from ..outbox import actions as outbox
from ..vision import schedule as texts
from .models import WorkerBeat

log = logging.getLogger(__name__)
#: seconds between two rounds
PAUSE = 30
#: beats of workers long gone are forgotten
KEEP = timedelta(days=7)

Job = Callable[[], int]
JOBS: Mapping[str, Job] = {
    "teksten publiceren en laten verlopen": texts.carry_out,
    "mail versturen": outbox.deliver,
}


@dataclass(frozen=True)
class Round:
    """What one round did: things done, and jobs that failed."""

    done: Mapping[str, int]
    failed: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.done.values())


def do_round(jobs: Mapping[str, Job] = JOBS) -> Round:
    """Every job once. One that fails is logged and does not stop the others."""
    done: dict[str, int] = {}
    failed: list[str] = []
    for name, job in jobs.items():
        try:
            done[name] = job()
        except Exception:  # whatever is wrong with one job, the others and the next round go on
            log.exception("Job %s failed", name)
            failed.append(name)
    return Round(done, tuple(failed))


def run(app: Flask, mount: Mount, pause: float = PAUSE, stop: threading.Event | None = None) -> None:
    """Rounds until SIGTERM, SIGINT or `stop`; a round that has begun is finished."""
    stopped = stop or _stopped_by_signal()
    name, started = f"{socket.gethostname()}:{os.getpid()}"[:120], now()
    while not stopped.is_set():
        try:
            with app.app_context(), mount.opened():
                if condition.is_alive(mount):
                    beat(name, started, do_round())
        except Exception:  # the database may be away for a while; we are there when it is back
            log.exception("A round of the worker failed")
        stopped.wait(pause)


def beat(name: str, started: datetime, round: Round) -> None:
    """Write down that this worker is alive."""
    moment = now()
    values = {"seen_at": moment, "done": round.total, "failed": ", ".join(round.failed)[:200]}
    if not WorkerBeat.update(**values).where(WorkerBeat.name == name).execute():
        WorkerBeat.delete().where(WorkerBeat.seen_at < moment - KEEP).execute()
        WorkerBeat.insert(name=name, started_at=started, **values).execute()


def _stopped_by_signal() -> threading.Event:
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    return stopped
