"""Every page a role can reach by links: accessible, one h1, fits 320 pixels, the same without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PageAs
from tests.browser.judging import headings, sideways, violations

ROLES = {
    "wijkregisseur": "m-stuiver",
    "leidinggevende": "m-windhorst",
    "bestuursadviseur": "m-groothedde",
    "vakcollega": "m-kuiperij",
    "wethouder": "b-haverkate",
    "griffie": "m-elzinga",
    "beheerder": "m-beheer",
    "lezer": "m-lezer",
}
#: The one who sees most looks at pages of one kind (initiative 1, 2 …) in both widths; the others on a phone: what is
#: theirs alone is a button more or less.
THOROUGH = {"wijkregisseur": 1}
NOT_PAGES = re.compile(r"\.(pdf|ics|csv|xlsx|css|js|svg|png|jpe?g)$|/static/")


def _kind(path: str) -> str:
    """The address with what differs from object to object and from search to search left out."""
    return re.sub(r"=[^&]*", "", re.sub(r"(?<=/)[^/?]*\d[^/?]*", "N", path))


def _links(page: Page) -> list[str]:
    addresses: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('a[href]:not([download])')]"
        ".filter(each => each.origin === location.origin).map(each => each.pathname + each.search)"
    )
    return [address for address in addresses if not NOT_PAGES.search(address.split("?")[0])]


def _crawl(page: Page, samples: int, widths: tuple[int, ...], faults: dict[str, list[str]]) -> list[str]:
    """Follow every link from the start page on; a page's faults go under its address."""
    waiting, seen, kinds = ["/"], {"/"}, {}
    visited: list[str] = []
    while waiting:
        address = waiting.pop(0)
        answer = page.goto(address)
        assert answer
        visited.append(address)
        found = [] if answer.status == 200 else [f"status {answer.status}"]
        found += _faults(page, widths)
        if found:
            faults[address] = found
        for link in _links(page):
            kind = _kind(link)
            if link not in seen and kinds.get(kind, 0) < samples:
                seen.add(link)
                kinds[kind] = kinds.get(kind, 0) + 1
                waiting.append(link)
    return visited


def _faults(page: Page, widths: tuple[int, ...] = (1280, 320)) -> list[str]:
    found = [] if len(headings(page)) == 1 else [f"h1: {headings(page)}"]
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {fault}" for fault in violations(page)]
    return found + [f"320: {fault}" for fault in sideways(page)]


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_accessible_and_fits_a_phone(page_as: PageAs, role: str) -> None:
    faults: dict[str, list[str]] = {}
    widths = (1280, 320) if role in THOROUGH else (320,)
    visited = _crawl(page_as(ROLES[role]), THOROUGH.get(role, 1), widths, faults)
    assert len(visited) >= 8
    assert not faults, "\n".join(f"{address}\n    " + "\n    ".join(found) for address, found in faults.items())


def test_the_sign_in_page_is_accessible_too(page_as: PageAs) -> None:
    page = page_as("m-lezer")
    page.goto("/inloggen")
    assert _faults(page) == []


def test_pages_say_the_same_without_scripts(page_as: PageAs) -> None:
    with_scripts, without = page_as("m-stuiver"), page_as("m-stuiver", scripts=False)
    for address in _crawl_addresses(with_scripts):
        texts = []
        for page in (with_scripts, without):
            page.goto(address)
            texts.append(page.locator("main").inner_text())
        assert texts[0] == texts[1], address


def _crawl_addresses(page: Page) -> list[str]:
    """The addresses one click away from the add-on's first pages."""
    page.goto("/")
    first = [link for link in _links(page) if "initiatieven" in link]
    found = dict.fromkeys(first)
    for address in first:
        page.goto(address)
        found.update(dict.fromkeys(_links(page)[:15]))
    return list(found)


def test_the_first_key_leads_past_the_menu(page_as: PageAs) -> None:
    page = page_as("m-stuiver")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Ga naar de inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


def test_a_keyboard_reaches_everything_that_can_be_clicked(page_as: PageAs) -> None:
    page = page_as("m-stuiver")
    page.goto("/initiatieven/bezoek/1")
    count = page.evaluate(NUMBER_WHAT_CAN_BE_CLICKED)
    reached = set()
    for _ in range(count + 1):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset.number"))
    assert count > 5
    assert {str(number) for number in range(count)} - reached == set()


NUMBER_WHAT_CAN_BE_CLICKED = """() => {
    const can = 'a[href], button, summary, input:not([type=hidden], [type=radio]), select, textarea';
    const seen = [...document.querySelectorAll(can)].filter(each => each.checkVisibility());
    seen.forEach((each, number) => { each.dataset.number = number; });
    return seen.length;
}"""
