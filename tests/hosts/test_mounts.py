"""Several apps, several mounts, and a mount that is not installed yet."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from flask_initiatieven import ConfigError, Initiatieven
from flask_initiatieven.mount import of
from flask_initiatieven.municipality.models import Municipality
from tests.hosts import factory_host
from tests.hosts.conftest import KINDS, SAMPLE, Host, build, command

MakeHost = Callable[..., Host]
TITLE = "Buurttuin De Vergeten Hoek"


def _rename(host: Host, name: str) -> None:
    with host.app.app_context(), of().opened():
        Municipality.update(initiative_term=name).execute()


def test_two_apps_in_one_process_each_have_their_own_database(make_host: MakeHost) -> None:
    one, two = make_host("factory", folder="one"), make_host("prefix", folder="two")
    _rename(one, "eerste initiatief")
    _rename(two, "tweede initiatief")
    for host, own in ((one, "eerste initiatief"), (two, "tweede initiatief"), (one, "eerste initiatief")):
        with host.app.app_context(), of().opened():
            assert Municipality.get().initiative_term == own


def test_two_apps_answer_from_their_own_database_at_the_same_time(make_host: MakeHost) -> None:
    full, empty = make_host("prefix", folder="full"), make_host("factory", folder="empty", filled=False)
    command(empty.app, "install")
    wrong: list[str] = []

    def ask(host: Host, expected: bool) -> None:
        client = host.client("alice")
        for _ in range(10):
            if (TITLE in client.get(host.address("initiatives")).text) is not expected:
                wrong.append(host.kind)

    threads = [threading.Thread(target=ask, args=pair) for pair in ((full, True), (empty, False)) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_one_object_mounts_in_two_apps(tmp_path: Path) -> None:
    extension = Initiatieven()
    apps = [factory_host.create_app(tmp_path, mounted=False) for _ in range(2)]
    for number, app in enumerate(apps):
        extension.init_app(app, database=tmp_path / f"{number}.sqlite")
    assert of(apps[0]).database is not of(apps[1]).database


@pytest.fixture
def twice(tmp_path: Path, make_host: MakeHost) -> Host:
    """A host with the add-on in it a second time, called dorpen, installed and empty."""
    host = make_host("factory")
    Initiatieven(
        host.app,
        name="dorpen",
        url_prefix="/dorpen",
        base_template="base.html",
        database=tmp_path / "dorpen.db",
    )
    command(host.app, "install", group="dorpen")
    return host


def test_twice_in_one_host_each_with_its_own_data(twice: Host) -> None:
    client = twice.client("alice")
    first, second = (twice.address("initiatives", mount) for mount in ("initiatieven", "dorpen"))
    assert TITLE in client.get(first).text
    assert TITLE not in client.get(second).text
    command(twice.app, "import", str(SAMPLE), group="dorpen")
    assert TITLE in client.get(second).text


def test_links_of_a_second_mount_stay_in_it(twice: Host) -> None:
    text = twice.client("alice").get("/dorpen/").text
    assert 'href="/dorpen/' in text
    assert 'href="/initiatieven/' not in text


def test_roles_of_one_mount_do_not_count_in_the_other(twice: Host) -> None:
    command(twice.app, "role", "2", "leidinggevende", group="dorpen")
    bob = twice.client("bob")
    first, second = (twice.address("new_vision_page", mount) for mount in ("initiatieven", "dorpen"))
    assert (bob.get(first).status_code, bob.get(second).status_code) == (403, 200)


def test_two_mounts_may_not_share_a_database(make_host: MakeHost) -> None:
    host = make_host("factory")
    with pytest.raises(ConfigError, match="have the same database"):
        Initiatieven(host.app, name="dorpen", url_prefix="/dorpen", database=of(host.app).settings.database or
                     Path(host.app.instance_path) / "initiatieven.sqlite")  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_before_install_every_route_says_what_to_type(kind: str, tmp_path: Path) -> None:
    host = build(kind, tmp_path / "not" / "there" if kind == "global" else tmp_path)
    client = host.client("charlie")
    for path in ("/", "/initiatieven", "/bestaat-niet"):
        answer = client.get(host.prefix + path)
        assert answer.status_code == 503
        assert "flask initiatieven install" in answer.text
        assert host.navigation in answer.text


def test_install_ends_the_waiting_without_a_restart(make_host: MakeHost) -> None:
    host = make_host("factory", filled=False)
    assert host.client("alice").get("/initiatieven/").status_code == 503
    command(host.app, "install")
    assert host.client("alice").get("/initiatieven/").status_code == 200


def test_a_prefix_that_the_host_uses_already_is_refused(tmp_path: Path) -> None:
    app = factory_host.create_app(tmp_path, mounted=False)
    with pytest.raises(ConfigError, match="The app already has /zoeken"):
        Initiatieven(app, url_prefix="/zoeken")
