"""A form that does not come from our own page changes nothing, whatever the host does about CSRF."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from werkzeug.routing import Rule

from tests.hosts.conftest import Host, command
from tests.hosts.crawling import crawl
from tests.hosts.test_every_page import rows


def _rules(host: Host) -> list[Rule]:
    return [
        rule
        for rule in host.app.url_map.iter_rules()
        if rule.endpoint.startswith("initiatieven.") and "POST" in (rule.methods or ())
        if not rule.endpoint.endswith(".nowhere")
    ]


def _addresses(host: Host) -> Iterator[str]:
    """Every address that takes a POST and that exists: found in the pages, so the objects are there."""
    command(host.app, "role", "somebody", "vakcollega")
    patterns = [re.compile(re.sub(r"<[^>]+>", "[^/]+", rule.rule)) for rule in _rules(host)]
    met: set[int] = set()
    for page in crawl(host, "charlie"):
        for address in [page.address, *page.values("action"), *page.values("formaction")]:
            path = (address or page.address).split("?")[0].removeprefix(host.root)
            for number, pattern in enumerate(patterns):
                if number not in met and pattern.fullmatch(path):
                    met.add(number)
                    yield host.root + path
    missed = [rule.rule for number, rule in enumerate(_rules(host)) if number not in met]
    assert len(missed) <= len(_rules(host)) // 4, f"No page leads to: {missed}"


@pytest.mark.parametrize("token", [None, "made up"])
def test_every_post_without_our_token_is_refused(host: Host, token: str | None) -> None:
    addresses, client, before = list(_addresses(host)), host.client("charlie"), rows(host)
    data = {} if token is None else {"csrf_token": token, "ini-csrf_token": token}
    answers = {address: client.post(address, data=data).status_code for address in addresses}
    assert len(answers) >= 10
    assert {address: code for address, code in answers.items() if code != 400} == {}
    assert rows(host) == before


def test_the_token_of_somebody_else_is_refused(make_host: Callable[..., Host]) -> None:
    host = make_host("global")
    address = next(_addresses(host))
    stolen = re.search(r'name="ini-csrf_token" value="([^"]+)"', host.client("alice").get(address).text)
    token = stolen[1] if stolen else "none"
    assert host.client("charlie").post(address, data={"ini-csrf_token": token}).status_code == 400


def test_a_strangers_post_goes_to_the_sign_in_page(host: Host) -> None:
    before = rows(host)
    answers = [host.client().post(address) for address in list(_addresses(host))]
    assert {answer.status_code for answer in answers} <= {302, 400}
    assert rows(host) == before
