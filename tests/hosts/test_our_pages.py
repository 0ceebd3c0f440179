"""How our pages look and behave inside a host that was not made for them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.hosts.conftest import Host

MakeHost = Callable[..., Host]


def test_our_page_stands_inside_the_hosts_own_layout(host: Host) -> None:
    page = host.client("alice").get(f"{host.prefix}/")
    assert page.status_code == 200
    assert host.navigation in page.text
    assert 'class="ini' in page.text


def test_the_title_of_the_page_reaches_the_host(host: Host) -> None:
    text = host.client("alice").get(f"{host.prefix}/").text
    heading = re.search(r"<h1[^>]*>\s*(.*?)\s*</h1>", text, re.DOTALL)
    title = re.search(r"<title>\s*(.*?)\s*</title>", text, re.DOTALL)
    assert heading
    assert title
    assert heading[1] in title[1]


def test_what_the_host_puts_in_its_head_stays_there(make_host: MakeHost) -> None:
    text = make_host("prefix").client("alice").get("/diensten/initiatieven/").text
    assert '<meta name="theme-color" content="#123456">' in text
    assert "initiatieven.css" in text


def test_names_of_the_host_do_not_leak_into_our_pages(make_host: MakeHost) -> None:
    host = make_host("global")
    text = host.client("alice").get(f"{host.prefix}/").text
    assert "«" not in re.search(r"<main>(.*)</main>", text, re.DOTALL)[1]  # type: ignore[index]
    assert "#wiki" not in re.search(r"<main>(.*)</main>", text, re.DOTALL)[1]  # type: ignore[index]


def test_names_of_ours_do_not_leak_into_the_hosts_layout(make_host: MakeHost) -> None:
    host = make_host("global")
    header = host.client("alice").get(f"{host.prefix}/").text.split("<main>")[0]
    for words in ("the wiki&#39;s user", "the wiki&#39;s form", "wiki,items", "wiki page 1"):
        assert words in header


def test_generic_template_names_of_the_host_are_not_taken_for_ours(host: Host) -> None:
    client = host.client("alice")
    pages = [client.get(host.address(endpoint)) for endpoint in ("start", "initiatives", "visits", "vision")]
    assert [page.status_code for page in pages] == [200] * 4
    assert not [page for page in pages if "never ours" in page.text]


def test_a_missing_page_below_our_prefix_is_our_404(host: Host) -> None:
    answer = host.client("alice").get(f"{host.prefix}/bestaat-niet")
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.text
    assert host.navigation in answer.text


@pytest.mark.parametrize("path", ["/iets/edit", "/iets/history", "/1/edit", "/a/b/c"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_catch_all_of_the_host_never_answers_below_our_prefix(make_host: MakeHost, path: str, method: str) -> None:
    host = make_host("global")
    answer = getattr(host.client("alice"), method)(host.prefix + path)
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.text


def test_a_missing_page_elsewhere_is_the_hosts_404(make_host: MakeHost) -> None:
    answer = make_host("factory").client("alice").get("/weg")
    assert (answer.status_code, "Plein zegt 404" in answer.text) == (404, True)


def test_a_host_that_wants_it_draws_errors_below_our_prefix_itself(make_host: MakeHost) -> None:
    answer = make_host("factory", error_pages="host").client("alice").get("/initiatieven/bestaat-niet")
    assert (answer.status_code, "Plein zegt 404" in answer.text) == (404, True)


def test_a_stranger_is_sent_to_the_hosts_sign_in_page(host: Host) -> None:
    for path in ("/", "/bestaat-niet"):
        answer = host.client().get(host.prefix + path)
        assert answer.status_code == 302
        assert answer.location.startswith(host.root + host.sign_in_page)


def test_a_stranger_comes_back_where_he_was_going(make_host: MakeHost) -> None:
    client = make_host("prefix").client()
    to_sign_in = client.get("/diensten/initiatieven/").location
    assert client.post(to_sign_in, data={"name": "bob"}).location.startswith("/diensten/initiatieven/")


def test_a_host_without_any_way_to_sign_in_gets_our_own_page(make_host: MakeHost) -> None:
    answer = make_host("prefix", unauthorized=None).client().get("/diensten/initiatieven/")
    assert answer.status_code == 401
    assert 'href="/diensten/"' in answer.text


def test_style_and_script_need_no_sign_in(host: Host) -> None:
    text = host.client("alice").get(f"{host.prefix}/").text
    addresses = re.findall(rf'"({re.escape(host.prefix)}/static/[^"]+)"', text)
    assert 1 <= len(addresses) <= 2
    for address in addresses:
        with host.client().get(address) as answer:
            assert answer.status_code == 200


def test_headers_protect_our_pages_and_the_hosts_own_win(host: Host) -> None:
    headers = host.client("alice").get(f"{host.prefix}/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"] or "no-cache" in headers["Cache-Control"]


def test_the_language_of_the_hosts_babel_is_followed(make_host: MakeHost) -> None:
    host = make_host("global")
    client = host.client("alice")
    dutch, english = (client.get(f"{host.address('vision')}?lang={code}").text for code in ("nl", "en"))
    assert (">Visie en missie<" in dutch, ">Visie en missie<" in english) == (True, False)
    assert (' lang="nl">' in dutch, ' lang="en">' in english) == (True, True)


def test_without_babel_our_pages_are_dutch(make_host: MakeHost) -> None:
    host = make_host("prefix")
    text = host.client("bob").get(host.address("vision"), headers={"Accept-Language": "en"}).text
    assert ">Visie en missie<" in text


def test_a_language_given_by_the_adapter_beats_babels(make_host: MakeHost) -> None:
    host = make_host("global", locale=lambda: "en")
    client = host.client("alice")
    assert (
        client.get(f"{host.prefix}/?lang=nl").text.split("<main>")[1]
        == (client.get(f"{host.prefix}/?lang=en").text.split("<main>")[1])
    )
