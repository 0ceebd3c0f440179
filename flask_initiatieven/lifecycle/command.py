"""`flask initiatieven install | upgrade | status | uninstall`: what they print."""

from __future__ import annotations

import click

from .. import writing
from ..errors import NotInstalled, Refused
from ..mount import Mount
from ..version import VERSION
from . import actions, condition, kept, needs, steps, wording
from .actions import Report, StepDone
from .report_words import done_words, name_of
from .states import State

LAST_EVENTS = 10
#: more new tables or columns of one step than these are counted only
MOST_NAMED = 4


def install(mount: Mount, rehearse: bool) -> None:
    """Install, come back after uninstalling, or upgrade: whatever is to be done."""
    if rehearse:
        return _rehearse(mount)
    report = actions.install(mount)
    if report.before is State.INSTALLED:
        click.echo("Er was niets te doen.")
        return None
    _say_steps(report)
    click.echo(done_words(report))
    return None


def upgrade(mount: Mount, rehearse: bool) -> None:
    """The same, but never the first time. Raises NotInstalled then."""
    found = condition.status(mount)
    if found.state in (State.AVAILABLE, State.REMOVED):
        raise NotInstalled(f"{wording.what(found, mount)} {wording.to_type(found, mount)}")
    install(mount, rehearse)


def status(mount: Mount) -> None:
    """The facts of the page *Module beheren*."""
    found = condition.status(mount)
    click.echo(f"Toestand: {wording.state_word(found)}")
    click.echo(f"  {wording.what(found, mount)} {wording.cure(found, mount)}")
    if found.state is not State.INSTALLED:
        click.echo(f"  Typ: {wording.command(found, mount)}")
    click.echo(f"Versie van het programma: {VERSION}")
    click.echo(f"Versie van de gegevens: {wording.versions(found, steps.known()[-1].number)}")
    if found.profile:
        moment = writing.moment(found.profile.changed_at)
        click.echo(f"Laatst veranderd: {moment} door {found.profile.changed_by}")
    for name in needs.lacking():
        click.echo(f"LET OP: {name} ontbreekt op deze server. Daardoor werkt een deel niet, zoals pdf's maken.")
    click.echo("Stappen:")
    for step in steps.known():
        click.echo(f"  {'gedaan ' if step.name in found.done else 'te doen'} {step.name}  {step.meaning}")
    for name in found.unknown:
        click.echo(f"  gedaan  {name}  Deze stap kent dit programma niet.")
    events = condition.events(mount, LAST_EVENTS)
    if events:
        click.echo("Logboek, nieuwste eerst:")
    for event in events:
        words = " ".join(word for word in (event.what, event.step) if word)
        took = f", {event.milliseconds} ms" if event.milliseconds is not None else ""
        click.echo(f"  {writing.moment(event.at)}  {words}: {event.result} ({event.by}, {event.package}{took})")


def uninstall(mount: Mount, with_data: bool, typed: str | None) -> None:
    """Make everything dead and keep the data, or remove the data too after typing a name."""
    if not with_data:
        report = actions.uninstall(mount)
        click.echo("De module is verwijderd. Er is in dit intranet niets meer van te zien.")
        click.echo(f"Bewaard: {kept.sentence(report.rows)}.")
        click.echo(f"Terughalen: flask {mount.name} install")
        click.echo(f"Ook de gegevens wissen: flask {mount.name} uninstall --met-gegevens")
        return
    name = name_of(mount)
    click.echo("Maak eerst een back-up van de database. Wissen kan niet ongedaan worden gemaakt.")
    click.echo(f"Dit wordt gewist: {kept.sentence(kept.counts_or_none(mount))}.")
    answer = (
        typed
        if typed is not None
        else click.prompt(f"Typ ter bevestiging over: {name}", default="", show_default=False)
    )
    if answer.strip().casefold() != name.casefold():
        raise Refused("Dat is een andere naam. Er is niets gewist.")
    report = actions.remove(mount)
    click.echo(f"Gewist: {len(report.rows)} tabellen met {kept.sentence(report.rows)}.")
    if report.left:
        click.echo(f"Niet van de module, dus blijven staan: {', '.join(report.left)}.")


def _rehearse(mount: Mount) -> None:
    if condition.status(mount).state is State.INSTALLED:
        click.echo("Er is niets te doen.")
        return
    report = actions.rehearse(mount)
    _say_steps(report)
    click.echo(f"Proef: {len(report.steps)} stappen gelukt in {report.milliseconds} ms en daarna teruggedraaid.")
    click.echo("Er is niets veranderd.")


def _say_steps(report: Report) -> None:
    for step in report.steps:
        click.echo(f"  {step.name}  {step.meaning}")
        made = [f"{what} erbij: {_named(names)}" for what, names in _made(step) if names]
        click.echo(f"      {step.milliseconds} ms, {', '.join([f'{step.rows} rijen geraakt', *made])}")


def _made(step: StepDone) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("tabellen", step.tables), ("kolommen", step.columns)


def _named(names: tuple[str, ...]) -> str:
    return ", ".join(names) if len(names) <= MOST_NAMED else str(len(names))
