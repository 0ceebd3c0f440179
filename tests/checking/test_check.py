"""Each finding of `flask initiatieven check`: found when it is so, not when it is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import peewee as pw
import pytest
from flask import Flask
from jinja2 import DictLoader

from flask_initiatieven import Initiatieven, User
from flask_initiatieven.checking import check
from flask_initiatieven.checking import database as check_database
from flask_initiatieven.checking import paper as check_paper
from flask_initiatieven.clockwork import worker
from flask_initiatieven.database import now
from flask_initiatieven.lifecycle import actions as lifecycle
from flask_initiatieven.paper import fonts
from flask_initiatieven.roles.models import RoleAssignment
from tests.audit_log.conftest import fill, without_triggers
from tests.conftest import MakeApp, inside

GOOD = {
    "SECRET_KEY": "5e0c9a7f31d8b264c07e9f5a1b3d8c6207af94e1d5b8c3f6",
    "SESSION_COOKIE_SECURE": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "PREFERRED_URL_SCHEME": "https",
}


def ids(app: Flask) -> set[str]:
    with inside(app) as mount:
        return {finding.id for finding in check.check(app, mount)}


def bare(**config: Any) -> Flask:
    app = Flask("host")
    app.config.update({**GOOD, **config})
    Initiatieven(app, database=":memory:", public_url=config.get("ADDRESS", "https://intranet.example.nl"))
    return app


@pytest.fixture
def healthy(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A host with nothing wrong: even the folder of the test counts as a lasting one."""
    monkeypatch.setattr(check_database, "place_findings", lambda path: iter(()))
    app = make_app(public_url="https://intranet.example.nl", admins=["admin"])
    app.config.update(GOOD)
    with inside(app):
        worker.beat("here", now(), worker.Round({}))
        for role in ("leidinggevende", "uitvoerder"):
            RoleAssignment.create(user_id="alice", role=role, given_at=now())
    return app


def test_a_host_with_everything_in_order_gets_no_finding(healthy: Flask) -> None:
    assert ids(healthy) == set()
    answer = healthy.test_cli_runner().invoke(args=["initiatieven", "check", "--streng"])
    assert (answer.exit_code, answer.output) == (0, "Alles in orde.\n")


@pytest.mark.parametrize(
    ("config", "id"),
    [
        ({"SECRET_KEY": None}, "S001"),
        ({"SECRET_KEY": "k7#Qz!"}, "S002"),
        ({"SECRET_KEY": "dev"}, "S003"),
        ({"SECRET_KEY": "changeme-changeme"}, "S003"),
        ({"SECRET_KEY": b"super-secret-key-for-production"}, "S003"),
        ({"SECRET_KEY": "vervang-mij-1234567890"}, "S003"),
        ({"SECRET_KEY": "abababababababababab"}, "S004"),
        ({"SESSION_COOKIE_SECURE": False}, "S010"),
        ({"SESSION_COOKIE_HTTPONLY": False}, "S011"),
        ({"SESSION_COOKIE_SAMESITE": None}, "S012"),
        ({"SESSION_COOKIE_SAMESITE": "None"}, "S012"),
        ({"DEBUG": True}, "S014"),
        ({"ADDRESS": None}, "H001"),
        ({"ADDRESS": "http://intranet.example.nl"}, "H002"),
        ({"PREFERRED_URL_SCHEME": "http"}, "H003"),
    ],
)
def test_an_unsafe_setting_of_the_host_is_found(config: dict[str, Any], id: str) -> None:
    assert f"ini.{id}" in ids(bare(**config))
    assert f"ini.{id}" not in ids(bare())


@pytest.mark.parametrize(
    "key",
    ["9f3c1e7ab04d52c8e6175f90ad3b84c2", "Vx7-pQ2_kLm9RtYw3ZsDf8HjN4bGc6aE1uXo", "dev-hT5kQ9wLz2XcVb7NmP4sRd8F"],
)
def test_a_random_key_is_no_known_word(key: str) -> None:
    assert not check.is_known_secret(key)


def test_a_remember_cookie_over_http_is_found_where_there_is_a_log_in() -> None:
    app = bare()
    app.login_manager = SimpleNamespace()  # type: ignore[attr-defined]
    assert "ini.S013" in ids(app)
    app.config["REMEMBER_COOKIE_SECURE"] = True
    assert "ini.S013" not in ids(app)


@pytest.mark.parametrize(("base", "id"), [("weg.html", "L001"), ("kapot.html", "L002"), ("leeg.html", "L003")])
def test_a_layout_that_shows_nothing_is_found(base: str, id: str) -> None:
    app = Flask("host")
    app.jinja_loader = DictLoader({"kapot.html": "{% block %}", "leeg.html": "leeg"})
    Initiatieven(app, base_template=base, database=":memory:")
    assert f"ini.{id}" in ids(app)


# Database


def test_a_database_that_does_not_answer_is_found(make_app: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "none.sqlite").write_bytes(b"this is no database at all" * 40)
    assert "ini.D001" in ids(make_app(database=str(tmp_path / "none.sqlite")))


def test_tables_that_are_not_there_are_found(make_app: MakeApp) -> None:
    assert "ini.D002" in ids(make_app(installed=False))


@pytest.mark.parametrize(
    ("statement", "id"),
    [
        ("DELETE FROM initiatieven_migration WHERE name = '0003_audit_chain'", "D003"),
        ("INSERT INTO initiatieven_migration (name, applied) VALUES ('0999_later', '2030-01-01 00:00:00')", "D018"),
        ("UPDATE initiatieven_profile SET active = NOT active", "D002"),
    ],
)
def test_tables_of_another_version_or_state_are_found(app: Flask, statement: str, id: str) -> None:
    with inside(app) as mount:
        mount.database.execute_sql(statement)
    assert f"ini.{id}" in ids(app)


def test_a_file_that_can_not_be_written_is_found(healthy: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with inside(healthy) as mount:
        is_sqlite = isinstance(mount.database, pw.SqliteDatabase)
    monkeypatch.setattr(check_database.os, "access", lambda path, mode: False)
    assert ("ini.D004" in ids(healthy)) is is_sqlite


def test_a_database_in_memory_is_found(make_app: MakeApp) -> None:
    app = make_app(installed=False, database=":memory:")
    with inside(app) as mount:
        mount.database.connect()
        lifecycle.install(mount)
        assert "ini.D005" in {finding.id for finding in check.check(app, mount)}


def test_a_database_of_the_hosts_own_making_without_wal_and_foreign_keys_is_found(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(installed=False, database=pw.SqliteDatabase(f"{tmp_path}/own.sqlite"))
    app.test_cli_runner().invoke(args=["initiatieven", "install"])
    assert {"ini.D006", "ini.D007"} <= ids(app)


def place(path: Path) -> set[str]:
    return {finding.id for finding in check_database.place_findings(path)}


def test_a_temporary_place_is_found() -> None:
    assert "ini.D008" in place(Path("/tmp/a.sqlite"))  # noqa: S108
    assert "ini.D008" not in place(Path("/srv/intranet/a.sqlite"))


def test_a_network_disk_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("d / ext4 rw 0 0\nserver:/x /srv/een\\040share nfs4 rw 0 0\n", encoding="utf-8")
    assert check_database.file_system_of(Path("/srv/een share/a.sqlite"), mounts) == "nfs4"
    assert check_database.file_system_of(Path("/srv/een/a.sqlite"), mounts) == "ext4"
    assert check_database.file_system_of(Path("/srv/a.sqlite"), tmp_path / "none") == ""
    monkeypatch.setattr(check_database, "file_system_of", lambda path: "cifs")
    assert "ini.D009" in place(Path("/srv/a.sqlite"))


def test_a_file_that_everybody_may_read_is_found(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    file.touch(0o644)
    file.chmod(0o644)
    assert "ini.D010" in place(file)
    file.chmod(0o640)
    assert "ini.D010" not in place(file)


@pytest.mark.parametrize(("free", "id"), [(50, {"ini.D011"}), (500, {"ini.D012"}), (5000, set())])
def test_a_full_disk_is_found(monkeypatch: pytest.MonkeyPatch, free: int, id: set[str]) -> None:
    usage = SimpleNamespace(free=free * check_database.MEGABYTE)
    monkeypatch.setattr(check_database.shutil, "disk_usage", lambda folder: usage)
    assert {finding.id for finding in check_database.room_findings(Path("/"))} == id


@pytest.mark.parametrize(
    ("name", "value", "id"),
    [
        ("transaction_read_only", "on", "D004"),
        ("server_version_num", "110005", "D013"),
        ("server_encoding", "SQL_ASCII", "D014"),
        ("max_connections", "4", "D017"),
    ],
)
def test_a_postgres_that_is_set_up_badly_is_found(
    healthy: Flask, monkeypatch: pytest.MonkeyPatch, name: str, value: str, id: str
) -> None:
    usual = check_database._shown
    monkeypatch.setattr(
        check_database, "_shown", lambda database, asked: value if asked == name else usual(database, asked)
    )
    with inside(healthy) as mount:
        is_sqlite = isinstance(mount.database, pw.SqliteDatabase)
    assert (f"ini.{id}" in ids(healthy)) is not is_sqlite


@pytest.mark.postgres
@pytest.mark.parametrize("address", ["postgres"], indirect=True)
def test_connections_without_pool_or_patience_are_found(make_app: MakeApp, address: Any) -> None:
    url = address.fresh("tables")
    impatient = make_app(database=url.replace("&timeout=10", ""))
    assert "ini.D016" in ids(impatient)
    plain = make_app(database=url.replace("+pool", "").replace("&timeout=10", "").replace("&max_connections=20", ""))
    assert "ini.D015" in ids(plain)


# The log


def test_a_log_that_was_changed_is_found(app: Flask) -> None:
    fill(app, 3)
    with inside(app) as mount, without_triggers(mount.database):
        mount.database.execute_sql("UPDATE initiatieven_audit_entry SET actor = 'x' WHERE number = 2")
    with inside(app) as mount:
        found = {finding.id: finding.what for finding in check.check(app, mount)}
    assert found["ini.A001"] == "Het logboek is niet heel. Regel 2 is veranderd."


def test_a_trigger_that_is_gone_is_found(app: Flask) -> None:
    with inside(app) as mount:
        on = "" if isinstance(mount.database, pw.SqliteDatabase) else " ON initiatieven_audit_entry"
        mount.database.execute_sql(f"DROP TRIGGER initiatieven_audit_link{on}")
    assert "ini.A002" in ids(app)


# Paper


@pytest.fixture
def paper_ids() -> Callable[[], set[str]]:
    return lambda: {finding.id for finding in check_paper.findings()}


def test_weasyprint_that_is_not_there_is_found(
    monkeypatch: pytest.MonkeyPatch, paper_ids: Callable[[], set[str]]
) -> None:
    assert paper_ids() == set()
    monkeypatch.setattr(check_paper, "find_spec", lambda name: None)
    assert paper_ids() == {"ini.P001"}


def test_pango_that_is_not_there_or_too_old_is_found(
    monkeypatch: pytest.MonkeyPatch, paper_ids: Callable[[], set[str]]
) -> None:
    def absent() -> tuple[int, int]:
        raise OSError("libpango")

    monkeypatch.setattr(check_paper, "_pango", absent)
    assert paper_ids() == {"ini.P002"}
    monkeypatch.setattr(check_paper, "_pango", lambda: (1, 40))
    assert paper_ids() == {"ini.P004"}


def test_a_weasyprint_that_is_too_old_is_found(
    monkeypatch: pytest.MonkeyPatch, paper_ids: Callable[[], set[str]]
) -> None:
    monkeypatch.setattr(check_paper, "_version_of", lambda package: "62.3")
    assert paper_ids() == {"ini.P003"}


def test_fonts_that_are_gone_or_broken_are_found(tmp_path: Path) -> None:
    assert list(check_paper.font_findings(fonts.FOLDER)) == []
    for name in check_paper.FONTS[1:]:
        (tmp_path / name).write_bytes((fonts.FOLDER / name).read_bytes())
    (tmp_path / check_paper.FONTS[1]).write_bytes(b"<html>")
    (finding,) = check_paper.font_findings(tmp_path)
    assert finding.id == "ini.P005"
    assert "DejaVuSans.ttf, DejaVuSans-Bold.ttf, fonts.conf" in finding.what


# People and the worker


def test_roles_that_nobody_has_are_found(app: Flask) -> None:
    with inside(app) as mount:
        RoleAssignment.create(user_id="alice", role="uitvoerder", given_at=now())
        what = [finding.what for finding in check.check(app, mount) if finding.id == "ini.R001"]
    assert [words.split(".")[0] for words in what] == ["Niemand is beheerder", "Niemand is leidinggevende"]


def test_roles_that_the_host_gives_are_not_missed(make_app: MakeApp) -> None:
    assert "ini.R001" not in ids(make_app(roles=lambda user: []))


def test_people_whom_the_host_does_not_know_are_found(make_app: MakeApp) -> None:
    app = make_app(find_user=lambda id: User(id) if id == "alice" else None)
    with inside(app) as mount:
        for user in ("alice", "weg", "iemand@example.nl"):
            RoleAssignment.create(user_id=user, role="lezer", given_at=now())
        (finding,) = [each for each in check.check(app, mount) if each.id == "ini.R002"]
    assert finding.what == "Uw intranet kent deze mensen met een rol niet: weg."


def test_a_worker_that_never_ran_or_is_silent_is_found(make_app: MakeApp) -> None:
    moment = [datetime(2026, 11, 23, 12, tzinfo=UTC)]
    app = make_app(now=lambda: moment[0])
    assert "ini.W001" in ids(app)
    with inside(app):
        worker.beat("here", now(), worker.Round({}))
    assert not {"ini.W001", "ini.W002"} & ids(app)
    moment[0] += timedelta(hours=2)
    assert "ini.W002" in ids(app)


# The command


def test_only_wrong_things_make_the_command_fail_unless_it_is_strict(healthy: Flask) -> None:
    run = healthy.test_cli_runner()
    healthy.config["SESSION_COOKIE_SECURE"] = False
    answer = run.invoke(args=["initiatieven", "check"])
    assert (answer.exit_code, "LET OP ini.S010: " in answer.output) == (0, True)
    assert run.invoke(args=["initiatieven", "check", "--streng"]).exit_code == 1
    healthy.config["SECRET_KEY"] = "dev"
    assert run.invoke(args=["initiatieven", "check"]).exit_code == 1


def test_the_findings_come_as_json_too(healthy: Flask) -> None:
    healthy.config["SECRET_KEY"] = "dev"
    answer = healthy.test_cli_runner().invoke(args=["initiatieven", "check", "--json"])
    found = json.loads(answer.output)
    assert [(each["id"], each["grade"]) for each in found] == [("ini.S002", "FOUT"), ("ini.S003", "FOUT")]
    assert set(found[0]) == {"id", "grade", "what", "cure"}
    assert answer.exit_code == 1
