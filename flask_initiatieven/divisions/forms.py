"""Forms of the role division: the whole table as a grid that needs no script, and adopting it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import wtforms
from wtforms import validators
from wtforms.widgets import CheckboxInput, ListWidget

from .. import dutch
from ..database import today
from ..forms import PREFIX, ChoiceField, DateField, EditForm, LineField, RowForm, RowsField
from ..i18n import gettext as _
from ..i18n import lazy_gettext as _l
from ..initiatives.process import status_model
from ..vision.forms import BODIES, body_label
from . import labels
from .division import LETTERS, NOTHING, Actor, Party, RoleDivision, Task, in_words, parts

MOST_TASKS, MOST_ACTORS = 60, 20
#: name of the buttons that change rows or actors without saving
DO = PREFIX + "do"


def _phases() -> list[tuple[str, str]]:
    return [(state.key, _(state.label)) for state in status_model().states.values()]


class CellField(wtforms.SelectField):
    """What one actor does for one task: letters such as "A/R"; "-" is nothing."""

    def __init__(self, label: Any = "", **kwargs: Any) -> None:
        self.meanings: Mapping[str, str] = LETTERS
        super().__init__(label, choices=[], coerce=self._letters, validate_choice=False, **kwargs)

    @staticmethod
    def _letters(value: Any) -> str:
        return "/".join(parts(str(value or ""))) or NOTHING

    def offer(self, meanings: Mapping[str, str], label: str) -> None:
        """The letters of the table at hand; the combination that is chosen already is offered as well."""
        self.meanings = meanings
        self.label.text = label
        both = ["A/R", "A/S", "A/C", "R/S"]
        offered = [NOTHING, *meanings, *(pair for pair in both if set(pair.split("/")) <= set(meanings))]
        if self.data and self.data not in offered and self._is_known():
            offered.append(self.data)
        self.choices = [(letters, self._words(letters)) for letters in offered]

    def _words(self, letters: str) -> str:
        """Of one letter what it means; two letters are short, as each stands in the list with its meaning."""
        several = len(parts(letters)) > 1
        return "–" if letters == NOTHING else letters if several else f"{letters}: {in_words(letters, self.meanings)}"

    def _is_known(self) -> bool:
        found = parts(self.data or "")
        return set(found) <= set(self.meanings) and len(set(found)) == len(found) and len(self.data or "") <= 10

    def pre_validate(self, form: Any) -> None:
        if not self._is_known():
            raise validators.ValidationError(str(_l("Kies iets uit de lijst.")))


class CellsField(wtforms.FieldList):  # type: ignore[type-arg]
    """One cell for each actor, in their order."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        """Only numbers that a table can have; WTForms' own also takes digits that `int` refuses."""
        for name in formdata:
            if found := re.fullmatch(re.escape(prefix) + r"-([0-9]{1,2})", name):
                yield int(found[1])

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        good = super().validate(form, extra_validators)
        self.errors = [message for entry in self.entries for message in entry.errors]
        return good


class PhasesField(wtforms.SelectMultipleField):
    """Ticks: the phases of the process in which this task is done."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, choices=_phases, **kwargs)


class ActorRow(RowForm):
    name = LineField(_l("Naam in de tabel"), 60, required=_l("Geef de partij een naam, of haal de partij weg."))
    party = ChoiceField(_l("Wie is dat?"), labels.parties, blank=_l("Iemand anders"))

    def is_blank(self) -> bool:
        """Never left out: the cells of the tasks stand in the order of the actors."""
        return False


class TaskRow(RowForm):
    task = LineField(_l("Taak"), 200, required=_l("Schrijf de taak op, of haal de taak weg."))
    cells = CellsField(CellField(), max_entries=MOST_ACTORS)
    phases = PhasesField(_l("In welke fasen?"))

    def is_blank(self) -> bool:
        is_filled = self.filled(self.task) or any(cell not in (None, "", NOTHING) for cell in self.cells.data)
        return not is_filled and not self.phases.data


class TableForm(EditForm):
    """The whole table. Buttons named `ini-do` add, move and take away rows and actors; they save nothing."""

    title = LineField(_l("Titel"), 200, required=_l("Geef de tabel een titel."))
    actors = RowsField(ActorRow, _l("Partijen"), blank=0, most=MOST_ACTORS)
    tasks = RowsField(TaskRow, _l("Taken"), blank=0, most=MOST_TASKS)

    def __init__(self, meanings: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        self.meanings = meanings
        super().__init__(*args, **kwargs)
        self._square()

    def _square(self) -> None:
        """As many cells as actors in each row, each with its label and choices."""
        names = [entry.form.name.data or _("Partij %(number)s", number=place) for place, entry in _counted(self.actors)]
        for entry in self.tasks:
            cells: Any = entry.form["cells"]
            while len(cells) > len(names):
                cells.pop_entry()
            while len(cells) < len(names):
                cells.append_entry(NOTHING)
            for cell, name in zip(cells, names, strict=True):
                cell.offer(self.meanings, name)

    def rearranged(self, wish: str) -> TableForm:
        """The form as it is typed, with a row or actor added, moved or taken away; nothing is judged yet."""
        actors = [dict(entry.form.data) for entry in self.actors]
        tasks = [dict(entry.form.data) for entry in self.tasks]
        _rearrange(actors, tasks, wish)
        data = {"title": self.title.data, "actors": actors, "tasks": tasks}
        form = TableForm(self.meanings, formdata=None, data=data)
        form.version.raw_data = self.version.raw_data
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        good = bool(super().validate(extra_validators))
        seen: set[str] = set()
        for place, entry in enumerate(self.actors):
            name = (entry.form["name"].data or "").casefold()
            if name and name in seen:
                self.actors.refuse(place, "name", _("Deze naam staat er al. Geef elke partij een eigen naam."))
                good = False
            seen.add(name)
        return good

    def content(self) -> RoleDivision:
        """What was filled in, as plain values."""
        return RoleDivision(
            actors=tuple(
                Actor(row["name"] or "", Party(row["party"]) if row["party"] else Party.OTHER)
                for row in self.actors.rows()
            ),
            meanings=self.meanings,
            tasks=tuple(
                Task(row["task"] or "", tuple(cell or NOTHING for cell in row["cells"]), tuple(row["phases"] or ()))
                for row in self.tasks.rows()
            ),
            title=self.title.data or "",
        )


def _counted(field: RowsField) -> Iterator[tuple[int, Any]]:
    return enumerate(field, start=1)


def _rearrange(actors: list[dict[str, Any]], tasks: list[dict[str, Any]], wish: str) -> None:
    """`wish` is add-task, add-actor, or up, down or drop with task or actor and its place; others do nothing."""
    found = re.fullmatch(r"(add|up|down|drop)-(task|actor)(?:-([0-9]{1,2}))?", wish)
    if found is None:
        return
    what, kind, place = found[1], found[2], int(found[3] or 0)
    rows = tasks if kind == "task" else actors
    most = MOST_TASKS if kind == "task" else MOST_ACTORS
    if what == "add" and len(rows) < most:
        rows.append({})
    if what != "add" and place < len(rows):
        _move(rows, what, place)
        if kind == "actor":
            for task in tasks:
                _move(task["cells"], what, place)


def _move(rows: list[Any], what: str, place: int) -> None:
    row = rows.pop(place)
    if what != "drop":
        rows.insert(max(0, place - 1) if what == "up" else place + 1, row)


def values(content: RoleDivision, version: int) -> dict[str, Any]:
    """A table as values for the form."""
    return {
        "version": version,
        "title": content.title,
        "actors": [{"name": actor.name, "party": actor.party.value} for actor in content.actors],
        "tasks": [
            {"task": task.name, "cells": list(task.letters), "phases": list(task.phases)} for task in content.tasks
        ],
    }


def differences(saved: RoleDivision, typed: RoleDivision) -> list[tuple[str, str]]:
    """Label and saved text of everything that differs from what was typed."""
    found = [] if saved.title == typed.title else [(_("Titel"), saved.title)]
    if saved.actors != typed.actors:
        found.append((_("Partijen"), ", ".join(actor.name for actor in saved.actors)))
    here = {task.name: (task.letters, task.phases) for task in typed.tasks}
    order = [task.name for task in saved.tasks]
    for task in saved.tasks:
        if here.get(task.name) != (task.letters, task.phases):
            found.append((_("Taak: %(task)s", task=task.name), _cells_in_words(saved, task)))
    if set(order) - set(here) or set(here) - set(order) or order != [task.name for task in typed.tasks]:
        found.append((_("Taken, in volgorde"), ", ".join(order)))
    return found


def _cells_in_words(division: RoleDivision, task: Task) -> str:
    cells = zip(division.actors, task.letters, strict=True)
    told = [f"{actor.name} {in_words(cell, division.meanings or {})}" for actor, cell in cells if parts(cell)]
    phases = [label for key, label in _phases() if key in task.phases]
    return "; ".join([", ".join(told) or _("niemand"), *([", ".join(phases)] if phases else [])])


class AdoptForm(EditForm):
    adopted_by = ChoiceField(
        _l("Vastgesteld door"),
        lambda: [(body, body_label(body)) for body in BODIES],
        required=_l("Kies wie de tabel heeft vastgesteld."),
    )
    adopted_on = DateField(_l("Vastgesteld op"), required=_l("Vul de datum van vaststellen in."))
    decision_number = LineField(_l("Besluitnummer"), 80)

    def validate_adopted_on(self, field: wtforms.Field) -> None:
        if field.data and field.data > today():
            message = _("Deze dag moet nog komen. Vandaag is het %(day)s.", day=dutch.short_date(today()))
            raise validators.ValidationError(message)
