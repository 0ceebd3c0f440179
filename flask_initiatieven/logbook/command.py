"""`flask initiatieven audit verify`: what it does and prints."""

from __future__ import annotations

import re

import click

from ..dutch import number
from ..errors import Refused
from . import labels, verifying
from .verifying import Noted


def verify(expected: str) -> None:
    """Say whether the whole log is whole; exit status 1 when it is not.

    `expected` is empty, or NUMMER:CONTROLEGETAL as this command printed it before. Raises Refused for anything else.
    """
    verdict = verifying.verify(expected=noted(expected) if expected else None)
    for each in verdict.breaks:
        click.echo(labels.break_sentence(each), err=True)
    if verdict.unnamed:
        click.echo(f"En nog {number(verdict.unnamed)} andere plaatsen.", err=True)
    last = f"{verdict.last.number}:{verdict.last.hash}"
    if not verdict.is_whole:
        click.echo(f"Het logboek is niet heel. Laatste regel: {last}", err=True)
        raise SystemExit(1)
    click.echo(f"Het logboek is heel: {number(verdict.last.number)} regels.")
    click.echo(f"Laatste regel: {last}")
    click.echo(f"Bewaar die buiten deze computer, en controleer later met: audit verify --verwacht {last}")


def noted(words: str) -> Noted:
    """What was written down. Raises Refused when it is no number with a hash."""
    found = re.fullmatch(r"(\d{1,10}):([0-9a-f]{64})", words.strip().lower())
    if not found:
        raise Refused("Geef het nummer en het controlegetal zoals dit commando ze liet zien: NUMMER:CONTROLEGETAL.")
    return Noted(int(found[1]), found[2])
