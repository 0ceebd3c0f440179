"""Rules for one visit. Pure."""

from __future__ import annotations

from collections.abc import Callable

from .findings import (
    Found,
    Row,
    World,
    clock,
    day_in_words,
    employee,
    found,
    minutes_of,
    needs,
    not_before,
    official,
    rows,
)
from .mistakes import Path


def _visit_people(visit: Row, path: Path, world: World) -> Found:
    yield from official(visit, "bestuurder", path, world)
    yield from employee(visit, "contact_op_de_dag", path, world)
    yield from employee(visit.get("pers") or {}, "woordvoering", (*path, "pers"), world)


def _visit_times(visit: Row, path: Path, world: World) -> Found:
    begins, ends = visit.get("begin"), visit.get("eind")
    if begins and ends and ends <= begins:
        yield found(
            (*path, "eind"),
            f"Het eind ({ends:%H.%M}) ligt niet na het begin ({begins:%H.%M}).",
            f"Verwacht: een tijd na {begins:%H.%M}.",
        )


def _status_fits_date(visit: Row, path: Path, world: World) -> Found:
    """Planned lies ahead of the day to which the file's dates belong, held lies behind it."""
    day, status, today = visit.get("datum"), visit.get("status"), world.today
    if not day or not today:
        return
    wrong_side = {"gepland": day < today, "geweest": day > today}.get(status or "", False)
    if wrong_side:
        side, other = ("vóór", "geweest") if day < today else ("na", "gepland")
        yield found(
            (*path, "datum"),
            f"De status is {status}, maar de datum ligt {side} de peildatum ({day_in_words(today)}).",
            f"Maak de status '{other}', of verbeter de datum.",
        )


def _programme_fits(visit: Row, path: Path, world: World) -> Found:
    begins, ends = visit.get("begin"), visit.get("eind")
    if not begins or not ends or ends <= begins:
        return
    free_from, last = minutes_of(begins), minutes_of(ends)
    for at, row in rows(visit, "programma", path):
        starts, minutes = row.get("tijd"), row.get("minuten")
        if starts is None or minutes is None:
            continue
        start = minutes_of(starts)
        if start < free_from:
            before = "het bezoek begint" if start < minutes_of(begins) else "de regel erboven is afgelopen"
            yield found(
                (*at, "tijd"),
                f"Dit begint om {clock(start)}, voordat {before}.",
                f"Verwacht: {clock(free_from)} of later.",
            )
        if start + minutes > last:
            yield found(
                (*at, "minuten"),
                f"Dit duurt tot {clock(start + minutes)}, maar het bezoek eindigt om {ends:%H.%M}.",
                f"Maak het ten hoogste {max(0, last - start)} minuten, of laat het bezoek later eindigen.",
            )
        free_from = max(free_from, start + minutes)


def _afterwards_fits(visit: Row, path: Path, world: World) -> Found:
    after, at = visit.get("na_afloop") or {}, (*path, "na_afloop")
    if visit.get("datum"):
        yield from not_before({**after, "datum": visit["datum"]}, "verslag_voor", "datum", at)
    for here, promise in rows(after, "toezeggingen", at):
        yield from official(promise, "door", here, world)
        yield from employee(promise, "actiehouder", here, world)
        if promise.get("status") == "afgedaan":
            yield from needs(promise, ("afgedaan_op",), here, "de status is afgedaan")
        if promise.get("status") == "niet_nagekomen":
            yield from needs(promise, ("uitleg",), here, "de belofte is niet nagekomen")
    if visit.get("status") == "gepland" and after.get("toezeggingen"):
        yield found(
            (*at, "toezeggingen"),
            "Het bezoek is nog niet geweest, maar er staan al toezeggingen.",
            "Zet ze bij 'eerdere_toezeggingen'.",
        )


RULES: tuple[Callable[[Row, Path, World], Found], ...] = (
    _visit_people, _visit_times, _status_fits_date, _programme_fits, _afterwards_fits,
)  # fmt: skip
