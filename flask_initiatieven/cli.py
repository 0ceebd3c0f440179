"""The command line: `flask initiatieven …`, or `python -m flask_initiatieven --app module:app …`."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import peewee as pw
from flask import Flask, current_app
from flask.cli import with_appcontext

from . import mount as mounts
from .access import Role
from .acknowledging import actions as reading
from .backup import command as backup_command
from .checking import check as checking
from .checking import doctor
from .checking.finding import WRONG
from .database import now, today
from .dutch_commands import DutchCommand, DutchError, DutchGroup
from .errors import InitiatievenError
from .lifecycle import command as life
from .lifecycle import condition, wording
from .lifecycle.states import State
from .mount import Mount
from .roles import actions as roles

PROFILES = ("wethouder", "intern", "raad", "openbaar")
_MOUNT = "flask_initiatieven.mount"


def group(name: str) -> click.Group:
    """The command group of the mount called `name`."""

    @click.group(name, cls=DutchGroup, help="Initiatieven van bewoners: installeren, importeren, briefings maken.")
    @click.pass_context
    def commands(context: click.Context) -> None:
        context.meta[_MOUNT] = name

    for command in (
        install, upgrade, status, uninstall, check, examine, role, import_file, briefing, work, audit_log,
        settings,
        back_up, restore, forget_reader,
    ):  # fmt: skip
        commands.add_command(command)
    return commands


def in_mount(command: Callable[..., None]) -> Callable[..., None]:
    """Run inside the group's mount, given as first argument; an error of ours becomes a message and exit status 1.

    Only while the add-on is installed: nothing of ours is alive before and after.
    """

    @functools.wraps(command)
    def only_alive(mount: Mount, *args: Any, **kwargs: Any) -> None:
        condition.require_alive(mount)
        command(mount, *args, **kwargs)

    return in_any_state(only_alive)


def in_any_state(command: Callable[..., None]) -> Callable[..., None]:
    """The same in every state of the add-on: for installing, uninstalling and finding out what is the matter."""

    @functools.wraps(command)
    @with_appcontext
    def run(*args: Any, **kwargs: Any) -> None:
        name = click.get_current_context().meta[_MOUNT]
        try:
            with mounts.of(current_app, name).opened() as mount:
                command(mount, *args, **kwargs)
        except InitiatievenError as error:
            raise DutchError(str(error)) from error
        except pw.DatabaseError as error:
            raise _of_the_database(error, name) from error

    return run


def _of_the_database(error: pw.DatabaseError, name: str) -> Exception:
    """A message when the database is away or tables of ours are gone from it; else it is a mistake of ours."""
    with mounts.of(current_app, name).opened() as mount:
        found = condition.status(mount)
        if found.state is State.BROKEN:
            return DutchError(f"{wording.what(found, mount)} {wording.cure(found, mount)}")
    return error


_rehearse = click.option("--proef", "rehearse", is_flag=True, help="Doe alle stappen echt en draai ze daarna terug.")


@click.command("install", cls=DutchCommand, help="Installeer de module: maak de tabellen. Kan veilig vaker.")
@_rehearse
@in_any_state
def install(mount: Mount, rehearse: bool) -> None:
    life.install(mount, rehearse)


@click.command("upgrade", cls=DutchCommand, help="Werk de tabellen bij na een nieuwe versie.")
@_rehearse
@in_any_state
def upgrade(mount: Mount, rehearse: bool) -> None:
    life.upgrade(mount, rehearse)


@click.command("status", cls=DutchCommand, help="Laat zien in welke toestand de module is, en wat er te doen is.")
@in_any_state
def status(mount: Mount) -> None:
    life.status(mount)


@click.command(
    "uninstall",
    cls=DutchCommand,
    help="Verwijder de module uit dit intranet. De gegevens blijven bewaard, tenzij u anders zegt.",
)
@click.option("--met-gegevens", "with_data", is_flag=True, help="Wis ook alle tabellen van de module, na bevestiging.")
@click.option(
    "--bevestig", "typed", metavar="NAAM", help="De naam die anders wordt gevraagd voordat alles wordt gewist."
)
@in_any_state
def uninstall(mount: Mount, with_data: bool, typed: str | None) -> None:
    life.uninstall(mount, with_data, typed)


@click.command("check", cls=DutchCommand, help="Zoek onveilige of ontbrekende instellingen.")
@click.option("--streng", "strict", is_flag=True, help="Ook LET OP geeft exitstatus 1.")
@click.option("--json", "as_json", is_flag=True, help="Schrijf de bevindingen als JSON.")
@in_any_state
def check(mount: Mount, strict: bool, as_json: bool) -> None:
    findings = checking.check(current_app, mount)
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            click.echo(f"{finding.grade} {finding.id}: {finding.what} {finding.cure}")
        click.echo(f"{len(findings)} bevindingen." if findings else "Alles in orde.")
    raise SystemExit(1 if any(strict or finding.grade == WRONG for finding in findings) else 0)


@click.command("doctor", cls=DutchCommand, help="Bekijk hoe dit intranet in elkaar zit en stel een koppeling voor.")
@in_any_state
def examine(mount: Mount) -> None:
    for line in doctor.examine(current_app):
        click.echo(line)


@click.command("role", cls=DutchCommand, help="Geef een gebruiker van het intranet een rol.")
@click.argument("user_id")
@click.argument("role", type=click.Choice([each.value for each in Role]))
@click.option("--name", "user_name", default="", help="Naam van de gebruiker, voor in het overzicht.")
@in_mount
def role(mount: Mount, user_id: str, role: str, user_name: str) -> None:
    new = roles.give_role(user_id, user_name or _name_of(mount, user_id), role)
    click.echo(f"{user_id} heeft nu de rol {role}." if new else f"{user_id} had de rol {role} al.")


@click.command("forget-reader", cls=DutchCommand, help="Vergeet welke teksten een gebruiker las.")
@click.argument("user_id")
@in_mount
def forget_reader(mount: Mount, user_id: str) -> None:
    click.echo(f"Gewiste vinkjes en vragen: {reading.forget(user_id)}.")


@click.command("import", cls=DutchCommand, help="Lees een bestand met gegevens van een gemeente: alles of niets.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--verschuif", "shift", is_flag=True, help="Schuif alle datums hele weken op: geplande bezoeken liggen vooruit."
)
@in_mount
def import_file(mount: Mount, file: Path, shift: bool) -> None:
    from .importing import command  # marshmallow and YAML are needed by this command only

    command.run(file, shift, today())


@click.command("backup", cls=DutchCommand, help="Maak een kopie van de database, terwijl het intranet doorgaat.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--overschrijf", "overwrite", is_flag=True, help="Vervang een bestand dat er al is.")
@in_any_state
def back_up(mount: Mount, file: Path, overwrite: bool) -> None:
    backup_command.back_up(mount, file, overwrite)


@click.command("restore", cls=DutchCommand, help="Zet een kopie terug. Wat er nu is, blijft ernaast bewaard.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--ja", "sure", is_flag=True, help="Vraag niets.")
@in_any_state
def restore(mount: Mount, file: Path, sure: bool) -> None:
    backup_command.restore(mount, file, sure)


@click.group("audit", cls=DutchGroup, help="Het logboek: is het nog heel?")
def audit_log() -> None:
    """Commands of the log; `verify` so far."""


@audit_log.command("verify", help="Zoek regels van het logboek die veranderd, weggehaald of bij gezet zijn.")
@click.option("--verwacht", "expected", default="", help="NUMMER:CONTROLEGETAL zoals eerder opgeschreven.")
@in_mount
def verify_log(mount: Mount, expected: str) -> None:
    from .logbook import command

    command.verify(expected)


@click.command("briefing", cls=DutchCommand, help="Maak de briefing van een bezoek als PDF.")
@click.argument("visit", type=int)
@click.option(
    "-o", "output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Bestand dat gemaakt wordt."
)
@click.option("--profiel", "profile", default="wethouder", type=click.Choice(PROFILES))
@in_mount
def briefing(mount: Mount, visit: int, output: Path, profile: str) -> None:
    from .briefings import command

    command.run(visit, output, profile)


@click.command(
    "worker",
    cls=DutchCommand,
    help="Doe wat op tijd moet: publiceren, verlopen, mail. Blijft draaien.",
)
@click.option("--eenmaal", "once", is_flag=True, help="Eén ronde, bijvoorbeeld elke minuut uit cron.")
@click.option("--pauze", "pause", default=30, type=click.IntRange(1, 3600), help="Seconden tussen twee rondes.")
@in_mount
def work(mount: Mount, once: bool, pause: int) -> None:
    from .clockwork import worker  # it knows every room that has something to do by the clock

    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if not once:
        worker.run(app, mount, pause)
        return
    found = worker.do_round()
    worker.beat("eenmaal", now(), found)
    for name, count in found.done.items():
        click.echo(f"  {name}: {count}")
    if found.failed:
        raise DutchError(f"Dit ging mis: {', '.join(found.failed)}. Kijk in het logboek van de server.")


@click.group("settings", cls=DutchGroup, help="De instellingen van de gemeente als bestand.")
def settings() -> None:
    """Out of a site and into another."""


@settings.command("export", help="Schrijf alle instellingen als JSON, naar een bestand of op het scherm.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@in_mount
def settings_export(mount: Mount, file: Path | None) -> None:
    from .options import command

    command.write(file)


@settings.command("import", help="Lees instellingen uit zo'n bestand: alles of niets.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--proef", "trial", is_flag=True, help="Laat alleen zien wat er verandert.")
@in_mount
def settings_import(mount: Mount, file: Path, trial: bool) -> None:
    from .options import command

    command.read(file, trial)


def _name_of(mount: Mount, user_id: str) -> str:
    found = mount.adapters.find_user(user_id) if mount.adapters.find_user else None
    return found.name if found else ""
