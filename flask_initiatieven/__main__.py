"""`python -m flask_initiatieven --app module:app COMMAND`, for hosts with a command line of their own."""

from __future__ import annotations

import sys

import click
from flask.cli import FlaskGroup, ScriptInfo

from . import mount as mounts
from .checking import doctor
from .errors import NoMount
from .mount import KEY


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    epilog="COMMAND --help vertelt meer over één opdracht. Zonder COMMAND: de lijst.",
)
@click.option("--app", required=True, help="Waar de Flask-app staat: module:app of module:create_app().")
@click.option("--mount", "name", default=KEY, help="Naam van de koppeling, als er meer dan één is.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="COMMAND")
def main(app: str, name: str, arguments: tuple[str, ...]) -> None:
    """Doe een opdracht van `flask initiatieven`: install, upgrade, uninstall, status, doctor, check …"""
    info = ScriptInfo(app_import_path=app)
    host = info.load_app()
    try:
        mounts.of(host, name)
    except NoMount as error:
        if arguments != ("doctor",):
            cure = "Zet Initiatieven(app, …) in uw app. De opdracht doctor stelt de regels voor."
            raise click.ClickException(f"Deze app heeft de module niet onder de naam {name}. {cure}") from error
        with host.app_context():
            click.echo("\n".join(doctor.examine(host)))
        return
    sys.exit(FlaskGroup().main([name, *arguments], prog_name="flask", obj=info))


if __name__ == "__main__":
    main(prog_name="python -m flask_initiatieven")
