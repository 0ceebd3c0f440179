"""Geeft de rolverdeling versies, fasen en een slot op wat is vastgesteld; geeft het coalitieprogramma meer velden.

De nieuwste rolverdeling die compleet is, wordt de vastgestelde versie; andere worden vervangen of blijven concept.
Het nieuwste coalitieprogramma geldt. Er verdwijnt niets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import peewee as pw

#: table → new columns as both databases understand them; a column added with a constant default rebuilds no table
COLUMNS = {
    "initiatieven_role_table": {
        "number": "INTEGER NOT NULL DEFAULT 0",
        "state": "VARCHAR(20) NOT NULL DEFAULT 'concept'",
        "decision_number": "VARCHAR(80) NOT NULL DEFAULT ''",
        "version": "INTEGER NOT NULL DEFAULT 1",
        "changed_at": "TIMESTAMP",
        "changed_by": "VARCHAR(255) NOT NULL DEFAULT ''",
    },
    "initiatieven_role_table_actor": {"party": "VARCHAR(20) NOT NULL DEFAULT ''"},
    "initiatieven_role_table_row": {"phases": "VARCHAR(400) NOT NULL DEFAULT ''"},
    "initiatieven_programme": {
        "in_force_from": "DATE",
        "in_force_until": "DATE",
        "state": "VARCHAR(20) NOT NULL DEFAULT 'voorbereiding'",
        "created_key": "VARCHAR(64)",
        "version": "INTEGER NOT NULL DEFAULT 1",
        "changed_at": "TIMESTAMP",
        "changed_by": "VARCHAR(255) NOT NULL DEFAULT ''",
    },
    "initiatieven_programme_item": {
        "portfolio_holder_id": "INTEGER REFERENCES initiatieven_person (id) ON DELETE SET NULL",
        "position": "INTEGER NOT NULL DEFAULT 0",
        "archived_on": "DATE",
        "version": "INTEGER NOT NULL DEFAULT 1",
        "changed_at": "TIMESTAMP",
        "changed_by": "VARCHAR(255) NOT NULL DEFAULT ''",
    },
    "initiatieven_programme_link": {
        "strength": "VARCHAR(20) NOT NULL DEFAULT 'draagt_bij'",
        "sentence": "TEXT NOT NULL DEFAULT ''",
    },
}
#: name → what it indexes
INDEXES = {
    "initiatieven_role_table_number": "UNIQUE INDEX {} ON initiatieven_role_table (number)",
    "initiatieven_one_adopted_division": (
        "UNIQUE INDEX {} ON initiatieven_role_table (state) WHERE (state = 'vastgesteld')"
    ),
    "initiatieven_one_programme_in_force": (
        "UNIQUE INDEX {} ON initiatieven_programme (state) WHERE (state = 'geldt')"
    ),
    "initiatieven_programme_created_key": "UNIQUE INDEX {} ON initiatieven_programme (created_key)",
    "initiatieven_programme_item_portfolio_holder_id": (
        "INDEX {} ON initiatieven_programme_item (portfolio_holder_id)"
    ),
}
#: word in the name of an actor → who that is; first fit
PARTIES = (
    ("bewoner", "bewoner"), ("initiatiefnemer", "bewoner"), ("aanspreekpunt", "aanspreekpunt"),
    ("wijkregisseur", "aanspreekpunt"), ("collega", "vakcollega"), ("leidinggevende", "leidinggevende"),
    ("wethouder", "wethouder"), ("college", "college"), ("raad", "raad"),
)  # fmt: skip
#: word in a task → phases it belongs to; first fit
PHASES = (
    ("idee", "binnengekomen verkenning"), ("buurt", "verkenning uitwerking"), ("verwachting", "verkenning akkoord"),
    ("feit", "uitwerking"), ("ja zeggen", "uitwerking ter_beslissing"), ("nee zeggen", "ter_beslissing"),
    ("beslis", "ter_beslissing"), ("kader", "ter_beslissing"), ("briefing", "uitwerking in_uitvoering in_beheer"),
    ("nakomen", "akkoord in_uitvoering in_beheer"),
    ("belo", "verkenning uitwerking ter_beslissing akkoord"), ("succes", "in_uitvoering in_beheer afgerond"),
)  # fmt: skip

TABLE_COLUMNS = "number, title, adopted_by, adopted_on, decision_number"
#: part → the state of its table
PARTS = {
    f"initiatieven_role_table_{part}": "(SELECT state FROM initiatieven_role_table WHERE id = OLD.table_id)"
    for part in ("letter", "actor", "row")
} | {
    "initiatieven_role_table_cell": (
        "(SELECT whole.state FROM initiatieven_role_table whole JOIN initiatieven_role_table_row line "
        "ON line.table_id = whole.id WHERE line.id = OLD.row_id)"
    )
}
WHAT = ("update", "delete")
FIXED = "('vastgesteld', 'vervangen')"


def up(migrator: Any, db: pw.Database) -> None:
    for table, columns in COLUMNS.items():
        for name, kind in columns.items():
            db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    _fill_role_tables(db)
    _fill_programmes(db)
    for name, what in INDEXES.items():
        db.execute_sql("CREATE " + what.format(name))
    for statement in _sqlite() if isinstance(db, pw.SqliteDatabase) else _postgres():
        db.execute_sql(statement)


def down(migrator: Any, db: pw.Database) -> None:
    is_sqlite = isinstance(db, pw.SqliteDatabase)
    for table, what in [("initiatieven_role_table", what) for what in WHAT] + [(p, w) for p in PARTS for w in WHAT]:
        db.execute_sql(f"DROP TRIGGER {table}_fixed_{what}" + ("" if is_sqlite else f" ON {table}"))
    for table in [] if is_sqlite else ["initiatieven_role_table", *PARTS]:
        db.execute_sql(f"DROP FUNCTION {table}_refuse()")
    for name in INDEXES:
        db.execute_sql(f"DROP INDEX {name}")
    for table, columns in COLUMNS.items():
        for name in columns:
            db.execute_sql(f"ALTER TABLE {table} DROP COLUMN {name}")


def _fill_role_tables(db: pw.Database) -> None:
    """Numbers in the order in which they came to be in force; the last one is in force when each row has its one A."""
    table, actor, row, cell = _frozen(db, "role_table", "role_table_actor", "role_table_row", "role_table_cell")
    for each in actor.select():
        party = next((party for word, party in PARTIES if word in each.name.lower()), "")
        actor.update(party=party).where(actor.id == each.id).execute()
    deciders: dict[int, int] = {}
    for each in cell.select():
        deciders[each.row_id] = deciders.get(each.row_id, 0) + ("A" in each.letters.upper().split("/"))
    complete: dict[int, bool] = {}
    for each in row.select():
        phases = next((phases for word, phases in PHASES if word in each.task.lower()), "")
        row.update(phases=phases).where(row.id == each.id).execute()
        complete[each.table_id] = complete.get(each.table_id, True) and deciders.get(each.id) == 1
    tables = list(table.select().order_by(table.adopted_on.asc(nulls="first"), table.id))
    for number, each in enumerate(tables, start=1):
        is_whole = complete.get(each.id, False) and each.adopted_on is not None
        state = "concept" if not is_whole else "vastgesteld" if number == len(tables) else "vervangen"
        table.update(number=number, state=state).where(table.id == each.id).execute()


def _fill_programmes(db: pw.Database) -> None:
    programme, item = _frozen(db, "programme", "programme_item")
    newest = programme.select(pw.fn.MAX(programme.id)).scalar()
    programme.update(state="geldt").where(programme.id == newest).execute()
    programme.update(state="voorbij").where(programme.id != newest).execute()
    item.update(position=item.id).execute()


def _frozen(db: pw.Database, *names: str) -> list[Any]:
    """The tables as they are in this step, with the columns that it reads and fills."""
    fields: dict[str, dict[str, pw.Field]] = {
        "role_table": {
            "adopted_on": pw.DateField(null=True), "number": pw.IntegerField(), "state": pw.CharField(),
        },
        "role_table_actor": {"name": pw.CharField(), "party": pw.CharField()},
        "role_table_row": {"table_id": pw.IntegerField(), "task": pw.CharField(), "phases": pw.CharField()},
        "role_table_cell": {"row_id": pw.IntegerField(), "letters": pw.CharField()},
        "programme": {"state": pw.CharField()},
        "programme_item": {"position": pw.IntegerField()},
    }  # fmt: skip
    return [
        type(
            name,
            (pw.Model,),
            {
                "id": pw.AutoField(),
                **fields[name],
                "Meta": type("Meta", (), {"database": db, "table_name": f"initiatieven_{name}"}),
            },
        )
        for name in names
    ]


def _sqlite() -> Iterator[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'this text is fixed'); END"
    for what, of in (("update", f" OF {TABLE_COLUMNS}"), ("delete", "")):
        yield (
            f"CREATE TRIGGER initiatieven_role_table_fixed_{what} BEFORE {what.upper()}{of} "
            f"ON initiatieven_role_table WHEN OLD.state IN {FIXED} {refuse}"
        )
    for part, state in PARTS.items():
        for what in WHAT:
            yield (
                f"CREATE TRIGGER {part}_fixed_{what} BEFORE {what.upper()} ON {part} WHEN {state} IN {FIXED} {refuse}"
            )


def _postgres() -> Iterator[str]:
    function = "CREATE FUNCTION {}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {} END $$"
    raises = "RAISE EXCEPTION 'this text is fixed';"
    yield function.format("initiatieven_role_table", raises)
    for what, of in (("update", f" OF {TABLE_COLUMNS}"), ("delete", "")):
        yield (
            f"CREATE TRIGGER initiatieven_role_table_fixed_{what} BEFORE {what.upper()}{of} "
            f"ON initiatieven_role_table FOR EACH ROW WHEN (OLD.state IN {FIXED}) "
            "EXECUTE FUNCTION initiatieven_role_table_refuse()"
        )
    for part, state in PARTS.items():
        check = f"IF {state} IN {FIXED} THEN {raises} END IF;"
        yield function.format(part, f"{check} IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;")
        for what in WHAT:
            yield (
                f"CREATE TRIGGER {part}_fixed_{what} BEFORE {what.upper()} ON {part} "
                f"FOR EACH ROW EXECUTE FUNCTION {part}_refuse()"
            )
