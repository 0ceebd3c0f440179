"""What pages cost in a large municipality, beside the same pages in the sample one: `python benchmarks/pages.py`.

Large: 1,000 versions of one text, 1,000 texts, 50,000 people, 100,000 entries in the log. Every round asks each page
once in both, so that a busy moment of the machine hits both. Printed are medians, the ratio, and the size; a page that
is out of bounds is marked. $TEST_DATABASE_POSTGRES measures PostgreSQL too.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from flask import Flask  # noqa: E402
from flask.testing import FlaskClient  # noqa: E402

from benchmarks import audit, people  # noqa: E402
from flask_initiatieven import Initiatieven, User  # noqa: E402
from flask_initiatieven import mount as mounts  # noqa: E402
from flask_initiatieven.importing.actions import import_file  # noqa: E402
from flask_initiatieven.lifecycle import actions as lifecycle  # noqa: E402
from flask_initiatieven.vision.models import Page, PageEvent, PageVersion  # noqa: E402

#: bounds: kilobytes of a page, and how many times the same page in the sample municipality; what takes no more
#: milliseconds than the last is fast enough in any case
KILOBYTES, TIMES, FAST = 40, 3.0, 30.0
MOMENT = datetime(2026, 1, 1, 9, tzinfo=UTC)
KEY = "visie-bewonersinitiatieven"
PAGES = {
    "start": "/",
    "texts": "/visie",
    "text in force": f"/visie/{KEY}",
    "history of a text": f"/visie/{KEY}/geschiedenis",
    "history, older": f"/visie/{KEY}/geschiedenis?voor=500",
    "choose versions": f"/visie/{KEY}/vergelijk",
    "to review": "/visie/te-beoordelen",
    "recycle bin": "/visie/prullenbak",
    "how many have read": f"/visie/{KEY}/gelezen",
    "roles": "/beheer/rollen",
    "roles, searched": "/beheer/rollen?ini-persoon=jan",
    "who may what": "/beheer/rechten",
    "log": "/beheer/logboek",
    "log, one actor": "/beheer/logboek?ini-actor=u77",
    "log, one action": "/beheer/logboek?ini-action=publiceren",
}


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        small = browser(f"{folder}/small.sqlite")
        places = {"SQLite": f"{folder}/large.sqlite"}
        if os.environ.get("TEST_DATABASE_POSTGRES"):
            places["PostgreSQL"] = os.environ["TEST_DATABASE_POSTGRES"]
        for name, address in places.items():
            compare(name, small, browser(address, large=True), rounds)


def compare(name: str, small: FlaskClient, large: FlaskClient, rounds: int) -> None:
    print(f"\n{name}: page, kB, ms in the sample, ms in the large municipality, ratio")
    for page, path in PAGES.items():
        took: dict[FlaskClient, list[float]] = {small: [], large: []}
        size = 0
        for _round in range(rounds + 1):
            for client in (small, large):
                began = time.perf_counter()
                answer = client.get(f"/initiatieven{path}")
                took[client].append(time.perf_counter() - began)
                if answer.status_code != 200:
                    raise SystemExit(f"{path} answers {answer.status}")
                size = len(answer.data)
        in_small, in_large = (1000 * statistics.median(took[client][1:]) for client in (small, large))
        ratio = in_large / in_small
        mark = "" if size <= KILOBYTES * 1000 and (ratio <= TIMES or in_large <= FAST) else "   out of bounds"
        print(f"  {page:20} {size / 1000:6.1f} {in_small:8.1f} {in_large:8.1f} {ratio:6.2f}{mark}")


def browser(address: str, large: bool = False) -> FlaskClient:
    app = Flask("pages")
    app.config["SECRET_KEY"] = "only for measuring"
    roles = frozenset({"beheerder", "leidinggevende"})
    Initiatieven(app, database=address, user=lambda: User("m-windhorst", "Gerda Windhorst", roles=roles))
    with app.app_context(), mounts.of(app).opened() as here:
        lifecycle.install(here)
        with as_file(files("flask_initiatieven.demo") / "voorbeelden.yaml") as file:
            import_file(file, date(2026, 11, 23))
        if large:
            grow(here)
    return app.test_client()


def grow(here: mounts.Mount) -> None:
    page = Page.get(Page.key == KEY)
    with here.database.atomic():
        PageVersion.insert_many(
            {"page": page.id, "number": number, "state": "replaced", "title": f"Versie {number}", **stamp(number)}
            for number in range(3, 1003)
        ).execute()
        ids = [row.id for row in PageVersion.select(PageVersion.id).where(PageVersion.page == page)]
        PageEvent.insert_many(
            {
                "page": page.id,
                "version": number,
                "action": "publish",
                "by_name": "Gerda",
                "at": MOMENT + timedelta(number),
            }
            for number in ids
        ).execute()
        for number in range(1000):
            other = Page.insert(key=f"tekst-{number}", kind="free").execute()
            PageVersion.insert(
                page=other, number=1, state="published", title=f"Tekst {number}", **stamp(number)
            ).execute()
    people.fill(here, 50_000)
    audit.fill(100_000)


def stamp(number: int) -> dict[str, object]:
    return {"valid_from": date(2020, 1, 1) + timedelta(number), "changed_at": MOMENT, "changed_by": "Gerda"}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    main(parser.parse_args().rounds)
