"""What paper costs: `python benchmarks/paper.py [--rounds 15]`.

Every round does each thing once, so that a busy moment of the machine hits all of them; printed are medians and,
more to the point, ratios. Milliseconds differ per machine, ratios hardly.
"""

from __future__ import annotations

import argparse
import base64
import io
import os
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from flask_initiatieven.paper import Document, Limits, fonts, pool, render  # noqa: E402
from tests.paper import samples  # noqa: E402

#: Twelve million pixels, as a telephone makes them.
ORIGINAL = (4000, 3000)
#: How somebody would lay out the same page without measuring: grid, flex and variables.
NAIVE_STYLE = """
:root { --accent: #123a5e; --wel: #1b6b2f; --niet: #9b1c1c; --grijs: #444 }
h2 { color: var(--accent) } .onderkop { color: var(--grijs) }
header { display: flex; justify-content: space-between } header .qr { order: 2; float: none }
.samen { display: grid; grid-template-columns: 1fr 1fr; gap: 6mm }
.samen .links, .samen .rechts { float: none; width: auto }
.wel { border-color: var(--wel) } .niet { border-color: var(--niet) }
main { display: flex; flex-direction: column }
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    os.environ.update(fonts.environment())  # in-process renders with our fonts too
    briefing = samples.briefing()
    one, two = Limits(renderers=1), Limits(renderers=2, seconds=21)

    from flask_initiatieven.paper.pdf import to_pdf

    ways: dict[str, Callable[[], object]] = {
        "naive, photos as taken, grid and flex": partial(naive, with_originals(briefing), NAIVE_STYLE),
        "naive, photos and layout as ours": partial(naive, briefing, ""),
        "to_pdf in this process": partial(to_pdf, briefing),
        "render() in a renderer": partial(render, briefing, one),
    }
    render(briefing, one)
    print(f"load of this machine before    {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print_times(measured(ways, one, rounds))
    print_throughput(briefing, one, two, rounds)
    print(f"renderer, most memory ever     {most_memory(one):.0f} MB")
    print(f"size of the PDF                {len(render(briefing, one).pdf) / 1024:.0f} kB")
    print(f"first PDF of a new renderer    {first_click(briefing):.0f} ms (median of 3)")
    pool.close()


def naive(document: Document, more_style: str) -> object:
    """WeasyPrint as its first page of documentation shows it: no tags, nothing kept between renders."""
    from weasyprint import HTML

    html = document.html.replace("</head>", f"<style>{document.css}{more_style}</style></head>")
    for name, image in document.images.items():
        kind = "png" if image.startswith(b"\x89PNG") else "jpeg"
        address = f"data:image/{kind};base64,{base64.b64encode(image).decode()}"
        html = html.replace(f'"ini:{name}"', f'"{address}"')
    return HTML(string=html).write_pdf()


def with_originals(document: Document) -> Document:
    """The same document with its photos as the telephone made them."""
    images = dict(document.images)
    for name in ("foto1", "foto2"):
        written = io.BytesIO()
        Image.open(io.BytesIO(images[name])).resize(ORIGINAL).save(written, "JPEG", quality=92)
        images[name] = written.getvalue()
    return Document(document.html, document.css, document.created, images)


@dataclass
class Times:
    """Milliseconds of each round: on the clock, and of processor time here and in the renderer together."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def measured(ways: dict[str, Callable[[], object]], one: Limits, rounds: int) -> dict[str, Times]:
    """The times of each way, after two rounds to warm up."""
    times = {name: Times() for name in ways}
    for number in range(rounds + 2):
        for name, way in ways.items():
            wall, processor = time.perf_counter(), processor_time(one)
            way()
            if number >= 2:
                times[name].wall.append((time.perf_counter() - wall) * 1000)
                times[name].processor.append((processor_time(one) - processor) * 1000)
    return times


def processor_time(limits: Limits) -> float:
    """Seconds of processor that this process and its renderer have used."""
    renderers = pool._pool(limits)._idle
    # the number that Linux gives to the processor clock of another process
    clocks = [time.clock_gettime((~each._process.pid << 3) | 2) for each in renderers]
    return time.process_time() + sum(clocks)


def print_times(times: dict[str, Times]) -> None:
    bases = list(times)[:3]
    print(f"{'':40} {'ms':>6} {'cpu ms':>7} {'/ naive':>8} {'/ bare':>8} {'/ to_pdf':>8}  (ratios of processor time)")
    for name, own in times.items():
        ratios = " ".join(f"{paired(own.processor, times[base].processor):8.2f}" for base in bases)
        print(f"{name:40} {statistics.median(own.wall):6.0f} {statistics.median(own.processor):7.0f} {ratios}")
    hop = paired(times[list(times)[3]].wall, times[bases[2]].wall)
    print(f"on the clock, render() / to_pdf {hop:.2f}")


def paired(values: list[float], bases: list[float]) -> float:
    """Median of the ratios round by round: what slows a round down slows both sides."""
    return statistics.median(value / base for value, base in zip(values, bases, strict=True))


def print_throughput(briefing: Document, one: Limits, two: Limits, rounds: int) -> None:
    rates: dict[int, list[float]] = {1: [], 2: []}
    for limits in (one, two):
        together(briefing, limits, 4)
    for _ in range(3):
        for limits in (one, two):
            rates[limits.renderers].append(together(briefing, limits, rounds))
    single, double = (statistics.median(rates[renderers]) for renderers in (1, 2))
    print(f"PDFs a second, 1 renderer      {single:.1f}")
    print(f"PDFs a second, 2 renderers     {double:.1f} (x {double / single:.2f})")


def together(briefing: Document, limits: Limits, number: int) -> float:
    """PDFs a second when more callers than renderers ask at once."""
    started = time.perf_counter()
    with ThreadPoolExecutor(limits.renderers + 1) as callers:
        list(callers.map(lambda _: render(briefing, limits), range(number)))
    return number / (time.perf_counter() - started)


def most_memory(limits: Limits) -> float:
    """The most memory (MB) that a renderer had in use."""
    process_id = pool._pool(limits)._idle[0]._process.pid
    lines = Path(f"/proc/{process_id}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def first_click(briefing: Document) -> float:
    """Milliseconds until the first PDF, nothing having been warmed."""
    times = []
    for number in range(3):
        cold = Limits(seconds=30 + number)
        started = time.perf_counter()
        render(briefing, cold)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
