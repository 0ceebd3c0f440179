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


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(Element(tag, dict(attrs)))


@dataclass
class Seen:
    """One page: where it is and what was answered."""

    address: str
    answer: TestResponse

    @cached_property
    def elements(self) -> list[Element]:
        parser = _Elements()
        parser.feed(self.answer.text)
        return parser.found

    def values(self, attribute: str) -> list[str]:
        """This attribute of all elements that have it."""
        return [element.attributes[attribute] or "" for element in self.elements if attribute in element.attributes]


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
