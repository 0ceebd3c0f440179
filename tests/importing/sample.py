"""The sample file and changed copies of it, for the tests of this room."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from flask_initiatieven.importing import consistency, shape, source
from flask_initiatieven.importing.mistakes import Mistake, in_order

SAMPLE = Path(str(files("flask_initiatieven.demo") / "voorbeelden.yaml"))
MISTAKES = Path(__file__).parent / "fouten.yaml"
#: The day to which the dates of the sample belong.
TODAY = datetime.date(2026, 11, 23)
Change = Callable[[dict[str, Any]], object]


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]  # chosen when it runs
    """Writes equal parts out in full: an import file knows no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


_values: dict[str, Any] = yaml.safe_load(SAMPLE.read_text("utf-8"))


def changed(change: Change) -> str:
    """The sample as YAML text after `change` was made in it."""
    values = copy.deepcopy(_values)
    change(values)
    return yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)


def mistakes_in(text: str) -> tuple[Mistake, ...]:
    """Every mistake in this text, before the database is asked."""
    found = source.parse(text)
    data, mistakes = shape.check(found)
    return in_order([*found.mistakes, *mistakes, *consistency.check(data, found)])


def initiative(values: dict[str, Any], number: str) -> Any:
    return next(row for row in values["initiatieven"] if row["nummer"] == number)
