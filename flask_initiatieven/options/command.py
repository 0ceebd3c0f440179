"""`flask initiatieven settings export` and `settings import`: what they write and print."""

from __future__ import annotations

from pathlib import Path

import click

from . import actions, exchange, labels, queries


def write(file: Path | None) -> None:
    """All settings as JSON, to a file or the screen."""
    text = exchange.written(queries.own_values(), queries.logo())
    actions.note_export()
    if file is None:
        click.echo(text, nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{file} kan niet geschreven worden: {error.strerror}.") from error
    click.echo(f"{file} is geschreven.")


def read(file: Path, trial: bool) -> None:
    """What a file changes, old → new; with `trial` nothing is stored. Mistakes are all named, with exit status 1."""
    before = queries.own_values()
    try:
        data = file.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{file} kan niet gelezen worden: {error.strerror}.") from error
    try:
        found = exchange.read(data, before)
        actions.refuse_wrong(queries.after({**before, **found.given}))
    except exchange.BadFile as bad:
        _refuse(bad.mistakes)
    except actions.WrongValues as wrong:
        _refuse([(key, labels.sentence(each)) for key, each in wrong.found.items()])
    for key, value in found.values.items():
        click.echo(f"{key}: {_shown(key, before.get(key))} → {_shown(key, value)}")
    if trial:
        click.echo(f"Proef: {_count(len(found.values))}, niets opgeslagen.")
        return
    click.echo(f"{_count(len(actions.apply(found.values, '', found.pictures)))} opgeslagen.")


def _refuse(mistakes: list[tuple[str, str]]) -> None:
    for where, sentence in mistakes:
        click.echo(f"{where}: {sentence}", err=True)
    click.echo("Er is niets veranderd.", err=True)
    raise SystemExit(1)


def _shown(key: str, value: object) -> str:
    return labels.shown_plain(key, None if value is None else exchange.json_of(value))


def _count(number: int) -> str:
    return "1 instelling" if number == 1 else f"{number} instellingen"
