"""Every page of ours that somebody can reach by links, and what those pages hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser

from werkzeug.test import TestResponse

from tests.hosts.conftest import Host


@dataclass(frozen=True)
class Element:
    name: str
    attributes: dict[str, str | None]


@dataclass(frozen=True)
class Form:
    """A form that is sent by POST: where to, what it carries unseen, and whether somebody has to fill it in."""

    action: str
    hidden: dict[str, str]
    is_only_a_button: bool


class _Elements(HTMLParser):
    """All elements in order; `inside` tells for each the number of the form it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []
        self.inside: list[int | None] = []
        self._form: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "form":
            self._form = len(self.found)
        self.found.append(Element(tag, dict(attrs)))
        self.inside.append(self._form)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


@dataclass
class Seen:
    """One page: where it is and what was answered."""

    address: str
    answer: TestResponse

    @cached_property
    def _parsed(self) -> _Elements:
        parser = _Elements()
        parser.feed(self.answer.text)
        return parser

    @property
    def elements(self) -> list[Element]:
        return self._parsed.found

    def values(self, attribute: str) -> list[str]:
        """This attribute of all elements that have it."""
        return [element.attributes[attribute] or "" for element in self.elements if attribute in element.attributes]

    def forms(self) -> Iterator[Form]:
        for number, element in enumerate(self.elements):
            if element.name == "form" and (element.attributes.get("method") or "get").lower() == "post":
                parts = [each for each, form in zip(self.elements, self._parsed.inside, strict=True) if form == number]
                yield _form(element.attributes.get("action") or self.address, parts)


def _form(action: str, parts: list[Element]) -> Form:
    fields = [part for part in parts if part.name in ("input", "select", "textarea")]
    hidden = [part.attributes for part in fields if part.attributes.get("type") == "hidden"]
    return Form(action, {each["name"] or "": each.get("value") or "" for each in hidden}, len(hidden) == len(fields))


def crawl(host: Host, person: str) -> Iterator[Seen]:
    """Every HTML page below our prefix, starting at its first page; no file is downloaded."""
    client = host.client(person)
    waiting, seen = [f"{host.prefix}/"], {f"{host.prefix}/"}
    while waiting:
        page = Seen(waiting[0], client.get(waiting.pop(0)))
        if page.answer.mimetype != "text/html":
            continue
        yield page
        for link in page.values("href"):
            address = link.split("#")[0]
            is_file = re.search(r"\.(pdf|ics)(\?|$)|/static/", address)
            if address.startswith(f"{host.prefix}/") and not is_file and address not in seen:
                seen.add(address)
                waiting.append(address)
