"""`python -m flask_initiatieven.demo`, as somebody types it for the first and the second time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flask_initiatieven.demo.__main__ import main
from flask_initiatieven.demo.intranet import create_app
from flask_initiatieven.mount import of
from flask_initiatieven.municipality.models import Municipality, Person
from flask_initiatieven.visits.models import Visit, VisitStatus


def _run(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["--folder", str(folder), "--no-serve", *options], catch_exceptions=False)


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    folder = tmp_path_factory.mktemp("demo") / "home"
    return folder, _run(folder)


def _term(folder: Path, change: str = "") -> str:
    """The municipality's word for an initiative, in that demo's database."""
    app = create_app(folder)
    with app.app_context(), of(app).opened():
        if change:
            Municipality.update(initiative_term=change).execute()
        return str(Municipality.get().initiative_term)


def test_the_first_run_makes_a_briefing_and_tells_about_it(first_run: tuple[Path, Result]) -> None:
    folder, result = first_run
    assert result.exit_code == 0, result.output
    (briefing,) = folder.glob("*.pdf")
    assert briefing.read_bytes().startswith(b"%PDF-")
    assert str(briefing) in result.output
    assert re.search(r"[12] pagina's", result.output)
    assert re.search(r"\d+ kB", result.output)
    assert re.search(r"\d ms", result.output)


def test_the_planned_visits_lie_ahead(first_run: tuple[Path, Result]) -> None:
    app = create_app(first_run[0])
    with app.app_context(), of(app).opened() as mount:
        planned = [visit.held_on for visit in Visit.select().where(Visit.status == VisitStatus.PLANNED)]
        assert len(planned) == 3
        assert min(planned) > mount.now().date()


def test_users_of_the_intranet_are_people_of_the_municipality(first_run: tuple[Path, Result]) -> None:
    app = create_app(first_run[0])
    with app.app_context(), of(app).opened():
        assert [person.key for person in Person.select() if person.user_id != person.key] == []


def test_a_second_run_keeps_the_data_and_reset_starts_over(first_run: tuple[Path, Result]) -> None:
    folder, _ = first_run
    _term(folder, change="buurtplan")
    assert _run(folder).exit_code == 0
    assert _term(folder) == "buurtplan"
    assert _run(folder, "--reset").exit_code == 0
    assert _term(folder) == "bewonersinitiatief"


def test_reset_spares_a_folder_that_is_not_the_demos(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"...")
    result = _run(tmp_path, "--reset")
    assert (result.exit_code, "is not a folder of this demo" in result.output) == (1, True)
    assert (tmp_path / "holiday.jpg").exists()
