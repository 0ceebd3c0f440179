"""A form that does not come from our own page changes nothing, whatever the host does about CSRF."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from flask_initiatieven.access import Role
from flask_initiatieven.roles.actions import give_group
from tests.conftest import inside
from tests.hosts.conftest import Host, command
from tests.hosts.crawling import crawl
from tests.hosts.test_every_page import rows

WHO = "charlie"  # the one who may do most
#: what a rule may ask besides an object
SPARE = {"side": "gemeente"} | dict.fromkeys(
    ("share_id", "group_id", "mail_id", "page_id", "version_id", "rule_id", "task_id"), 1
)
SAMPLE = 2  # pages of a kind that are looked at


def _rules(host: Host) -> dict[str, Rule]:
    """Every rule of ours that takes a POST, by its text."""
    return {
        rule.rule: rule
        for rule in host.app.url_map.iter_rules()
        if rule.endpoint.startswith("initiatieven.") and "POST" in (rule.methods or ())
        if not rule.endpoint.endswith(".nowhere")
    }


def _patterns(host: Host) -> dict[str, re.Pattern[str]]:
    return {text: re.compile(re.sub(r"<[^>]+>", "[^/]+", text)) for text in _rules(host)}


def _addresses(host: Host, client: FlaskClient) -> dict[str, str]:
    """Rule → an address of that kind in the pages, so that its object is there."""
    found: dict[str, str] = {}
    patterns = _patterns(host)
    for page in crawl(host, client, of_a_kind=SAMPLE):
        for address in [page.address, *page.values("action"), *page.values("formaction")]:
            path = (address or page.address).split("?")[0].removeprefix(host.root)
            for rule, pattern in patterns.items():
                if rule not in found and pattern.fullmatch(path):
                    found[rule] = host.root + path
    return found


def _beside(host: Host, found: dict[str, str]) -> dict[str, str]:
    """For rules that no page leads to as things stand: the same objects, under these rules; and the add-on's states."""
    places = host.app.url_map.bind("localhost")
    objects = [places.match(address.removeprefix(host.root), method="POST")[1] for address in found.values()]
    beside: dict[str, str] = {}
    for text, rule in _rules(host).items():
        for args in objects:
            if text in found or not rule.arguments <= {*args, *SPARE}:
                continue
            with suppress(ValueError):  # the number of an initiative is a text, that of a version is not
                beside[text] = host.root + places.build(rule.endpoint, {**SPARE, **args}, method="POST")
    return beside


def _send_every_form(host: Host, client: FlaskClient) -> None:
    """As they stand, with something typed in what is empty. After it there are pages that were not there.

    Only the button that uninstalls the add-on is left alone: after it there would be no pages at all.
    """
    for page in list(crawl(host, client, of_a_kind=SAMPLE)):
        for form in page.forms:
            if form.action.startswith(host.prefix) and not form.action.endswith("/beheer/module/verwijderen"):
                code = client.post(form.action, data=form.values).status_code
                assert code in (200, 302, 303, 400, 403, 404, 409, 422), f"{form.action}: {code}"


@pytest.mark.parametrize("kind", ["factory", "global"])
def test_every_post_without_our_token_is_refused(make_host: Callable[..., Host], kind: str) -> None:
    host = make_host(kind)
    command(host.app, "role", "somebody", "vakcollega")
    with inside(host.app):
        give_group("Wijkteam", frozenset({Role.LEZER}))
    client, refused = host.client(WHO), set()
    for _ in range(2):
        found = _addresses(host, client)
        refused |= _refused(host, client, found, {400})
        _send_every_form(host, client)
    refused |= _refused(host, client, _beside(host, found), {302, 400, 403, 404})
    assert set(_rules(host)) - refused == set()


def _refused(host: Host, client: FlaskClient, addresses: dict[str, str], allowed: set[int]) -> set[str]:
    """The rules of these addresses, once a POST without token and with a false one has changed nothing there."""
    before = rows(host)
    for address in addresses.values():
        for data in ({}, {"csrf_token": "made up", "ini-csrf_token": "made up"}):
            code = client.post(address, data=data).status_code
            assert code in allowed, f"{address}: {code}"
    assert rows(host) == before
    return set(addresses)


def test_the_token_of_somebody_else_is_refused(make_host: Callable[..., Host]) -> None:
    host = make_host("global")
    alice = next(form for page in crawl(host, host.client("alice")) for form in page.forms)
    assert host.client(WHO).post(alice.action, data=alice.values).status_code == 400


def test_a_strangers_post_goes_to_the_sign_in_page(host: Host) -> None:
    addresses, before = _addresses(host, host.client(WHO)).values(), rows(host)
    assert {host.client().post(address).status_code for address in addresses} <= {302, 400}
    assert rows(host) == before
