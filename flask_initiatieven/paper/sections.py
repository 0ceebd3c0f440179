"""Where the room on the pages goes, heading by heading."""

from __future__ import annotations

from typing import Any

from .boxes import Placed, placed_boxes
from .document import SectionHeight

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_SECTIONS = {"section", "article", "aside"}
_MILLIMETRES_PER_PIXEL = 25.4 / 96


def section_heights(document: Any) -> tuple[SectionHeight, ...]:
    """One entry per heading, in reading order.

    A heading that opens a section, article or aside stands for all of it, on all its pages. Any other
    stands for the room down to the next heading, or to the end of its page.
    """
    placed = [each for each in placed_boxes(document) if not each.is_margin]
    headings = [each for each in placed if each.tag in _HEADINGS and each.box.bookmark_label]
    parents = {id(each.box): each.parent for each in placed}
    heights = _heights_of_sections(placed)
    claimed: set[int] = set()
    found = []
    for position, heading in enumerate(headings):
        section = _section_around(heading, parents)
        if section is not None and id(section) not in claimed:
            claimed.add(id(section))
            pixels = heights[id(section)]
        else:
            pixels = _room_below(heading, headings[position + 1 :], placed)
        label = " ".join(str(heading.box.bookmark_label).split())
        found.append(SectionHeight(label, heading.page + 1, round(pixels * _MILLIMETRES_PER_PIXEL, 1)))
    return tuple(found)


def _heights_of_sections(placed: list[Placed]) -> dict[int, float]:
    heights: dict[int, float] = {}
    for each in placed:
        if each.tag in _SECTIONS and hasattr(each.box, "border_height"):
            key = id(each.box.element)
            heights[key] = heights.get(key, 0.0) + float(each.box.border_height())
    return heights


def _section_around(heading: Placed, parents: dict[int, Any]) -> Any:
    """The HTML element of the nearest section that holds the heading, or None."""
    box = heading.parent
    while box is not None:
        if box.element is not None and box.element_tag in _SECTIONS:
            return box.element
        box = parents[id(box)]
    return None


def _room_below(heading: Placed, later: list[Placed], placed: list[Placed]) -> float:
    top = heading.box.position_y
    following = [each.box.position_y for each in later if each.page == heading.page]
    if following:
        return max(0.0, float(following[0] - top))
    texts = [each.box for each in placed if each.page == heading.page and each.is_text]
    return max((float(text.position_y + text.height - top) for text in texts), default=0.0)
