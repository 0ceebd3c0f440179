"""What WeasyPrint leaves undone for PDF/UA, done just before the PDF is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped, unused-ignore]

from .boxes import Placed, placed_boxes

_LISTS = {"ul", "ol", "dl"}
#: Elements that may run on over a page, outer ones first, and how their tags are called.
_BLOCKS = {"main": "/Part", "article": "/Art", "section": "/Sect", "div": "/Div", "p": "/P"}
#: Names PDF has for the marks of a list; any other counter counts as decimal when the list is ordered.
_NUMBERINGS = {
    "none": "None",
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
#: What WeasyPrint prints where it breaks a word.
_HYPHEN = "\u2010"
#: A cell keeps its place in the table when there is nothing in it.
_MEANINGFUL_WHEN_EMPTY = {"/TD", "/TH"}


def finish(document: Any, pdf: Any) -> None:
    """WeasyPrint's `finisher` hook: repairs the tags of a PDF that is otherwise ready.

    Page headers and footers and repeated table heads become artifacts; what runs on over a page is one thing;
    header cells get their direction, lists their kind, figures their place, foreign words their language,
    links their words; names of cells go in the tree where readers look for them.
    """
    if "StructTreeRoot" not in pdf.catalog:
        return
    placed = placed_boxes(document)
    tags = _Tags(pdf)
    _join_tables(placed, tags)
    for tag, kind in _BLOCKS.items():
        _join_blocks([each for each in placed if each.tag == tag], tags.made(kind), tags)
    _give_headers_a_direction(placed)
    _say_which_lists(placed, tags)
    _put_figures_in_place(tags, document)
    _say_how_words_read(placed, tags)
    _say_where_links_go(placed)
    tags.drop_empty(tags.root)
    tags.root["ParentTreeNextKey"] = max(tags.parents[::2]) + 1
    used = tags.reachable()
    _index_names(used, tags)
    for page in range(len(document.pages)):
        _clean_page(tags, page, {id(element) for element in used})


class _Tags:
    """The structure tree, its elements looked up by reference."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.root = self.at(pdf.catalog["StructTreeRoot"])
        self.parents = self.at(self.root["ParentTree"])["Nums"]

    def at(self, reference: Any) -> Any:
        """The object behind a reference."""
        return self.pdf.objects[int(reference.split()[0])]

    def made(self, kind: str) -> list[Any]:
        """The elements of one kind in the order they were made, which is the order of the boxes."""
        return [each for each in self.pdf.objects if isinstance(each, dict) and each.get("S") == kind]

    def children(self, element: Any) -> list[Any]:
        """Child elements; marked content and links are not among them."""
        found = [self.at(kid) for kid in element.get("K", ()) if isinstance(kid, bytes)]
        return [each for each in found if each.get("Type") == "/StructElem"]

    def up_to(self, element: Any, kind: str) -> Any:
        """The nearest element of that kind around this one, or None."""
        while element.get("S") not in (kind, None):
            element = self.at(element["P"])
        return element if element.get("S") == kind else None

    def remove(self, element: Any) -> None:
        siblings = self.at(element["P"])["K"]
        if element.reference in siblings:
            siblings.remove(element.reference)

    def drop_empty(self, element: Any) -> None:
        """Take out elements that hold nothing, from the inside out."""
        for kid in self.children(element):
            self.drop_empty(kid)
            if not kid["K"] and kid["S"] not in _MEANINGFUL_WHEN_EMPTY:
                element["K"].remove(kid.reference)

    def reachable(self) -> list[Any]:
        """All elements in the tree, in reading order."""
        found, waiting = [], [self.root]
        while waiting:
            element = waiting.pop()
            found.append(element)
            waiting.extend(reversed(self.children(element)))
        return found


def _join_tables(placed: list[Placed], tags: _Tags) -> None:
    """A table that runs on over a page is one table, and its head is said once."""
    fragments: dict[int, list[list[Any]]] = defaultdict(list)
    page_of_last: dict[int, int] = {}
    table: int | None = None
    for each in placed:
        if each.tag == "table" and not each.is_margin and getattr(each.box, "is_table_wrapper", False):
            table = id(each.box.element)
            fragments[table].append([])
            page_of_last[table] = each.page
        mark = getattr(each.box, "mark", None)
        if mark is not None and table is not None:
            fragments[table][-1].append(each)
    for parts in fragments.values():
        for part in parts[1:]:
            if parts[0] and part:
                _append_table(parts[0], part, tags)


def _append_table(first: list[Placed], rest: list[Placed], tags: _Tags) -> None:
    whole = tags.up_to(first[0].box.mark, "/Table")
    more = tags.up_to(rest[0].box.mark, "/Table")
    if whole is None or more is None or whole is more:
        return
    for original, repeated in zip(_head_cells(first, tags), _head_cells(rest, tags), strict=False):
        repeated.box.mark["ID"].string = original.box.mark["ID"].string  # shared with the cells' Headers
    for group in tags.children(more):
        if group["S"] != "/THead":
            group["P"] = whole.reference
            whole["K"].append(group.reference)
    tags.remove(more)


def _head_cells(cells: list[Placed], tags: _Tags) -> list[Placed]:
    named = [each for each in cells if "ID" in each.box.mark]
    return [each for each in named if tags.up_to(each.box.mark, "/THead") is not None]


def _join_blocks(boxes: list[Placed], elements: list[Any], tags: _Tags) -> None:
    """A section or paragraph that runs on over a page is one section or paragraph."""
    if len(boxes) != len(elements):
        return
    fragments: dict[int, list[tuple[int, Any]]] = defaultdict(list)
    for each, element in zip(boxes, elements, strict=True):
        if not each.is_margin:
            fragments[id(each.box.element)].append((each.page, element))
    for parts in fragments.values():
        pages = [page for page, _ in parts]
        if len(set(pages)) == len(pages):  # twice on a page: columns, or a box that WeasyPrint put in between
            for _, rest in parts[1:]:
                _append(parts[0][1], rest, tags)


def _append(whole: Any, rest: Any, tags: _Tags) -> None:
    for kid in tags.children(rest):
        kid["P"] = whole.reference
    whole["K"] += rest["K"]
    tags.remove(rest)
    rest["K"] = pydyf.Array()


def _give_headers_a_direction(placed: list[Placed]) -> None:
    for each in placed:
        mark = getattr(each.box, "mark", None)
        if mark is not None and mark.get("S") == "/TH":
            scope = each.box.element.get("scope", "col")
            mark["A"]["Scope"] = "/Row" if scope.startswith("row") else "/Column"


def _say_which_lists(placed: list[Placed], tags: _Tags) -> None:
    lists = [each for each in placed if each.tag in _LISTS]
    elements = tags.made("/L")
    if len(lists) != len(elements):
        return
    for each, element in zip(lists, elements, strict=True):
        element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{_numbering(each)}"})


def _numbering(each: Placed) -> str:
    style = each.box.style["list_style_type"]
    if each.tag == "dl":
        return "None"
    return _NUMBERINGS.get(style, "Decimal" if each.tag == "ol" else "Disc")


def _put_figures_in_place(tags: _Tags, document: Any) -> None:
    """WeasyPrint writes a figure's box in pixels from the top; PDF counts points from the bottom."""
    heights = {
        tags.at(reference).reference: page.height * 0.75
        for reference, page in zip(tags.pdf.page_references, document.pages, strict=True)
    }
    for element in tags.made("/Figure"):
        box = element.get("A", {}).get("BBox")
        if box is not None:
            left, top, right, bottom = (0.75 * number for number in box)
            height = heights[element["Pg"]]
            box[:] = [left, height - bottom, right, height - top]


def _say_how_words_read(placed: list[Placed], tags: _Tags) -> None:
    """Words in another language say so; a word broken at the end of a line is read as one word.

    Without the first they are read out with the wrong voice. The hyphen that WeasyPrint prints is an ordinary
    one; in PDF it is a soft hyphen that says "this goes on".
    """
    own = tags.pdf.catalog["Lang"].string
    texts = [each.box for each in placed if each.is_text and not _is_link(each.parent)]
    leaves = [each for each in tags.made("/Span") if each["K"] and isinstance(each["K"][0], int)]
    if len(texts) != len(leaves):
        return
    for box, leaf in zip(texts, leaves, strict=True):
        language, printed = box.style["lang"], box.pango_layout.text
        if language and language != own:
            leaf["Lang"] = pydyf.String(language)
        if printed.endswith(_HYPHEN):
            leaf["ActualText"] = pydyf.String(printed.removesuffix(_HYPHEN) + "\u00ad")


def _is_link(box: Any) -> bool:
    return box.element is not None and str(box.element_tag).split(":")[0] == "a"


def _say_where_links_go(placed: list[Placed]) -> None:
    """A link is announced with its title or its words, not with its address."""
    for each in placed:
        annotation = each.box.link_annotation
        if annotation is not None and each.box.element is not None:
            element = each.box.element
            words = element.get("title") or " ".join("".join(element.itertext()).split())
            if words:
                annotation["Contents"] = pydyf.String(words.replace("\u200b", ""))


def _index_names(used: list[Any], tags: _Tags) -> None:
    """The cells' names in the tree's own index, without which readers do not find them."""
    named = {element["ID"].string: element for element in used if "ID" in element}
    if not named:
        return
    entries = pydyf.Array()
    for name in sorted(named):
        entries.extend([pydyf.String(name), named[name].reference])
    index = pydyf.Dictionary({"Names": entries})
    tags.pdf.add_object(index)
    tags.root["IDTree"] = index.reference


def _clean_page(tags: _Tags, page: int, used: set[int]) -> None:
    """What is not in the tree is decoration of the page: a header, a footer, a repeated head of a table."""
    content = tags.parents[2 * page + 1]
    outside = {number for number, owner in enumerate(content) if id(tags.at(owner)) not in used}
    for number in outside:
        content[number] = "null"
    dictionary = tags.at(tags.pdf.page_references[page])
    stream = tags.at(dictionary["Contents"])
    stream.stream = list(_with_artifacts(stream.stream, outside))
    _drop_links_outside(tags, dictionary, used)


def _with_artifacts(operators: list[Any], outside: set[int]) -> Iterator[Any]:
    """The page's operators with such content marked as an artifact, and no artifact inside another mark.

    WeasyPrint marks an underline as an artifact inside the word above it; there it is part of the word.
    """
    open_marks: list[bool] = []
    position = 0
    while position < len(operators):
        operator = operators[position]
        opens = _opening(operators, position)
        if opens:
            is_nested_artifact = operator == "/Artifact" and any(open_marks)
            open_marks.append(not is_nested_artifact)
            if not is_nested_artifact:
                yield from _opened(operators[position : position + opens], outside)
            position += opens
            continue
        if operator != b"EMC" or open_marks.pop():
            yield operator
        position += 1


def _opening(operators: list[Any], position: int) -> int:
    """How many operators open marked content here: 2, 3, or 0 for none."""
    ahead = operators[position + 1 : position + 3]
    if ahead[:1] == [b"BMC"]:
        return 2
    return 3 if len(ahead) == 2 and ahead[1] == b"BDC" else 0


def _opened(operators: list[Any], outside: set[int]) -> Iterator[Any]:
    if len(operators) == 3 and operators[1].get("MCID") in outside:
        yield from ("/Artifact", pydyf.Dictionary({"Type": "/Pagination"}), b"BDC")
    else:
        yield from operators


def _drop_links_outside(tags: _Tags, page: Any, used: set[int]) -> None:
    """A link in a page header would be a link without a place in the document."""
    owners = dict(zip(tags.parents[::2], tags.parents[1::2], strict=True))
    for reference in list(page.get("Annots", ())):
        key = tags.at(reference).get("StructParent")
        if key is not None and id(tags.at(owners[key])) not in used:
            page["Annots"].remove(reference)
