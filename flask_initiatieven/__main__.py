"""`python -m flask_initiatieven --app module:app COMMAND`, for hosts with a command line of their own."""

from __future__ import annotations

import sys

import click
from flask.cli import FlaskGroup

from .mount import KEY


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.option("--app", required=True, help="Where the Flask app is: module:app or module:create_app().")
@click.option("--mount", "name", default=KEY, help="Name of the mount, when there is more than one.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def main(app: str, name: str, arguments: tuple[str, ...]) -> None:
    """Hand the arguments on to the command group of the mount."""
    sys.exit(FlaskGroup().main(["--app", app, name, *arguments], prog_name="flask"))


if __name__ == "__main__":
    main()
