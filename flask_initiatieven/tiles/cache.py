"""Drawn tiles, kept for a minute by each process, a bounded number of them."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

#: seconds a tile may be old
SECONDS = 60
MOST = 2000


class Cache:
    """The least recently used go first. `clock` gives seconds that never go back."""

    def __init__(self, seconds: float = SECONDS, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._most, self._clock = seconds, most, clock
        self._kept: OrderedDict[Hashable, tuple[float, str]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> str | None:
        """What was put under this key at most `seconds` ago."""
        with self._lock:
            made_at, text = self._kept.get(key, (0.0, ""))
            if key not in self._kept or self._clock() - made_at > self._seconds:
                return None
            self._kept.move_to_end(key)
            return text

    def put(self, key: Hashable, text: str) -> None:
        with self._lock:
            self._kept[key] = (self._clock(), text)
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
