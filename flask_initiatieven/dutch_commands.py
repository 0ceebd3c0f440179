"""Commands whose `--help` and mistakes are Dutch, the words of click included."""

from __future__ import annotations

from typing import Any

import click


class _Dutch(click.Command):
    """What commands and groups of them share."""

    def format_usage(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(context.command_path, " ".join(self.collect_usage_pieces(context)), prefix="Gebruik: ")

    def collect_usage_pieces(self, context: click.Context) -> list[str]:
        words = {"[OPTIONS]": "[OPTIES]", "COMMAND [ARGS]...": "OPDRACHT …"}
        return [words.get(piece, piece) for piece in super().collect_usage_pieces(context)]

    def get_help_option(self, context: click.Context) -> Any:
        option = super().get_help_option(context)
        if option is not None:
            option.help = "Laat deze uitleg zien."
        return option

    def _write_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [row for each in self.get_params(context) if (row := each.get_help_record(context))]
        with formatter.section("Opties"):
            formatter.write_dl(rows)


class DutchCommand(_Dutch):
    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        self._write_options(context, formatter)


class DutchGroup(_Dutch, click.Group):
    command_class = DutchCommand

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        self._write_options(context, formatter)
        self.format_commands(context, formatter)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, command.get_short_help_str(90)) for name, command in sorted(self.commands.items())]
        with formatter.section("Opdrachten"):
            formatter.write_dl(rows)


class DutchError(click.ClickException):
    """Something an admin can mend; said in Dutch, exit status 1."""

    def show(self, file: Any = None) -> None:
        click.echo(f"Fout: {self.format_message()}", err=True, file=file)
