"""Messages over a pipe: a JSON head and any number of byte strings, each with its length in front.

No pickle: whatever a renderer that went wrong may say, it stays data.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Sequence
from typing import Any

Head = dict[str, Any]

_LENGTH = struct.Struct(">I")
#: No head of ours comes near this; a larger number means that something else wrote on the pipe.
_LONGEST_HEAD = 1 << 24


class BrokenFrame(Exception):
    """The other side stopped half-way, or said something that is not a frame."""


def pack(head: Head, parts: Sequence[bytes] = ()) -> bytes:
    """One message as bytes."""
    text = json.dumps({**head, "sizes": [len(part) for part in parts]}).encode()
    return b"".join([_LENGTH.pack(len(text)), text, *parts])


def unpack(read_exactly: Callable[[int], bytes]) -> tuple[Head, list[bytes]]:
    """The next message, read with a function that returns exactly so many bytes or raises."""
    (length,) = _LENGTH.unpack(read_exactly(_LENGTH.size))
    if length > _LONGEST_HEAD:
        raise BrokenFrame("A frame with an impossible length: something else wrote on the pipe.")
    try:
        head = json.loads(read_exactly(length))
        sizes = [int(size) for size in head.pop("sizes")]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenFrame("A frame without a readable head.") from error
    return head, [read_exactly(size) for size in sizes]
