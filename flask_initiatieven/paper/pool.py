"""The renderers of this web process: started when needed, one job each at a time, never trusted too long.

No threads of its own. Each request that renders talks to its renderer itself, with a clock beside it; a new
renderer is only started, and makes itself ready while the web process goes on.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGABRT, SIGSEGV, SIGTRAP, SIGXCPU

from . import fonts, renderer
from .document import Document, Limits, Paper
from .errors import PaperBusy, PaperError, PaperTooHeavy, PaperUnavailable
from .frames import BrokenFrame, Head, unpack
from .version import available

#: Importing WeasyPrint and a first page take one to three seconds; on a machine in trouble much longer.
START_SECONDS = 60.0
#: Long-lived processes collect dust: replaced after so many documents.
JOBS_PER_RENDERER = 400
#: Two A4 with four photos at print size are 2 MB. Refused before anything is sent.
LARGEST_DOCUMENT = 32 * 1024 * 1024
_PIECE = 1 << 16
#: So many renderers may be found dead before we stop trying; one or two is bad luck.
_MOST_LOST = 3
#: Seconds without warming after a renderer ended by itself: where Pango is missing, every page would start one.
_PAUSE = 60.0
_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")

#: Ends that mean "asked for more than allowed": processor time, and C libraries that got no memory.
_OVER_LIMIT = {-SIGXCPU: "time", -SIGABRT: "memory", -SIGTRAP: "memory", -SIGSEGV: "depth"}


def render(document: Document, limits: Limits) -> Paper:
    """The document as PDF, made in a renderer process; blocks for at most waiting plus rendering.

    Raises PaperBusy, PaperTooHeavy, PaperUnavailable, or PaperError when the renderer failed.
    """
    if not available():
        raise PaperUnavailable("WeasyPrint is not installed here. Install it, or hide the PDF links.")
    if document.size > LARGEST_DOCUMENT:
        raise PaperTooHeavy("The document with its pictures is too large to print.", "size")
    return _pool(limits).render(document)


def warm(limits: Limits) -> None:
    """Start a renderer if none is running, so that the first click finds it ready. Returns at once."""
    with contextlib.suppress(Exception):
        if available():
            _pool(limits).warm()


def close() -> None:
    """End all renderers of this process; they start again when needed."""
    with _pools_lock:
        pools = list(_pools.values())
        _pools.clear()
    for pool in pools:
        pool.close()


def rest(limits: Limits) -> None:
    """End the renderers with these limits that have nothing to do; they start again when needed."""
    pool = _pools.get(limits)
    if pool is not None:
        pool.rest()


#: `python -m flask_initiatieven.paper.renderer`, but not through the package's front door: behind that stand
#: Flask and the database, and a renderer needs neither. It saves 45 MB and half a second.
_BOOTSTRAP = """
import sys
from types import ModuleType
package = ModuleType("flask_initiatieven")
package.__path__ = [sys.argv[1]]
sys.modules["flask_initiatieven"] = package
from flask_initiatieven.paper import renderer
renderer.run(sys.argv[2:])
"""


class _Overtime(Exception):
    """The clock ran out while a renderer was at work."""


class _Died(Exception):
    """The renderer ended without an answer."""


class _Lost(Exception):
    """The renderer turned out to be gone before it began: another one can try."""


class _Renderer:
    """One child process and its two pipes."""

    def __init__(self, limits: Limits) -> None:
        reads, self._input = os.pipe()
        self._output, writes = os.pipe()
        self._pipes = [self._input, self._output]
        try:
            self._process = subprocess.Popen(
                _command(reads, writes, limits),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # WeasyPrint quotes the document in its warnings: not for a log
                pass_fds=(reads, writes),
                cwd="/",
                env=_environment(),
            )
        except OSError:
            self._close_pipes()
            raise
        finally:
            os.close(reads)
            os.close(writes)
        os.set_blocking(self._input, False)
        os.set_blocking(self._output, False)
        self._started = time.monotonic()
        self._jobs = 0
        self.is_ready = False
        #: Whether it said, or the number of jobs says, that another one should take its place.
        self.is_spent = False

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def make(self, document: Document, seconds: float) -> Paper:
        """One job; raises _Lost, _Overtime or _Died, after which the renderer is of no more use."""
        self._jobs += 1
        try:
            self._become_ready()
            deadline = time.monotonic() + seconds
            self._write(renderer.request_of(document), deadline)
            self._read(deadline)  # it says that it has begun
        except _Died as error:
            raise _Lost from error
        head, parts = self._read(deadline)
        self.is_spent = bool(head.get("spent")) or self._jobs >= JOBS_PER_RENDERER
        return _paper_or_raise(head, parts)

    def _become_ready(self) -> None:
        if self.is_ready:
            return
        try:
            head, _ = self._read(self._started + START_SECONDS)
        except _Overtime:
            raise PaperUnavailable("The renderer does not start in time.") from None
        if "unavailable" in head:
            raise PaperUnavailable(f"The renderer does not start. {head['unavailable']}")
        self.is_ready = True

    def _write(self, data: bytes, deadline: float) -> None:
        view = memoryview(data)
        with _selector(self._input, selectors.EVENT_WRITE) as selector:
            while view:
                _wait(selector, deadline)
                try:
                    view = view[os.write(self._input, view[:_PIECE]) :]
                except BlockingIOError:
                    continue
                except OSError as error:
                    raise _Died from error

    def _read(self, deadline: float) -> tuple[Head, list[bytes]]:
        with _selector(self._output, selectors.EVENT_READ) as selector:
            try:
                return unpack(lambda size: self._read_exactly(size, selector, deadline))
            except BrokenFrame as error:
                raise _Died from error

    def _read_exactly(self, size: int, selector: selectors.BaseSelector, deadline: float) -> bytes:
        pieces = bytearray()
        while len(pieces) < size:
            _wait(selector, deadline)
            try:
                piece = os.read(self._output, min(size - len(pieces), 1 << 20))
            except BlockingIOError:
                continue
            if not piece:
                raise _Died
            pieces += piece
        return bytes(pieces)

    def end(self, grace: float = 0) -> int:
        """Kill it if it still runs after `grace` seconds; says how it ended (negative: by which signal)."""
        try:
            return self._process.wait(grace)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()
        finally:
            self._close_pipes()

    def kill(self) -> None:
        """End it under the hands of whoever is using it; that thread tidies up."""
        self._process.kill()

    def forget(self) -> None:
        """In a forked child: let go of our parent's renderer without touching it."""
        self._process.returncode = 0
        self._close_pipes()

    def _close_pipes(self) -> None:
        while self._pipes:
            os.close(self._pipes.pop())


class _Pool:
    """At most `limits.renderers` renderers; whoever finds none free waits, but not for ever."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._condition = threading.Condition()
        self._idle: list[_Renderer] = []
        self._busy: set[_Renderer] = set()
        self._closed = False
        self._warm_again_from = 0.0

    def warm(self) -> None:
        with self._condition:
            if self._bury_the_dead():
                self._warm_again_from = time.monotonic() + _PAUSE
            if not self._idle and not self._busy and time.monotonic() >= self._warm_again_from:
                self._start()

    def render(self, document: Document) -> Paper:
        for _ in range(_MOST_LOST):
            with contextlib.suppress(_Lost):
                return self._render_with(self._take(), document)
        raise PaperUnavailable("The renderers end before they begin. Something on this machine ends them.")

    def _render_with(self, chosen: _Renderer, document: Document) -> Paper:
        keep = replace = False
        try:
            paper = chosen.make(document, self._limits.seconds)
            keep = True
            return paper
        except _Overtime:
            replace = True
            raise PaperTooHeavy("Making the PDF took longer than allowed.", "time") from None
        except _Died:
            replace = True
            raise _explained(chosen.end(grace=2)) from None
        except PaperUnavailable:
            raise
        except PaperError:
            keep = True
            raise
        finally:
            self._give_back(chosen, keep and not chosen.is_spent, replace or chosen.is_spent)

    def rest(self) -> None:
        with self._condition:
            while self._idle:
                self._idle.pop().end()

    def close(self) -> None:
        with self._condition:
            self._closed = True
            while self._idle:
                self._idle.pop().end()
            for renderer_at_work in self._busy:
                renderer_at_work.kill()
            self._condition.notify_all()

    def forget(self) -> None:
        """In a forked child: these renderers are our parent's. No lock: its holder did not come along."""
        for known in [*self._idle, *self._busy]:
            known.forget()

    def _take(self) -> _Renderer:
        """A renderer for this caller alone. Raises PaperBusy when none comes free in time."""
        deadline = time.monotonic() + self._limits.wait_seconds
        with self._condition:
            while not self._closed:
                self._bury_the_dead()
                if not self._idle and len(self._busy) < self._limits.renderers:
                    self._start()
                if self._idle:
                    chosen = max(self._idle, key=lambda candidate: candidate.is_ready)
                    self._idle.remove(chosen)
                    self._busy.add(chosen)
                    return chosen
                if not self._condition.wait(deadline - time.monotonic()) and time.monotonic() >= deadline:
                    raise PaperBusy("All renderers are occupied. Try again in a minute.")
        raise PaperError("The renderers of this process are closed.")

    def _give_back(self, used: _Renderer, keep: bool, replace: bool) -> None:
        with self._condition:
            self._busy.discard(used)
            if keep and not self._closed:
                self._idle.append(used)
            else:
                used.end()
            if replace and not self._closed:
                with contextlib.suppress(PaperUnavailable):  # the next caller hears about it
                    self._start()
            self._condition.notify()

    def _start(self) -> None:
        try:
            self._idle.append(_Renderer(self._limits))
        except OSError as error:  # no more processes or files allowed
            raise PaperUnavailable(f"No renderer can be started here: {error.strerror}.") from error

    def _bury_the_dead(self) -> bool:
        """Put away idle renderers that ended; says whether there were any."""
        dead = [candidate for candidate in self._idle if not candidate.is_alive()]
        for candidate in dead:
            self._idle.remove(candidate)
            candidate.end()
        return bool(dead)


def _paper_or_raise(head: Head, parts: list[bytes]) -> Paper:
    if "heavy" in head:
        limit = str(head["heavy"])
        raise PaperTooHeavy(str(head.get("message") or f"Making the PDF needed too much {limit}."), limit)
    if "failed" in head:
        raise PaperError(str(head["failed"]))
    return renderer.paper_from(head, parts)


def _explained(status: int) -> PaperError:
    """The error behind a renderer's end."""
    if status in _OVER_LIMIT:
        limit = _OVER_LIMIT[status]
        return PaperTooHeavy(f"Making the PDF needed too much {limit}.", limit)
    return PaperError(f"The renderer ended half-way (status {status}). Another one takes its place.")


@contextmanager
def _selector(descriptor: int, event: int) -> Iterator[selectors.BaseSelector]:
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, event)
        yield selector


def _wait(selector: selectors.BaseSelector, deadline: float) -> None:
    remaining = deadline - time.monotonic()
    if remaining <= 0 or not selector.select(remaining):
        raise _Overtime


def _command(reads: int, writes: int, limits: Limits) -> list[str]:
    package = str(Path(__file__).parent.parent)
    numbers = [reads, writes, limits.memory_megabytes, limits.seconds]
    # -P: a file in the current folder that is called like a module must not become that module
    return [_python(), "-P", "-c", _BOOTSTRAP, package, *map(str, numbers)]


def _python() -> str:
    """The interpreter; under uWSGI and mod_wsgi `sys.executable` is the server."""
    if "python" in Path(sys.executable or "").name:
        return sys.executable
    return str(Path(sys.exec_prefix) / "bin" / "python3")


def _environment() -> dict[str, str]:
    """Nothing of the host's environment but where libraries are found: no secrets, no locale, no proxies."""
    libraries = {name: os.environ[name] for name in _LIBRARY_PATHS if name in os.environ}
    modules = os.pathsep.join(os.path.abspath(folder) for folder in sys.path if folder)
    return {
        **libraries,
        **fonts.environment(),
        "PYTHONPATH": modules,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONWARNINGS": "ignore",
        "HOME": "/nonexistent",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


_pools: dict[Limits, _Pool] = {}
_pools_lock = threading.Lock()


def _pool(limits: Limits) -> _Pool:
    with _pools_lock:
        if limits not in _pools:
            _pools[limits] = _Pool(limits)
        return _pools[limits]


def _after_fork_in_child() -> None:
    global _pools_lock
    _pools_lock = threading.Lock()
    for pool in _pools.values():
        pool.forget()
    _pools.clear()


os.register_at_fork(after_in_child=_after_fork_in_child)
atexit.register(close)
