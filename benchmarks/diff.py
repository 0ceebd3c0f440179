"""What comparing two versions costs: `python benchmarks/diff.py [--words 20000]`.

For several kinds of change: our comparison, the page with it, and `difflib` on the same words (given up after a
while: it is quadratic where words repeat). The bound is two seconds for two texts of 20,000 words, whatever they are.
Seconds are of the processor, so that a busy machine does not count; those of difflib are by the clock.
"""

from __future__ import annotations

import argparse
import difflib
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from flask import Flask  # noqa: E402

from flask_initiatieven import Initiatieven, User  # noqa: E402
from flask_initiatieven import mount as mounts  # noqa: E402
from flask_initiatieven.comparing.difference import Block, Effort, Word, compare  # noqa: E402
from flask_initiatieven.lifecycle import actions as lifecycle  # noqa: E402
from flask_initiatieven.vision.models import Page, PageVersion  # noqa: E402

PARAGRAPH = 80
BOUND = 2.0
PATIENCE = 10.0
Words = list[str]


def kinds(words: int) -> dict[str, tuple[Words, Words]]:
    """Name → old and new words."""
    dice = random.Random(7)
    vocabulary = [f"woord{number}" for number in range(2500)]
    text = dice.choices(vocabulary, [1 / (rank + 1) for rank in range(2500)], k=words)
    return {
        "one word in a hundred changed": (text, [w if dice.random() > 0.01 else "nieuw" for w in text]),
        "one in ten changed": (text, [w if dice.random() > 0.1 else "nieuw" for w in text]),
        "everything different": ([f"a{n}" for n in range(words)], [f"b{n}" for n in range(words)]),
        "the same word": (["x"] * words, ["x"] * (words - 100)),
        "the same word between others": (
            [dice.choice(["x", f"a{n}"]) for n in range(words)],
            [dice.choice(["x", f"b{n}"]) for n in range(words)],
        ),
        "shuffled": (text, dice.sample(text, words)),
        "two words at random": (dice.choices("ab", k=words), dice.choices("ab", k=words)),
        "turned round": (text, text[::-1]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=20_000)
    words = parser.parse_args().words
    print(f"{'':32}{'paragraphs':>12}{'one block':>12}{'page':>10}{'kB':>8}{'difflib':>12}   seconds")
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        host = Host(Path(folder))
        for name, (old, new) in kinds(words).items():
            split = timed(lambda: compare(blocks(old, PARAGRAPH), blocks(new, PARAGRAPH), Effort()))  # noqa: B023
            whole = timed(lambda: compare(blocks(old, words), blocks(new, words), Effort()))  # noqa: B023
            page, size = host.page(old, new)
            worst = max(worst, split, whole, page)
            other = patiently(with_difflib, old, new)
            print(f"{name:32}{split:12.2f}{whole:12.2f}{page:10.2f}{size / 1000:8.0f}{other:>12}")
    print(f"\nslowest {worst:.2f} s, bound {BOUND:.0f} s: {'within' if worst < BOUND else 'OVER'}")


class Host:
    """A host with one page, of which each kind makes two versions."""

    def __init__(self, folder: Path) -> None:
        self.app = Flask("benchmark", instance_path=str(folder))
        self.app.config["SECRET_KEY"] = "benchmark " * 3
        Initiatieven(self.app, user=lambda: User("1", "Alice", "", frozenset({"lezer"})), database=str(folder / "b.db"))
        with self.app.app_context(), mounts.of(self.app).opened() as mount:
            lifecycle.install(mount)
            self.page_id = Page.create(key="visie").id
        self.number = 0

    def page(self, old: Words, new: Words) -> tuple[float, int]:
        """Seconds and bytes of the page that compares them."""
        self.number += 2
        stamp = {"changed_at": datetime(2026, 10, 1, tzinfo=UTC), "page": self.page_id, "title": "Visie"}
        with self.app.app_context(), mounts.of(self.app).opened():
            for number, words in ((self.number - 1, old), (self.number, new)):
                row = {"number": number, "state": "replaced", "text": html(words), "valid_from": date(2026, 10, 1)}
                PageVersion.insert_many([{**stamp, **row}]).execute()
        address = f"/initiatieven/visie/visie/vergelijk?van={self.number - 1}&tot={self.number}"
        began = time.process_time()
        answer = self.app.test_client().get(address)
        assert answer.status_code == 200, answer.status
        return time.process_time() - began, len(answer.data)


def html(words: Words) -> str:
    return "".join(f"<p>{block.text}</p>" for block in blocks(words, PARAGRAPH))


def blocks(words: Words, size: int) -> list[Block]:
    return [Block("p", tuple(map(Word, words[at : at + size]))) for at in range(0, len(words), size)]


def with_difflib(old: Words, new: Words) -> None:
    difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def timed(function: Callable[[], object]) -> float:
    began = time.process_time()
    function()
    return time.process_time() - began


def patiently(function: Callable[[Words, Words], None], old: Words, new: Words) -> str:
    """Seconds in a process of its own, which is stopped when it takes too long."""
    process = get_context("fork").Process(target=function, args=(old, new))
    began = time.perf_counter()
    process.start()
    process.join(PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()
        return f"> {PATIENCE:.0f}"
    return f"{time.perf_counter() - began:.2f}"


if __name__ == "__main__":
    main()
