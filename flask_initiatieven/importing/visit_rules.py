"""Rules for one visit. Pure."""

from __future__ import annotations

from collections.abc import Callable

from flask_initiatieven.visits.programme import Fault, Misfit, Slot, misfits

from .findings import (
    Found,
    Row,
    World,
    day_in_words,
    employee,
    found,
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
    lines = [(at, row) for at, row in rows(visit, "programma", path) if row.get("tijd") and row.get("minuten")]
    if not begins or not ends or ends <= begins:
        return
    slots = [Slot(row["tijd"], row["minuten"]) for _, row in lines]
    for misfit in misfits(slots, begins, ends):
        key, problem, expected = _misfit(misfit, slots[misfit.position])
        yield found((*lines[misfit.position][0], key), problem, expected)


def _misfit(misfit: Misfit, slot: Slot) -> tuple[str, str, str]:
    """The field that is wrong, what is wrong with it and what to do."""
    if misfit.fault in (Fault.TOO_EARLY, Fault.OVERLAP):
        before = "het bezoek begint" if misfit.fault is Fault.TOO_EARLY else "de regel erboven is afgelopen"
        return "tijd", f"Dit begint om {slot.begins:%H.%M}, voordat {before}.", f"Verwacht: {misfit.at:%H.%M} of later."
    if misfit.fault is Fault.TOO_LATE:
        return (
            "tijd",
            f"Dit begint om {slot.begins:%H.%M}, maar het bezoek is om {misfit.at:%H.%M} afgelopen.",
            "Laat dit eerder beginnen, of laat het bezoek later eindigen.",
        )
    return (
        "minuten",
        f"Dit duurt {misfit.minutes} minuten langer dan het bezoek, dat om {misfit.at:%H.%M} eindigt.",
        f"Maak het ten hoogste {slot.minutes - misfit.minutes} minuten, of laat het bezoek later eindigen.",
    )


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
