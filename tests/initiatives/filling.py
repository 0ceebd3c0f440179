"""Filling in the forms of a page as a browser does."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from xml.etree.ElementTree import Element

import html5lib


def filled_in(page: str, /, **changes: str | None) -> dict[str, str]:
    """What a browser would send of the POST form on this page, with some fields changed (None: left out)."""
    sent = _fields(_form(page))
    for name, value in changes.items():
        key = f"ini-{name}"
        sent.pop(key, None)
        if value is not None:
            sent[key] = value
    return sent


def only_token(text: str) -> dict[str, str]:
    """The token of the form and nothing else."""
    return {"ini-csrf_token": _fields(_form(text))["ini-csrf_token"]}


def without(sent: Mapping[str, str], *names: str) -> dict[str, str]:
    return {key: value for key, value in sent.items() if key not in names}


def _form(text: str) -> Element:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = html5lib.parse(text, namespaceHTMLElements=False)
    found = [form for form in tree.iter("form") if form.get("method") == "post" and form.get("class") == "ini-form"]
    assert found, "no form on this page"
    form: Element = found[0]
    return form


def _fields(form: Element) -> dict[str, str]:
    sent: dict[str, str] = {}
    for element in form.iter():
        name = element.get("name", "")
        if element.tag == "input" and (element.get("type") != "checkbox" or "checked" in element.attrib):
            sent[name] = element.get("value", "")
        elif element.tag == "textarea":
            sent[name] = element.text or ""
        elif element.tag == "select":
            options = list(element.iter("option"))
            chosen = [option for option in options if "selected" in option.attrib] or options[:1]
            sent[name] = chosen[0].get("value", "") if chosen else ""
    return sent
