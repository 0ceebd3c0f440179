"""Maakt tabellen voor groepen van het intranet en voor het zoeken naar personen; gedeelde rollen kunnen aflopen.

The words of each person are kept by triggers, whoever writes to the table; so is that what was shared of a page or
initiative goes with it (SQLite gives the number of a removed row to the next one).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import peewee as pw

ACCENTED = "áàâäãåāăąçćčďđéèêëēęěğíìîïīıłñńňóòôöõøōőřśşšťúùûüūůűýÿźżž"
PLAIN = "aaaaaaaaacccddeeeeeeegiiiiiilnnnoooooooorssstuuuuuuuyyzzz"
BETWEEN = "-.,'’()/@_+"
SHARED = (("initiatieven_page", "page"), ("initiatieven_initiative", "initiative"))
#: `replace` calls in one expression; older SQLite refuses deep nesting
NESTED = 8


def up(migrator: Any, db: pw.Database) -> None:
    class Person(pw.Model):
        id = pw.AutoField()

        class Meta:
            database = db
            table_name = "initiatieven_person"

    class PersonWord(pw.Model):
        id = pw.AutoField()
        person = pw.ForeignKeyField(Person, backref="+", on_delete="CASCADE")
        word = pw.CharField(max_length=60, index=True)

        class Meta:
            database = db
            table_name = "initiatieven_person_word"

    class RoleGroup(pw.Model):
        id = pw.AutoField()
        word = pw.CharField(max_length=255, unique=True)
        roles = pw.CharField(max_length=200)
        version = pw.IntegerField(default=1)
        changed_at = pw.DateTimeField()
        changed_by = pw.CharField(max_length=255, default="")

        class Meta:
            database = db
            table_name = "initiatieven_role_group"

    db.create_tables([PersonWord, RoleGroup])
    db.execute_sql("ALTER TABLE initiatieven_local_role ADD COLUMN until DATE")
    for statement in _sqlite() if isinstance(db, pw.SqliteDatabase) else _postgres():
        db.execute_sql(statement)
    db.execute_sql("UPDATE initiatieven_person SET name = name")


def down(migrator: Any, db: pw.Database) -> None:
    is_sqlite = isinstance(db, pw.SqliteDatabase)
    people = ("insert", "update") if is_sqlite else ("change",)
    for table, name in [*(("initiatieven_person", f"words_{what}") for what in people), *_forgetting()]:
        db.execute_sql(f"DROP TRIGGER {table}_{name}" + ("" if is_sqlite else f" ON {table}"))
    for table, name in [] if is_sqlite else [("initiatieven_person", "words"), *_forgetting()]:
        db.execute_sql(f"DROP FUNCTION {table}_{name}()")
    db.execute_sql("ALTER TABLE initiatieven_local_role DROP COLUMN until")
    db.execute_sql("DROP TABLE initiatieven_role_group")
    db.execute_sql("DROP TABLE initiatieven_person_word")


def _forgetting() -> list[tuple[str, str]]:
    return [(table, "unshare") for table, _ in SHARED]


def _sqlite() -> Iterator[str]:
    """First the whole text as one row that begins with a space, then its words, then the whole text goes."""
    table = "initiatieven_person_word"
    text = "NEW.name || ' ' || NEW.department || ' ' || substr(NEW.email, 1, max(instr(NEW.email, '@') - 1, 0))"
    fill = f"INSERT INTO {table} (person_id, word) VALUES (NEW.id, ' ' || lower({text})); "
    signs = [(f"'{accented}'", f"'{plain}'") for accented, plain in zip(ACCENTED, PLAIN, strict=True)]
    signs += [(f"'{accented}'", f"'{plain}'") for accented, plain in zip(ACCENTED.upper(), PLAIN, strict=True)]
    signs += [(_quoted(sign), "' '") for sign in BETWEEN] + [(f"char({code})", "' '") for code in (9, 10, 13)]
    for start in range(0, len(signs), NESTED):
        word = "word"
        for old, new in signs[start : start + NESTED]:
            word = f"replace({word}, {old}, {new})"
        fill += f"UPDATE {table} SET word = {word} WHERE person_id = NEW.id AND word <> {word}; "
    fill += (
        f"INSERT INTO {table} (person_id, word) SELECT DISTINCT NEW.id, substr(part.value, 1, 60) "
        f"FROM {table} AS whole, json_each('[' || replace(json_quote(whole.word), ' ', '\",\"') || ']') AS part "
        "WHERE whole.person_id = NEW.id AND part.value <> ''; "
        f"DELETE FROM {table} WHERE person_id = NEW.id AND word LIKE ' %'; "
    )
    yield f"CREATE TRIGGER initiatieven_person_words_insert AFTER INSERT ON initiatieven_person BEGIN {fill} END"
    yield (
        "CREATE TRIGGER initiatieven_person_words_update AFTER UPDATE OF name, department, email "
        "ON initiatieven_person BEGIN DELETE FROM initiatieven_person_word WHERE person_id = OLD.id; "
        f"{fill} END"
    )
    for table, kind in SHARED:
        yield (
            f"CREATE TRIGGER {table}_unshare AFTER DELETE ON {table} BEGIN "
            f"DELETE FROM initiatieven_local_role WHERE object = '{kind}:' || OLD.id; END"
        )


def _postgres() -> Iterator[str]:
    """Words are compared by their bytes, so that an ordinary index finds all that begin with the same letters."""
    yield 'ALTER TABLE initiatieven_person_word ALTER COLUMN word TYPE VARCHAR(60) COLLATE "C"'
    text = "lower(NEW.name || ' ' || NEW.department || ' ' || split_part(NEW.email, '@', 1))"
    folded = f"translate({text}, {_quoted(ACCENTED + BETWEEN)}, '{PLAIN}{' ' * len(BETWEEN)}')"
    yield (
        "CREATE FUNCTION initiatieven_person_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "DELETE FROM initiatieven_person_word WHERE person_id = NEW.id; "
        "INSERT INTO initiatieven_person_word (person_id, word) "
        f"SELECT DISTINCT NEW.id, left(part, 60) FROM regexp_split_to_table({folded}, '[[:space:]]+') AS part "
        "WHERE part <> ''; RETURN NULL; END $$"
    )
    yield (
        "CREATE TRIGGER initiatieven_person_words_change AFTER INSERT OR UPDATE OF name, department, email "
        "ON initiatieven_person FOR EACH ROW EXECUTE FUNCTION initiatieven_person_words()"
    )
    for table, kind in SHARED:
        yield (
            f"CREATE FUNCTION {table}_unshare() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"DELETE FROM initiatieven_local_role WHERE object = '{kind}:' || OLD.id; RETURN NULL; END $$"
        )
        yield (
            f"CREATE TRIGGER {table}_unshare AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_unshare()"
        )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
