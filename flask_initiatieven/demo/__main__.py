"""`python -m flask_initiatieven.demo`: fill the demo intranet, make one briefing, serve it."""

from __future__ import annotations

import shutil
import sys
from importlib.resources import files
from pathlib import Path

import click
from flask import Flask
from flask.cli import ScriptInfo
from werkzeug.serving import make_server

from flask_initiatieven.database import db
from flask_initiatieven.errors import InitiatievenError
from flask_initiatieven.lifecycle import condition
from flask_initiatieven.mount import Mount, of
from flask_initiatieven.municipality.models import Person
from flask_initiatieven.visits.models import Visit, VisitStatus

from . import staff
from .intranet import create_app


@click.command()
@click.option("--folder", default="instance/demo", show_default=True, help="Where the demo keeps its data.")
@click.option("--port", default=5000, show_default=True, help="Serve on 127.0.0.1 at this port.")
@click.option("--no-serve", is_flag=True, help="Stop after the briefing has been made.")
@click.option("--reset", is_flag=True, help="Throw the data of the demo away first.")
def main(folder: str, port: int, no_serve: bool, reset: bool) -> None:
    """The intranet of the municipality of Elzerwoude, which does not exist, with the add-on in it."""
    home = Path(folder).resolve()
    if reset:
        _throw_away(home)
    app = create_app(home)
    with app.app_context(), of().opened() as mount:
        if not condition.is_alive(mount) or not Person.select().exists():
            _fill(app, mount)
        _make_briefing(app, mount, home)
    if not no_serve:
        _serve(app, port)


def _throw_away(home: Path) -> None:
    """Only a folder that this demo has made: a wrong --folder must not cost anybody his files."""
    if not home.exists():
        return
    if not (home / "secret_key").exists():
        raise click.ClickException(f"{home} is not a folder of this demo; nothing was removed.")
    shutil.rmtree(home)


def _fill(app: Flask, mount: Mount) -> None:
    """An empty database becomes the sample municipality, with the intranet's users tied to its people."""
    sample = files("flask_initiatieven.demo") / "voorbeelden.yaml"
    _command(app, "install")
    _command(app, "import", str(sample), "--verschuif")
    with db.atomic():
        for person in staff.colleagues():
            Person.update(user_id=person).where(Person.key == person).execute()


def _make_briefing(app: Flask, mount: Mount, home: Path) -> None:
    """The briefing of the first planned visit."""
    planned = Visit.select().where(Visit.status == VisitStatus.PLANNED).order_by(Visit.held_on, Visit.begins)
    visit = planned.first()
    if visit is None:
        click.echo("There is no planned visit, so no briefing was made.")
        return
    _command(app, "briefing", str(visit.id), "-o", str(home / f"briefing-bezoek-{visit.id}.pdf"))


def _command(app: Flask, *words: str) -> None:
    """What an administrator would type after `flask`, shown and run in this process."""
    click.echo(f"$ flask initiatieven {' '.join(words)}")
    script = ScriptInfo(create_app=lambda: app)
    app.cli.main(["initiatieven", *words], prog_name="flask", standalone_mode=False, obj=script)


def _serve(app: Flask, port: int) -> None:
    try:
        server = make_server("127.0.0.1", port, app, threaded=True)
    except (OSError, SystemExit) as error:
        message = f"Port {port} is taken. Choose another one:  --port {port + 1}"
        raise click.ClickException(message) from error
    click.echo(f"\nThe intranet is at http://127.0.0.1:{server.port}/  (stop with Ctrl-C)")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("Stopped. The data stays; --reset starts over.")


if __name__ == "__main__":
    try:
        main(prog_name="python -m flask_initiatieven.demo")
    except InitiatievenError as error:
        sys.exit(f"{error}")
