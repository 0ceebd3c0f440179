"""What finding one of 50,000 people costs: `python benchmarks/people.py [--people 50000] [--rounds 15]`.

Printed are medians in milliseconds and the size of the page; $TEST_DATABASE_POSTGRES measures PostgreSQL too.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from flask import Flask  # noqa: E402

from flask_initiatieven import Initiatieven, User  # noqa: E402
from flask_initiatieven import mount as mounts  # noqa: E402
from flask_initiatieven.database import now  # noqa: E402
from flask_initiatieven.lifecycle import actions as lifecycle  # noqa: E402
from flask_initiatieven.municipality.models import Person  # noqa: E402
from flask_initiatieven.roles import people  # noqa: E402
from flask_initiatieven.roles.models import LocalRole, RoleAssignment  # noqa: E402

FIRST = ["Jan", "Piet", "Zoë", "Fatima", "Mohammed", "Sophie", "Daan", "Şükran", "Bram", "Noor", "Ahmed"]
MIDDLE = ["", "", "van ", "de ", "van der ", "El "]
SEARCHES = ("jan", "ja", "van", "sukran de", "familie4", "familie49999", "niemand")


def main(count: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        addresses = {"SQLite": str(Path(folder) / "people.sqlite")}
        if os.environ.get("TEST_DATABASE_POSTGRES"):
            addresses["PostgreSQL"] = os.environ["TEST_DATABASE_POSTGRES"]
        for name, address in addresses.items():
            measure(name, address, count, rounds)


def measure(name: str, address: str, count: int, rounds: int) -> None:
    app = Flask("people")
    app.config["SECRET_KEY"] = "only for measuring"
    Initiatieven(app, database=address, user=lambda: User("admin", roles=frozenset({"beheerder"})))
    with app.app_context(), mounts.of(app).opened() as here:
        lifecycle.install(here)
        seconds = timed(lambda: fill(here, count))
        print(f"{name}: {count} people and {count // 10} given roles stored in {seconds:.1f} s")
        for words in SEARCHES:
            found = len(people.search(words))
            took = [timed(lambda words=words: people.search(words)) for _ in range(rounds)]  # type: ignore[misc]
            print(f"  search {words!r:16} {found:3} found  {1000 * statistics.median(took):6.1f} ms")
    client = app.test_client()
    for words in SEARCHES[:3]:
        address = f"/initiatieven/beheer/rollen?ini-persoon={words}"
        size = len(client.get(address).data)
        took = [timed(lambda address=address: client.get(address)) for _ in range(rounds)]  # type: ignore[misc]
        print(f"  page   {words!r:16} {size / 1000:5.1f} kB   {1000 * statistics.median(took):6.1f} ms")


def fill(here: mounts.Mount, count: int) -> None:
    chance = random.Random(7)
    with here.database.atomic():
        for start in range(0, count, 1000):
            Person.insert_many(
                {
                    "key": f"k{number}",
                    "name": f"{chance.choice(FIRST)} {chance.choice(MIDDLE)}Familie{number}",
                    "email": f"p{number}@example.nl",
                    "department": f"Afdeling {number % 40}",
                }
                for number in range(start, min(start + 1000, count))
            ).execute()
        for number in range(count // 10):
            values = {"role": "lezer", "given_at": now(), "given_by": "admin"}
            RoleAssignment.insert(user_id=f"u{number}", user_name=f"Naam {number}", **values).execute()
            LocalRole.insert(object=f"page:{number}", grantee_kind="user", grantee=f"u{number}", **values).execute()


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args()
    main(chosen.people, chosen.rounds)
