"""`flask initiatieven import FILE`: what it prints."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .mistakes import ImportRefused, Mistake, number_of_mistakes

if TYPE_CHECKING:
    from .actions import Report

_WORDS = {
    "gemeente": ("gemeente", "gemeenten"),
    "wijken": ("wijk", "wijken"),
    "medewerkers": ("medewerker", "medewerkers"),
    "bestuurders": ("bestuurder", "bestuurders"),
    "coalitieprogramma": ("coalitieprogramma", "coalitieprogramma's"),
    "budgetten": ("budget", "budgetten"),
    "mandaten": ("mandaat", "mandaten"),
    "initiatieven": ("initiatief", "initiatieven"),
    "doorverwezen_voorbeelden": ("doorverwijzing", "doorverwijzingen"),
    "visie_paginas": ("versie van een visiepagina", "versies van visiepagina's"),
    "rolverdeling": ("rolverdeling", "rolverdelingen"),
}


def run(file: Path, shift: bool, today: datetime.date) -> None:
    """Import and say what happened; with mistakes list them all and leave with status 1."""
    # marshmallow and the format are of use to this command only, and this module is loaded with every host
    from .actions import import_file

    try:
        report = import_file(file, today, shift)
    except ImportRefused as refused:
        for line in in_words(refused.mistakes):
            click.echo(line, err=True)
        raise SystemExit(1) from None
    for line in summary(report):
        click.echo(line)


def in_words(mistakes: tuple[Mistake, ...]) -> list[str]:
    """A numbered list: place, what is wrong, what to do; then the count."""
    lines: list[str] = []
    for number, mistake in enumerate(mistakes, start=1):
        where = [f"regel {mistake.line}" if mistake.line else "bestand", mistake.place]
        lines.append(f"{number:>3}. {': '.join(part for part in where if part)}")
        lines.append(f"     {mistake.problem}")
        lines.append(f"     {mistake.expected}")
    return [*lines, "", f"{number_of_mistakes(len(mistakes))}. Er is niets opgeslagen."]


def summary(report: Report) -> list[str]:
    """What was stored, or that everything was there already."""
    if not report.created:
        return [f"Er is niets veranderd: alles uit dit bestand was er al ({report.unchanged})."]
    lines = ["Opgeslagen:"]
    lines += [f"  {count:>5} {_WORDS[section][count != 1]}" for section, count in report.created.items()]
    if report.unchanged:
        lines.append(f"Al aanwezig en niet veranderd: {report.unchanged}.")
    if report.weeks:
        lines.append(f"Alle datums zijn {report.weeks} {'week' if report.weeks == 1 else 'weken'} later gezet.")
    return lines
