"""What holds for every page of ours that links lead to (four of each kind), in every host."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.hosts.conftest import KINDS, Host, build
from tests.hosts.crawling import Seen, crawl
from tests.page_check import check_page

pytestmark = pytest.mark.xdist_group("every page")
#: Fewer pages than this means that the crawl has gone blind.
AT_LEAST = 40


#: how the actions end that the log keeps of somebody who only reads
READS = (" lezen", "exporteren", " downloaden", " gedownload")


@dataclass
class Crawled:
    """A host of which every page of ours was read by the one who may see most, and its rows before and after."""

    host: Host
    pages: list[Seen]
    before: dict[str, list[tuple[object, ...]]]
    after: dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module", params=KINDS)
def crawled(request: pytest.FixtureRequest, filled_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copy(filled_database, folder / "initiatieven.sqlite")
    host = build(request.param, folder)
    before = rows(host)
    pages = list(crawl(host, host.client("charlie"), of_a_kind=4))
    assert len(pages) >= AT_LEAST
    return Crawled(host, pages, before, rows(host))


def test_every_page_holds_what_the_host_was_promised(crawled: Crawled) -> None:
    faults = {page.address: list(_faults(crawled.host, page)) for page in crawled.pages}
    assert {address: found for address, found in faults.items() if found} == {}


def test_reading_every_page_changes_no_row(crawled: Crawled) -> None:
    assert crawled.after == crawled.before


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


def rows(host: Host) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the add-on's database, by table, but what is written down on purpose: who read or exported what."""
    (mount,) = host.app.extensions["initiatieven"].values()
    with mount.database.connection_context():
        return {
            table: sorted(
                (
                    row
                    for row in mount.database.execute_sql(f'SELECT * FROM "{table}"').fetchall()
                    if not any(str(cell).endswith(READS) for cell in row)
                ),
                key=repr,
            )
            for table in mount.database.get_tables()
            if table != "initiatieven_audit_head"  # the end of the chain moves with each of these
        }
