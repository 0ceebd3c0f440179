"""`flask initiatieven briefing VISIT -o FILE`: what it does and prints."""

from __future__ import annotations

import time
from pathlib import Path

import click

from ..dutch import number
from ..errors import Refused
from ..mount import current
from . import actions, queries
from .address import page_address
from .profiles import Profile


def run(visit_id: int, output: Path, profile: str) -> None:
    """Write the briefing and say where it is. Raises Refused without such a visit, PaperError when none can be made."""
    began = time.perf_counter()
    made = write_briefing(visit_id, Profile(profile), output)
    took = number(round((time.perf_counter() - began) * 1000))
    size = number(round(len(made.pdf) / 1000))
    click.echo(f"{output}: {made.fit.pages} pagina's, {size} kB, {took} ms")
    click.echo(made.fit.sentence)


def write_briefing(visit_id: int, profile: Profile, output: Path) -> actions.Made:
    """The briefing as a file. Raises Refused when there is no such visit, or the file can't be written."""
    facts = queries.facts_of(visit_id, page_address(current(), visit_id))
    if facts is None:
        raise Refused(f"Er is geen bezoek met nummer {visit_id}.")
    made = actions.make(actions.prepare(visit_id, facts, profile))
    try:
        output.write_bytes(made.pdf)
    except OSError as error:
        raise Refused(f"{output} kan niet worden geschreven ({error.strerror}). Kies een andere plaats.") from error
    return made
