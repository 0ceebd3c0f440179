"""What a browser sends: the fields of a form as the page shows them, with what somebody types over them."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

from tests.conftest import PageClient

PREFIX = "ini-"


def fields_of(text: str) -> dict[str, str]:
    """Every field of the form on this page, with its value, as a browser would send it."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    form = next(form for form in parser.parse(text).iter("form") if form.get("class") == "ini-form")
    found: dict[str, str] = {}
    for element in form.iter():
        if element.tag in ("input", "textarea", "select") and element.get("name"):
            found[str(element.get("name"))] = _value(element)
    return found


def _value(element: Element) -> str:
    if element.tag == "textarea":
        return (element.text or "").removeprefix("\n")
    if element.tag == "select":
        chosen = [option for option in element if option.get("selected") is not None]
        return (chosen or list(element))[0].get("value") or ""
    return element.get("value") or ""


def save(client: PageClient, address: str, text: str | None = None, **typed: str) -> TestResponse:
    """Open the form (or take the page `text` opened before), type, and press the button."""
    fields = fields_of(client.get(address).text if text is None else text)
    unknown = [name for name in typed if PREFIX + name not in fields]
    assert not unknown, f"{address} has no field {unknown}"
    return client.post(address, data={**fields, **{PREFIX + name: value for name, value in typed.items()}})


def without_token(fields: dict[str, str]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if not name.endswith("csrf_token")}
