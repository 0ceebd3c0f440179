"""Several people at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask

from flask_initiatieven.errors import Refused
from tests.conftest import inside


def at_once(app: Flask, *jobs: Callable[[], Any]) -> list[Any]:
    """Do these at the same moment, each with a connection of its own; a refusal is an answer."""
    together = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        with inside(app):
            together.wait(10)
            try:
                return job()
            except Refused as refusal:
                return refusal

    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(run, jobs))
