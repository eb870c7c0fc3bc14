"""The door of the command line: global options anywhere, one sentence for every error, the documented exit codes."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

import click

from app import faults, paths
from app.cli import (
    asking,
    dreaming,
    durability,
    editing,
    examining,
    exporting,
    fading,
    fetching,
    forgetting,
    inbox,
    keeping,
    keys,
    looking,
    managing,
    mending,
    out,
    reflecting,
    serving,
)
from app.cli.context import Options
from app.cli.door import hoisted
from app.interfaces import Refused
from app.version import VERSION
from storage.errors import ExitCode, ReverieError


class Hoisting(click.Group):
    """A group whose global options may also stand after the command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Moves the global options to the front."""
        return super().parse_args(ctx, hoisted(args))


@click.group(cls=Hoisting, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--home", metavar="DIR", help="The safe's folder (or REVERIE_HOME).")
@click.option("--passphrase-file", type=click.Path(), help="A file whose first line is the passphrase.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option("--now", default="", metavar="TIME", help="Set the clock (benchmarks and tests).")
@click.option("--model", metavar="NAME|none", help="The answering model for this call.")
@click.version_option(VERSION, prog_name="reverie")
@click.pass_context
def cli(
    ctx: click.Context,
    home: str | None,
    passphrase_file: str | None,
    as_json: bool,
    now: str,
    model: str | None,
) -> None:
    """Reverie: a private memory for this computer. Without a command it opens the app."""
    file = paths.expanded(passphrase_file) if passphrase_file else None
    ctx.obj = Options(paths.home(home), as_json, file, now, model)


for group in (
    asking,
    keeping,
    looking,
    managing,
    dreaming,
    reflecting,
    durability,
    examining,
    exporting,
    keys,
    forgetting,
    fading,
    fetching,
    serving,
    mending,
    editing,
    inbox,
):
    group.register(cli)


def main(arguments: Sequence[str]) -> int:
    """Runs one command; returns its exit code."""
    logging.basicConfig(level=logging.WARNING, handlers=[_Told()])
    try:
        # Click answers here with the code of an Exit that a command raised.
        code = cli.main(list(arguments), prog_name="reverie", standalone_mode=False)
    except click.ClickException as error:
        out.fail("That is not how it is used", error.format_message())
        return int(ExitCode.WRONG_USE)
    except (click.Abort, KeyboardInterrupt):
        out.say("Stopped. What was done so far is kept.")
        return int(ExitCode.FAILED)
    except ReverieError as error:
        out.fail(error.title, error.message)
        return int(error.exit_code)
    except Refused as error:
        out.fail(error.title, error.message)
        return error.code
    except UnicodeEncodeError:
        out.fail(
            "That is not how it is used", "A text holds bytes that are no characters. Write it in UTF-8."
        )
        return int(ExitCode.WRONG_USE)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nobody is left to tell.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - Python empties it at its own end
        return int(ExitCode.FAILED)
    except Exception as error:  # noqa: BLE001 - the last edge: a fault of ours is told without what a person saw
        out.fail(
            "Reverie made a mistake",
            f"{faults.where(error)}. Nothing that was kept is lost. Please report it.",
        )
        return int(ExitCode.FAILED)
    return code if isinstance(code, int) else int(ExitCode.FINE)


class _Told(logging.Handler):
    """Tells warnings of the program at the terminal; they hold no content (see `app.faults`)."""

    def emit(self, record: logging.LogRecord) -> None:
        """Tells one."""
        out.warn(record.getMessage())
