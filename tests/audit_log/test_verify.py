"""Whatever somebody does to the log with the triggers out of the way is found, with its number."""

from __future__ import annotations

import threading

import pytest
from flask import Flask

from flask_initiatieven import audit
from flask_initiatieven.audit import AuditEntry
from flask_initiatieven.database import db
from flask_initiatieven.logbook import chain, verifying
from flask_initiatieven.logbook.verifying import Break, Fault, Noted
from tests.audit_log.conftest import Tamper, fill, without_triggers
from tests.conftest import inside

#: what the database itself decides is tried in every case on both
EVERY_CASE = True

ENTRY = "initiatieven_audit_entry"


def verdict(app: Flask, **asked: object) -> verifying.Verdict:
    with inside(app):
        return verifying.verify(**asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "'anders'"),
        ("object", "'proef:99'"),
        ("kind", "'anders'"),
        ("result", "'mislukt'"),
        ("origin", "'elders'"),
        ("actor", "'iemand'"),
        ("detail", "''"),
        ("at", "'2020-01-01 00:00:00'"),
        ("previous", "'" + "0" * 64 + "'"),
        ("hash", "'" + "0" * 64 + "'"),
    ],
)
def test_a_changed_field_is_found(app: Flask, tamper: Tamper, column: str, value: str) -> None:
    fill(app, 6)
    tamper(f"UPDATE {ENTRY} SET {column} = {value} WHERE number = 4")
    assert verdict(app).breaks[0] == Break.at(Fault.CHANGED, 4)


def test_a_changed_last_entry_with_a_new_hash_is_found(app: Flask, tamper: Tamper) -> None:
    fill(app, 3)
    rewrite(app, 3, 3, head=False)
    assert verdict(app).breaks == (Break.at(Fault.CHANGED, 3),)


def test_a_changed_entry_with_a_new_hash_does_not_fit_the_next(app: Flask) -> None:
    fill(app, 5)
    rewrite(app, 3, 3, head=False)
    assert verdict(app).breaks == (Break.at(Fault.UNLINKED, 4),)


def test_removed_entries_are_found_in_the_middle(app: Flask, tamper: Tamper) -> None:
    fill(app, 6)
    tamper(f"DELETE FROM {ENTRY} WHERE number IN (3, 4)")
    assert verdict(app).breaks == (Break(Fault.REMOVED, 3, 4),)


def test_removed_entries_are_found_at_the_beginning(app: Flask, tamper: Tamper) -> None:
    fill(app, 6)
    tamper(f"DELETE FROM {ENTRY} WHERE number < 3")
    assert verdict(app).breaks == (Break(Fault.REMOVED, 1, 2),)


def test_removed_entries_are_found_at_the_end(app: Flask, tamper: Tamper) -> None:
    fill(app, 6)
    tamper(f"DELETE FROM {ENTRY} WHERE number > 4")
    assert verdict(app).breaks == (Break(Fault.REMOVED_AT_END, 5, 6),)


def test_all_entries_removed_is_found(app: Flask, tamper: Tamper) -> None:
    fill(app, 2)
    tamper(f"DELETE FROM {ENTRY}")
    assert verdict(app).breaks == (Break(Fault.REMOVED_AT_END, 1, 2),)


def test_a_head_that_is_gone_is_found(app: Flask, tamper: Tamper) -> None:
    fill(app, 2)
    tamper("DELETE FROM initiatieven_audit_head")
    assert verdict(app).breaks == (Break.at(Fault.NO_HEAD, 2),)


def test_an_entry_put_in_between_is_found(app: Flask, tamper: Tamper) -> None:
    fill(app, 5)
    with inside(app):
        indexes = [each.name for each in db.get_indexes(ENTRY) if tuple(each.columns) == ("number",)]
    columns = "action, object, result, origin, actor, at, detail, number, kind, previous, hash"
    tamper(
        *(f'DROP INDEX "{name}"' for name in indexes),
        f"INSERT INTO {ENTRY} ({columns}) SELECT {columns} FROM {ENTRY} WHERE number = 3",
    )
    assert verdict(app).breaks == (Break.at(Fault.INSERTED, 3),)


def test_an_entry_added_after_the_head_is_found(app: Flask, tamper: Tamper) -> None:
    fill(app, 2)
    columns = "action, object, result, origin, actor, at, detail, kind, previous, hash"
    tamper(f"INSERT INTO {ENTRY} (number, {columns}) SELECT 3, {columns} FROM {ENTRY} WHERE number = 2")
    assert Break(Fault.INSERTED, 3, 3) in verdict(app).breaks


def test_an_entry_with_a_number_below_one_is_found(app: Flask, tamper: Tamper) -> None:
    fill(app, 2)
    columns = "action, object, result, origin, actor, at, detail, kind, previous, hash"
    tamper(f"INSERT INTO {ENTRY} (number, {columns}) SELECT -7, {columns} FROM {ENTRY} WHERE number = 2")
    assert verdict(app).breaks == (Break.at(Fault.INSERTED, -7),)


def test_a_chain_made_anew_is_found_with_a_hash_written_down_elsewhere(app: Flask) -> None:
    fill(app, 8)
    with inside(app):
        noted = verifying.head()
    assert noted
    rewrite(app, 3, 8, head=True)
    fill(app, 2)
    assert verdict(app).is_whole
    assert verdict(app, expected=noted).breaks == (Break.at(Fault.NOT_EXPECTED, 8),)


def test_a_hash_written_down_earlier_still_fits_a_chain_that_grew(app: Flask) -> None:
    fill(app, 3)
    with inside(app):
        noted = verifying.head()
    fill(app, 3)
    assert noted
    assert verdict(app, expected=noted).is_whole
    assert not verdict(app, expected=Noted(40, noted.hash)).is_whole


def test_only_the_last_entries_are_looked_at_when_asked(app: Flask, tamper: Tamper) -> None:
    fill(app, 9)
    tamper(f"UPDATE {ENTRY} SET actor = 'x' WHERE number IN (2, 8)")
    found = verdict(app, last=4)
    assert (found.first, found.breaks) == (6, (Break.at(Fault.CHANGED, 8),))


def test_a_log_that_is_wrong_everywhere_is_told_in_few_words(app: Flask, tamper: Tamper) -> None:
    fill(app, 30)
    tamper(f"UPDATE {ENTRY} SET actor = 'x'")
    found = verdict(app)
    assert (len(found.breaks), found.unnamed) == (20, 10)


def test_an_empty_log_is_whole(app: Flask) -> None:
    assert verdict(app) == verifying.Verdict(1, Noted(0, chain.NOTHING), ())


def test_verifying_while_others_write_finds_nothing_wrong(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "BATCH", 7)
    fill(app, 30)
    writer = threading.Thread(target=fill, args=(app, 60))
    writer.start()
    while writer.is_alive():
        assert verdict(app).is_whole
    writer.join()
    assert verdict(app).last.number == 90


def rewrite(app: Flask, first: int, last: int, head: bool) -> None:
    """Change who did it, and make the hashes fit: what somebody with the database and this code can do."""
    with inside(app) as mount, without_triggers(mount.database):
        hash = AuditEntry.get(AuditEntry.number == first).previous
        for entry in AuditEntry.select().where(AuditEntry.number.between(first, last)).order_by(AuditEntry.number):
            entry.actor, entry.previous = "iemand anders", hash
            hash = chain.digest(chain.Link(**{name: getattr(entry, name) for name in chain.Link.__slots__}))
            AuditEntry.update(actor=entry.actor, previous=entry.previous, hash=hash).where(
                AuditEntry.id == entry.id
            ).execute()
        if head:
            audit.AuditHead.update(hash=hash).execute()
