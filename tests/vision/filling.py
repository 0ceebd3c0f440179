"""Filling in a form as a browser does: what the page holds, with some fields changed."""

from __future__ import annotations

import warnings
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

from tests.conftest import PageClient


def fields(text: str, part: str = "") -> dict[str, str]:
    """Names and values of the form whose action contains `part` (default: the big one)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree: Element = html5lib.parse(text, namespaceHTMLElements=False)
    wanted = [form for form in tree.iter("form") if _is_wanted(form, part)]
    assert wanted, f"no form for {part or 'editing'}"
    return {name: value for each in wanted[0].iter() for name, value in _filled(each)}


def _is_wanted(form: Element, part: str) -> bool:
    return part in (form.get("action") or "") if part else "ini-form" in (form.get("class") or "")


def _filled(element: Element) -> list[tuple[str, str]]:
    name = element.get("name")
    if not name or element.tag == "button":
        return []
    if element.tag == "textarea":
        return [(name, (element.text or "").removeprefix("\r\n").removeprefix("\n"))]
    if element.tag == "select":
        chosen = [option for option in element.iter("option") if option.get("selected") is not None]
        return [(name, chosen[0].get("value") or "")] if chosen else [(name, "")]
    if element.get("type") in ("checkbox", "radio") and element.get("checked") is None:
        return []
    return [(name, element.get("value") or "")]


def send(client: PageClient, url: str, page: str = "", **changed: str) -> TestResponse:
    """Open `page` (default: `url`), fill in and send its form to `url`."""
    text = client.get(page or url).text
    data = fields(text, url if page else "") | {
        f"ini-{name.replace('__', '-')}": value for name, value in changed.items()
    }
    return client.post(url, data=data)
