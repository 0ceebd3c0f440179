"""What one click costs, row by row against the goals: `python benchmarks/briefing.py [--rounds 15]`.

Every round does each thing once, so that a busy moment of the machine hits all of them. Printed are medians and ratios;
milliseconds differ per machine, ratios hardly. What is compared with a renderer runs in a process of its own with the
same priority as a renderer.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import partial
from importlib.resources import as_file, files
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from flask import Flask  # noqa: E402

from flask_initiatieven import Initiatieven, User, paper  # noqa: E402
from flask_initiatieven import mount as mounts  # noqa: E402
from flask_initiatieven.briefings.briefing import Briefing, compose  # noqa: E402
from flask_initiatieven.briefings.sheet import Sheet  # noqa: E402
from flask_initiatieven.importing.actions import import_file  # noqa: E402
from flask_initiatieven.lifecycle import actions as lifecycle  # noqa: E402
from flask_initiatieven.paper import fonts, pool  # noqa: E402
from flask_initiatieven.paper.renderer import NICENESS  # noqa: E402
from flask_initiatieven.printing.models import StoredPaper  # noqa: E402
from flask_initiatieven.visits.models import Visit, VisitLine  # noqa: E402
from tests.briefings import sample  # noqa: E402

#: The same page as somebody lays it out without measuring: grid, flex, variables, wrapping anywhere.
NAIVE_STYLE = """
:root { --accent: #1f4e79; --ink: #111; --soft: #333; --gap: 4mm }
body { color: var(--ink) } h2 { color: var(--accent); border-color: var(--accent) } .ini-note { color: var(--soft) }
.top { display: flex; flex-direction: row-reverse; justify-content: space-between; flex-wrap: wrap }
.ini-pair { display: grid; grid-template-columns: 1fr 1fr; gap: var(--gap) }
.ini-pair > .ini-left, .ini-pair > .ini-right { float: none; width: auto }
.ini-pair:after { display: none } table { table-layout: auto } p, li, td { hyphens: auto }
"""
#: What a framework's stylesheet adds: rules that match nothing here.
FRAMEWORK_STYLE = "".join(
    f".f{n}-col, .f{n}-btn:hover > .icon {{ margin: {n % 9}px; padding: {n % 7}px; color: #{n % 1000:03d} }}\n"
    for n in range(2000)
)
READING_SECONDS = 3.0
PAGES_PER_ROUND = 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, side_process() as beside:
        host = Host(Path(folder))
        briefing = compose(sample.garden())
        clicks(host, beside, briefing, rounds)
        first_click(host, rounds)
        pages(host, rounds)
        memory(host)
        hundred(briefing)
        size(host)
    pool.close()


class Host:
    """A small intranet with the sample municipality, and a browser in it."""

    def __init__(self, folder: Path, **settings: int) -> None:
        self.app = Flask("benchmark", instance_path=str(folder))
        self.app.config["SECRET_KEY"] = "benchmark " * 3
        Initiatieven(
            self.app, user=lambda: User("1", "Alice", "", frozenset({"uitvoerder"})),
            database=str(folder / f"{len(os.listdir(folder))}.sqlite"), public_url="https://intranet.example.nl",
            **settings,
        )  # fmt: skip
        with self.app.app_context(), mounts.of(self.app).opened() as mount:
            lifecycle.install(mount)
            with as_file(files("flask_initiatieven.demo") / "voorbeelden.yaml") as file:
                import_file(file, date(2026, 11, 23), False)
            self.visit_id = Visit.get(Visit.place.startswith("Buurttuin De Vergeten Hoek")).id
        self.folder, self.browser, self.changes = folder, self.app.test_client(), 0

    def get(self, address: str, **headers: str) -> tuple[bytes, str]:
        answer = self.browser.get(
            f"/initiatieven{address}", headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        assert answer.status_code in (200, 304), answer.status
        return answer.data, answer.headers.get("ETag", "")

    def briefing(self, **headers: str) -> tuple[bytes, str]:
        return self.get(f"/bezoeken/{self.visit_id}/briefing.pdf", **headers)

    def change(self) -> None:
        """Another talking point, so that the next click is a new briefing."""
        self.changes += 1
        with self.app.app_context(), mounts.of(self.app).opened():
            row = VisitLine.get(VisitLine.visit == self.visit_id, VisitLine.kind == "talking_point")
            row.text = f"Dank u wel. Dit is uw tuin, nummer {self.changes:04d}."
            row.save()

    def changed_click(self) -> float:
        self.change()
        return timed(self.briefing)


# -- in a process beside, with the priority of a renderer -----------------------------------------------------


@contextmanager
def side_process() -> Iterator[ProcessPoolExecutor]:
    before = dict(os.environ)
    os.environ.update(fonts.environment())
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=_be_a_renderer) as executor:
        executor.submit(int).result()
        os.environ.clear()
        os.environ.update(before)
        yield executor


def _be_a_renderer() -> None:
    os.nice(NICENESS)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # fontconfig and WeasyPrint complain about the naive page


def naive(html: str, css: str, qr: str) -> float:
    """WeasyPrint as the first page of its documentation shows it."""
    from weasyprint import HTML

    started = time.perf_counter()
    page = html.replace("</head>", f"<style>{css}</style></head>").replace("ini:qr", qr)
    HTML(string=page).write_pdf()
    return (time.perf_counter() - started) * 1000


def tuned(document: paper.Document) -> float:
    from flask_initiatieven.paper.pdf import to_pdf

    return timed(partial(to_pdf, document))


# -- the rows of the table -----------------------------------------------------------------------------------


def clicks(host: Host, beside: ProcessPoolExecutor, briefing: Briefing, rounds: int) -> None:
    import segno

    document = Sheet().document(briefing)
    qr = segno.make(briefing.page_url, error="m", micro=False).svg_data_uri()
    _, key = host.briefing()
    ways: dict[str, Callable[[], float]] = {
        "304": lambda: timed(partial(host.briefing, If_None_Match=host.briefing()[1])),
        "stored": lambda: timed(host.briefing),
        "changed": host.changed_click,
        "tuned": lambda: beside.submit(tuned, document).result(),
        "naive": lambda: beside.submit(naive, document.html, document.css + NAIVE_STYLE, qr).result(),
        "framework": lambda: beside.submit(
            naive, document.html, document.css + NAIVE_STYLE + FRAMEWORK_STYLE, qr
        ).result(),
    }
    times = medians(ways, rounds)
    row("unchanged, 304", "<= 10 ms", f"{times['304']:.1f} ms", times["304"] <= 10)
    row("unchanged, stored bytes", "<= 10 ms", f"{times['stored']:.1f} ms", times["stored"] <= 10)
    ratio("changed: request / naive WeasyPrint", times["changed"], times["naive"], 0.55)
    ratio("changed: request / naive with framework CSS", times["changed"], times["framework"], 0.18)
    ratio("changed: request / our HTML to PDF alone", times["changed"], times["tuned"], 1.10)


def first_click(host: Host, rounds: int) -> None:
    """A new host whose renderer was warmed when the visit's page was opened and read for a moment."""
    cold, warm = [], []
    for number in range(3):
        new = Host(host.folder, render_seconds=30 + number)
        new.get(f"/bezoek/{new.visit_id}")
        time.sleep(READING_SECONDS)
        cold.append(new.changed_click())
        warm += [new.changed_click() for _ in range(max(1, rounds // 3))]
        pool.close()
    ratio(f"first click after {READING_SECONDS:.0f} s on the page / warm", median(cold), median(warm), 1.5)


def pages(host: Host, rounds: int) -> None:
    """The 95th percentile of a page's time, with and without briefings being made one after another."""
    other = Host(host.folder, render_seconds=40)
    other.changed_click()
    quiet: list[float] = []
    busy: list[float] = []
    address = f"/bezoek/{host.visit_id}"
    for _ in range(rounds):
        quiet += [timed(partial(host.get, address)) for _ in range(PAGES_PER_ROUND)]
        done = threading.Event()
        maker = threading.Thread(target=_make_until, args=(other, done))
        maker.start()
        busy += [timed(partial(host.get, address)) for _ in range(PAGES_PER_ROUND)]
        done.set()
        maker.join()
    ratio("page p95 with one PDF after another / without", p95(busy), p95(quiet), 1.25)


def _make_until(host: Host, done: threading.Event) -> None:
    while not done.is_set():
        host.changed_click()


def hundred(briefing: Briefing) -> None:
    """A hundred briefings, one renderer per core, against one renderer."""
    cores = os.cpu_count() or 1
    document = Sheet().document(briefing)
    rates = {}
    for renderers in (1, cores):
        limits = paper.Limits(renderers=renderers, wait_seconds=120)
        with ThreadPoolExecutor(renderers) as callers:
            list(callers.map(lambda _, limits=limits: paper.render(document, limits), range(renderers * 2)))
            started = time.perf_counter()
            list(callers.map(lambda _, limits=limits: paper.render(document, limits), range(100)))
            rates[renderers] = 100 / (time.perf_counter() - started)
    share = rates[cores] / (cores * rates[1])
    row(f"100 briefings on {cores} cores / cores x one", ">= 0.90", f"{share:.2f}", share >= 0.9)
    print(f"      one renderer {rates[1]:.1f} a second, {cores} renderers {rates[cores]:.1f} a second")


def size(host: Host) -> None:
    kilobytes = len(host.briefing()[0]) / 1000
    row("size without photos", "<= 60 kB", f"{kilobytes:.0f} kB", kilobytes <= 60)
    row("size with two photos", "<= 350 kB", "no photos on a briefing yet", None)


def memory(host: Host) -> None:
    """Of a renderer after all this, and what a briefing adds to the web process."""
    before = resident(os.getpid())
    for _ in range(20):
        host.changed_click()
    grown = resident(os.getpid()) - before
    with host.app.app_context(), mounts.of(host.app).opened():
        StoredPaper.delete().execute()
    most = max(highest(each._process.pid) for each in _renderers())
    row("memory of a renderer, at most", "<= 120 MB", f"{most:.0f} MB", most <= 120)
    row("web process after 20 more briefings", "+ 0 MB", f"{grown:+.1f} MB", grown < 2)
    row(
        "WeasyPrint in the web process",
        "no",
        "yes" if "weasyprint" in sys.modules else "no",
        "weasyprint" not in sys.modules,
    )


def _renderers() -> list[pool._Renderer]:
    return [renderer for each in pool._pools.values() for renderer in each._idle]


# -- measuring -----------------------------------------------------------------------------------------------


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def medians(ways: dict[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Of each way, after two rounds to warm up."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 2):
        for name, way in ways.items():
            took = way()
            if number >= 2:
                times[name].append(took)
    found = {name: median(values) for name, values in times.items()}
    print("      " + ", ".join(f"{name} {value:.1f}" for name, value in found.items()) + " ms\n")
    return found


def median(values: list[float]) -> float:
    return statistics.median(values)


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def resident(process_id: int) -> float:
    return _status(process_id, "VmRSS")


def highest(process_id: int) -> float:
    return _status(process_id, "VmHWM")


def _status(process_id: int, key: str) -> float:
    lines = Path(f"/proc/{process_id}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(key))


def ratio(what: str, value: float, base: float, goal: float) -> None:
    share = value / base
    row(what, f"<= {goal:.2f}", f"{share:.2f}  ({value:.0f} / {base:.0f} ms)", share <= goal)


def row(what: str, goal: str, measured: str, is_met: bool | None) -> None:
    word = {True: "ok  ", False: "MISS", None: "    "}[is_met]
    print(f"{word}  {what:48} {goal:>10}   {measured}", flush=True)


if __name__ == "__main__":
    main()
