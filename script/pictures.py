"""Makes docs/briefing-*.png, each page of the three sample briefings, and docs/briefing.png, the first one whole."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from importlib.resources import as_file, files
from pathlib import Path

from flask import Flask
from PIL import Image

from flask_initiatieven import Initiatieven, mount
from flask_initiatieven.briefings.command import write_briefing
from flask_initiatieven.briefings.profiles import Profile
from flask_initiatieven.importing.actions import import_file
from flask_initiatieven.lifecycle import actions as lifecycle
from flask_initiatieven.visits.models import Visit, VisitStatus

MADE_AT = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)
DOTS_PER_INCH = 110
SHADES = 48


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        app = sample_intranet(Path(place))
        with app.app_context(), mount.of(app).opened():
            visits = Visit.select().where(Visit.status == VisitStatus.PLANNED).order_by(Visit.held_on)
            made = [pictures_of(visit, Path(place), folder) for visit in list(visits)]
    side_by_side(made[0], folder / "briefing.png")


def sample_intranet(place: Path) -> Flask:
    """The sample municipality as it was on the day of the sample, so that the same pictures come out each time."""
    app = Flask("pictures", instance_path=str(place))
    app.config["SECRET_KEY"] = "only for pictures"
    Initiatieven(app, public_url="https://intranet.example.nl", now=lambda: MADE_AT)
    with app.app_context(), mount.of(app).opened() as here:
        lifecycle.install(here)
        with as_file(files("flask_initiatieven.demo") / "voorbeelden.yaml") as file:
            import_file(file, date(2026, 11, 23), False)
    return app


def pictures_of(visit: Visit, place: Path, folder: Path) -> list[Path]:
    """One picture a page."""
    name = f"briefing-{visit.initiative.slug}"
    write_briefing(visit.id, Profile.ALDERMAN, place / f"{name}.pdf")
    command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-png", place / f"{name}.pdf", place / name]
    subprocess.run(command, check=True)
    found = []
    for page in sorted(place.glob(f"{name}-*.png")):
        with Image.open(page) as picture:
            picture.convert("RGB").quantize(SHADES).save(folder / page.name, optimize=True)
        found.append(folder / page.name)
        print(folder / page.name)
    return found


def side_by_side(pages: list[Path], target: Path) -> None:
    """All pages next to each other, small, with a thin frame: the picture in the README."""
    pictures = [Image.open(page).convert("RGB") for page in pages]
    width, height = pictures[0].width * 2 // 3, pictures[0].height * 2 // 3
    sheet = Image.new("RGB", ((width + 12) * len(pictures) + 12, height + 24), "#d5d9de")
    for number, picture in enumerate(pictures):
        sheet.paste(picture.resize((width, height), Image.Resampling.LANCZOS), (12 + number * (width + 12), 12))
    sheet.quantize(SHADES).save(target, optimize=True)
    print(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
