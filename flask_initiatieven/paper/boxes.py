"""A walk over WeasyPrint's laid-out boxes, in the order in which it makes the tags of the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Placed:
    """A box, the page it stands on (counted from 0), its parent box, and whether it is in a page margin."""

    box: Any
    page: int
    parent: Any
    is_margin: bool

    @property
    def tag(self) -> str:
        """Name of the element the box stands for; nothing for bare text and for boxes without an element."""
        return "" if self.is_text or self.box.element is None else str(self.box.element_tag)

    @property
    def is_text(self) -> bool:
        return hasattr(self.box, "pango_layout")


def placed_boxes(document: Any) -> list[Placed]:
    """Every box of every page, parents before children."""
    return [placed for number, page in enumerate(document.pages) for placed in _below(page._page_box, number)]


def _below(page_box: Any, page: int) -> Iterator[Placed]:
    from weasyprint.formatting_structure.boxes import LineBox, MarginBox

    waiting = [Placed(page_box, page, None, False)]
    while waiting:
        current = waiting.pop()
        yield current
        children: list[Placed] = []
        is_margin = current.is_margin or isinstance(current.box, MarginBox)
        for child in _children(current.box):
            inside = child.children if isinstance(child, LineBox) else [child]
            children += [Placed(_itself(box), page, current.box, is_margin) for box in inside]
        waiting.extend(reversed(children))


def _itself(box: Any) -> Any:
    """The box behind the placeholder that stands in for something positioned absolutely."""
    return getattr(box, "_box", box)


def _children(box: Any) -> list[Any]:
    """The children; of a table with its caption they are the caption and the table's rows."""
    if not getattr(box, "is_table_wrapper", False):
        return list(box.children)
    table = box.get_wrapped_table()
    flat: list[Any] = []
    for child in box.children:
        flat += child.children if child is table else [child]
    return flat
