"""The door of the command line: global options anywhere, one sentence for every error, the documented exit codes."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import click

from app import faults, paths
from app.cli import (
    asking,
    dreaming,
    durability,
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
from app.interfaces import Refused
from app.version import VERSION
from storage.errors import ExitCode, ReverieError

_FLAGS = {"--json"}
# Views that a start may name: `reverie recall` is what a desktop's own shortcut calls.
_VIEWS = {"recall"}
_VALUES = {"--home", "--passphrase-file", "--now", "--model"}


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


@dataclass(frozen=True, slots=True)
class Window:
    """What a start without a command asks for: a window of `home`, with `view` in front."""

    home: str | None
    view: str


def wants_window(arguments: Sequence[str]) -> Window | None:
    """The window asked for by `arguments` (hoisted): no command, or `recall`; None for every other command."""
    home, waiting = None, list(arguments)
    while waiting and waiting[0].startswith("-"):
        word = waiting.pop(0)
        name, _, value = word.partition("=")
        if name not in _VALUES:
            # --help, --version, --json, and what is not known: the command line answers.
            return None
        given = value or (waiting.pop(0) if waiting else "")
        home = given if name == "--home" else home
    if waiting and waiting[0] not in _VIEWS:
        return None
    return Window(home, waiting[0] if waiting else "chat")


def hoisted(arguments: Sequence[str]) -> list[str]:
    """`arguments` with the global options first; what stands behind `--` stays."""
    front: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            return [*front, *rest, word, *waiting]
        name, equals, _ = word.partition("=")
        if word in _FLAGS or (name in _VALUES and equals):
            front.append(word)
        elif word in _VALUES and waiting:
            front += [word, waiting.pop(0)]
        else:
            # An option that lacks its value stays last, where nothing can be taken for it.
            rest.append(word)
    return front + rest
