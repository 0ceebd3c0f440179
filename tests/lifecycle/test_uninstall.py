"""Uninstalling: dead at once, data kept; coming back; and removing everything of ours and nothing else."""

from __future__ import annotations

import peewee as pw
import pytest
from flask import Flask

from flask_initiatieven import audit, links
from flask_initiatieven import mount as mounts
from flask_initiatieven.errors import Refused
from flask_initiatieven.initiatives.models import Initiative
from flask_initiatieven.lifecycle import actions as lifecycle
from flask_initiatieven.lifecycle import condition, kept, schema
from flask_initiatieven.lifecycle.models import LifeEvent
from flask_initiatieven.lifecycle.states import State
from flask_initiatieven.tiles.drawing import tile
from tests.conftest import MakeApp, inside
from tests.lifecycle import releases


@pytest.fixture
def full(make_app: MakeApp) -> Flask:
    """The sample municipality, used by admin@example.nl as beheerder by setting."""
    return make_app(sample=True, admins=["admin@example.nl"])


def run(app: Flask, *words: str, code: int = 0) -> str:
    answer = app.test_cli_runner().invoke(args=["initiatieven", *words])
    assert answer.exit_code == code, answer.output
    return answer.output


def test_uninstalling_says_in_words_what_it_kept(full: Flask) -> None:
    text = run(full, "uninstall")
    assert "Bewaard: 13 initiatieven, 6 bezoeken, 9 afspraken," in text
    assert "Terughalen: flask initiatieven install" in text


def test_after_uninstalling_every_route_of_ours_is_404_and_static_files_stay(full: Flask) -> None:
    client = full.test_client()
    run(full, "uninstall")
    with inside(full), full.test_request_context():
        rules = [rule for rule in full.url_map.iter_rules() if rule.endpoint.startswith("initiatieven.")]
    for rule in rules:
        address = rule.rule.replace("<int:", "<").replace("<", "").replace(">", "")
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
            code = client.open(address, method=method, headers={"X-Person": "manager"}).status_code
            assert code == 404, f"{method} {address}: {code}"
    with client.get("/initiatieven/static/initiatieven.css") as answer:
        assert answer.status_code == 200


def test_links_tiles_jobs_and_commands_are_dead_too(full: Flask) -> None:
    run(full, "uninstall")
    with full.test_request_context("/", headers={"X-Person": "manager"}):
        assert links() == []
        assert tile("vision") == ""
    for command in ("role bob lezer", "briefing 1 -o x.pdf", "worker --eenmaal", "import x", "audit verify"):
        assert "Typ eerst: flask initiatieven install" in run(full, *command.split(), code=1)


def test_another_process_notices_at_its_next_request(full: Flask, make_app: MakeApp) -> None:
    other = make_app(database=mounts.of(full).settings.database)
    assert other.test_client().get("/initiatieven/lijst", headers={"X-Person": "alice"}).status_code == 200
    run(full, "uninstall")
    assert other.test_client().get("/initiatieven/lijst", headers={"X-Person": "alice"}).status_code == 404


def test_installing_again_finds_everything_and_says_so(full: Flask) -> None:
    with inside(full) as mount:
        before = {table: rows for table, rows in releases.rows(mount.database).items() if "audit" not in table}
    run(full, "uninstall")
    text = run(full, "install")
    assert "De module is weer geïnstalleerd. Gevonden: 13 initiatieven, 6 bezoeken" in text
    with inside(full) as mount:
        after = {table: rows for table, rows in releases.rows(mount.database).items() if "audit" not in table}
        assert after == before
        actions = [entry.action for entry in audit.AuditEntry.select().order_by(audit.AuditEntry.id.desc()).limit(2)]
    assert actions == ["installeren", "verwijderen"]


def test_what_was_only_kept_to_be_quick_is_thrown_away(full: Flask) -> None:
    with inside(full) as mount:
        mount.database.execute_sql(
            "INSERT INTO initiatieven_stored_paper (fingerprint, object, pdf, pages, sections, made_at) "
            "VALUES ('x', 'visit:1', 'x', 1, '[]', '2026-11-23 12:00:00')"
        )
    run(full, "uninstall")
    with inside(full) as mount:
        assert schema.count(mount.database, ["initiatieven_stored_paper"]) == {"initiatieven_stored_paper": 0}


def test_uninstalling_twice_is_refused(full: Flask) -> None:
    run(full, "uninstall")
    assert "Er valt niets te verwijderen" in run(full, "uninstall", code=1)


def test_removing_the_data_asks_for_the_name_of_the_municipality(full: Flask) -> None:
    text = run(full, "uninstall", "--met-gegevens", "--bevestig", "Utrecht", code=1)
    assert "Maak eerst een back-up van de database." in text
    assert "Er is niets gewist." in text
    with inside(full):
        assert Initiative.select().count() == 13


def of_the_host(database: pw.Database) -> None:
    database.execute_sql("CREATE TABLE host_page (id INTEGER PRIMARY KEY, title VARCHAR(20))")
    database.execute_sql("INSERT INTO host_page VALUES (1, 'Welkom')")
    database.execute_sql("CREATE TABLE initiatieven_archief (id INTEGER PRIMARY KEY)")


def test_removing_the_data_leaves_the_tables_of_the_host(full: Flask) -> None:
    with inside(full) as mount:
        of_the_host(mount.database)
    text = run(full, "uninstall", "--met-gegevens", "--bevestig", "elzerwoude")
    assert "met 13 initiatieven, 6 bezoeken" in text
    assert "Niet van de module, dus blijven staan: initiatieven_archief." in text
    with inside(full) as mount:
        assert set(mount.database.get_tables()) - {"sqlite_sequence"} == {"host_page", "initiatieven_archief"}
        assert mount.database.execute_sql("SELECT title FROM host_page").fetchall() == [("Welkom",)]
        assert [line for line in releases.schema_of(mount.database) if "refuse" in line or "TRIGGER" in line] == []
        assert condition.status(mount).state is State.AVAILABLE
    assert "De module is geïnstalleerd" in run(full, "install")


def test_nothing_is_removed_when_a_table_of_the_host_hangs_on_ours(full: Flask) -> None:
    with inside(full) as mount:
        mount.database.execute_sql(
            "CREATE TABLE host_note (id INTEGER PRIMARY KEY, about INTEGER REFERENCES initiatieven_initiative (id))"
        )
        with pytest.raises(Refused, match="verwijzen naar onze tabellen: host_note"):
            lifecycle.remove(mount)
        assert Initiative.select().count() == 13


def test_what_was_removed_can_not_be_read_in_the_file(full: Flask) -> None:
    with inside(full) as mount:
        if not schema.is_sqlite(mount.database):
            return
        path = mount.database.database
        lifecycle.remove(mount)
    with open(path, "rb") as stream:
        assert b"Vergeten Hoek" not in stream.read()


@pytest.mark.parametrize("spoil", ["DELETE FROM initiatieven_migration", "DROP TABLE initiatieven_contact_person"])
def test_broken_tables_are_told_and_can_be_removed(full: Flask, spoil: str) -> None:
    with inside(full) as mount:
        mount.database.execute_sql(spoil)
        assert condition.status(mount).state is State.BROKEN
        with pytest.raises(Refused, match="Zet een back-up terug"):
            lifecycle.install(mount)
        lifecycle.remove(mount)
        assert condition.status(mount).state is State.AVAILABLE


def test_a_command_that_misses_a_table_says_what_is_the_matter(full: Flask) -> None:
    with inside(full) as mount:
        mount.database.execute_sql("DROP TABLE initiatieven_person_word")
        mount.database.execute_sql("DROP TABLE initiatieven_role_assignment")
    assert "ontbreken tabellen" in run(full, "role", "bob", "lezer", code=1)


def test_a_package_older_than_the_data_leaves_them_alone(full: Flask) -> None:
    with inside(full) as mount:
        mount.database.execute_sql("UPDATE initiatieven_migration SET name = '0999_later' WHERE name = '0004_profile'")
        for deed in (lifecycle.install, lifecycle.remove):
            with pytest.raises(Refused, match="nieuwer dan dit programma.*0999_later"):
                deed(mount)
        lifecycle.uninstall(mount)
        assert kept.counts(mount.database)["initiatieven_initiative"] == 13


def test_an_upgrade_that_waits_can_be_uninstalled(make_app: MakeApp) -> None:
    app = make_app(installed=False)
    with inside(app) as mount:
        releases.build(mount.database)
    assert "Bewaard: 13 initiatieven" in run(app, "uninstall")
    assert "weer geïnstalleerd" in run(app, "install")
    with inside(app):
        assert [event.what for event in LifeEvent.select() if event.what != "stap"] == ["verwijderen", "installeren"]


def test_the_role_of_an_admin_counts_as_before(full: Flask) -> None:
    run(full, "role", "bob", "beheerder")
    run(full, "uninstall")
    run(full, "install")
    answer = full.test_client().get("/initiatieven/beheer", headers={"X-Person": "bob"})
    assert answer.status_code == 200
