"""Comparisons that were made before, a few of each mount: the same two versions are not compared at every look."""

from __future__ import annotations

import threading
from collections import OrderedDict
from hashlib import sha256
from weakref import WeakKeyDictionary

import peewee as pw

from ..mount import current
from ..vision.models import PageVersion
from .sides import Comparison, Side, compare_versions

#: comparisons kept by each process of one mount
MOST = 16
_Key = tuple[int, int, int, int, str]


class Kept:
    """The least recently used go first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._found: OrderedDict[_Key, Comparison] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: _Key) -> Comparison | None:
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
            return self._found.get(key)

    def put(self, key: _Key, found: Comparison) -> None:
        with self._lock:
            self._found[key] = found
            self._found.move_to_end(key)
            while len(self._found) > self._most:
                self._found.popitem(last=False)


_kept: WeakKeyDictionary[pw.Database, Kept] = WeakKeyDictionary()


def compared(old: PageVersion, before: Side, new: PageVersion, after: Side) -> Comparison:
    """What differs between these versions, whose texts are `before` and `after`.

    Of each are known its number, the number of its last change and what it says, so that a version that gets the
    number of one that is gone never shows the other's words.
    """
    here = _kept.setdefault(current().database, Kept())
    says = sha256(f"{before!r} {after!r}".encode()).hexdigest()
    key = (old.id, old.version, new.id, new.version, says)
    found = here.get(key)
    if found is None:
        found = compare_versions(before, after)
        here.put(key, found)
    return found
