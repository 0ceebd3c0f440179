"""Renderers beside the web process: few, bounded, replaced when they fall, gone when it goes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flask_initiatieven.paper import (
    Document,
    Limits,
    Paper,
    PaperBusy,
    PaperError,
    PaperTooHeavy,
    PaperUnavailable,
    fonts,
    pool,
    render,
    renderer,
    warm,
)
from tests.paper import samples

PLAIN = samples.simple("<p>gewoon</p>")
SLOW = samples.simple("<table>" + "<tr><td>rij</td></tr>" * 3_000 + "</table>")


@pytest.fixture
def limits(request: pytest.FixtureRequest) -> Iterator[Limits]:
    """Limits nobody else has, so that the pool behind them is this test's own."""
    own = Limits(seconds=20 + hash(request.node.name) % 1000 / 1000, wait_seconds=30)
    yield own
    pool._pool(own).close()
    pool._pools.pop(own, None)


@pytest.fixture(scope="module")
def shared() -> Iterator[Limits]:
    """Limits for tests that leave the renderer as they find it."""
    own = Limits(seconds=18, wait_seconds=30)
    render(PLAIN, own)
    yield own
    pool._pool(own).close()


def process_ids(limits: Limits) -> list[int]:
    own = pool._pool(limits)
    return [each._process.pid for each in [*own._idle, *own._busy]]


def is_running(process_id: int) -> bool:
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def eventually(condition: Callable[[], object], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def in_thread(document: Document, limits: Limits) -> tuple[threading.Thread, list[object]]:
    """A caller elsewhere; what came of it appears in the list."""
    results: list[object] = []

    def call() -> None:
        try:
            results.append(render(document, limits))
        except PaperError as error:
            results.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    return thread, results


def test_one_renderer_does_many_documents(shared: Limits) -> None:
    render(PLAIN, shared)
    first = process_ids(shared)
    render(PLAIN, shared)
    assert process_ids(shared) == first
    assert len(first) == 1


def test_warming_starts_a_renderer_and_does_not_wait(limits: Limits) -> None:
    started = time.monotonic()
    warm(limits)
    warm(limits)
    assert time.monotonic() - started < 0.5
    assert len(process_ids(limits)) == 1


def test_callers_wait_for_their_turn(shared: Limits) -> None:
    callers = [in_thread(PLAIN, shared) for _ in range(4)]
    for thread, _ in callers:
        thread.join()
    assert all(isinstance(results[0], Paper) for _, results in callers)
    assert len(process_ids(shared)) == 1


def test_who_waits_too_long_hears_that_it_is_busy() -> None:
    hasty = Limits(seconds=5, wait_seconds=0.2)
    thread, _ = in_thread(SLOW, hasty)
    assert eventually(lambda: pool._pool(hasty)._busy)
    with pytest.raises(PaperBusy, match=r"^All renderers are occupied. Try again in a minute.$"):
        render(PLAIN, hasty)
    pool._pool(hasty).close()
    thread.join()


def test_two_renderers_work_side_by_side() -> None:
    two = Limits(renderers=2, seconds=19)
    callers = [in_thread(PLAIN, two) for _ in range(2)]
    assert eventually(lambda: len(process_ids(two)) == 2)
    for thread, _ in callers:
        thread.join()
    assert all(isinstance(results[0], Paper) for _, results in callers)
    pool._pool(two).close()


def test_a_document_that_takes_too_long_is_stopped_and_a_replacement_starts_at_once() -> None:
    short = Limits(seconds=0.4)
    render(PLAIN, short)
    first = process_ids(short)
    with pytest.raises(PaperTooHeavy, match=r"^Making the PDF took longer than allowed.$") as stopped:
        render(SLOW, short)
    assert stopped.value.limit == "time"
    assert not is_running(first[0])
    assert len(process_ids(short)) == 1
    assert render(PLAIN, short).pages == 1
    pool._pool(short).close()


def test_a_renderer_killed_while_idle_is_not_noticed(limits: Limits) -> None:
    warm(limits)
    (first,) = process_ids(limits)
    os.kill(first, signal.SIGKILL)
    assert render(PLAIN, limits).pages == 1
    assert process_ids(limits) != [first]


def test_renderers_that_keep_dying_are_not_started_for_ever(
    limits: Limits, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "weasyprint.py").write_text("import os; os._exit(3)")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(PaperUnavailable, match="The renderers end before they begin."):
        render(PLAIN, limits)


def test_a_renderer_killed_at_work_is_an_error_and_the_next_document_prints(limits: Limits) -> None:
    render(PLAIN, limits)
    (first,) = process_ids(limits)
    thread, results = in_thread(SLOW, limits)
    assert eventually(lambda: pool._pool(limits)._busy)
    time.sleep(0.1)
    os.kill(first, signal.SIGKILL)
    thread.join()
    message = "The renderer ended half-way (status -9). Another one takes its place."
    assert [str(result) for result in results] == [message]
    assert render(PLAIN, limits).pages == 1


def test_the_kernel_stops_a_renderer_that_nobody_watches() -> None:
    watched = Limits(seconds=0.5)
    render(PLAIN, watched)
    patient = pool._pool(watched)._idle[0]
    with pytest.raises(pool._Died):
        patient.make(SLOW_FOR_EVER, seconds=20)
    assert pool._explained(patient.end(grace=2)).args == ("Making the PDF needed too much time.",)
    pool._pool(watched).close()


SLOW_FOR_EVER = samples.simple("<table>" + "<tr><td>rij</td></tr>" * 15_000 + "</table>")


def test_a_renderer_is_replaced_after_some_hundreds_of_documents(
    limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "JOBS_PER_RENDERER", 2)
    render(PLAIN, limits)
    (first,) = process_ids(limits)
    render(PLAIN, limits)
    assert not is_running(first)
    assert len(process_ids(limits)) == 1


def test_a_forked_process_has_renderers_of_its_own(limits: Limits) -> None:
    render(PLAIN, limits)
    (parents,) = process_ids(limits)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            own = render(PLAIN, limits).pages == 1 and process_ids(limits) != [parents]
            pool.close()
            status = 0 if own else 2
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert render(PLAIN, limits).pages == 1
    assert process_ids(limits) == [parents]


PARENT = """
import sys, time
from flask_initiatieven.paper import Limits, pool, warm
warm(Limits())
print(pool._pool(Limits())._idle[0]._process.pid, flush=True)
{ending}
"""


@pytest.mark.parametrize("ending", ["time.sleep(60)", "pass"])
def test_no_renderer_outlives_its_web_process(ending: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT.format(ending=ending)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        renderer_id = int(parent.stdout.readline())
        if ending != "pass":
            assert is_running(renderer_id)
            parent.kill()
    assert eventually(lambda: not is_running(renderer_id))


def test_closing_ends_all_renderers_and_rendering_starts_new_ones(limits: Limits) -> None:
    render(PLAIN, limits)
    (first,) = process_ids(limits)
    pool.close()
    assert not is_running(first)
    assert render(PLAIN, limits).pages == 1


def test_without_weasyprint_there_is_no_paper(limits: Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "available", lambda: False)
    warm(limits)
    with pytest.raises(PaperUnavailable, match="WeasyPrint is not installed here."):
        render(PLAIN, limits)
    assert process_ids(limits) == []


def test_a_renderer_that_cannot_start_says_why(limits: Limits, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(PaperUnavailable, match="does not start. OSError: cannot load library libpango"):
        render(PLAIN, limits)
    warm(limits)
    (hopeless,) = process_ids(limits)
    assert eventually(lambda: not is_running(hopeless))
    warm(limits)
    assert process_ids(limits) == []


def test_where_no_process_can_be_started_there_is_no_paper(limits: Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_python", lambda: "/nonexistent/python3")
    warm(limits)
    with pytest.raises(PaperUnavailable, match=r"^No renderer can be started here: No such file or directory.$"):
        render(PLAIN, limits)


def test_a_renderer_without_fonts_does_not_start(
    limits: Limits, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig/>")
    monkeypatch.setattr(fonts, "environment", lambda: {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")})
    with pytest.raises(PaperUnavailable, match="UserWarning"):
        render(PLAIN, limits)


def test_what_others_print_does_not_get_between_us(
    limits: Limits, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys, threading\n"
        "print('hallo'); os.write(1, b'hallo'); sys.stderr.write('hallo')\n"
        "threading.Timer(0.3, print, ['nog eens']).start()\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert [render(PLAIN, limits).pages for _ in range(3)] == [1, 1, 1]


def test_a_renderer_knows_nothing_of_the_hosts_environment(limits: Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "geheim")
    render(PLAIN, limits)
    (process_id,) = process_ids(limits)
    assert b"geheim" not in Path(f"/proc/{process_id}/environ").read_bytes()
    assert os.getpriority(os.PRIO_PROCESS, process_id) == renderer.NICENESS


def test_a_renderer_loads_neither_flask_nor_the_database(shared: Limits) -> None:
    render(PLAIN, shared)
    (process_id,) = process_ids(shared)
    memory = Path(f"/proc/{process_id}/status").read_text()
    resident = next(line for line in memory.splitlines() if line.startswith("VmRSS"))
    assert int(resident.split()[1]) < 120 * 1024
    assert "flask" not in Path(f"/proc/{process_id}/maps").read_text().replace("flask_initiatieven", "")
