"""What every page of ours must be; the test client asks it of each page it fetches."""

from __future__ import annotations

import warnings
from xml.etree.ElementTree import Element

import html5lib

#: names of html5lib errors that the HTML standard of today no longer knows
_OUTDATED: set[str] = set()


def check_page(text: str, where: str) -> None:
    """Raise AssertionError naming the page and what is wrong with it."""
    tree = _parsed(text, where)
    headings = list(tree.iter("h1"))
    assert len(headings) == 1, f"{where}: {len(headings)} h1"
    title = tree.find(".//title")
    assert title is not None, f"{where}: no title"
    assert (title.text or "").strip(), f"{where}: empty title"
    _check_ids(tree, where)
    _check_fields(tree, where)
    _check_forms(tree, where)
    _check_inline(tree, where)


def _parsed(text: str, where: str) -> Element:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        tree: Element = parser.parse(text)
    errors = [error for error in parser.errors if error[1] not in _OUTDATED]
    assert not errors, f"{where}: HTML errors {errors[:5]}"
    return tree


def _check_ids(tree: Element, where: str) -> None:
    found = [element.get("id") for element in tree.iter() if element.get("id")]
    double = {each for each in found if found.count(each) > 1}
    assert not double, f"{where}: ids used twice {double}"


def _check_fields(tree: Element, where: str) -> None:
    labelled = {label.get("for") for label in tree.iter("label")}
    for tag in ("input", "select", "textarea"):
        for field in tree.iter(tag):
            if field.get("type") in ("hidden", "submit", "button"):
                continue
            named = field.get("id") in labelled or field.get("aria-label") or field.get("aria-labelledby")
            assert named, f"{where}: {tag} {field.get('name')} has no label"


def _check_forms(tree: Element, where: str) -> None:
    for form in tree.iter("form"):
        if (form.get("method") or "get").lower() == "post" and "initiatieven" in (form.get("class") or "") + "ini-":
            names = [field.get("name") or "" for field in form.iter("input")]
            assert any(name.endswith("csrf_token") for name in names), f"{where}: form without token"


def _check_inline(tree: Element, where: str) -> None:
    ours = [element for element in tree.iter() if element.get("class", "").split()[:1] == ["ini"]]
    for root in ours:
        for element in root.iter():
            handlers = [name for name in element.attrib if name.startswith("on") or name == "style"]
            assert not handlers, f"{where}: inline {handlers} on {element.tag}"
            assert not (element.tag == "script" and (element.text or "").strip()), f"{where}: inline script"
