"""Settings: one typed declaration, unknown keys refused by name, each refusal says what to give instead."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from flask import Flask

from flask_initiatieven import ConfigError, Initiatieven
from flask_initiatieven.settings import PREFIX, Settings, read

ROOT = Path(__file__).parent.parent


def test_a_keyword_beats_the_config_and_the_config_beats_the_default() -> None:
    config = {"INITIATIEVEN_NUMBER_PREFIX": "AB", "INITIATIEVEN_RENDERERS": 2}
    found = read(config, {"number_prefix": "CD"})
    assert (found.number_prefix, found.renderers, found.render_seconds) == ("CD", 2, 20)


def test_an_unknown_key_is_refused_by_name_with_the_nearest_known_one() -> None:
    with pytest.raises(
        ConfigError, match=r"Unknown setting INITIATIEVEN_URL_PREFX\. Did you mean INITIATIEVEN_URL_PREFIX\?"
    ):
        read({"INITIATIEVEN_URL_PREFX": "/x"}, {})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("url_prefix", "initiatieven/"),
        ("url_prefix", 7),
        ("blocks", {"title": "title"}),
        ("blocks", {"content": "a b"}),
        ("title_format", "{title} {other}"),
        ("flash", "both"),
        ("locale", "fy"),
        ("renderers", 0),
        ("renderers", "two"),
        ("admins", "admin@example.nl"),
        ("heading", "yes"),
        ("public_url", "intranet.example.nl"),
        ("number_prefix", "ew"),
        ("closing_days", ["24-12-2026"]),
        ("closing_days", ["2026-02-30"]),
    ],
)
def test_a_wrong_value_is_refused_and_the_setting_is_named(name: str, value: object) -> None:
    with pytest.raises(ConfigError, match=PREFIX + name.upper()):
        read({}, {name: value})


def test_the_second_mount_takes_keywords_only(tmp_path: Path) -> None:
    app = Flask("x", instance_path=str(tmp_path))
    app.config["INITIATIEVEN_URL_PREFIX"] = "/plannen"
    extension = Initiatieven(app)
    extension.init_app(app, name="dorpen", url_prefix="/dorpen", database=str(tmp_path / "dorpen.sqlite"))
    prefixes = {name: mount.settings.url_prefix for name, mount in app.extensions["initiatieven"].items()}
    assert prefixes == {"initiatieven": "/plannen", "dorpen": "/dorpen"}


def test_two_mounts_on_one_database_are_refused(tmp_path: Path) -> None:
    app = Flask("x", instance_path=str(tmp_path))
    Initiatieven(app, database=str(tmp_path / "a.sqlite"))
    with pytest.raises(ConfigError, match="Give each its own database="):
        Initiatieven(app, name="dorpen", url_prefix="/dorpen", database=str(tmp_path / "a.sqlite"))


@pytest.mark.parametrize("name", ["login", "my_api", "Static", "1e"])
def test_a_mount_name_that_hosts_look_for_is_refused(name: str) -> None:
    with pytest.raises(ConfigError, match="can't be used"):
        Initiatieven(Flask("x"), name=name)


def test_a_prefix_where_the_host_already_has_a_page_is_refused() -> None:
    app = Flask("x")
    app.add_url_rule("/initiatieven/oud", "old", lambda: "")
    with pytest.raises(ConfigError, match="already has /initiatieven/oud"):
        Initiatieven(app)


@pytest.mark.parametrize("address", ["mysql://localhost/x", "sqlite+pool:///x.db"])
def test_a_database_we_do_not_support_is_refused(address: str) -> None:
    with pytest.raises(ConfigError, match="is not supported"):
        Initiatieven(Flask("x"), database=address)


def test_every_setting_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [entry.name for entry in fields(Settings) if f"`{entry.name.upper()}`" not in readme]
    assert missing == []


def test_every_setting_has_a_line_of_meaning() -> None:
    source = (ROOT / "flask_initiatieven" / "settings.py").read_text(encoding="utf-8")
    for entry in fields(Settings):
        assert re.search(rf"    #: .+\n    {entry.name}: ", source), entry.name
