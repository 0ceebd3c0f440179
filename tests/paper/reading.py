"""Reading a PDF back: its words, its tags, its links, and what somebody who cannot see it would miss."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

_DRAWS = {"Tj", "TJ", "'", '"', "Do", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "INLINE IMAGE"}
_HOUSES = {
    "LI": {"L"},
    "LBody": {"LI"},
    "Lbl": {"LI"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
}


@dataclass
class Tag:
    """An element of the structure tree; it holds on to its document, which takes its objects along."""

    document: pikepdf.Pdf
    role: str
    element: Any
    parent: Tag | None
    children: list[Tag] = field(default_factory=list)

    def attribute(self, name: str) -> Any:
        return self.element.get("/A", pikepdf.Dictionary()).get(name)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def words(pdf: bytes) -> str:
    """The text layer, as somebody who copies or searches gets it."""
    with opened(pdf) as document:
        lines = [line for page in document.pages for line in _lines(page)]
    return " ".join(" ".join(lines).split())


def _lines(page: pikepdf.Page) -> Iterator[str]:
    fonts = {name: _letters(font) for name, font in page.resources.get("/Font", pikepdf.Dictionary()).items()}
    letters: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "Tf":
            letters = fonts[str(operands[0])]
        elif operator == "TJ":
            codes = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
            yield "".join(letters[code] for (code,) in struct.iter_unpack(">H", codes))


def _letters(font: Any) -> dict[int, str]:
    """Which letters the codes of a font stand for, by its own account."""
    account = bytes(font.ToUnicode.read_bytes()).decode("ascii")
    pairs = re.findall(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>", account)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def everything_inside(pdf: bytes) -> bytes:
    """All objects and streams, decompressed, to search for what must not be there."""
    written = BytesIO()
    with opened(pdf) as document:
        document.save(
            written,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
    return written.getvalue()


def tags(document: pikepdf.Pdf) -> list[Tag]:
    """All elements in reading order."""
    root = document.Root.StructTreeRoot
    return [tag for kid in _kids(root) for tag in _tags_below(document, kid, None)]


def _tags_below(document: pikepdf.Pdf, element: Any, parent: Tag | None) -> Iterator[Tag]:
    tag = Tag(document, str(element.S)[1:], element, parent)
    if parent is not None:
        parent.children.append(tag)
    yield tag
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _tags_below(document, kid, tag)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def links(document: pikepdf.Pdf) -> list[str]:
    """The addresses behind all links."""
    found = [annotation for page in document.pages for annotation in page.obj.get("/Annots", [])]
    return [str(each.A.URI) for each in found if "/A" in each]


def complaints(pdf: bytes) -> list[str]:
    """What PDF/UA-1 or a careful reader would hold against this file."""
    with opened(pdf) as document:
        found = [str(problem) for problem in document.check_pdf_syntax()]
        found += _about_the_catalog(document)
        all_tags = tags(document)
        found += _about_headings(all_tags)
        for tag in all_tags:
            found += _about(tag)
        found += _about_names(document, all_tags)
        owners = {tag.element.objgen for tag in all_tags}
        for number, page in enumerate(document.pages):
            found += [f"page {number + 1}: {each}" for each in _about_page(document, page, owners)]
    return found


def _about_the_catalog(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    metadata = bytes(root.Metadata.read_bytes()).decode()
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", str(root.get("/Lang", ""))):
        yield "no language"
    if not bool(root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False)):
        yield "not marked"
    if not bool(root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False)):
        yield "title not shown"
    if "<dc:title" not in metadata:
        yield "no title"
    if not re.search(r'pdfuaid:part="1"', metadata):
        yield "does not say it is PDF/UA-1"
    if "/Outlines" not in root:
        yield "no bookmarks"
    if "/EmbeddedFiles" in root.get("/Names", {}) or "/OpenAction" in root or "/AA" in root:
        yield "carries a file or an action"


def _about_headings(all_tags: list[Tag]) -> Iterator[str]:
    level = 0
    for tag in all_tags:
        if re.fullmatch("H[1-6]", tag.role):
            if int(tag.role[1]) > level + 1:
                yield f"{tag.role} after level {level}"
            level = int(tag.role[1])


def _about(tag: Tag) -> Iterator[str]:
    parent = tag.parent.role if tag.parent else "StructTreeRoot"
    if parent not in _HOUSES.get(tag.role, {parent}):
        yield f"{tag.role} in {parent}"
    if tag.role == "Figure" and not str(tag.element.get("/Alt", "")).strip():
        yield "figure without words"
    if tag.role == "TH" and tag.attribute("/Scope") is None:
        yield "header cell without scope"
    if tag.role == "L" and tag.attribute("/ListNumbering") is None:
        yield "list that does not say how it is numbered"
    if tag.role == "Table" and len({len(row) for row in _rows(tag)}) > 1:
        yield "rows of unequal length"
    if tag.role not in ("TD", "TH") and not _kids(tag.element):
        yield f"empty {tag.role}"


def _rows(table: Tag) -> list[list[Tag]]:
    rows = [row for group in table.children for row in group.children if row.role == "TR"]
    return [[cell for cell in row.children if cell.role in ("TD", "TH")] for row in rows]


def _about_names(document: pikepdf.Pdf, all_tags: list[Tag]) -> Iterator[str]:
    names = [bytes(tag.element.ID) for tag in all_tags if "/ID" in tag.element]
    index: Any = document.Root.StructTreeRoot.get("/IDTree", pikepdf.Dictionary()).get("/Names", [])
    if sorted(names) != [bytes(name) for name in list(index)[::2]]:
        yield "IDTree differs from the names in the tree"
    asked = {bytes(name) for tag in all_tags for name in tag.attribute("/Headers") or []}
    if asked - set(names):
        yield "cell that refers to an unknown header"


def _about_page(document: pikepdf.Pdf, page: pikepdf.Page, owners: set[tuple[int, int]]) -> Iterator[str]:
    numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
    content = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    marks: list[str | int] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = instruction.operands, str(instruction.operator)
        if name in ("BMC", "BDC"):
            artifact = str(operands[0]) == "/Artifact"
            if artifact and any(isinstance(mark, int) for mark in marks):
                yield "artifact inside content"
            mark = "artifact" if artifact else int(operands[1].MCID)
            marks.append(mark)
            owner = None if artifact else content[int(page.obj.StructParents)][mark]
            if not artifact and (owner is None or owner.objgen not in owners):
                yield f"content {mark} belongs to nothing in the tree"
        elif name == "EMC":
            marks.pop()
        elif name in _DRAWS and not marks:
            yield f"{name} without a tag"
    for font in page.resources.get("/Font", {}).values():
        yield from _about_font(font)
    for annotation in page.obj.get("/Annots", []):
        if "/StructParent" not in annotation or not str(annotation.get("/Contents", "")):
            yield "link without words or place"


def _about_font(font: Any) -> Iterator[str]:
    descriptor = font.DescendantFonts[0].FontDescriptor
    if not {"/FontFile2", "/FontFile3"} & set(descriptor.keys()):
        yield f"{font.BaseFont} not embedded"
    if "/ToUnicode" not in font:
        yield f"{font.BaseFont} without Unicode"
    if not isinstance(font.Encoding, pikepdf.Name):  # WeasyPrint's own map appears when signs are missing
        yield f"{font.BaseFont} lacks signs that are used"
