"""What holds for every page of ours that links lead to, in every host."""

from __future__ import annotations

import re

import pytest

from tests.hosts.conftest import Host
from tests.hosts.crawling import Seen, crawl
from tests.page_check import check_page

#: Fewer pages than this means that the crawl has gone blind.
AT_LEAST = 40


@pytest.fixture
def pages(host: Host) -> list[Seen]:
    """Every page of ours for the one who may see most, read once for all questions about it."""
    found = list(crawl(host, "charlie"))
    assert len(found) >= AT_LEAST
    return found


def test_every_page_holds_what_the_host_was_promised(host: Host, pages: list[Seen]) -> None:
    faults = {page.address: list(_faults(host, page)) for page in pages}
    assert {address: found for address, found in faults.items() if found} == {}


def _faults(host: Host, page: Seen) -> list[str]:
    found = [] if page.answer.status_code == 200 else [f"status {page.answer.status_code}"]
    if host.navigation not in page.answer.text:
        found.append("not inside the host's layout")
    try:
        check_page(page.answer.text, page.address)
    except AssertionError as fault:
        found.append(str(fault))
    return found + _links_outside(host, page) + _inline(page)


def _links_outside(host: Host, page: Seen) -> list[str]:
    """Addresses that forget the SCRIPT_NAME, or that are relative to the page."""
    addresses = page.values("href") + page.values("src") + page.values("action") + page.values("formaction")
    local = [address for address in addresses if address and not re.match(r"(https?|mailto|tel):|#", address)]
    return [f"address {address}" for address in local if not address.startswith((f"{host.root}/", "?"))]


def _inline(page: Seen) -> list[str]:
    """What a Content-Security-Policy of 'self' would refuse; the hosts themselves have none of it."""
    found = ["inline style"] if page.values("style") else []
    for element in page.elements:
        found += [f"{element.name} has {name}" for name in element.attributes if name.startswith("on")]
        if element.name == "style" or (element.name == "script" and "src" not in element.attributes):
            found.append(f"inline <{element.name}>")
    return found


def test_no_page_changes_a_row(host: Host) -> None:
    before = rows(host)
    assert len(list(crawl(host, "charlie"))) >= AT_LEAST
    assert rows(host) == before


def rows(host: Host) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the add-on's database, by table; who read contact data is written down on purpose."""
    (mount,) = host.app.extensions["initiatieven"].values()
    with mount.database.connection_context():
        return {
            table: sorted(
                (
                    row
                    for row in mount.database.execute_sql(f'SELECT * FROM "{table}"').fetchall()
                    if "contactgegevens lezen" not in row
                ),
                key=repr,
            )
            for table in mount.database.get_tables()
        }
