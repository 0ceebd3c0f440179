"""What "Gelezen" costs with many people: `python benchmarks/reading.py [--people 50000]`.

Half of them have ticked. Printed are seconds of the processor and the number of queries of each page;
the bound is half a second.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import peewee as pw  # noqa: E402
from flask import Flask  # noqa: E402

from flask_initiatieven import Initiatieven, User  # noqa: E402
from flask_initiatieven import mount as mounts  # noqa: E402
from flask_initiatieven.acknowledging.models import ReadTick  # noqa: E402
from flask_initiatieven.acknowledging.queries import mark  # noqa: E402
from flask_initiatieven.lifecycle import actions as lifecycle  # noqa: E402
from flask_initiatieven.municipality.models import Person  # noqa: E402
from flask_initiatieven.vision.models import Page, PageVersion  # noqa: E402

BOUND = 0.5
DEPARTMENTS = 120
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = host(Path(folder), given.people)
        pages = {"the text, with the box": "", "the manager's numbers": "/gelezen", "the list of texts": "/.."}
        for name, end in pages.items():
            address = "/initiatieven/visie" if end == "/.." else f"/initiatieven/visie/visie{end}"
            seconds, queries = measured(app, address, given.rounds)
            print(f"{name:28}{seconds:8.3f} s{queries:5} queries   {'within' if seconds < BOUND else 'OVER'} {BOUND} s")


def host(folder: Path, people: int) -> Flask:
    """A text that everybody is asked to read; half of the people ticked, over the last hundred days."""
    app = Flask("benchmark", instance_path=str(folder))
    app.config["SECRET_KEY"] = "benchmark " * 3
    manager = User("p1", "Manager", "", frozenset({"leidinggevende"}))
    Initiatieven(app, user=lambda: manager, now=lambda: NOW, database=str(folder / "b.db"))
    with app.app_context(), mounts.of(app).opened() as mount:
        lifecycle.install(mount)
        page = Page.create(key="visie")
        row = {
            "page": page.id, "number": 1, "state": "published", "title": "Visie", "mission": "Wij helpen.",
            "changed_at": NOW, "valid_from": date(2026, 1, 1), "read_by": "everybody", "read_statement": "Gelezen.",
            "read_again": True,
        }  # fmt: skip
        PageVersion.insert_many([row]).execute()
        persons = [
            {"key": f"p{n}", "user_id": f"p{n}", "name": f"Persoon {n}", "department": f"Afdeling {n % DEPARTMENTS}"}
            for n in range(people)
        ]
        ticks = [
            {
                "version": 1, "reader": mark(f"p{n}", page.id), "department": f"Afdeling {n % DEPARTMENTS}",
                "ticked_on": NOW.date() - timedelta(days=n % 100),
            }
            for n in range(0, people, 2)
        ]  # fmt: skip
        with mount.database.atomic():
            for model, rows in ((Person, persons), (ReadTick, ticks)):
                for batch in pw.chunked(rows, 500):
                    model.insert_many(batch).execute()
    return app


def measured(app: Flask, address: str, rounds: int) -> tuple[float, int]:
    """Median seconds, and queries of one answer."""
    browser, counter = app.test_client(), Counter()
    assert browser.get(address).status_code == 200
    seconds = []
    for _ in range(rounds):
        began = time.process_time()
        browser.get(address)
        seconds.append(time.process_time() - began)
    logger = logging.getLogger("peewee")
    logger.addHandler(counter)
    logger.setLevel(logging.DEBUG)
    browser.get(address)
    logger.removeHandler(counter)
    logger.setLevel(logging.NOTSET)
    return statistics.median(seconds), counter.count


class Counter(logging.Handler):
    """How many queries Peewee sent."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1


if __name__ == "__main__":
    main()
