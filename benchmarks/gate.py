"""What asking at each request whether the add-on is alive costs: `python benchmarks/gate.py [requests]`.

The first page with the question and without it, on SQLite with the sample municipality; and the question alone.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path
from unittest import mock

from flask import Flask
from flask.testing import FlaskClient

from flask_initiatieven import Initiatieven, User
from flask_initiatieven import mount as mounts
from flask_initiatieven.database import today
from flask_initiatieven.importing.actions import import_file
from flask_initiatieven.lifecycle import actions as lifecycle
from flask_initiatieven.lifecycle import condition

#: milliseconds the question alone may take
MOST = 0.5


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = Flask("bench")
        app.config["SECRET_KEY"] = "benchmark " * 4
        person = User("alice", "Alice", "alice@example.nl", frozenset({"leidinggevende"}))
        Initiatieven(app, database=f"{folder}/bench.sqlite", user=lambda: person)
        with app.app_context(), mounts.of(app).opened() as mount:
            lifecycle.install(mount)
            import_file(Path(str(files("flask_initiatieven.demo") / "voorbeelden.yaml")), today())
            began = time.perf_counter()
            for _ in range(count * 10):
                condition.is_alive(mount)
            alone = (time.perf_counter() - began) / (count * 10) * 1000
        client = app.test_client()
        client.get("/initiatieven/")
        with_it, without = _alternating(client, count)
        lifecycle.let_go(mounts.of(app))
    print(f"first page with the question:    {with_it:.2f} ms")
    print(f"first page without it:           {without:.2f} ms   ratio {with_it / without:.3f}")
    print(f"the question alone:              {alone:.3f} ms (may be {MOST})")
    sys.exit(alone > MOST)


def _alternating(client: FlaskClient, count: int) -> tuple[float, float]:
    """Medians in milliseconds; by turns, so that a busy machine is busy for both."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(count):
        taken[0].append(_milliseconds(client))
        with mock.patch.object(condition, "_ask", return_value=True):
            taken[1].append(_milliseconds(client))
    return statistics.median(taken[0]), statistics.median(taken[1])


def _milliseconds(client: FlaskClient) -> float:
    began = time.perf_counter()
    client.get("/initiatieven/")
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
