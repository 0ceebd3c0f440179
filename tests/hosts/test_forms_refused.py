"""A form that does not come from our own page changes nothing, whatever the host does about CSRF."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from tests.hosts.conftest import Host, command
from tests.hosts.crawling import crawl
from tests.hosts.test_every_page import rows

WHO = "charlie"  # the one who may do most


def _patterns(host: Host) -> dict[str, re.Pattern[str]]:
    """Every address of ours that takes a POST, as its rule and as what such an address looks like."""
    return {
        rule.rule: re.compile(re.sub(r"<[^>]+>", "[^/]+", rule.rule))
        for rule in host.app.url_map.iter_rules()
        if rule.endpoint.startswith("initiatieven.") and "POST" in (rule.methods or ())
        if not rule.endpoint.endswith(".nowhere")
    }


def _addresses(host: Host) -> dict[str, str]:
    """Rule → an address of that kind in the pages, so that its object is there."""
    found: dict[str, str] = {}
    patterns = _patterns(host)
    for page in crawl(host, WHO):
        for address in [page.address, *page.values("action"), *page.values("formaction")]:
            path = (address or page.address).split("?")[0]
            rule = next((each for each in patterns if patterns[each].fullmatch(path.removeprefix(host.root))), None)
            if rule and rule not in found:
                found[rule] = path
    return found


def _press_every_button(host: Host) -> None:
    """Forms with nothing to fill in: new versions, confirmations. After it there are pages that were not there."""
    client = host.client(WHO)
    for page in list(crawl(host, WHO)):
        for form in page.forms():
            if form.is_only_a_button and form.action.startswith(host.prefix):
                client.post(form.action, data=form.hidden)


def _refusals(host: Host, data: dict[str, str]) -> Iterator[tuple[str, str, int]]:
    """Rule, address and answer of a POST with this data, before and after every button was pressed."""
    client = host.client(WHO)
    for _ in range(2):
        before = rows(host)
        for rule, address in _addresses(host).items():
            yield rule, address, client.post(address, data=data).status_code
        assert rows(host) == before
        _press_every_button(host)


@pytest.mark.parametrize("data", [{}, {"csrf_token": "made up", "ini-csrf_token": "made up"}], ids=["none", "false"])
def test_every_post_without_our_token_is_refused(host: Host, data: dict[str, str]) -> None:
    command(host.app, "role", "somebody", "vakcollega")
    refused = list(_refusals(host, data))
    assert [(address, code) for _, address, code in refused if code != 400] == []
    assert set(_patterns(host)) - {rule for rule, _, _ in refused} == set()


def test_the_token_of_somebody_else_is_refused(make_host: Callable[..., Host]) -> None:
    host = make_host("global")
    alice = next(form for page in crawl(host, "alice") for form in page.forms())
    assert host.client("charlie").post(alice.action, data=alice.hidden).status_code == 400


def test_a_strangers_post_goes_to_the_sign_in_page(host: Host) -> None:
    addresses, before = _addresses(host).values(), rows(host)
    assert {host.client().post(address).status_code for address in addresses} <= {302, 400}
    assert rows(host) == before
