"""What must happen to governing texts by the clock: planned texts are published, texts past their last day expire."""

from __future__ import annotations

from .actions import settle


def carry_out() -> int:
    """Everything that is due, in the order in which it fell due; how many things were done.

    Doing it again does nothing. Two workers at once do each thing once.
    """
    return settle()
