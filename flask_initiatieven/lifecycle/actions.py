"""Installing, upgrading, rehearsing, uninstalling: each in one transaction, on command, never at start-up.

Killed half-way, nothing has changed and the next attempt begins anew; only the log knows, as "afgebroken".
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import peewee as pw
from playhouse.migrations import Runner

from .. import audit, paper, signals
from ..database import db, no_file_yet, now
from ..errors import Conflict, Failed, Refused
from ..host import current_user
from ..i18n import gettext as _
from ..mount import Mount
from ..version import VERSION
from . import condition, kept, schema, steps, wording
from .condition import BOOKKEEPING, HISTORY, status
from .models import LifeEvent, Profile
from .states import Condition, Problem, State
from .steps import Step

log = logging.getLogger(__name__)
_LOCK = 0x1417_1A71
#: how long one installer waits for another, and a step for who is still using a table
_PATIENCE = "10s"
_STORED_PAPERS = "initiatieven_stored_paper"


@dataclass(frozen=True)
class StepDone:
    """What one step did: milliseconds, rows it touched, tables and columns (`table.column`) it made."""

    name: str
    meaning: str
    milliseconds: int
    rows: int
    tables: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """What was done; `before` is the state it began in, `rows` what was in the tables afterwards."""

    before: State
    steps: tuple[StepDone, ...] = ()
    milliseconds: int = 0
    rows: Mapping[str, int] = field(default_factory=dict)
    #: tables with our prefix that were not made by this package, so they stay
    left: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(step.name for step in self.steps)


class _TakeBack(Exception):
    """A rehearsal is over: leave the transaction without committing it."""


def install(mount: Mount, seen: str = "") -> Report:
    """Do every step not yet done and make the add-on active; the same for installing, upgrading and coming back.

    `seen` is the mark of the condition in which somebody pressed the button. Raises Conflict when somebody else was
    first or is busy, Refused in a state in which it would do harm, Failed when a step failed and all was undone.
    """
    _make_folder(mount.database)
    before = status(mount)
    _refuse(mount, before, seen)
    if before.state is State.INSTALLED:
        return Report(before.state)
    what = "bijwerken" if before.state is State.UPGRADE else "installeren"
    with _logged(mount, what, before) as event, _alone(mount):
        present = status(mount)
        if present.mark != before.mark and present.state is State.INSTALLED:
            _close_event(event, "niets te doen")
            if seen:
                raise Conflict(overtaken(present))
            return Report(present.state)
        began = time.perf_counter()
        done = _bring_up(mount, present, what)
        rows = kept.counts(mount.database)
        report = Report(before.state, done, _since(began), rows)
        _close_event(event, "gelukt", report.milliseconds, f"stappen: {len(done)}")
    _told(mount)
    return report


def rehearse(mount: Mount) -> Report:
    """Really do what is to be done, in one transaction, and take it back: afterwards nothing has changed.

    Without a database file the steps run in memory. Raises as `install`.
    """
    before = status(mount)
    _refuse(mount, before)
    began = time.perf_counter()
    if no_file_yet(mount.database):
        memory = pw.SqliteDatabase(":memory:")
        with memory.connection_context():
            done = tuple(_carry_out(memory, step) for step in steps.known())
        return Report(before.state, done, _since(began))
    report = Report(before.state)
    with suppress(_TakeBack), _explained(mount), _alone(mount):
        _make_bookkeeping(mount.database)
        done = _bring_up(mount, before, "proefdraaien")
        report = Report(before.state, done, _since(began), kept.counts(mount.database))
        raise _TakeBack
    return report


def uninstall(mount: Mount, seen: str = "") -> Report:
    """Make everything of ours dead and keep all data; `install` brings it back. Raises as `install`."""
    before = status(mount)
    _refuse(mount, before, seen, may_be_broken=True)
    if before.state in (State.AVAILABLE, State.REMOVED):
        raise Refused(_("De module is niet geïnstalleerd. Er valt niets te verwijderen."))
    with _logged(mount, "verwijderen", before) as event, _alone(mount):
        present = status(mount)
        if present.mark != before.mark:
            _close_event(event, "niets te doen")
            raise Conflict(overtaken(present))
        began = time.perf_counter()
        _store_profile(active=False, version=before.version)
        if _STORED_PAPERS in schema.tables(mount.database):
            mount.database.execute_sql(f'DELETE FROM "{_STORED_PAPERS}"')  # derived: made again when asked for
        if not before.to_do and before.problem is None:
            audit.record("verwijderen", f"module:{mount.name}", detail="gegevens bewaard")
        rows = kept.counts(mount.database)
        _close_event(event, "gelukt", _since(began), "gegevens bewaard")
    _told(mount)
    return Report(before.state, rows=rows)


def remove(mount: Mount, seen: str = "") -> Report:
    """Remove all tables of ours with everything in them, and nothing else of the database. There is no way back.

    Raises Refused when something of the host's hangs on our tables; further as `install`.
    """
    before = status(mount)
    _refuse(mount, before, seen, may_be_broken=True)
    if before.problem is Problem.NEWER:
        raise Refused(f"{wording.what(before, mount)} {wording.cure(before, mount)}")
    if no_file_yet(mount.database):
        return Report(before.state)
    with _explained(mount), _alone(mount):
        if status(mount).mark != before.mark:
            raise Conflict(overtaken(status(mount)))
        there = schema.tables(mount.database)
        ours = there & (steps.tables_of(steps.names()) | BOOKKEEPING)
        rows = schema.count(mount.database, sorted(ours - BOOKKEEPING))
        hanging = schema.drop(mount.database, sorted(ours))
        if hanging:
            raise Refused(
                _(
                    "Andere tabellen van dit intranet verwijzen naar onze tabellen: %(tables)s.",
                    tables=", ".join(hanging),
                )
            )
    schema.tidy(mount.database)
    log.info("Removed %s tables of mount %s", len(ours), mount.name)
    _told(mount)
    return Report(before.state, rows=rows, left=tuple(sorted(there - ours)))


def _bring_up(mount: Mount, before: Condition, what: str) -> tuple[StepDone, ...]:
    """Inside the transaction: the steps, the profile, and what the two logs say of it."""
    database = mount.database
    is_sound = _dangling(database) if before.to_do else 0
    done = []
    for step in steps.known():
        if step.name in before.to_do:
            did = _carry_out(database, step)
            _runner(database).History.create(name=step.name, applied=now().replace(tzinfo=None))
            _note_step(step, did)
            done.append(did)
    if before.to_do and _dangling(database) > is_sound:
        raise Failed(_("Na het bijwerken verwijzen er regels naar iets dat er niet is."))
    _store_profile(active=True, version=steps.known()[-1].number, is_new=before.state is not State.UPGRADE)
    audit.record(what, f"module:{mount.name}", detail=f"{VERSION}, stappen: {len(done)}")
    return tuple(done)


def _carry_out(database: pw.Database, step: Step) -> StepDone:
    columns, rows, began = schema.columns(database), schema.touched(database), time.perf_counter()
    try:
        step.carry_out(database)
    except Exception as error:  # a step may do anything; all of it is undone
        raise Failed(
            _(
                "Stap %(step)s is mislukt (%(error)s). Er is niets veranderd.",
                step=step.name,
                error=type(error).__name__,
            )
        ) from error
    milliseconds, touched = _since(began), schema.touched(database) - rows
    made = schema.columns(database) - columns
    old = {table for table, _column in columns}
    return StepDone(
        step.name,
        step.meaning,
        milliseconds,
        touched,
        tuple(sorted({table for table, _column in made} - old)),
        tuple(sorted(f"{table}.{column}" for table, column in made if table in old)),
    )


def _refuse(mount: Mount, found: Condition, seen: str = "", may_be_broken: bool = False) -> None:
    if seen and seen != found.mark:
        raise Conflict(overtaken(found))
    if found.state is State.BROKEN and not (may_be_broken and found.problem is not Problem.AWAY):
        raise Refused(f"{wording.what(found, mount)} {wording.cure(found, mount)}")


def overtaken(found: Condition) -> str:
    """What the one is told who pressed a button second."""
    who = found.profile.changed_by if found.profile else ""
    return _(
        "Iemand anders was u voor (%(who)s). De toestand is nu: %(state)s. Er is niets dubbel gedaan.",
        who=who or _("onbekend"),
        state=wording.state_word(found),
    )


@contextmanager
def _alone(mount: Mount) -> Iterator[None]:
    """One transaction in which nobody else installs. Raises Conflict when somebody else is at it for too long.

    On SQLite foreign keys rest meanwhile: a step that rebuilds a table would take the rows of other tables along.
    """
    database = mount.database
    with ExitStack() as stack:
        if schema.is_sqlite(database):
            stack.enter_context(_resting_keys(database))
        try:
            if schema.is_sqlite(database):
                stack.enter_context(db.atomic("IMMEDIATE"))
            else:
                stack.enter_context(db.atomic())
                database.execute_sql("SELECT set_config('lock_timeout', %s, true)", (_PATIENCE,))
                database.execute_sql("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        except pw.OperationalError as error:
            if "lock" not in str(error):
                raise
            raise Conflict(_("Iemand anders is hier nu mee bezig. Wacht een minuut en kijk dan opnieuw.")) from error
        yield


@contextmanager
def _resting_keys(database: Any) -> Iterator[None]:
    was_on = database.pragma("foreign_keys")
    if was_on:
        database.pragma("foreign_keys", 0)
    try:
        yield
    finally:
        if was_on:
            database.pragma("foreign_keys", 1)


@contextmanager
def _logged(mount: Mount, what: str, before: Condition) -> Iterator[LifeEvent]:
    """Write down that it begins, before it begins: so an attempt that is killed can be seen afterwards."""
    with _explained(mount):
        with _alone(mount):
            _make_bookkeeping(mount.database)
            event = LifeEvent.create(what=what, result="bezig", version=before.version, **_signature())
        try:
            yield event
        except Conflict:
            raise
        except Exception as error:
            with suppress(pw.PeeweeException):
                step = str(error.args[0]) if isinstance(error, Failed) and error.args else type(error).__name__
                _close_event(event, "mislukt", detail=step)
            raise


@contextmanager
def _explained(mount: Mount) -> Iterator[None]:
    """An error of the database or of a step becomes one for the admin; the log of the app has the whole story."""
    try:
        yield
    except Failed:
        log.exception("The life cycle of mount %s failed", mount.name)
        raise
    except pw.PeeweeException as error:
        log.exception("The life cycle of mount %s failed", mount.name)
        raise Failed(
            _("De database weigerde dit (%(error)s). Er is niets veranderd.", error=type(error).__name__)
        ) from error
    finally:
        condition.forget()


def _make_bookkeeping(database: pw.Database) -> None:
    _runner(database).History.create_table()
    database.create_tables(steps.bookkeeping(database))


def _runner(database: pw.Database) -> Runner:
    """Knows the table of steps done, and can take steps back (for tests; an admin restores a back-up)."""
    return Runner(database, str(files("flask_initiatieven.migrations")), table_name=HISTORY)


def _signature() -> dict[str, object]:
    user = current_user()
    return {"at": now(), "by": user.id if user else "opdrachtregel", "package": VERSION}


def _note_step(step: Step, did: StepDone) -> None:
    detail = f"nieuwe tabellen: {len(did.tables)}, nieuwe kolommen: {len(did.columns)}, rijen geraakt: {did.rows}"
    LifeEvent.create(
        what="stap",
        step=step.name,
        version=step.number,
        result="gelukt",
        milliseconds=did.milliseconds,
        detail=detail,
        **_signature(),
    )


def _close_event(event: LifeEvent, result: str, milliseconds: int | None = None, detail: str = "") -> None:
    """How it ended. Whoever else said to be busy and is not here any more, was killed."""
    row = Profile.get_or_none(Profile.id == 1)
    LifeEvent.update(
        result=result, milliseconds=milliseconds, detail=detail[:500], version=row.version if row else event.version
    ).where(LifeEvent.id == event.id).execute()
    LifeEvent.update(result="afgebroken").where((LifeEvent.result == "bezig") & (LifeEvent.id < event.id)).execute()


def _store_profile(active: bool, version: int, is_new: bool = False) -> None:
    signature = _signature()
    change = {
        "active": active,
        "version": version,
        "package": VERSION,
        "changed_at": signature["at"],
        "changed_by": signature["by"],
    }
    beginning = {"installed_at": signature["at"], "installed_by": signature["by"]}
    if Profile.select().where(Profile.id == 1).exists():
        Profile.update({**change, **(beginning if is_new else {})}).where(Profile.id == 1).execute()
    else:
        Profile.insert({"id": 1, **change, **beginning}).execute()


def _dangling(database: pw.Database) -> int:
    """SQLite: references of ours to rows that are not there."""
    if not schema.is_sqlite(database):
        return 0
    found = database.execute_sql("PRAGMA foreign_key_check").fetchall()
    return sum(1 for row in found if row[0].startswith(schema.PREFIX))


def _told(mount: Mount) -> None:
    """After commit: nothing that this process kept may survive, and whoever listens hears of it."""
    condition.forget()
    let_go(mount)
    user = current_user()
    signals.tell(signals.changed, mount.name, f"module:{mount.name}", user.id if user else None)


def let_go(mount: Mount) -> None:
    """End what this process keeps for the mount: idle renderers, idle connections. They come back when needed."""
    settings = mount.settings
    paper.rest(
        paper.Limits(
            renderers=settings.renderers,
            seconds=settings.render_seconds,
            wait_seconds=settings.render_wait_seconds,
            memory_megabytes=settings.render_memory,
        )
    )
    if hasattr(mount.database, "close_idle"):
        mount.database.close_idle()


def _since(began: float) -> int:
    return round((time.perf_counter() - began) * 1000)


def _make_folder(database: pw.Database) -> None:
    if no_file_yet(database):
        Path(database.database).parent.mkdir(parents=True, exist_ok=True)
