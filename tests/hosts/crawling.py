"""Every page of ours that somebody can reach by links, and what those pages hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.hosts.conftest import Host

#: what somebody without imagination types in an empty field, by its type
TYPED = {"date": "2026-12-01", "time": "10:00", "number": "1", "email": "iemand@example.nl"}


@dataclass(frozen=True)
class Element:
    name: str
    attributes: dict[str, str | None]

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute) or ""


@dataclass
class Form:
    """A form that is sent by POST: where to, and what it carries when every empty field is given something."""

    action: str
    values: dict[str, str] = field(default_factory=dict)


class _Parser(HTMLParser):
    """All elements in order, and the POST forms with their fields."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.elements: list[Element] = []
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._open = ""  # the name of the select or textarea that is being read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.elements.append(element)
        if tag == "form" and element["method"].lower() == "post":
            self._form = Form(element["action"] or self.address)
            self.forms.append(self._form)
        elif self._form and tag in ("input", "textarea", "select", "option"):
            self._read(element, self._form.values)

    def _read(self, element: Element, values: dict[str, str]) -> None:
        name, kind = element["name"], element["type"] or "text"
        if (
            element.name == "input"
            and kind not in ("checkbox", "radio", "submit")
            or kind == "radio"
            and name not in values
        ):
            values[name] = element["value"] or ("" if kind == "hidden" else TYPED.get(kind, "Iets"))
        elif element.name in ("textarea", "select"):
            self._open, values[name] = name, ""
        elif element.name == "option" and ("selected" in element.attributes or not values[self._open]):
            values[self._open] = element["value"]

    def handle_data(self, data: str) -> None:
        if self._open and self._form and self.elements[-1].name == "textarea":
            self._form.values[self._open] += data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._form:
            self._form.values[self._open] = self._form.values[self._open] or "Iets"
        if tag in ("textarea", "select"):
            self._open = ""
        if tag == "form":
            self._form = None


@dataclass
class Seen:
    """One page: where it is and what was answered."""

    address: str
    answer: TestResponse

    @cached_property
    def _parsed(self) -> _Parser:
        parser = _Parser(self.address)
        parser.feed(self.answer.text)
        return parser

    @property
    def elements(self) -> list[Element]:
        return self._parsed.elements

    @property
    def forms(self) -> list[Form]:
        return self._parsed.forms

    def values(self, attribute: str) -> list[str]:
        """This attribute of all elements that have it."""
        return [element[attribute] for element in self.elements if attribute in element.attributes]


def crawl(host: Host, client: FlaskClient, of_a_kind: int = 1000) -> Iterator[Seen]:
    """Every HTML page below our prefix, starting at its first page; no file is downloaded.

    `of_a_kind`: how many pages are read that differ in a number only (initiative 1, 2, 3 …).
    """
    start = f"{host.prefix}/"
    waiting, seen, kinds = [start], {start}, Counter[str]()
    while waiting:
        page = Seen(waiting[0], client.get(waiting.pop(0)))
        if page.answer.mimetype != "text/html":
            continue
        yield page
        for link in page.values("href"):
            address = link.split("#")[0]
            kind = re.sub(r"(?<=/)[^/]*\d[^/]*", "N", address)
            is_file = re.search(r"\.(pdf|ics)(\?|$)|/static/", address)
            if address.startswith(start) and not is_file and address not in seen and kinds[kind] < of_a_kind:
                seen.add(address)
                kinds[kind] += 1
                waiting.append(address)
