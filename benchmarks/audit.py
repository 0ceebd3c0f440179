"""What the audit log costs with 100,000 entries: `python benchmarks/audit.py [--entries 100000] [--rounds 9]`.

On SQLite; on PostgreSQL as well under `script/postgres`. Printed are medians and ratios within this run: milliseconds
differ per machine, ratios hardly.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import peewee as pw  # noqa: E402
from flask import Flask  # noqa: E402

from flask_initiatieven import Initiatieven, User, audit  # noqa: E402
from flask_initiatieven import mount as mounts  # noqa: E402
from flask_initiatieven.audit import AuditEntry  # noqa: E402
from flask_initiatieven.database import Model, TimestampField, db, now  # noqa: E402
from flask_initiatieven.lifecycle import actions as lifecycle  # noqa: E402
from flask_initiatieven.logbook import chain, verifying  # noqa: E402

LOG = "/initiatieven/beheer/logboek"
ACTIONS = ("bewerken", "contactgegevens lezen", "briefing gedownload", "status veranderen", "publiceren")
KINDS = ("initiative", "visit", "agreement", "page_version")
#: what the log is asked, and in words
SEARCHES = {
    "newest": "",
    "an action": "?ini-actie=publiceren",
    "an action that is rare": "?ini-actie=zeldzaam",
    "an object": "?ini-soort=visit&ini-object=17",
    "a kind": "?ini-soort=agreement",
    "a person": "?ini-wie=u7",
    "nobody": "?ini-wie=niemand",
    "what failed": "?ini-resultaat=mislukt",
    "a day long ago": "?ini-vanaf=2020-01-05&ini-tot=2020-01-05",
    "the last page": "?ini-voor=40",
    "all at once": "?ini-actie=bewerken&ini-soort=visit&ini-wie=u7&ini-vanaf=2020-02-01",
}


class Unchained(Model):
    """The log as it was before there was a chain."""

    id = pw.AutoField()
    action = pw.CharField(max_length=60)
    object = pw.CharField(max_length=80, index=True)
    result = pw.CharField(max_length=20)
    origin = pw.CharField(max_length=120)
    actor = pw.CharField(max_length=255)
    at = TimestampField(index=True)
    detail = pw.CharField(max_length=500, default="")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=9)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", str(Path(folder) / "a.sqlite"), asked.entries, asked.rounds)
    if os.environ.get("TEST_DATABASE_POSTGRES"):
        measure("PostgreSQL", os.environ["TEST_DATABASE_POSTGRES"], asked.entries, asked.rounds)


def measure(name: str, address: str, entries: int, rounds: int) -> None:
    app = Flask("benchmark")
    app.config["SECRET_KEY"] = "benchmark " * 3
    Initiatieven(app, user=lambda: User("1", "Admin", "", frozenset({"beheerder"})), database=address)
    print(f"\n{name}")
    with app.app_context(), mounts.of(app).opened() as mount:
        lifecycle.install(mount)
        fill(1_000)
    small = searches(app, rounds)
    with app.app_context(), mounts.of(app).opened():
        fill(entries - 1_000)
        if name == "PostgreSQL":
            db.execute_sql("ANALYZE initiatieven_audit_entry")
    large = searches(app, rounds)
    print(f"{'a page of the log: ms':32} {'1,000':>8} {entries:>8,} {'ratio':>6}")
    for what in SEARCHES:
        print(f"  {what:30} {small[what]:8.1f} {large[what]:8.1f} {large[what] / small[what]:6.1f}")
    with app.app_context(), mounts.of(app).opened():
        verify(entries)
        writes(rounds)
        once_a_day(rounds)


def fill(count: int) -> None:
    """So many entries, chained as `record` does, many to a statement."""
    head = verifying.head()
    assert head
    number, hash, at = head.number, head.hash, datetime(2020, 1, 1, tzinfo=UTC)
    for start in range(0, count, 500):
        rows = []
        for _ in range(min(500, count - start)):
            number, kind = number + 1, KINDS[number % len(KINDS)]
            link = chain.Link(
                number, hash, at + timedelta(minutes=number), f"u{number % 60}", ACTIONS[number % len(ACTIONS)],
                kind, f"{kind}:{number % 4000}", "mislukt" if number % 9000 == 0 else "gelukt", "web 10.0.0.1", "doel",
            )  # fmt: skip
            hash = chain.digest(link)
            rows.append({**{field: getattr(link, field) for field in link.__slots__}, "hash": hash})
        with db.atomic():
            AuditEntry.insert_many(rows).execute()


def searches(app: Flask, rounds: int) -> dict[str, float]:
    browser = app.test_client()
    browser.get(LOG)
    times: dict[str, list[float]] = {what: [] for what in SEARCHES}
    for _ in range(rounds):
        for what, query in SEARCHES.items():
            times[what].append(timed(lambda query=query: browser.get(LOG + query)))  # type: ignore[misc]
    return {what: statistics.median(each) for what, each in times.items()}


def verify(entries: int) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    took = timed(lambda: verifying.verify())
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert verifying.verify(1000).is_whole
    print(f"verify {entries:,} entries: {took / 1000:.2f} s, {more:.1f} MB more than before; the last 20,000: ", end="")
    print(f"{timed(lambda: verifying.verify(20_000)) / 1000:.2f} s")


def writes(rounds: int) -> None:
    """A change of its own for each entry: what the chain adds to it."""
    db.create_tables([Unchained])

    def unchained() -> None:
        for number in range(100):
            with db.atomic():
                Unchained.insert(
                    action="proef", object=f"proef:{number}", result="gelukt", origin="opdrachtregel",
                    actor="systeem", at=now(), detail="",
                ).execute()  # fmt: skip

    def chained() -> None:
        for number in range(100):
            with db.atomic():
                audit.record("proef", f"proef:{number}")

    times = [(timed(unchained) / 100, timed(chained) / 100) for _ in range(rounds)]
    plain, linked = (statistics.median(each) for each in zip(*times, strict=True))
    print(f"one write: {plain:.2f} ms unchained, {linked:.2f} ms chained, ratio {linked / plain:.2f}")
    db.drop_tables([Unchained])


def once_a_day(rounds: int) -> None:
    def note() -> None:
        for _ in range(100):
            audit.record_once_a_day("contactgegevens lezen", "initiative:7")

    print(f"a read that was noted today already: {statistics.median(timed(note) / 100 for _ in range(rounds)):.2f} ms")


def timed(job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
