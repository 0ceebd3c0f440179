"""`flask initiatieven backup FILE` and `restore FILE`: what they ask and print."""

from __future__ import annotations

from pathlib import Path

import click
import peewee as pw

from .. import audit
from ..dutch import number
from ..lifecycle import condition
from ..lifecycle.states import State
from ..logbook.verifying import Noted
from ..mount import Mount
from . import copying, postgres, sqlite

_POSTGRES = "database:postgres"
_SHOWN = "opdracht getoond"


def back_up(mount: Mount, file: Path, overwrite: bool) -> None:
    """Make the copy and say what is in it; for PostgreSQL, say what to type."""
    if not isinstance(mount.database, pw.SqliteDatabase):
        _say_postgres(mount, "back-up maken", postgres.dump_command(mount.database, file))
        return
    made = sqlite.back_up(mount, file, overwrite)
    click.echo(f"{made.path}: {number(round(made.size / 1000))} kB, gecontroleerd.")
    if made.last:
        click.echo(f"Laatste regel van het logboek: {made.last.number}:{made.last.hash}")
    click.echo("Er staan persoonsgegevens in. Bewaar de back-up op een andere, veilige plaats.")


def restore(mount: Mount, file: Path, sure: bool) -> None:
    """Look at the file, ask, put it back and say where the file of before is."""
    if not isinstance(mount.database, pw.SqliteDatabase):
        _say_postgres(mount, "back-up terugzetten", postgres.restore_command(mount.database, file))
        return
    candidate = sqlite.look_at(mount, file)
    click.echo(f"In de back-up: {_entries(candidate.last)}.")
    if not sure:
        question = "Alles wat daarna is opgeslagen, gaat uit het intranet weg. Terugzetten? Typ ja of nee"
        if click.prompt(question, default="nee").strip().lower() != "ja":
            click.echo("Er is niets veranderd.")
            raise SystemExit(1)
    done = sqlite.restore(mount, file)
    click.echo("De back-up is teruggezet.")
    if done.kept:
        click.echo(f"Wat er was, staat in {done.kept}")
    else:
        owner, rights = copying.owner_and_rights(done.place)
        click.echo(f"Er was nog geen database. {done.place} is nieuw, van {owner}, met rechten {rights}.")
    if done.swapped:
        click.echo("Het oude bestand was onleesbaar en is vervangen. Start het intranet nu opnieuw.")
    if done.state is State.UPGRADE:
        click.echo(f"De back-up is van een oudere versie. Typ nu: flask {mount.name} upgrade")
    if done.state is State.REMOVED:
        click.echo(f"In de back-up is de module verwijderd. Typ nu: flask {mount.name} install")


def _say_postgres(mount: Mount, action: str, command: str) -> None:
    if condition.is_alive(mount):
        audit.record(action, _POSTGRES, _SHOWN)
    click.echo("PostgreSQL doet dit met zijn eigen programma. Typ:")
    click.echo(f"  {command}")
    if postgres.has_password(mount.database):
        click.echo("Het wachtwoord staat er niet in. Zet het in ~/.pgpass, of typ het als ernaar wordt gevraagd.")


def _entries(last: Noted | None) -> str:
    return f"{number(last.number)} regels in het logboek" if last else "een logboek zonder keten, van een oudere versie"
